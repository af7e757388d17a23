//! Who acts, and as what.

use crate::{OrganisationId, PersonId};

crate::words! {
    /// What a person is at an organisation. One person may hold several; one is worn at a time.
    pub enum Role {
        Teacher = "teacher" ("教师", "Teacher"),
        Student = "student" ("学生", "Student"),
        UniversityAdministrator = "university_administrator" ("高校管理员", "University administrator"),
        UniversityFinance = "university_finance" ("高校财务", "University finance officer"),
        EnterpriseContact = "enterprise_contact" ("企业联系人", "Enterprise contact"),
        EnterpriseReviewer = "enterprise_reviewer" ("企业评审人", "Enterprise reviewer"),
        Expert = "expert" ("专家", "Expert"),
        ProgrammeOffice = "programme_office" ("项目办公室", "Programme office"),
        Province = "province" ("省级教育行政部门", "Provincial department"),
        Ministry = "ministry" ("高等教育司", "Department of Higher Education"),
        Operator = "operator" ("平台运维", "Operator"),
    }
}

/// The role somebody wears, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Hat {
    pub role: Role,
    pub organisation_id: OrganisationId,
}

/// A person who acts, with the role worn at the moment. A person without any role wears no hat and may only look after
/// their own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub person_id: PersonId,
    pub name: String,
    pub hat: Option<Hat>,
    /// True for the platform itself: jobs and dated transitions. Never set for a person.
    pub is_system: bool,
}

impl Actor {
    /// The platform itself, for jobs and dated transitions.
    pub fn system() -> Actor {
        Actor { person_id: PersonId::nil(), name: "Xieyu".into(), hat: None, is_system: true }
    }
    pub fn person(person_id: PersonId, name: &str, hat: Option<Hat>) -> Actor {
        Actor { person_id, name: name.to_owned(), hat, is_system: false }
    }
    pub fn role(&self) -> Option<Role> {
        self.hat.map(|hat| hat.role)
    }
    pub fn organisation_id(&self) -> Option<OrganisationId> {
        self.hat.map(|hat| hat.organisation_id)
    }
    pub fn is(&self, person: PersonId) -> bool {
        !self.is_system && self.person_id == person
    }
    pub fn wears(&self, role: Role) -> bool {
        self.role() == Some(role)
    }
    /// Wears `role` at `organisation`.
    pub fn wears_at(&self, role: Role, organisation: OrganisationId) -> bool {
        self.hat == Some(Hat { role, organisation_id: organisation })
    }
    /// Is a university administrator of this university.
    pub fn administers(&self, university: OrganisationId) -> bool {
        self.wears_at(Role::UniversityAdministrator, university)
    }
    /// Is a finance officer of this university.
    pub fn keeps_books_of(&self, university: OrganisationId) -> bool {
        self.wears_at(Role::UniversityFinance, university)
    }
    /// Is the contact of this enterprise: signs, selects, pays.
    pub fn represents(&self, enterprise: OrganisationId) -> bool {
        self.wears_at(Role::EnterpriseContact, enterprise)
    }
    /// May evaluate applications for this enterprise: contact or reviewer.
    pub fn evaluates_for(&self, enterprise: OrganisationId) -> bool {
        self.represents(enterprise) || self.wears_at(Role::EnterpriseReviewer, enterprise)
    }
    pub fn is_office(&self) -> bool {
        self.wears(Role::ProgrammeOffice)
    }
    /// Belongs to this organisation with the hat worn now.
    pub fn belongs_to(&self, organisation: OrganisationId) -> bool {
        self.organisation_id() == Some(organisation)
    }
}
