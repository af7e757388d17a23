//! What the index finds, for whom, in which order, and that it keeps what it knows.

mod finding;
mod keeping;
mod non_interference;
mod ordering;
mod phrases;
mod relevance;
mod syntax;
mod world;
