//! Words that several pages use.

use kernel::{Said, Text, Word, say};

use crate::rules::Reviewer;
use crate::state::{State, Step};
use ui::Tone;

pub(crate) const CLOSING: Text = say("结题", "Closing");
pub(crate) const CLOSINGS: Text = say("结题公布", "Closings");
pub(crate) const NUMBER: Text = say("项目编号", "Project number");
pub(crate) const TITLE: Text = say("项目名称", "Title");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const PI: Text = say("项目负责人", "Principal investigator");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const RESULT: Text = say("结题结果", "Result");
pub(crate) const PUBLISHED_ON: Text = say("公布日期", "Published on");
pub(crate) const ESTABLISHED_YEAR: Text = say("立项年份", "Year of establishment");
pub(crate) const CLOSED_ON: Text = say("结题时间", "Closed on");
pub(crate) const DOCUMENT: Text = say("名单文号", "Document of the list");
pub(crate) const CERTIFICATE: Text = say("结题证书", "Closing certificate");
pub(crate) const CONCLUSION: Text = say("验收结论", "Acceptance conclusion");
pub(crate) const REASON: Text = say("理由", "Reason");
pub(crate) const SUMMARY: Text = say("结题简述", "Closing summary");
pub(crate) const REPORT_FILE: Text = say("结题报告", "Closing report");
pub(crate) const RESULTS_FILE: Text = say("项目成果清单", "Results list");
pub(crate) const EVIDENCE: Text = say("佐证材料", "Evidence");
pub(crate) const CASH_REASON: Text = say("经费未到账的说明", "Why money has not arrived");

/// The tone of a state's badge.
pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Neutral,
        State::UniversityReview | State::EnterpriseReview | State::Concluded | State::ExpertReview | State::Audited => {
            Tone::Info
        }
        State::Returned => Tone::Warn,
        State::Passed => Tone::Good,
        State::Failed => Tone::Bad,
    }
}

/// How a reviewer's part is called in the row of stages. Rule Z-02.
pub(crate) const fn stage(reviewer: Reviewer) -> Text {
    match reviewer {
        Reviewer::University => say("高校审核", "University"),
        Reviewer::Enterprise => say("企业验收", "Enterprise"),
        Reviewer::ExpertGroup => say("专家组审核", "Expert group"),
    }
}

/// "Who can do it", beside a button that cannot be used.
pub(crate) fn only(who: Said) -> Said {
    say("可以办理的人：{zh}", "Who can do it: {en}").with(&[("zh", &who.zh), ("en", &who.en)])
}

/// What an act of the journal is called.
pub(crate) fn act(word: &str) -> Text {
    if let Ok(step) = Step::parse(word) {
        return step.text();
    }
    match word {
        "begin" => say("开始填写结题", "Closing begun"),
        "take_over" => say("由新的项目负责人接手", "Taken over by the new principal investigator"),
        "attach" => say("上传文件", "File uploaded"),
        "detach" => say("移除文件", "File removed"),
        "remove_result" => say("移除增列的成果", "Further result removed"),
        "judge" => say("逐项验收", "Deliverables looked at"),
        "opinion" => say("专家组出具意见", "Opinion of the expert group"),
        "escalate" => say(
            "企业逾期未验收，已告知高校和项目办公室",
            "No answer from the enterprise; university and programme office were told",
        ),
        _ => say("其他", "Other"),
    }
}
