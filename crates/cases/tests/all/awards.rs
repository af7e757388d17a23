//! Lists of awards. Rule M-07.

use cases::actions::{self as a, AwardDraft, ListDraft};
use cases::lists;
use cases::state::Step;
use cases::state::award::{AwardKind, ListState};
use cases::state::call::CallStep;
use cases::{Award, AwardList};
use kernel::{AwardListId, OrganisationId, Refusal};
use meetings::Words;

use crate::world::{MIGRATIONS, World, fields};

fn draft(year: &str, kind: &str) -> ListDraft {
    ListDraft { year: year.into(), kind: kind.into(), meeting_id: None, note: Words::default() }
}

fn list(world: &World, year: &str, kind: &str) -> Result<AwardList, Refusal> {
    let (office, draft) = (world.cast.wu_min.clone(), draft(year, kind));
    world.write(move |tx| a::create_list(tx, &office, &draft))
}

fn add(world: &World, id: AwardListId, house: Option<OrganisationId>, name: &str) -> Result<Award, Refusal> {
    let (office, name) = (world.cast.wu_min.clone(), Words::of(name, ""));
    world.write(move |tx| a::add_award(tx, &office, id, &AwardDraft { organisation_id: house, name }))
}

testing::both_databases! {
    with MIGRATIONS;

    fn m_07_there_is_no_list_without_year_and_kind_and_one_of_each(world: World) {
        assert_eq!(fields(list(&world, "", "")), [("M-07", "year".to_owned()), ("M-07", "kind".to_owned())]);
        let made = list(&world, "2023", "excellent_organisation").unwrap();
        assert_eq!((made.year, made.kind, made.state), (2023, AwardKind::ExcellentOrganisation, ListState::Draft));
        assert_eq!(fields(list(&world, "2023", "excellent_organisation")), [("M-07", "year".to_owned())]);
        list(&world, "2024", "excellent_organisation").unwrap();
        list(&world, "2023", "contributing_enterprise").unwrap();
    }

    fn a_list_is_filled_published_and_told_and_never_changed_again(world: World) {
        let made = list(&world, "2023", "excellent_organisation").unwrap();
        let office = world.cast.wu_min.clone();
        let publish = || { let office = office.clone(); world.write(move |tx| a::publish_list(tx, &office, made.id)) };
        assert_eq!(fields(publish()), [("", String::new())], "it is empty");
        assert_eq!(fields(add(&world, made.id, None, "")), [("", "name_zh".to_owned())]);
        let first = add(&world, made.id, Some(world.cast.nanjiang), "").unwrap();
        assert_eq!(first.name_zh, "南江大学");
        assert_eq!(fields(add(&world, made.id, Some(world.cast.nanjiang), "")), [("", "organisation_id".to_owned())]);
        let second = add(&world, made.id, None, "平台外的大学").unwrap();
        let gone = add(&world, made.id, None, "写错的大学").unwrap();
        assert_eq!((first.sort, second.sort, gone.sort), (1, 2, 3));
        world.write({ let office = office.clone(); move |tx| a::remove_award(tx, &office, made.id, gone.id) }).unwrap();
        let public = world.read(|tx| Ok(lists::award_lists(tx, None, None)?.rows.len()));
        assert_eq!(public, 0);
        assert_eq!(publish().unwrap().state, ListState::Published);
        assert!(matches!(add(&world, made.id, None, "晚"), Err(Refusal::NotOpen { .. })));
        assert_eq!(world.letters().iter().filter(|kind| *kind == "case.honoured").count(), 1);
        let public = world.read(|tx| Ok(lists::award_lists(tx, None, None)?.rows));
        assert_eq!((public.len(), public[0].year, public[0].kind), (1, 2023, AwardKind::ExcellentOrganisation));
    }

    fn published_cases_of_the_year_go_on_the_list_once(world: World) {
        let case = world.submitted(&world.cast.lin_mei, world.optics);
        world.call_step(CallStep::Review).unwrap();
        world.assign(case.id, &[world.cast.he_zhiyuan.person_id]).unwrap();
        world.review(&world.cast.he_zhiyuan, case.id, 90).unwrap();
        world.decide(case.id, Step::Select, "好").unwrap();
        world.call_step(CallStep::Decide).unwrap();
        let (office, call) = (world.cast.wu_min.clone(), world.call);
        let fill = |id| { let office = office.clone(); world.write(move |tx| a::fill_with_cases(tx, &office, id, call)) };
        let cases = list(&world, "2024", "excellent_case").unwrap();
        assert!(matches!(fill(cases.id), Err(Refusal::NotOpen { .. })), "it is not published");
        world.call_step(CallStep::Publish).unwrap();
        assert_eq!(fill(cases.id).unwrap(), 1);
        assert_eq!(fill(cases.id).unwrap(), 0);
        assert_eq!(fields(fill(list(&world, "2023", "excellent_case").unwrap().id)), [("M-07", "call_id".to_owned())]);
        assert_eq!(fields(fill(list(&world, "2024", "contributing_enterprise").unwrap().id)), [("M-07", "call_id".to_owned())]);
    }

    fn others_find_no_draft_and_make_no_list(world: World) {
        let made = list(&world, "2023", "excellent_case").unwrap();
        for who in [&world.cast.feng_jing, &world.cast.wang_jianguo] {
            let (one, two) = (who.clone(), who.clone());
            let create = world.write(move |tx| a::create_list(tx, &one, &draft("2022", "excellent_case")));
            assert!(matches!(create, Err(Refusal::Forbidden { .. })));
            let add = world.write(move |tx| a::add_award(tx, &two, made.id, &AwardDraft::default()));
            assert!(matches!(add, Err(Refusal::NotFound)));
        }
    }
}
