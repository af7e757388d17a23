//! Agreements on both databases.

mod confirming;
mod drafting;
mod house;
mod lists;
mod pages;
mod world;
