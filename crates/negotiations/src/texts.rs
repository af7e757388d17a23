//! Words that several pages use.

use kernel::{Lang, Said, Text, say};
use ui::{Markup, Tone, html};

use crate::kinds::Rank;
use crate::record::Negotiator;
use crate::state;

pub(crate) const NEGOTIATIONS: Text = say("项目洽谈", "Negotiations");
pub(crate) const MINE: Text = say("我的洽谈", "My negotiations");
pub(crate) const PEOPLE: Text = say("洽谈代表", "Negotiators");
pub(crate) const SETUP: Text = say("洽谈设置", "Set up");
pub(crate) const BOARD: Text = say("桌次表", "Board");
pub(crate) const TIMETABLES: Text = say("时间表版本", "Timetables");
pub(crate) const SCREEN: Text = say("现场大屏", "Hall screen");
pub(crate) const SHEETS: Text = say("桌签打印", "Table sheets");
pub(crate) const SLOT: Text = say("时段", "Slot");
pub(crate) const TABLE: Text = say("洽谈桌", "Table");
pub(crate) const WHO: Text = say("姓名与单位", "Name and organisation");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const RANK: Text = say("意愿", "How much");
pub(crate) const NEXT: Text = say("办理", "Next steps");
pub(crate) const NOTE: Text = say("附言", "Note");
pub(crate) const SAVE: Text = say("保存", "Save");
pub(crate) const REMOVE: Text = say("删除", "Delete");
pub(crate) const BEIJING: Text = say("时间均为北京时间", "All times are Beijing time");
pub(crate) const NO_TABLE: Text = say("{n} 号桌", "Table {n}");

/// Name and organisation of somebody.
pub(crate) fn who(lang: Lang, it: &Negotiator) -> Markup {
    html! { (ui::named(lang, &it.name, &it.name_en)) " " span.muted { (ui::named(lang, &it.organisation, &it.organisation_en)) } }
}

/// Lines that people typed, or that hold their names.
pub(crate) fn prose(lang: Lang, text: &str) -> Markup {
    html! { div.prose { (ui::theirs(lang, text)) } }
}

/// What was composed in both languages; Chinese names stay where there is no English one.
pub(crate) fn said(lang: Lang, said: &Said) -> Markup {
    ui::theirs(lang, said.get(lang))
}

pub(crate) const fn request_tone(state: state::request::State) -> Tone {
    use state::request::State;
    match state {
        State::Sent => Tone::Info,
        State::Accepted => Tone::Good,
        State::Declined | State::Expired | State::Withdrawn => Tone::Neutral,
    }
}

pub(crate) const fn appointment_tone(state: state::appointment::State) -> Tone {
    use state::appointment::State;
    match state {
        State::Offered => Tone::Info,
        State::Placed => Tone::Neutral,
        State::Held => Tone::Good,
        State::NoShow => Tone::Bad,
        State::Cancelled => Tone::Warn,
    }
}

pub(crate) const fn timetable_tone(state: state::timetable::State) -> Tone {
    use state::timetable::State;
    match state {
        State::Computing | State::Proposed => Tone::Info,
        State::Adopted | State::Released => Tone::Good,
        State::Dropped | State::Stopped => Tone::Neutral,
        State::Failed => Tone::Bad,
    }
}

pub(crate) const fn setup_tone(state: state::negotiation::State) -> Tone {
    use state::negotiation::State;
    match state {
        State::Preparing => Tone::Neutral,
        State::Open => Tone::Info,
        State::Published => Tone::Good,
    }
}

/// Ranks to choose from, with or without "no".
pub(crate) fn ranks(lang: Lang, with_no: bool) -> Vec<(String, String)> {
    use kernel::Word;
    let all = Rank::ALL.iter().filter(|rank| with_no || **rank != Rank::No);
    all.map(|rank| (rank.word().to_owned(), rank.text().get(lang).to_owned())).collect()
}
