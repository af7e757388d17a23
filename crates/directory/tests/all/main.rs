//! The directory on both databases: actions, then pages and API through the whole server.

mod accounts;
mod browser;
mod email;
mod expertise;
mod feeds;
mod invitations;
mod leaving;
mod lists;
mod log_in;
mod organisations;
mod pages;
mod registration;
mod schema;
mod tokens;
mod world;
