//! What a reader gets: every test makes a PDF and reads it back with poppler, as a person's programs do.

#[path = "../../examples/samples/content.rs"]
mod badges;
mod content;
mod engine;
mod read;
mod templates;
