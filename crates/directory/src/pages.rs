//! Pages.

mod log_in;

pub(crate) use log_in::log_in_form;
