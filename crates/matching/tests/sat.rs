//! The solver for formulas against trying everything, on formulas known to be hard, and with its proofs followed.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::sync::{Arc, Mutex};

use matching::sat::{Literal, Proof, Solver, Verdict};
use matching::{Random, Steps};
use proptest::prelude::*;

const ENDLESS: Steps = Steps(u64::MAX);

/// Clauses as DIMACS writes their literals.
type Clauses = Vec<Vec<i64>>;

fn solver_of(variables: usize, clauses: &[Vec<i64>]) -> (Solver, Vec<Literal>) {
    let mut solver = Solver::new();
    let literals: Vec<Literal> = (0..variables).map(|_| solver.variable()).collect();
    for clause in clauses {
        solver.clause(&clause.iter().map(|&number| literal(&literals, number)).collect::<Vec<_>>());
    }
    (solver, literals)
}

fn literal(literals: &[Literal], number: i64) -> Literal {
    let literal = literals[number.unsigned_abs() as usize - 1];
    if number < 0 { !literal } else { literal }
}

fn holds(clause: &[i64], model: u32) -> bool {
    clause.iter().any(|&number| (model >> (number.unsigned_abs() - 1) & 1 == 1) == (number > 0))
}

fn has_model(variables: usize, clauses: &[Vec<i64>]) -> bool {
    (0..1_u32 << variables).any(|model| clauses.iter().all(|clause| holds(clause, model)))
}

fn random_clauses(seed: u64, variables: u32, count: usize) -> Clauses {
    let mut random = Random::new(seed);
    let number =
        |random: &mut Random| i64::from(random.below(variables) + 1) * if random.below(2) == 0 { 1 } else { -1 };
    (0..count).map(|_| (0..3).map(|_| number(&mut random)).collect()).collect()
}

/// One pigeon more than holes.
fn pigeons(holes: i64) -> Clauses {
    let sits = |pigeon: i64, hole: i64| pigeon * holes + hole + 1;
    let mut clauses: Clauses = (0..=holes).map(|pigeon| (0..holes).map(|hole| sits(pigeon, hole)).collect()).collect();
    for hole in 0..holes {
        for one in 0..=holes {
            clauses.extend((0..one).map(|other| vec![-sits(one, hole), -sits(other, hole)]));
        }
    }
    clauses
}

fn formula() -> impl Strategy<Value = (usize, Clauses, Vec<i64>)> {
    (2..12_usize).prop_flat_map(|variables| {
        let number =
            (1..=variables as i64, any::<bool>()).prop_map(|(number, negated)| if negated { -number } else { number });
        let clause = proptest::collection::vec(number.clone(), 1..5);
        let clauses = proptest::collection::vec(clause, 0..70);
        (Just(variables), clauses, proptest::collection::vec(number, 0..4))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_verdict_is_that_of_trying_everything((variables, clauses, assumed) in formula()) {
        let (mut solver, literals) = solver_of(variables, &clauses);
        let assumptions: Vec<Literal> = assumed.iter().map(|&number| literal(&literals, number)).collect();
        let mut all = clauses.clone();
        all.extend(assumed.iter().map(|&number| vec![number]));
        match solver.solve(&assumptions, &ENDLESS) {
            Verdict::Satisfiable => {
                for clause in &all {
                    prop_assert!(clause.iter().any(|&number| solver.holds(literal(&literals, number))));
                }
            }
            verdict => {
                prop_assert_eq!(verdict, Verdict::Unsatisfiable);
                let mut blamed = clauses.clone();
                for failed in solver.failed() {
                    prop_assert!(assumptions.contains(failed));
                    blamed.push(vec![failed.number()]);
                }
                prop_assert!(!has_model(variables, &blamed));
            }
        }
        let expected = if has_model(variables, &clauses) { Verdict::Satisfiable } else { Verdict::Unsatisfiable };
        prop_assert_eq!(solver.solve(&[], &ENDLESS), expected);
    }
}

#[test]
fn more_pigeons_than_holes_never_fit() {
    for holes in 2..=8 {
        let (mut solver, _) = solver_of((holes * (holes + 1)) as usize, &pigeons(holes));
        assert_eq!(solver.solve(&[], &ENDLESS), Verdict::Unsatisfiable);
    }
}

#[test]
fn models_of_random_formulas_hold_and_verdicts_do_not_hang_on_assumptions() {
    for seed in 0..20 {
        let clauses = random_clauses(seed, 150, 630);
        let (mut solver, literals) = solver_of(150, &clauses);
        let verdict = solver.solve(&[], &ENDLESS);
        if verdict == Verdict::Satisfiable {
            let is_true = |clause: &Vec<i64>| clause.iter().any(|&number| solver.holds(literal(&literals, number)));
            assert!(clauses.iter().all(is_true));
        }
        let halves = [literals[0], !literals[0]].map(|assumed| solver.solve(&[assumed], &ENDLESS));
        assert_eq!(halves.contains(&Verdict::Satisfiable), verdict == Verdict::Satisfiable);
    }
}

#[test]
fn the_same_clauses_take_the_same_steps() {
    let counts = || {
        let (mut solver, _) = solver_of(150, &random_clauses(3, 150, 640));
        solver.solve(&[], &ENDLESS);
        (solver.counts().conflicts, solver.counts().work)
    };
    assert_eq!(counts(), counts());
}

#[test]
fn a_search_without_steps_left_stops() {
    let (mut solver, _) = solver_of(110, &pigeons(10));
    assert_eq!(solver.solve(&[], &Steps(2_000)), Verdict::Unknown);
}

/// Follows a proof step by step: each clause learnt must follow by unit propagation.
#[derive(Default)]
struct Follower(Arc<Mutex<(Clauses, bool)>>);

impl Proof for Follower {
    fn learnt(&mut self, literals: &[Literal]) {
        let mut state = self.0.lock().expect("not poisoned");
        let clause: Vec<i64> = literals.iter().map(|literal| literal.number()).collect();
        assert!(follows(&state.0, &clause), "{clause:?} does not follow");
        state.1 |= clause.is_empty();
        state.0.push(clause);
    }

    fn thrown_away(&mut self, literals: &[Literal]) {
        let mut gone: Vec<i64> = literals.iter().map(|literal| literal.number()).collect();
        gone.sort_unstable();
        let mut state = self.0.lock().expect("not poisoned");
        let is_it = |clause: &Vec<i64>| {
            let mut sorted = clause.clone();
            sorted.sort_unstable();
            sorted == gone
        };
        let at = state.0.iter().position(is_it).expect("only clauses that are there are thrown away");
        state.0.swap_remove(at);
    }
}

fn follows(clauses: &[Vec<i64>], clause: &[i64]) -> bool {
    let mut set: std::collections::HashSet<i64> = clause.iter().map(|&number| -number).collect();
    loop {
        let mut is_changed = false;
        for clause in clauses {
            if clause.iter().any(|number| set.contains(number)) {
                continue;
            }
            let free: Vec<i64> = clause.iter().copied().filter(|number| !set.contains(&-number)).collect();
            match free[..] {
                [] => return true,
                [unit] => is_changed |= set.insert(unit),
                _ => {}
            }
        }
        if !is_changed {
            return false;
        }
    }
}

#[test]
fn every_step_of_a_proof_follows_from_those_before() {
    for (variables, clauses) in [(30, pigeons(5)), (60, random_clauses(1, 60, 330)), (90, random_clauses(2, 90, 450))] {
        let (mut solver, _) = solver_of(variables, &clauses);
        let mut distinct = clauses.clone();
        for clause in &mut distinct {
            clause.sort_unstable();
            clause.dedup();
        }
        let state = Arc::new(Mutex::new((distinct, false)));
        solver.prove(Box::new(Follower(Arc::clone(&state))));
        assert_eq!(solver.solve(&[], &ENDLESS), Verdict::Unsatisfiable);
        assert!(state.lock().unwrap().1, "the proof ends with the empty clause");
    }
}
