//! Places, approval and the waiting list.

use kernel::{Refusal, Word};
use registrations::actions::{self as r, Delegation, RegistrationDraft};
use registrations::kinds::MeetingRole;
use registrations::state::State;

use crate::world::{MIGRATIONS, World, day, draft, fields};

testing::both_databases! {
    with MIGRATIONS;

    fn places_are_given_until_they_are_used_and_then_the_waiting_list_keeps_its_order(world: World) {
        let (mei, yuan) = (world.cast.lin_mei.clone(), world.cast.zhou_yuan.clone());
        let one = world.register(&mei, draft("林梅")).unwrap();
        let two = world.by_hand("甲");
        assert_eq!((one.state, two.state, world.taken()), (State::Confirmed, State::Confirmed, 2));
        let third = world.register(&yuan, draft("周远")).unwrap();
        let fourth = world.by_hand("乙");
        assert_eq!((third.state, fourth.state), (State::Waitlist, State::Waitlist));
        let second_in_line = world.read(move |tx| Ok(registrations::store::place_in_line(tx, &fourth)?));
        assert_eq!(second_in_line, Some(2));
        // The first who waits gets the place that becomes free, for 48 hours.
        world.withdraw(two.id).unwrap();
        let offered = world.find(third.id);
        assert_eq!((offered.state, world.taken()), (State::Offered, 2));
        assert_eq!(offered.offer_ends_at.unwrap().seconds_since(offered.state_since), 48 * 3600);
        let newcomer = world.by_hand("丙");
        assert_eq!(newcomer.state, State::Waitlist, "nobody passes those who wait");
        // Nobody took it: it goes to the next.
        world.base.clock.move_to(offered.offer_ends_at.unwrap());
        assert!(matches!(world.write({ let yuan = yuan.clone(); move |tx| r::accept(tx, &yuan, third.id) }), Err(Refusal::Breaches(_))));
        assert_eq!(world.write(|tx| r::lapse_due(tx)).unwrap(), 1);
        assert_eq!((world.state(third.id), world.state(fourth_id(&world)), world.taken()), (State::Lapsed, State::Offered, 2));
        let office = world.office();
        let id = fourth_id(&world);
        let taken = world.write(move |tx| r::accept(tx, &office, id)).unwrap();
        assert_eq!((taken.state, world.taken()), (State::Confirmed, 2));
        assert_eq!(world.write(|tx| r::lapse_due(tx)).unwrap(), 0);
        let told: Vec<String> = world.letters().into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(told, ["registration.confirmed", "registration.waiting", "registration.offered", "registration.lapsed"]);
    }

    fn more_places_go_to_those_who_wait(world: World) {
        let all: Vec<_> = ["甲", "乙", "丙", "丁"].map(|name| world.by_hand(name)).into_iter().collect();
        world.open(3).unwrap();
        assert_eq!(all.iter().map(|it| world.state(it.id)).collect::<Vec<_>>(), [State::Confirmed, State::Confirmed, State::Offered, State::Waitlist]);
        assert_eq!(fields(world.open(2)), ["places.delegate"], "three are taken");
    }

    fn before_the_opening_and_after_the_deadline_only_the_office_registers(world: World) {
        let mei = world.cast.lin_mei.clone();
        world.base.clock.move_to(day("2024-10-26").begins());
        assert_eq!(fields(world.register(&mei, draft("林梅"))), [""]);
        assert_eq!(world.by_hand("甲").state, State::Confirmed);
    }

    fn a_role_that_is_looked_at_waits_for_the_office(world: World) {
        let mei = world.cast.lin_mei.clone();
        let media = RegistrationDraft { role: MeetingRole::Media, ..draft("林梅") };
        let it = world.register(&mei, media).unwrap();
        assert_eq!(it.state, State::Submitted);
        let (own, office) = (mei.clone(), world.office());
        assert!(matches!(world.write(move |tx| r::approve(tx, &own, it.id)), Err(Refusal::Forbidden { .. })));
        assert_eq!(fields(world.write({ let office = office.clone(); move |tx| r::refuse(tx, &office, it.id, " ") })), ["reason"]);
        let refused = world.write({ let office = office.clone(); move |tx| r::refuse(tx, &office, it.id, "名额有限") }).unwrap();
        assert_eq!((refused.state, refused.reason.as_str()), (State::Refused, "名额有限"));
        // What is over does not stand in the way of the next try.
        let again = world.register(&mei, RegistrationDraft { role: MeetingRole::Media, ..draft("林梅") }).unwrap();
        let approved = world.write(move |tx| r::approve(tx, &office, again.id)).unwrap();
        assert_eq!(approved.state, State::Confirmed);
    }

    fn somebody_registers_once_and_nobody_as_staff_by_themselves(world: World) {
        let mei = world.cast.lin_mei.clone();
        world.register(&mei, draft("林梅")).unwrap();
        assert_eq!(fields(world.register(&mei, draft("林梅"))), ["name_zh"]);
        let staff = RegistrationDraft { role: MeetingRole::Staff, ..draft("周远") };
        assert_eq!(fields(world.register(&world.cast.zhou_yuan, staff)), ["role"]);
    }

    fn a_delegation_is_registered_whole_or_not_at_all(world: World) {
        let (wang, meeting) = (world.cast.wang_jianguo.clone(), world.meeting);
        let mei = RegistrationDraft { email: "lin.mei@demo.xieyu".into(), ..draft("林梅") };
        let wrong = RegistrationDraft { phone: "abc".into(), ..draft("乙") };
        let both = Delegation { people: vec![mei.clone(), wrong] };
        let actor = wang.clone();
        assert_eq!(fields(world.write(move |tx| r::delegate(tx, &actor, meeting, &both))), ["people.1.phone"]);
        assert_eq!(world.taken(), 0);
        let people = vec![mei, draft("乙"), draft("丙")];
        let actor = wang.clone();
        let made = world.write(move |tx| r::delegate(tx, &actor, meeting, &Delegation { people })).unwrap();
        assert_eq!(made.iter().map(|it| it.state).collect::<Vec<_>>(), [State::Confirmed, State::Confirmed, State::Waitlist]);
        assert_eq!(made[0].person_id, Some(world.cast.lin_mei.person_id));
        assert_eq!(made[0].organisation_id, Some(world.cast.nanjiang));
        // Their administrator looks after them; another university's does not know them.
        let (id, other) = (made[1].id, world.cast.gao_ning.clone());
        assert!(matches!(world.write(move |tx| r::withdraw(tx, &other, id, "x")), Err(Refusal::NotFound)));
        assert_eq!(world.write(move |tx| r::withdraw(tx, &wang, id, "不能来")).unwrap().state, State::Withdrawn);
        assert_eq!(world.state(made[2].id), State::Offered);
        let teacher = world.cast.lin_mei.clone();
        let nobody = Delegation { people: vec![draft("丁")] };
        assert!(matches!(world.write(move |tx| r::delegate(tx, &teacher, meeting, &nobody)), Err(Refusal::Forbidden { .. })));
    }

    fn what_is_said_can_be_changed_but_not_the_role(world: World) {
        let mei = world.cast.lin_mei.clone();
        let it = world.register(&mei, draft("林梅")).unwrap();
        let better = RegistrationDraft { days: vec![day("2024-11-03")], hotel_nights: 1, ..draft("林梅教授") };
        let (actor, change) = (mei.clone(), better.clone());
        let changed = world.write(move |tx| r::edit(tx, &actor, it.id, 1, &change)).unwrap();
        assert_eq!((changed.name_zh.as_str(), changed.days()), ("林梅教授", vec![day("2024-11-03")]));
        let (actor, change) = (mei.clone(), better.clone());
        assert!(matches!(world.write(move |tx| r::edit(tx, &actor, it.id, 1, &change)), Err(Refusal::Overtaken)));
        let other = RegistrationDraft { role: MeetingRole::Expert, days: vec![day("2024-12-03")], ..better };
        assert_eq!(fields(world.write(move |tx| r::edit(tx, &mei, it.id, 2, &other))), ["days", "role"]);
        let all = RegistrationDraft::of(&world.find(it.id));
        assert_eq!(all.role.word(), "delegate");
    }

    fn who_did_not_come_is_noted_after_the_meeting(world: World) {
        let (one, two) = (world.by_hand("甲"), world.by_hand("乙"));
        world.base.clock.move_to(day("2024-11-02").begins());
        world.merge(vec![crate::world::scan("a", &crate::world::badge(&one), day("2024-11-02").begins())]).unwrap();
        world.base.clock.move_to(day("2024-11-04").begins());
        assert_eq!(world.write(|tx| r::close_ended(tx)).unwrap(), 0, "devices may still bring scans");
        world.base.clock.move_to(day("2024-11-05").begins());
        assert_eq!(world.write(|tx| r::close_ended(tx)).unwrap(), 2);
        assert_eq!((world.state(one.id), world.state(two.id)), (State::Attended, State::NoShow));
    }
}

/// 乙, who was registered fourth.
fn fourth_id(world: &World) -> kernel::RegistrationId {
    let meeting = world.meeting;
    let filter = registrations::store::Filter { text: "乙".into(), ..Default::default() };
    world.read(move |tx| Ok(registrations::store::list(tx, meeting, &filter, None)?.0))[0].id
}
