//! Closed sets of words that are no states.

use kernel::Role;

kernel::words! {
    /// On which side somebody stands.
    pub enum Side {
        University = "university" ("高校", "University"),
        Enterprise = "enterprise" ("企业", "Enterprise"),
    }
}

impl Side {
    /// The side of somebody in this role; `None` for those who negotiate for nobody.
    pub const fn of(role: Role) -> Option<Side> {
        match role {
            Role::Teacher | Role::Student | Role::UniversityAdministrator | Role::UniversityFinance => {
                Some(Side::University)
            }
            Role::EnterpriseContact | Role::EnterpriseReviewer => Some(Side::Enterprise),
            Role::Expert | Role::ProgrammeOffice | Role::Province | Role::Ministry | Role::Operator => None,
        }
    }
}

kernel::words! {
    /// How much somebody wants to meet somebody.
    pub enum Rank {
        Must = "must" ("必须见", "Must meet"),
        Want = "want" ("希望见", "Want to meet"),
        IfPossible = "if_possible" ("方便时见", "If possible"),
        No = "no" ("不见", "No"),
    }
}

impl Rank {
    /// Its value class, from 1; `None` for those who do not meet.
    pub const fn class(self) -> Option<u32> {
        match self {
            Rank::Must => Some(1),
            Rank::Want => Some(2),
            Rank::IfPossible => Some(3),
            Rank::No => None,
        }
    }
}

kernel::words! {
    /// What a time of a negotiator says.
    pub enum TimeKind {
        Absent = "absent" ("不在场", "Not there"),
        /// Kept free as long as no appointment is lost by it.
        Favourite = "favourite" ("想听的场次", "Favourite"),
    }
}

kernel::words! {
    /// How an appointment came about.
    pub enum Origin {
        Plan = "plan" ("统一安排", "Timetable"),
        Office = "office" ("项目办公室", "Programme office"),
        Own = "own" ("自行预约", "Booked by the two"),
        Refill = "refill" ("空档补位", "Refill"),
        WalkUp = "walk_up" ("现场排队", "Walk-up"),
    }
}
