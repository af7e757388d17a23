//! Entries are written with the act, or not at all.

use db::Tx;
use journal::{Act, Entry, advance, trail};
use kernel::{Refusal, RowId};
use testing::TestDb;

use crate::{LAMP, Lamp, lamp, somebody};

fn switch(tx: &mut Tx<'_>, id: RowId, from: Lamp, to: Lamp) -> Result<(), Refusal> {
    advance(
        tx,
        Act::new(&somebody(), "lamp", id.0, "switch")
            .moved(from, to)
            .because("dusk")
            .documents(["b".into(), "a".into()]),
    )
}

fn trail_of(base: &TestDb, id: RowId) -> Vec<Entry> {
    base.db.read_now(move |tx| trail(tx, id.0)).expect("the trail can be read")
}

testing::both_databases! {
    with [journal::MIGRATIONS, LAMP];

    fn a_step_moves_the_state_and_leaves_a_trace(base: TestDb) {
        let id = lamp(&base);
        base.db.write_now(move |tx| switch(tx, id, Lamp::Off, Lamp::On)).expect("the lamp is off");
        let state: (Lamp,) = base.db.read_now(|tx| tx.one("SELECT state FROM lamp", &[])).expect("one lamp");
        assert_eq!(state, (Lamp::On,));
        let [entry] = &trail_of(&base, id)[..] else { panic!("one entry") };
        assert_eq!(
            (entry.act.as_str(), entry.from_state.as_deref(), entry.to_state.as_deref(), entry.reason.as_str(), entry.documents.as_str(), entry.acting_as.as_deref()),
            ("lamp.switch", Some("off"), Some("on"), "dusk", "[\"a\",\"b\"]", Some("teacher")),
        );
        assert_eq!(entry.at, base.clock.now());
    }

    fn whoever_comes_second_is_overtaken_and_leaves_no_trace(base: TestDb) {
        let id = lamp(&base);
        base.db.write_now(move |tx| switch(tx, id, Lamp::Off, Lamp::On)).expect("the lamp is off");
        let second = base.db.write_now(move |tx| switch(tx, id, Lamp::Off, Lamp::On));
        assert!(matches!(second, Err(Refusal::Overtaken)), "{second:?}");
        assert_eq!(trail_of(&base, id).len(), 1);
    }

    fn an_act_that_fails_later_leaves_no_trace(base: TestDb) {
        let id = lamp(&base);
        let failed = base.db.write_now(move |tx| {
            switch(tx, id, Lamp::Off, Lamp::On)?;
            Err::<(), _>(Refusal::NotFound)
        });
        assert!(failed.is_err());
        assert_eq!(trail_of(&base, id), vec![]);
    }
}
