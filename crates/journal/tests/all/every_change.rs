//! whatever single thing somebody does to a small journal - change one column of one entry to anything, remove an
//! entry, exchange two, put one in, touch the head - is found, and near the place where it was done.

use db::{DbError, Engine, Tx, params};
use journal::{Act, Kind, Verdict, append_at, verify};
use kernel::{Actor, Hat, Instant, OrganisationId, PersonId, Role, RowId, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use testing::TestDb;
use uuid::Uuid;

use crate::{LAMP, Lamp};

const TEXTS: [&str; 9] =
    ["person_name", "acting_as", "act", "subject", "from_state", "to_state", "reason", "documents", "detail"];
const HASHES: [&str; 2] = ["prev_hash", "hash"];
const IDS: [&str; 3] = ["person_id", "organisation_id", "subject_id"];

/// One thing done to the journal; places are counted from 0 and taken modulo the number of entries.
#[derive(Clone, Debug)]
enum Tampering {
    /// Another text in one of the columns of text; `None` is NULL.
    Text {
        column: usize,
        place: usize,
        text: Option<String>,
    },
    /// The letters of a hash in capitals, or one of its digits exchanged.
    Hash {
        column: usize,
        place: usize,
        digit: usize,
    },
    Id {
        column: usize,
        place: usize,
        id: Option<u128>,
    },
    At {
        place: usize,
        by: i64,
    },
    /// The content is changed and its own hash made to fit.
    Refitted {
        place: usize,
        text: String,
    },
    Number {
        place: usize,
        to: i64,
    },
    Removed {
        place: usize,
    },
    /// Two entries exchange their numbers, or everything but their numbers.
    Swapped {
        a: usize,
        b: usize,
        contents: bool,
    },
    /// A copy of an entry under a free number, its hash made to fit or not.
    Inserted {
        of: usize,
        before: bool,
        gap: i64,
        fits: bool,
    },
    Head {
        seq: i64,
        digit: Option<usize>,
    },
    HeadGone,
    SecondHead,
}

/// What makes one entry different from another.
#[derive(Clone, Debug)]
struct Written {
    name: String,
    hat: Option<(u128, bool)>,
    moves: bool,
    reason: String,
    documents: Vec<String>,
    later: i64,
}

fn written() -> impl Strategy<Value = Written> {
    let hat = proptest::option::of((any::<u128>(), any::<bool>()));
    ("\\PC{0,8}", hat, any::<bool>(), "\\PC{0,12}", vec("[0-9a-f]{4}", 0..3), 0..5_000_i64)
        .prop_map(|(name, hat, moves, reason, documents, later)| Written { name, hat, moves, reason, documents, later })
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let text = proptest::option::of("\\PC{0,8}");
    let id = proptest::option::of(any::<u128>());
    prop_oneof![
        6 => (0..TEXTS.len(), 0..8_usize, text).prop_map(|(column, place, text)| Tampering::Text { column, place, text }),
        2 => (0..HASHES.len(), 0..8_usize, 0..65_usize).prop_map(|(column, place, digit)| Tampering::Hash { column, place, digit }),
        3 => (0..IDS.len(), 0..8_usize, id).prop_map(|(column, place, id)| Tampering::Id { column, place, id }),
        2 => (0..8_usize, -5_000..5_000_i64).prop_map(|(place, by)| Tampering::At { place, by }),
        2 => (0..8_usize, "\\PC{0,8}").prop_map(|(place, text)| Tampering::Refitted { place, text }),
        2 => (0..8_usize, -3..14_i64).prop_map(|(place, to)| Tampering::Number { place, to }),
        2 => (0..8_usize).prop_map(|place| Tampering::Removed { place }),
        3 => (0..8_usize, 0..8_usize, any::<bool>()).prop_map(|(a, b, contents)| Tampering::Swapped { a, b, contents }),
        3 => (0..8_usize, any::<bool>(), 0..3_i64, any::<bool>()).prop_map(|(of, before, gap, fits)| Tampering::Inserted { of, before, gap, fits }),
        2 => (-2..14_i64, proptest::option::of(0..64_usize)).prop_map(|(seq, digit)| Tampering::Head { seq, digit }),
        1 => Just(Tampering::HeadGone),
        1 => Just(Tampering::SecondHead),
    ]
}

fn write(tx: &mut Tx<'_>, all: &[Written]) -> Result<(), DbError> {
    let mut at = 1_700_000_000_000;
    let acts: Vec<(Act, Instant)> = all
        .iter()
        .enumerate()
        .map(|(n, w)| {
            let hat = w.hat.map(|(id, is_teacher)| Hat {
                role: if is_teacher { Role::Teacher } else { Role::Expert },
                organisation_id: OrganisationId(Uuid::from_u128(id)),
            });
            let actor = Actor::person(PersonId(Uuid::from_u128(n as u128 + 7)), &w.name, hat);
            let act = Act::new(&actor, "lamp", Uuid::from_u128(99), "look").because(&w.reason);
            let act = act.documents(w.documents.clone());
            at += w.later;
            (if w.moves { act.moved(Lamp::Off, Lamp::On) } else { act }, Instant::from_millis(at))
        })
        .collect();
    append_at(tx, acts)
}

/// The whole table as texts, to see whether anything was done at all.
fn everything(tx: &mut Tx<'_>) -> Result<Vec<String>, DbError> {
    let mut all = Vec::new();
    let sql = "SELECT seq, at, person_id, person_name, acting_as, organisation_id, act, subject, subject_id, from_state, \
               to_state, reason, documents, detail, prev_hash, hash FROM journal_entry ORDER BY seq";
    tx.each(sql, &[], |row| {
        let mut line = String::new();
        for at in 0..16 {
            line.push_str(&format!("{:?}|", row.get::<Value>(at)?));
        }
        all.push(line);
        Ok(())
    })?;
    let heads: Vec<(i64, i64, String)> = tx.query("SELECT id, seq, hash FROM journal_head ORDER BY id", &[])?;
    all.push(format!("{heads:?}"));
    Ok(all)
}

fn exchanged(hash: &str, digit: usize) -> String {
    let swap = |(at, c): (usize, char)| if at == digit { if c == '0' { '1' } else { '0' } } else { c };
    if digit == 64 { hash.to_uppercase() } else { hash.chars().enumerate().map(swap).collect() }
}

/// Does it; answers the numbers of the entries near which it must be named.
fn tamper(tx: &mut Tx<'_>, count: usize, what: &Tampering) -> Result<Vec<i64>, DbError> {
    let seq = |place: usize| (place % count) as i64 + 1;
    let near = |n: i64| vec![n - 1, n, n + 1];
    match what {
        Tampering::Text { column, place, text } => {
            let nullable = ["acting_as", "from_state", "to_state"].contains(&TEXTS[*column]);
            let text = if nullable { text.clone() } else { Some(text.clone().unwrap_or_default()) };
            let sql = format!("UPDATE journal_entry SET {} = $1 WHERE seq = $2", TEXTS[*column]);
            tx.execute(&sql, params![text, seq(*place)])?;
            Ok(near(seq(*place)))
        }
        Tampering::Hash { column, place, digit } => {
            let read = format!("SELECT {} FROM journal_entry WHERE seq = $1", HASHES[*column]);
            let (hash,): (String,) = tx.one(&read, params![seq(*place)])?;
            let sql = format!("UPDATE journal_entry SET {} = $1 WHERE seq = $2", HASHES[*column]);
            tx.execute(&sql, params![exchanged(&hash, *digit), seq(*place)])?;
            Ok(near(seq(*place)))
        }
        Tampering::Id { column, place, id } => {
            let id = if IDS[*column] == "organisation_id" { *id } else { Some(id.unwrap_or(1)) };
            let sql = format!("UPDATE journal_entry SET {} = $1 WHERE seq = $2", IDS[*column]);
            tx.execute(&sql, params![id.map(|id| RowId(Uuid::from_u128(id))), seq(*place)])?;
            Ok(near(seq(*place)))
        }
        Tampering::At { place, by } => {
            tx.execute("UPDATE journal_entry SET at = at + $1 WHERE seq = $2", params![*by, seq(*place)])?;
            Ok(near(seq(*place)))
        }
        Tampering::Refitted { place, text } => {
            refit(tx, seq(*place), text)?;
            Ok(near(seq(*place)))
        }
        Tampering::Number { place, to } => {
            let taken: Option<(i64,)> = tx.first("SELECT seq FROM journal_entry WHERE seq = $1", params![*to])?;
            if taken.is_none() {
                tx.execute("UPDATE journal_entry SET seq = $1 WHERE seq = $2", params![*to, seq(*place)])?;
            }
            Ok([near(seq(*place)), near(*to)].concat())
        }
        Tampering::Removed { place } => {
            tx.execute("DELETE FROM journal_entry WHERE seq = $1", params![seq(*place)])?;
            Ok(near(seq(*place)))
        }
        Tampering::Swapped { a, b, contents } => swap(tx, seq(*a), seq(*b), *contents),
        Tampering::Inserted { of, before, gap, fits } => {
            let at = if *before { -gap } else { count as i64 + 1 + gap };
            insert(tx, seq(*of), at, *fits)?;
            Ok([near(at), near(count as i64)].concat())
        }
        Tampering::Head { seq, digit } => {
            let (hash,): (String,) = tx.one("SELECT hash FROM journal_head WHERE id = 1", &[])?;
            let hash = digit.map_or(hash.clone(), |digit| exchanged(&hash, digit));
            tx.execute("UPDATE journal_head SET seq = $1, hash = $2 WHERE id = 1", params![*seq, hash])?;
            Ok([near(count as i64), near(*seq)].concat())
        }
        Tampering::HeadGone => {
            tx.execute("DELETE FROM journal_head", &[])?;
            Ok(near(count as i64))
        }
        Tampering::SecondHead => {
            tx.execute("INSERT INTO journal_head (id, seq, hash) SELECT 2, seq, hash FROM journal_head", &[])?;
            Ok(near(count as i64))
        }
    }
}

fn refit(tx: &mut Tx<'_>, seq: i64, text: &str) -> Result<(), DbError> {
    let mut entry = journal::trail(tx, Uuid::from_u128(99))?.into_iter().find(|e| e.seq == seq).expect("an entry");
    entry.reason = text.to_owned();
    let sql = "UPDATE journal_entry SET reason = $1, hash = $2 WHERE seq = $3";
    tx.execute(sql, params![entry.reason, entry.computed_hash(), seq]).map(drop)
}

fn swap(tx: &mut Tx<'_>, a: i64, b: i64, contents: bool) -> Result<Vec<i64>, DbError> {
    let mut step = |from: i64, to: i64| {
        tx.execute("UPDATE journal_entry SET seq = $1 WHERE seq = $2", params![to, from]).map(drop)
    };
    if a != b {
        step(a, -a)?;
        step(b, a)?;
        step(-a, b)?;
    }
    if contents && a != b {
        // Everything but the numbers was exchanged above; now the hashes go back, so that only they stand where they stood.
        let hash = |tx: &mut Tx<'_>, seq: i64| {
            tx.one::<(String,)>("SELECT hash FROM journal_entry WHERE seq = $1", params![seq])
        };
        let ((of_a,), (of_b,)) = (hash(tx, a)?, hash(tx, b)?);
        tx.execute("UPDATE journal_entry SET hash = $1 WHERE seq = $2", params![of_b, a])?;
        tx.execute("UPDATE journal_entry SET hash = $1 WHERE seq = $2", params![of_a, b])?;
    }
    Ok([a - 1, a, a + 1, b - 1, b, b + 1].to_vec())
}

fn insert(tx: &mut Tx<'_>, of: i64, at: i64, fits: bool) -> Result<(), DbError> {
    let copy = "INSERT INTO journal_entry (seq, at, person_id, person_name, acting_as, organisation_id, act, subject, subject_id, \
                from_state, to_state, reason, documents, detail, prev_hash, hash) SELECT $1, at, person_id, person_name, acting_as, \
                organisation_id, act, subject, subject_id, from_state, to_state, reason, documents, detail, prev_hash, hash \
                FROM journal_entry WHERE seq = $2";
    tx.execute(copy, params![at, of])?;
    if fits {
        let (head,): (String,) = tx.one("SELECT hash FROM journal_head WHERE id = 1", &[])?;
        tx.execute("UPDATE journal_entry SET prev_hash = $1 WHERE seq = $2", params![head, at])?;
        let entry = journal::trail(tx, Uuid::from_u128(99))?.into_iter().find(|e| e.seq == at).expect("the copy");
        tx.execute("UPDATE journal_entry SET hash = $1 WHERE seq = $2", params![entry.computed_hash(), at])?;
    }
    Ok(())
}

/// Writes a journal, checks it, tampers, checks again, and takes everything back.
fn one_case(tx: &mut Tx<'_>, all: &[Written], what: &Tampering) -> Result<Option<(Verdict, Vec<i64>)>, DbError> {
    write(tx, all)?;
    assert_eq!(verify(tx, |_| {})?.broken, [], "a journal nobody touched");
    let before = everything(tx)?;
    let near = tamper(tx, all.len(), what)?;
    let was_done = everything(tx)? != before;
    Ok(if was_done { Some((verify(tx, |_| {})?, near)) } else { None })
}

/// The transaction must not stay.
#[derive(Debug)]
enum Undone {
    Case(Option<(Verdict, Vec<i64>)>),
    Fault(DbError),
}

impl From<DbError> for Undone {
    fn from(error: DbError) -> Self {
        Undone::Fault(error)
    }
}

/// The engine in the program itself, whose columns hold values of any type.
const EMBEDDED: Engine = Engine::ALL[0];

testing::both_databases! {
    with [journal::MIGRATIONS, LAMP];

    fn r_2_every_single_change_removal_swap_and_insertion_is_found_and_named(base: TestDb) {
        let cases = if base.db.engine() == EMBEDDED { 1_500 } else { 500 };
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
        let journal = (vec(written(), 1..7), tampering());
        let found = runner.run(&journal, |(all, what)| {
            let told = what.clone();
            let answer = base.db.write_now(move |tx| Err::<(), _>(one_case(tx, &all, &what).map_or_else(Undone::Fault, Undone::Case)));
            match answer.expect_err("the case is taken back") {
                Undone::Case(None) => Ok(()), // nothing was changed: the same value again
                Undone::Case(Some((verdict, near))) => {
                    prop_assert!(!verdict.broken.is_empty(), "{told:?} was not found");
                    prop_assert!(verdict.broken.iter().any(|b| near.contains(&b.seq)), "{told:?} is named elsewhere: {:?}", verdict.broken);
                    Ok(())
                }
                Undone::Fault(error) => Err(TestCaseError::fail(format!("{told:?} cannot be checked: {error}"))),
            }
        });
        found.unwrap_or_else(|failed| panic!("{failed}"));
    }

    fn r_2_a_head_that_is_gone_or_doubled_is_named(base: TestDb) {
        crate::acts(&base, 3);
        crate::tamper(&base, "INSERT INTO journal_head (id, seq, hash) SELECT 2, seq, hash FROM journal_head");
        let broken = |base: &TestDb| base.db.read_now(|tx| verify(tx, |_| {})).expect("it can be read").broken;
        assert_eq!(broken(&base), [journal::Broken { seq: 3, last: 3, kind: Kind::HeadMoved }]);
        crate::tamper(&base, "DELETE FROM journal_head");
        assert_eq!(broken(&base), [journal::Broken { seq: 3, last: 3, kind: Kind::HeadMoved }]);
    }

    fn r_2_an_entry_put_before_the_first_is_named(base: TestDb) {
        crate::acts(&base, 2);
        crate::tamper(&base, "INSERT INTO journal_entry SELECT -4, at, person_id, person_name, acting_as, organisation_id, act, subject, subject_id, from_state, to_state, reason, documents, detail, prev_hash, hash FROM journal_entry WHERE seq = 1");
        let broken = base.db.read_now(|tx| verify(tx, |_| {})).expect("it can be read").broken;
        assert_eq!(broken, [journal::Broken { seq: -4, last: -4, kind: Kind::Unlinked }]);
    }

    fn r_2_values_that_only_one_engine_can_hold_are_named_and_stop_nothing(base: TestDb) {
        if base.db.engine() != EMBEDDED { return; } // the other refuses them by their type
        crate::acts(&base, 3);
        let changes = [
            "at = at + 0.4", "at = 'never'", "organisation_id = x'00'", "person_id = 'nobody'", "subject_id = x'0102'",
            "person_name = CAST(x'4cff' AS TEXT)", "acting_as = x'00112233445566778899aabbccddeeff'",
        ];
        for change in changes {
            let sql: &'static str = Box::leak(format!("UPDATE journal_entry SET {change} WHERE seq = 2").into_boxed_str());
            let answer = base.db.write_now(move |tx| {
                tx.execute(sql, &[])?;
                Err::<(), _>(Undone::Case(Some((verify(tx, |_| {})?, Vec::new()))))
            });
            let Err(Undone::Case(Some((verdict, _)))) = answer else { panic!("{change}: {answer:?}") };
            assert!(verdict.broken.contains(&journal::Broken { seq: 2, last: 2, kind: Kind::Changed }), "{change}: {:?}", verdict.broken);
        }
    }
}
