//! The tables a demo stands on.

use db::Migration;

const SLICES: &[&[Migration]] = &[
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
    agreements::MIGRATIONS,
    projects::MIGRATIONS,
    funding::MIGRATIONS,
    closings::MIGRATIONS,
    meetings::MIGRATIONS,
    exhibition::MIGRATIONS,
    news::MIGRATIONS,
    registrations::MIGRATIONS,
    negotiations::MIGRATIONS,
    live::MIGRATIONS,
    audience::MIGRATIONS,
    cases::MIGRATIONS,
];

/// How many sets of tables [`tables_with`] answers.
pub const TABLES: usize = SLICES.len() + 4;

/// The tables of a project's life and its meetings, and up to four of `own`; what is left over is empty.
pub const fn tables_with(own: &[&'static [Migration]]) -> [&'static [Migration]; TABLES] {
    let mut all: [&'static [Migration]; TABLES] = [&[]; TABLES];
    let mut at = 0;
    while at < SLICES.len() + own.len() {
        all[at] = if at < SLICES.len() { SLICES[at] } else { own[at - SLICES.len()] };
        at += 1;
    }
    all
}
