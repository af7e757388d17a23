//! The closed sets of words of the tables are those of the program.

use kernel::Word;
use meetings::kinds::{Part, SessionKind};
use meetings::state::State;

fn is_listed<W: Word>(column: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let wanted = format!("{column} TEXT NOT NULL CHECK ({column} IN ({}))", words.join(", "));
    meetings::MIGRATIONS.iter().any(|migration| migration.sql.contains(&wanted))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    assert!(is_listed::<State>("state"));
    assert!(is_listed::<SessionKind>("kind"));
    assert!(is_listed::<Part>("part"));
}
