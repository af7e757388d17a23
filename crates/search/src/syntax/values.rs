//! The values of facts.

use kernel::{Mode, ProjectType, Word, province};

use crate::entry::{Kind, Standing};
use crate::fold::fold;

/// The members of a set that a word names: by their stored word, or by a part of one of their names.
fn named<W: Word>(value: &str, least: usize) -> Vec<W> {
    let folded = fold(value);
    if let Some(exact) =
        W::ALL.iter().find(|w| w.word() == folded || fold(w.text().zh) == folded || fold(w.text().en) == folded)
    {
        return vec![*exact];
    }
    if folded.chars().count() < least {
        return Vec::new();
    }
    let holds = |w: &&W| fold(w.text().zh).contains(&folded) || fold(w.text().en).contains(&folded);
    W::ALL.iter().filter(holds).copied().collect()
}

pub(super) fn kinds(value: &str) -> Vec<Kind> {
    let word = match fold(value).as_str() {
        "指南" | "items" => "item",
        "单位" | "企业" | "高校" | "organization" | "organisations" => "organisation",
        "成果" | "结题" | "results" => "result",
        "人" | "people" => "person",
        "projects" => "project",
        _ => value,
    };
    named(word, 2)
}

pub(super) fn types(value: &str) -> Vec<ProjectType> {
    let upper = fold(value).to_ascii_uppercase();
    ProjectType::parse(&upper).map_or_else(|_| named(value, 2), |kind| vec![kind])
}

/// Shared words, such as 未通过, name every standing that is called so.
pub(super) fn standings(value: &str) -> Vec<Standing> {
    named(value, 2)
}

pub(super) fn modes(value: &str) -> Vec<Mode> {
    match fold(value).as_str() {
        "老模式" | "old" => vec![Mode::Legacy],
        "新模式" | "new" => vec![Mode::Rolling],
        _ => named(value, 2),
    }
}

pub(super) fn provinces(value: &str) -> Vec<u8> {
    let folded = fold(value);
    let bare = folded.trim_end_matches(['省', '市']).trim_end_matches("自治区");
    let fits = |p: &&province::Province| {
        p.code == folded
            || fold(p.name.zh) == bare
            || fold(p.name.en) == folded
            || (bare.chars().count() >= 2 && bare.starts_with(&fold(p.name.zh)))
    };
    province::ALL.iter().filter(fits).filter_map(|p| p.code.parse().ok()).collect()
}

/// A year, or two with dots between them; either may be left away.
pub(super) fn years(value: &str) -> Option<(u16, u16)> {
    let folded = fold(value).replace(['…', '~'], "..").replace("——", "..");
    let year = |text: &str| {
        let digits = text.trim().trim_end_matches('年');
        (digits.len() == 4).then(|| digits.parse::<u16>().ok()).flatten()
    };
    let dashed = folded.len() == 9 && folded.as_bytes()[4] == b'-';
    let split = if dashed { Some((&folded[..4], &folded[5..])) } else { folded.split_once("..") };
    match split {
        None => year(&folded).map(|y| (y, y)),
        Some((from, to)) => {
            let to = to.trim_start_matches('.');
            match (from.trim().is_empty(), to.trim().is_empty()) {
                (true, true) => None,
                (true, false) => Some((1, year(to)?)),
                (false, true) => Some((year(from)?, 9999)),
                (false, false) => Some((year(from)?, year(to)?)),
            }
        }
    }
}
