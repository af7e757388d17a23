//! Deciding about comments, people and words.

use audience::actions::{self as a, Sentence, WordDraft};
use audience::state::{Effect, Mode, Restraint, comment, word};
use kernel::{Actor, Refusal};

use crate::world::{MIGRATIONS, World};

fn sentence(kind: Restraint) -> Sentence {
    Sentence { kind, reason: "刷屏".into(), until: None }
}

testing::both_databases! {
    with MIGRATIONS;

    fn somebody_muted_sees_their_own_and_nobody_else_does(w: World) {
        w.mode(Mode::Open);
        let (office, lin, zhou) = (w.cast.wu_min.clone(), w.cast.lin_mei.clone(), w.cast.zhou_yuan.clone());
        let impose = |who: &Actor, by: &Actor, kind| {
            let (who, by) = (who.person_id, by.clone());
            w.act(move |tx, place| a::impose(tx, &by, place, who, &sentence(kind)))
        };
        assert!(matches!(impose(&lin, &zhou, Restraint::Mute), Err(Refusal::Forbidden { .. })));
        assert!(impose(&office, &office, Restraint::Mute).is_err(), "nobody mutes themselves");
        let muted = impose(&lin, &office, Restraint::Mute).unwrap();
        assert!(impose(&lin, &office, Restraint::Mute).is_err(), "it holds already");
        assert_eq!(w.say(&lin, "有人吗").unwrap().state, comment::State::Unheard);
        assert_eq!((w.list(Some(&lin)).len(), w.list(Some(&zhou)).len()), (1, 0));
        let by = office.clone();
        w.act(move |tx, place| a::lift(tx, &by, place, muted.id)).unwrap();
        assert_eq!(w.say(&lin, "又来了").unwrap().state, comment::State::Shown);
        let banned = impose(&lin, &office, Restraint::Ban).unwrap();
        assert!(w.say(&lin, "还在吗").unwrap_err().breaches()[0].said.en.contains("banned"));
        let by = office.clone();
        w.act(move |tx, place| a::lift(tx, &by, place, banned.id)).unwrap();
        let by = office;
        assert!(matches!(w.act(move |tx, place| a::lift(tx, &by, place, banned.id)), Err(Refusal::Overtaken)));
        let acts: Vec<String> = w.acts("restraint").into_iter().map(|(act, reason)| format!("{act} {reason}")).collect();
        assert_eq!(acts, ["restraint.mute 刷屏", "restraint.lift ", "restraint.ban 刷屏", "restraint.lift "]);
    }

    fn many_are_decided_at_once_and_each_leaves_a_trace_without_its_text(w: World) {
        let people = [&w.cast.lin_mei, &w.cast.zhou_yuan, &w.cast.chen_xiao];
        let ids: Vec<_> = people.iter().map(|who| w.say(who, "不当内容").unwrap().id).collect();
        assert_eq!(w.decide(&ids, comment::Step::Refuse, "与会议无关").unwrap().done, 3);
        assert_eq!(w.acts("comment").len(), 3);
        assert!(w.acts("comment").iter().all(|(act, reason)| act == "comment.refuse" && reason == "与会议无关"));
        let details = w.base.db.read_now(|tx| tx.query::<(String,)>("SELECT detail FROM journal_entry WHERE subject = 'comment'", &[]));
        assert!(details.map_err(|e: db::DbError| e).unwrap().iter().all(|(text,)| text.contains("sha256") && !text.contains("不当")));
        assert!(matches!(w.decide(&[], comment::Step::Pass, ""), Err(Refusal::Breaches(_))));
        assert_eq!(w.decide(&ids[..1], comment::Step::Restore, "").unwrap().done, 1);
        assert_eq!(w.list(None).len(), 1);
        assert_eq!(w.decide(&ids[..1], comment::Step::Delete, "重复").unwrap().done, 1);
        assert!(w.list(None).is_empty());
    }

    fn reviewed_after_is_shown_and_waits_to_be_looked_at(w: World) {
        w.mode(Mode::ReviewedAfter);
        let said = w.say(&w.cast.lin_mei.clone(), "大家好").unwrap();
        assert_eq!((said.state, said.to_review), (comment::State::Shown, true));
        let looked = |w: &World| { let (office, id) = (w.cast.wu_min.clone(), said.id); w.act(move |tx, place| a::looked_at(tx, &office, place, &[id])).unwrap() };
        assert_eq!(w.read(|tx, place| Ok(audience::store::to_review(tx, place.channel.id)?)).len(), 1);
        assert_eq!((looked(&w).done, looked(&w).left), (1, 1));
        assert!(w.read(|tx, place| Ok(audience::store::to_review(tx, place.channel.id)?)).is_empty());
    }

    fn a_word_counts_once_two_people_agreed_and_goes_by_two(w: World) {
        w.mode(Mode::Open);
        let (first, lin) = (w.cast.wu_min.clone(), w.cast.lin_mei.clone());
        let mut second = first.clone();
        second.person_id = w.cast.zhou_yuan.person_id;
        let draft = WordDraft { word: "代写".into(), effect: Effect::Refuse, reason: "学术不端".into() };
        let propose = |by: &Actor| { let (by, draft) = (by.clone(), draft.clone()); w.act(move |tx, _| a::propose(tx, &by, &draft)) };
        assert!(matches!(propose(&lin), Err(Refusal::Forbidden { .. })));
        let row = propose(&first).unwrap();
        assert!(propose(&second).is_err(), "it is there");
        let step = |by: &Actor, step| { let by = by.clone(); w.act(move |tx, _| a::step_word(tx, &by, row.id, (step, ""))) };
        assert!(w.say(&lin, "论文代 写").is_ok(), "proposed is not listed");
        assert!(matches!(step(&first, word::Step::Confirm), Err(Refusal::Forbidden { .. })));
        step(&second, word::Step::Confirm).unwrap();
        assert!(w.say(&lin, "論文代-寫！").is_err(), "listed, in any disguise");
        step(&second, word::Step::AskOff).unwrap();
        assert!(w.say(&lin, "找人代写").is_err(), "it counts until another agrees");
        assert!(matches!(step(&second, word::Step::TakeOff), Err(Refusal::Forbidden { .. })));
        step(&first, word::Step::TakeOff).unwrap();
        assert!(w.say(&lin, "找人代写").is_ok());
        assert_eq!(w.acts("blocked_word").len(), 4);
    }
}
