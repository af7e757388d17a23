//! The diagrams of the README are those of the tables of paths.

use guidelines::state::{Kind, diagram};
use kernel::Word;

#[test]
fn the_readme_holds_the_diagrams_made_from_the_tables() {
    let readme = include_str!("../../README.md");
    for kind in Kind::ALL {
        let wanted = diagram(*kind);
        assert!(readme.contains(&wanted), "put this into README.md:\n```mermaid\n{wanted}```");
    }
}
