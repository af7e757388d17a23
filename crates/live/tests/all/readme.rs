//! The diagram of the README is that of the table of paths.

#[test]
fn the_readme_holds_the_diagram_made_from_the_table() {
    let wanted = live::state::diagram();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&wanted), "put this into README.md:\n```mermaid\n{wanted}```");
}
