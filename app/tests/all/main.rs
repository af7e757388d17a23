//! The whole program: every route and its gate, the schema on both databases, whole journeys through the API, a killed
//! process, the command line.

mod access;
mod api;
mod cli;
mod cursors;
mod exports;
mod house;
mod kept;
mod kill;
mod links;
mod process;
mod schema;
mod search;
mod statistics;
