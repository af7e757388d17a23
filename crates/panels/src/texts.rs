//! Words of the pages that more than one of them uses.

use kernel::{Lang, Said, Text, say};
use ui::Tone;

use crate::state::{Kind, State};

pub(crate) const PANELS: Text = say("专家分配", "Assignment of experts");
/// One of what experts are assigned to.
pub(crate) const fn subject(kind: Kind) -> Text {
    match kind {
        Kind::Guideline => say("项目指南", "Guideline"),
        Kind::Case => say("案例", "Case"),
    }
}

/// The heading over experts beside what they judge.
pub(crate) const fn both(kind: Kind) -> Text {
    match kind {
        Kind::Guideline => say("专家与指南", "Experts and guidelines"),
        Kind::Case => say("专家与案例", "Experts and cases"),
    }
}

/// How many there are.
pub(crate) const fn subjects(kind: Kind) -> Text {
    match kind {
        Kind::Guideline => say("指南", "Guidelines"),
        Kind::Case => say("案例", "Cases"),
    }
}

pub(crate) const EXPERT: Text = say("专家", "Expert");
pub(crate) const EXPERTS: Text = say("专家", "Experts");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const POINTS: Text = say("{n} 分", "{n} points");
pub(crate) const UNTITLED: Text = say("（未命名）", "(untitled)");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Prepared => Tone::Info,
        State::Committed => Tone::Good,
        State::Dropped => Tone::Neutral,
    }
}

pub(crate) fn points(n: u32) -> Said {
    POINTS.with(&[("n", &n)])
}

/// A title, or its stand-in.
pub(crate) fn title(lang: Lang, title: &str) -> &str {
    if title.is_empty() { UNTITLED.get(lang) } else { title }
}
