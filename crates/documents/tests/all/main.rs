//! What a reader gets: every test makes a PDF and reads it back with poppler, as a person's programs do.

mod badges;
#[path = "../../examples/samples/content.rs"]
mod content;
mod engine;
mod read;
mod templates;
