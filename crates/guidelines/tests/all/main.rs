//! What the slice promises, on both databases.

mod annexes;
mod api;
mod editing;
mod lists;
mod offers;
mod pages;
mod readme;
mod review;
mod rounds;
mod site;
mod way;
mod world;
