//! Content lines: ended by CR LF, folded at 75 octets (RFC 5545, 3.1).

/// Octets of a line without its end.
const WIDEST: usize = 75;

#[derive(Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// A property, folded where it is too long; no letter is cut, however many octets it takes.
    pub fn put(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for letter in format!("{name}:{value}").chars() {
            if octets + letter.len_utf8() > WIDEST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    pub fn text(self) -> String {
        self.0
    }
}

/// A text value: backslash, semicolon, comma and line breaks are written otherwise, control characters not at all.
pub(crate) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                written.push('\\');
                written.push(letter);
            }
            '\n' => written.push_str("\\n"),
            '\t' => written.push(' '),
            other if other.is_control() => {}
            other => written.push(other),
        }
    }
    written
}
