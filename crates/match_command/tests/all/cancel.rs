//! Ctrl-C ends every command at once, with the best plan it has where there is one.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::files::{Desk, call};

/// What the solvers take is a tenth of a second at most, which their own tests measure as work of theirs. This is a clock on the
/// wall, beside other tests, and an unoptimised program that writes its plan as well.
const SOON: Duration = Duration::from_millis(500);

/// The command by itself, which is built beside the tests.
fn program() -> Option<PathBuf> {
    let tests = std::env::current_exe().ok()?;
    Some(tests.parent()?.parent()?.join("examples/match")).filter(|program| program.exists())
}

fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal is sent");
    assert!(sent.success());
}

/// From Ctrl-C, some time after the beginning, to the end of the program.
fn ended(program: &PathBuf, arguments: &[&str], after: Duration) -> Duration {
    let mut child =
        Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
    sleep(after);
    let begun = Instant::now();
    interrupt(&child);
    child.wait().expect("its end");
    begun.elapsed()
}

fn made(desk: &Desk, name: &str, arguments: &[&str]) -> String {
    let out = desk.path(name).display().to_string();
    call(&[&["generate"], arguments, &["--out", &out]].concat()).expect("an instance");
    out
}

#[test]
fn ctrl_c_ends_every_command_at_once() {
    let Some(program) = program() else {
        eprintln!("skipped: the program is not beside its tests");
        return;
    };
    let desk = Desk::new();
    let event = made(&desk, "event.json", &["schedule", "--requests", "4000"]);
    let text = std::fs::read_to_string(made(
        &desk,
        "held.json",
        &[
            "schedule",
            "--requests",
            "260",
            "--tables",
            "12",
            "--slots",
            "26",
            "--enterprises",
            "20",
            "--universities",
            "50",
            "--blocked",
            "25",
        ],
    ))
    .expect("an event");
    let held = desk.put("held.json", text.replace("\"mandatory_all\": false", "\"mandatory_all\": true"));
    let list = made(&desk, "list.csv", &["assign", "--items", "20000", "--experts", "2000"]);
    let round = made(&desk, "round.json", &["allocate", "--applicants", "100000", "--offers", "15000"]);
    let owned: String = (0..40_000).map(|at| format!("{at}\t智能制造与机器视觉课程{at}\tp{}\n", at % 9_000)).collect();
    let documents = desk.put("documents.tsv", format!("id\ttext\towner\n{owned}"));
    let queries = desk.put("queries.tsv", format!("id\ttext\n{}", owned.replace("\tp", "")));
    let out = desk.path("out").display().to_string();
    let commands: [&[&str]; 6] = [
        &["schedule", &event, "--seconds", "60", "--out", &out],
        &["schedule", &held, "--exact", "--seconds", "60", "--out", &out],
        &["assign", &list, "--fair", "--seconds", "60", "--out", &out],
        &["assign", &list, "--min-load", "20", "--max-load", "32", "--out", &out],
        &["allocate", &round, "--out", &out],
        &["rank", "--documents", &documents, "--queries", &queries, "--out", &out],
    ];
    for arguments in commands {
        for after in [300, 700, 1_500].map(Duration::from_millis) {
            // Whatever else runs on the machine may hold one of them up, not all.
            let mut all = Vec::new();
            let is_heard = (0..5).any(|_| {
                all.push(ended(&program, arguments, after));
                all.last().is_some_and(|took| *took < SOON)
            });
            assert!(is_heard, "{arguments:?} after {after:?}: {all:?}");
        }
    }
}
