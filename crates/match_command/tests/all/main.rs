//! `xieyu match` as people and programs call it.

mod cancel;
mod files;
mod fuzz;
mod rank;
mod same;
