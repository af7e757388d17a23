//! What the slice promises, on both databases.

mod api;
mod cases;
mod changes;
mod commit;
mod pages;
mod plans;
mod readme;
mod schema;
mod world;
