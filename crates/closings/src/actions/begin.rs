//! Beginning a closing.

use db::{DbError, Tx};
use journal::Act;
use kernel::{Actor, ClosingId, Instant, ProjectId, Refusal, RowId, say};
use projects::Project;

use crate::state::State;
use crate::{Closing, Outcome, store};

/// Begins the closing of a project with one line per promised deliverable, half filled with what was promised. Done once:
/// a second call answers the closing there is.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, id: ProjectId) -> Result<Closing, Refusal> {
    let project = projects::get(tx, id)?;
    if !project.pi_id.is_some_and(|pi| actor.is(pi)) {
        return Err(Refusal::forbidden(say("项目负责人", "the principal investigator")));
    }
    if let Some(mut known) = store::of_project(tx, id)? {
        if !actor.is(known.pi_id) {
            known.pi_id = actor.person_id; // the project has a new principal investigator, who takes the closing over
            db::save(tx, &known)?;
            journal::record(tx, Act::new(actor, "closing", known.id.0, "take_over"));
        }
        return Ok(known);
    }
    project.state.after(projects::state::Step::SubmitClosing)?;
    create(tx, actor, &project)
}

fn create(tx: &mut Tx<'_>, actor: &Actor, project: &Project) -> Result<Closing, Refusal> {
    let closing = blank(project, actor, tx.now());
    match db::insert(tx, &closing) {
        Err(DbError::Duplicate(_)) => return Err(Refusal::Overtaken), // pressed twice at the same moment
        inserted => inserted?,
    }
    let outcomes = promised(tx, &closing, project)?;
    db::bulk_insert(tx, &outcomes)?;
    journal::record(
        tx,
        Act::new(actor, "closing", closing.id.0, "begin").born(State::Draft).detail(serde_json::json!({
            "project": project.id, "deliverables": outcomes.len(),
        })),
    );
    Ok(closing)
}

fn blank(project: &Project, actor: &Actor, now: Instant) -> Closing {
    Closing {
        id: ClosingId::at(now),
        project_id: project.id,
        enterprise_id: project.enterprise_id,
        university_id: project.university_id,
        province: project.province.clone(),
        pi_id: actor.person_id,
        mode: project.mode,
        summary: String::new(),
        missing_cash_reason: String::new(),
        conclusion: None,
        conclusion_text: String::new(),
        concluded_at: None,
        audited_conclusion: None,
        audit_reason: String::new(),
        published_at: None,
        published_year: None,
        submitted_at: None,
        silence_told_at: None,
        saved_from: String::new(),
        state: State::Draft,
        state_since: now,
        revision: 0,
        created_at: now,
    }
}

/// One line per deliverable of the agreement; a project imported from an old list has none.
fn promised(tx: &mut Tx<'_>, closing: &Closing, project: &Project) -> Result<Vec<Outcome>, Refusal> {
    let Some(agreement) = project.agreement_id else { return Ok(Vec::new()) };
    let now = tx.now();
    let line = |(place, d): (usize, agreements::Deliverable)| Outcome {
        id: RowId::at(now),
        closing_id: closing.id,
        deliverable_id: Some(d.id),
        kind: d.kind,
        number: d.number,
        what: d.what.clone(),
        promised: d.what,
        is_done: false,
        deviation: String::new(),
        accepted: None,
        accepted_note: String::new(),
        sort: i64::try_from(place).unwrap_or(i64::MAX),
    };
    Ok(agreements::deliverables(tx, agreement)?.into_iter().enumerate().map(line).collect())
}
