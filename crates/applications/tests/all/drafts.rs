use applications::actions::{self, Saved, Version};
use applications::typed::{Typed, TypedLine};
use kernel::Refusal;

use crate::world::{ALL, World, complete};

fn tab(revision: i64, tab: &str) -> Version {
    Version { revision, tab: tab.into() }
}

testing::both_databases! {
    with ALL;

    fn a_10_a_draft_is_listed_at_once_and_saves_itself_without_a_line_in_the_journal(w: World) {
        let (lin, item) = (w.cast.lin_mei.clone(), w.item);
        let (id, listed) = w.act(move |tx| {
            let (draft, _) = actions::start(tx, &lin, item)?;
            let typed = Typed { title: "光".into(), ..Typed::default() };
            actions::autosave(tx, &lin, draft.id, &typed, &tab(draft.revision, "a"))?;
            let (rows, _) = applications::lists::list(tx, &lin, &Default::default())?;
            Ok((draft.id, rows.into_iter().map(|r| (r.id, r.title)).collect::<Vec<_>>()))
        }).unwrap();
        assert_eq!(listed, [(id, "光".to_owned())]);
        assert_eq!(w.acts(id), ["start"]);
    }

    fn a_tab_never_collides_with_itself_and_two_tabs_lose_nothing(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let revision = w.get(id).revision;
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| {
            let with_title = |title: &str| Typed { title: title.into(), ..complete("林梅") };
            // The first tab saves twice with the revision it was opened with.
            for title in ["甲一", "甲二"] {
                let saved = actions::autosave(tx, &lin, id, &with_title(title), &tab(revision, "first"))?;
                assert!(matches!(saved, Saved::Stored { .. }));
            }
            // The second was opened before and must not overwrite it.
            let saved = actions::save(tx, &lin, id, &with_title("乙"), &tab(revision, "second"))?;
            let Saved::Conflict { application, differences, .. } = saved else { panic!("the second tab is behind") };
            assert_eq!(differences.iter().map(|d| (d.field, d.typed.as_str(), d.stored.as_str())).collect::<Vec<_>>(), [("title", "乙", "甲二")]);
            // Having seen both versions it saves over the newer one.
            let saved = actions::save(tx, &lin, id, &with_title("乙"), &tab(application.revision, "second"))?;
            assert!(matches!(saved, Saved::Stored { .. }));
            Ok(())
        }).unwrap();
        assert_eq!(w.get(id).title, "乙");
    }

    fn what_cannot_be_read_is_named_and_the_rest_is_stored(w: World) {
        let (lin, id) = (w.cast.lin_mei.clone(), w.draft(&w.cast.lin_mei, w.item));
        let fields = w.act(move |tx| {
            let mut typed = complete("林梅");
            typed.title = "新题目".into();
            typed.ends_on = "明年".into();
            typed.budget.push(TypedLine { purpose: "差旅".into(), cash: "很多".into(), goods: String::new() });
            let saved = actions::save(tx, &lin, id, &typed, &tab(0, "test"))?;
            let Saved::Stored { breaches, .. } = saved else { panic!("nobody else saved") };
            Ok(breaches.into_iter().map(|b| b.field).collect::<Vec<_>>())
        }).unwrap();
        assert_eq!(fields, ["ends_on", "budget.1.cash"]);
        let application = w.get(id);
        assert_eq!((application.title.as_str(), application.ends_on.unwrap().to_string().as_str()), ("新题目", "2025-12-31"));
        assert_eq!(w.read(move |tx| Ok(applications::budget(tx, id)?)).len(), 1);
    }

    fn a_new_document_takes_the_place_of_the_old_one_and_a_stranger_removes_nothing(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let (lin, other) = (w.cast.lin_mei.clone(), w.stored("second version"));
        let hash = other.sha256.clone();
        let file = w.act(move |tx| actions::attach(tx, &lin, id, actions::DOCUMENT, &other)).unwrap();
        let attached = w.read(move |tx| Ok(files::list_for(tx, "application", kernel::RowId(id.0))?));
        assert_eq!(attached.iter().map(|f| f.sha256.as_str()).collect::<Vec<_>>(), [hash]);
        let zhou = w.cast.zhou_yuan.clone();
        assert!(matches!(w.act(move |tx| actions::remove_file(tx, &zhou, id, file.id)), Err(Refusal::NotFound)));
    }

    fn after_handing_in_the_text_cannot_change_any_more(w: World) {
        let (lin, id) = (w.cast.lin_mei.clone(), w.submitted(&w.cast.lin_mei, w.item));
        let saved = w.act(move |tx| actions::save(tx, &lin, id, &complete("林梅"), &tab(9, "test")));
        assert!(matches!(saved, Err(Refusal::NotOpen { .. })));
    }
}
