//! Writing in a guideline: two tabs, items that come and go, files.

use std::sync::{Arc, Barrier};
use std::thread;

use files::{Limits, tiny_pdf};
use guidelines::actions::{self, Saving};
use guidelines::state::State;
use guidelines::{Content, ItemContent, items_of};
use kernel::{Refusal, RowId};

use crate::world::{MIGRATIONS, World, broken, content, item};

testing::both_databases! {
    with MIGRATIONS;

    fn of_two_tabs_the_second_is_overtaken_and_nothing_of_it_is_written(world: World) {
        let draft = world.whole_draft(None, false, content());
        let save = |world: &World, title: &str| {
            let (contact, written) = (world.cast.contact.clone(), Content { title: title.into(), ..content() });
            world.write(move |tx| actions::save(tx, &contact, draft.id, 0, written, Saving::ByHand))
        };
        assert_eq!(save(&world, "第一个").expect("saved").revision, 1);
        assert!(matches!(save(&world, "第二个"), Err(Refusal::Overtaken)));
        assert_eq!(world.read(move |tx| guidelines::get_guideline(tx, draft.id)).title, "第一个");
    }

    fn items_are_changed_added_and_removed_as_written_and_keep_their_ids(world: World) {
        let draft = world.whole_draft(None, false, content());
        let known = world.read(move |tx| Ok(items_of(tx, draft.id)?)).remove(0);
        let second = ItemContent { title: "第二项".into(), ..item() };
        let changed = ItemContent { id: Some(known.id), title: "改名".into(), ..item() };
        let save = |world: &World, revision, items| {
            let contact = world.cast.contact.clone();
            world.write(move |tx| actions::save(tx, &contact, draft.id, revision, Content { items, ..content() }, Saving::WhileTyping)).expect("saved");
            world.read(move |tx| Ok(items_of(tx, draft.id)?))
        };
        let items = save(&world, 0, vec![second, changed]);
        assert_eq!(items.iter().map(|i| i.title.as_str()).collect::<Vec<_>>(), ["第二项", "改名"]);
        assert_eq!(items[1].id, known.id);
        let items = save(&world, 1, vec![ItemContent { id: Some(known.id), ..item() }]);
        assert_eq!(items.iter().map(|i| i.id).collect::<Vec<_>>(), [known.id]);
    }

    fn an_item_of_another_guideline_is_never_touched(world: World) {
        let (mine, other) = (world.whole_draft(None, false, content()), world.whole_draft(None, false, content()));
        let theirs = world.read(move |tx| Ok(items_of(tx, other.id)?)).remove(0);
        let contact = world.cast.contact.clone();
        let stolen = Content { items: vec![ItemContent { id: Some(theirs.id), title: "改".into(), ..item() }], ..content() };
        world.write(move |tx| actions::save(tx, &contact, mine.id, 0, stolen, Saving::ByHand)).expect("saved");
        assert_eq!(world.read(move |tx| Ok(items_of(tx, other.id)?)), std::slice::from_ref(&theirs));
        let own = world.read(move |tx| Ok(items_of(tx, mine.id)?));
        assert!(own.len() == 1 && own[0].id != theirs.id && own[0].title == "改");
    }

    fn what_is_too_long_is_refused_with_its_field(world: World) {
        let draft = world.whole_draft(None, false, content());
        let contact = world.cast.contact.clone();
        let long = Content { title: "长".repeat(201), items: vec![ItemContent { goals: "长".repeat(5_001), offers: -1, ..item() }], ..content() };
        let found = broken(world.write(move |tx| actions::save(tx, &contact, draft.id, 0, long, Saving::ByHand)));
        assert_eq!(found, [("", "title".to_owned()), ("", "items.0.goals".to_owned()), ("", "items.0.offers".to_owned())]);
    }

    fn a_submitted_guideline_is_not_written_in_any_more(world: World) {
        let guideline = world.under_review(None, false);
        let cast = world.cast.clone();
        assert!(matches!(world.write({ let contact = cast.contact.clone(); move |tx| actions::save(tx, &contact, guideline.id, 0, content(), Saving::ByHand) }), Err(Refusal::NotOpen { .. })));
        assert!(matches!(world.write({ let reviewer = cast.reviewer.clone(); move |tx| actions::save(tx, &reviewer, guideline.id, 0, content(), Saving::ByHand) }), Err(Refusal::Forbidden { .. })));
        assert!(matches!(world.write(move |tx| actions::save(tx, &cast.rival, guideline.id, 0, content(), Saving::ByHand)), Err(Refusal::NotFound)));
    }

    fn a_new_commitment_letter_takes_the_place_of_the_old_one(world: World) {
        let draft = world.whole_draft(None, false, content());
        let letter = world.files.put_now(&tiny_pdf(&["新承诺书"]), "新承诺书.pdf", &Limits::default()).expect("taken");
        let (contact, reading) = (world.cast.contact.clone(), world.files.reading_of_now(&letter).expect("readable"));
        world.write(move |tx| actions::attach(tx, &contact, draft.id, &letter, actions::COMMITMENT_LETTER, &reading)).expect("attached");
        let files = world.read(move |tx| Ok(files::list_for(tx, "guideline", RowId(draft.id.0))?));
        assert_eq!(files.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["新承诺书.pdf"]);
        let (contact, file) = (world.cast.contact.clone(), files[0].id);
        world.write(move |tx| actions::remove_file(tx, &contact, draft.id, file)).expect("removed");
        let contact = world.cast.contact.clone();
        assert_eq!(broken(world.write(move |tx| actions::submit(tx, &contact, draft.id))), [("", "commitment_letter".to_owned())]);
    }

    fn what_is_written_at_the_moment_of_the_submission_is_either_in_it_or_refused(world: World) {
        for _ in 0..8 {
            let draft = world.whole_draft(None, false, content());
            let gate = Arc::new(Barrier::new(2));
            let (contact, other) = (world.cast.contact.clone(), world.cast.contact.clone());
            let submits = { let (db, gate) = (world.base.db.clone(), gate.clone()); thread::spawn(move || { gate.wait(); db.write_now(move |tx| actions::submit(tx, &contact, draft.id)) }) };
            let empty = Content { title: String::new(), ..content() };
            let saves = { let db = world.base.db.clone(); thread::spawn(move || { gate.wait(); db.write_now(move |tx| actions::save(tx, &other, draft.id, 0, empty, Saving::ByHand)) }) };
            let (submitted, saved) = (submits.join().expect("it ends"), saves.join().expect("it ends"));
            assert!(submitted.is_ok() != saved.is_ok(), "one of the two: {submitted:?} {saved:?}");
            let stored = world.read(move |tx| guidelines::get_guideline(tx, draft.id));
            assert_eq!(stored.title.is_empty(), stored.state == State::Draft);
        }
    }
}
