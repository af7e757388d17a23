use axum::http::StatusCode;
use kernel::{PersonId, Refusal};

use crate::browser::Browser;
use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn a_calendar_address_opens_until_a_new_one_is_made_or_it_is_revoked(world: World) {
        let lin = world.cast.lin_mei.clone();
        assert_eq!(owner(&world, "guessed"), None);
        let first = made(&world);
        assert_eq!(owner(&world, &first), Some(lin.person_id));
        let second = made(&world);
        assert_eq!([&first, &second].map(|secret| owner(&world, secret)), [None, Some(lin.person_id)]);
        let by = lin.clone();
        world.write(move |tx| directory::revoke_feed(tx, &by)).expect("revoked");
        assert_eq!(owner(&world, &second), None);
        assert!(matches!(world.write(move |tx| directory::revoke_feed(tx, &lin)), Err(Refusal::NotFound)));
        let kept = world.read(|tx| Ok(tx.query::<(i64,)>("SELECT COUNT(*) FROM calendar_feed", &[])?));
        assert_eq!(kept, [(0,)]);
    }

    fn the_address_is_shown_once_and_never_again(world: World) {
        let mut lin = Browser::new(&world, false);
        lin.log_in("lin.mei@demo.xieyu");
        let before = lin.get("/account/calendar");
        assert!(before.status == StatusCode::OK && before.body.contains("生成订阅地址"), "{}", before.body);
        let made = lin.post("/account/calendar", "/account/calendar", &[]);
        let (_, rest) = made.body.split_once("/calendar/").expect("the address");
        let secret = rest.split(".ics").next().expect("a secret");
        assert_eq!(owner(&world, secret), Some(world.cast.lin_mei.person_id));
        let after = lin.get("/account/calendar");
        assert!(!after.body.contains(secret) && after.body.contains("停用"), "{}", after.body);
        lin.post("/account/calendar", "/account/calendar/revoke", &[]);
        assert_eq!(owner(&world, secret), None);
    }

    fn a_calendar_address_ends_with_everything_else_that_opens_the_account(world: World) {
        let lin = world.cast.lin_mei.clone();
        let secret = made(&world);
        world.write(move |tx| directory::log_out_everywhere(tx, &lin)).expect("out");
        assert_eq!(owner(&world, &secret), None);

        let secret = made(&world);
        world.write(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
        let letter = world.secret_sent_to("lin.mei@demo.xieyu");
        let hash = directory::hash_password_cheaply("a-new-password");
        world.write(move |tx| directory::reset_password(tx, &letter, &hash)).expect("set");
        assert_eq!(owner(&world, &secret), None);

        let secret = made(&world);
        let lin = world.cast.lin_mei.clone();
        world.write(move |tx| directory::close_account(tx, &lin, &crate::leaving::KEEPER)).expect("closed");
        assert_eq!(owner(&world, &secret), None);
    }

    fn a_program_makes_the_address_anew_and_takes_it_back(world: World) {
        let mut program = Browser::new(&world, false);
        let token = world.token_of(&world.cast.lin_mei, &["directory:read", "directory:write"]);
        let mut ask = |method: &str| {
            let answer = program.api(method, "/api/v1/people/me/calendar", &token, "");
            (answer.status, serde_json::from_str::<serde_json::Value>(&answer.body).expect("JSON"))
        };
        assert_eq!(ask("GET"), (StatusCode::OK, serde_json::json!({ "made_at": null })));
        let (status, made) = ask("POST");
        assert_eq!(status, StatusCode::OK);
        let secret = made["address"].as_str().and_then(|address| address.rsplit_once("/calendar/"));
        let secret = secret.and_then(|(_, name)| name.strip_suffix(".ics")).expect("an address").to_owned();
        assert_eq!(owner(&world, &secret), Some(world.cast.lin_mei.person_id));
        assert!(ask("GET").1["made_at"].is_string());
        assert_eq!(ask("DELETE"), (StatusCode::OK, serde_json::json!({ "made_at": null })));
        assert_eq!(owner(&world, &secret), None);
        assert_eq!(ask("DELETE").0, StatusCode::NOT_FOUND);
    }
}

fn made(world: &World) -> String {
    let lin = world.cast.lin_mei.clone();
    world.write(move |tx| directory::make_feed(tx, &lin)).expect("made")
}

fn owner(world: &World, secret: &str) -> Option<PersonId> {
    let secret = secret.to_owned();
    world.read(move |tx| Ok(directory::feed_owner(tx, &secret)?)).map(|person| person.id)
}
