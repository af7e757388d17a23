//! Files as they arrive, and the command over them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use match_command::{Ended, Outcome, What};

#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    what: What,
}

/// What a call ends with.
pub fn call(arguments: &[&str]) -> Outcome {
    let command = Command::try_parse_from(["match"].iter().chain(arguments)).expect("arguments");
    match_command::run(&command.what)
}

pub const SCHEDULE: &str = r#"{"kind": "schedule", "name": "spring", "slots": 12, "fairness": 9, "patience": 1, "price_of_change": 2,
"sessions": [{"name": "morning", "slots": ["1-6"]}, {"name": "late", "slots": [10, "11-12"]}],
"zones": 2, "distances": [[0, 3], [3, 0]], "tables": [{"zone": 1}, {"zone": 2}, {}],
"classes": [{"value": 5, "mutual": 8}, {"value": 2}],
"participants": [
{"name": "E1", "side": "host", "table": 1, "min": 2, "max": 9, "blocked": [3, "7-8"]},
{"name": "E2", "side": "host", "free": ["1-9"]},
{"name": "U1", "side": "guest", "min": 1},
{"name": "U2", "side": "guest", "absent": true},
{"name": "U3", "side": "guest"},
{"name": "X"}],
"requests": [
{"pair": [1, 3], "class": 1, "mutual": true, "session": 1, "forbidden": [4, "5-6"]},
{"pair": [1, 4], "class": 2},
{"pair": [2, 3], "after": [1], "fixed": 9},
{"pair": [2, 5], "mandatory": true},
{"pair": [1, 5], "lock": {"slot": 2, "table": 1}},
{"pair": [2, 6], "published": {"slot": 3, "table": 2}},
{"pair": [6, 3], "session": 2}]}
"#;

pub const DZN: &str = "nBusiness = 5;\nnMeetings = 5;\nnTables = 2;\nnTotalSlots = 6;\nnMorningSlots = 3;\n
requested = [|1, 2, 1,\n|1, 3, 3,\n|2, 3, 2,\n|4, 5, 3,\n|4, 1, 3, |];\n
nMeetingsBusiness = [3, 2, 2, 2, 1];\nmeetingsxBusiness = [{1, 2, 3, 6}, {1, 2, 4}, {1, 3, 4}, {1, 5, 6}, {1, 5}];
% a comment\nforbidden = [{0}, {0, 1}, {0, 5..6}, {}, {0}];\nfixed = [0, 4, 0, 0, 0];\nprecedences = [{0}, {1}, {0}, {0}, {4}];\n";

pub const ASSIGN: &str = r#"{"kind": "assign", "name": "spring",
"items": [{"id": "A1", "places": 2, "authors": ["E4"], "minima": {"senior": 1}}, {"id": "A2"}, {"id": "A3", "places": 1}],
"experts": [
{"id": "E1", "least": 0, "most": 6, "organisation": "U1", "classes": ["senior"]},
{"id": "E2", "organisation": "U1"}, {"id": "E3", "most": 2}, {"id": "E4", "least": 1, "classes": ["senior", "new"]}],
"affinities": [["A1", "E1", 0.83], ["A1", "E2", 0.5], ["A1", "E3", 0.25], ["A2", "E1", 1.0], ["A2", "E2", 0.75],
["A2", "E4", 0.1], ["A3", "E4", 1e-3], ["A3", "E3", 999]],
"conflicts": [["A1", "E2"]], "apart": [["E1", "E3"]], "locks": [["A1", "E1"]],
"one_per_organisation": true, "no_two_cycles": true}
"#;

pub const MATRIX: &str = "4 3\n0.25 1 0.5\n0 0.75 1\n1 1 0\n0.5 0.25 0.125\n";

pub const LIST: &str = "item,expert,affinity\na,x,0.5\na,y,1\nb,x,0.25\nb,z,0.75\nc,y,1\nc,z,0.5\nd,x,0.125\n";

pub const ALLOCATE: &str = r#"{"kind": "allocate",
"applicants": [{"id": "a1", "choices": ["o1", "o2"]}, {"id": "a2", "choices": ["o2", "o1", "o3"]}, {"id": "a3", "choices": ["o3"]}, {"id": "a4", "choices": []}],
"groups": [{"id": "e1", "places": 5, "ranking": ["a1", ["a2", "a3"]]}, {"id": "direction", "places": 3, "within": "e1"}],
"offers": [{"id": "o1", "places": 2, "within": "direction"}, {"id": "o2", "places": 1, "scores": {"a1": 91.5, "a2": 60}}, {"id": "o3", "places": 1, "within": "e1"}],
"locks": [["a1", "o1"]], "declined": [["a2", "o2"]]}
"#;

/// What may be given beside documents and queries.
pub const BESIDE: [(&str, &str); 4] = [
    ("--history", "who\tdocument\tenterprise\tcounts\nq1\td1\tA\t2\nq2\td1\t\t\nq2\td2\tB\t4\n"),
    ("--shown", "query\tdocument\tgrade\nq1\td1\t1\nq1\td2\t0\nq2\tanna\t2\n"),
    ("--weights", "score\tweight\tcold\ntext\t0.5\t1\nhistory\t2\t0.5\n"),
    ("--dense", "of\tid\tdirection\ndocument\td1\t0.5 -1e-3\ndocument\t2\t1 2\nquery\tq1\t1 0\n"),
];

pub const DOCUMENTS: &str = "id\ttitle\ttext\tcode\nd1\t智能制造\t機器視覺 C++ .NET\t080901;0809\nd2\t会计\tdata models\t120203\nd3\t护理\t\t\nd4\t5G\tnetworks，2.5\t工学/兵器\n";

pub const OWNED: &str = "id\ttext\towner\n1\t智能制造\tanna\n2\t会计\tbert\n3\t制造工艺\tanna\n";

pub const QUERIES: &str = "id\ttext\tcode\nq1\t智能制造工艺\t080902\nq2\tdata model\t\n";

/// A folder of files that a call reads.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    }

    /// A call that must end soon and use little memory; where it refuses, with one line that begins with a file of this desk.
    pub fn survives(&self, arguments: &[&str]) -> Outcome {
        let begun = Instant::now();
        let outcome = call(arguments);
        assert!(begun.elapsed() < Duration::from_secs(10), "{arguments:?} took {:?}", begun.elapsed());
        assert!(megabytes() < 1_500, "{arguments:?} used {} MB", megabytes());
        if let Err(reason) = &outcome {
            let folder = self.folder.path().display().to_string();
            assert!(reason.starts_with(&folder) && !reason.contains('\n'), "{arguments:?}: {reason}");
        }
        outcome
    }

    /// A plan as the command writes it.
    pub fn plan(&self, arguments: &[&str]) -> Vec<u8> {
        let out = self.path("plan.json").display().to_string();
        let all: Vec<&str> = arguments.iter().copied().chain(["--out", &out]).collect();
        assert_eq!(call(&all), Ok(Ended::Solved));
        fs::read(out).expect("a plan")
    }
}

/// The most memory this process has had, in MB; 0 where that is not told.
fn megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    most.and_then(|most| most.trim().trim_end_matches(" kB").parse::<u64>().ok()).map_or(0, |most| most / 1024)
}

/// A published file, where the data stand beside the project.
pub fn published(name: &str) -> Option<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name)).ok()
}
