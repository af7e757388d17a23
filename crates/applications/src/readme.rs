//! The diagrams of the README are those of the tables.

#[test]
fn the_readme_shows_the_tables_as_they_are() {
    let readme = include_str!("../README.md");
    let drawn = |diagram: String| readme.contains(&format!("```mermaid\n{}\n```", diagram.trim_end()));
    assert!(drawn(crate::state::diagram()), "put this into README.md:\n{}", crate::state::diagram());
    assert!(drawn(crate::plan_state::diagram()), "put this into README.md:\n{}", crate::plan_state::diagram());
}
