//! Words that several pages of this slice share.

use agreements::EstablishmentList;
use kernel::{Said, Text, say};

pub(crate) const ESTABLISHMENT: Text = say("立项", "Establishment");
pub(crate) const PUBLISHED: Text = say("已公布", "Published");
pub(crate) const NOT_PUBLISHED: Text = say("待公布", "Not published yet");
pub(crate) const ROUND: Text = say("批次", "Round");
pub(crate) const TITLE: Text = say("项目名称", "Project title");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const PI: Text = say("项目负责人", "Principal investigator");
pub(crate) const CASH: Text = say("支持经费", "Cash");
pub(crate) const GOODS: Text = say("软硬件价值", "Value of goods");
pub(crate) const AGREED_AT: Text = say("双方确认时间", "Agreed");
pub(crate) const REASON: Text = say("原因", "Reason");
pub(crate) const INCLUDED: Text = say("列入", "Included");
pub(crate) const LEFT_OUT: Text = say("未列入", "Left out");
pub(crate) const LIST: Text = say("名单", "List");
pub(crate) const DOCUMENT_NUMBER: Text = say("公布文号", "Document number");
pub(crate) const STATE: Text = say("状态", "State");

/// The name a list keeps: `2021年5月 第一批立项名单`.
pub(crate) fn list_name(round: &str, ordinal: i64) -> String {
    format!("{round} {}", nth(ordinal).zh)
}

/// The name of a list in both languages; what people called the round stays as it is.
pub(crate) fn list_said(list: &EstablishmentList) -> Said {
    let round = list.name.strip_suffix(nth(list.ordinal).zh).unwrap_or(&list.name).trim();
    Said { zh: list.name.clone(), en: format!("{round} {}", nth(list.ordinal).en) }
}

pub(crate) const fn nth(ordinal: i64) -> Text {
    if ordinal == 1 { say("第一批立项名单", "First list") } else { say("第二批立项名单", "Second list") }
}

/// What people typed, where words of the platform are expected.
pub(crate) fn as_typed(text: &str) -> Said {
    Said { zh: text.to_owned(), en: text.to_owned() }
}
