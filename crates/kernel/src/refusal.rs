//! The ways an act can be refused. Every door (page, API, command line) words the same few answers, so they are one type.

use crate::text::{Said, Text};

/// One thing that stands in the way, with the number of the rule and the field it concerns.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Breach {
    /// `A-02`; empty for plain form checks such as "not a date".
    pub rule: &'static str,
    /// The name of the form field the message stands beside; empty when it concerns the whole.
    pub field: String,
    /// What is wrong, where, and what to do.
    pub said: Said,
}

/// Everything that stands in the way at once.
pub type Breaches = Vec<Breach>;

impl Breach {
    /// A breach of a numbered rule.
    pub fn of(rule: &'static str, field: impl Into<String>, said: impl Into<Said>) -> Breach {
        Breach { rule, field: field.into(), said: said.into() }
    }
    /// A form field that cannot be read; no rule of the programme.
    pub fn field(field: impl Into<String>, said: impl Into<Said>) -> Breach {
        Breach { rule: "", field: field.into(), said: said.into() }
    }
}

/// Gathers verdicts of rules: `Ok` when none is broken, otherwise all breaches at once.
pub fn check(verdicts: impl IntoIterator<Item = Result<(), Breach>>) -> Result<(), Refusal> {
    let breaches: Breaches = verdicts.into_iter().filter_map(Result::err).collect();
    if breaches.is_empty() { Ok(()) } else { Err(Refusal::Breaches(breaches)) }
}

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or the actor may not learn that there is. Answered 404.
    #[error("not found")]
    NotFound,
    /// The actor sees it but may not do this; `who` says who can. Answered 403.
    #[error("forbidden: {}", who.en)]
    Forbidden { who: Said },
    /// The state does not allow this step. Answered 409.
    #[error("{} is not possible while {}", step.en, state.en)]
    NotOpen { step: Text, state: Text },
    /// Somebody else changed it since it was read. Answered 409.
    #[error("overtaken by another change")]
    Overtaken,
    /// Rules are broken or fields cannot be read; all at once. Answered 422.
    #[error("{} rule(s) in the way: {}", .0.len(), .0.iter().map(|b| format!("{} {}", b.rule, b.said.en)).collect::<Vec<_>>().join("; "))]
    Breaches(Breaches),
    /// The platform itself failed: logged with its cause, answered 500 or 503.
    #[error("fault")]
    Fault(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Refusal {
    pub fn forbidden(who: impl Into<Said>) -> Refusal {
        Refusal::Forbidden { who: who.into() }
    }
    pub fn fault(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Refusal {
        Refusal::Fault(cause.into())
    }
    /// The breaches, empty for every other kind of refusal.
    pub fn breaches(&self) -> &[Breach] {
        match self {
            Refusal::Breaches(all) => all,
            _ => &[],
        }
    }
}

impl From<Breach> for Refusal {
    fn from(breach: Breach) -> Refusal {
        Refusal::Breaches(vec![breach])
    }
}
