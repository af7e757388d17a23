//! The clauses and the steps of the search as a text, for solvers beside ours and for checkers of proofs.

use std::fmt::Write;

use super::super::Instance;
use super::encode::encode;
use super::problem::Problem;
use crate::sat::Recorded;
use crate::{Fault, Steps};

/// The instance as incremental CNF ("iCNF": DIMACS clauses, then a line `a … 0` for each step with its assumptions). The first
/// step asks for any plan, the second for one with as many breaks as the bound, and so on, each one more. A step without a model
/// refutes its assumptions for all later ones; the first model after the first step is the optimum. Nothing where no clause is needed to see that no plan exists.
///
/// # Errors
/// An instance the exact arm does not take.
pub fn sequence(instance: &Instance) -> Result<Option<String>, Fault> {
    let Ok(problem) = Problem::of(instance)? else { return Ok(None) };
    let mut formula = Recorded::default();
    let Some(encoded) = encode(&problem, &mut formula, &Steps(1)) else { return Ok(None) };
    let mut text = format!("c least {}\np inccnf {} {}\n", encoded.least, formula.variables, formula.clauses.len());
    for clause in &formula.clauses {
        for literal in clause {
            // Writing into a text cannot fail.
            let _ = write!(text, "{} ", literal.number());
        }
        text.push_str("0\n");
    }
    text.push_str("a 0\n");
    for more in &encoded.more {
        let _ = writeln!(text, "a {} 0", (!*more).number());
    }
    text.push_str("a 0\n");
    Ok(Some(text))
}
