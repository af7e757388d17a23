//! Words that several pages use.

use kernel::{Lang, Text, say};
use ui::{Markup, Tone, html};

use crate::agenda::{Printed, Words};
use crate::diff::ChangeKind;
use crate::rules::ConflictKind;
use crate::state::State;

pub(crate) const MEETINGS: Text = say("对接会", "Matchmaking meetings");
pub(crate) const AGENDA: Text = say("议程", "Agenda");
pub(crate) const EDITOR: Text = say("编排议程", "Edit the agenda");
pub(crate) const SETTINGS: Text = say("会议与会场", "Meeting and halls");
pub(crate) const PEOPLE: Text = say("嘉宾", "Speakers");
pub(crate) const RELEASES: Text = say("版本与通知", "Releases and letters");
pub(crate) const CHANGES: Text = say("议程变更", "Changes of the agenda");
pub(crate) const HALL: Text = say("会场", "Hall");
pub(crate) const DAY: Text = say("日期", "Day");
pub(crate) const TIME: Text = say("时间", "Time");
pub(crate) const STARTS: Text = say("开始", "From");
pub(crate) const ENDS: Text = say("结束", "Until");
pub(crate) const SESSION: Text = say("场次", "Session");
pub(crate) const KIND: Text = say("类型", "Kind");
pub(crate) const NAME_ZH: Text = say("中文姓名", "Name in Chinese");
pub(crate) const NAME_EN: Text = say("英文姓名", "Name in English");
pub(crate) const TITLE_ZH: Text = say("中文职务", "Title in Chinese");
pub(crate) const TITLE_EN: Text = say("英文职务", "Title in English");
pub(crate) const HOUSE_ZH: Text = say("中文单位", "Organisation in Chinese");
pub(crate) const HOUSE_EN: Text = say("英文单位", "Organisation in English");
pub(crate) const SAVE: Text = say("保存", "Save");
pub(crate) const NO_HALL: Text = say("未定会场", "no hall yet");
pub(crate) const BEIJING: Text = say("时间均为北京时间", "All times are Beijing time");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Preparing => Tone::Neutral,
        State::Public => Tone::Good,
    }
}

pub(crate) const fn change_tone(kind: ChangeKind) -> Tone {
    match kind {
        ChangeKind::New => Tone::Good,
        ChangeKind::Moved => Tone::Warn,
        ChangeKind::Cancelled => Tone::Bad,
        ChangeKind::Text => Tone::Info,
    }
}

pub(crate) const fn conflict_tone(kind: ConflictKind) -> Tone {
    match kind {
        ConflictKind::HallOverlap | ConflictKind::SpeakerTwice => Tone::Bad,
        ConflictKind::HallClosed
        | ConflictKind::SpeakerUnavailable
        | ConflictKind::ShortChange
        | ConflictKind::TooSmall
        | ConflictKind::TalksTooLong => Tone::Warn,
    }
}

/// A text in the reader's language, marked where it is there in Chinese only.
pub fn words(lang: Lang, words: &Words) -> Markup {
    if words.zh.is_empty() {
        html! { (words.en) }
    } else {
        ui::named(lang, &words.zh, &words.en)
    }
}

/// Title and organisation of somebody, as printed.
pub(crate) fn of_house(lang: Lang, it: &Printed) -> Markup {
    let parts = [&it.organisation, &it.title];
    let shown: Vec<&&Words> = parts.iter().filter(|part| !part.is_empty()).collect();
    html! { @for (at, part) in shown.iter().enumerate() { @if at > 0 { (if lang == Lang::Zh { " " } else { ", " }) } (words(lang, part)) } }
}

/// The same as plain text: `徐晓飞（哈尔滨工业大学 教授）`, `Xu Xiaofei (Harbin Institute of Technology, Professor)`.
pub(crate) fn printed_text(lang: Lang, it: &Printed) -> String {
    let parts: Vec<&str> =
        [&it.organisation, &it.title].into_iter().map(|part| part.get(lang)).filter(|part| !part.is_empty()).collect();
    let name = it.name.get(lang);
    match (lang, parts.is_empty()) {
        (_, true) => name.to_owned(),
        (Lang::Zh, false) => format!("{name}（{}）", parts.join(" ")),
        (Lang::En, false) => format!("{name} ({})", parts.join(", ")),
    }
}
