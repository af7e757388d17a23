//! The first people of a platform: the programme office and the operator. Nobody could invite them from inside, so whoever
//! runs the program does it from its command line.

use db::Tx;
use kernel::{Actor, Breach, OrganisationId, Refusal, Role, Text, say};

use super::invite::{InvitationForm, invite_into};
use crate::kinds::OrganisationKind;
use crate::paths;
use crate::record::Organisation;
use crate::rules::looks_like_email;
use crate::state::OrganisationState;

/// Invites somebody into the programme office, or as operator, and answers the path of the link that makes the account:
/// it works once, for fourteen days. The organisation is made when it is not there yet. Inviting again while the
/// invitation is open gives a new link and ends the old one.
pub fn invite_first(tx: &mut Tx<'_>, role: Role, name: &str, email: &str) -> Result<String, Refusal> {
    let name_is_given = if name.trim().is_empty() { Err(Breach::field("name", NO_NAME)) } else { Ok(()) };
    let email_is_one = if looks_like_email(email) { Ok(()) } else { Err(Breach::field("email", NO_EMAIL)) };
    kernel::check([name_is_given, email_is_one])?;
    let actor = Actor::system();
    let organisation = home_of(tx, &actor, role)?;
    let form = InvitationForm { role, name: name.trim().into(), email: email.into(), school: String::new() };
    let (_, secret) = invite_into(tx, &actor, &organisation, &form)?;
    Ok(paths::invitation(&secret))
}

const NO_NAME: Text = say("请填写姓名", "Give a name");
const NO_EMAIL: Text = say("请填写邮箱，如 name@example.com", "Give an e-mail such as name@example.com");

/// The organisation of a role that exists once on a platform.
fn home_of(tx: &mut Tx<'_>, actor: &Actor, role: Role) -> Result<Organisation, Refusal> {
    let (kind, name, name_en) = match role {
        Role::ProgrammeOffice => (OrganisationKind::ExpertGroup, "产学合作协同育人项目专家组", "Expert Group"),
        Role::Operator => (OrganisationKind::Operator, "平台运维", "Platform Operations"),
        Role::Teacher
        | Role::Student
        | Role::UniversityAdministrator
        | Role::UniversityFinance
        | Role::EnterpriseContact
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::Province
        | Role::Ministry => return Err(Breach::field("role", INVITED).into()),
    };
    let known = db::find_where(tx, "WHERE kind = $1 ORDER BY id LIMIT 1", db::params![kind])?;
    match known {
        Some(organisation) => Ok(organisation),
        None => made(tx, actor, kind, name, name_en),
    }
}

const INVITED: Text =
    say("此身份由单位管理员在平台内邀请", "People with this role are invited on the platform by their organisation");

fn made(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kind: OrganisationKind,
    name: &str,
    name_en: &str,
) -> Result<Organisation, Refusal> {
    let now = tx.now();
    let organisation = Organisation {
        id: OrganisationId::at(now),
        kind,
        name: name.into(),
        name_en: name_en.into(),
        code: None,
        province: String::new(),
        state: OrganisationState::Verified,
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &organisation)?;
    let act = journal::Act::new(actor, "organisation", organisation.id.0, "add");
    journal::record(tx, act.born(OrganisationState::Verified));
    Ok(organisation)
}
