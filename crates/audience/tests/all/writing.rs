//! Writing, asking, voting.

use audience::actions as a;
use audience::state::{Mode, comment, poll, question};
use kernel::Refusal;

use crate::world::{MIGRATIONS, World, words};

fn field(refusal: &Refusal) -> Vec<&str> {
    refusal.breaches().iter().map(|breach| breach.field.as_str()).collect()
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_channel_nobody_set_up_is_reviewed_first(w: World) {
        let (lin, zhou) = (w.cast.lin_mei.clone(), w.cast.zhou_yuan.clone());
        let said = w.say(&lin, "  讲得很好\u{200B}！ ").unwrap();
        assert_eq!((said.state, said.body.as_str(), said.name.as_str(), said.shown_at), (comment::State::Waiting, "讲得很好！", "林梅", None));
        assert_eq!((w.list(Some(&lin)).len(), w.list(Some(&zhou)).len(), w.list(None).len()), (1, 0, 0));
        let decided = w.decide(&[said.id], comment::Step::Pass, "").unwrap();
        assert_eq!((decided.done, decided.left), (1, 0));
        assert_eq!(w.list(None), ["讲得很好！"]);
        assert_eq!(w.acts("comment"), [("comment.pass".to_owned(), String::new())], "writing is no act, deciding is");
        assert_eq!(w.decide(&[said.id], comment::Step::Pass, "").unwrap(), a::Decided { done: 0, left: 1 });
    }

    fn what_cannot_be_shown_is_refused_beside_its_field(w: World) {
        w.mode(Mode::Open);
        let lin = w.cast.lin_mei.clone();
        for wrong in ["", " \u{200B}\u{FEFF} ", &"长".repeat(201)] {
            assert_eq!(field(&w.say(&lin, wrong).unwrap_err()), ["body"], "{wrong:?}");
        }
        assert_eq!(w.say(&lin, &"长".repeat(200)).unwrap().state, comment::State::Shown);
        assert_eq!(field(&w.say(&lin, &"長".repeat(200)).unwrap_err()), ["body"], "the same again");
        w.mode(Mode::Closed);
        assert_eq!(field(&w.say(&lin, "还有人吗").unwrap_err()), ["body"]);
        assert_eq!(field(&w.ask(&lin, "还有人吗").unwrap_err()), ["body"]);
    }

    fn nobody_drowns_a_channel(w: World) {
        w.mode(Mode::Open);
        let lin = w.cast.lin_mei.clone();
        for n in 0..4 {
            w.say(&lin, &format!("第 {n} 条")).unwrap();
        }
        assert!(w.say(&lin, "第五条").is_err());
        w.say(&w.cast.zhou_yuan.clone(), "别人可以").unwrap();
        w.wait_millis(10_000);
        w.say(&lin, "第五条").unwrap();
        for n in 0..5 {
            w.ask(&lin, &format!("问题 {n}")).unwrap();
        }
        assert!(w.ask(&lin, "第六个问题").is_err());
    }

    fn a_question_has_one_vote_of_each(w: World) {
        w.mode(Mode::Open);
        let (lin, zhou) = (w.cast.lin_mei.clone(), w.cast.zhou_yuan.clone());
        let asked = w.ask(&lin, "何时公布名单？").unwrap();
        let vote = |who: kernel::Actor| w.act(move |tx, place| a::vote(tx, &who, place, asked.id));
        assert!(vote(lin.clone()).is_err(), "nobody votes for their own");
        assert_eq!((vote(zhou.clone()).unwrap().votes, vote(zhou.clone()).unwrap().votes), (1, 1));
        let back = zhou.clone();
        assert_eq!(w.act(move |tx, place| a::take_vote_back(tx, &back, place, asked.id)).unwrap().votes, 0);
        let office = w.cast.wu_min.clone();
        let pinned = w.act(move |tx, place| { a::pin(tx, &office, place, asked.id)?; Ok(audience::store::pinned(tx, place.channel.id)?) });
        assert_eq!(pinned.unwrap().map(|it| it.id), Some(asked.id));
        let office = w.cast.wu_min.clone();
        w.act(move |tx, place| a::step_question(tx, &office, place, asked.id, (question::Step::Answer, ""))).unwrap();
        assert!(vote(zhou).is_err(), "it was answered");
        let office = w.cast.wu_min.clone();
        w.act(move |tx, place| a::unpin(tx, &office, place)).unwrap();
        assert!(w.read(|tx, place| Ok(audience::store::pinned(tx, place.channel.id)?)).is_none());
        assert_eq!(w.acts("question").len(), 3);
    }

    fn everybody_chooses_once_while_a_poll_is_open(w: World) {
        let (office, lin) = (w.cast.wu_min.clone(), w.cast.lin_mei.clone());
        let draft = |options: &[&str]| a::PollDraft { title: words("最关心什么？", ""), options: options.iter().map(|zh| words(zh, "")).collect() };
        let make = |options: &[&str]| {
            let (office, draft) = (office.clone(), draft(options));
            w.act(move |tx, place| a::make_poll(tx, &office, place, &draft))
        };
        assert_eq!(field(&make(&["算力"]).unwrap_err()), ["options_zh"]);
        assert_eq!(field(&make(&["算力", "算力"]).unwrap_err()), ["options_zh"]);
        let (first, second) = (make(&["算力", "课程"]).unwrap(), make(&["是", "否"]).unwrap());
        let step = |id, step| { let office = office.clone(); w.act(move |tx, place| a::step_poll(tx, &office, place, id, step)) };
        let options = w.read(move |tx, _| Ok(audience::store::options(tx, first.id)?));
        let (one, other) = (options[0].id, options[1].id);
        let choose = |option| { let lin = lin.clone(); w.act(move |tx, place| a::choose(tx, &lin, place, first.id, option)) };
        assert!(matches!(choose(one), Err(Refusal::NotFound)), "nobody sees a draft");
        step(first.id, poll::Step::Open).unwrap();
        assert!(step(second.id, poll::Step::Open).is_err(), "one at a time");
        assert_eq!(field(&choose(kernel::RowId::nil()).unwrap_err()), ["option"]);
        choose(one).unwrap();
        assert!(choose(other).is_err() && choose(one).is_err());
        let votes = w.read(move |tx, _| Ok(audience::store::options(tx, first.id)?));
        assert_eq!(votes.iter().map(|it| it.votes).collect::<Vec<_>>(), [1, 0]);
        step(first.id, poll::Step::Close).unwrap();
        assert!(choose(other).is_err());
    }
}
