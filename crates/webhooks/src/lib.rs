//! Webhooks: an organisation's administrator, or the programme office, names an https address, and the platform tells it what
//! happens to what that organisation may see. A message is small and signed; the receiver fetches the rest with a token.
//!
//! Left out on purpose: the content of things, which stands behind the API and its rights, and any order of messages.

mod actions;
mod answer;
mod api;
mod gather;
mod kind;
mod mails;
mod pages;
mod paths;
mod policy;
mod record;
mod rights;
mod send;
mod settings;
mod sign;
mod store;
mod target;
mod texts;
mod turns;

pub use actions::{NewWebhook, create, delete, ping, send_again, set_active};
pub use gather::gather_due;
pub use kind::Kind;
pub use mails::LETTERS;
pub use policy::may_have;
pub use record::{Delivery, State, Webhook};
pub use send::{Told, send_due};
pub use settings::Settings;
pub use sign::signature;
pub use store::{deliveries, webhooks_of};

/// The tables of webhooks and of what was sent.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0186-webhooks", sql: include_str!("../migrations/0186-webhooks.sql") },
    db::Migration { name: "0187-webhook-turns", sql: include_str!("../migrations/0187-webhook-turns.sql") },
];

/// Every door of this slice.
pub fn routes(settings: Settings) -> web::Routes {
    pages::routes(settings).and(api::routes(settings))
}
