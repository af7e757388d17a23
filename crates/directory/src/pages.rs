//! Pages: each door reads input, calls one action and words the answer.

pub(crate) mod account;
pub(crate) mod account_close;
pub(crate) mod account_email;
pub(crate) mod account_expertise;
pub(crate) mod added;
pub(crate) mod calendar;
mod collect;
pub(crate) mod confirm;
pub(crate) mod enterprise_form;
pub(crate) mod evidence;
pub(crate) mod gate;
pub(crate) mod invitations;
pub(crate) mod limits;
pub(crate) mod log_in;
pub(crate) mod log_out;
pub(crate) mod organisation;
pub(crate) mod organisation_edit;
pub(crate) mod organisation_steps;
pub(crate) mod organisations;
pub(crate) mod outbox;
pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod proof;
pub(crate) mod register;
pub(crate) mod register_enterprise;
pub(crate) mod register_person;
pub(crate) mod tokens;
pub(crate) mod uploads;

pub(crate) use collect::{Collect, either};
pub(crate) use gate::Gate;
pub(crate) use log_in::log_in_form;
pub(crate) use organisations::Asked as OrganisationQuery;
pub(crate) use people::people_of;
