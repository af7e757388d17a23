//! A project is closed, accepted and certified.

use applications::checklist::Stage as Checked;
use closings::{AcceptanceInput, Conclusion, Draft, Judgement, OpinionInput, OutcomeInput, Step};
use kernel::{Actor, ClosingId, ProjectId};

use super::application::all_well;
use super::stage::{Outcome, Stage};

/// Writes the closing with every deliverable done, its report and its results list, and leaves it as a draft.
pub(crate) fn draft(stage: &Stage, pi: &Actor, project: ProjectId) -> Outcome<ClosingId> {
    let report = stage.pdf("结题报告.pdf", &["结题报告"])?;
    let results = stage.pdf("项目成果清单.pdf", &["项目成果清单"])?;
    let pi = pi.clone();
    stage.act(move |tx| {
        let closing = closings::begin(tx, &pi, project)?;
        let outcomes = closings::outcomes(tx, closing.id)?.into_iter().map(|o| OutcomeInput {
            id: o.id.to_string(),
            is_done: true,
            what: format!("{}（已完成，两轮教学试用）", o.promised),
            deviation: String::new(),
        });
        let draft = Draft {
            summary: Some(
                "项目按计划完成课程与案例建设，经两轮教学试用，学生工程实践能力明显提升，成果已在校内推广。".into(),
            ),
            missing_cash_reason: Some("末期经费按协议在验收后拨付。".into()),
            outcomes: outcomes.collect(),
            revision: None,
            ..Draft::default()
        };
        closings::save(tx, &pi, closing.id, &draft)?;
        closings::attach(tx, &pi, closing.id, closings::REPORT, &report)?;
        closings::attach(tx, &pi, closing.id, closings::RESULTS, &results)?;
        Ok(closing.id)
    })
}

pub(crate) fn step(stage: &Stage, actor: &Actor, id: ClosingId, step: Step, reason: &'static str) -> Outcome {
    let actor = actor.clone();
    stage.act(move |tx| closings::step(tx, &actor, id, step, reason, None, &all_well(Checked::Closing)).map(drop))
}

/// The enterprise accepts every deliverable and concludes.
pub(crate) fn accepted(stage: &Stage, contact: &Actor, id: ClosingId) -> Outcome {
    let contact = contact.clone();
    stage.act({
        let contact = contact.clone();
        move |tx| {
            let judgements = closings::outcomes(tx, id)?.into_iter().map(|o| Judgement {
                id: o.id.to_string(),
                accepted: Some(true),
                note: String::new(),
            });
            let input = AcceptanceInput {
                judgements: judgements.collect(),
                conclusion: Some(Conclusion::Passed),
                conclusion_text: Some("成果与协议一致，同意通过验收。".into()),
            };
            closings::judge(tx, &contact, id, &input).map(drop)
        }
    })?;
    step(stage, &contact, id, Step::Conclude, "")
}

fn passed() -> OpinionInput {
    OpinionInput { conclusion: Conclusion::Passed, reason: "成果齐全，结论属实。".into() }
}

/// 2024 mode: enterprise, then audit and publication by the university; the certificate follows.
pub(crate) fn rolling(
    stage: &Stage,
    pi: &Actor,
    contact: &Actor,
    administrator: &Actor,
    project: ProjectId,
) -> Outcome {
    let id = draft(stage, pi, project)?;
    step(stage, pi, id, Step::Submit, "")?;
    accepted(stage, contact, id)?;
    let administrator = administrator.clone();
    stage.act({
        let administrator = administrator.clone();
        move |tx| {
            closings::step(tx, &administrator, id, Step::Audit, "", Some(&passed()), &all_well(Checked::Closing))
                .map(drop)
        }
    })?;
    step(stage, &administrator, id, Step::PublishPassed, "")
}

/// Legacy mode: university, enterprise, expert group, publication by the Department.
pub(crate) fn legacy(stage: &Stage, pi: &Actor, contact: &Actor, administrator: &Actor, project: ProjectId) -> Outcome {
    let (office, department) = (stage.cast.wu_min.clone(), stage.cast.feng_jing.clone());
    let id = draft(stage, pi, project)?;
    step(stage, pi, id, Step::Submit, "")?;
    step(stage, administrator, id, Step::UniversityPass, "")?;
    accepted(stage, contact, id)?;
    step(stage, contact, id, Step::ReportToExperts, "")?;
    stage.act(move |tx| closings::give_opinion(tx, &office, id, &passed()).map(drop))?;
    step(stage, &department, id, Step::PublishPassed, "")
}
