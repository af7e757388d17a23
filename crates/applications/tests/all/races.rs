//! Rule R-7: what happens at the same moment gets one clear answer each and loses nothing.

use applications::actions::{self, Version};
use applications::state::{State, Step};
use applications::typed::Typed;
use kernel::{ProjectType, Refusal};

use crate::world::{ALL, World, complete};

/// Runs both at the same moment on threads of their own.
fn both<T: Send>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> T + Send) -> [T; 2] {
    let gate = std::sync::Barrier::new(2);
    std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            gate.wait();
            one()
        });
        let other = scope.spawn(|| {
            gate.wait();
            other()
        });
        [one.join().unwrap(), other.join().unwrap()]
    })
}

testing::both_databases! {
    with ALL;

    fn r_7_of_two_who_select_at_once_one_gets_the_last_offer(w: World) {
        for _ in 0..5 {
            let item = w.item(ProjectType::Curriculum, 1);
            let ids = [0, 1].map(|n| w.passed(&w.teacher(n + 1000 + fresh_number(&w)), item));
            let select = |n: usize| w.decide(ids[n], Step::EnterpriseSelect, "");
            let answers = both(|| select(0), || select(1));
            assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
            let lost = answers.into_iter().find_map(Result::err).unwrap();
            assert_eq!(lost.breaches()[0].rule, "S-02");
            let states = ids.map(|id| w.state(id));
            assert_eq!(states.iter().filter(|s| **s == State::Selected).count(), 1);
        }
    }

    fn r_7_a_double_submit_has_one_effect_and_the_second_hears_so(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let submit = || {
            let lin = w.cast.lin_mei.clone();
            w.act(move |tx| actions::submit(tx, &lin, id)).map(drop)
        };
        let answers = both(submit, submit);
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
        assert!(answers.iter().any(|a| matches!(a, Err(Refusal::NotOpen { .. } | Refusal::Overtaken))));
        assert_eq!(w.acts(id).iter().filter(|act| *act == "submit").count(), 1);
        let lin = w.cast.lin_mei.person_id;
        assert_eq!(w.read(move |tx| Ok(limits::this_year(tx, lin, 2024)?)), 1);
    }

    fn r_7_of_two_fourth_applications_of_the_year_none_slips_through(w: World) {
        for _ in 0..2 { w.submitted(&w.cast.lin_mei, w.item(ProjectType::Curriculum, 1)); }
        let ids = [0, 1].map(|_| w.draft(&w.cast.lin_mei, w.item(ProjectType::Curriculum, 1)));
        let submit = |id| {
            let lin = w.cast.lin_mei.clone();
            w.act(move |tx| actions::submit(tx, &lin, id)).map(drop)
        };
        let answers = both(|| submit(ids[0]), || submit(ids[1]));
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
        let lost = answers.into_iter().find_map(Result::err).unwrap();
        assert_eq!(lost.breaches()[0].rule, "A-03");
    }

    fn r_7_two_clicks_on_apply_make_one_draft(w: World) {
        let start = || {
            let (lin, item) = (w.cast.lin_mei.clone(), w.item);
            w.act(move |tx| actions::start(tx, &lin, item)).map(|(draft, _)| draft.id)
        };
        let [one, other] = both(start, start);
        assert_eq!(one.unwrap(), other.unwrap());
    }

    fn r_7_two_tabs_that_save_at_once_leave_one_whole_version(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let revision = w.get(id).revision;
        let save = |tab: &'static str| {
            let lin = w.cast.lin_mei.clone();
            w.act(move |tx| {
                let typed = Typed { title: tab.into(), summary: tab.into(), ..complete("林梅") };
                actions::save(tx, &lin, id, &typed, &Version { revision, tab: tab.into() })
            })
        };
        let answers = both(|| save("左"), || save("右"));
        let stored = answers.iter().filter(|a| matches!(a, Ok(actions::Saved::Stored { .. }))).count();
        assert_eq!(stored, 1, "{answers:?}");
        let application = w.get(id);
        assert_eq!(application.title, application.summary);
    }

    fn r_7_a_withdrawal_and_a_selection_at_once_end_in_one_state(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        let withdraw = || {
            let lin = w.cast.lin_mei.clone();
            w.act(move |tx| actions::withdraw(tx, &lin, id, "")).map(drop)
        };
        let answers = both(withdraw, || w.decide(id, Step::EnterpriseSelect, "").map(drop));
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
        let item = w.item;
        let selected = w.read(move |tx| guidelines::get_item(tx, item)).selected;
        assert_eq!(selected, i64::from(w.state(id) == State::Selected));
    }
}

/// A number that no other teacher of this world has yet.
fn fresh_number(w: &World) -> usize {
    w.read(|tx| Ok(tx.one::<(usize,)>("SELECT COUNT(*) FROM person", &[])?.0)) * 10
}
