//! establishment
