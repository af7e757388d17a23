//! The closed sets of words of the tables are those of the program.

use kernel::Word;
use negotiations::kinds::{Origin, Rank, Side, TimeKind};
use negotiations::state::{appointment, negotiation, request, ticket, timetable};

fn is_listed<W: Word>(column: &str, kind: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let wanted = format!("{column} TEXT{kind} CHECK ({column} IN ({}))", words.join(", "));
    negotiations::MIGRATIONS.iter().any(|migration| migration.sql.contains(&wanted))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    let must = " NOT NULL";
    assert!(is_listed::<Side>("side", must));
    assert!(is_listed::<TimeKind>("kind", must));
    assert!(is_listed::<Rank>("rank", must) && is_listed::<Rank>("answer", ""));
    assert!(is_listed::<Origin>("origin", must));
    assert!(is_listed::<negotiation::State>("state", must));
    assert!(is_listed::<request::State>("state", must));
    assert!(is_listed::<timetable::State>("state", must));
    assert!(is_listed::<appointment::State>("state", must));
    assert!(is_listed::<ticket::State>("state", must));
}
