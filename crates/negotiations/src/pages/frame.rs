//! What pages share: acting and coming back, with what was typed and why not.

use db::Tx;
use kernel::{Actor, Breach, Breaches, Refusal};
use web::{Failed, Form, Visit};

/// Does an act as the visitor.
pub(super) async fn act<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Failed> {
    let actor = visit.actor()?;
    Ok(visit.site.db.write(move |tx| work(tx, &actor)).await?)
}

/// The same, with what stands in the way set apart so that the page can be shown again.
pub(super) async fn tried<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> Result<Result<T, Breaches>, Failed> {
    let actor = visit.actor()?;
    match visit.site.db.write(move |tx| work(tx, &actor)).await {
        Ok(done) => Ok(Ok(done)),
        Err(Refusal::Breaches(breaches)) => Ok(Err(breaches)),
        Err(other) => Err(other.into()),
    }
}

/// What somebody just tried.
#[derive(Clone, Copy, Default)]
pub(super) struct Tried<'t> {
    /// Which form of the page.
    pub which: &'t str,
    pub form: Option<&'t Form>,
    pub breaches: &'t [Breach],
}

impl<'t> Tried<'t> {
    pub fn of(which: &'t str, form: &'t Form, breaches: &'t [Breach]) -> Tried<'t> {
        Tried { which, form: Some(form), breaches }
    }
    /// What was typed into a form of the page, or nothing.
    pub fn typed(&self, which: &str) -> Form {
        self.form.filter(|_| self.which == which).cloned().unwrap_or_default()
    }
    pub fn breaches(&self, which: &str) -> &'t [Breach] {
        if self.which == which { self.breaches } else { &[] }
    }
    pub fn status(&self) -> web::StatusCode {
        if self.breaches.is_empty() { web::StatusCode::OK } else { web::StatusCode::UNPROCESSABLE_ENTITY }
    }
}
