//! The numbers of the rule book, section 12, each with a short wording. Figures in brackets are only the defaults: the
//! valid ones stand in the rule sets.

const BOOK: &str = include_str!("rules.tsv");

/// One rule of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub number: &'static str,
    /// Belongs to a part that is not built yet; its gaps are shown but break nothing.
    pub later: bool,
    pub wording: &'static str,
}

/// All rules in the order of the book.
pub fn all() -> Vec<Rule> {
    BOOK.lines().filter_map(read_line).collect()
}

fn read_line(line: &'static str) -> Option<Rule> {
    let mut cells = line.split('\t');
    let (number, when, wording) = (cells.next()?, cells.next()?, cells.next()?);
    Some(Rule { number, later: when == "later", wording })
}

/// What the letter of a number stands for.
pub fn chapter(letter: char) -> &'static str {
    match letter {
        'E' => "Enterprise",
        'G' => "Guideline",
        'A' => "Application",
        'U' => "University review",
        'S' => "Selection",
        'C' => "Agreement",
        'P' => "Establishment and filing",
        'X' => "Running and changes",
        'Z' => "Closing",
        'K' => "Recognition, cases, reports",
        'M' => "Meeting",
        _ => "Other",
    }
}

/// Reads a number such as `A-02` at the beginning of `text`.
pub fn number_at(text: &str) -> Option<&str> {
    let number = text.get(..4)?;
    let bytes = number.as_bytes();
    let ends = !text[4..].starts_with(|c: char| c.is_alphanumeric());
    let shaped = bytes[0].is_ascii_uppercase() && bytes[1] == b'-' && bytes[2..].iter().all(u8::is_ascii_digit);
    (shaped && ends).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_has_82_rules_counted_per_letter() {
        let all = all();
        assert_eq!(all.len(), 82);
        let counts = "EGAUSCPXZKM".chars().map(|letter| all.iter().filter(|r| r.number.starts_with(letter)).count());
        assert_eq!(counts.collect::<Vec<_>>(), [6, 9, 12, 3, 3, 8, 7, 10, 10, 7, 7]);
    }

    #[test]
    fn every_line_is_whole_and_numbers_go_up_by_one() {
        let mut expected = (' ', 0);
        for rule in all() {
            let letter = rule.number.chars().next().unwrap();
            expected = if letter == expected.0 { (letter, expected.1 + 1) } else { (letter, 1) };
            assert_eq!(rule.number, format!("{letter}-{:02}", expected.1));
            assert!(rule.wording.ends_with('.'), "{}", rule.number);
            let is_to_come = ["K-01", "K-02", "K-07"].contains(&rule.number);
            assert_eq!(rule.later, is_to_come, "{}", rule.number);
            assert_ne!(chapter(letter), "Other");
        }
    }

    #[test]
    fn a_number_is_read_only_when_it_is_whole() {
        assert_eq!(number_at("A-02, A-03"), Some("A-02"));
        assert_eq!(number_at("A-02"), Some("A-02"));
        assert_eq!(number_at("A-021"), None);
        assert_eq!(number_at("a-02"), None);
        assert_eq!(number_at("A-0"), None);
        assert_eq!(number_at("规则一二"), None);
    }
}
