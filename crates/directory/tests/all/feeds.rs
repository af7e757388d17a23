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
}

fn made(world: &World) -> String {
    let lin = world.cast.lin_mei.clone();
    world.write(move |tx| directory::make_feed(tx, &lin)).expect("made")
}

fn owner(world: &World, secret: &str) -> Option<PersonId> {
    let secret = secret.to_owned();
    world.read(move |tx| Ok(directory::feed_owner(tx, &secret)?)).map(|person| person.id)
}
