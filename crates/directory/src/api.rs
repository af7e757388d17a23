//! The doors of the API: the same actions and the same reading of forms as the pages.

mod account;
pub(crate) mod account_close;
mod account_email;
mod calendar;
mod expertise;
mod letters;
mod limits;
mod organisations;
mod papers;
mod people;
mod registrations;
mod standing;
mod tokens;

use kernel::{Actor, Breach, Refusal, say};
use web::{Access, Doc, Failed, Routes, Visit};

use crate::pages::Gate;

const READ: &str = "directory:read";
const WRITE: &str = "directory:write";
const MAY_READ: Access = Access::Token(READ);
const MAY_WRITE: Access = Access::Token(WRITE);

fn doc(summary: &'static str) -> Doc {
    Doc::new("directory", summary)
}

/// The doors below `/api/v1`. They count attempts together with the pages.
pub(crate) fn routes(gate: &Gate) -> Routes {
    organisations::routes()
        .and(papers::routes())
        .and(standing::routes())
        .and(limits::routes())
        .and(people::routes())
        .and(account::routes(gate))
        .and(account_email::routes(gate))
        .and(expertise::routes())
        .and(calendar::routes())
        .and(tokens::routes(gate))
        .and(letters::routes(gate))
        .and(registrations::routes(gate))
}

/// Who asks. A token without the scope to read sees what the public sees.
fn reader(visit: &Visit) -> Option<Actor> {
    visit.visitor.as_ref().filter(|visitor| visitor.has_scope(READ)).map(|visitor| visitor.actor.clone())
}

/// A door for everybody that acts for whoever sends a token: then the token must be good for writing.
fn writes_if_known(visit: &Visit) -> Result<(), Failed> {
    match &visit.visitor {
        Some(visitor) if !visitor.has_scope(WRITE) => Err(Failed::Refused(Refusal::forbidden(
            say("持有“{scope}”权限令牌的程序", "A program whose token has the scope “{scope}”")
                .with(&[("scope", &WRITE)]),
        ))),
        Some(_) | None => Ok(()),
    }
}

/// Everything that is wrong, or nothing.
fn all_right<T>(read: Result<T, Vec<Breach>>) -> Result<T, Failed> {
    read.map_err(|breaches| Refusal::Breaches(breaches).into())
}
