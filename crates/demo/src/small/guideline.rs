//! Enterprises publish guidelines.

use guidelines::actions::{self as g, NewGuideline, Opinion};
use guidelines::rules::Interest;
use guidelines::{Content, ItemContent, Recommendation};
use kernel::{Actor, Day, GuidelineId, ItemId, Money, ProjectType, Refusal, RoundId};

use super::stage::{Outcome, Stage};

/// An item as the demo tells it.
pub(crate) struct Offer {
    pub project_type: ProjectType,
    pub title: &'static str,
    pub goals: &'static str,
    pub majors: &'static str,
    pub industries: &'static str,
    pub deliverables: &'static str,
    pub offers: i64,
    pub cash: i64,
    pub goods: i64,
    /// Days from the writing of the guideline to the last day for applications.
    pub days_open: i32,
}

fn item(offer: &Offer, today: Day) -> ItemContent {
    ItemContent {
        id: None,
        project_type: offer.project_type,
        title: offer.title.into(),
        goals: offer.goals.into(),
        majors: offer.majors.into(),
        industries: offer.industries.into(),
        conditions: "申请人须为相关专业在岗教师，所在学校支持课程或实践环节改革。".into(),
        deliverables: offer.deliverables.into(),
        offers: offer.offers,
        cash_each: Money::from_yuan(offer.cash),
        goods_each: Money::from_yuan(offer.goods),
        deadline_on: Some(today.plus_days(offer.days_open)),
    }
}

/// Writes a guideline with its commitment letter, without handing it in.
pub(crate) fn draft(
    stage: &Stage,
    contact: &Actor,
    round: Option<RoundId>,
    title: &str,
    offers: &[Offer],
) -> Outcome<GuidelineId> {
    let content = Content {
        title: title.into(),
        about: "企业面向高校开放真实工程案例、软硬件平台与工程师资源，支持教学内容更新与实践条件建设。".into(),
        directions: "新工科\n人工智能\n光电信息".into(),
        how_to_apply: "在平台填写申请，上传签字盖章的项目申报书。".into(),
        contact_name: contact.name.clone(),
        contact_phone: "025-88880000".into(),
        contact_email: "contact@demo.xieyu".into(),
        items: offers.iter().map(|offer| item(offer, stage.day())).collect(),
    };
    let letter = stage.pdf("企业承诺书.pdf", &["企业承诺书", title])?;
    let (contact, reading) = (contact.clone(), stage.reading(&letter)?);
    stage.act(move |tx| {
        let guideline = g::create(tx, &contact, NewGuideline { round_id: round, is_special: false, content })?;
        g::attach(tx, &contact, guideline.id, &letter, g::COMMITMENT_LETTER, &reading)?;
        Ok(guideline.id)
    })
}

pub(crate) fn submit(stage: &Stage, contact: &Actor, id: GuidelineId) -> Outcome {
    let contact = contact.clone();
    stage.act(move |tx| g::submit(tx, &contact, id).map(drop))
}

/// The expert reviews, the programme office approves; in the 2024 mode it is published at once.
pub(crate) fn approve(stage: &Stage, id: GuidelineId) -> Outcome {
    let (office, expert) = (stage.cast.wu_min.clone(), stage.cast.he_zhiyuan.clone());
    let reviewer = expert.person_id;
    stage.act({
        let office = office.clone();
        move |tx| g::assign(tx, &office, id, &[reviewer]).map(drop)
    })?;
    stage.act(move |tx| {
        g::declare_interest(tx, &expert, id, Interest::None, "")?;
        let opinion = Opinion {
            fit: 92,
            support: 88,
            content: 90,
            benefit: 86,
            comment: "支持内容具体，面向真实工程问题，建议发布。".into(),
            recommendation: Recommendation::Approve,
        };
        g::hand_in_review(tx, &expert, id, &opinion).map(drop)
    })?;
    stage.act(move |tx| g::approve(tx, &office, id, "专家评审通过").map(drop))
}

/// The items of a guideline in their order.
pub(crate) fn items(stage: &Stage, id: GuidelineId) -> Outcome<Vec<ItemId>> {
    stage.look(move |tx| Ok::<_, Refusal>(guidelines::items_of(tx, id)?.into_iter().map(|item| item.id).collect()))
}
