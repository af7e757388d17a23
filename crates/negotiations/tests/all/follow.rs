//! What follows: a draft application from an intention, and no rule skipped.

use kernel::Refusal;
use negotiations::actions::{self as n, Outcome, RequestDraft};
use negotiations::kinds::Rank;

use crate::world::{MIGRATIONS, World, rules};

/// Xu Lan and Zhao Lei meet about an item of Meridian; both say there is an intention.
fn agreed(world: &World, with_item: bool) -> negotiations::Appointment {
    let (meeting, xu, zhao) = (world.meeting, world.cast.xu_lan.clone(), world.cast.zhao_lei.clone());
    world.join(&xu);
    let to = world.join(&zhao);
    let item_id = with_item.then(|| world.item(world.cast.meridian));
    let draft = RequestDraft { to, rank: Rank::Must, item_id, note: String::new() };
    let request = world.act(&xu, move |tx, actor| n::ask_to_meet(tx, actor, meeting, &draft)).unwrap().id;
    world.answer(&zhao, request, Rank::Must).unwrap();
    let computed = world.compute();
    world.adopt(computed.id);
    world.publish();
    let it = world.between(&xu, &zhao);
    world.during(&it);
    let id = it.id;
    let outcome = Outcome { intent: true, ..Outcome::default() };
    let noted = world.act(&zhao, move |tx, actor| n::note(tx, actor, meeting, id, &outcome)).unwrap();
    world.act(&xu, move |tx, actor| n::confirm(tx, actor, meeting, (id, noted.revision))).unwrap()
}

testing::both_databases! {
    with MIGRATIONS;

    fn m_05_an_intention_opens_the_draft_of_that_item_with_both_parties(world: World) {
        let it = agreed(&world, true);
        let (meeting, xu, id) = (world.meeting, world.cast.xu_lan.clone(), it.id);
        let (after, application) = world.act(&xu, move |tx, actor| n::open_application(tx, actor, meeting, id)).unwrap();
        assert_eq!(after.application_id, Some(application.id));
        assert_eq!((application.enterprise_id, application.university_id, application.pi_id), (world.cast.meridian, world.cast.beiyuan, xu.person_id));
        assert_eq!(application.state, applications::state::State::Draft);
        let (_, same) = world.act(&xu, move |tx, actor| n::open_application(tx, actor, meeting, id)).unwrap();
        assert_eq!(same.id, application.id, "asked twice, there is one");
        // Every rule of applications still stands in the way of handing it in.
        let draft = application.id;
        let refused = world.act(&xu, move |tx, actor| applications::actions::submit(tx, actor, draft)).unwrap_err();
        assert!(!refused.breaches().is_empty(), "{refused:?}");
    }

    fn m_05_without_an_item_or_as_the_enterprise_nothing_opens(world: World) {
        let it = agreed(&world, false);
        let (meeting, xu, zhao, id) = (world.meeting, world.cast.xu_lan.clone(), world.cast.zhao_lei.clone(), it.id);
        assert_eq!(rules(world.act(&xu, move |tx, actor| n::open_application(tx, actor, meeting, id))), ["M-05"]);
        assert!(world.act(&zhao, move |tx, actor| n::open_application(tx, actor, meeting, id)).is_err());
        assert!(matches!(world.act(&world.cast.lin_mei.clone(), move |tx, actor| n::open_application(tx, actor, meeting, id)), Err(Refusal::NotFound)));
    }

    fn a_public_appointment_stands_in_the_calendars_of_both_and_of_nobody_else(world: World) {
        let engaged = |actor: &kernel::Actor| {
            let person = actor.person_id;
            world.read(move |tx| Ok(negotiations::engagements(tx, person)?))
        };
        let (xu, zhao, lin) = (world.cast.xu_lan.clone(), world.cast.zhao_lei.clone(), world.cast.lin_mei.clone());
        for one in [&xu, &zhao] {
            world.join(one);
        }
        world.agreed(&xu, &zhao);
        let computed = world.compute();
        world.adopt(computed.id);
        assert_eq!(engaged(&xu), [], "not while the timetable is not public");
        world.publish();
        let at = world.between(&xu, &zhao);
        let (mine, theirs) = (engaged(&xu), engaged(&zhao));
        assert_eq!((mine.len(), theirs.len(), engaged(&lin).len()), (1, 1, 0));
        assert_eq!((mine[0].id, mine[0].span, mine[0].table), (at.id, theirs[0].span, theirs[0].table));
        assert!(mine[0].with.zh.starts_with("赵磊（"), "{:?}", mine[0]);
        assert!(theirs[0].with.zh.starts_with("许岚（"), "{:?}", theirs[0]);
    }
}
