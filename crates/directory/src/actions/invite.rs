//! Administrators invite people by mail; whoever opens the letter accepts or declines.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Lang, MembershipId, OrganisationId, Refusal, Role, Text, say};

use super::accounts::{put, unnamed_password};
use super::memberships::move_membership;
use crate::kinds::LinkPurpose;
use crate::mails;
use crate::policy::{self, Edit, MembershipPermit};
use crate::record::{AccountLink, Membership, Organisation, Person};
use crate::state::MembershipState;
use crate::store::{self, NewLink};

/// Days an invitation waits.
const INVITATION_DAYS: i64 = 14;

/// Whom an administrator invites, as what.
#[derive(Clone, Debug)]
pub struct InvitationForm {
    pub role: Role,
    /// Used when the person has no account yet.
    pub name: String,
    pub email: String,
    /// School or department; may be empty.
    pub school: String,
}

/// Invites somebody. Inviting again while the first invitation is open sends a new letter; its link replaces the old one.
pub fn invite(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    form: &InvitationForm,
) -> Result<Membership, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    let organisation = policy::permit_edit(&eyes, Edit::People, organisation)?.into_organisation();
    if !organisation.kind.roles().contains(&form.role) {
        return Err(Breach::field("role", NO_SUCH_ROLE).into());
    }
    Ok(invite_into(tx, actor, &organisation, form)?.0)
}

/// Invites without asking who may. Answers the secret of the letter as well.
pub(super) fn invite_into(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organisation: &Organisation,
    form: &InvitationForm,
) -> Result<(Membership, String), Refusal> {
    let person = invited_person(tx, form)?;
    let membership = match store::open_membership(tx, person.id, organisation.id, form.role)? {
        None => insert(tx, actor, &person, organisation.id, form)?,
        Some(open) => still_invited(open)?,
    };
    let secret = replace_link(tx, &person, &membership)?;
    mails::invited(tx, &person, organisation, form.role, &actor.name, &secret)?;
    Ok((membership, secret))
}

/// Somebody on a list of people.
#[derive(Clone, Debug)]
pub struct Enrolment {
    pub invitation: InvitationForm,
    pub phone: String,
    pub title: String,
    pub certificate_number: String,
    /// A letter with a link goes out; otherwise the account waits without a password until somebody invites the person, or
    /// the person asks for a new password.
    pub sends_letter: bool,
}

/// Enrols somebody from a list: an account without a password when there is none yet, and the role as invited. Who holds the
/// role already, or was invited to it, is left as they are and answered as `None`.
pub fn enrol(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: OrganisationId,
    enrolment: &Enrolment,
) -> Result<Option<Membership>, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    let organisation = match actor.is_system {
        true => organisation,
        false => policy::permit_edit(&eyes, Edit::People, organisation)?.into_organisation(),
    };
    let form = &enrolment.invitation;
    if !organisation.kind.roles().contains(&form.role) {
        return Err(Breach::field("role", NO_SUCH_ROLE).into());
    }
    let known = store::find_person_by_email(tx, &form.email)?;
    let person = invited_person(tx, form)?;
    if known.is_none() {
        let full = Person {
            phone: enrolment.phone.clone(),
            title: enrolment.title.clone(),
            certificate_number: enrolment.certificate_number.clone(),
            ..person.clone()
        };
        db::save(tx, &full)?;
    }
    if store::open_membership(tx, person.id, organisation.id, form.role)?.is_some() {
        return Ok(None);
    }
    let membership = insert(tx, actor, &person, organisation.id, form)?;
    if enrolment.sends_letter {
        let secret = replace_link(tx, &person, &membership)?;
        mails::invited(tx, &person, &organisation, form.role, &actor.name, &secret)?;
    }
    Ok(Some(membership))
}

fn invited_person(tx: &mut Tx<'_>, form: &InvitationForm) -> Result<Person, Refusal> {
    if let Some(person) = store::find_person_by_email(tx, &form.email)? {
        return if person.closed_at.is_none() { Ok(person) } else { Err(Breach::field("email", CLOSED).into()) };
    }
    let person = unnamed_password(tx, &form.name, &form.email, Lang::Zh);
    put(tx, &person)?;
    Ok(person)
}

const NO_SUCH_ROLE: Text = say("该类单位没有这一身份", "There is no such role at this kind of organisation");
const CLOSED: Text = say("该账号已注销，请使用其他邮箱", "This account is closed; use another address");

fn still_invited(open: Membership) -> Result<Membership, Refusal> {
    let said = match open.state {
        MembershipState::Invited => return Ok(open),
        MembershipState::Requested => {
            say("此人已提出申请，请在列表中同意", "This person has asked already; approve it in the list")
        }
        MembershipState::Active => say("此人已有这一身份", "This person holds this role already"),
        MembershipState::Refused | MembershipState::Ended => return Err(Refusal::Overtaken),
    };
    Err(Breach::field("email", said).into())
}

fn insert(
    tx: &mut Tx<'_>,
    actor: &Actor,
    person: &Person,
    id: OrganisationId,
    form: &InvitationForm,
) -> Result<Membership, Refusal> {
    let now = tx.now();
    let membership = Membership {
        id: MembershipId::at(now),
        person_id: person.id,
        organisation_id: id,
        role: form.role,
        school: form.school.clone(),
        state: MembershipState::Invited,
        state_since: now,
        created_at: now,
    };
    db::insert(tx, &membership)
        .map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    journal::record(tx, Act::new(actor, "membership", membership.id.0, "invite").born(MembershipState::Invited));
    Ok(membership)
}

fn replace_link(tx: &mut Tx<'_>, person: &Person, membership: &Membership) -> Result<String, Refusal> {
    store::use_membership_links(tx, membership.id)?;
    let link = NewLink {
        purpose: LinkPurpose::Invitation,
        person_id: person.id,
        membership_id: Some(membership.id),
        email: &person.email,
        password_hash: None,
        expires_at: tx.now().plus_days(INVITATION_DAYS),
    };
    Ok(store::new_link(tx, link)?)
}

/// What a letter of invitation opens.
pub(crate) struct Invitation {
    pub link: AccountLink,
    pub membership: Membership,
    pub person: Person,
    pub organisation: Organisation,
}

/// The invitation behind a secret. [`Refusal::NotFound`] when it was answered, recalled or is too old.
pub(crate) fn invitation(tx: &mut Tx<'_>, secret: &str) -> Result<Invitation, Refusal> {
    let link = store::open_link(tx, LinkPurpose::Invitation, secret)?.ok_or(Refusal::NotFound)?;
    let membership: Membership = db::get(tx, link.membership_id)?;
    if membership.state != MembershipState::Invited {
        return Err(Refusal::NotFound);
    }
    let person = store::person(tx, membership.person_id)?;
    let organisation = store::organisation(tx, membership.organisation_id)?;
    Ok(Invitation { link, membership, person, organisation })
}

/// Accepts or declines an invitation by its letter. Somebody without a password sets one on accepting: `new` holds their
/// name and the hash. Works once.
pub fn answer_invitation(
    tx: &mut Tx<'_>,
    secret: &str,
    accepts: bool,
    new: Option<(String, String)>,
) -> Result<Person, Refusal> {
    let Invitation { link, membership, mut person, .. } = invitation(tx, secret)?;
    if !store::use_link(tx, link.id)? {
        return Err(Refusal::Overtaken);
    }
    if accepts && person.password_hash.is_empty() {
        let (name, hash) = new.ok_or_else(|| Breach::field("password", say("请设置密码", "Choose a password")))?;
        person.name = name;
        person.password_hash = hash;
        db::save(tx, &person)?;
        // Somebody else may have registered this address before: their letter must not set their password afterwards.
        store::use_all_links(tx, LinkPurpose::Confirmation, person.id)?;
        store::use_all_links(tx, LinkPurpose::Reset, person.id)?;
        journal::record(tx, Act::new(&super::oneself(&person), "person", person.id.0, "register"));
    }
    let actor = super::oneself(&person);
    move_membership(tx, &actor, MembershipPermit::by_letter(membership, accepts), "")?;
    Ok(person)
}
