//! The first draft, written by the platform.

use applications::Application;
use db::Tx;
use journal::Act;
use kernel::{Actor, AgreementId, ApplicationId, Refusal, Text, Word, say};

use crate::defaults;
use crate::record::Agreement;
use crate::state::State;
use crate::store::{self, SUBJECT};

/// Begins the agreement of a selected application: parties, support, plan and deliverables come from item and
/// application, the clauses from the programme's defaults. A second call answers the same agreement.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<Agreement, Refusal> {
    let application = applications::get(tx, id)?;
    may_begin(actor, &application)?;
    if let Some(begun) = store::find_by_application(tx, id)? {
        return Ok(begun);
    }
    if application.state != applications::state::State::Selected {
        return Err(Refusal::NotOpen { step: BEGIN, state: application.state.text() });
    }
    let agreement = write(tx, &application)?;
    journal::record(
        tx,
        Act::new(actor, SUBJECT, agreement.id.0, "begin")
            .born(agreement.state)
            .detail(serde_json::json!({ "application": id })),
    );
    Ok(agreement)
}

const BEGIN: Text = say("起草协议", "beginning the agreement");

fn may_begin(actor: &Actor, application: &Application) -> Result<(), Refusal> {
    if actor.is(application.pi_id) {
        return Ok(());
    }
    if applications::may_view(actor, application) {
        Err(Refusal::forbidden(say("项目负责人", "the principal investigator")))
    } else {
        Err(Refusal::NotFound)
    }
}

fn write(tx: &mut Tx<'_>, application: &Application) -> Result<Agreement, Refusal> {
    let now = tx.now();
    let item = guidelines::get_item(tx, application.item_id)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    let terms = rulesets::terms(tx, guideline.ruleset_id)?;
    let (starts, closes) = defaults::period((application.starts_on, application.ends_on), now.day(), &terms);
    let agreement = Agreement {
        id: AgreementId::at(now),
        application_id: application.id,
        item_id: item.id,
        enterprise_id: application.enterprise_id,
        university_id: application.university_id,
        round_id: application.round_id,
        pi_id: application.pi_id,
        mode: store::mode_now(&guideline, application.mode, &terms, now),
        title: application.title.clone(),
        starts_on: Some(starts),
        closes_on: Some(closes),
        cash: item.cash_each,
        goods: item.goods_each,
        document_cash: None,
        document_goods: None,
        clause_payment: false,
        clause_results: false,
        clause_copyright: false,
        clause_duties: false,
        ip_terms: defaults::IP_TERMS.into(),
        duties: defaults::DUTIES.into(),
        university_confirmed_at: None,
        enterprise_confirmed_at: None,
        agreed_at: None,
        list_id: None,
        version: 0,
        version_hash: String::new(),
        state: State::Draft,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    // Two clicks at once: the second meets the unique index and is told that the first was faster.
    db::insert(tx, &agreement).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let payments = defaults::payments(agreement.id, item.cash_each, item.goods_each, starts, now);
    let listed = if item.deliverables.trim().is_empty() { &application.expected_results } else { &item.deliverables };
    let promised = defaults::deliverables(agreement.id, listed, now);
    store::replace_lines(tx, agreement.id, &payments, &promised)?;
    Ok(agreement)
}
