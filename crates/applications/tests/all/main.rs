//! What needs a database: actions, lists, policy and doors, on both engines.

mod api;
mod decisions;
mod doors;
mod drafts;
mod lists;
mod pages;
mod races;
mod review;
mod submit;
mod world;
