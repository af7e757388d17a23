//! What a program is told when it may not, or asks for what is not there.

use serde_json::{Value, json};

use super::program::{Program, rules};
use crate::house::House;

/// An id nobody has.
const NOBODY: &str = "0190f5d8-0000-7000-8000-000000000000";

fn run<F: Future<Output = ()>>(test: F) {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(test);
}

#[test]
fn every_refusal_is_a_problem_document_of_its_own_kind() {
    let house = House::new();
    let (teacher, stranger) = (Program::of(&house, &house.cast.lin_mei), Program::stranger(&house));
    let reader = Program::with(&house, &house.cast.lin_mei, &["applications:read"]);
    run(async {
        let kind = |problem: Value| problem["type"].as_str().map(str::to_owned).unwrap_or_default();
        assert_eq!(
            kind(stranger.refused("GET", "/applications", Value::Null, 401).await),
            "urn:xieyu:problem:unauthorised"
        );
        let write = format!("/items/{NOBODY}/apply");
        assert_eq!(kind(reader.refused("POST", &write, Value::Null, 403).await), "urn:xieyu:problem:forbidden");
        assert_eq!(kind(reader.refused("GET", "/guidelines", Value::Null, 403).await), "urn:xieyu:problem:forbidden");
        for path in [format!("/applications/{NOBODY}"), "/applications/no-id-at-all".into(), "/nowhere".into()] {
            assert_eq!(kind(teacher.refused("GET", &path, Value::Null, 404).await), "urn:xieyu:problem:not-found");
        }
        assert_eq!(
            kind(teacher.refused("DELETE", "/applications", Value::Null, 405).await),
            "urn:xieyu:problem:method"
        );
        let contact = Program::of(&house, &house.cast.zhao_lei);
        assert_eq!(
            kind(contact.refused("POST", "/guidelines", json!({ "titel": "x" }), 422).await),
            "urn:xieyu:problem:breaches"
        );
        assert_eq!(kind(teacher.refused("POST", "/guidelines", json!({}), 403).await), "urn:xieyu:problem:forbidden");
    });
}

#[test]
fn all_problems_come_at_once_each_with_its_rule_and_field() {
    let house = House::new();
    let contact = Program::of(&house, &house.cast.zhao_lei);
    run(async {
        let content = json!({ "title": "指南", "items": [{ "project_type": "T2", "cash_each": 1, "offers": 0 }] });
        let made = contact.post("/guidelines", json!({ "content": content })).await;
        let path = format!("/guidelines/{}/submit", made["guideline"]["id"].as_str().expect("an id"));
        let problem = contact.refused("POST", &path, Value::Null, 422).await;
        let named = rules(&problem);
        assert!(named.len() > 5, "{problem:#}");
        assert!(named.iter().any(|rule| rule.starts_with("G-")), "{named:?}");
    });
}

#[test]
fn a_file_that_is_not_what_it_says_or_has_no_name_is_refused() {
    let house = House::new();
    let contact = Program::of(&house, &house.cast.zhao_lei);
    run(async {
        let made = contact.post("/guidelines", json!({})).await;
        let path = format!("/guidelines/{}/files", made["guideline"]["id"].as_str().expect("an id"));
        for (header, body) in [
            (("x-file-name", "letter.pdf"), b"<html><script>alert(1)</script></html>".to_vec()),
            (("x-file-name", "letter.pdf"), Vec::new()),
            (("x-file-name", "%FF.pdf"), files::tiny_pdf(&["x"])),
            (("content-type", "application/pdf"), files::tiny_pdf(&["x"])),
        ] {
            let reply = contact.send("POST", &path, header, body).await;
            assert_eq!(
                (reply.status.as_u16(), reply.media_type.as_str()),
                (422, "application/problem+json"),
                "{header:?}"
            );
        }
        assert_eq!(contact.get(&path).await, json!([]));
        let stranger = Program::of(&house, &house.cast.qin_yue);
        let reply = stranger.send("POST", &path, ("x-file-name", "a.pdf"), files::tiny_pdf(&["x"])).await;
        assert_eq!(reply.status.as_u16(), 404, "another enterprise does not learn that there is such a guideline");
    });
}

#[test]
fn what_is_made_is_answered_201_with_its_address() {
    let house = House::new();
    let contact = Program::of(&house, &house.cast.zhao_lei);
    run(async {
        let made = contact.ask("POST", "/guidelines", json!({})).await;
        assert_eq!(made.status.as_u16(), 201);
        let path = made.location.strip_prefix("/api/v1").expect("an address of the API").to_owned();
        assert_eq!(contact.get(&path).await["guideline"]["id"], made.json["guideline"]["id"]);
    });
}
