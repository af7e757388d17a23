//! Projects run: money and goods arrive, reports are handed in.

use db::Tx;
use funding::{Arrived, Given, Instalment};
use kernel::{Actor, Money, ProjectId, Refusal};
use projects::ReportText;

use super::stage::{Outcome, Stage};

/// Everything that falls due by date on the stage's day.
pub(crate) fn dated_work(stage: &Stage) -> Outcome {
    stage.act(|tx| guidelines::actions::close_due(tx).map(drop))?;
    stage.act(|tx| projects::start_due(tx).map(drop))?;
    stage.act(|tx| projects::mark_overdue(tx).map(drop))?;
    stage.act(|tx| funding::mark_late(tx).map(drop))
}

fn nth(tx: &mut Tx<'_>, project: ProjectId, n: usize) -> Result<Instalment, Refusal> {
    funding::instalments(tx, project)?.into_iter().nth(n).ok_or(Refusal::NotFound)
}

/// The enterprise reports the instalment as given, with its proof.
pub(crate) fn paid(stage: &Stage, contact: &Actor, project: ProjectId, n: usize) -> Outcome {
    let proof = stage.pdf("付款凭证.pdf", &["付款凭证"])?;
    let contact = contact.clone();
    stage.act(move |tx| {
        let line = nth(tx, project, n)?;
        funding::attach(tx, &contact, line.id, &proof)?;
        let day = tx.now().day();
        funding::pay(tx, &contact, line.id, Given { on: day, note: "对公转账".into() }).map(drop)
    })
}

/// The university's finance office confirms that it arrived.
pub(crate) fn received(stage: &Stage, finance: &Actor, project: ProjectId, n: usize) -> Outcome {
    let proof = stage.pdf("到账凭证.pdf", &["到账凭证"])?;
    let finance = finance.clone();
    stage.act(move |tx| {
        let line = nth(tx, project, n)?;
        funding::attach(tx, &finance, line.id, &proof)?;
        let day = tx.now().day();
        let arrived =
            Arrived { on: day, note: "已入账".into(), is_stamped: line.kind == agreements::SupportKind::Goods };
        funding::receive(tx, &finance, line.id, arrived).map(drop)
    })
}

/// All instalments given and received.
pub(crate) fn all_arrived(stage: &Stage, contact: &Actor, finance: &Actor, project: ProjectId) -> Outcome {
    let count = stage.look(move |tx| Ok::<_, Refusal>(funding::instalments(tx, project)?.len()))?;
    for n in 0..count {
        paid(stage, contact, project, n)?;
        received(stage, finance, project, n)?;
    }
    Ok(())
}

/// A mid-term report handed in to the university.
pub(crate) fn midterm(stage: &Stage, pi: &Actor, project: ProjectId) -> Outcome {
    let pi = pi.clone();
    stage.act(move |tx| {
        let report = projects::start_report(tx, &pi, project)?;
        let text = ReportText {
            progress: "已完成教学大纲与六个案例，第一轮教学试用进行中。".into(),
            money_used: Some(Money::from_yuan(18_000)),
            risks: "部分实验设备到货较晚，已调整教学安排。".into(),
            next_steps: "完成其余案例，组织第二轮试用。".into(),
        };
        projects::save_report(tx, &pi, report.id, text)?;
        projects::step_report(tx, &pi, report.id, projects::report::Step::Submit, "").map(drop)
    })
}
