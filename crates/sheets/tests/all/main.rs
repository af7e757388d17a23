//! Reading and writing, beside what other programs make of the same files.

mod files;
mod reading;
mod refusing;
mod texts;
mod writing;
