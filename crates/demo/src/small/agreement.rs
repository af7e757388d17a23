//! Both sides agree.

use agreements::{Edit, EditedDeliverable, EditedPayment, SupportKind};
use applications::checklist::Stage as CheckStage;
use kernel::{Actor, AgreementId, ApplicationId, Money};

use super::application::all_well;
use super::stage::{Outcome, Stage};

/// Drafts the agreement of a selected application with its terms, running twelve months from a month ahead.
pub(crate) fn draft(stage: &Stage, pi: &Actor, application: ApplicationId) -> Outcome<AgreementId> {
    let document = stage.pdf("合作协议（签章）.pdf", &["项目合作协议"])?;
    let (pi, starts_on) = (pi.clone(), stage.day().plus_days(30));
    stage.act(move |tx| {
        let agreement = agreements::begin(tx, &pi, application)?;
        let deliverables = agreements::deliverables(tx, agreement.id)?;
        let closes_on = starts_on.plus_months(12);
        let edit = Edit {
            revision: agreement.revision,
            starts_on: Some(starts_on),
            closes_on: Some(closes_on),
            cash: agreement.cash,
            goods: agreement.goods,
            document_cash: Some(agreement.cash),
            document_goods: Some(agreement.goods),
            clause_payment: true,
            clause_results: true,
            clause_copyright: true,
            clause_duties: true,
            ip_terms: agreement.ip_terms.clone(),
            duties: agreement.duties.clone(),
            payments: payments(agreement.cash, agreement.goods, starts_on),
            deliverables: deliverables
                .into_iter()
                .map(|d| EditedDeliverable { id: Some(d.id), kind: d.kind, what: d.what, due_on: Some(closes_on) })
                .collect(),
        };
        let agreement = agreements::edit(tx, &pi, agreement.id, &edit)?;
        agreements::attach(tx, &pi, agreement.id, &document)?;
        Ok(agreement.id)
    })
}

/// Cash in two halves, goods at the start.
fn payments(cash: Money, goods: Money, starts_on: kernel::Day) -> Vec<EditedPayment> {
    let half = Money::from_fen(cash.fen() / 2);
    let line = |kind, amount, due_on, note: &str| EditedPayment { kind, amount, due_on, note: note.into() };
    let mut lines = vec![
        line(SupportKind::Cash, half, starts_on.plus_days(30), "启动经费"),
        line(SupportKind::Cash, cash - half, starts_on.plus_months(6), "中期经费"),
        line(SupportKind::Goods, goods, starts_on.plus_days(60), "软硬件交付"),
    ];
    lines.retain(|line| line.amount > Money::ZERO);
    lines
}

pub(crate) fn submit(stage: &Stage, pi: &Actor, id: AgreementId) -> Outcome {
    let pi = pi.clone();
    stage.act(move |tx| agreements::submit(tx, &pi, id).map(drop))
}

/// Submitted, confirmed by the university with its seal, confirmed by the enterprise with its seal.
pub(crate) fn agreed(
    stage: &Stage,
    pi: &Actor,
    administrator: &Actor,
    contact: &Actor,
    application: ApplicationId,
) -> Outcome<AgreementId> {
    let id = draft(stage, pi, application)?;
    submit(stage, pi, id)?;
    let (administrator, contact) = (administrator.clone(), contact.clone());
    stage.act(move |tx| {
        agreements::university_pass(tx, &administrator, id, None, &all_well(CheckStage::Agreement), true).map(drop)
    })?;
    stage.act(move |tx| agreements::enterprise_confirm(tx, &contact, id, None, true).map(drop))?;
    Ok(id)
}
