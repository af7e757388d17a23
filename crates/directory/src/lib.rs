//! Enterprises, universities and the people in them: who somebody is, what they may wear, how they log in, and how an
//! organisation is registered and verified.
//!
//! What it deliberately leaves out: what a role may do elsewhere (each slice's policy says so), and single sign-on.

mod actions;
mod api;
mod called;
mod checklist;
mod english_names;
mod export;
mod glance;
mod industries;
mod kinds;
mod lists;
mod mails;
pub mod names;
mod pages;
mod password;
mod paths;
pub mod policy;
mod recogniser;
mod record;
mod routes;
pub mod rules;
mod secret;
pub mod state;
mod store;
mod tell;
mod todo;
mod university_limits;

pub use actions::*;
pub use called::{is_called, name_in_full, names_in_full, organisations_called};
pub use checklist::{Verdict, checklist};
pub use english_names::{EnglishNames, english_names, organisation_names_both};
pub use export::{Organisations, People};
pub use industries::industry;
pub use kinds::{CreditEventKind, LinkPurpose, OrganisationKind};
pub use lists::{Filter, organisations};
pub use mails::LETTERS;
pub use password::{hash_password, hash_password_cheaply, verify_password};
pub use recogniser::Recogniser;
pub use record::*;
pub use routes::{closing_routes, routes};
pub use state::{MembershipState, OrganisationState};
pub use store::{
    active_memberships_of as memberships_of, addresses_of, enterprise_profile, expertise, expertise_of, eyes,
    feed_owner, find_person_by_email, membership_of, office_people, open_credit_events, organisation,
    organisation_names, people_behind, people_known_as, people_with, person, person_names, qualification,
    university_profile, write_credit_event,
};
pub use tell::{readers, tell};
pub use todo::{todo, waiting};

/// The directory's tables.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0010-directory", sql: include_str!("../migrations/0010-directory.sql") },
    db::Migration { name: "0012-token-parents", sql: include_str!("../migrations/0012-token-parents.sql") },
    db::Migration { name: "0015-accounts", sql: include_str!("../migrations/0015-accounts.sql") },
    db::Migration { name: "0016-former-addresses", sql: include_str!("../migrations/0016-former-addresses.sql") },
    db::Migration { name: "0017-listed-names", sql: include_str!("../migrations/0017-listed-names.sql") },
    db::Migration { name: "0150-calendar-feeds", sql: include_str!("../migrations/0150-calendar-feeds.sql") },
    db::Migration { name: "0190-expertise", sql: include_str!("../migrations/0190-expertise.sql") },
];
