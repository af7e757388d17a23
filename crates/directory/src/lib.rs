//! Enterprises, universities and the people in them: who somebody is, what they may wear, how they log in, and how an
//! organisation is registered and verified.
//!
//! What it deliberately leaves out: what a role may do elsewhere (each slice's policy says so), and single sign-on.

mod kinds;
mod pages;
mod password;
mod paths;
mod recogniser;
mod record;
pub mod rules;
mod secret;
pub mod state;
mod store;
mod tell;

pub use kinds::{CreditEventKind, LinkPurpose, OrganisationKind};
pub use password::{hash_password, hash_password_cheaply, verify_password};
pub use recogniser::Recogniser;
pub use record::*;
pub use state::{MembershipState, OrganisationState};
pub use store::{
    active_memberships_of as memberships_of, enterprise_profile, find_person_by_email, membership_of, office_people,
    open_credit_events, organisation, organisation_names, people_with, person, person_names, university_profile,
    write_credit_event,
};
pub use tell::tell;

/// The directory's tables.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0010-directory", sql: include_str!("../migrations/0010-directory.sql") }];
