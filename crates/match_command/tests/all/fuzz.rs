//! Whatever arrives is read or refused with a line for people; nothing panics, nothing searches without end, and no few letters
//! fill the memory. S-4.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::files::{
    ALLOCATE, ASSIGN, BESIDE, DOCUMENTS, DZN, Desk, LIST, MATRIX, OWNED, QUERIES, SCHEDULE, call, published,
};

/// What happens to a file on its way.
#[derive(Clone, Debug)]
enum Change {
    Byte(Index, u8),
    Number(Index, &'static str),
    Without(Index),
    Twice(Index),
    Text(Index, &'static str),
    Cut(Index),
}

const NUMBERS: [&str; 24] = [
    "0",
    "1",
    "2",
    "-1",
    "0.5",
    "1e308",
    "1e-320",
    "NaN",
    "inf",
    "127",
    "128",
    "129",
    "999",
    "60000",
    "99999",
    "100000",
    "1000000",
    "1000001",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551615",
    "99999999999999999999999",
];

const TEXTS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    "[|",
    "|]",
    "|",
    ",",
    ";",
    ":",
    "\"",
    "\t",
    "\n",
    "\0",
    "=",
    "..",
    "1..1000000",
    "null",
    "true",
    "\"id\": 1,",
    "/*",
    "%",
    "，",
    "\\ud800",
];

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        6 => (any::<Index>(), prop::sample::select(NUMBERS.to_vec())).prop_map(|(at, number)| Change::Number(at, number)),
        2 => any::<Index>().prop_map(Change::Without),
        2 => any::<Index>().prop_map(Change::Twice),
        2 => (any::<Index>(), prop::sample::select(TEXTS.to_vec())).prop_map(|(at, text)| Change::Text(at, text)),
        1 => any::<Index>().prop_map(Change::Cut),
    ];
    prop::collection::vec(change, 1..5)
}

/// Where numbers stand in a file.
fn numbers(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit() || **byte == b'.') {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ if byte.is_ascii_digit() => found.push(at..at + 1),
            _ => {}
        }
    }
    found
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes.iter() {
        if bytes.is_empty() {
            break;
        }
        match change {
            Change::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Change::Number(at, number) => {
                let all = numbers(&bytes);
                if !all.is_empty() {
                    bytes.splice(all[at.index(all.len())].clone(), number.bytes());
                }
            }
            Change::Without(at) | Change::Twice(at) => {
                let mut lines = lines(&bytes);
                let at = at.index(lines.len());
                match change {
                    Change::Twice(_) => lines.insert(at, lines[at].clone()),
                    _ => drop(lines.remove(at)),
                }
                bytes = lines.concat();
            }
            Change::Text(at, text) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, text.bytes());
            }
            Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
    bytes
}

fn schedule(name: &str, bytes: &[u8]) {
    let desk = Desk::new();
    let (file, out) = (desk.put(name, bytes), desk.path("plan.json").display().to_string());
    for more in [["--steps", "3000"], ["--fairness", "1"], ["--exact", "--threads=2"]] {
        let time = if more[0] == "--steps" { [].as_slice() } else { &["--seconds", "0.05"] };
        let _ = desk.survives(&[&["schedule", &file, "--out", &out], &more[..], time].concat());
    }
}

fn assign(name: &str, bytes: &[u8]) {
    let desk = Desk::new();
    let file = desk.put(name, bytes);
    for more in [&[][..], &["--fair", "--seed", "7"], &["--per-item", "2", "--max-load", "2"]] {
        let _ = desk.survives(&[&["assign", &file, "--seconds", "0.2"], more].concat());
    }
}

fn allocate(bytes: &[u8]) {
    let desk = Desk::new();
    let file = desk.put("round.json", bytes);
    let _ = desk.survives(&["allocate", &file, "--seconds", "0.2", "--log"]);
}

fn rank(documents: &[u8], queries: &[u8]) {
    let desk = Desk::new();
    let (documents, queries) = (desk.put("documents.tsv", documents), desk.put("queries.tsv", queries));
    let out = desk.path("ranks.tsv").display().to_string();
    let _ = desk.survives(&["rank", "--documents", &documents, "--queries", &queries, "--out", &out]);
}

fn bases(own: &[&str], more: &[&str]) -> Vec<Vec<u8>> {
    own.iter().map(|text| text.as_bytes().to_vec()).chain(more.iter().filter_map(|name| published(name))).collect()
}

fn made(arguments: &[&str]) -> Vec<u8> {
    let desk = Desk::new();
    let out = desk.path("made").display().to_string();
    call(&[&["generate"], arguments, &["--out", &out]].concat()).expect("an instance");
    std::fs::read(out).expect("an instance")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[0-9a-c,.;=|\n\t {}\\[\\]:\"-]{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            schedule("event.dzn", bytes);
            schedule("event.json", bytes);
            assign("a.json", bytes);
            assign("a.in", bytes);
            assign("a.csv", bytes);
            allocate(bytes);
            rank(bytes, QUERIES.as_bytes());
            rank(DOCUMENTS.as_bytes(), bytes);
        }
    }

    #[test]
    fn a_published_timetable_that_was_changed(which in any::<Index>(), changes in changes()) {
        let all = bases(&[DZN], &["b2b/instances/tic-12.forb0003.dzn", "b2b/instances/tic-12crafc.fixed020-Forb.dzn"]);
        schedule("event.dzn", &changed(which.get(&all).as_slice(), &changes));
    }

    #[test]
    fn an_event_that_was_changed(which in any::<Index>(), changes in changes()) {
        let size = ["schedule", "--requests", "60", "--tables", "4", "--slots", "10", "--enterprises", "12", "--universities", "20"];
        let all = [SCHEDULE.as_bytes().to_vec(), made(&size)];
        schedule("event.json", &changed(which.get(&all).as_slice(), &changes));
    }

    #[test]
    fn an_assignment_that_was_changed(changes in changes(), which in any::<Index>()) {
        assign("a.json", &changed(ASSIGN.as_bytes(), &changes));
        assign("a.csv", &changed(LIST.as_bytes(), &changes));
        assign("a.in", &changed(which.get(&bases(&[MATRIX], &["reviewers/preflib1.in"])).as_slice(), &changes));
    }

    #[test]
    fn an_allocation_that_was_changed(changes in changes(), which in any::<Index>()) {
        let all = [ALLOCATE.as_bytes().to_vec(), made(&["allocate", "--applicants", "30", "--offers", "6", "--choices", "4"])];
        allocate(&changed(which.get(&all).as_slice(), &changes));
    }

    #[test]
    fn tables_of_texts_that_were_changed(one in changes(), other in changes(), owned: bool) {
        let documents = if owned { OWNED } else { DOCUMENTS };
        rank(&changed(documents.as_bytes(), &one), QUERIES.as_bytes());
        rank(documents.as_bytes(), &changed(QUERIES.as_bytes(), &other));
    }

    #[test]
    fn tables_beside_that_were_changed(changes in changes(), which in 0..BESIDE.len(), owned: bool) {
        let (option, table) = BESIDE[which];
        let desk = Desk::new();
        let documents = desk.put("documents.tsv", if owned { OWNED } else { DOCUMENTS });
        let (queries, beside) = (desk.put("queries.tsv", QUERIES), desk.put("beside.tsv", changed(table.as_bytes(), &changes)));
        let out = desk.path("ranks.tsv").display().to_string();
        let _ = desk.survives(&["rank", "--documents", &documents, "--queries", &queries, "--out", &out, option, &beside]);
    }

    #[test]
    fn a_plan_that_was_changed(changes in changes(), bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let desk = Desk::new();
        let (event, items, round) =
            (desk.put("event.json", SCHEDULE), desk.put("a.json", ASSIGN), desk.put("round.json", ALLOCATE));
        for (kind, instance, plan) in [
            ("schedule", &event, desk.plan(&["schedule", &event, "--steps", "2000"])),
            ("assign", &items, desk.plan(&["assign", &items])),
            ("allocate", &round, desk.plan(&["allocate", &round, "--log"])),
        ] {
            for bytes in [changed(&plan, &changes), bytes.clone()] {
                let plan = desk.put("changed.json", bytes);
                let _ = desk.survives(&["check", kind, instance, &plan]);
                if kind == "schedule" {
                    let out = desk.path("again.json").display().to_string();
                    let _ = desk.survives(&["schedule", instance, "--steps", "1000", "--keep", &plan, "--out", &out]);
                }
            }
        }
    }
}

#[test]
fn what_spreadsheets_and_editors_write_is_read() {
    let desk = Desk::new();
    for (name, text) in [("a.json", ASSIGN), ("e.json", SCHEDULE), ("l.json", ALLOCATE)] {
        let what = match name {
            "a.json" => "assign",
            "e.json" => "schedule",
            _ => "allocate",
        };
        let file = desk.put(name, format!("\u{feff}{}", text.replace('\n', "\r\n")));
        desk.survives(&[what, &file, "--seconds", "0.1", "--out", &desk.path("p.json").display().to_string()])
            .expect("a plan");
    }
    let list = "\u{feff}Item, Expert, Affinity\r\n\"a, b\",\"x\"\"y\",0.5\r\n\r\n\"c\nd\",\"z\",\"1\"\r\n";
    let plan = String::from_utf8(desk.plan(&["assign", &desk.put("a.csv", list)])).expect("a text");
    for name in [r#""a, b""#, r#""x\"y""#, r#""c\nd""#] {
        assert!(plan.contains(name), "{name} in {plan}");
    }
    for (list, reason) in [
        ("item,expert,affinity\n\"a,x,0.5\n", ":2: a quote is not closed"),
        ("a,x,0.5\n\"b\nc\",x,0.5\n\"d\"e,x,1\n", ":4: after a closed quote comes a comma or the end of the line"),
        ("a,x,\"0,5\"\n", ":1: 0,5 is no affinity"),
    ] {
        let refused = desk.survives(&["assign", &desk.put("a.csv", list)]);
        assert!(refused.as_ref().is_err_and(|said| said.ends_with(reason)), "{refused:?}");
    }
    for name in ["e.json", "e.dzn"] {
        let refused = desk.survives(&["schedule", &desk.put(name, " \n")]);
        assert!(refused.is_err_and(|said| said.ends_with("the event is empty")));
    }
}

#[test]
fn what_is_given_unchanged_is_read() {
    let desk = Desk::new();
    let out = desk.path("out").display().to_string();
    for (name, text) in [("event.json", SCHEDULE), ("event.dzn", DZN)] {
        desk.survives(&["schedule", &desk.put(name, text), "--steps", "20000", "--out", &out]).expect(name);
    }
    for (name, text) in [("a.json", ASSIGN), ("a.in", MATRIX), ("a.csv", LIST)] {
        desk.survives(&["assign", &desk.put(name, text), "--fair"]).expect(name);
    }
    desk.survives(&["allocate", &desk.put("round.json", ALLOCATE)]).expect("an allocation");
    let queries = desk.put("queries.tsv", QUERIES);
    for documents in [DOCUMENTS, OWNED] {
        let documents = desk.put("documents.tsv", documents);
        let top = usize::MAX.to_string();
        let all = ["rank", "--documents", &documents, "--queries", &queries, "--top", &top, "--out", &out];
        desk.survives(&all).expect("ranks");
    }
}

#[test]
fn few_letters_fill_no_memory_and_no_time() {
    let many = |one: &str, count: usize| vec![one; count].join(",");
    let event = |head: &str, people: usize, requests: &str| {
        format!("{{{head}, \"participants\": [{}], \"requests\": [{requests}]}}", many("{}", people))
    };
    let ranges = DZN.replace("forbidden = [{0}", &format!("x = [{}];\nforbidden = [{{0}}", many("1..1000000", 2_000)));
    schedule("event.dzn", ranges.as_bytes());
    schedule("event.dzn", "[".repeat(100_000).as_bytes());
    schedule("event.dzn", format!("requested = {}", "[".repeat(100_000)).as_bytes());
    schedule("event.json", "{\"slots\":".repeat(100_000).as_bytes());
    let wide = event("\"slots\": 128, \"tables\": 60000", 100_000, &many("{\"pair\": [1, 2]}", 1));
    schedule("event.json", wide.as_bytes());
    let all: Vec<String> = (2..=130).map(|other| format!("{{\"pair\": [1, {other}], \"mandatory\": true}}")).collect();
    schedule("event.json", event("\"slots\": 128, \"tables\": 60000", 200, &all.join(",")).as_bytes());
    let circle: Vec<String> =
        (1..=500).map(|at| format!("{{\"pair\": [{at}, {}], \"after\": [{}]}}", at + 500, at % 500 + 1)).collect();
    schedule("event.json", event("\"slots\": 8, \"tables\": 9", 1_000, &circle.join(",")).as_bytes());
    assign("a.in", b"1000000 1000000\n0.5\n");
    assign("a.in", b"1 1000000\n0.5\n");
    let huge = ASSIGN.replace("\"places\": 2", "\"places\": 1000000").replace("\"most\": 6", "\"most\": 1000000");
    assign("a.json", huge.as_bytes());
    let group = |at: usize| format!("{{\"id\": \"g{at}\", \"places\": 1, \"within\": \"g{}\"}}", at - 1);
    let nested: Vec<String> = (1..5_000).map(group).collect();
    let nested = format!("\"groups\": [{{\"id\": \"g0\", \"places\": 1}}, {},", nested.join(","));
    allocate(ALLOCATE.replace("\"groups\": [", &nested).as_bytes());
    allocate(ALLOCATE.replace("\"places\": 5", "\"places\": 100000000").as_bytes());
    rank(format!("id\ttext\n1\t{}\n", "智能".repeat(600_000)).as_bytes(), QUERIES.as_bytes());
    rank(DOCUMENTS.as_bytes(), format!("id\ttext\n1\t{}\n", "智能制造".repeat(200_000)).as_bytes());
    rank("id\ttext\n1\ta".replace("id", &many("x", 50_000).replace(',', "\t")).as_bytes(), QUERIES.as_bytes());
}
