//! The application: joins all slices into one program. `main.rs` only starts it; tests reach its parts through here.

pub mod command;
pub mod config;
mod demo_beside;
mod demo_command;
mod demo_encoder;
mod documents_command;
mod export_command;
mod import_command;
pub mod jobs;
mod journal_command;
mod messages_command;
mod negotiations_command;
mod people_command;
mod relay;
pub mod schema;
mod search_command;
mod serve;
pub mod site;
mod statistics_command;
