//! News, notices and reports (新闻、通知、会议报道) in two languages, with photos: each language missing, a draft, or approved; the public
//! reads what is approved.

pub mod actions;
mod api;
pub mod kinds;
mod pages;
pub mod paths;
pub mod policy;
mod record;
pub mod rules;
pub mod state;
pub mod store;
mod texts;

pub use record::{News, NewsPhoto, Told};

/// The way from a meeting to what is told about it.
pub const BESIDE: meetings::Beside = meetings::Beside {
    label: texts::NEWS,
    path: paths::of_meeting,
    is_there: |tx, _, meeting| Ok(!store::published(tx, Some(meeting.id), None, 1)?.0.is_empty()),
    of_office: (texts::NEWS, |_| paths::ALL.to_owned()),
};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0250-news", sql: include_str!("../migrations/0250-news.sql") }];

/// Every door of the slice: pages and API.
pub fn routes() -> web::Routes {
    pages::routes().and(api::routes())
}
