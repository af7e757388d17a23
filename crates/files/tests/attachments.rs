//! Rows of attachments, on both databases.

use files::{Files, Limits, tiny_pdf};
use kernel::{Actor, PersonId, Refusal, RowId};
use testing::TestDb;

testing::both_databases! {
    with [files::MIGRATIONS];

    fn an_attachment_is_listed_until_it_is_removed(base: TestDb) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("a path in UTF-8")).expect("the folder opens");
        let stored = files.put_now(&tiny_pdf(&["营业执照"]), "营业执照.pdf", &Limits::default()).expect("taken");
        let now = base.clock.now();
        let actor = Actor::person(PersonId::at(now), "林梅", None);
        let subject = RowId::at(now);
        let made = base.db.write_now(move |tx| {
            files::attach(tx, &actor, &stored, "application", subject, "licence")
        }).expect("attached");
        assert_eq!(made.uploaded_at, now);
        let listed = base.db.read_now(move |tx| files::list_for(tx, "application", subject)).expect("listed");
        assert_eq!(listed, std::slice::from_ref(&made));
        let elsewhere = base.db.read_now(move |tx| files::list_for(tx, "agreement", subject)).expect("listed");
        assert_eq!(elsewhere, []);

        let id = made.id;
        base.db.write_now(move |tx| files::remove(tx, id)).expect("removed");
        assert!(matches!(base.db.write_now(move |tx| files::remove(tx, id)), Err(Refusal::NotFound)));
        assert_eq!(base.db.read_now(move |tx| files::list_for(tx, "application", subject)).expect("listed"), []);
        let kept = base.db.read_now(move |tx| files::find(tx, id)).expect("read").expect("still there");
        assert_eq!(kept.removed_at, Some(now));
    }
}
