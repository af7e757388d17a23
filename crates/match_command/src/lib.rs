//! `xieyu match`: reads instances, grants time, writes plans. The engine is the crate `matching`; here are files, the clock and
//! Ctrl-C.

pub mod allocate;
pub mod assign;
mod clock;
mod files;
mod outcome;
mod rank;
mod schedule;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub use clock::Clock;
pub use outcome::{Ended, Outcome};

/// What is matched.
#[derive(Subcommand, Clone, Debug)]
pub enum What {
    /// Experts to applications, cases or guidelines.
    Assign(assign::Assign),
    /// Places of offers to applicants, by preferences on both sides.
    Allocate(allocate::Allocate),
    /// What fits whom: documents, or their owners, for queries.
    Rank(rank::Rank),
    /// The timetable of an event: which meetings take place, and when and where.
    Schedule(schedule::Schedule),
    /// Judges a plan.
    #[command(subcommand)]
    Check(Check),
    /// Makes an instance.
    #[command(subcommand)]
    Generate(Generate),
}

/// Which plan is judged.
#[derive(Subcommand, Clone, Debug)]
pub enum Check {
    /// An assignment.
    Assign(Pair),
    /// An allocation.
    Allocate(Pair),
    /// A timetable.
    Schedule(schedule::Judged),
}

/// What is judged beside what it is judged by.
#[derive(Args, Clone, Debug)]
pub struct Pair {
    /// The instance.
    instance: PathBuf,
    /// Its plan.
    plan: PathBuf,
}

/// Which instance is made.
#[derive(Subcommand, Clone, Debug)]
pub enum Generate {
    /// An assignment.
    Assign(assign::Generate),
    /// An allocation.
    Allocate(allocate::Generate),
    /// An event of enterprises and universities.
    Schedule(schedule::Event),
}

/// Does it.
///
/// # Errors
/// A file that cannot be read or holds an instance with faults.
pub fn run(what: &What) -> Outcome {
    match what {
        What::Assign(wanted) => assign::run(wanted),
        What::Check(Check::Assign(pair)) => assign::check(pair),
        What::Allocate(wanted) => allocate::run(wanted),
        What::Check(Check::Allocate(pair)) => allocate::check(pair),
        What::Generate(Generate::Allocate(wanted)) => allocate::generate(wanted),
        What::Generate(Generate::Assign(wanted)) => assign::generate(wanted),
        What::Rank(wanted) => rank::run(wanted),
        What::Schedule(wanted) => schedule::run(wanted),
        What::Check(Check::Schedule(wanted)) => schedule::check(wanted),
        What::Generate(Generate::Schedule(wanted)) => schedule::generate(wanted),
    }
}
