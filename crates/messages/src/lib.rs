//! What people are told and how: the inbox, each person's choice of mail, the outbox and its templates, reminders before
//! deadlines, and announcements to many.
//!
//! Left out on purpose: the occasions themselves - each slice tells in the transaction of its act (`directory::tell`) - and
//! how a letter travels, which is the crate `mail`'s.

mod actions;
pub mod announcement;
mod api;
mod failure;
mod jobs;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod reminders;
mod templates;

pub use actions::{
    ListedLetter, choose, failing_letters, listed, reset, retry, reword, send_again, set_letter_aside, subscription,
    unsubscribe,
};
pub use jobs::{purge, run, run_due, send_digests, take_back_all, write_announcements};
pub use mails::LETTERS;
pub use reminders::{distance, remind_due};
pub use templates::{all as templates, by_name as template, occasion};

/// The tables of announcements and of the rounds of reminders; messages and letters have theirs in `mail`.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0180-messages", sql: include_str!("../migrations/0180-messages.sql") }];

/// Every door of this slice.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
