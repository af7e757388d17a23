//! Cooperation agreements (合作协议): generated from the selected application, written by the principal investigator,
//! confirmed by university and enterprise, up to the moment a project is established.
//!
//! Every submission freezes a version with its hash; a change cancels the confirmations given before. What makes a
//! project out of an agreement lies in `establishment`, which may know this crate and not the reverse.

mod actions;
mod api;
mod compare;
mod complete;
mod content;
mod defaults;
mod edit;
pub mod establishment;
mod export;
mod glance;
mod lists;
mod mails;
mod pages;
pub mod paths;
mod policy;
mod print;
mod record;
pub mod rules;
pub mod state;
mod store;
mod texts;
mod todo;
mod wording;

pub use actions::{
    Seen, advance, attach, autosave, begin, carry_over, edit, enterprise_confirm, enterprise_return, remove_file,
    report, revise, submit, university_pass, university_return, who_else, withdraw,
};
pub use content::Content;
pub use edit::{Edit, EditedDeliverable, EditedPayment};
pub use export::Agreements;
pub use lists::{ForList, Row, for_round, on_list, waiting_for_list};
pub use mails::LETTERS;
pub use policy::{may_view, scope};
pub use print::printed;
pub use record::*;
pub use store::{content_of, deliverables, find_by_application, get, payment_lines, put_on_list, terms_of, versions};
pub use todo::{todo, under_way, waiting};

/// The tables of agreements and of establishment lists.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0100-agreements", sql: include_str!("../migrations/0100-agreements.sql") }];

/// Pages and API doors.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
