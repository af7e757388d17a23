//! Words that several pages of this slice share.

use kernel::{Text, say};
use ui::Tone;

use crate::state::State;

pub(crate) const AGREEMENTS: Text = say("合作协议", "Agreements");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const PI: Text = say("项目负责人", "Principal investigator");
pub(crate) const TITLE: Text = say("项目名称", "Project title");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const MODE: Text = say("运行模式", "Operating mode");
pub(crate) const STARTS_ON: Text = say("开始日期", "Starts on");
pub(crate) const CLOSES_ON: Text = say("结题日期", "Closes on");
pub(crate) const CASH: Text = say("支持经费", "Cash");
pub(crate) const GOODS: Text = say("软硬件价值", "Value of goods");
pub(crate) const DOCUMENT_CASH: Text = say("签章文本所载经费", "Cash in the signed document");
pub(crate) const DOCUMENT_GOODS: Text = say("签章文本所载软硬件价值", "Goods in the signed document");
pub(crate) const IP_TERMS: Text = say("知识产权与成果归属", "Intellectual property");
pub(crate) const DUTIES: Text = say("双方权利与义务", "Rights and duties");
pub(crate) const REASON: Text = say("理由", "Reason");
pub(crate) const AMOUNT: Text = say("金额", "Amount");
pub(crate) const DUE_ON: Text = say("到期日", "Due on");
pub(crate) const NOTE: Text = say("备注", "Note");
pub(crate) const KIND: Text = say("类别", "Kind");
pub(crate) const NUMBER: Text = say("编号", "No.");
pub(crate) const RESULT: Text = say("成果", "Deliverable");
pub(crate) const SIGNED: Text = say("签章文本", "Signed documents");
pub(crate) const PLAN: Text = say("付款与交付计划", "Payment plan");
pub(crate) const RESULTS: Text = say("预期成果", "Deliverables");
pub(crate) const NEEDS_REASON: Text =
    say("请写明理由，对方会收到。", "Please give the reason; the other side receives it.");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Neutral,
        State::UniversityReview | State::EnterpriseReview | State::ExpertFiling | State::UniversityConfirmed => {
            Tone::Info
        }
        State::Agreed | State::Established => Tone::Good,
        State::NotIncluded => Tone::Bad,
        State::Withdrawn => Tone::Warn,
    }
}
pub(crate) const PDF: Text = say("下载 PDF", "Download as PDF");
