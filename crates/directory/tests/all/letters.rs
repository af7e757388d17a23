use axum::http::StatusCode;
use kernel::LetterId;

use crate::browser::Browser;
use crate::world::{MIGRATIONS, World};

/// A letter to 林梅 that the mail server refused for good.
fn refused(world: &World) -> LetterId {
    world.write(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
    let sql = "UPDATE letter SET given_up_at = $1, failed = '550 5.1.1 no such user', attempts = 1";
    world
        .write(|tx| {
            let now = tx.now();
            Ok(tx.execute(sql, db::params![now])?)
        })
        .expect("given up");
    world.read(|tx| Ok(mail::recent(tx, 1)?))[0].id
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_operator_sees_why_a_letter_did_not_arrive_and_sends_it_again_or_sets_it_aside(world: World) {
        let id = refused(&world);
        let tang = world.cast.tang_yun.clone();
        let waits = world.read({ let tang = tang.clone(); move |tx| Ok(directory::todo(tx, &tang)?) });
        assert_eq!(waits.iter().map(|t| (t.what.en.as_str(), t.href.as_str())).collect::<Vec<_>>(), [("Look at the letters that did not arrive: 1", "/letters")]);

        let mut operator = Browser::new(&world, false);
        operator.log_in("tang.yun@demo.xieyu");
        let page = operator.get("/letters").body;
        let secret = world.secret_sent_to("lin.mei@demo.xieyu");
        assert!(page.contains("550 5.1.1 no such user") && page.contains("lin.mei@demo.xieyu"), "{page}");
        assert!(!page.contains(&secret), "the text of a letter is not the operator's business");

        assert_eq!(operator.post("/letters", &format!("/letters/{id}/again"), &[]).location, "/letters");
        assert_eq!(operator.post("/account", &format!("/letters/{id}/again"), &[]).status, StatusCode::CONFLICT);
        assert_eq!(world.acts_on(id.0), ["letter.send_again"]);
        let again = refused(&world);
        let token = world.token_of(&tang, &["letters:read", "letters:write"]);
        assert!(operator.api("GET", "/api/v1/letters", &token, "").body.contains("no such user"));
        assert_eq!(operator.api("POST", &format!("/api/v1/letters/{again}/aside"), &token, "").status, StatusCode::OK);
        assert!(world.read(move |tx| Ok(mail::letter(tx, again)?)).is_some_and(|letter| letter.set_aside_at.is_some()));
    }

    fn letters_that_leave_in_time_are_not_counted_and_stuck_ones_are_told(world: World) {
        let mut operator = Browser::new(&world, false);
        operator.log_in("tang.yun@demo.xieyu");
        let quiet = operator.get("/letters").body;
        world.write(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
        assert_eq!(operator.get("/letters").body, quiet);
        world.later(16 * 60);
        assert!(operator.get("/letters").body.contains("未能发出"));
    }

    fn a_letter_that_goes_out_again_follows_the_person_to_the_present_address(world: World) {
        let id = refused(&world);
        let (tang, lin) = (world.cast.tang_yun.clone(), world.cast.lin_mei.person_id);
        world.write(move |tx| Ok(tx.execute("UPDATE person SET email = 'lin@nanjiang.example' WHERE id = $1", db::params![lin])?)).expect("moved");
        world.write(move |tx| directory::send_again(tx, &tang, id)).expect("sent again");
        let letter = world.read(move |tx| Ok(mail::letter(tx, id)?)).expect("there");
        assert_eq!((letter.to_address.as_str(), letter.given_up_at, letter.attempts), ("lin@nanjiang.example", None, 0));
    }

    fn nobody_else_reads_or_moves_letters(world: World) {
        let id = refused(&world);
        let mut office = Browser::new(&world, false);
        office.log_in("wu.min@demo.xieyu");
        assert_eq!(office.get("/letters").status, StatusCode::FORBIDDEN);
        assert_eq!(office.post("/account", &format!("/letters/{id}/aside"), &[]).status, StatusCode::FORBIDDEN);
        let token = world.token_of(&world.cast.wu_min, &["letters:read", "letters:write"]);
        assert_eq!(office.api("GET", "/api/v1/letters", &token, "").status, StatusCode::FORBIDDEN);
        assert_eq!(office.api("POST", &format!("/api/v1/letters/{id}/again"), &token, "").status, StatusCode::NOT_FOUND);
    }
}
