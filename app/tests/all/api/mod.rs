//! The API as a program meets it: whole journeys, refusals, and its own description.

mod bounds;
mod bulk;
mod changes;
mod downloads;
mod interference;
mod late;
mod legacy;
mod limits;
mod openapi;
mod people;
mod program;
mod refusals;
mod rolling;
mod story;
mod tokens;
