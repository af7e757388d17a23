//! The API as a program meets it: whole journeys, refusals, and its own description.

mod interference;
mod legacy;
mod openapi;
mod printed;
mod program;
mod refusals;
mod rolling;
mod story;
