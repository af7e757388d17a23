//! Words that several pages share.

use kernel::{Lang, Said, Text, Word, say};
use ui::{Markup, Tone};

use crate::change::State as ChangeState;
use crate::public::PublicState;
use crate::report::State as ReportState;
use crate::state::State;

pub(crate) const PROJECTS: Text = say("项目名录", "Projects");
pub(crate) const FILINGS: Text = say("备案查询", "Filings");
pub(crate) const NUMBER: Text = say("项目编号", "Project number");
pub(crate) const TITLE: Text = say("项目名称", "Title");
pub(crate) const TYPE: Text = say("项目类型", "Type");
pub(crate) const ENTERPRISE: Text = say("企业名称", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("承担学校", "University");
pub(crate) const PI: Text = say("项目负责人", "Principal investigator");
pub(crate) const YEAR: Text = say("年度", "Year");
pub(crate) const MODE: Text = say("运行模式", "Mode");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const PROVINCE: Text = say("省份", "Province");
pub(crate) const REPORTS: Text = say("中期报告与重大事项", "Reports and major events");
pub(crate) const CHANGES: Text = say("变更申请", "Change requests");
pub(crate) const REASON: Text = say("理由", "Reason");
pub(crate) const RECEIPT: Text =
    say("下载提交回执（可离线核验）", "Download the receipt of handing in (verifies offline)");
pub(crate) const SAVE: Text = say("保存", "Save");

pub(crate) fn text_of(text: Text) -> Said {
    text.into()
}

pub(crate) fn public_badge(lang: Lang, state: PublicState) -> Markup {
    let tone = match state {
        PublicState::Established => Tone::Info,
        PublicState::Running => Tone::Good,
        PublicState::Closed => Tone::Neutral,
        PublicState::Failed | PublicState::Terminated => Tone::Bad,
    };
    ui::badge(lang, state.text(), tone)
}

pub(crate) fn state_badge(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Established | State::Closing => Tone::Info,
        State::Running | State::ClosedPassed | State::Certified => Tone::Good,
        State::Overdue => Tone::Warn,
        State::ClosedFailed | State::Terminated => Tone::Bad,
    };
    ui::badge(lang, state.text(), tone)
}

pub(crate) fn report_badge(lang: Lang, state: ReportState) -> Markup {
    let tone = match state {
        ReportState::Draft => Tone::Neutral,
        ReportState::Submitted => Tone::Info,
        ReportState::Accepted => Tone::Good,
        ReportState::Returned => Tone::Warn,
    };
    ui::badge(lang, state.text(), tone)
}

pub(crate) fn change_badge(lang: Lang, state: ChangeState) -> Markup {
    let tone = match state {
        ChangeState::Draft | ChangeState::Withdrawn => Tone::Neutral,
        ChangeState::UniversityReview | ChangeState::EnterpriseReview => Tone::Info,
        ChangeState::Approved => Tone::Good,
        ChangeState::Rejected => Tone::Bad,
    };
    ui::badge(lang, state.text(), tone)
}

/// The name of a province by its code.
pub(crate) fn province(lang: Lang, code: &str) -> &'static str {
    kernel::province::by_code(code).map_or("", |p| p.name.get(lang))
}

/// Why a step cannot be taken now: by the state, or because somebody else takes it.
pub(crate) fn why_not(state: Text, who: impl Into<Said>, by_state: bool) -> Said {
    let who = who.into();
    if by_state {
        return Said {
            zh: format!("当前状态为“{}”，不能进行此操作；由{}办理。", state.zh, who.zh),
            en: format!("Not possible while “{}”; done by: {}.", state.en, who.en),
        };
    }
    Said { zh: format!("由{}办理。", who.zh), en: format!("Done by: {}.", who.en) }
}
