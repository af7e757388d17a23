//! Asking to meet, and answering.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, ItemId, MatchRequestId, MeetingId, NegotiatorId, Refusal, Text, Word, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Mine, REQUEST, TEXT_MOST, appointments, mine};
use crate::kinds::{Rank, Side};
use crate::record::{MatchRequest, Negotiator, ordered};
use crate::state::request::{State, Step};
use crate::{mails, policy, rules, store};

/// Whom somebody asks, and how much they want it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = MatchRequestDraft)]
#[serde(deny_unknown_fields)]
pub struct RequestDraft {
    pub to: NegotiatorId,
    pub rank: Rank,
    /// A guideline item of the enterprise among the two.
    #[serde(default)]
    pub item_id: Option<ItemId>,
    #[serde(default)]
    pub note: String,
}

const NO_ITEM: Text =
    say("请选择对方或本企业已发布的指南项目", "Choose a published item of the enterprise among the two");

/// Asks somebody. `no` asks for nothing: it keeps them from asking, and they are not told.
pub fn ask_to_meet(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &RequestDraft,
) -> Result<MatchRequest, Refusal> {
    let Mine { setup, me, meeting, .. } = mine(tx, actor, meeting)?;
    let them = store::negotiator(tx, meeting.id, draft.to)?;
    let known = store::request_of_pair(tx, meeting.id, me.id, them.id)?;
    // Whoever said "no" of their own accord may think again.
    let own_no = known.clone().filter(|it| it.from_id == me.id && it.rank == Rank::No && draft.rank != Rank::No);
    let known = known.filter(|_| own_no.is_none());
    kernel::check([
        rules::takes_requests(setup.state),
        rules::may_meet(setup.is_any_to_any, (me.side, them.side), me.organisation_id == them.organisation_id),
        rules::new_pair(known.map(|it| (it.state, it.from_id != me.id))),
        if them.is_here() {
            Ok(())
        } else {
            Err(Breach::field("to", say("对方已退出洽谈", "They left the negotiations")))
        },
        kernel::within("note", &draft.note, TEXT_MOST),
    ])?;
    if let Some(item) = draft.item_id {
        check_item(tx, item, [&me, &them])?;
    }
    let now = tx.now();
    let expires_at = now.plus_seconds(setup.wish_hours * 3_600);
    if let Some(before) = own_no {
        let before = advance(tx, actor, policy::permit_request(&me, Step::Again, before)?)?;
        let (rank, item_id, note) = (draft.rank, draft.item_id, draft.note.trim().to_owned());
        let request = MatchRequest { rank, item_id, note, expires_at, ..before };
        db::save(tx, &request)?;
        mails::asked(tx, &meeting, &me, &them, &request)?;
        return Ok(MatchRequest { revision: request.revision + 1, ..request });
    }
    let (first_id, second_id) = ordered(me.id, them.id);
    let state = if draft.rank == Rank::No { State::Declined } else { State::Sent };
    let request = MatchRequest {
        id: MatchRequestId::at(now),
        meeting_id: meeting.id,
        from_id: me.id,
        to_id: them.id,
        first_id,
        second_id,
        rank: draft.rank,
        answer: None,
        item_id: draft.item_id,
        note: draft.note.trim().to_owned(),
        reply: String::new(),
        expires_at,
        state,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &request).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let detail = serde_json::json!({ "to": them.id, "rank": draft.rank, "item": draft.item_id });
    journal::record(tx, Act::new(actor, REQUEST, request.id.0, "ask").born(state).detail(detail));
    if state == State::Sent {
        mails::asked(tx, &meeting, &me, &them, &request)?;
    }
    Ok(request)
}

fn check_item(tx: &mut Tx<'_>, id: ItemId, two: [&Negotiator; 2]) -> Result<(), Refusal> {
    let no = || Refusal::from(Breach::field("item_id", NO_ITEM));
    let item = guidelines::get_item(tx, id).map_err(|refusal| match refusal {
        Refusal::NotFound => no(),
        other => other,
    })?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    let is_theirs = two.iter().any(|it| it.side == Side::Enterprise && it.organisation_id == item.enterprise_id);
    if is_theirs && guidelines::rules::visible_to_applicants(guideline.state) { Ok(()) } else { Err(no()) }
}

/// Accepts with how much the answerer wants it, or declines with `no`.
pub fn answer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: MatchRequestId,
    (answer, reply): (Rank, &str),
) -> Result<MatchRequest, Refusal> {
    let it = mine(tx, actor, meeting)?;
    kernel::check([kernel::within("reply", reply, TEXT_MOST)])?;
    let request = store::request(tx, meeting, id)?;
    let step = if answer == Rank::No { Step::Decline } else { Step::Accept };
    let request = advance(tx, actor, policy::permit_request(&it.me, step, request)?)?;
    let reply = reply.trim();
    let sql = "UPDATE match_request SET answer = $1, reply = $2, revision = revision + 1 WHERE id = $3";
    tx.execute(sql, params![answer, reply, id])?;
    let request =
        MatchRequest { answer: Some(answer), reply: reply.to_owned(), revision: request.revision + 1, ..request };
    free_place(tx, actor, &it, &request)?;
    let them = store::negotiator(tx, meeting, request.from_id)?;
    mails::answered(tx, &it.meeting, &it.me, &them, &request)?;
    Ok(request)
}

/// Takes a request back. What was arranged for it is called off.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: MatchRequestId,
) -> Result<MatchRequest, Refusal> {
    let it = mine(tx, actor, meeting)?;
    let request = store::request(tx, meeting, id)?;
    let request = advance(tx, actor, policy::permit_request(&it.me, Step::Withdraw, request)?)?;
    free_place(tx, actor, &it, &request)?;
    Ok(request)
}

/// Asks once more after a request lapsed or was taken back.
pub fn ask_again(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: MatchRequestId,
) -> Result<MatchRequest, Refusal> {
    let it = mine(tx, actor, meeting)?;
    kernel::check([rules::takes_requests(it.setup.state)])?;
    let request = store::request(tx, meeting, id)?;
    let request = advance(tx, actor, policy::permit_request(&it.me, Step::Again, request)?)?;
    let expires_at = tx.now().plus_seconds(it.setup.wish_hours * 3_600);
    tx.execute("UPDATE match_request SET expires_at = $1 WHERE id = $2", params![expires_at, id])?;
    let request = MatchRequest { expires_at, ..request };
    let them = store::negotiator(tx, meeting, request.to_id)?;
    mails::asked(tx, &it.meeting, &it.me, &them, &request)?;
    Ok(request)
}

/// Says anew how much one of the two wants to meet, while it is open.
pub fn rank(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (MatchRequestId, i64),
    rank: Rank,
) -> Result<MatchRequest, Refusal> {
    let it = mine(tx, actor, meeting)?;
    let request = store::request(tx, meeting, id)?;
    if request.other(it.me.id).is_none() {
        return Err(Refusal::NotFound);
    }
    let is_open = match request.state {
        // Whoever has not answered yet answers instead.
        State::Sent => request.from_id == it.me.id,
        State::Accepted => true,
        State::Declined | State::Expired | State::Withdrawn => false,
    };
    if rank == Rank::No || !is_open {
        return Err(Refusal::NotOpen {
            step: say("更改优先程度", "Change how much"), state: request.state.text()
        });
    }
    let changed = if request.from_id == it.me.id {
        MatchRequest { rank, revision, ..request }
    } else {
        MatchRequest { answer: Some(rank), revision, ..request }
    };
    db::save(tx, &changed)?;
    journal::record(tx, Act::new(actor, REQUEST, id.0, "rank").detail(serde_json::json!({ "rank": rank })));
    Ok(MatchRequest { revision: revision + 1, ..changed })
}

/// An appointment stands as long as both want it.
fn free_place(tx: &mut Tx<'_>, actor: &Actor, it: &Mine, request: &MatchRequest) -> Result<(), Refusal> {
    if request.is_accepted() {
        return Ok(());
    }
    let standing = store::standing_of_pair(tx, request.first_id, request.second_id)?;
    match standing.filter(|at| at.state.after(crate::state::appointment::Step::Cancel).is_ok()) {
        Some(appointment) => appointments::call_off(tx, actor, &it.meeting, appointment, Some(&it.me)).map(drop),
        None => Ok(()),
    }
}

pub(super) fn advance(tx: &mut Tx<'_>, actor: &Actor, permit: policy::RequestPermit) -> Result<MatchRequest, Refusal> {
    let (request, step) = permit.into_parts();
    let after = request.state.after(step)?;
    journal::advance(tx, Act::new(actor, REQUEST, request.id.0, step.word()).moved(request.state, after))?;
    Ok(MatchRequest { state: after, state_since: tx.now(), ..request })
}
