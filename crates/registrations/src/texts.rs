//! Words that several pages use.

use kernel::{Lang, Said, Text, say};
use ui::Tone;

use crate::state::State;
use crate::verdict::Verdict;

pub(crate) const MEETINGS: Text = say("对接会", "Matchmaking meetings");
pub(crate) const REGISTER: Text = say("报名", "Register");
pub(crate) const MINE: Text = say("我的报名", "My registrations");
pub(crate) const DELEGATION: Text = say("本单位代表", "Our delegation");
pub(crate) const LIST: Text = say("报名名单", "Registrations");
pub(crate) const OPENING: Text = say("报名设置", "Opening and places");
pub(crate) const BY_HAND: Text = say("代为登记", "Register somebody");
pub(crate) const CHECK_IN: Text = say("现场签到", "Check-in");
pub(crate) const DOOR_LIST: Text = say("签到名单", "Door list");
pub(crate) const NAME: Text = say("姓名", "Name");
pub(crate) const HOUSE: Text = say("单位", "Organisation");
pub(crate) const ROLE: Text = say("参会身份", "Role");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const PHONE: Text = say("电话", "Phone");
pub(crate) const EMAIL: Text = say("邮箱", "E-mail");
pub(crate) const SAVE: Text = say("保存", "Save");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Confirmed | State::CheckedIn | State::Attended => Tone::Good,
        State::Submitted | State::Offered => Tone::Info,
        State::Waitlist => Tone::Warn,
        State::Refused | State::Lapsed | State::NoShow => Tone::Bad,
        State::Withdrawn => Tone::Neutral,
    }
}

pub(crate) const fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Admit => Tone::Good,
        Verdict::Again => Tone::Warn,
        Verdict::NotConfirmed | Verdict::Void | Verdict::Foreign | Verdict::Forged | Verdict::Unlisted => Tone::Bad,
    }
}

/// `林梅（南江大学）`, `Lin Mei (Nanjiang University)`.
pub(crate) fn with_house(name: &Said, house: &Said) -> Said {
    let join = |name: &str, house: &str, lang: Lang| match (house.is_empty(), lang) {
        (true, _) => name.to_owned(),
        (false, Lang::Zh) => format!("{name}（{house}）"),
        (false, Lang::En) => format!("{name} ({house})"),
    };
    Said { zh: join(&name.zh, &house.zh, Lang::Zh), en: join(&name.en, &house.en, Lang::En) }
}
