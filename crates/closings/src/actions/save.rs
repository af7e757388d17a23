//! Keeping what the principal investigator types.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, ClosingId, Refusal, RowId, Text, check, say, within};

use agreements::ResultKind;

use crate::policy::{Edit, permit_edit};
use crate::{Closing, Outcome, store};

/// Characters of a longer text at most.
pub(crate) const LONG: usize = 5_000;
/// Characters of one result or deviation at most.
pub(crate) const SHORT: usize = 1_000;
/// Results beyond the promised ones at most.
const EXTRAS_MAX: usize = 50;

/// What the form of a closing holds; a part left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    pub summary: Option<String>,
    /// Why promised money has not arrived. Rule Z-09.
    pub missing_cash_reason: Option<String>,
    pub outcomes: Vec<OutcomeInput>,
    /// A further result beyond what was promised.
    pub extra: Option<ExtraInput>,
    /// The revision that was read; without it the last to save wins.
    pub revision: Option<i64>,
    /// Names the form, so that its own earlier saving is not taken for somebody else's.
    #[serde(skip)]
    pub form: String,
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeInput {
    pub id: String,
    pub is_done: bool,
    pub what: String,
    #[serde(default)]
    pub deviation: String,
}

/// A result nobody promised.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtraInput {
    pub kind: ResultKind,
    pub what: String,
}

/// Saves the draft as far as it is typed; what is missing is asked for on handing in.
pub fn save(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId, draft: &Draft) -> Result<Closing, Refusal> {
    let dossier = store::dossier(tx, actor, id)?;
    let mut closing = permit_edit(actor, Edit::Write, dossier)?.into_dossier().closing;
    if draft.revision.is_some_and(|read| read != closing.revision)
        && (draft.form.is_empty() || draft.form != closing.saved_from)
    {
        return Err(Refusal::Overtaken);
    }
    let outcomes = store::outcomes(tx, id)?;
    check(lengths(draft, &outcomes))?;
    if let Some(summary) = &draft.summary {
        closing.summary.clone_from(summary)
    }
    if let Some(reason) = &draft.missing_cash_reason {
        closing.missing_cash_reason.clone_from(reason)
    }
    closing.saved_from.clone_from(&draft.form);
    db::save(tx, &closing)?;
    closing.revision += 1;
    save_outcomes(tx, outcomes.clone(), &draft.outcomes)?;
    if let Some(extra) = &draft.extra {
        add_result(tx, &closing, &outcomes, extra)?
    }
    Ok(closing)
}

fn save_outcomes(tx: &mut Tx<'_>, outcomes: Vec<Outcome>, typed: &[OutcomeInput]) -> Result<(), Refusal> {
    for mut outcome in outcomes {
        let Some(input) = typed.iter().find(|input| input.id == outcome.id.to_string()) else { continue };
        let is_same =
            (outcome.is_done, &outcome.what, &outcome.deviation) == (input.is_done, &input.what, &input.deviation);
        if is_same {
            continue;
        }
        (outcome.is_done, outcome.what, outcome.deviation) =
            (input.is_done, input.what.clone(), input.deviation.clone());
        (outcome.accepted, outcome.accepted_note) = (None, String::new()); // the enterprise looked at something else
        db::save(tx, &outcome)?;
    }
    Ok(())
}

fn add_result(tx: &mut Tx<'_>, closing: &Closing, known: &[Outcome], extra: &ExtraInput) -> Result<(), Refusal> {
    let extras: Vec<&Outcome> = known.iter().filter(|o| o.deliverable_id.is_none()).collect();
    if extras.len() >= EXTRAS_MAX {
        return Err(Breach::field("extra.what", TOO_MANY.with(&[("most", &EXTRAS_MAX)])).into());
    }
    let last = extras.iter().filter_map(|o| o.number.strip_prefix('R')?.parse::<u32>().ok()).max().unwrap_or(0);
    let sort = known.iter().map(|o| o.sort).max().unwrap_or(0) + 1;
    let outcome = Outcome {
        id: RowId::at(tx.now()),
        closing_id: closing.id,
        deliverable_id: None,
        kind: extra.kind,
        number: format!("R{}", last + 1),
        promised: String::new(),
        what: extra.what.clone(),
        is_done: true,
        deviation: String::new(),
        accepted: None,
        accepted_note: String::new(),
        sort,
    };
    Ok(db::insert(tx, &outcome)?)
}

/// Removes a result nobody promised, with its evidence. A promised one stays and is answered.
pub fn remove_result(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId, outcome: RowId) -> Result<(), Refusal> {
    let dossier = store::dossier(tx, actor, id)?;
    permit_edit(actor, Edit::Write, dossier)?;
    let found = store::outcomes(tx, id)?
        .into_iter()
        .find(|o| o.id == outcome && o.deliverable_id.is_none())
        .ok_or(Refusal::NotFound)?;
    for file in store::attachments(tx, id)?.into_iter().filter(|file| file.purpose == store::evidence_for(outcome)) {
        files::remove(tx, file.id)?;
    }
    store::remove_outcome(tx, outcome)?;
    let act = Act::new(actor, store::SUBJECT, id.0, "remove_result");
    journal::record(tx, act.detail(serde_json::json!({ "number": found.number, "what": found.what })));
    Ok(())
}

const TOO_MANY: Text = say("最多可增列 {most} 项成果。", "At most {most} further results can be listed.");
const UNKNOWN: Text =
    say("页面上的成果已不存在，请刷新后再填。", "A result on your page no longer exists. Please reload.");

fn lengths(draft: &Draft, known: &[Outcome]) -> Vec<Result<(), Breach>> {
    let mut verdicts = vec![
        within("summary", draft.summary.as_deref().unwrap_or(""), LONG),
        within("missing_cash_reason", draft.missing_cash_reason.as_deref().unwrap_or(""), SHORT),
        within("extra.what", draft.extra.as_ref().map_or("", |extra| &extra.what), SHORT),
    ];
    for outcome in &draft.outcomes {
        let is_known = known.iter().any(|o| o.id.to_string() == outcome.id);
        verdicts.push(if is_known { Ok(()) } else { Err(Breach::field("outcomes", UNKNOWN)) });
        verdicts.push(within(what_field(&outcome.id), &outcome.what, SHORT));
        verdicts.push(within(deviation_field(&outcome.id), &outcome.deviation, SHORT));
    }
    verdicts
}

/// Names of the fields of one line, on the form and in breaches.
pub(crate) fn done_field(id: &str) -> String {
    format!("outcomes.{id}.done")
}
pub(crate) fn what_field(id: &str) -> String {
    format!("outcomes.{id}.what")
}
pub(crate) fn deviation_field(id: &str) -> String {
    format!("outcomes.{id}.deviation")
}
