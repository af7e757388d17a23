use kernel::{Instant, OrganisationId, PersonId, RowId};

use super::*;
use crate::fit::{Asks, Knows};
use crate::record::{Pair, Subject};

fn house(n: i64) -> OrganisationId {
    OrganisationId(uuid::Uuid::from_u128(n as u128))
}

fn expert(n: i64) -> Expert {
    Expert {
        id: PersonId(uuid::Uuid::from_u128(n as u128)),
        name: format!("专家{n}"),
        name_en: String::new(),
        title: String::new(),
        waiting: 0,
        houses: Vec::new(),
        employer: String::new(),
        interests: Vec::new(),
        knows: Knows::default(),
    }
}

fn subject() -> Asked {
    Asked {
        id: RowId::at(Instant::from_millis(1)),
        title: "指南".into(),
        house: house(1),
        house_name: "子午光电".into(),
        house_name_en: "Meridian Optics".into(),
        revision: 3,
        kind: crate::state::Kind::Guideline,
        other_house: None,
        team: Vec::new(),
        is_open: true,
        asks: Asks::default(),
    }
}

fn rules_of(breaches: &[Breach]) -> Vec<&'static str> {
    breaches.iter().map(|breach| breach.rule).collect()
}

#[test]
fn g_09_who_belongs_works_there_or_declared_an_interest_is_never_a_pair() {
    let member = Expert { houses: vec![(house(1), "子午光电".into())], ..expert(1) };
    let declared = Expert { interests: vec![house(1)], ..expert(1) };
    let employed = Expert { employer: " Meridian Optics ".into(), ..expert(1) };
    for barred in [member, declared, employed] {
        assert_eq!(independent(&barred, &subject()).expect_err("barred").rule, "G-09");
    }
    let elsewhere = Expert {
        houses: vec![(house(2), "蓝溪软件".into())],
        interests: vec![house(3)],
        employer: "南江大学".into(),
        ..expert(1)
    };
    assert_eq!(independent(&elsewhere, &subject()), Ok(()));
}

#[test]
fn two_of_one_organisation_and_a_full_load_stand_in_the_way() {
    let one = Expert { houses: vec![(house(5), "南江大学".into())], waiting: 2, ..expert(1) };
    let other = Expert { employer: "南江大学".into(), ..expert(2) };
    assert_eq!(common_house(&one, &other), Some("南江大学"));
    assert_eq!(common_house(&one, &expert(3)), None);
    assert_eq!(common_house(&expert(3), &expert(4)), None, "two of whom nothing is known share nothing");
    let found = obstacles(&one, &subject(), &[&other], 1, 3);
    assert_eq!(rules_of(&found), ["", ""]);
    assert_eq!(obstacles(&one, &subject(), &[&expert(3)], 0, 3), []);
}

#[test]
fn nine_experts_are_enough() {
    assert_eq!(has_room(8), Ok(()));
    assert!(has_room(9).is_err());
}

#[test]
fn wishes_outside_the_bounds_are_named_at_once() {
    let wishes = Wishes { per_item: 0, most: 51, seed: 1, is_fair: false };
    let fields: Vec<String> = can_be_asked(&wishes).into_iter().map(|breach| breach.field).collect();
    assert_eq!(fields, ["per_item", "most"]);
    assert_eq!(can_be_asked(&Wishes { per_item: 9, most: 50, ..wishes }), []);
}

#[test]
fn what_moved_who_left_and_who_no_longer_may_is_told() {
    let wishes = Wishes { per_item: 2, most: 2, seed: 0, is_fair: false };
    let now = subject();
    let kept = Subject {
        id: now.id,
        title: now.title.clone(),
        house: now.house,
        house_name: String::new(),
        house_name_en: String::new(),
        revision: now.revision,
    };
    let pair = |expert: &Expert| Pair { subject: now.id, expert: expert.id, locked: false, by_hand: false };
    let (one, other) = (expert(1), expert(2));
    let contents = Contents { subjects: vec![kept], pairs: vec![pair(&one), pair(&other)], barred: Vec::new() };
    let with = |subject: Asked, experts: Vec<Expert>| {
        let facts = Facts { subjects: vec![subject], experts, has_more: false };
        changed(&contents, &facts, &wishes).into_iter().map(|changed| changed.expert).collect::<Vec<_>>()
    };
    assert_eq!(with(now.clone(), vec![one.clone(), other.clone()]), []);
    assert_eq!(with(Asked { is_open: false, ..now.clone() }, vec![one.clone(), other.clone()]), [None]);
    assert_eq!(with(Asked { revision: 4, ..now.clone() }, vec![one.clone(), other.clone()]), [None]);
    assert_eq!(with(now.clone(), vec![one.clone()]), [Some(other.id)]);
    let joined = Expert { houses: vec![(now.house, now.house_name.clone())], ..one.clone() };
    assert_eq!(with(now.clone(), vec![joined, other.clone()]), [Some(one.id)]);
    let busy = Expert { waiting: 2, ..other.clone() };
    assert_eq!(with(now, vec![one, busy]), [Some(other.id)]);
}
