//! From asking to taking down: the organiser's selection, the exhibitor's answer, and what time decides.

use db::Tx;
use journal::Act;
use kernel::{Actor, BoothId, BoothRequestId, Breach, MeetingId, Refusal, Text, say};
use serde_json::json;

use super::{REQUEST, TITLE_MOST};
use crate::record::BoothRequest;
use crate::state::Step;
use crate::{mails, policy, rules, store};

const TAKEN: Text = say("展位 {number} 已安排给 {who}", "Booth {number} is with {who} already");
const OTHER_KIND: Text = say(
    "展位 {number} 是“{booth}”，申请的是“{asked}”，请在理由中说明",
    "Booth {number} is “{booth}” and “{asked}” was asked for; say why",
);
const ANOTHER: Text = say(
    "该单位又提交了一份同类申请，请处理那一份",
    "The organisation has asked anew for this kind; decide on that request",
);

/// Loads, permits, and moves a request one step; records why.
fn advance(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: policy::Permit,
    reason: &str,
    detail: serde_json::Value,
) -> Result<BoothRequest, Refusal> {
    let (request, step) = permit.into_parts();
    let after = request.state.after(step)?;
    let act = Act::new(actor, REQUEST, request.id.0, kernel::Word::word(step)).moved(request.state, after);
    journal::advance(tx, act.because(reason).detail(detail))?;
    Ok(BoothRequest { state: after, ..request })
}

fn permitted(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, id): (MeetingId, BoothRequestId),
    step: Step,
) -> Result<policy::Permit, Refusal> {
    let request = store::request(tx, meeting, id)?;
    policy::permit(actor, step, request)
}

/// Holds a booth for a request, or gives it another one. It has to be confirmed within the hours of the exhibition. Rule M-02.
///
/// # Errors
/// Breaches where the booth is taken, of another kind without a reason, or a reason is missing though more is asked for than there is;
/// [`Refusal::Overtaken`] where two give away one booth at once.
pub fn hold(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, id): (MeetingId, BoothRequestId),
    booth: BoothId,
    reason: &str,
) -> Result<BoothRequest, Refusal> {
    let before = store::request(tx, meeting, id)?;
    let (kind, own) = (before.kind, before.organisation_id);
    let permit = policy::permit(actor, Step::Hold, before)?;
    let booth = store::booth(tx, meeting, booth)?;
    let exhibition = store::exhibition(tx, meeting)?.ok_or(Refusal::NotFound)?;
    let (booths, requests) = store::pressure(tx, meeting, kind)?;
    let mut verdicts = vec![rules::selection_has_reasons(booths, requests, reason)];
    verdicts.push(kernel::within("reason", reason, TITLE_MOST));
    if booth.kind != kind && reason.trim().is_empty() {
        verdicts.push(Err(Breach::field("reason", other_kind(&booth, kind))));
    }
    let all = store::requests(tx, meeting)?;
    if let Some(other) = store::on_booths(&all).get(&booth.id).filter(|other| other.id != id) {
        let said = other.organisation().said();
        let zh = TAKEN.with(&[("number", &booth.number), ("who", &said.zh)]).zh;
        let en = TAKEN.with(&[("number", &booth.number), ("who", &said.en)]).en;
        verdicts.push(Err(Breach::field("booth", kernel::Said { zh, en })));
    }
    if store::open_of(tx, meeting, own, kind)?.is_some_and(|other| other.id != id) {
        verdicts.push(Err(Breach::field("", ANOTHER)));
    }
    kernel::check(verdicts)?;
    let until = tx.now().plus_seconds(exhibition.hold_hours * 3_600);
    advance(tx, actor, permit, reason.trim(), json!({ "booth": booth.number, "until": until }))?;
    store::put_on(tx, id, booth.id, until, reason.trim())?;
    let request = store::request(tx, meeting, id)?;
    mails::held(tx, &request, &booth)?;
    Ok(request)
}

fn other_kind(booth: &crate::record::Booth, asked: crate::kinds::BoothKind) -> kernel::Said {
    use kernel::Word;
    let (is, asked) = (booth.kind.text(), asked.text());
    kernel::Said {
        zh: OTHER_KIND.with(&[("number", &booth.number), ("booth", &is.zh), ("asked", &asked.zh)]).zh,
        en: OTHER_KIND.with(&[("number", &booth.number), ("booth", &is.en), ("asked", &asked.en)]).en,
    }
}

/// Does not select a request; the exhibitor reads why. Rule M-02.
pub fn refuse(
    tx: &mut Tx<'_>,
    actor: &Actor,
    at: (MeetingId, BoothRequestId),
    reason: &str,
) -> Result<BoothRequest, Refusal> {
    let permit = permitted(tx, actor, at, Step::Refuse)?;
    let request = store::request(tx, at.0, at.1)?;
    let (booths, requests) = store::pressure(tx, at.0, request.kind)?;
    let verdicts =
        [rules::selection_has_reasons(booths, requests, reason), kernel::within("reason", reason, TITLE_MOST)];
    kernel::check(verdicts)?;
    advance(tx, actor, permit, reason.trim(), json!({}))?;
    store::set_reason(tx, at.1, reason.trim())?;
    let request = store::request(tx, at.0, at.1)?;
    mails::refused(tx, &request)?;
    Ok(request)
}

/// The exhibitor confirms the booth that is held.
pub fn confirm(tx: &mut Tx<'_>, actor: &Actor, at: (MeetingId, BoothRequestId)) -> Result<BoothRequest, Refusal> {
    let permit = permitted(tx, actor, at, Step::Confirm)?;
    advance(tx, actor, permit, "", json!({}))
}

/// Gives a booth or a request up: the exhibitor for themselves, or the organiser with a reason.
pub fn give_up(
    tx: &mut Tx<'_>,
    actor: &Actor,
    at: (MeetingId, BoothRequestId),
    reason: &str,
) -> Result<BoothRequest, Refusal> {
    const WHY: Text = say("请写明理由，参展单位会看到", "Say why; the exhibitor reads it");
    let permit = permitted(tx, actor, at, Step::Release)?;
    let is_theirs = policy::organises(actor);
    if is_theirs && reason.trim().is_empty() {
        return Err(Breach::field("reason", WHY).into());
    }
    kernel::check([kernel::within("reason", reason, TITLE_MOST)])?;
    advance(tx, actor, permit, reason.trim(), json!({}))?;
    store::set_reason(tx, at.1, reason.trim())?;
    let request = store::request(tx, at.0, at.1)?;
    if is_theirs {
        mails::released(tx, &request)?;
    }
    Ok(request)
}

/// The organiser notes that a booth is set up, or taken down.
pub fn mark(
    tx: &mut Tx<'_>,
    actor: &Actor,
    at: (MeetingId, BoothRequestId),
    is_set_up: bool,
) -> Result<BoothRequest, Refusal> {
    let permit = permitted(tx, actor, at, if is_set_up { Step::SetUp } else { Step::Close })?;
    advance(tx, actor, permit, "", json!({}))
}

/// Any step a person may take, with what it needs.
///
/// # Errors
/// As the steps themselves; a breach at `booth` where a booth is to be held and none is named; not found for what only the platform
/// does.
pub fn step(
    tx: &mut Tx<'_>,
    actor: &Actor,
    at: (MeetingId, BoothRequestId),
    step: Step,
    booth: Option<BoothId>,
    reason: &str,
) -> Result<BoothRequest, Refusal> {
    const WHICH: Text = say("请选择展位", "Choose a booth");
    match step {
        Step::Hold => hold(tx, actor, at, booth.ok_or_else(|| Breach::field("booth", WHICH))?, reason),
        Step::Confirm => confirm(tx, actor, at),
        Step::Refuse => refuse(tx, actor, at, reason),
        Step::Release => give_up(tx, actor, at, reason),
        Step::SetUp => mark(tx, actor, at, true),
        Step::Close => mark(tx, actor, at, false),
        Step::Lapse => permitted(tx, actor, at, step).and(Err(Refusal::NotFound)),
    }
}

/// Takes back booths that were not confirmed in time, and tells the exhibitors. How many, it answers.
pub fn lapse_due(tx: &mut Tx<'_>) -> Result<u64, Refusal> {
    let now = tx.now();
    let due = store::lapsed(tx, now)?;
    let count = due.len() as u64;
    for request in due {
        let permit = policy::permit(&Actor::system(), Step::Lapse, request)?;
        let request = advance(tx, &Actor::system(), permit, "", json!({}))?;
        mails::lapsed(tx, &request)?;
    }
    Ok(count)
}
