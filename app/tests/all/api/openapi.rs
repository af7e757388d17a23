//! The OpenAPI document says what is there: every door, every part of its address, nothing that leads nowhere.

use std::collections::BTreeSet;

use serde_json::Value;

use super::program::Program;
use crate::house::House;

fn document() -> Value {
    let house = House::new();
    let stranger = Program::stranger(&house);
    tokio::runtime::Runtime::new().expect("a runtime").block_on(stranger.get("/openapi.json"))
}

/// Method and path of every operation, with what the document says about it.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of = |(path, item): (&String, &'_ Value)| (path.clone(), item.as_object().expect("a path item").clone());
    let mut all = Vec::new();
    for (path, item) in paths.iter().map(of) {
        for method in item.keys() {
            all.push((method.to_uppercase(), path.clone(), &paths[&path][method]));
        }
    }
    all
}

#[test]
fn every_route_of_the_api_is_in_the_document_and_nothing_else_is() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let described: BTreeSet<(String, String)> =
        operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let served: BTreeSet<(String, String)> = xieyu::site::routes()
        .table()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| (route.method.to_string(), route.path.clone()))
        .collect();
    assert_eq!(described, served);
}

#[test]
fn every_part_of_an_address_is_declared_and_every_operation_has_a_name_of_its_own() {
    let document = document();
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let wanted: BTreeSet<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let declared: BTreeSet<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|p| p["in"] == "path" && p["required"] == true)
            .filter_map(|p| p["name"].as_str())
            .collect();
        assert_eq!(wanted, declared, "{method} {path}");
        let name = operation["operationId"].as_str().expect("a name");
        assert!(names.insert(name.to_owned()), "{name} is there twice");
        assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{method} {path} says nothing");
    }
}

#[test]
fn no_name_stands_for_two_different_things() {
    assert_eq!(web::clashes(xieyu::site::routes().table()), Vec::<String>::new());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut loose = BTreeSet::new();
    collect(&document, &mut loose);
    loose.retain(|reference| document.pointer(reference.trim_start_matches('#')).is_none());
    assert!(loose.is_empty(), "{loose:?}");
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                found.insert(reference.clone());
            }
            map.values().for_each(|inner| collect(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
