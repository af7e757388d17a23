//! The server's side of every door: who visits, what they typed, which routes exist and who may knock, and how an answer or
//! a refusal is worded. Slices declare [`Routes`]; the application joins them into one server.
//!
//! Denied by default: a route without an [`Access`] does not compile, and the table of all routes is printed to
//! `access.txt` by a test.

mod access;
mod acted;
mod answer;
mod assets;
pub mod atom;
mod choice;
mod cookies;
mod cursor;
mod encoding;
mod extract;
mod file_body;
mod form;
mod glance;
mod headers;
mod kept;
mod limiter;
mod metrics;
mod openapi;
mod peer;
mod resume;
mod routes;
mod saved;
mod sections;
mod server;
mod shelf;
mod site;
mod standing;
mod visit;

pub use access::Access;
pub use acted::{done, made, seen};
pub use answer::{Answer, ApiAnswer, Failed, Problem, found, json, see};
pub use choice::{UNREADABLE, choice};
pub use cookies::{SESSION_COOKIE, cookie, csrf_of, set_cookie};
pub use cursor::Cursor;
pub use extract::{Path, Query};
pub use file_body::FileBody;
pub use form::{Form, Json, Uploaded};
pub use glance::{Glance, Look};
pub use limiter::{Limiter, network};
pub use metrics::Metrics;
pub use openapi::{Doc, clashes, document};
pub use peer::network_of;
pub use routes::{Route, Routes};
pub use saved::{download, pdf, saved_as, streamed};
pub use server::{OWN_DOORS, router, serve};
pub use site::{Identify, Site, SiteParts, Visitor};
pub use standing::Standing;
pub use visit::Visit;

pub use axum::http::{Method, StatusCode};
pub use axum::response::{IntoResponse, Response};
