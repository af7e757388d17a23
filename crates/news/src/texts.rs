//! Words that several pages use.

use kernel::{Lang, Text, say};
use meetings::Words;
pub(crate) use meetings::words;
use ui::{Markup, Tone};

use crate::kinds::Standing;
use crate::record::News;
use crate::state::State;

pub(crate) const NEWS: Text = say("新闻与公告", "News and notices");
pub(crate) const KIND: Text = say("类别", "Kind");
pub(crate) const TITLE: Text = say("标题", "Title");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const MEETING: Text = say("会议", "Meeting");
pub(crate) const SAVE: Text = say("保存", "Save");
pub(crate) const CHINESE: Text = say("中文", "Chinese");
pub(crate) const ENGLISH: Text = say("英文", "English");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Neutral,
        State::Published => Tone::Good,
        State::Withdrawn => Tone::Warn,
    }
}

pub(crate) const fn standing_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Missing => Tone::Bad,
        Standing::Draft => Tone::Warn,
        Standing::Approved => Tone::Good,
    }
}

/// The title that the public reads, or for the office whichever is there.
pub(crate) fn title(lang: Lang, news: &News) -> Markup {
    match news.told(lang) {
        Some(told) => ui::theirs(lang, told.title),
        None => words(lang, &Words::of(&news.title_zh, &news.title_en)),
    }
}
