//! Words that several pages of this slice share.

use kernel::{Text, say};
use ui::Tone;

use crate::state::{State, Step};

/// The name of a field of the draft.
pub fn label(field: &str) -> Text {
    match field {
        "title" => say("申报题目", "Project title"),
        "school" => say("学院（部门）", "School"),
        "summary" => say("申请简述", "Summary"),
        "plan" => say("实施计划", "Plan of work"),
        "expected_results" => say("预期成果", "Expected results"),
        "starts_on" => say("计划开始日期", "Planned start"),
        "ends_on" => say("计划结束日期", "Planned end"),
        "document_pi_name" => say("申报书中的负责人姓名", "Principal investigator as named in the document"),
        "asks_name_check" => say(
            "姓名写法不同，但为同一人，请学校核对",
            "Written differently but the same person: the university is to check it",
        ),
        "is_signed" => say("申报书已由负责人签字", "The document is signed by the principal investigator"),
        "members" => say("项目组成员", "Members"),
        "budget" => say("经费预算", "Budget"),
        _ => say("其他", "Other"),
    }
}

pub const PI: Text = say("项目负责人", "Principal investigator");
pub const ENTERPRISE: Text = say("企业", "Enterprise");
pub const UNIVERSITY: Text = say("高校", "University");
pub const ITEM: Text = say("指南项目", "Guideline item");
pub const STATE: Text = say("状态", "State");
pub const TYPE: Text = say("项目类型", "Project type");
pub const SUBMITTED: Text = say("提交时间", "Handed in");
pub const DUE: Text = say("审核期限", "Review due");
pub const REASON: Text = say("理由", "Reason");
pub const APPLICATIONS: Text = say("项目申请", "Applications");
pub const NO_TITLE: Text = say("（未填题目的草稿）", "(draft without a title)");

/// How serious a state looks.
pub const fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Withdrawn => Tone::Neutral,
        State::UniversityReview | State::EnterpriseReview => Tone::Info,
        State::UniversityReturned | State::EnterpriseReturned => Tone::Warn,
        State::UniversityRejected | State::EnterpriseRejected => Tone::Bad,
        State::Selected => Tone::Good,
    }
}

/// What an act of the journal is called.
pub fn act(step: &str) -> Text {
    if let Ok(step) = <Step as kernel::Word>::parse(step) {
        return kernel::Word::text(step);
    }
    match step {
        "start" => say("新建草稿", "Began the draft"),
        "save" => say("保存草稿", "Saved the draft"),
        "attach" => say("上传附件", "Attached a file"),
        "remove_file" => say("删除附件", "Removed a file"),
        "evaluate" => say("评分", "Scored"),
        "order_wish" => say("调整志愿次序", "Ordered their wishes"),
        _ => say("其他操作", "Another act"),
    }
}
