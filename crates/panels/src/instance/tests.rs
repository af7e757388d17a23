//! Whatever is known of experts and subjects: what the engine finds breaks no rule of this slice, and can be computed again.

use kernel::{OrganisationId, RowId};
use matching::Random;
use proptest::prelude::*;

use super::*;
use crate::facts::Asked;
use crate::fit::{Asks, Knows};
use crate::record::{Barred, Subject};
use crate::rules::changed;
use crate::solving::{Question, computed};
use crate::state::Kind;

const HOUSES: [&str; 4] = ["子午光电", "蓝溪软件", "南江大学", "北原理工大学"];

fn house(n: u32) -> OrganisationId {
    OrganisationId(uuid::Uuid::from_u128(u128::from(n)))
}

fn expert(n: u32, random: &mut Random) -> Expert {
    let mut some = |one_in: u32| random.below(one_in) == 0;
    let houses: Vec<u32> = (0..4).filter(|_| some(4)).collect();
    let interests = (0..2).filter(|_| some(5)).map(house).collect();
    let employer = if some(4) { HOUSES[random.below(4) as usize] } else { "" };
    let name = |n: &u32| (house(*n), HOUSES[*n as usize].to_owned());
    Expert {
        id: PersonId(uuid::Uuid::from_u128(u128::from(n))),
        name: format!("专家{n}"),
        name_en: String::new(),
        title: String::new(),
        waiting: random.below(3),
        houses: houses.iter().map(name).collect(),
        employer: employer.to_owned(),
        interests,
        knows: Knows::of(&[format!("专业{}", random.below(3))], &[], &[], &[]),
    }
}

fn subject(n: u32, random: &mut Random) -> Asked {
    let of = random.below(2);
    Asked {
        id: RowId(uuid::Uuid::from_u128(1_000 + u128::from(n))),
        title: format!("指南{n}"),
        house: house(of),
        house_name: HOUSES[of as usize].to_owned(),
        house_name_en: String::new(),
        revision: 1,
        kind: crate::state::Kind::Guideline,
        other_house: None,
        team: Vec::new(),
        is_open: true,
        asks: Asks::of("", "", &[format!("专业{}", random.below(3))], &[]),
    }
}

fn known(seed: u64) -> (Facts, Contents, Wishes) {
    let mut random = Random::new(seed);
    let (experts, subjects) = (1 + random.below(9), 1 + random.below(5));
    let facts = Facts {
        experts: (0..experts).map(|n| expert(n, &mut random)).collect(),
        subjects: (0..subjects).map(|n| subject(n, &mut random)).collect(),
        has_more: false,
    };
    let kept = |subject: &Asked| Subject {
        id: subject.id,
        title: subject.title.clone(),
        house: subject.house,
        house_name: subject.house_name.clone(),
        house_name_en: String::new(),
        revision: 1,
    };
    let barred = Barred { subject: facts.subjects[0].id, expert: facts.experts[0].id };
    let contents =
        Contents { subjects: facts.subjects.iter().map(kept).collect(), pairs: Vec::new(), barred: vec![barred] };
    let wishes = Wishes {
        per_item: 1 + random.below(3),
        most: 1 + random.below(4),
        seed: random.below(100),
        is_fair: random.below(2) == 0,
    };
    (facts, contents, wishes)
}

fn solved(facts: &Facts, contents: &Contents, wishes: Wishes) -> Contents {
    let document = asked(facts, contents, &wishes);
    let question = Question { kind: Kind::Guideline, wishes, contents: contents.clone(), plan: None, document };
    question.solve().expect("whatever is known, some assignment exists").contents
}

fn sorted(contents: &Contents) -> Vec<(RowId, PersonId)> {
    let mut pairs: Vec<_> = contents.pairs.iter().map(|pair| (pair.subject, pair.expert)).collect();
    pairs.sort();
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_found_breaks_no_rule_and_holds_nobody_taken_out(seed in any::<u64>()) {
        let (facts, contents, wishes) = known(seed);
        let found = solved(&facts, &contents, wishes);
        prop_assert_eq!(changed(&found, &facts, &wishes), vec![]);
        let out = contents.barred[0];
        prop_assert!(!sorted(&found).contains(&(out.subject, out.expert)));
    }

    #[test]
    fn locked_pairs_stay_under_every_seed_and_the_frozen_document_gives_all(seed in any::<u64>()) {
        let (facts, contents, wishes) = known(seed);
        let mut found = solved(&facts, &contents, wishes);
        found.pairs.iter_mut().enumerate().for_each(|(at, pair)| pair.locked = at % 2 == 0);
        let locked: Vec<_> = found.pairs.iter().filter(|pair| pair.locked).map(|pair| (pair.subject, pair.expert)).collect();
        let again = solved(&facts, &found, Wishes { seed: wishes.seed + 1, ..wishes });
        let pairs = sorted(&again);
        prop_assert!(locked.iter().all(|pair| pairs.contains(pair)));
        prop_assert_eq!(changed(&again, &facts, &wishes), vec![]);
        // One is taken out by hand: the document that is handed out gives exactly the others.
        again.pairs.first().copied().into_iter().for_each(|pair| found.barred.push(Barred { subject: pair.subject, expert: pair.expert }));
        let left = Contents { pairs: again.pairs.get(1..).unwrap_or_default().to_vec(), barred: found.barred, ..again };
        let answer = computed(&frozen(&facts, &left, &wishes), &wishes).expect("they stand");
        let mut given: Vec<(String, String)> = answer.placed.into_iter().map(|placed| (placed.item, placed.expert)).collect();
        given.sort();
        let mut wanted: Vec<(String, String)> =
            left.pairs.iter().map(|pair| (pair.subject.to_string(), pair.expert.to_string())).collect();
        wanted.sort();
        prop_assert_eq!(given, wanted);
    }
}
