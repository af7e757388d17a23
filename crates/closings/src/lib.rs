//! Closing: acceptance by the enterprise, the word of the university or the experts, the certificate.

pub mod code;
pub mod rules;
pub mod state;
