//! What the forms on an organisation's page do. A refused one shows the page again with what is wrong.

use kernel::{Actor, Lang, OrganisationId, Refusal, RowId, Said, Word, say};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::organisation::Typed;
use super::{either, organisation};
use crate::kinds::CreditEventKind;
use crate::record::Organisation;
use crate::state::OrganisationStep as Step;
use crate::{actions, mails, paths};

/// One door for all steps: its last part is the step's word.
pub(crate) async fn step(visit: Visit, Path((id, step)): Path<(OrganisationId, String)>, form: Form) -> Answer {
    let step = Step::parse(&step).map_err(|_| Refusal::NotFound)?;
    let actor = visit.actor()?;
    let typed = form.clone();
    let done = visit.site.db.write(move |tx| take(tx, &actor, id, step, &typed)).await;
    let notice = Said { zh: format!("已办理：{}", step.text().zh), en: format!("Done: {}", step.text().en) };
    finish(&visit, id, form, done, Some((spoken_of(step), words_field(step))), notice).await
}

fn take(
    tx: &mut db::Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    step: Step,
    form: &Form,
) -> Result<Organisation, Refusal> {
    let field = words_field(step);
    let reason = form.get(&field);
    match step {
        Step::Verify => actions::verify(tx, actor, id, reason),
        Step::Return => actions::return_for_completion(tx, actor, id, reason),
        Step::Refuse => actions::refuse(tx, actor, id, reason),
        Step::Suspend => actions::suspend(tx, actor, id, reason),
        Step::Reinstate => actions::reinstate(tx, actor, id, reason),
        Step::Resubmit => actions::resubmit(tx, actor, id),
    }
}

pub(crate) async fn waive_capital(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let reason = form.get("waiver_reason").to_owned();
    let done = visit.site.db.write(move |tx| actions::waive_capital(tx, &actor, id, &reason)).await;
    finish(&visit, id, form, done, None, say("已批准豁免", "The capital is waived")).await
}

pub(crate) async fn note_credit_event(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let kind: CreditEventKind = form.word("kind")?;
    let what = form.get("what").to_owned();
    let done = visit.site.db.write(move |tx| actions::note_credit_event(tx, &actor, id, kind, &what)).await;
    finish(&visit, id, form, done, None, say("已记入信用记录", "The credit event is noted")).await
}

pub(crate) async fn settle(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let event: RowId = RowId(form.get("event").parse().map_err(|_| Refusal::NotFound)?);
    let field = settled_field(event);
    let reason = form.get(&field).to_owned();
    let done = visit.site.db.write(move |tx| actions::settle_credit_event(tx, &actor, id, event, &reason)).await;
    finish(&visit, id, form, done, Some(("settled_reason", field)), say("已了结", "Settled")).await
}

/// 303 back to the page, or the page again with every problem and what was typed. `spoken` leads the action's name of a
/// field to the one of the form; a problem of something else on the page stands above all.
pub(super) async fn finish<T>(
    visit: &Visit,
    id: OrganisationId,
    form: Form,
    done: Result<T, Refusal>,
    spoken: Option<(&str, String)>,
    notice: impl Into<Said>,
) -> Answer {
    let mut breaches = match either(done)? {
        Ok(_) => return visit.done(&paths::organisation(id), notice),
        Err(breaches) => breaches,
    };
    for breach in &mut breaches {
        match &spoken {
            Some((said, field)) if breach.field == *said => breach.field.clone_from(field),
            Some(_) | None if form.has(&breach.field) => {}
            Some(_) | None => breach.field.clear(),
        }
    }
    let shown = organisation::load(visit, id).await?;
    let body = organisation::page(visit, &shown, &Typed { form, breaches });
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, mails::named(&shown.organisation), body))
}

/// The field that holds the words given with a step: one name each, since several stand on one page.
pub(super) fn words_field(step: Step) -> String {
    format!("{}_{}", step.word(), spoken_of(step))
}

/// The same field as the actions and the API call it.
const fn spoken_of(step: Step) -> &'static str {
    match step {
        Step::Verify => "evidence",
        Step::Return | Step::Refuse | Step::Suspend | Step::Reinstate | Step::Resubmit => "reason",
    }
}

pub(super) fn settled_field(event: RowId) -> String {
    format!("settled_{event}")
}

/// The kinds the office may note by hand.
pub(super) fn credit_kinds(lang: Lang) -> Vec<(String, String)> {
    CreditEventKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect()
}
