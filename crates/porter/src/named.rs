//! People are known by names.

use std::collections::HashMap;

use db::{DbError, Tx};
use kernel::Actor;
use ui::Markup;
use web::{Identify, Visit, Visitor};

/// The secret of a session is the name of its person; a token is the name and its scopes: `office guidelines:read`.
pub struct Named(HashMap<&'static str, Actor>);

impl Named {
    pub fn of(people: impl IntoIterator<Item = (&'static str, Actor)>) -> Named {
        Named(people.into_iter().collect())
    }

    fn visitor(&self, name: &str, scopes: Option<Vec<String>>) -> Option<Visitor> {
        self.0.get(name).map(|actor| crate::visitor(actor, scopes))
    }
}

impl Identify for Named {
    fn by_session(&self, _: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError> {
        Ok(self.visitor(secret, None))
    }
    fn by_token(&self, _: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError> {
        let mut words = token.split(' ');
        let name = words.next().unwrap_or_default();
        Ok(self.visitor(name, Some(words.map(str::to_owned).collect())))
    }
    fn log_in_form(&self, _: &Visit, resume: Markup) -> Markup {
        crate::log_in_form(resume)
    }
}
