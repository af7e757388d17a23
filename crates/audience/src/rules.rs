//! What is decided about a comment before anybody reads it, and how many are shown: values in, verdicts out.

pub mod fate;
pub mod pace;
pub mod plain;
pub mod sample;
pub mod sketch;
pub mod viewers;
pub mod words;
