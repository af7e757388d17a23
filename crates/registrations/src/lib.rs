//! Registration for a meeting, badges and check-in: who comes as what, within which places; the signed badge; and the door,
//! also without a network.
//!
//! Left out on purpose: booths, negotiation tables, and payment - the programme's meetings cost nothing.

pub mod actions;
mod api;
mod badges;
mod glance;
pub mod kinds;
mod lists;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod record;
pub mod rules;
pub mod state;
pub mod store;
mod texts;
mod todos;
pub mod token;
mod verdict;

pub use mails::LETTERS;
pub use record::{Opening, Places, Registration, Scan};
pub use todos::{todo, waiting};
pub use verdict::{Listed, Verdict, standing, verdict};

/// The way from a meeting to its registration.
pub const BESIDE: meetings::Beside = meetings::Beside {
    label: kernel::say("报名参会", "Register"),
    path: paths::register,
    is_there: |tx, _, meeting| Ok(store::opening(tx, meeting.id)?.is_some()),
    of_office: (kernel::say("报名与签到", "Registration and check-in"), paths::registrations),
};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0210-registrations", sql: include_str!("../migrations/0210-registrations.sql") },
    db::Migration {
        name: "0211-registrations-to-approve",
        sql: include_str!("../migrations/0211-registrations-to-approve.sql"),
    },
];

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
