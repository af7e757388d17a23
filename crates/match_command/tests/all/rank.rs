//! Ranking from files to a file: items and persons, the past, what was learned, directions from a file and from an endpoint.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use match_command::Ended;

use crate::files::{Desk, call};

/// The ranks of a call, line by line.
fn ranked(desk: &Desk, documents: &str, queries: &str, more: &[&str]) -> Vec<String> {
    let (documents, queries) = (desk.put("d.tsv", documents), desk.put("q.tsv", queries));
    let out = desk.path("r.tsv").display().to_string();
    let all = ["rank", "--documents", &documents, "--queries", &queries, "--out", &out];
    let top: &[&str] = if more.contains(&"--top") { &[] } else { &["--top", "3"] };
    assert_eq!(call(&[&all[..], top, more].concat()), Ok(Ended::Solved));
    fs::read_to_string(out).expect("ranks").lines().skip(1).map(str::to_owned).collect()
}

fn first(lines: &[String]) -> Vec<&str> {
    lines[0].split('\t').collect()
}

#[test]
fn threads_change_no_byte() {
    let documents: String = (0..40)
        .map(|at| format!("d{at}\t{}课程{}\t0{}\n", ["智能制造", "会计", "护理", "网络安全"][at % 4], at, at % 3))
        .collect();
    let queries: String = (0..9).map(|at| format!("q{at}\t{}\n", ["制造", "会计学", "安全"][at % 3])).collect();
    let (documents, queries) = (format!("id\ttext\tcode\n{documents}"), format!("id\ttext\n{queries}"));
    let desk = Desk::new();
    let one = ranked(&desk, &documents, &queries, &["--threads", "1"]);
    assert_eq!(one, ranked(&desk, &documents, &queries, &["--threads", "2"]));
    assert_eq!(one.len(), 9 * 3);
}

#[test]
fn persons_are_ranked_by_their_documents_and_codes() {
    let documents = "id\ttext\towner\tcode\n1\t智能制造\tanna\t0802\n2\t会计\tbert\t1202\n3\t制造工艺\tanna\t\n";
    let desk = Desk::new();
    let lines = ranked(&desk, documents, "id\ttext\tcode\nq\t智能制造工艺\t\nr\t护理\t120203\n", &[]);
    assert!(
        lines[0].starts_with("q\t1\tanna\t") && lines[0].contains("\t1: ") && lines[0].contains("智能制造"),
        "{lines:?}"
    );
    let other = lines.iter().find(|line| line.starts_with("r\t1\t")).expect("a line");
    assert!(other.starts_with("r\t1\tbert\t") && other.contains("code 1202 "), "{lines:?}");
}

#[test]
fn traditional_queries_find_simplified_documents_and_several_codes_count() {
    let documents = "id\ttext\tcode\n1\t机器学习\t080901;020101\n2\t会计\t120203\n3\t护理\t101101\n";
    let lines = ranked(&Desk::new(), documents, "id\ttext\tcode\nq\t機器學習\t\nr\t.NET\t020102； 101101\n", &[]);
    assert!(lines[0].starts_with("q\t1\t1\t") && lines[0].contains("機器學習"), "{lines:?}");
    assert!(lines[3].starts_with("r\t1\t3\t") && lines[3].contains("code 101101"), "{lines:?}");
    assert!(lines[4].starts_with("r\t2\t1\t") && lines[4].contains("code 0201 "), "{lines:?}");
}

const ITEMS: &str = "id\ttext\tenterprise\tsmall\n1\t智能制造实训\tA\t\n2\t智能制造课程\tA\tno\n3\t智能制造师资\tA\t\n4\t制造\tB\tyes\n5\t会计\tC\t是\n";

#[test]
fn enterprises_are_capped_and_small_ones_are_seen() {
    let desk = Desk::new();
    let queries = "id\ttext\texcluded\nq\t智能制造\t2;9\n";
    let names = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.split('\t').nth(2).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(names(&ranked(&desk, ITEMS, queries, &[])), ["1", "3", "4"]);
    assert_eq!(names(&ranked(&desk, ITEMS, queries, &["--cap", "1"])), ["1", "4"]);
    let one = ranked(&desk, ITEMS, queries, &["--top", "1", "--floor", "1"]);
    assert_eq!(names(&one), ["4"]);
}

#[test]
fn the_past_is_read_and_told() {
    let desk = Desk::new();
    let history = desk.put("h.tsv", "who\tdocument\tenterprise\tcounts\nq\told\tC\t4\n");
    let lines = ranked(&desk, ITEMS, "id\ttext\nq\t数据\n", &["--history", &history]);
    assert_eq!(first(&lines)[2], "5");
    assert!(lines[0].contains("\tbefore C "), "{lines:?}");
    let history = desk.put("h.tsv", "who\tdocument\nx\t4\nx\t5\nq\t4\n");
    let lines = ranked(&desk, ITEMS, "id\ttext\nq\t数据\n", &["--history", &history]);
    assert!(lines.iter().any(|line| line.contains("\t5\t") && line.contains("\tothers 4 ")), "{lines:?}");
}

#[test]
fn what_was_chosen_is_learned_written_and_read_again() {
    let desk = Desk::new();
    let (mut queries, mut shown, mut history) =
        ("id\ttext\n".to_owned(), "query\tdocument\tgrade\n".to_owned(), "who\tdocument\tenterprise\n".to_owned());
    for at in 0..30 {
        let enterprise = ["A", "B", "C"][at % 3];
        let _ = writeln!(queries, "q{at}\t智能制造");
        let _ = writeln!(history, "q{at}\told{at}\t{enterprise}");
        for (document, owner) in [("1", "A"), ("2", "A"), ("3", "A"), ("4", "B"), ("5", "C")] {
            let _ = writeln!(shown, "q{at}\t{document}\t{}", u8::from(owner == enterprise));
        }
    }
    let (shown, history) = (desk.put("s.tsv", shown), desk.put("h.tsv", history));
    let weights = desk.path("w.tsv").display().to_string();
    let past = ["--history", &history];
    let cold = ranked(&desk, ITEMS, &queries, &past);
    let warm = ranked(&desk, ITEMS, &queries, &[&past[..], &["--shown", &shown, "--learned", &weights]].concat());
    assert_ne!(cold, warm);
    // q2's enterprise is C, whose only item shares no word with what is asked.
    let of = |lines: &[String], query: &str| lines.iter().find(|line| line.starts_with(query)).expect("a line").clone();
    assert!(of(&warm, "q2\t1\t").starts_with("q2\t1\t5\t"), "{}", of(&warm, "q2\t1\t"));
    let written = fs::read_to_string(&weights).expect("weights");
    assert!(written.starts_with("score\tweight\tcold\ntext\t") && written.lines().count() == 6, "{written}");
    let read = ranked(&desk, ITEMS, &queries, &[&past[..], &["--weights", &weights]].concat());
    let ids = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.split('\t').take(3).collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(ids(&warm), ids(&read));
    let few = desk.put("s.tsv", "query\tdocument\tgrade\nq1\t1\t1\nq1\t2\t0\n");
    let (documents, queries) = (desk.put("d.tsv", ITEMS), desk.put("q.tsv", &queries));
    let refused = call(&["rank", "--documents", &documents, "--queries", &queries, "--shown", &few]);
    assert!(refused.is_err_and(|reason| reason.starts_with(&few) && reason.contains("learning takes 10")));
}

#[test]
fn directions_come_from_a_file() {
    let desk = Desk::new();
    let dense = "of\tid\tdirection\ndocument\t5\t1 0\ndocument\t4\t-1 0\ndocument\t1\t0 1\nquery\tq\t2 0\n";
    let dense = desk.put("v.tsv", dense);
    let queries = "id\ttext\nq\t数据\nr\t数据\n";
    let lines = ranked(&desk, ITEMS, queries, &["--dense", &dense]);
    assert_eq!(first(&lines)[2], "5");
    assert!(lines[0].contains("\tdense "), "{lines:?}");
    assert!(lines.iter().all(|line| !line.starts_with("r\t")), "nothing brings r near: {lines:?}");
}

/// An endpoint that gives each text a direction by whether it speaks of accounts; so many requests, and what they said.
fn endpoint(
    requests: usize,
    answer: fn(&serde_json::Value) -> (u16, String),
) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/v1", listener.local_addr().expect("its address"));
    let serving = thread::spawn(move || {
        let mut heads = Vec::new();
        for _ in 0..requests {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut bytes = Vec::new();
            let (head, length) = loop {
                let mut more = [0_u8; 4096];
                let read = stream.read(&mut more).expect("bytes");
                bytes.extend_from_slice(&more[..read]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, _)) = text.split_once("\r\n\r\n") else { continue };
                let length = head.lines().find_map(|line| {
                    line.to_lowercase()
                        .strip_prefix("content-length:")
                        .map(|it| it.trim().parse::<usize>().expect("a length"))
                });
                break (head.to_owned(), length.expect("a length"));
            };
            while bytes.len() < head.len() + 4 + length {
                let mut more = [0_u8; 4096];
                let read = stream.read(&mut more).expect("bytes");
                bytes.extend_from_slice(&more[..read]);
            }
            let body = serde_json::from_slice(&bytes[head.len() + 4..]).expect("JSON");
            let (status, told) = answer(&body);
            let said = format!(
                "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{told}",
                told.len()
            );
            stream.write_all(said.as_bytes()).expect("an answer");
            heads.push(head);
        }
        heads
    });
    (address, serving)
}

#[test]
fn directions_come_from_an_endpoint_and_can_be_kept() {
    let (address, serving) = endpoint(2, |body| {
        assert_eq!(body["model"], "m");
        let texts = body["input"].as_array().expect("texts").iter().enumerate();
        let data = texts.map(|(at, text)| {
            let near = text.as_str().is_some_and(|text| text.contains("会计") || text.contains("数据"));
            serde_json::json!({"index": at, "embedding": if near { [1.0, 0.25] } else { [0.0, 1.0] }})
        });
        (200, serde_json::json!({"data": data.collect::<Vec<_>>()}).to_string())
    });
    let desk = Desk::new();
    let kept = desk.path("v.tsv").display().to_string();
    let queries = "id\ttext\nq\t数据\n";
    let asked = ["--dense-endpoint", &address, "--dense-model", "m", "--dense-out", &kept];
    let lines = ranked(&desk, ITEMS, queries, &asked);
    assert_eq!(first(&lines)[2], "5");
    let heads = serving.join().expect("its end");
    assert!(heads[0].starts_with("POST /v1/embeddings HTTP/1.1"), "{heads:?}");
    assert_eq!(lines, ranked(&desk, ITEMS, queries, &["--dense", &kept]));
}

#[test]
fn an_endpoint_that_fails_is_named_on_one_line() {
    let desk = Desk::new();
    let (documents, queries) = (desk.put("d.tsv", ITEMS), desk.put("q.tsv", "id\ttext\nq\t数据\n"));
    let ask = |address: &str| {
        call(&[
            "rank",
            "--documents",
            &documents,
            "--queries",
            &queries,
            "--dense-endpoint",
            address,
            "--dense-model",
            "m",
        ])
    };
    for (answer, said) in [
        ((|_| (401, "{}".to_owned())) as fn(&serde_json::Value) -> (u16, String), "answered 401"),
        (|_| (200, "no".to_owned()), "no JSON"),
        (|_| (200, r#"{"data": []}"#.to_owned()), "fewer directions"),
        (|_| (302, "{}".to_owned()), "answered 302"),
    ] {
        let (address, serving) = endpoint(1, answer);
        let reason = ask(&address).expect_err("a reason");
        assert!(reason.starts_with(&address) && reason.contains(said) && !reason.contains('\n'), "{reason}");
        serving.join().expect("its end");
    }
    let gone = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("an address");
    let reason = ask(&format!("http://{gone}/v1")).expect_err("nobody is there");
    assert!(reason.starts_with("http://") && !reason.contains('\n'), "{reason}");
    assert!(ask("ftp://x").is_err_and(|reason| reason.contains("begins with http")));
}
