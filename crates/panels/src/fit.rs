//! How well somebody fits to judge something, in whole points from 0 to 100, with the reasons. Pure, and the only place that
//! scores: another measure takes the place of [`fit`].

use kernel::{Said, say};

/// What somebody knows: what they said, and what they judged before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knows {
    pub majors: Vec<String>,
    pub industries: Vec<String>,
    pub keywords: Vec<String>,
    /// Titles, the latest first.
    pub reviewed: Vec<String>,
}

/// What has to be understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    pub title: String,
    /// Everything else that says what it is about.
    pub text: String,
    pub majors: Vec<String>,
    pub industries: Vec<String>,
}

/// Why somebody fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Major(String),
    Industry(String),
    Keyword(String),
    /// The title of something alike that was judged before.
    Reviewed(String),
}

/// Points and reasons, the weightiest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    pub points: u32,
    pub reasons: Vec<Reason>,
}

/// So many points has whoever fits in every way.
pub const FULL: u32 = 40 + 20 + 24 + 16;
/// Titles are alike when two of them share this part of their pairs of characters, in hundredths.
const ALIKE: u32 = 30;

impl Reason {
    pub fn said(&self) -> Said {
        match self {
            Reason::Major(name) => say("专业：{name}", "Major: {name}").with(&[("name", name)]),
            Reason::Industry(name) => say("产业：{name}", "Industry: {name}").with(&[("name", name)]),
            Reason::Keyword(name) => say("关键词：{name}", "Keyword: {name}").with(&[("name", name)]),
            Reason::Reviewed(title) => say("曾评：{title}", "Reviewed: {title}").with(&[("title", title)]),
        }
    }
}

/// How well somebody fits: shared majors up to 40 points, shared industries 20, keywords in the text 24, and a title like one
/// that was judged before 16.
pub fn fit(knows: &Knows, asks: &Asks) -> Fit {
    let majors = shared(&knows.majors, &asks.majors);
    let industries = shared(&knows.industries, &asks.industries);
    let text = format!("{}\n{}\n{}\n{}", asks.title, asks.text, asks.majors.join("\n"), asks.industries.join("\n"));
    let text = text.to_lowercase();
    let found: Vec<&String> = knows.keywords.iter().filter(|word| is_in(&text, word)).collect();
    let alike = knows.reviewed.iter().map(|title| (likeness(title, &asks.title), title));
    let alike = alike.max_by_key(|(share, _)| *share).filter(|(share, _)| *share >= ALIKE);
    let points = steps(majors.len(), 25, 8, 40)
        + steps(industries.len(), 14, 6, 20)
        + steps(found.len(), 8, 8, 24)
        + alike.map_or(0, |(share, _)| (16 * share).div_ceil(100));
    let reasons = (majors.into_iter().map(Reason::Major))
        .chain(industries.into_iter().map(Reason::Industry))
        .chain(found.into_iter().cloned().map(Reason::Keyword))
        .chain(alike.map(|(_, title)| Reason::Reviewed(title.clone())));
    Fit { points, reasons: reasons.collect() }
}

/// The first counts more than each further one.
fn steps(count: usize, first: u32, more: u32, most: u32) -> u32 {
    match count as u32 {
        0 => 0,
        count => (first + more * (count - 1)).min(most),
    }
}

/// The entries of `asked` that are among the known ones: by their codes where both have one, else by their names.
fn shared(known: &[String], asked: &[String]) -> Vec<String> {
    let known: Vec<(&str, String)> = known.iter().map(|entry| coded(entry)).collect();
    let is_known = |entry: &&String| {
        let (code, name) = coded(entry);
        known.iter().any(|(other, called)| match (code.is_empty() || other.is_empty(), name.is_empty()) {
            (false, _) => code == *other,
            (true, false) => name == *called,
            (true, true) => false,
        })
    };
    asked.iter().filter(is_known).cloned().collect()
}

/// `080705 光电信息科学与工程` as code and name; the code is empty where there is none.
fn coded(entry: &str) -> (&str, String) {
    let entry = entry.trim();
    let (head, rest) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
    let is_code =
        head.len() <= 8 && head.chars().all(|c| c.is_ascii_alphanumeric()) && head.chars().any(|c| c.is_ascii_digit());
    if is_code { (head, rest.trim().to_lowercase()) } else { ("", entry.to_lowercase()) }
}

fn is_in(text: &str, word: &str) -> bool {
    word.chars().count() > 1 && text.contains(&word.to_lowercase())
}

/// The share of pairs of characters that two titles have in common (Dice), in hundredths.
fn likeness(one: &str, other: &str) -> u32 {
    let pairs = |text: &str| {
        let letters: Vec<char> = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let mut pairs: Vec<(char, char)> = letters.windows(2).map(|two| (two[0], two[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let common = one.iter().filter(|pair| other.binary_search(pair).is_ok()).count();
    (200 * common).checked_div(one.len() + other.len()).unwrap_or(0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|entry| (*entry).to_owned()).collect()
    }

    fn optics() -> Asks {
        Asks {
            title: "智能光电检测课程改革".into(),
            text: "Digital Twin 与机器视觉".into(),
            majors: list(&["080705 光电信息科学与工程", "测控技术与仪器"]),
            industries: list(&["仪器仪表制造业"]),
        }
    }

    #[test]
    fn whoever_said_nothing_fits_with_no_points() {
        assert_eq!(fit(&Knows::default(), &optics()), Fit::default());
    }

    #[test]
    fn every_shared_thing_counts_and_is_told() {
        let knows = Knows {
            majors: list(&["光电信息科学与工程", "测控技术与仪器", "会计学"]),
            industries: list(&["仪器仪表制造业"]),
            keywords: list(&["机器视觉", "digital twin", "光谱", "的"]),
            reviewed: list(&["会计信息化", "智能光电检测课程建设"]),
        };
        let fit = fit(&knows, &optics());
        assert_eq!(
            fit.reasons,
            [
                Reason::Major("080705 光电信息科学与工程".into()),
                Reason::Major("测控技术与仪器".into()),
                Reason::Industry("仪器仪表制造业".into()),
                Reason::Keyword("机器视觉".into()),
                Reason::Keyword("digital twin".into()),
                Reason::Reviewed("智能光电检测课程建设".into()),
            ]
        );
        assert_eq!(fit.points, 33 + 14 + 16 + 13);
    }

    #[test]
    fn two_codes_decide_whatever_the_names() {
        assert_eq!(shared(&list(&["080705 光信息"]), &list(&["080705 光电信息科学与工程"])).len(), 1);
        assert_eq!(shared(&list(&["080706 光电信息科学与工程"]), &list(&["080705 光电信息科学与工程"])).len(), 0);
        assert_eq!(shared(&list(&["C40"]), &list(&["C40 仪器仪表制造业"])).len(), 1);
        assert_eq!(coded("3D打印"), ("", "3d打印".to_owned()));
        assert_eq!(shared(&list(&["080705"]), &list(&[""])).len(), 0);
    }

    #[test]
    fn nobody_has_more_points_than_full() {
        let many: Vec<String> = (0..9).map(|n| format!("共同的第{n}项")).collect();
        let knows = Knows {
            majors: many.clone(),
            industries: many.clone(),
            keywords: many.clone(),
            reviewed: vec![many.join(" ")],
        };
        let asks = Asks { title: many.join(" "), text: String::new(), majors: many.clone(), industries: many };
        assert_eq!(fit(&knows, &asks).points, FULL);
    }
}
