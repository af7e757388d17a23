//! Words of the pages that more than one of them uses.

use kernel::{Lang, ProjectType, Text, Word, say};
use ui::Tone;

use crate::record::Item;
use crate::state::State;

pub(crate) const GUIDELINE: Text = say("项目指南", "Guideline");
pub(crate) const GUIDELINES: Text = say("项目指南管理", "Guidelines");
pub(crate) const ITEMS: Text = say("项目指南", "Guideline items");
pub(crate) const ROUNDS: Text = say("征集批次", "Rounds");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const ROUND: Text = say("批次", "Round");
pub(crate) const TYPE: Text = say("项目类型", "Type");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const SINCE: Text = say("更新时间", "Since");
pub(crate) const TITLE: Text = say("名称", "Title");
pub(crate) const REASON: Text = say("理由", "Reason");
pub(crate) const SPECIAL: Text = say("企业专项", "Enterprise special programme");
pub(crate) const UNTITLED: Text = say("（未命名指南）", "(untitled guideline)");
pub(crate) const UNNAMED_ITEM: Text = say("（未命名项目）", "(untitled item)");

/// What a form field is called, in the editor and where two versions are compared.
pub(crate) fn label(field: &str) -> Text {
    match field {
        "title" => say("指南名称", "Title of the guideline"),
        "about" => say("企业与指南简介", "About the enterprise and this guideline"),
        "directions" => say("支持方向", "Directions supported"),
        "how_to_apply" => say("申报办法", "How to apply"),
        "contact_name" => say("联系人", "Contact person"),
        "contact_phone" => say("联系电话", "Phone"),
        "contact_email" => say("联系邮箱", "E-mail"),
        "type" => TYPE,
        "item.title" => say("项目名称", "Title of the item"),
        "goals" => say("建设目标与内容", "Goals and content"),
        "majors" => say("涉及专业（每行一个）", "Majors (one per line)"),
        "industries" => say("产业方向（每行一个）", "Industry directions (one per line)"),
        "conditions" => say("申报条件", "Conditions for applicants"),
        "deliverables" => say("预期成果（每行一项）", "Deliverables (one per line)"),
        "offers" => say("拟支持项目数", "Projects offered"),
        "cash_each" => say("每项支持经费", "Cash for each project"),
        "goods_each" => say("每项软硬件价值", "Value of goods for each project"),
        "deadline_on" => say("申报截止日（含当日）", "Last day for applications"),
        "commitment_letter" => say("企业承诺书", "Commitment letter"),
        _ => say("其他", "Other"),
    }
}

/// A field's name above what stands in it: without the hints for whoever writes.
pub(crate) fn heading(field: &str) -> Text {
    match field {
        "majors" => say("涉及专业", "Majors"),
        "industries" => say("产业方向", "Industry directions"),
        "deliverables" => say("预期成果", "Deliverables"),
        other => label(other),
    }
}

/// Title or its stand-in.
pub(crate) fn title_of(lang: Lang, title: &str) -> String {
    if title.is_empty() { UNTITLED.get(lang).to_owned() } else { title.to_owned() }
}

/// Title of an item or its stand-in.
pub(crate) fn item_title(lang: Lang, item: &Item) -> String {
    if item.title.is_empty() { UNNAMED_ITEM.get(lang).to_owned() } else { item.title.clone() }
}

/// The six types for a list to choose from.
pub(crate) fn types(lang: Lang) -> Vec<(String, String)> {
    ProjectType::ALL
        .iter()
        .map(|kind| (kind.word().to_owned(), format!("{} {}", kind.word(), kind.text().get(lang))))
        .collect()
}

pub(crate) fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Closed => Tone::Neutral,
        State::Submitted | State::UnderReview | State::ExpertStage | State::Approved => Tone::Info,
        State::Returned | State::Paused => Tone::Warn,
        State::Rejected | State::Revoked => Tone::Bad,
        State::Published => Tone::Good,
    }
}

/// What an entry of the journal about a guideline is called.
pub(crate) fn act(step: &str) -> Text {
    if let Ok(step) = crate::state::Step::parse(step) {
        return step.text();
    }
    match step {
        "create" => say("新建指南", "Begun"),
        "import" => say("由名单导入", "Imported from a list"),
        "save" => say("保存修改", "Changed"),
        "attach" => say("上传文件", "File uploaded"),
        "remove_file" => say("移除文件", "File removed"),
        "add_experts" => say("选定评审专家", "Experts chosen"),
        "release_expert" => say("移出评审专家", "Expert taken out"),
        "declare_interest" => say("声明利益关系", "Interest declared"),
        "review" => say("提交评审意见", "Review handed in"),
        _ => say("其他操作", "Other act"),
    }
}
