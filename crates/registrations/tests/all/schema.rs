//! The closed sets of words of the tables are those of the program.

use kernel::Word;
use registrations::Verdict;
use registrations::kinds::{MeetingRole, Pass, ScanKind, Way};
use registrations::state::State;

fn is_listed<W: Word>(column: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let wanted = format!("CHECK ({column} IN ({}))", words.join(", "));
    registrations::MIGRATIONS.iter().any(|migration| migration.sql.contains(&wanted))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    assert!(is_listed::<State>("state"));
    assert!(is_listed::<MeetingRole>("role"));
    assert!(is_listed::<Pass>("pass"));
    assert!(is_listed::<ScanKind>("kind"));
    assert!(is_listed::<Way>("way"));
    assert!(is_listed::<Verdict>("verdict"));
    assert!(is_listed::<Verdict>("shown"));
}
