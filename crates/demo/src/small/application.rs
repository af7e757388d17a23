//! Teachers and students apply, universities review, enterprises select.

use applications::actions as a;
use applications::checklist::{Answer, Stage as CheckStage, checklist};
use applications::state::Step;
use applications::typed::{Typed, TypedLine, TypedMember};
use kernel::{Actor, ApplicationId, ItemId};

use super::stage::{Outcome, Stage};

/// What the demo's applicants write.
pub(crate) struct Idea {
    pub title: &'static str,
    pub summary: &'static str,
    pub cash: &'static str,
    pub goods: &'static str,
}

fn typed(stage: &Stage, pi: &Actor, idea: &Idea) -> Typed {
    let starts = stage.day().plus_days(60);
    Typed {
        title: idea.title.into(),
        school: "光电工程学院".into(),
        summary: idea.summary.into(),
        plan: "第一阶段调研与方案设计；第二阶段课程与案例建设；第三阶段两轮教学试用与改进；第四阶段总结推广。".into(),
        expected_results: "课程一门\n教学案例十个\n教学研究论文一篇".into(),
        starts_on: starts.to_string(),
        ends_on: starts.plus_months(12).to_string(),
        document_pi_name: pi.name.clone(),
        asks_name_check: false,
        is_signed: true,
        members: vec![
            TypedMember {
                name: "何静".into(),
                email: "he.jing@demo.xieyu".into(),
                unit: "机电学院".into(),
                duty: "案例建设".into(),
            },
            TypedMember {
                // Not the enterprise's own reviewer: nobody scores an application they belong to.
                name: "韩冬".into(),
                email: "han.dong@demo.xieyu".into(),
                unit: "子午光电科技有限公司".into(),
                duty: "工程指导".into(),
            },
        ],
        budget: vec![TypedLine {
            purpose: "课程与案例建设".into(), cash: idea.cash.into(), goods: idea.goods.into()
        }],
    }
}

/// Writes a draft with its document and leaves it.
pub(crate) fn draft(stage: &Stage, pi: &Actor, item: ItemId, idea: &Idea) -> Outcome<ApplicationId> {
    let document = stage.pdf("项目申报书.pdf", &["项目申报书", idea.title])?;
    let (typed, pi) = (typed(stage, pi, idea), pi.clone());
    stage.act(move |tx| {
        let (application, _) = a::start(tx, &pi, item)?;
        a::attach(tx, &pi, application.id, a::DOCUMENT, &document)?;
        let version = a::Version { revision: applications::get(tx, application.id)?.revision, tab: String::new() };
        a::save(tx, &pi, application.id, &typed, &version)?;
        Ok(application.id)
    })
}

pub(crate) fn submit(stage: &Stage, pi: &Actor, item: ItemId, idea: &Idea) -> Outcome<ApplicationId> {
    let id = draft(stage, pi, item, idea)?;
    let pi = pi.clone();
    stage.act(move |tx| a::submit(tx, &pi, id).map(drop))?;
    Ok(id)
}

/// Every check answered yes.
pub(crate) fn all_well(stage: CheckStage) -> Vec<Answer> {
    checklist(stage).iter().map(|check| Answer { check: *check, yes: true, comment: String::new() }).collect()
}

pub(crate) fn university_passes(stage: &Stage, administrator: &Actor, id: ApplicationId) -> Outcome {
    let administrator = administrator.clone();
    stage.act(move |tx| {
        a::review(tx, &administrator, id, Step::UniversityPass, &all_well(CheckStage::Application), "").map(drop)
    })
}

pub(crate) fn university_returns(
    stage: &Stage,
    administrator: &Actor,
    id: ApplicationId,
    why: &'static str,
) -> Outcome {
    let administrator = administrator.clone();
    stage.act(move |tx| {
        a::review(tx, &administrator, id, Step::UniversityReturn, &all_well(CheckStage::Application), why).map(drop)
    })
}

pub(crate) fn scored(stage: &Stage, reviewer: &Actor, id: ApplicationId, score: i64, note: &'static str) -> Outcome {
    let reviewer = reviewer.clone();
    stage.act(move |tx| {
        a::evaluate(tx, &reviewer, &[a::Score { application_id: id, score, note: note.into() }]).map(drop)
    })
}

pub(crate) fn selected(stage: &Stage, contact: &Actor, id: ApplicationId) -> Outcome {
    let contact = contact.clone();
    stage.act(move |tx| a::decide(tx, &contact, id, Step::EnterpriseSelect, "").map(drop))
}
