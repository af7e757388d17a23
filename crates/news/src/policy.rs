//! Who writes, and who reads: written once for pages and API.

use kernel::{Actor, Refusal, Text, say};

use crate::record::News;
use crate::state::{State, Step};

const OFFICE: Text = say("项目办公室", "the programme office");

/// Whether the actor writes news: the programme office.
pub(crate) fn writes(actor: &Actor) -> bool {
    actor.is_office()
}

/// Permits to write.
pub(crate) fn permit_write(actor: &Actor) -> Result<(), Refusal> {
    if writes(actor) { Ok(()) } else { Err(Refusal::forbidden(OFFICE)) }
}

/// Permits to read: what is published everybody, all else whoever writes. For the others it is not there.
pub(crate) fn permit_view(actor: Option<&Actor>, news: News) -> Result<News, Refusal> {
    match news.state {
        State::Published => Ok(news),
        State::Draft | State::Withdrawn if actor.is_some_and(writes) => Ok(news),
        State::Draft | State::Withdrawn => Err(Refusal::NotFound),
    }
}

/// Permits to change a text.
pub(crate) fn permit_edit(actor: &Actor, news: News) -> Result<News, Refusal> {
    let news = permit_view(Some(actor), news)?;
    permit_write(actor)?;
    Ok(news)
}

/// The right to take a step. Private fields: only this file can make one.
#[derive(Debug)]
pub struct Permit {
    news: News,
    step: Step,
}

impl Permit {
    pub(crate) fn into_parts(self) -> (News, Step) {
        (self.news, self.step)
    }
    pub(crate) fn news(&self) -> &News {
        &self.news
    }
}

/// Permits a step, or says that the state does not allow it.
pub(crate) fn permit(actor: &Actor, step: Step, news: News) -> Result<Permit, Refusal> {
    let news = permit_edit(actor, news)?;
    news.state.after(step)?;
    Ok(Permit { news, step })
}

#[cfg(test)]
mod tests;
