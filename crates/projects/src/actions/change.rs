//! Asking for a change of a running project and deciding about it: the university first, then the enterprise. With the
//! enterprise's approval the change takes effect in the same transaction.

use db::Tx;
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, Breach, ChangeId, ProjectId, Refusal, RowId, Word, say, within};

use super::{change_effect, change_rules};
use crate::change::{Kind, State, Step};
use crate::wanted::Wanted;
use crate::{ChangeRequest, Project, mails, policy, store};

/// Begins a request, filled in with the values of today.
pub fn start_change(tx: &mut Tx<'_>, actor: &Actor, id: ProjectId, kind: Kind) -> Result<ChangeRequest, Refusal> {
    let viewer = store::viewer(tx, actor)?;
    let project = policy::permit_asking(&viewer, kind, store::get(tx, id)?)?.into_subject();
    kernel::check([change_rules::project_is_open(&project), none_open(tx, &project, kind)?])?;
    let before = change_effect::as_is(tx, &project, kind)?;
    let now = tx.now();
    let request = ChangeRequest {
        id: ChangeId::at(now),
        project_id: project.id,
        requested_by: actor.person_id,
        university_id: project.university_id,
        enterprise_id: project.enterprise_id,
        kind,
        wanted: before.write()?,
        before: before.write()?,
        reason: String::new(),
        is_special_case: false,
        submitted_at: None,
        applied_at: None,
        state: State::Draft,
        state_since: now,
        revision: 0,
        created_at: now,
    };
    store::insert_first(tx, &request)?;
    record(tx, actor, &request, "start");
    Ok(request)
}

fn none_open(tx: &mut Tx<'_>, project: &Project, kind: Kind) -> Result<Result<(), Breach>, Refusal> {
    let open = store::changes(tx, project.id)?.into_iter().any(|c| c.kind == kind && c.state.is_open());
    let said = say(
        "已有一份同类变更申请在办理中，请先完成或撤回。",
        "A request of this kind is open already. Please finish or withdraw it first.",
    );
    Ok(if open { Err(Breach::field("kind", said)) } else { Ok(()) })
}

/// Characters of the reason of a request, and of the note given with a step.
pub(crate) const REASON_MAX: usize = 4_000;
pub(crate) const NOTE_MAX: usize = 2_000;

/// Keeps what was typed. Only a draft can be rewritten.
pub fn save_change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ChangeId,
    wanted: Wanted,
    reason: &str,
) -> Result<ChangeRequest, Refusal> {
    let (project, request) = load(tx, id)?;
    let viewer = store::viewer(tx, actor)?;
    let team = store::team_of_change(tx, &project, &request)?;
    let request = policy::permit_change_step(&viewer, Step::Submit, &project, request, &team)?.into_subject();
    if request.state != State::Draft {
        return Err(request.state.after(Step::Submit).err().map_or(Refusal::Overtaken, Refusal::from));
    }
    if wanted.kind() != request.kind {
        return Err(Breach::field(
            "kind",
            say("申请类型不能更改，请另建申请。", "The kind of a request cannot change; please begin another."),
        )
        .into());
    }
    let too_long = wanted.too_long().into_iter().map(Err);
    kernel::check(too_long.chain([within("reason", reason, REASON_MAX)]))?;
    let wanted = change_rules::as_registered(tx, &project, wanted)?;
    let saved = ChangeRequest { wanted: wanted.write()?, reason: reason.to_owned(), ..request };
    db::save(tx, &saved)?;
    record(tx, actor, &saved, "save");
    Ok(ChangeRequest { revision: saved.revision + 1, ..saved })
}

/// Takes a step with a request. `note` is the reason of a rejection, `special_case` the university's mark (rule X-07).
pub fn step_change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ChangeId,
    step: Step,
    note: &str,
    special_case: bool,
) -> Result<ChangeRequest, Refusal> {
    let (project, request) = load(tx, id)?;
    let viewer = store::viewer(tx, actor)?;
    let team = store::team_of_change(tx, &project, &request)?;
    let request = policy::permit_change_step(&viewer, step, &project, request, &team)?.into_subject();
    let after = request.state.after(step)?;
    let request = ChangeRequest {
        is_special_case: request.is_special_case || (step == Step::UniversityPass && special_case),
        ..request
    };
    let mut verdicts = vec![needs_note(step, note), within("note", note, NOTE_MAX)];
    verdicts.extend(change_rules::verdicts(tx, &project, &request, step)?.into_iter().map(Err));
    kernel::check(verdicts)?;
    let request = prepare(tx, &project, request, step)?;
    let documents = hashes(tx, id)?;
    journal::advance(
        tx,
        Act::new(actor, "change_request", id.0, step.word())
            .moved(request.state, after)
            .because(note)
            .documents(documents),
    )?;
    if after == State::Approved {
        change_effect::apply(tx, actor, &project, &request)?;
    }
    let moved = ChangeRequest { state: after, state_since: tx.now(), ..request };
    mails::change_moved(tx, &project, &moved, note)?;
    Ok(moved)
}

/// What a step writes beside the state.
fn prepare(tx: &mut Tx<'_>, project: &Project, request: ChangeRequest, step: Step) -> Result<ChangeRequest, Refusal> {
    let now = tx.now();
    let changed = match step {
        Step::Submit => ChangeRequest {
            submitted_at: Some(now),
            before: change_effect::as_is(tx, project, request.kind)?.write()?,
            ..request
        },
        Step::EnterpriseApprove => ChangeRequest { applied_at: Some(now), ..request },
        Step::UniversityPass => request,
        Step::UniversityReject | Step::EnterpriseReject | Step::Withdraw => return Ok(request),
    };
    db::save(tx, &changed)?;
    Ok(ChangeRequest { revision: changed.revision + 1, ..changed })
}

fn needs_note(step: Step, note: &str) -> Result<(), Breach> {
    match step {
        Step::UniversityReject | Step::EnterpriseReject if note.trim().is_empty() => Err(Breach::field(
            "note",
            say("请写明不同意的理由，申请人会看到。", "Please give the reason; the requester will read it."),
        )),
        Step::Submit
        | Step::UniversityPass
        | Step::UniversityReject
        | Step::EnterpriseApprove
        | Step::EnterpriseReject
        | Step::Withdraw => Ok(()),
    }
}

/// Ties an uploaded file to a draft.
pub fn attach_to_change(tx: &mut Tx<'_>, actor: &Actor, id: ChangeId, stored: &Stored) -> Result<Attachment, Refusal> {
    to_write(tx, actor, id)?;
    let attachment = files::attach(tx, actor, stored, "change_request", RowId(id.0), "evidence")?;
    journal::record(tx, Act::new(actor, "change_request", id.0, "attach").documents([stored.sha256.clone()]));
    Ok(attachment)
}

/// Passes when the actor may write in the request now.
pub(crate) fn to_write(tx: &mut Tx<'_>, actor: &Actor, id: ChangeId) -> Result<(), Refusal> {
    let (project, request) = load(tx, id)?;
    let viewer = store::viewer(tx, actor)?;
    let team = store::team_of_change(tx, &project, &request)?;
    let request = policy::permit_change_step(&viewer, Step::Submit, &project, request, &team)?.into_subject();
    Ok(request.state.after(Step::Submit).map(drop)?)
}

fn load(tx: &mut Tx<'_>, id: ChangeId) -> Result<(Project, ChangeRequest), Refusal> {
    let request = store::change(tx, id)?;
    Ok((store::get(tx, request.project_id)?, request))
}

fn hashes(tx: &mut Tx<'_>, id: ChangeId) -> Result<Vec<String>, Refusal> {
    Ok(files::list_for(tx, "change_request", RowId(id.0))?.into_iter().map(|f| f.sha256).collect())
}

fn record(tx: &mut Tx<'_>, actor: &Actor, request: &ChangeRequest, step: &str) {
    let detail = serde_json::json!({ "project": request.project_id, "kind": request.kind, "wanted": request.wanted });
    journal::record(tx, Act::new(actor, "change_request", request.id.0, step).born(request.state).detail(detail));
}
