//! Words that several pages of this slice share.

use kernel::{Text, say};
use ui::Tone;

use crate::Instalment;
use crate::state::State;

pub(crate) const FUNDING: Text = say("经费与软硬件", "Money and goods");
pub(crate) const PROJECTS: Text = say("项目", "Projects");
pub(crate) const PROJECT: Text = say("项目", "Project");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const KIND: Text = say("类别", "Kind");
pub(crate) const AMOUNT: Text = say("金额", "Amount");
pub(crate) const DUE_ON: Text = say("到期日", "Due on");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const NUMBER: Text = say("期次", "No.");
const DUE: Text = say("已到期", "Due");
pub(crate) const LATE: Text = say("已逾期", "Late");
pub(crate) const EVENT: Text = say("已记入信用记录", "Credit event");
pub(crate) const PLEDGED: Text = say("已承诺", "Pledged");
pub(crate) const AGREED: Text = say("已约定", "Agreed");
pub(crate) const PAID: Text = say("已拨付或交付", "Paid or delivered");
pub(crate) const RECEIVED: Text = say("已到账或签收", "Received");
pub(crate) const MISSING: Text = say("尚未到位", "Still missing");
pub(crate) const PROOFS: Text = say("凭证", "Proofs");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Pledged | State::Agreed => Tone::Neutral,
        State::Paid => Tone::Info,
        State::Received => Tone::Good,
    }
}

/// The state as a badge, and beside it what is wrong.
pub(crate) fn badges(lang: kernel::Lang, instalment: &Instalment, today: kernel::Day) -> ui::Markup {
    ui::html! {
        (ui::badge(lang, instalment.state.text_for(instalment.kind), tone(instalment.state)))
        @if is_due(instalment, today) { " " (ui::badge(lang, DUE, Tone::Warn)) }
        @if instalment.late_at.is_some() { " " (ui::badge(lang, LATE, Tone::Bad)) }
        @if instalment.credit_event_id.is_some() { " " (ui::badge(lang, EVENT, Tone::Bad)) }
    }
}

/// Past its due day and not given yet, but still within the grace.
fn is_due(instalment: &Instalment, today: kernel::Day) -> bool {
    match instalment.state {
        State::Pledged | State::Agreed => instalment.late_at.is_none() && instalment.due_on < today,
        State::Paid | State::Received => false,
    }
}

/// What an act of the journal is called.
pub(crate) fn act(word: &str) -> Text {
    use kernel::Word;
    match (crate::state::Step::parse(word), word) {
        (Ok(step), _) => step.text(),
        (Err(_), "attach") => say("上传凭证", "Proof attached"),
        (Err(_), "mark_late") => say("平台标记逾期", "Marked as late by the platform"),
        (Err(_), "confirm_late") => {
            say("高校确认逾期未付，记入信用记录", "The university confirmed that it is missing; credit event written")
        }
        (Err(_), _) => say("其他操作", "Other act"),
    }
}
