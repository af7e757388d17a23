//! How well somebody fits to judge something, in whole points from 0 to 100, with the reasons. Pure, and the only place that
//! scores: another measure takes the place of [`fit`].

mod words;

use kernel::{Said, Text, say};

use words::{Listed, Pairs};

/// What somebody knows: what they said, and what they judged before. Read once, compared with many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knows {
    majors: Vec<String>,
    industries: Vec<String>,
    keywords: Vec<(String, Pairs)>,
    reviewed: Vec<(String, Pairs)>,
}

/// What has to be understood. Read once, compared with many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    title: Pairs,
    /// In small letters, title and lists included.
    text: String,
    pairs: Pairs,
    majors: Listed,
    industries: Listed,
}

/// Titles of earlier reviews that are looked at.
const REVIEWED_MAX: usize = 20;
/// Characters of a text that are looked at; guidelines with more say in them what they said before.
const TEXT_MAX: usize = 20_000;

impl Knows {
    /// Lists as somebody said them, and titles of what they judged, the latest first.
    pub fn of(majors: &[String], industries: &[String], keywords: &[String], reviewed: &[String]) -> Knows {
        let with_pairs = |text: &String| (text.clone(), Pairs::of(text));
        Knows {
            majors: majors.to_vec(),
            industries: industries.to_vec(),
            keywords: keywords.iter().filter(|word| word.chars().count() > 1).map(with_pairs).collect(),
            reviewed: reviewed.iter().take(REVIEWED_MAX).map(with_pairs).collect(),
        }
    }
}

impl Asks {
    /// A title, everything else that says what it is about, and its lists.
    pub fn of(title: &str, text: &str, majors: &[String], industries: &[String]) -> Asks {
        let whole = format!("{title}\n{}\n{}\n{text}", majors.join("\n"), industries.join("\n"));
        let whole: String = whole.chars().take(TEXT_MAX).flat_map(char::to_lowercase).collect();
        Asks {
            title: Pairs::of(title),
            pairs: Pairs::of(&whole),
            text: whole,
            majors: Listed::of(majors),
            industries: Listed::of(industries),
        }
    }
}

/// Why somebody fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Majors(Vec<String>),
    Industries(Vec<String>),
    Keywords(Vec<String>),
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
/// Titles are alike when they share this part of their pairs of characters, in hundredths.
const ALIKE: u32 = 30;

impl Reason {
    pub fn said(&self) -> Said {
        let list = |text: Text, names: &[String]| Said {
            zh: text.with(&[("names", &names.join("、"))]).zh,
            en: text.with(&[("names", &names.join(", "))]).en,
        };
        match self {
            Reason::Majors(names) => list(say("专业：{names}", "Majors: {names}"), names),
            Reason::Industries(names) => list(say("产业：{names}", "Industries: {names}"), names),
            Reason::Keywords(names) => list(say("关键词：{names}", "Keywords: {names}"), names),
            Reason::Reviewed(title) => say("曾评：{title}", "Reviewed: {title}").with(&[("title", title)]),
        }
    }
}

/// How well somebody fits: shared majors up to 40 points, shared industries 20, keywords in the text 24, and a title like one
/// that was judged before 16.
pub fn fit(knows: &Knows, asks: &Asks) -> Fit {
    let majors = asks.majors.shared_with(&knows.majors);
    let industries = asks.industries.shared_with(&knows.industries);
    // Looking at pairs of characters first spares nearly all searches.
    let is_in = |word: &&(String, Pairs)| asks.pairs.hold(&word.1) && asks.text.contains(&word.0.to_lowercase());
    let keywords: Vec<String> = knows.keywords.iter().filter(is_in).map(|(word, _)| word.clone()).collect();
    let alike = knows.reviewed.iter().map(|(title, pairs)| (pairs.likeness(&asks.title), title));
    let alike = alike.filter(|(share, _)| *share >= ALIKE).max_by_key(|(share, _)| *share);
    let points = steps(majors.len(), 25, 8, 40)
        + steps(industries.len(), 14, 6, 20)
        + steps(keywords.len(), 8, 8, 24)
        + alike.map_or(0, |(share, _)| (16 * share).div_ceil(100));
    let some = |names: Vec<String>, reason: fn(Vec<String>) -> Reason| (!names.is_empty()).then(|| reason(names));
    let reasons = [
        some(majors, Reason::Majors),
        some(industries, Reason::Industries),
        some(keywords, Reason::Keywords),
        alike.map(|(_, title)| Reason::Reviewed(title.clone())),
    ];
    Fit { points, reasons: reasons.into_iter().flatten().collect() }
}

/// The first counts more than each further one.
fn steps(count: usize, first: u32, more: u32, most: u32) -> u32 {
    match count as u32 {
        0 => 0,
        count => (first + more * (count - 1)).min(most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|entry| (*entry).to_owned()).collect()
    }

    fn optics() -> Asks {
        let majors = list(&["080705 光电信息科学与工程", "测控技术与仪器"]);
        Asks::of("智能光电检测课程改革", "Digital Twin 与机器视觉", &majors, &list(&["仪器仪表制造业"]))
    }

    #[test]
    fn whoever_said_nothing_fits_with_no_points() {
        assert_eq!(fit(&Knows::default(), &optics()), Fit::default());
    }

    #[test]
    fn every_shared_thing_counts_and_is_told() {
        let knows = Knows::of(
            &list(&["光电信息科学与工程", "测控技术与仪器", "会计学"]),
            &list(&["仪器仪表制造业"]),
            &list(&["机器视觉", "digital twin", "光谱", "的"]),
            &list(&["会计信息化", "智能光电检测课程建设"]),
        );
        let fit = fit(&knows, &optics());
        assert_eq!(
            fit.reasons,
            [
                Reason::Majors(list(&["080705 光电信息科学与工程", "测控技术与仪器"])),
                Reason::Industries(list(&["仪器仪表制造业"])),
                Reason::Keywords(list(&["机器视觉", "digital twin"])),
                Reason::Reviewed("智能光电检测课程建设".into()),
            ]
        );
        assert_eq!(fit.points, 33 + 14 + 16 + 13);
        assert_eq!(fit.reasons[2].said().en, "Keywords: 机器视觉, digital twin");
    }

    #[test]
    fn nobody_has_more_points_than_full() {
        let many: Vec<String> = (0..9).map(|n| format!("共同的第{n}项")).collect();
        let title = many.join(" ");
        let knows = Knows::of(&many, &many, &many, std::slice::from_ref(&title));
        assert_eq!(fit(&knows, &Asks::of(&title, "", &many, &many)).points, FULL);
    }
}
