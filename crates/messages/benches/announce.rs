//! An announcement to 100,000 people on both databases: how long counting takes, how long the writer is held by the commit and
//! by the longest batch, how long everything takes, and what an inbox costs afterwards.
//! `cargo bench -p messages --bench announce`.

use std::time::{Duration, Instant};

use db::Migration;
use kernel::{MembershipId, PersonId, Refusal, Role};
use messages::announcement::{self, Audience, Both, Draft};
use testing::TestDb;

const PEOPLE: usize = 100_000;

const ALL: [&[Migration]; 18] = demo::tables_with(&[searches::MIGRATIONS, messages::MIGRATIONS]);

fn main() {
    measure("sqlite", &TestDb::on_sqlite(&ALL));
    measure("postgres", &TestDb::on_postgres(&ALL));
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

fn measure(name: &str, base: &TestDb) {
    let db = &base.db;
    let cast = db.write_now(cast::seed).expect("the cast enters");
    let lin = cast.lin_mei.person_id;
    db.write_now(move |tx| crowd(tx, lin)).expect("a crowd");
    let wu = cast.wu_min.clone();
    let text =
        || Both { zh: "请核对项目组成员名单。".repeat(10), en: "Please check the members.".repeat(10) };
    let audience = Audience::Members { roles: vec![Role::Teacher], province: String::new(), organisations: Vec::new() };
    let subject = Both { zh: "核对名单".into(), en: "Check the list".into() };
    let by = wu.clone();
    let draft = Draft { audience, subject, body: text() };
    let one = db.write_now(move |tx| announcement::create(tx, &by, &draft)).expect("written");
    let (by, about) = (wu.clone(), one.clone());
    let (seen, preview) = timed(|| db.read_now(move |tx| announcement::preview(tx, &by, &about)).expect("counted"));
    let (by, print) = (wu, seen.fingerprint.clone());
    let commit = move |tx: &mut db::Tx<'_>| announcement::commit(tx, &by, one.id, one.revision, &print);
    let ((), committed) = timed(|| db.write_now(commit).map(drop).expect("committed"));
    let (longest, all) = timed(|| batches(db, announcement::write_batch));
    let lines = db.read_now(move |tx| {
        let began = Instant::now();
        mail::inbox(tx, lin, mail::Sift::default(), 31)?;
        mail::unread(tx, lin)?;
        Ok::<_, Refusal>(began.elapsed())
    });
    let by = cast.wu_min;
    db.write_now(move |tx| announcement::recall(tx, &by, one.id)).expect("recalled");
    let (longest_back, back) = timed(|| batches(db, announcement::take_back));
    println!("{name}: {} recipients", seen.recipients);
    println!("  preview {preview:.1?}, commit holds the writer {committed:.1?}");
    println!("  inboxes and letters {all:.1?}, the longest batch {longest:.1?}");
    println!("  inbox and unread count {:.1?}", lines.expect("readable"));
    println!("  recall {back:.1?}, the longest batch {longest_back:.1?}");
}

fn crowd(tx: &mut db::Tx<'_>, model: PersonId) -> Result<(), Refusal> {
    let person = directory::person(tx, model)?;
    let held = directory::memberships_of(tx, model)?.remove(0);
    let now = tx.now();
    let email = |n: usize| format!("t{n}@crowd.xieyu");
    let people: Vec<directory::Person> =
        (0..PEOPLE).map(|n| directory::Person { id: PersonId::at(now), email: email(n), ..person.clone() }).collect();
    let memberships: Vec<directory::Membership> = people
        .iter()
        .map(|person| directory::Membership { id: MembershipId::at(now), person_id: person.id, ..held.clone() })
        .collect();
    db::bulk_insert(tx, &people)?;
    db::bulk_insert(tx, &memberships)?;
    Ok(tx.renew_statistics()?)
}

/// Runs batches until nothing is left; answers the longest.
fn batches(db: &db::Db, step: fn(&mut db::Tx<'_>) -> Result<u64, Refusal>) -> Duration {
    let mut longest = Duration::ZERO;
    loop {
        let (touched, took) = timed(|| db.write_now(step).expect("done"));
        longest = longest.max(took);
        if touched == 0 {
            return longest;
        }
    }
}
