//! The closed sets of words of the tables are those of the program; and no table and no door of a call has a fee.

use cases::rules::asks_no_fee;
use cases::state::award::{AwardKind, ListState};
use cases::state::call::CallState;
use cases::state::{Kind, Route, State};
use guidelines::rules::Interest;
use kernel::Word;

const SQL: &str = include_str!("../../migrations/0230-cases.sql");

fn is_listed<W: Word>(column: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    SQL.contains(&format!("{column} TEXT NOT NULL CHECK ({column} IN ({}))", words.join(", ")))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    assert!(is_listed::<State>("state"));
    assert!(is_listed::<CallState>("state"));
    assert!(is_listed::<ListState>("state"));
    assert!(is_listed::<Kind>("kind"));
    assert!(is_listed::<AwardKind>("kind"));
    assert!(is_listed::<Route>("route"));
    assert!(is_listed::<Interest>("conflict"));
}

/// The columns of every table, as the migration declares them.
fn columns() -> Vec<(&'static str, &'static str)> {
    let lines = SQL.lines().filter(|line| line.starts_with("  "));
    lines.filter_map(|line| line.trim().split_once(' ')).collect()
}

#[test]
fn k_06_no_table_of_cases_has_a_column_for_a_fee_or_an_amount() {
    let all = columns();
    assert!(all.len() > 60, "the columns are read: {}", all.len());
    assert_eq!(asks_no_fee(all.iter().map(|(name, _)| *name)), Ok(()));
    assert!(all.iter().all(|(_, rest)| !rest.starts_with("AMOUNT")));
}

#[test]
fn k_06_no_door_of_the_api_takes_or_answers_a_fee() {
    let routes = cases::routes();
    let document = web::document(routes.table(), "https://test");
    let document = serde_json::to_value(&document).expect("JSON");
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let mut seen = 0;
    for (name, schema) in schemas.iter().filter(|(name, _)| name.starts_with("Case") || name.contains("Award")) {
        for field in schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            seen += 1;
            assert_eq!(asks_no_fee([field.as_str()]), Ok(()), "{name}.{field}");
        }
    }
    assert!(seen > 80, "the fields are read: {seen}");
}
