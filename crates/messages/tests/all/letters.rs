use kernel::{LetterId, Refusal};
use mail::{LetterFilter, LetterState};

use crate::site::{Doors, session, token};
use crate::world::{ALL, World};

/// A letter to 林梅 that the mail server refused for good.
fn refused(world: &World) -> LetterId {
    world.act(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
    let sql = "UPDATE letter SET given_up_at = $1, failed = '550 5.1.1 no such user', attempts = 1";
    world
        .act(|tx| {
            let now = tx.now();
            Ok(tx.execute(sql, db::params![now])?)
        })
        .expect("given up");
    world.letters()[0].id
}

testing::both_databases! {
    with ALL;

    fn the_operator_sees_why_a_letter_did_not_arrive_and_sends_it_again_or_sets_it_aside(world: World) {
        let id = refused(&world);
        let tang = world.cast.tang_yun.clone();
        let waits = world.read(move |tx| Ok(directory::todo(tx, &tang)?));
        assert_eq!(waits.iter().map(|t| (t.what.en.as_str(), t.href.as_str())).collect::<Vec<_>>(), [("Look at the letters that did not arrive: 1", "/letters")]);

        let page = world.get(session("tang.yun"), "/letters");
        let secret = world.letters()[0].link.clone();
        page.holds("550 5.1.1 no such user");
        page.holds("收件邮箱不存在");
        page.holds("lin.mei@demo.xieyu");
        page.holds("重置密码");
        page.lacks(&secret);
        page.lacks("account.reset");

        assert_eq!(world.post("tang.yun", &format!("/letters/{id}/again"), &[]).location(), "/letters");
        assert_eq!(world.post("tang.yun", &format!("/letters/{id}/again"), &[]).status, 409);
        let acts: Vec<String> = world.read(move |tx| Ok(journal::trail(tx, id.0)?)).into_iter().map(|entry| entry.act).collect();
        assert_eq!(acts, ["letter.send_again"]);
        let again = refused(&world);
        let words = "tang.yun letters:read letters:write";
        world.get(token(words), "/api/v1/letters").holds("no such user");
        assert_eq!(world.call(words, "POST", &format!("/api/v1/letters/{again}/aside"), &serde_json::json!({})).status, 200);
        assert!(world.letters().iter().any(|letter| letter.id == again && letter.set_aside_at.is_some()));
    }

    fn letters_that_leave_in_time_are_not_counted_and_stuck_ones_are_told(world: World) {
        let quiet = world.get(session("tang.yun"), "/letters").body;
        world.act(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
        assert_eq!(world.get(session("tang.yun"), "/letters").body, quiet);
        world.later(16 * 60);
        world.get(session("tang.yun"), "/letters").holds("未能发出");
    }

    fn the_operator_follows_one_address_without_learning_what_arrived(world: World) {
        world.act(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
        let page = world.get(session("tang.yun"), "/letters?address=lin.mei@demo.xieyu");
        page.holds("待发送");
        page.holds("不显示");
        page.lacks("重置密码");
        world.get(session("tang.yun"), "/letters?address=lin.mei").lacks("lin.mei@demo.xieyu");
        let office = world.get(session("wu.min"), "/letters?address=lin.m");
        office.holds("lin.mei@demo.xieyu");
        office.holds("重置密码");
    }

    fn every_state_of_a_letter_is_found_and_together_they_are_all(world: World) {
        world.act(|tx| {
            for n in 0..6 {
                directory::ask_reset(tx, if n % 2 == 0 { "lin.mei@demo.xieyu" } else { "zhou.yuan@demo.xieyu" })?;
            }
            Ok(())
        }).expect("asked");
        let ids: Vec<LetterId> = world.letters().iter().map(|letter| letter.id).collect();
        world.act(move |tx| {
            let now = tx.now();
            for (id, set) in ids.iter().zip(["sent_at = $1", "recalled_at = $1", "set_aside_at = $1", "given_up_at = $1", "failed = 'x', created_at = $1"]) {
                tx.execute(&format!("UPDATE letter SET {set} WHERE id = $2"), db::params![now, *id])?;
            }
            Ok(())
        }).expect("set");
        let now = world.now();
        let mut found = 0;
        for state in <LetterState as kernel::Word>::ALL {
            let filter = LetterFilter { state: Some(*state), ..LetterFilter::default() };
            let letters = world.read(move |tx| Ok(mail::letters(tx, &filter, 10)?));
            assert!(letters.iter().all(|letter| letter.state(now) == *state), "{state}");
            found += letters.len();
        }
        assert_eq!(found, 6);
    }

    fn a_letter_that_goes_out_again_follows_the_person_to_the_present_address(world: World) {
        let id = refused(&world);
        let (tang, lin) = (world.cast.tang_yun.clone(), world.cast.lin_mei.person_id);
        world.act(move |tx| Ok(tx.execute("UPDATE person SET email = 'lin@nanjiang.example' WHERE id = $1", db::params![lin])?)).expect("moved");
        world.act(move |tx| messages::send_again(tx, &tang, id)).expect("sent again");
        let letter = world.letters().into_iter().find(|letter| letter.id == id).expect("there");
        assert_eq!((letter.to_address.as_str(), letter.given_up_at, letter.attempts), ("lin@nanjiang.example", None, 0));
    }

    fn nobody_else_reads_or_moves_letters(world: World) {
        let id = refused(&world);
        assert_eq!(world.get(session("wang.jianguo"), "/letters").status, 403);
        assert_eq!(world.post("wang.jianguo", &format!("/letters/{id}/aside"), &[]).status, 403);
        let words = "wang.jianguo letters:read letters:write";
        assert_eq!(world.get(token(words), "/api/v1/letters").status, 403);
        assert_eq!(world.call(words, "POST", &format!("/api/v1/letters/{id}/again"), &serde_json::json!({})).status, 404);
        let wang = world.cast.wang_jianguo.clone();
        assert!(matches!(world.act(move |tx| messages::send_again(tx, &wang, id)), Err(Refusal::NotFound)));
    }
}
