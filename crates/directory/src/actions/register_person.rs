//! Somebody at a university asks for a role: teacher or student.

use db::Tx;
use files::Stored;
use journal::Act;
use kernel::{Breach, MembershipId, OrganisationId, PersonId, Refusal, Role, RowId, Text, say};

use super::accounts::{Account, Registrant, account_of, set_qualification};
use super::all_of;
use crate::kinds::OrganisationKind;
use crate::mails;
use crate::record::{Membership, Organisation, Person};
use crate::rules;
use crate::state::{MembershipState, OrganisationState};
use crate::store;

/// What a teacher may show: purpose of the attachment, and what people call it. Rule A-05.
pub const PERSON_PROOFS: [(&str, Text); 2] = [
    ("teacher_certificate", say("教师资格证扫描件", "Scan of the teacher certificate")),
    ("title_proof", say("职称证明", "Proof of title")),
];

/// What somebody at a university declares.
#[derive(Clone, Debug)]
pub struct PersonForm {
    pub university: OrganisationId,
    pub role: Role,
    pub school: String,
    pub certificate_number: String,
    pub title: String,
}

/// Asks for the role of teacher or student at a verified university. `proofs` are in the order of [`PERSON_PROOFS`].
pub fn register_person(
    tx: &mut Tx<'_>,
    registrant: &Registrant,
    form: &PersonForm,
    proofs: [Option<&Stored>; 2],
) -> Result<(), Refusal> {
    let university = open_university(tx, form.university)?;
    all_of(wrong_with(form, proofs))?;
    match account_of(tx, registrant)? {
        // Nothing is asked for in the name of somebody who did not log in; the letter tells them how.
        Account::Anothers(person) => mails::registered_already(tx, &person).map_err(Refusal::from),
        Account::Theirs(person) if is_asked_again(tx, registrant, &person, form)? => Ok(()),
        Account::Theirs(person) => request(tx, &person, &university, form, proofs),
    }
}

/// Somebody without a log-in who registers a second time before confirming gets a new letter and no hint that they are known.
fn is_asked_again(
    tx: &mut Tx<'_>,
    registrant: &Registrant,
    person: &Person,
    form: &PersonForm,
) -> Result<bool, Refusal> {
    match registrant {
        Registrant::Known(_) => Ok(false),
        Registrant::New(_) => Ok(store::open_membership(tx, person.id, form.university, form.role)?.is_some()),
    }
}

fn open_university(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Organisation, Refusal> {
    let found: Option<Organisation> = db::find(tx, id)?;
    let usable = |o: &Organisation| o.kind == OrganisationKind::University && o.state == OrganisationState::Verified;
    let said = say("请选择一所已核验的高校", "Choose a verified university");
    found.filter(usable).ok_or_else(|| Breach::field("university", said).into())
}

fn wrong_with(form: &PersonForm, proofs: [Option<&Stored>; 2]) -> Vec<Breach> {
    let role = match form.role {
        Role::Teacher => rules::teacher_is_proven(&form.certificate_number, proofs[0].is_some(), proofs[1].is_some()),
        Role::Student => Ok(()),
        Role::UniversityAdministrator
        | Role::UniversityFinance
        | Role::EnterpriseContact
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::ProgrammeOffice
        | Role::Province
        | Role::Ministry
        | Role::Operator => Err(Breach::field(
            "role",
            say(
                "请选择教师或学生；其他身份由管理员邀请",
                "Choose teacher or student; other roles are given by invitation",
            ),
        )),
    };
    role.err().into_iter().collect()
}

fn request(
    tx: &mut Tx<'_>,
    person: &Person,
    university: &Organisation,
    form: &PersonForm,
    proofs: [Option<&Stored>; 2],
) -> Result<(), Refusal> {
    if store::open_membership(tx, person.id, university.id, form.role)?.is_some() {
        let said =
            say("您已有或已申请该校的这一身份", "You hold this role at this university already, or have asked for it");
        return Err(Breach::field("role", said).into());
    }
    let membership = requested(tx, person.id, form);
    db::insert(tx, &membership)
        .map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    set_qualification(tx, person.id, &form.certificate_number, &form.title)?;
    let actor = super::oneself(person);
    for (proof, (purpose, _)) in proofs.into_iter().zip(PERSON_PROOFS) {
        if let Some(proof) = proof {
            files::attach(tx, &actor, proof, "person", RowId(person.id.0), purpose)?;
        }
    }
    let act = Act::new(&actor, "membership", membership.id.0, "request").born(MembershipState::Requested);
    journal::record(tx, act.documents(proofs.into_iter().flatten().map(|proof| proof.sha256.clone())));
    mails::membership_requested(tx, person, university, form.role)?;
    Ok(())
}

fn requested(tx: &Tx<'_>, person_id: PersonId, form: &PersonForm) -> Membership {
    let now = tx.now();
    Membership {
        id: MembershipId::at(now),
        person_id,
        organisation_id: form.university,
        role: form.role,
        school: form.school.clone(),
        state: MembershipState::Requested,
        state_since: now,
        created_at: now,
    }
}
