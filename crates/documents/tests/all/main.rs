//! What a reader gets: every test makes a PDF and reads it back with poppler's `pdftotext` and `pdfinfo`.

mod engine;
mod read;
