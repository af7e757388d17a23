//! What the statistics count, that they follow what happens, and that every figure leads to what it counts.

mod counting;
mod doors;
mod following;
mod links;
mod secrets;
mod world;
