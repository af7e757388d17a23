//! Closing (结题): the principal investigator reports what became of each promised deliverable, the enterprise accepts and
//! writes its conclusion, university or expert group audits it in the order of the mode, the result is published and a
//! passed project gets its certificate, once.
//!
//! Left out on purpose: the recognition that follows (national, provincial, university level) and the catalogue of results.

mod actions;
mod api;
mod certificate;
mod checks;
pub mod code;
mod export;
mod glance;
mod listed;
mod lists;
mod look_up;
mod mails;
mod pages;
pub mod paths;
pub mod policy;
mod print;
mod record;
pub mod rules;
pub mod state;
mod store;
mod texts;
mod todos;

pub use actions::{
    AcceptanceInput, Draft, ExtraInput, Judgement, OpinionInput, OutcomeInput, begin, escalate_silent, give_opinion,
    judge, remove_result, save, step,
};
pub use certificate::{
    Body as CertificateBody, number_of as certificate_number, sealed as sealed_certificate,
    verify as verify_certificates,
};
pub use export::{MyClosings, PublishedClosings};
pub use listed::{Filter as ListedFilter, ListedClosings, ListedLine, listed, listed_of};
pub use lists::{Filter, Page, Published, published};
pub use look_up::{Typed, read_typed};
pub use mails::LETTERS;
pub use pages::result_of_project;
pub use print::{find_certificate, printed as printed_certificate};
pub use record::*;
pub use rules::Conclusion;
pub use state::{State, Step};
pub use store::{
    Dossier, REPORT, RESULTS, attach, certificate_by_code, certificate_of_project, evidence_for, get, of_project,
    outcomes,
};
pub use todos::{todo, waiting};

/// The tables of closings and certificates.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0140-closings", sql: include_str!("../migrations/0140-closings.sql") },
    db::Migration { name: "0145-closing-lists", sql: include_str!("../migrations/0145-closing-lists.sql") },
    db::Migration { name: "0146-closing-province", sql: include_str!("../migrations/0146-closing-province.sql") },
];

/// Every door of this slice.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
