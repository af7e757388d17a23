//! One schema on both databases, and the closed sets of words in it are the program's.

use std::collections::BTreeSet;

use db::{Engine, Tx};
use kernel::Word;
use testing::TestDb;

fn columns(base: &TestDb) -> BTreeSet<(String, String)> {
    let sql = match base.db.engine() {
        Engine::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let all: Vec<(String, String)> =
        base.db.read_now(move |tx: &mut Tx<'_>| tx.query(sql, &[])).expect("the catalogue can be read");
    all.into_iter().collect()
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let migrations = xieyu::schema::migrations();
    let (small, large) = (TestDb::on_sqlite(&[&migrations]), TestDb::on_postgres(&[&migrations]));
    assert_eq!(columns(&small), columns(&large));
}

/// The words of `CHECK (column IN ('a', 'b'))` in a table, those of a column that took its place if there is one.
fn checked(table: &str, column: &str) -> BTreeSet<String> {
    let all: String = xieyu::schema::migrations().iter().map(|m| m.sql).collect::<Vec<_>>().join("\n");
    let (widened, wide) = (format!("ALTER TABLE {table} ADD COLUMN {column}_wide "), format!("{column}_wide"));
    if let Some(start) = all.find(&widened) {
        let end = all[start..].find(';').expect("the statement ends");
        return words_of(&all[start..start + end], table, &wide);
    }
    let start = all.find(&format!("CREATE TABLE {table} (")).unwrap_or_else(|| panic!("no table {table}"));
    let body = &all[start..start + all[start..].find("\n);").expect("the table ends")];
    words_of(body, table, column)
}

fn words_of(body: &str, table: &str, column: &str) -> BTreeSet<String> {
    let list = format!("CHECK ({column} IN (");
    let at = body.find(&list).unwrap_or_else(|| panic!("{table}.{column} has no closed set")) + list.len();
    let words = &body[at..at + body[at..].find(')').expect("the list ends")];
    words.split(',').map(|w| w.trim().trim_matches('\'').to_owned()).collect()
}

fn same<W: Word>(table: &str, column: &str) {
    let words: BTreeSet<String> = W::ALL.iter().map(|w| w.word().to_owned()).collect();
    assert_eq!(checked(table, column), words, "{table}.{column}");
}

#[test]
fn closed_sets_in_tables_are_those_of_the_program() {
    same::<directory::OrganisationKind>("organisation", "kind");
    same::<directory::OrganisationState>("organisation", "state");
    same::<directory::MembershipState>("membership", "state");
    same::<kernel::Role>("membership", "role");
    same::<guidelines::state::State>("guideline", "state");
    same::<kernel::ProjectType>("item", "project_type");
    same::<applications::state::State>("application", "state");
    same::<agreements::state::State>("agreement", "state");
    same::<agreements::ResultKind>("deliverable", "kind");
    same::<projects::state::State>("project", "state");
    same::<kernel::Mode>("project", "mode");
    same::<funding::state::State>("instalment", "state");
    same::<closings::State>("closing", "state");
    same::<imports::Subject>("import", "kind");
    same::<imports::State>("import", "state");
    same::<projects::HowExact>("listed_project", "closed_as");
    same::<mail::Topic>("message", "topic");
    same::<mail::Topic>("message_choice", "topic");
    same::<mail::Delivery>("message_choice", "delivery");
    same::<cases::state::call::CallState>("case_call", "state");
    same::<cases::state::State>("case_submission", "state");
    same::<cases::state::Kind>("case_submission", "kind");
    same::<cases::state::Route>("case_submission", "route");
    same::<cases::state::award::ListState>("award_list", "state");
    same::<cases::state::award::AwardKind>("award_list", "kind");
    same::<meetings::state::State>("meeting", "state");
    same::<meetings::kinds::SessionKind>("meeting_session", "kind");
    same::<meetings::kinds::Part>("appearance", "part");
    same::<news::state::State>("news", "state");
    same::<news::kinds::NewsKind>("news", "kind");
    same::<exhibition::state::State>("booth_request", "state");
    same::<exhibition::kinds::BoothKind>("booth_request", "kind");
    same::<exhibition::kinds::BoothKind>("booth", "kind");
    same::<registrations::state::State>("registration", "state");
    same::<registrations::kinds::MeetingRole>("registration", "role");
    same::<registrations::kinds::Pass>("registration", "pass");
    same::<registrations::kinds::ScanKind>("scan", "kind");
    same::<registrations::Verdict>("scan", "verdict");
    same::<negotiations::state::negotiation::State>("negotiation", "state");
    same::<negotiations::state::request::State>("match_request", "state");
    same::<negotiations::state::timetable::State>("timetable", "state");
    same::<negotiations::state::appointment::State>("appointment", "state");
    same::<negotiations::state::ticket::State>("table_ticket", "state");
    same::<negotiations::kinds::Side>("negotiator", "side");
    same::<negotiations::kinds::Side>("negotiation_group", "side");
    same::<negotiations::kinds::TimeKind>("negotiator_time", "kind");
    same::<negotiations::kinds::Rank>("match_request", "rank");
    same::<negotiations::kinds::Rank>("match_request", "answer");
    same::<negotiations::kinds::Origin>("appointment", "origin");
    same::<live::kinds::Tongue>("channel", "language");
    same::<live::kinds::Audience>("channel", "audience");
    same::<live::kinds::Container>("segment", "container");
    same::<audience::state::Mode>("audience", "mode");
    same::<audience::state::comment::State>("comment", "state");
    same::<audience::state::question::State>("question", "state");
    same::<audience::state::poll::State>("poll", "state");
    same::<audience::state::Restraint>("restraint", "kind");
    same::<audience::state::Effect>("blocked_word", "effect");
    same::<audience::state::word::State>("blocked_word", "state");
    same::<audience::state::Reaction>("reaction_sum", "reaction");
    same::<messages::announcement::state::State>("announcement", "state");
}
