//! The closed sets of words stand in the schema and in the program; both must know the same ones.

use directory::{CreditEventKind, LinkPurpose, MembershipState, OrganisationKind, OrganisationState};
use kernel::{Role, Word};

fn listed<W: Word>(column: &str) -> bool {
    listed_under::<W>(column, "")
}

/// With what stands between the type and the check.
fn listed_under<W: Word>(column: &str, between: &str) -> bool {
    let words: Vec<String> = W::ALL.iter().map(|word| format!("'{}'", word.word())).collect();
    let check = format!("{column} TEXT NOT NULL{between} CHECK ({column} IN ({}))", words.join(", "));
    directory::MIGRATIONS.iter().any(|migration| migration.sql.contains(&check))
}

#[test]
fn the_schema_knows_exactly_the_words_of_the_program() {
    assert!(listed::<OrganisationKind>("kind"), "organisation.kind");
    // 0017 widened the set by a new column, which then took the name of the old one.
    assert!(listed_under::<OrganisationState>("state_wide", " DEFAULT 'registered'\n "), "organisation.state");
    assert!(listed::<MembershipState>("state"), "membership.state");
    assert!(listed::<Role>("role"), "membership.role");
    assert!(listed::<LinkPurpose>("purpose"), "account_link.purpose");
    assert!(listed::<CreditEventKind>("kind"), "credit_event.kind");
}

#[test]
fn the_readme_holds_todays_diagrams() {
    let readme = include_str!("../../README.md");
    let diagrams = [directory::state::organisation::diagram(), directory::state::membership::diagram()];
    for diagram in diagrams {
        assert!(readme.contains(&diagram), "put this into README.md:\n{diagram}");
    }
}

testing::both_databases! {
    with [&directory::MIGRATIONS[..4]];

    fn organisations_keep_their_states_when_the_set_is_widened(base: testing::TestDb) {
        let states = ["registered", "returned", "verified", "refused", "suspended"];
        let insert = "INSERT INTO organisation (id, kind, name, name_en, province, state, state_since, revision, created_at) \
                      VALUES ($1, 'university', $2, '', '32', $2, 0, 1, 0)";
        let before: Result<(), db::DbError> = base.db.write_now(move |tx| {
            for state in states {
                let id = kernel::OrganisationId::at(tx.now());
                tx.execute(insert, db::params![id, state])?;
            }
            Ok(())
        });
        before.expect("the schema before");
        let applied = db::migrate(&base.db, directory::MIGRATIONS).expect("it can be brought up to date");
        assert_eq!(applied, ["0017-listed-names", "0150-calendar-feeds", "0190-expertise"]);
        let all: Result<Vec<(String, String)>, db::DbError> =
            base.db.read_now(|tx| tx.query("SELECT name, state FROM organisation ORDER BY name", &[]));
        let mut expected = states.map(|state| (state.to_owned(), state.to_owned()));
        expected.sort();
        assert_eq!(all.expect("rows"), expected);
        let unknown: Result<u64, db::DbError> = base.db.write_now(|tx| tx.execute("UPDATE organisation SET state = 'other'", &[]));
        assert!(unknown.is_err(), "the set is still closed");
    }
}
