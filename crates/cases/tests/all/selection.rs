//! Ranking, selection, publication, showing.

use cases::actions as a;
use cases::lists::{self, Wanted};
use cases::state::call::{CallState, CallStep};
use cases::state::{Kind, State, Step};
use kernel::{CaseId, Refusal};
use meetings::Words;
use meetings::actions::MeetingDraft;

use crate::world::{MIGRATIONS, World, day, fields};

/// Three cases under review with these scores; the third has none.
fn judged(world: &World) -> [CaseId; 3] {
    world.quota(Some(5)).unwrap();
    let lin = world.cast.lin_mei.clone();
    let ids = [
        world.submitted(&lin, world.optics).id,
        world.submitted(&world.cast.zhou_yuan, world.vision).id,
        world.submitted(&lin, world.software).id,
    ];
    world.call_step(CallStep::Review).unwrap();
    for (id, points) in [(ids[0], 80), (ids[1], 92)] {
        world.assign(id, &[world.cast.he_zhiyuan.person_id]).unwrap();
        world.review(&world.cast.he_zhiyuan, id, points).unwrap();
    }
    ids
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_ranking_is_by_mean_and_what_nobody_judged_is_last(world: World) {
        let ids = judged(&world);
        let (office, call) = (world.cast.wu_min.clone(), world.call);
        let page = world.read(move |tx| lists::ranking(tx, &office, call, None));
        let rows: Vec<_> = page.rows.iter().map(|rank| (rank.place, rank.case.id, rank.case.mean)).collect();
        assert_eq!(rows, [(1, ids[1], 9200), (2, ids[0], 8000), (3, ids[2], 0)]);
        let (office, first) = (world.cast.wu_min.clone(), ids[1]);
        let rest = world.read(move |tx| lists::ranking(tx, &office, call, Some(first)));
        assert_eq!(rest.rows.iter().map(|rank| rank.place).collect::<Vec<_>>(), [2, 3]);
        let ministry = world.cast.feng_jing.clone();
        let refused = world.base.db.read_now(move |tx| lists::ranking(tx, &ministry, call, None).map(drop));
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })));
    }

    fn the_office_selects_with_reasons_decides_and_publishes(world: World) {
        let ids = judged(&world);
        assert_eq!(fields(world.decide(ids[1], Step::Select, " ")), [("", "reason".to_owned())]);
        assert!(matches!(world.decide(ids[2], Step::Select, "好"), Err(Refusal::NotOpen { .. })), "nobody judged it");
        world.decide(ids[1], Step::Select, "突出").unwrap();
        world.decide(ids[0], Step::NotSelect, "名额有限").unwrap();
        assert_eq!(fields(world.call_step(CallStep::Decide)), [("", String::new())], "one is open");
        world.decide(ids[2], Step::NotSelect, "未评审").unwrap();
        let back = world.decide(ids[0], Step::Reconsider, "重看").unwrap();
        assert_eq!((back.state, back.decision_reason.as_str()), (State::ExpertReview, ""));
        world.decide(ids[0], Step::NotSelect, "名额有限").unwrap();
        world.call_step(CallStep::Decide).unwrap();
        let before = world.letters();
        assert!(!before.iter().any(|kind| kind.ends_with("selected")), "nobody is told yet");
        assert!(matches!(world.decide(ids[0], Step::Reconsider, "晚了"), Err(Refusal::NotOpen { .. })));
        let published = world.call_step(CallStep::Publish).unwrap();
        assert_eq!((published.state, published.published_at.is_some()), (CallState::Published, true));
        assert_eq!(ids.map(|id| world.state(id)), [State::NotSelected, State::Published, State::NotSelected]);
        let count = |kind: &str| world.letters().iter().filter(|it| *it == kind).count();
        // Author, administrator of the university, contact of the enterprise.
        assert_eq!((count("case.selected"), count("case.not_selected")), (3, 6));
    }

    fn m_07_what_is_published_carries_year_and_kind(world: World) {
        let ids = judged(&world);
        world.decide(ids[1], Step::Select, "突出").unwrap();
        for id in [ids[0], ids[2]] { world.decide(id, Step::NotSelect, "名额有限").unwrap(); }
        world.call_step(CallStep::Decide).unwrap();
        let none = world.read(|tx| Ok(lists::published_cases(tx, Wanted::default())?.rows.len()));
        assert_eq!(none, 0);
        world.call_step(CallStep::Publish).unwrap();
        let rows = world.read(|tx| Ok(lists::published_cases(tx, Wanted { year: Some(2024), kind: Some(Kind::Project), ..Wanted::default() })?.rows));
        let seen: Vec<_> = rows.iter().map(|row| (row.id, row.year, row.kind, row.university.as_str(), row.author.as_str())).collect();
        assert_eq!(seen, [(ids[1], 2024, Kind::Project, "南江大学", "周远")]);
        let other = world.read(|tx| Ok(lists::published_cases(tx, Wanted { year: Some(2023), ..Wanted::default() })?.rows.len()));
        assert_eq!(other, 0);
    }

    fn a_published_case_is_shown_at_a_meeting(world: World) {
        let ids = judged(&world);
        world.decide(ids[1], Step::Select, "突出").unwrap();
        for id in [ids[0], ids[2]] { world.decide(id, Step::NotSelect, "名额有限").unwrap(); }
        let office = world.cast.wu_min.clone();
        let draft = MeetingDraft {
            title: Words::of("第十一届对接会", "The 11th meeting"), place: Words::default(), about: Words::default(),
            first_on: day("2024-11-02"), last_on: day("2024-11-03"), change_minutes: Some(10),
        };
        let meeting = world.write({ let office = office.clone(); move |tx| meetings::actions::create(tx, &office, &draft) }).unwrap().id;
        let show = |meeting| { let office = office.clone(); world.write(move |tx| a::show_at(tx, &office, ids[1], meeting)) };
        assert!(matches!(show(meeting), Err(Refusal::NotOpen { .. })));
        world.call_step(CallStep::Decide).unwrap();
        world.call_step(CallStep::Publish).unwrap();
        assert_eq!(fields(show(kernel::MeetingId::nil())), [("", "meeting_id".to_owned())]);
        let shown = show(meeting).unwrap();
        assert_eq!((shown.state, shown.meeting_id), (State::Shown, Some(meeting)));
    }

    fn nothing_is_published_while_nobody_is_selected(world: World) {
        world.call_step(CallStep::Review).unwrap();
        assert_eq!(fields(world.call_step(CallStep::Decide)), [("", String::new())]);
        assert!(matches!(world.call_step(CallStep::Publish), Err(Refusal::NotOpen { .. })));
    }
}
