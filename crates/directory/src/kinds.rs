//! The closed sets of words of the directory, and which role belongs to which kind of organisation.

use kernel::Role;

kernel::words! {
    /// What an organisation is.
    pub enum OrganisationKind {
        Enterprise = "enterprise" ("企业", "Enterprise"),
        University = "university" ("高校", "University"),
        Province = "province" ("省级教育行政部门", "Provincial department"),
        Ministry = "ministry" ("高等教育司", "Department of Higher Education"),
        ExpertGroup = "expert_group" ("专家组", "Expert group"),
        Operator = "operator" ("平台运维", "Platform operator"),
    }
}

kernel::words! {
    /// What a credit event is about. Open ones of the first two kinds bar new guidelines. Rule E-05.
    pub enum CreditEventKind {
        Fraud = "fraud" ("弄虚作假", "Fraud"),
        NonPayment = "non_payment" ("未按约拨付", "Non-payment"),
        Revocation = "revocation" ("指南被撤销", "Guideline revoked"),
        LateReport = "late_report" ("年度报告逾期", "Yearly report overdue"),
    }
}

impl CreditEventKind {
    /// Whether an open event of this kind keeps the enterprise from submitting. Rule E-05.
    pub const fn blocks(self) -> bool {
        match self {
            CreditEventKind::Fraud | CreditEventKind::NonPayment => true,
            CreditEventKind::Revocation | CreditEventKind::LateReport => false,
        }
    }
}

kernel::words! {
    /// What a link sent by mail opens.
    pub enum LinkPurpose {
        Reset = "reset" ("重置密码", "Reset the password"),
        Invitation = "invitation" ("接受邀请", "Accept the invitation"),
        /// The address given on registering is the registrant's own; the chosen password begins to count.
        Confirmation = "confirmation" ("确认邮箱", "Confirm the address"),
    }
}

impl OrganisationKind {
    /// The roles that exist at an organisation of this kind, the administering one first.
    pub const fn roles(self) -> &'static [Role] {
        match self {
            OrganisationKind::Enterprise => &[Role::EnterpriseContact, Role::EnterpriseReviewer],
            OrganisationKind::University => {
                &[Role::UniversityAdministrator, Role::UniversityFinance, Role::Teacher, Role::Student]
            }
            OrganisationKind::Province => &[Role::Province],
            OrganisationKind::Ministry => &[Role::Ministry],
            OrganisationKind::ExpertGroup => &[Role::ProgrammeOffice, Role::Expert],
            OrganisationKind::Operator => &[Role::Operator],
        }
    }

    /// The role that invites people, confirms memberships and ends them. Its last holder cannot be taken away.
    pub const fn administering_role(self) -> Role {
        self.roles()[0]
    }
}

#[cfg(test)]
mod tests {
    use kernel::Word;

    use super::*;

    #[test]
    fn every_role_belongs_to_exactly_one_kind_of_organisation() {
        for role in Role::ALL {
            let kinds = OrganisationKind::ALL.iter().filter(|kind| kind.roles().contains(role)).count();
            assert_eq!(kinds, 1, "{role}");
        }
    }
}
