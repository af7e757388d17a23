//! Allocations: stable, best for every applicant, replayable.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use matching::allocate::{Instance, NONE, Plan, Size, UNRANKED, Wishes, draw, generate, read_document, solve};
use matching::check::allocate::check;
use matching::{Random, Steps};
use proptest::prelude::*;
use serde_json::{Value, json};

const WISHES: Wishes = Wishes { seed: 5, waiting: 3, log: true };

fn plan(instance: &Instance, seed: u64) -> Plan {
    solve(instance, Wishes { seed, ..WISHES }, &Steps(1_000_000)).unwrap()
}

fn holds(instance: &Instance, plan: &Plan) {
    assert_eq!(check(instance, &serde_json::to_string(plan).unwrap()).unwrap(), Vec::<String>::new());
}

/// Up to 12 applicants, enterprises with groups, rankings with ties and gaps.
fn of_chance(seed: u64) -> Value {
    let mut random = Random::new(seed);
    let (applicants, enterprises, offers) = (1 + random.below(12), 1 + random.below(4), 1 + random.below(9));
    let mut groups = Vec::new();
    for enterprise in 0..enterprises {
        let mut ranked: Vec<u32> = (0..applicants).filter(|_| random.below(8) > 0).collect();
        random.shuffle(&mut ranked);
        let tiers: Vec<Vec<String>> = ranked
            .chunk_by(|_, _| random.below(3) == 0)
            .map(|tier| tier.iter().map(|applicant| format!("a{applicant}")).collect())
            .collect();
        groups.push(json!({"id": format!("e{enterprise}"), "places": random.below(6), "ranking": tiers}));
    }
    for group in 0..enterprises {
        groups.push(json!({"id": format!("g{group}"), "places": random.below(4), "within": format!("e{group}")}));
    }
    let offer = |number: u32, random: &mut Random| {
        let within = format!("{}{}", ["e", "g"][random.below(2) as usize], random.below(enterprises));
        json!({"id": format!("o{number}"), "places": random.below(4), "within": within})
    };
    let list: Vec<Value> = (0..offers).map(|number| offer(number, &mut random)).collect();
    let applicant = |number: u32, random: &mut Random| {
        let mut choices: Vec<u32> = (0..offers).filter(|_| random.below(3) > 0).collect();
        random.shuffle(&mut choices);
        let choices: Vec<String> = choices.iter().map(|choice| format!("o{choice}")).collect();
        json!({"id": format!("a{number}"), "choices": choices})
    };
    let applicants: Vec<Value> = (0..applicants).map(|number| applicant(number, &mut random)).collect();
    json!({"applicants": applicants, "groups": groups, "offers": list})
}

/// All stable allocations seen from the applicants by the textbook: repeatedly everybody proposes to the best choice left, and
/// each ranking in turn picks greedily what fits, from the top; who is not picked strikes the choice.
fn by_the_textbook(instance: &Instance, seed: u64) -> Vec<u32> {
    let lottery = draw(seed, &instance.applicants);
    let mut struck: Vec<bool> = instance.choices.iter().map(|choice| choice.tier == UNRANKED).collect();
    loop {
        let proposals: Vec<u32> = (0..instance.applicants.len())
            .map(|applicant| {
                instance.list(applicant).find(|&choice| !struck[choice]).map_or(NONE, |choice| choice as u32)
            })
            .collect();
        let mut order: Vec<usize> = (0..proposals.len()).filter(|&applicant| proposals[applicant] != NONE).collect();
        order.sort_by_key(|&applicant| (instance.choices[proposals[applicant] as usize].tier, lottery[applicant]));
        let mut load = vec![0; instance.nodes.len()];
        let mut changed = false;
        for applicant in order {
            let choice = proposals[applicant] as usize;
            let path: Vec<u32> = instance.path(instance.choices[choice].offer).collect();
            if path.iter().all(|&node| load[node as usize] < instance.nodes[node as usize].places) {
                path.iter().for_each(|&node| load[node as usize] += 1);
            } else {
                struck[choice] = true;
                changed = true;
            }
        }
        if !changed {
            return proposals;
        }
    }
}

fn held(instance: &Instance, plan: &Plan) -> Vec<u32> {
    let mut held = vec![NONE; instance.applicants.len()];
    for placed in &plan.placed {
        let applicant = instance.applicants.iter().position(|id| *id == placed.applicant).unwrap();
        held[applicant] = instance.start[applicant] + placed.choice - 1;
    }
    held
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_allocation_is_that_of_the_textbook_and_nobody_blocks_it(document in any::<u64>(), seed in any::<u64>()) {
        let instance = read_document("test", &of_chance(document).to_string()).unwrap();
        let plan = plan(&instance, seed);
        holds(&instance, &plan);
        prop_assert_eq!(held(&instance, &plan), by_the_textbook(&instance, seed));
    }

    #[test]
    fn the_order_of_applicants_changes_nothing(document in any::<u64>()) {
        let document = of_chance(document);
        let mut turned = document.clone();
        turned["applicants"].as_array_mut().unwrap().reverse();
        let places = |document: &Value| {
            let mut placed = plan(&read_document("test", &document.to_string()).unwrap(), 5).placed;
            placed.sort_by(|one, other| one.applicant.cmp(&other.applicant));
            placed
        };
        prop_assert_eq!(places(&document), places(&turned));
    }

    #[test]
    fn in_the_next_round_what_is_locked_stays_and_what_is_declined_is_gone(document in any::<u64>()) {
        let mut document = of_chance(document);
        let first = plan(&read_document("test", &document.to_string()).unwrap(), 5);
        let pair = |placed: &matching::allocate::Placed| json!([placed.applicant, placed.offer]);
        document["locks"] = first.placed.iter().step_by(2).map(pair).collect();
        document["declined"] = first.placed.iter().skip(1).step_by(2).map(pair).collect();
        let instance = read_document("test", &document.to_string()).unwrap();
        holds(&instance, &plan(&instance, 5));
    }

    #[test]
    fn the_log_replays_to_the_places(document in any::<u64>()) {
        let instance = read_document("test", &of_chance(document).to_string()).unwrap();
        let plan = plan(&instance, 9);
        let mut held = std::collections::BTreeMap::new();
        for step in &plan.log {
            if let Some(displaced) = &step.displaced {
                held.remove(displaced);
            }
            if step.answer == "held" {
                held.insert(step.applicant.clone(), step.offer.clone());
            }
        }
        let places = plan.placed.iter().map(|placed| (placed.applicant.clone(), placed.offer.clone())).collect();
        prop_assert_eq!(held, places);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[0-9a-c,.\n {}\\[\\]:\"-]{0,60}") {
        let _ = read_document("t", &text);
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_another_lottery() {
    let instance = read_document("same", &generate(1, Size { applicants: 400, offers: 60, choices: 6 })).unwrap();
    let told = |seed| serde_json::to_string(&plan(&instance, seed)).unwrap();
    holds(&instance, &plan(&instance, 1));
    assert_eq!(told(1), told(1));
    assert_ne!(draw(1, &instance.applicants), draw(2, &instance.applicants));
}

#[test]
fn faults_are_told_with_their_line() {
    let told = |text: &str| read_document("t", text).unwrap_err().to_string();
    let text = "{\"applicants\":[\n{\"id\":\"a\",\"choices\":[\"o\"]},\n{\"id\":\"b\",\"choices\":[\"p\"]}],\n\"offers\":[{\"id\":\"o\",\"places\":1}]}";
    assert_eq!(told(text), "line 3: offer p is unknown");
    let text = "{\"applicants\":[],\"offers\":[\n{\"id\":\"o\",\"places\":-1}]}";
    assert_eq!(told(text), "line 2: o has -1 places; 0 to 100000000 are possible");
    let text = "{\"applicants\":[],\"groups\":[{\"id\":\"e\",\"places\":1}],\"offers\":[\n{\"id\":\"o\",\"places\":1,\"within\":\"e\",\"ranking\":[]}]}";
    assert_eq!(told(text), "line 2: o ranks applicants, but belongs to e: the outermost ranks");
}

#[test]
fn locks_beyond_places_are_told() {
    let text = json!({"applicants": [{"id": "a", "choices": ["o"]}, {"id": "b", "choices": ["o"]}],
        "offers": [{"id": "o", "places": 1}], "locks": [["a", "o"], ["b", "o"]]});
    let instance = read_document("t", &text.to_string()).unwrap();
    let told = solve(&instance, WISHES, &Steps(1_000)).unwrap_err().to_string();
    assert_eq!(told, "more than the 1 places of o are locked");
}
