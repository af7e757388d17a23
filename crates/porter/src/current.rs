//! Everybody is the same person, who may change between requests.

use std::sync::{Arc, Mutex, PoisonError};

use db::{DbError, Tx};
use kernel::Actor;
use ui::Markup;
use web::{Identify, Visit, Visitor};

/// Whoever stands before the door now, whatever the session says; a token is its one scope. Clones are the same door.
#[derive(Clone)]
pub struct Current(Arc<Mutex<Actor>>);

impl Current {
    pub fn of(actor: &Actor) -> Current {
        Current(Arc::new(Mutex::new(actor.clone())))
    }

    /// From now on it is `actor` who asks.
    pub fn set(&self, actor: &Actor) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = actor.clone();
    }

    fn visitor(&self, scopes: Option<Vec<String>>) -> Visitor {
        crate::visitor(&self.0.lock().unwrap_or_else(PoisonError::into_inner), scopes)
    }
}

impl Identify for Current {
    fn by_session(&self, _: &mut Tx<'_>, _: &str) -> Result<Option<Visitor>, DbError> {
        Ok(Some(self.visitor(None)))
    }
    fn by_token(&self, _: &mut Tx<'_>, scope: &str) -> Result<Option<Visitor>, DbError> {
        Ok(Some(self.visitor(Some(vec![scope.to_owned()]))))
    }
    fn log_in_form(&self, _: &Visit, resume: Markup) -> Markup {
        crate::log_in_form(resume)
    }
}
