//! The whole program: every route and its gate, the schema on both databases, a killed process.

mod access;
mod house;
mod schema;
