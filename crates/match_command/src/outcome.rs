//! How a command ends, and with which exit code.

use std::path::Path;
use std::process::ExitCode;

use matching::Fault;

/// How a command ended when its input was good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Exit code 0.
    Solved,
    /// No plan can exist, and the cause was printed. Exit code 2.
    Infeasible,
    /// A plan was judged and breaks something that was printed. Exit code 2.
    Wrong,
}

/// What went wrong is one line for people; exit code 1.
pub type Outcome = Result<Ended, String>;

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Solved => Self::SUCCESS,
            Ended::Infeasible | Ended::Wrong => Self::from(2),
        }
    }
}

/// Prints what a judge found, a line for each fault.
pub fn judged(broken: &[String]) -> Ended {
    broken.iter().for_each(|what| println!("{what}"));
    if broken.is_empty() {
        println!("holds");
        return Ended::Solved;
    }
    Ended::Wrong
}

/// `file:line: reason`, as editors understand it.
pub fn in_file(file: &Path, fault: &Fault) -> String {
    match fault.line {
        Some(line) => format!("{}:{line}: {}", file.display(), fault.reason),
        None => format!("{}: {}", file.display(), fault.reason),
    }
}
