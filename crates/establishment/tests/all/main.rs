//! Establishment on both databases: the whole chain in both modes.

mod filing;
mod house;
mod lists;
mod pages;
mod races;
mod world;
