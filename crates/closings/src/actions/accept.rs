//! What the enterprise makes of it, deliverable by deliverable. Rule Z-05: here and nowhere else.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, ClosingId, Refusal, Text, check, say, within};

use crate::actions::save::{LONG, SHORT};
use crate::policy::{Edit, permit_edit};
use crate::rules::Conclusion;
use crate::{Closing, Outcome, store};

/// What the acceptance form holds; it is kept while the enterprise works through the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptanceInput {
    pub judgements: Vec<Judgement>,
    pub conclusion: Option<Conclusion>,
    pub conclusion_text: Option<String>,
}

/// Accepts one line, or not.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// Id of the outcome.
    pub id: String,
    pub accepted: Option<bool>,
    #[serde(default)]
    pub note: String,
}

/// Names of the fields of one line.
pub(crate) fn accepted_field(id: &str) -> String {
    format!("accepted.{id}")
}
pub(crate) fn note_field(id: &str) -> String {
    format!("note.{id}")
}

/// Keeps the enterprise's judgements and the wording of its conclusion; nothing is concluded yet.
pub fn judge(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId, input: &AcceptanceInput) -> Result<Closing, Refusal> {
    let dossier = store::dossier(tx, actor, id)?;
    let mut closing = permit_edit(actor, Edit::Judge, dossier)?.into_dossier().closing;
    check(lengths(input))?;
    if input.conclusion.is_some() {
        closing.conclusion = input.conclusion
    }
    if let Some(text) = &input.conclusion_text {
        closing.conclusion_text.clone_from(text)
    }
    db::save(tx, &closing)?;
    closing.revision += 1;
    let mut changed = Vec::new();
    for mut outcome in store::outcomes(tx, id)? {
        let Some(typed) = input.judgements.iter().find(|j| j.id == outcome.id.to_string()) else { continue };
        if (outcome.accepted, &outcome.accepted_note) == (typed.accepted, &typed.note) {
            continue;
        }
        (outcome.accepted, outcome.accepted_note) = (typed.accepted, typed.note.clone());
        db::save(tx, &outcome)?;
        changed.push(serde_json::json!({ "number": outcome.number, "accepted": outcome.accepted, "note": outcome.accepted_note }));
    }
    if !changed.is_empty() {
        journal::record(
            tx,
            Act::new(actor, store::SUBJECT, id.0, "judge").detail(serde_json::json!({ "outcomes": changed })),
        );
    }
    Ok(closing)
}

fn lengths(input: &AcceptanceInput) -> Vec<Result<(), Breach>> {
    let text = input.conclusion_text.as_deref().unwrap_or("");
    let notes = input.judgements.iter().map(|j| within(note_field(&j.id), &j.note, SHORT));
    notes.chain([within("conclusion_text", text, LONG)]).collect()
}

const UNSEEN: Text = say("请对“{number}”作出是否认可的判断。", "Please say whether you accept “{number}”.");
const NO_REASON: Text = say("不认可“{number}”须写明理由。", "Please say why “{number}” is not accepted.");
const AGAINST_ITSELF: Text = say(
    "“{number}”未获认可且没有偏差说明，不能得出“通过”的结论：请改为“不通过”，或退回补充。",
    "“{number}” is not accepted and no deviation was explained, so the conclusion cannot be “passed”: conclude “not passed”, or return it.",
);
const NO_CONCLUSION: Text = say("请选择验收结论。", "Please choose the conclusion.");
const NO_TEXT: Text = say("请填写验收结论的说明。", "Please write the conclusion.");

/// Everything that stands in the way of a conclusion.
pub(super) fn unfinished(closing: &Closing, outcomes: &[Outcome]) -> Vec<Result<(), Breach>> {
    let mut verdicts: Vec<Result<(), Breach>> = outcomes.iter().map(judged).collect();
    if closing.conclusion == Some(Conclusion::Passed) {
        verdicts.extend(outcomes.iter().map(passes_with));
    }
    verdicts.push(closing.conclusion.map(drop).ok_or_else(|| Breach::field("conclusion", NO_CONCLUSION)));
    let has_text = !closing.conclusion_text.trim().is_empty();
    verdicts.push(if has_text { Ok(()) } else { Err(Breach::field("conclusion_text", NO_TEXT)) });
    verdicts
}

/// A promised deliverable that the enterprise itself does not accept bars a pass, unless the applicant explained a deviation.
fn passes_with(outcome: &Outcome) -> Result<(), Breach> {
    let bars =
        outcome.deliverable_id.is_some() && outcome.accepted == Some(false) && outcome.deviation.trim().is_empty();
    if bars { Err(Breach::field("conclusion", AGAINST_ITSELF.with(&[("number", &outcome.number)]))) } else { Ok(()) }
}

fn judged(outcome: &Outcome) -> Result<(), Breach> {
    let id = outcome.id.to_string();
    match outcome.accepted {
        None => Err(Breach::field(accepted_field(&id), UNSEEN.with(&[("number", &outcome.number)]))),
        Some(false) if outcome.accepted_note.trim().is_empty() => {
            Err(Breach::field(note_field(&id), NO_REASON.with(&[("number", &outcome.number)])))
        }
        Some(true | false) => Ok(()),
    }
}
