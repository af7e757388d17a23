//! Lists of majors and industries, and pairs of characters.

use std::collections::{HashMap, HashSet};

/// Entries such as `080705 光电信息科学与工程`, found by their codes and names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    entries: Vec<String>,
    by_code: HashMap<String, Vec<usize>>,
    /// All of them.
    by_name: HashMap<String, Vec<usize>>,
    /// Those without a code.
    by_name_alone: HashMap<String, Vec<usize>>,
}

impl Listed {
    pub fn of(entries: &[String]) -> Listed {
        let mut listed = Listed { entries: entries.to_vec(), ..Listed::default() };
        for (at, entry) in entries.iter().enumerate() {
            let (code, name) = coded(entry);
            if !code.is_empty() {
                listed.by_code.entry(code.to_owned()).or_default().push(at);
            } else if !name.is_empty() {
                listed.by_name_alone.entry(name.clone()).or_default().push(at);
            }
            if !name.is_empty() {
                listed.by_name.entry(name).or_default().push(at);
            }
        }
        listed
    }

    /// The entries that are among the known ones: by their codes where both have one, else by their names.
    pub fn shared_with(&self, known: &[String]) -> Vec<String> {
        let mut found = HashSet::new();
        for entry in known {
            let (code, name) = coded(entry);
            let alike = match code.is_empty() {
                true => [self.by_name.get(&name), None],
                false => [self.by_code.get(code), self.by_name_alone.get(&name)],
            };
            found.extend(alike.into_iter().flatten().flatten().copied());
        }
        let mut found: Vec<usize> = found.into_iter().collect();
        found.sort_unstable();
        found.into_iter().map(|at| self.entries[at].clone()).collect()
    }
}

/// Code and name in small letters; the code is empty where there is none.
fn coded(entry: &str) -> (&str, String) {
    let entry = entry.trim();
    let (head, rest) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
    let is_code =
        head.len() <= 8 && head.chars().all(|c| c.is_ascii_alphanumeric()) && head.chars().any(|c| c.is_ascii_digit());
    if is_code { (head, rest.trim().to_lowercase()) } else { ("", entry.to_lowercase()) }
}

/// The pairs of neighbouring letters and digits of a text, without a look at spaces and signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs(HashSet<(char, char)>);

impl Pairs {
    pub fn of(text: &str) -> Pairs {
        let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
        Pairs(letters.windows(2).map(|two| (two[0], two[1])).collect())
    }

    /// Whether all pairs of another text are here: a text that holds the other one holds them.
    pub fn hold(&self, other: &Pairs) -> bool {
        other.0.is_subset(&self.0)
    }

    /// The share of pairs that two texts have in common (Dice), in hundredths.
    pub fn likeness(&self, other: &Pairs) -> u32 {
        let common = self.0.intersection(&other.0).count();
        (200 * common).checked_div(self.0.len() + other.0.len()).unwrap_or(0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(known: &str, asked: &str) -> usize {
        Listed::of(&[asked.to_owned()]).shared_with(&[known.to_owned()]).len()
    }

    #[test]
    fn two_codes_decide_whatever_the_names_and_one_alone_does_not() {
        assert_eq!(shared("080705 光信息", "080705 光电信息科学与工程"), 1);
        assert_eq!(shared("080706 光电信息科学与工程", "080705 光电信息科学与工程"), 0);
        assert_eq!(shared("光电信息科学与工程", "080705 光电信息科学与工程"), 1);
        assert_eq!(shared("080705 光电信息科学与工程", "光电信息科学与工程"), 1);
        assert_eq!(shared("C40", "C40 仪器仪表制造业"), 1);
        assert_eq!((shared("080705", ""), shared("", "080705"), shared("", "")), (0, 0, 0));
        assert_eq!(coded("3D打印"), ("", "3d打印".to_owned()));
    }

    #[test]
    fn a_text_holds_the_pairs_of_what_stands_in_it() {
        let text = Pairs::of("基于 Digital-Twin 的机器视觉课程");
        assert!(text.hold(&Pairs::of("digital twin")) && text.hold(&Pairs::of("机器视觉")));
        assert!(!text.hold(&Pairs::of("数据库")));
        assert_eq!(Pairs::of("光电检测").likeness(&Pairs::of("光电检测")), 100);
        assert_eq!(Pairs::of("").likeness(&Pairs::of("")), 0);
    }
}
