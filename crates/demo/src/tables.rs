//! The tables a demo stands on.

use db::Migration;

const SLICES: [&[Migration]; 14] = [
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
    cases::MIGRATIONS,
];

/// The tables of a project's life and up to four of `own`; what is left over is empty.
pub const fn tables_with(own: &[&'static [Migration]]) -> [&'static [Migration]; SLICES.len() + 4] {
    let mut all: [&'static [Migration]; SLICES.len() + 4] = [&[]; SLICES.len() + 4];
    let mut at = 0;
    while at < SLICES.len() + own.len() {
        all[at] = if at < SLICES.len() { SLICES[at] } else { own[at - SLICES.len()] };
        at += 1;
    }
    all
}
