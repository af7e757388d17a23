//! Words of the pages that more than one of them uses.

use kernel::{Lang, Said, Text, say};
use ui::Tone;

use crate::state::State;

pub(crate) const PANELS: Text = say("专家分配", "Assignment of experts");
pub(crate) const GUIDELINE: Text = say("项目指南", "Guideline");
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
