//! The same question gives the same bytes, however long the machine took.

use std::thread;
use std::time::Duration;

use crate::files::{ALLOCATE, ASSIGN, Desk, SCHEDULE};

/// An event whose meetings are all held.
const HELD: &str = "nBusiness = 4;\nnMeetings = 4;\nnTables = 2;\nnTotalSlots = 6;\nnMorningSlots = 3;\nrequested = [|1, 2, 3,\n|1, 3, 3,\n|2, 3, 3,\n|4, 1, 3, |];\nnMeetingsBusiness = [3, 2, 2, 1];\nmeetingsxBusiness = [{1, 2, 3, 5}, {1, 2, 4}, {1, 3, 4}, {1, 5}];\nforbidden = [{0}, {0, 1}, {0, 5..6}, {0}];\nfixed = [0, 4, 0, 0];\nprecedences = [{0}, {1}, {0}, {0}];\n";

/// What is asked, and how often it is said in the plan that seconds were granted.
fn twice(file: &str, content: &str, arguments: &[&str]) -> String {
    let desk = Desk::new();
    let path = desk.put(file, content);
    let all: Vec<&str> = [arguments[0], &path].into_iter().chain(arguments[1..].iter().copied()).collect();
    let first = desk.plan(&all);
    thread::sleep(Duration::from_millis(20));
    let second = desk.plan(&all);
    assert_eq!(first, second, "{arguments:?}");
    String::from_utf8(second).expect("a text")
}

#[test]
fn a_plan_made_again_is_the_same_byte_by_byte() {
    twice("a.json", ASSIGN, &["assign", "--seed", "7", "--fair"]);
    twice("e.json", SCHEDULE, &["schedule", "--steps", "2000"]);
    twice("e.dzn", HELD, &["schedule", "--exact", "--fairness", "2"]);
}

#[test]
fn an_allocation_has_the_bytes_whose_digest_the_product_keeps() {
    let text = twice("allocation-1.json", ALLOCATE, &["allocate", "--seed", "7", "--waiting", "4"]);
    let read = matching::allocate::read_document("allocation-1", ALLOCATE).expect("an instance");
    let wishes = matching::allocate::Wishes { seed: 7, waiting: 4, log: false };
    let plan = matching::allocate::solve(&read, wishes, &matching::Steps(1_000_000)).expect("a plan");
    assert_eq!(text, serde_json::to_string(&plan).expect("a text"));
}

#[test]
fn seconds_that_were_granted_are_told_and_not_those_taken() {
    let text = twice("a.json", ALLOCATE, &["allocate", "--seconds", "30"]);
    assert!(text.contains(r#""seconds":30.0"#), "{text}");
    assert!(!twice("a.json", ALLOCATE, &["allocate"]).contains("seconds"));
    assert!(twice("e.json", SCHEDULE, &["schedule", "--steps", "2000"]).contains(r#""seconds": 0.0"#));
}
