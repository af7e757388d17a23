//! What needs a database: actions, jobs, lists, policy and doors, on both engines.

mod changes;
mod dated;
mod doors;
mod establishing;
mod pages;
mod register;
mod reports;
mod rights;
mod scale;
mod world;
