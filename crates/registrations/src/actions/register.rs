//! Registering oneself, and by the office; and changing what was said.

use db::Tx;
use directory::OrganisationKind;
use directory::names::Names;
use journal::Act;
use kernel::{
    Actor, Breach, Breaches, Lang, MeetingId, OrganisationId, PersonId, Refusal, RegistrationId, Text, say,
};
use meetings::{Meeting, Words};

use super::{draft::RegistrationDraft, opened, waiting};
use crate::kinds::{MeetingRole, Pass};
use crate::record::Registration;
use crate::state::State;
use crate::store::{self, REGISTRATION};
use crate::{mails, policy, rules};

const TWICE: Text = say("本人已有这次会议的报名，见“我的报名”", "This person is registered for the meeting already; see “My registrations”");
const SAME_ROLE: Text = say("报名身份不能修改；请取消后重新报名", "The role cannot be changed; withdraw and register again");
const DONE: Text = say("该报名已结束，不能修改", "This registration is over and cannot be changed");

/// Who a new registration is about.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    pub person_id: Option<PersonId>,
    pub organisation_id: Option<OrganisationId>,
    /// By the office: neither deadline nor approval stand in the way; places do.
    pub by_office: bool,
}

/// Registers the actor.
pub fn register(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &RegistrationDraft,
) -> Result<Registration, Refusal> {
    let (meeting, opening) = opened(tx, actor, meeting)?;
    let mut found = draft.check(&meeting, false);
    found.extend(rules::is_open(tx.now(), opening.opens_at, opening.closes_at).err());
    kernel::check(found.into_iter().map(Err))?;
    let about =
        About { person_id: Some(actor.person_id), organisation_id: actor.organisation_id(), by_office: false };
    write(tx, actor, &meeting, about, draft)
}

/// The office registers somebody by hand, also after the deadline; the places of the role count all the same.
pub fn register_by_hand(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &RegistrationDraft,
) -> Result<Registration, Refusal> {
    policy::permit_office(actor)?;
    let (meeting, _) = opened(tx, actor, meeting)?;
    kernel::check(draft.check(&meeting, true).into_iter().map(Err))?;
    let email = draft.email.trim();
    let account = if email.is_empty() { None } else { directory::find_person_by_email(tx, email)? };
    let organisation_id = organisation_named(tx, &draft.organisation)?;
    let about = About { person_id: account.map(|it| it.id), organisation_id, by_office: true };
    write(tx, actor, &meeting, about, draft)
}

/// The organisation of the register that bears this name beyond doubt.
fn organisation_named(tx: &mut Tx<'_>, name: &Words) -> Result<Option<OrganisationId>, Refusal> {
    let written = name.get(Lang::Zh).trim().to_owned();
    if written.is_empty() {
        return Ok(None);
    }
    for kind in [OrganisationKind::University, OrganisationKind::Enterprise] {
        if let Some(found) = Names::read(tx, kind)?.find(&written) {
            return Ok(Some(found.id()));
        }
    }
    Ok(None)
}

/// Writes a new registration and gives it its place, its turn, or to the office to look at.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    about: About,
    draft: &RegistrationDraft,
) -> Result<Registration, Refusal> {
    if let Some(person) = about.person_id
        && store::of_person(tx, meeting.id, person)?.is_some_and(|it| !it.state.is_over())
    {
        return Err(Breach::field("name_zh", TWICE).into());
    }
    let it = draft.over(blank(tx, actor, meeting.id, about));
    match db::insert(tx, &it) {
        Err(error) if error.is_duplicate() => return Err(Refusal::Overtaken), // pressed twice at the same moment
        done => done?,
    }
    journal::record(tx, Act::new(actor, REGISTRATION, it.id.0, "register").born(State::Submitted));
    let places = store::places_of(tx, meeting.id, it.role)?;
    if places.needs_approval && !about.by_office {
        mails::tell(tx, meeting, &it, &mails::SUBMITTED, &[])?;
        return Ok(it);
    }
    waiting::place(tx, actor, meeting, it)
}

fn blank(tx: &mut Tx<'_>, actor: &Actor, meeting_id: MeetingId, about: About) -> Registration {
    let now = tx.now();
    Registration {
        id: RegistrationId::at(now),
        meeting_id,
        role: MeetingRole::Delegate,
        person_id: about.person_id,
        organisation_id: about.organisation_id,
        name_zh: String::new(),
        name_en: String::new(),
        title_zh: String::new(),
        title_en: String::new(),
        organisation_zh: String::new(),
        organisation_en: String::new(),
        phone: String::new(),
        phone_end: String::new(),
        email: String::new(),
        pass: Pass::None,
        days: "[]".into(),
        sessions: "[]".into(),
        hotel_nights: 0,
        arrives_on: None,
        leaves_on: None,
        invoice_title: String::new(),
        tax_number: String::new(),
        exhibition: String::new(),
        offers: String::new(),
        seeks: String::new(),
        subjects: String::new(),
        partners: String::new(),
        publishes_contact: false,
        badge_version: 1,
        waiting_since: None,
        offer_ends_at: None,
        checked_in_at: None,
        reason: String::new(),
        state: State::Submitted,
        state_since: now,
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    }
}

/// Changes what a registration says, everything but its role.
pub fn edit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: RegistrationId,
    revision: i64,
    draft: &RegistrationDraft,
) -> Result<Registration, Refusal> {
    let before = policy::permit_edit(actor, db::get(tx, id)?)?;
    let meeting: Meeting = db::get(tx, before.meeting_id)?;
    let mut found: Breaches = draft.check(&meeting, true);
    if draft.role != before.role {
        found.push(Breach::field("role", SAME_ROLE));
    }
    if before.state.is_over() {
        found.push(Breach::field("", DONE));
    }
    kernel::check(found.into_iter().map(Err))?;
    let it = draft.over(Registration { revision, ..before });
    db::save(tx, &it)?;
    journal::record(tx, Act::new(actor, REGISTRATION, id.0, "edit"));
    Ok(Registration { revision: revision + 1, ..it })
}

/// What the register already knows of the actor.
pub fn prefilled(tx: &mut Tx<'_>, actor: &Actor) -> Result<RegistrationDraft, Refusal> {
    let person = directory::person(tx, actor.person_id)?;
    let house = match actor.organisation_id() {
        Some(id) => {
            let house = directory::organisation(tx, id)?;
            Words::of(&house.name, &house.name_en)
        }
        None => Words::default(),
    };
    Ok(RegistrationDraft {
        name: Words::of(&person.name, &person.name_en),
        title: Words::of(&person.title, ""),
        organisation: house,
        phone: person.phone,
        email: person.email,
        ..RegistrationDraft::blank(MeetingRole::Delegate)
    })
}
