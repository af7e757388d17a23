//! The closed sets of words of the tables are those of the program.

use kernel::Word;
use panels::state::{Kind, State};

fn is_listed<W: Word>(column: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let wanted = format!("{column} TEXT NOT NULL CHECK ({column} IN ({}))", words.join(", "));
    // A set that was widened stands in a column that took the name afterwards.
    let widened = format!("CHECK ({column}_wide IN ({}))", words.join(", "));
    panels::MIGRATIONS.iter().any(|it| it.sql.contains(&wanted) || it.sql.contains(&widened))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    assert!(is_listed::<State>("state"));
    assert!(is_listed::<Kind>("kind"));
}
