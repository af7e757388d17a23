//! One function per thing a person can do with a closing.

mod accept;
mod begin;
mod escalate;
mod opinion;
mod publish;
mod save;
mod step;

pub use accept::{AcceptanceInput, Judgement, judge};
pub(crate) use accept::{accepted_field, note_field};
pub use begin::begin;
pub use escalate::escalate_silent;
pub use opinion::{OpinionInput, give_opinion};
pub(crate) use publish::may_publish;
pub use save::{Draft, ExtraInput, OutcomeInput, remove_result, save};
pub(crate) use save::{deviation_field, done_field, what_field};
pub(crate) use step::missing;
pub use step::step;
