//! What the slice promises, on both databases.

mod api;
mod exports;
mod letters;
mod pages;
mod readme;
mod releases;
mod schedule;
mod schema;
mod world;
