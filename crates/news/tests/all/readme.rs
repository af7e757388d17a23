//! The diagram of the README is that of the table of paths, and the tables know the closed sets of the program.

use kernel::Word;
use news::kinds::{NewsKind, Standing};
use news::state::State;

#[test]
fn the_readme_holds_the_diagram_made_from_the_table() {
    let wanted = news::state::diagram();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&wanted), "put this into README.md:\n```mermaid\n{wanted}```");
}

fn is_listed<W: Word>(column: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let wanted = format!("{column} TEXT NOT NULL CHECK ({column} IN ({}))", words.join(", "));
    news::MIGRATIONS.iter().any(|migration| migration.sql.contains(&wanted))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    assert!(is_listed::<State>("state"));
    assert!(is_listed::<NewsKind>("kind"));
    assert!(is_listed::<Standing>("standing_zh") && is_listed::<Standing>("standing_en"));
}
