//! The diagrams of the README are those of the tables of paths.

use negotiations::state::{appointment, negotiation, request, ticket, timetable};

#[test]
fn the_readme_holds_the_diagrams_made_from_the_tables() {
    let readme = include_str!("../../README.md");
    for wanted in
        [negotiation::diagram(), request::diagram(), timetable::diagram(), appointment::diagram(), ticket::diagram()]
    {
        assert!(readme.contains(&wanted), "put this into README.md:\n```mermaid\n{wanted}```");
    }
}
