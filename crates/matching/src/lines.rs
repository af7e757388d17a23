//! Where in a document (JSON) an entry of a list stands: faults name their line.

use crate::Fault;

/// The line, from 1, of the value of a key of the outermost object, or of an entry of its list. The text is valid JSON.
pub(crate) fn line_of(text: &str, key: &str, entry: Option<u32>) -> Option<u32> {
    let mut walk = Walk { bytes: text.as_bytes(), at: 0, line: 1 };
    let (mut depth, mut last_text, mut inside, mut passed) = (0_u32, None, false, 0_u32);
    while let Some(byte) = walk.next() {
        match byte {
            b'"' => {
                if inside && depth == 2 && entry == Some(passed) {
                    return Some(walk.line);
                }
                last_text = Some(walk.text());
            }
            b':' if depth == 1 => {
                let found = last_text.take().is_some_and(|(from, to)| text.get(from..to) == Some(key));
                if found && entry.is_none() {
                    return Some(walk.line);
                }
                inside = found;
                passed = 0;
            }
            b'[' | b'{' => {
                if inside && depth == 2 && entry == Some(passed) {
                    return Some(walk.line);
                }
                depth += 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                inside &= depth > 1;
            }
            b',' if inside && depth == 2 => passed += 1,
            _ => {}
        }
    }
    None
}

/// Refuses a document that says it is of another kind.
pub(crate) fn is_of_kind(text: &str, said: Option<&str>, kind: &str) -> Result<(), Fault> {
    match said.filter(|&said| said != kind) {
        Some(said) => Err(Fault { line: line_of(text, "kind", None), reason: format!("kind is {kind}, not {said}") }),
        None => Ok(()),
    }
}

struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u32,
}

impl Walk<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        self.line += u32::from(byte == b'\n');
        Some(byte)
    }

    /// The rest of a text whose first quote is read: where it begins and ends.
    fn text(&mut self) -> (usize, usize) {
        let from = self.at;
        while let Some(byte) = self.next() {
            match byte {
                b'\\' => {
                    self.next();
                }
                b'"' => return (from, self.at - 1),
                _ => {}
            }
        }
        (from, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn an_entry_of_a_list_is_found_past_others_that_look_alike() {
        let text = "{\n\"b\": {\"a\": [1]},\n\"a\": [\n[\"x\", 1],\n{\"a\": [2, 3]},\n\"z\"\n]\n}";
        assert_eq!(line_of(text, "a", Some(0)), Some(4));
        assert_eq!(line_of(text, "a", Some(1)), Some(5));
        assert_eq!(line_of(text, "a", Some(2)), Some(6));
        assert_eq!(line_of(text, "a", Some(3)), None);
        assert_eq!(line_of(text, "a", None), Some(3));
    }
}
