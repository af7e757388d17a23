//! Nobody decides for a house about an application of their own, or about one that competes with it.

use applications::actions::{self, Saved, Score, Version};
use applications::state::{State, Step};
use applications::{lists, paths};
use axum::http::StatusCode;
use kernel::{Actor, ApplicationId, ItemId, Refusal};

use crate::doors::Doors;
use crate::world::{ALL, World, all_yes, complete};

/// An application of `pi` in which the owner of `email` is a member, handed in.
fn with_member(w: &World, pi: &Actor, item: ItemId, email: &str) -> ApplicationId {
    let id = w.draft(pi, item);
    let (actor, email, revision) = (pi.clone(), email.to_owned(), w.get(id).revision);
    w.act(move |tx| {
        let mut typed = complete(&actor.name);
        typed.members[0].email = email;
        let version = Version { revision, tab: "test".into() };
        assert!(matches!(actions::save(tx, &actor, id, &typed, &version)?, Saved::Stored { .. }));
        actions::submit(tx, &actor, id)
    })
    .unwrap();
    id
}

fn reviews(w: &World, actor: &Actor, id: ApplicationId) -> Result<State, Refusal> {
    let actor = actor.clone();
    w.act(move |tx| Ok(actions::review(tx, &actor, id, Step::UniversityPass, &all_yes(), "")?.state))
}

/// Gives somebody another address, as the letter to it does.
fn move_to(w: &World, actor: &Actor, email: &'static str) {
    let actor = actor.clone();
    w.act(move |tx| {
        directory::ask_email_change(tx, &actor, email)?;
        let letters = mail::recent(tx, 10)?;
        let letter = letters.iter().find(|letter| letter.to_address == email).expect("a letter to the new address");
        directory::confirm_email_change(tx, letter.link.rsplit('/').next().expect("a secret")).map(drop)
    })
    .unwrap();
}

/// What the English refusal says of who can do it.
fn who(refused: Result<impl std::fmt::Debug, Refusal>) -> String {
    match refused {
        Err(Refusal::Forbidden { who }) => who.en,
        other => panic!("{other:?}"),
    }
}

fn waiting(w: &World, actor: &Actor) -> Vec<String> {
    let actor = actor.clone();
    w.read(move |tx| Ok(applications::todo(tx, &actor)?)).into_iter().map(|todo| todo.href).collect()
}

testing::both_databases! {
    with ALL;

    fn an_administrator_who_is_a_member_does_not_review_and_reads_why(w: World) {
        let id = with_member(&w, &w.cast.lin_mei, w.item, "Wang.Jianguo@demo.xieyu");
        assert!(who(reviews(&w, &w.cast.wang_jianguo, id)).contains("somebody other than you"));
        let page = Doors::of(&w).get(&w.cast.wang_jianguo, &format!("{}?lang=en", paths::application(id)));
        assert!(page.text.contains("nobody decides about a project they lead or belong to"), "{}", page.text);
        assert!(!page.text.contains("name=\"checks.pi_equal\""));
        assert_eq!(waiting(&w, &w.cast.wang_jianguo), Vec::<String>::new());

        let colleague = Actor { person_id: w.cast.zhou_yuan.person_id, ..w.cast.wang_jianguo.clone() };
        assert_eq!(waiting(&w, &colleague), [paths::application(id)]);
        assert_eq!(reviews(&w, &colleague, id).unwrap(), State::EnterpriseReview);
    }

    fn the_office_is_warned_when_the_only_administrator_is_the_applicant(w: World) {
        with_member(&w, &w.cast.lin_mei, w.item, "wang.jianguo@demo.xieyu");
        assert_eq!(w.letters_to(&w.cast.wu_min), ["application.no_administrator"]);
    }

    fn a_contact_who_belongs_to_an_application_decides_about_none_to_the_same_item(w: World) {
        let own = with_member(&w, &w.cast.lin_mei, w.item, "zhao.lei@demo.xieyu");
        let rival = w.passed(&w.cast.zhou_yuan, w.item);
        w.review(own, Step::UniversityPass).unwrap();
        for id in [own, rival] {
            let refused = w.decide(id, Step::EnterpriseSelect, "");
            assert!(who(refused).contains("somebody other than you"));
        }
        let (zhao, item) = (w.cast.zhao_lei.clone(), w.item);
        let score = Score { application_id: rival, score: 1, note: String::new() };
        assert!(who(w.act(move |tx| actions::evaluate(tx, &zhao, &[score]))).contains("somebody other than you"));
        let (zhao, choices) = (w.cast.zhao_lei.clone(), actions::Choices::Best { take: 1, reason: "名额有限".into() });
        assert!(who(w.act(move |tx| actions::prepare_plan(tx, &zhao, item, &choices))).contains("somebody other than you"));
        let zhao = w.cast.zhao_lei.clone();
        assert!(who(w.act(move |tx| lists::ranking(tx, &zhao, item).map(|(_, rows)| rows.len()))).contains("somebody other than you"));
        assert_eq!(Doors::of(&w).get(&w.cast.zhao_lei, &paths::ranking(item)).status, StatusCode::FORBIDDEN);
        assert_eq!(waiting(&w, &w.cast.zhao_lei), Vec::<String>::new());
        assert_eq!(waiting(&w, &w.cast.sun_yue), [paths::ranking(item)]);
    }

    fn another_address_unties_nobody_from_what_they_belong_to(w: World) {
        let id = with_member(&w, &w.cast.lin_mei, w.item, "wang.jianguo@demo.xieyu");
        let competing = with_member(&w, &w.cast.zhou_yuan, w.item, "zhao.lei@demo.xieyu");
        w.review(competing, Step::UniversityPass).unwrap();
        move_to(&w, &w.cast.wang_jianguo, "wang@nanjiang.example");
        move_to(&w, &w.cast.zhao_lei, "zhao@meridian.example");
        assert!(who(reviews(&w, &w.cast.wang_jianguo, id)).contains("somebody other than you"));
        assert!(who(w.decide(competing, Step::EnterpriseSelect, "")).contains("somebody other than you"));
        assert_eq!(waiting(&w, &w.cast.wang_jianguo), Vec::<String>::new());
        assert_eq!(waiting(&w, &w.cast.zhao_lei), Vec::<String>::new());
    }

    fn an_application_that_was_withdrawn_ties_nobody(w: World) {
        let own = with_member(&w, &w.cast.lin_mei, w.item, "zhao.lei@demo.xieyu");
        let rival = w.passed(&w.cast.zhou_yuan, w.item);
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| actions::withdraw(tx, &lin, own, "")).unwrap();
        assert!(w.decide(rival, Step::EnterpriseSelect, "").is_ok());
    }
}
