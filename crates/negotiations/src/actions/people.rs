//! Joining and leaving the negotiations, and the time of those who take part.

use db::{Tx, params};
use directory::OrganisationKind;
use journal::Act;
use kernel::{Actor, Breach, Breaches, Instant, MeetingId, NegotiatorId, Refusal, RowId, Text, say};
use meetings::Meeting;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{NAME_MOST, TEXT_MOST, appointments, mine};
use crate::kinds::{Side, TimeKind};
use crate::record::{Negotiation, Negotiator, NegotiatorTime};
use crate::{facts, policy, store};

const NEGOTIATOR: &str = "negotiator";
/// Times one negotiator may name.
const TIMES_MOST: usize = 40;

/// What a negotiator says of themselves.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = NegotiatorDraft)]
#[serde(deny_unknown_fields, default)]
pub struct JoinDraft {
    /// Appointments at least and at most; left out, what the office set.
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub offers: String,
    pub seeks: String,
}

const WRONG: Text = say("上限须为 1 至 128 次，且不小于下限", "At most: from 1 to 128, and no less than at least");
const NO_HOUSE: Text = say("您在该单位的身份尚未生效", "Your role at this organisation is not active");
const NOT_REGISTERED: Text =
    say("请先报名参会；报名确认后可参加洽谈", "Register for the meeting first; once confirmed, you can take part");
const NO_ORGANISATION: Text = say(
    "只有报名时填写了高校或企业的代表可以参加洽谈",
    "Only those registered with a university or an enterprise take part",
);

impl JoinDraft {
    fn check(&self, setup: &Negotiation) -> Breaches {
        let mut found = Breaches::new();
        let (least, most) = (self.least.unwrap_or(setup.least), self.most.unwrap_or(setup.most));
        if !(1..=128).contains(&most) || least < 0 || (self.least.is_some() || self.most.is_some()) && most < least {
            found.push(Breach::field("most", WRONG));
        }
        found.extend(kernel::within("offers", &self.offers, TEXT_MOST).err());
        found.extend(kernel::within("seeks", &self.seeks, TEXT_MOST).err());
        found
    }
}

/// Joins the negotiations, comes back to them, or changes what is said there.
pub fn join(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, draft: &JoinDraft) -> Result<Negotiator, Refusal> {
    let meeting: Meeting = db::get(tx, meeting)?;
    let setup = facts::setup(tx, meeting.id)?;
    let side = policy::permit_join(actor, &meeting, &setup)?;
    kernel::check(draft.check(&setup).into_iter().map(Err))?;
    let known = store::negotiator_of(tx, meeting.id, actor.person_id)?;
    let now = tx.now();
    let (offers, seeks) = (draft.offers.trim().to_owned(), draft.seeks.trim().to_owned());
    let (least, most) = (draft.least, draft.most);
    if let Some(before) = known {
        let me = Negotiator { least, most, offers, seeks, left_at: None, ..before };
        db::save(tx, &me)?;
        journal::record(tx, Act::new(actor, NEGOTIATOR, me.id.0, "edit"));
        return Ok(Negotiator { revision: me.revision + 1, ..me });
    }
    let Standing { name, name_en, house, side } = standing(tx, actor, &meeting, side)?;
    let me = Negotiator {
        id: NegotiatorId::at(now),
        meeting_id: meeting.id,
        person_id: actor.person_id,
        organisation_id: house.id,
        side,
        name,
        name_en,
        organisation: house.name,
        organisation_en: house.name_en,
        province: house.province,
        least,
        most,
        offers,
        seeks,
        left_at: None,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &me).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    let detail = serde_json::json!({ "meeting": meeting.id, "side": side });
    journal::record(tx, Act::new(actor, NEGOTIATOR, me.id.0, "join").detail(detail));
    Ok(me)
}

/// As what somebody joins.
struct Standing {
    name: String,
    name_en: String,
    house: directory::Organisation,
    side: Side,
}

/// Where the meeting takes registrations, a confirmed one with an organisation says who somebody is; elsewhere the role they act in.
fn standing(tx: &mut Tx<'_>, actor: &Actor, meeting: &Meeting, side: Side) -> Result<Standing, Refusal> {
    if registrations::store::opening(tx, meeting.id)?.is_some() {
        let known = registrations::store::of_person(tx, meeting.id, actor.person_id)?;
        let known = known.filter(registrations::Registration::is_confirmed);
        let known = known.ok_or_else(|| Breach::field("", NOT_REGISTERED))?;
        let house = known.organisation_id.ok_or_else(|| Breach::field("", NO_ORGANISATION))?;
        let house = directory::organisation(tx, house)?;
        let side = match house.kind {
            OrganisationKind::University => Side::University,
            OrganisationKind::Enterprise => Side::Enterprise,
            OrganisationKind::Province
            | OrganisationKind::Ministry
            | OrganisationKind::ExpertGroup
            | OrganisationKind::Operator => return Err(Breach::field("", NO_ORGANISATION).into()),
        };
        let name = known.name();
        let name_en = if known.name_en.is_empty() { String::new() } else { name.en };
        return Ok(Standing { name: name.zh, name_en, house, side });
    }
    let hat = actor.hat.ok_or_else(|| Refusal::forbidden(NO_HOUSE))?;
    let membership = directory::membership_of(tx, actor.person_id, hat.organisation_id, hat.role)?;
    membership.ok_or_else(|| Breach::field("", NO_HOUSE))?;
    let person = directory::person(tx, actor.person_id)?;
    let house = directory::organisation(tx, hat.organisation_id)?;
    Ok(Standing { name: person.name, name_en: person.name_en, house, side })
}

/// Leaves the negotiations. Whoever was to be met is told, and their time is free.
pub fn leave(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<(), Refusal> {
    let it = mine(tx, actor, meeting)?;
    for appointment in store::appointments_of(tx, it.me.id)? {
        if appointment.state.after(crate::state::appointment::Step::Cancel).is_ok() {
            appointments::call_off(tx, actor, &it.meeting, appointment, Some(&it.me))?;
        }
    }
    let now = tx.now();
    let sql = "UPDATE negotiator SET left_at = $1, revision = revision + 1 WHERE id = $2 AND left_at IS NULL";
    if tx.execute(sql, params![now, it.me.id])? == 0 {
        return Err(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, NEGOTIATOR, it.me.id.0, "leave"));
    Ok(())
}

/// A time in which somebody is not there, or would rather not negotiate.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = NegotiatorTimeDraft)]
#[serde(deny_unknown_fields)]
pub struct TimeDraft {
    pub kind: TimeKind,
    pub starts_at: Instant,
    pub ends_at: Instant,
    #[serde(default)]
    pub note: String,
}

const MANY: Text = say("最多填写 {most} 段时间", "At most {most} times");
const TAKEN: Text = say(
    "这段时间已有 {n} 个洽谈安排，请先改期或取消",
    "{n} appointment(s) lie in this time; move or cancel them first",
);

/// Adds a time. An absence over an appointment is refused: the other one would wait in vain.
pub fn add_time(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &TimeDraft,
) -> Result<NegotiatorTime, Refusal> {
    let it = mine(tx, actor, meeting)?;
    let (first, last) = (it.meeting.first_on, it.meeting.last_on);
    let mut found = Breaches::new();
    found.extend(meetings::rules::is_within_days("starts", draft.starts_at, first, last).err());
    found.extend(meetings::rules::is_within_days("ends", draft.ends_at, first, last).err());
    found.extend(meetings::rules::lasts("ends", draft.starts_at, draft.ends_at).err());
    found.extend(kernel::within("note", &draft.note, NAME_MOST).err());
    if store::times_of(tx, it.me.id)?.len() >= TIMES_MOST {
        found.push(Breach::field("starts", MANY.with(&[("most", &TIMES_MOST)])));
    }
    if draft.kind == TimeKind::Absent {
        let sql = "SELECT COUNT(*) FROM appointment JOIN negotiation_slot ON negotiation_slot.id = appointment.slot_id \
                   WHERE (appointment.first_id = $1 OR appointment.second_id = $1) AND appointment.state IN ('offered', 'placed') \
                   AND negotiation_slot.starts_at < $2 AND negotiation_slot.ends_at > $3";
        let (n,): (i64,) = tx.one(sql, params![it.me.id, draft.ends_at, draft.starts_at])?;
        if n > 0 {
            found.push(Breach::field("starts", TAKEN.with(&[("n", &n)])));
        }
    }
    kernel::check(found.into_iter().map(Err))?;
    let time = NegotiatorTime {
        id: RowId::at(tx.now()),
        meeting_id: meeting,
        negotiator_id: it.me.id,
        kind: draft.kind,
        starts_at: draft.starts_at,
        ends_at: draft.ends_at,
        note: draft.note.trim().to_owned(),
    };
    db::insert(tx, &time)?;
    let detail = serde_json::json!({ "time": time.id, "kind": time.kind });
    journal::record(tx, Act::new(actor, NEGOTIATOR, it.me.id.0, "add_time").detail(detail));
    Ok(time)
}

/// Takes a time back.
pub fn remove_time(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: RowId) -> Result<(), Refusal> {
    let it = mine(tx, actor, meeting)?;
    let sql = "DELETE FROM negotiator_time WHERE id = $1 AND negotiator_id = $2";
    if tx.execute(sql, params![id, it.me.id])? == 0 {
        return Err(Refusal::NotFound);
    }
    let detail = serde_json::json!({ "time": id });
    journal::record(tx, Act::new(actor, NEGOTIATOR, it.me.id.0, "remove_time").detail(detail));
    Ok(())
}
