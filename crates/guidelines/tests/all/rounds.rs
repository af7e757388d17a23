//! Rounds.

use guidelines::{NewRound, create_round, rolling_round, rounds};
use kernel::{Mode, Refusal};

use crate::world::{MIGRATIONS, World, broken, day};

fn may() -> NewRound {
    NewRound { name: "2021年5月".into(), year: 2021, opens_on: day("2021-05-01"), closes_on: day("2021-05-31") }
}

testing::both_databases! {
    with MIGRATIONS;

    fn there_is_one_round_of_the_2024_mode_however_often_it_is_asked_for(world: World) {
        let first = world.write(rolling_round).expect("made");
        let second = world.write(rolling_round).expect("found");
        assert_eq!(first, second);
        assert_eq!((first.mode, first.closes_on), (Mode::Rolling, None));
        assert_eq!(world.read(|tx| Ok(rounds(tx)?)), [first]);
    }

    fn only_the_office_opens_a_round_and_each_name_once(world: World) {
        let cast = world.cast.clone();
        assert!(matches!(world.write(move |tx| create_round(tx, &cast.contact, may())), Err(Refusal::Forbidden { .. })));
        let office = world.cast.office.clone();
        world.write({ let office = office.clone(); move |tx| create_round(tx, &office, may()) }).expect("opened");
        let wrong = NewRound { year: 1999, closes_on: day("2021-04-30"), ..may() };
        let found = broken(world.write(move |tx| create_round(tx, &office, wrong)));
        assert_eq!(found, [("", "name".to_owned()), ("", "year".to_owned()), ("", "closes_on".to_owned())]);
    }

    fn g_06_a_round_that_has_ended_takes_no_new_guideline(world: World) {
        let office = world.cast.office.clone();
        let round = world.write(move |tx| create_round(tx, &office, may())).expect("opened");
        let contact = world.cast.contact.clone();
        let made = world.write(move |tx| guidelines::actions::create(tx, &contact, guidelines::actions::NewGuideline { round_id: Some(round.id), is_special: false, content: crate::world::content() }));
        assert_eq!(broken(made), [("G-06", "round_id".to_owned())]);
    }
}
