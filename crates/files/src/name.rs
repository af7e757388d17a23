//! Names of files: what people typed, made safe to show, to send in a header and to save on every system.

/// Characters in a name at most, its ending included.
const LONGEST: usize = 120;

/// The last part of a path without control characters and without what some system forbids; at most 120 characters, the
/// ending kept. Empty when nothing is left.
pub(crate) fn clean(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).map(harmless).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    shorten(kept.trim_matches(['.', ' ']))
}

/// Marks that turn the direction of writing would let `fdp.exe` read as `exe.pdf`.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn harmless(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }
}

fn shorten(name: &str) -> String {
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    let ending = ending(name).map(|e| format!(".{e}")).unwrap_or_default();
    let stem: String = name.chars().take(LONGEST - ending.chars().count()).collect();
    stem.trim_end().to_owned() + &ending
}

/// The ending of a name when it looks like one: `报告1.2版` has none.
pub(crate) fn ending(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let looks_like_one = (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_number = ending.bytes().all(|b| b.is_ascii_digit());
    (!stem.is_empty() && looks_like_one && !is_number).then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_no_path() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\Users\\li\\申报书.pdf"), "申报书.pdf");
        assert_eq!(clean(".."), "");
        assert_eq!(clean("a/.."), "");
        assert_eq!(clean(".hidden.pdf"), "hidden.pdf");
    }

    #[test]
    fn a_name_keeps_nothing_that_hides_or_breaks_a_header() {
        assert_eq!(clean("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie_ x.pdf");
        assert_eq!(clean("nul\0l.pdf"), "null.pdf");
        assert_eq!(clean("a\u{202E}fdp.exe"), "afdp.exe");
        assert_eq!(clean("a\"b.pdf"), "a_b.pdf");
    }

    #[test]
    fn a_long_name_is_cut_before_its_ending() {
        let cut = clean(&format!("{}.docx", "协".repeat(300)));
        assert_eq!(cut.chars().count(), 120);
        assert!(cut.ends_with("协.docx"));
    }

    #[test]
    fn endings_are_told_from_numbers_and_words() {
        assert_eq!(ending("a.PDF"), Some("PDF"));
        assert_eq!(ending("报告1.2版"), None);
        assert_eq!(ending("v1.2"), None);
        assert_eq!(ending("none"), None);
    }
}
