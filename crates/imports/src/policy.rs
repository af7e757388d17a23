//! Who imports what. The programme office takes over lists of the programme; an administrator the people of the own house.

use kernel::{Actor, OrganisationId, Refusal, Role, Text, Value, say};

use crate::record::{Import, Subject};

const OFFICE: Text = say("项目办公室", "the programme office");
const ADMINISTRATORS: Text = say(
    "项目办公室；高校管理员可导入本校人员",
    "the programme office; a university administrator imports people of the own university",
);

/// Whether this person may upload such a list; `house` is the organisation whose people it holds.
pub fn may_upload(actor: &Actor, subject: Subject, house: Option<OrganisationId>) -> bool {
    match (subject, house) {
        (Subject::Projects | Subject::Organisations, _) => actor.is_office() && house.is_none(),
        (Subject::People, None) => actor.is_office(),
        (Subject::People, Some(house)) => actor.administers(house),
    }
}

/// Whose people a list of this person holds: an administrator's own university, nobody's in particular for the office.
pub fn house_of(actor: &Actor) -> Option<OrganisationId> {
    match actor.role() {
        Some(Role::UniversityAdministrator) => actor.organisation_id(),
        Some(
            Role::Teacher
            | Role::Student
            | Role::UniversityFinance
            | Role::EnterpriseContact
            | Role::EnterpriseReviewer
            | Role::Expert
            | Role::ProgrammeOffice
            | Role::Province
            | Role::Ministry
            | Role::Operator,
        )
        | None => None,
    }
}

/// Whether this person sees a list, changes what was said about it, and imports it.
pub fn may_see(actor: &Actor, import: &Import) -> bool {
    may_upload(actor, import.kind, import.organisation_id)
}

/// The same as [`may_see`], as a condition on `import` whose places begin at `$first`.
pub fn scope(actor: &Actor, first: usize) -> (String, Vec<Value>) {
    match house_of(actor) {
        Some(house) => (format!("import.organisation_id = ${first}"), vec![kernel::ToValue::to_value(&house)]),
        None if actor.is_office() => ("import.organisation_id IS NULL".into(), Vec::new()),
        None => ("1 = 0".into(), Vec::new()),
    }
}

/// A list somebody may work on. Private field: only this file can make one.
pub struct Permit(Import);

impl Permit {
    pub fn into_import(self) -> Import {
        self.0
    }
}

/// Nobody else learns that there is such a list.
pub fn permit(actor: &Actor, import: Import) -> Result<Permit, Refusal> {
    if may_see(actor, &import) { Ok(Permit(import)) } else { Err(Refusal::NotFound) }
}

/// Who may upload such a list, in words.
pub fn who(subject: Subject) -> Text {
    match subject {
        Subject::Projects | Subject::Organisations => OFFICE,
        Subject::People => ADMINISTRATORS,
    }
}
