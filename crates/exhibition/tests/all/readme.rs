//! The diagram of the README is that of the table of paths, and the tables know the closed sets of the program.

use exhibition::kinds::BoothKind;
use exhibition::state::State;
use kernel::Word;

#[test]
fn the_readme_holds_the_diagram_made_from_the_table() {
    let wanted = exhibition::state::diagram();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&wanted), "put this into README.md:\n```mermaid\n{wanted}```");
}

fn is_listed<W: Word>(column: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let wanted = format!("{column} TEXT NOT NULL CHECK ({column} IN ({}))", words.join(", "));
    exhibition::MIGRATIONS.iter().any(|migration| migration.sql.contains(&wanted))
}

#[test]
fn every_closed_set_is_checked_by_the_database() {
    assert!(is_listed::<State>("state"));
    assert!(is_listed::<BoothKind>("kind"));
}
