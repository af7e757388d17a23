//! Applications of principal investigators to guideline items, from the draft to the selection: whether somebody may
//! apply, the draft that saves itself, the review by the university, the evaluation by the enterprise and its decisions.
//!
//! What it deliberately leaves out: the agreement that follows a selection, and giving an offer back when one fails.

pub mod actions;
mod api;
pub mod checklist;
pub mod eligibility;
mod export;
mod glance;
pub mod lists;
mod mails;
mod pages;
pub mod paths;
pub mod plan;
mod plan_state;
pub mod policy;
mod print;
#[cfg(test)]
mod readme;
mod record;
pub mod rules;
pub mod state;
mod store;
mod texts;
mod todos;
pub mod typed;
mod view;

pub use export::Applications;
pub use mails::{LETTERS, evaluators};
pub use pages::checklist_form;
pub use plan_state::{PlanState, PlanStep};
pub use policy::may_view;
pub use print::{Printed, approval_sheet, evaluation, university_reviews};
pub use record::{Application, BudgetLine, DecisionPlan, Evaluation, Member, UniversityReview};
pub use store::{
    applied_to, budget, evaluations, get, has_applied, members, of_team, reviews, set_waiting, team, waiting_for,
    waiting_place,
};
pub use todos::{ever_submitted, is_pressing, pressing, todo, under_way, unfinished, waiting};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0090-applications", sql: include_str!("../migrations/0090-applications.sql") },
    db::Migration { name: "0091-name-check", sql: include_str!("../migrations/0091-name-check.sql") },
    db::Migration { name: "0092-applications-told", sql: include_str!("../migrations/0092-applications-told.sql") },
    db::Migration { name: "0093-waiting-places", sql: include_str!("../migrations/0093-waiting-places.sql") },
    db::Migration { name: "0094-decisions-of-rounds", sql: include_str!("../migrations/0094-decisions-of-rounds.sql") },
];

/// All doors of this slice.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
