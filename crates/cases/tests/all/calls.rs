//! Calls: writing, opening, moving the closing day, quotas. Rules K-05 and K-06.

use cases::actions::{self as a, CallDraft};
use cases::state::call::{CallState, CallStep};
use kernel::Refusal;

use crate::world::{MIGRATIONS, World, call_draft, day, fields};

testing::both_databases! {
    with MIGRATIONS;

    fn the_office_writes_a_call_and_opens_it_and_the_universities_are_told(world: World) {
        let (office, teacher) = (world.cast.wu_min.clone(), world.cast.lin_mei.clone());
        let made = world.write({ let office = office.clone(); move |tx| a::create_call(tx, &office, &call_draft()) }).unwrap();
        assert_eq!(made.state, CallState::Draft);
        let seen = world.base.db.read_now(move |tx| a::view_call(tx, Some(&teacher), made.id));
        assert!(matches!(seen, Err(Refusal::NotFound)), "a draft is the office's alone");
        let told = world.letters().len();
        let open = world.write(move |tx| a::step_call(tx, &office, made.id, CallStep::Open)).unwrap();
        assert_eq!((open.state, open.opened_at.is_some()), (CallState::Open, true));
        // Two universities' administrators and two enterprises' contacts.
        assert_eq!(world.letters().len() - told, 4);
    }

    fn k_06_a_call_with_a_fee_is_refused_by_name(world: World) {
        let office = world.cast.wu_min.clone();
        let mut draft = call_draft();
        draft.other.insert("entry_fee".into(), 100.into());
        let refused = world.write(move |tx| a::create_call(tx, &office, &draft));
        assert_eq!(fields(refused), [("K-06", "entry_fee".to_owned())]);
    }

    fn everything_that_is_wrong_with_a_call_is_said_at_once(world: World) {
        let office = world.cast.wu_min.clone();
        let draft = CallDraft {
            year: 1999, takes_projects: false, takes_universities: false, takes_enterprises: false, quota: Some(-1),
            series: meetings::Words::default(), ..call_draft()
        };
        let refused = world.write(move |tx| a::create_call(tx, &office, &draft));
        let wanted = ["year", "series_zh", "takes_projects", "quota"].map(|field| ("", field.to_owned()));
        assert_eq!(fields(refused), wanted);
    }

    fn an_open_call_is_changed_only_by_a_later_closing_day(world: World) {
        let (office, id) = (world.cast.wu_min.clone(), world.call);
        let refused = world.write({ let office = office.clone(); move |tx| a::edit_call(tx, &office, id, 2, &call_draft()) });
        assert!(matches!(refused, Err(Refusal::NotOpen { .. })));
        let earlier = world.write({ let office = office.clone(); move |tx| a::postpone(tx, &office, id, day("2024-09-29")) });
        assert_eq!(fields(earlier), [("", "closes_on".to_owned())]);
        let later = world.write(move |tx| a::postpone(tx, &office, id, day("2024-10-15"))).unwrap();
        assert_eq!(later.closes_on, day("2024-10-15"));
    }

    fn nobody_but_the_office_runs_calls(world: World) {
        for who in [&world.cast.feng_jing, &world.cast.lin_mei, &world.cast.wang_jianguo, &world.cast.he_zhiyuan] {
            let (one, two, id) = (who.clone(), who.clone(), world.call);
            assert!(matches!(world.write(move |tx| a::create_call(tx, &one, &call_draft())), Err(Refusal::Forbidden { .. })));
            let step = world.write(move |tx| a::step_call(tx, &two, id, CallStep::Review));
            assert!(matches!(step, Err(Refusal::Forbidden { .. })));
        }
    }

    fn a_call_with_a_past_closing_day_is_not_opened(world: World) {
        let office = world.cast.wu_min.clone();
        let draft = CallDraft { closes_on: day("2024-09-01"), accepted_by: None, ..call_draft() };
        let refused = world.write(move |tx| {
            let call = a::create_call(tx, &office, &draft)?;
            a::step_call(tx, &office, call.id, CallStep::Open)
        });
        assert_eq!(fields(refused), [("", "closes_on".to_owned()), ("K-03", "accepted_on".to_owned())]);
    }

    fn k_05_a_quota_is_not_set_below_what_is_used(world: World) {
        world.submitted(&world.cast.lin_mei, world.optics);
        assert_eq!(fields(world.quota(Some(0))), [("K-05", "own_quota".to_owned())]);
        world.quota(Some(3)).unwrap();
        world.quota(None).unwrap();
        let (call, university) = (world.call, world.cast.nanjiang);
        let now = world.read(move |tx| {
            let call = cases::store::get_call(tx, call)?;
            Ok(cases::store::quota_of(tx, &call, university)?)
        });
        assert_eq!(now, (1, Some(1)));
    }

    fn a_quota_is_for_a_university(world: World) {
        let (office, call, enterprise) = (world.cast.wu_min.clone(), world.call, world.cast.meridian);
        let refused = world.write(move |tx| a::set_quota(tx, &office, call, enterprise, Some(2)));
        assert_eq!(fields(refused), [("", "university_id".to_owned())]);
    }
}
