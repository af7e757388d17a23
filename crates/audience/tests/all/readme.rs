//! The diagrams of the README are those of the tables of paths.

use audience::state::{comment, poll, question, word};

#[test]
fn the_readme_holds_the_diagrams_made_from_the_tables() {
    let readme = include_str!("../../README.md");
    for wanted in [comment::diagram(), question::diagram(), poll::diagram(), word::diagram()] {
        assert!(readme.contains(&wanted), "put this into README.md:\n```mermaid\n{wanted}```");
    }
}
