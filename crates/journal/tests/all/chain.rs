//! any single changed, removed, swapped or inserted entry is found, and named.

use db::Db;
use journal::{Astray, Broken, Kind, Verdict, verify};
use testing::TestDb;

use crate::{LAMP, Lamp, acts, tamper};

fn verdict(db: &Db) -> Verdict {
    db.read_now(|tx| verify(tx, |_| {})).expect("the journal can be read")
}

fn broken(base: &TestDb) -> Vec<Broken> {
    verdict(&base.db).broken
}

testing::both_databases! {
    with [journal::MIGRATIONS, LAMP];

    fn a_journal_nobody_touched_is_whole(base: TestDb) {
        acts(&base, 5);
        let verdict = verdict(&base.db);
        assert_eq!((verdict.entries, verdict.broken), (5, vec![]));
    }

    fn an_empty_journal_is_whole(base: TestDb) {
        assert_eq!(broken(&base), vec![]);
    }

    fn r_2_a_changed_entry_is_named(base: TestDb) {
        acts(&base, 5);
        tamper(&base, "UPDATE journal_entry SET reason = 'forged' WHERE seq = 3");
        assert_eq!(broken(&base), vec![Broken { seq: 3, last: 3, kind: Kind::Changed }]);
    }

    fn r_2_a_changed_entry_with_its_hash_made_to_fit_breaks_the_next_link(base: TestDb) {
        acts(&base, 5);
        base.db.write_now(|tx| {
            let id: (kernel::RowId,) = tx.one("SELECT subject_id FROM journal_entry WHERE seq = 3", &[])?;
            let mut entry = journal::trail(tx, id.0.0)?.remove(2);
            entry.reason = "forged".into();
            entry.hash = entry.computed_hash();
            tx.execute("UPDATE journal_entry SET reason = $1, hash = $2 WHERE seq = 3", db::params![entry.reason, entry.hash])
        }).expect("the database can be tampered with");
        assert_eq!(broken(&base), vec![Broken { seq: 4, last: 4, kind: Kind::Unlinked }]);
    }

    fn r_2_every_field_counts(base: TestDb) {
        acts(&base, 1);
        for change in ["at = at + 1", "person_name = 'X'", "acting_as = NULL", "act = 'lamp.break'", "subject = 'x'", "from_state = 'a'",
            "to_state = 'a'", "reason = ''", "documents = '[\"a\"]'", "detail = '[]'"] {
            let sql: &'static str = Box::leak(format!("UPDATE journal_entry SET {change} WHERE seq = 1").into_boxed_str());
            let before = base.db.read_now(|tx| tx.one::<(i64, String, Option<String>, String, String, Option<String>, Option<String>, String, String, String)>(
                "SELECT at, person_name, acting_as, act, subject, from_state, to_state, reason, documents, detail FROM journal_entry", &[])).expect("one entry");
            tamper(&base, sql);
            assert_eq!(broken(&base), vec![Broken { seq: 1, last: 1, kind: Kind::Changed }], "{change}");
            base.db.write_now(move |tx| tx.execute("UPDATE journal_entry SET at = $1, person_name = $2, acting_as = $3, act = $4, subject = $5, from_state = $6, to_state = $7, reason = $8, documents = $9, detail = $10",
                db::params![before.0, before.1, before.2, before.3, before.4, before.5, before.6, before.7, before.8, before.9])).expect("put back");
        }
        assert_eq!(broken(&base), vec![]);
    }

    fn r_2_a_removed_entry_is_named(base: TestDb) {
        acts(&base, 5);
        tamper(&base, "DELETE FROM journal_entry WHERE seq = 3");
        assert_eq!(broken(&base), vec![Broken { seq: 3, last: 3, kind: Kind::Removed }]);
    }

    fn r_2_a_removed_first_entry_is_named(base: TestDb) {
        acts(&base, 3);
        tamper(&base, "DELETE FROM journal_entry WHERE seq = 1");
        assert_eq!(broken(&base), vec![Broken { seq: 1, last: 1, kind: Kind::Removed }]);
    }

    fn r_2_a_journal_cut_off_at_the_end_is_found(base: TestDb) {
        acts(&base, 5);
        tamper(&base, "DELETE FROM journal_entry WHERE seq = 5");
        assert_eq!(broken(&base), vec![Broken { seq: 5, last: 5, kind: Kind::HeadMoved }]);
    }

    fn r_2_removed_entries_are_named_from_the_first_to_the_last(base: TestDb) {
        acts(&base, 5);
        tamper(&base, "DELETE FROM journal_entry WHERE seq IN (2, 3)");
        assert_eq!(broken(&base), vec![Broken { seq: 2, last: 3, kind: Kind::Removed }]);
    }

    fn r_2_a_tail_cut_off_with_its_head_mended_leaves_the_row_astray(base: TestDb) {
        let id = crate::lamp(&base);
        let on = move |tx: &mut db::Tx<'_>| {
            journal::advance(tx, journal::Act::new(&crate::somebody(), "lamp", id.0, "light").moved(Lamp::Off, Lamp::On))
        };
        let off = move |tx: &mut db::Tx<'_>| {
            journal::advance(tx, journal::Act::new(&crate::somebody(), "lamp", id.0, "douse").moved(Lamp::On, Lamp::Off))
        };
        base.db.write_now(on).expect("the lamp is lit");
        base.db.write_now(off).expect("the lamp is doused");
        let astray = |base: &TestDb| base.db.read_now(|tx| journal::astray(tx, "lamp")).expect("it can be read");
        assert_eq!(astray(&base), []);
        tamper(&base, "UPDATE journal_head SET seq = 1, hash = (SELECT prev_hash FROM journal_entry WHERE seq = 2) WHERE id = 1");
        tamper(&base, "DELETE FROM journal_entry WHERE seq = 2");
        assert_eq!(broken(&base), []);
        assert_eq!(astray(&base), [Astray { table: "lamp", id: id.0, state: "off".into(), recorded: "on".into() }]);
    }

    fn r_2_two_swapped_entries_are_both_named_and_what_follows_is_unlinked(base: TestDb) {
        acts(&base, 5);
        tamper(&base, "UPDATE journal_entry SET seq = -2 WHERE seq = 2");
        tamper(&base, "UPDATE journal_entry SET seq = 2 WHERE seq = 3");
        tamper(&base, "UPDATE journal_entry SET seq = 3 WHERE seq = -2");
        let changed = |seq| Broken { seq, last: seq, kind: Kind::Changed };
        assert_eq!(broken(&base), vec![changed(2), changed(3), Broken { seq: 4, last: 4, kind: Kind::Unlinked }]);
    }

    fn r_2_an_inserted_entry_is_named(base: TestDb) {
        acts(&base, 3);
        tamper(&base, "UPDATE journal_entry SET seq = 4 WHERE seq = 3");
        tamper(&base, "INSERT INTO journal_entry SELECT 3, at, person_id, person_name, acting_as, organisation_id, act, subject, subject_id, from_state, to_state, 'inserted', documents, detail, prev_hash, hash FROM journal_entry WHERE seq = 2");
        let found: Vec<i64> = broken(&base).iter().map(|b| b.seq).collect();
        assert_eq!(found, vec![3, 4, 4]);
    }

    fn acts_of_many_at_once_make_one_whole_chain(base: TestDb) {
        let base = &base;
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(move || acts(base, 25));
            }
        });
        let verdict = verdict(&base.db);
        assert_eq!((verdict.entries, verdict.broken), (200, vec![]));
    }
}
