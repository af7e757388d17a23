//! The limits a university sets itself, and what they mean for its teachers. Rule A-08.

use serde_json::{Value, json};

use super::program::{Program, rules};
use super::story::Story;
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn a_university_reads_and_sets_its_limits_and_they_hold_for_its_teachers(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(held(&house));
    }
}

async fn held(house: &House) {
    let story = Story::of(house);
    let path = format!("/organisations/{}/limits", house.cast.nanjiang);
    let none = json!({ "per_person_and_round": null, "memberships_per_round": null, "per_enterprise_and_round": null, "per_enterprise_and_type": null });
    assert_eq!(story.university.get(&path).await, json!({ "own": none, "programme": none }));
    for other in [&story.teacher, &story.office, &Program::of(house, &house.cast.gao_ning)] {
        other.refused("GET", &path, Value::Null, 403).await;
        other.refused("PUT", &path, json!({ "per_person_and_round": 1 }), 403).await;
    }
    for wrong in
        [json!({ "per_person_and_round": -1 }), json!({ "per_person_and_round": 1_001 }), json!({ "per_person": 1 })]
    {
        story.university.refused("PUT", &path, wrong, 422).await;
    }
    let set = story.university.put(&path, json!({ "per_enterprise_and_round": 1 })).await;
    assert_eq!(
        (&set["own"]["per_enterprise_and_round"], &set["own"]["per_person_and_round"]),
        (&json!(1), &Value::Null)
    );
    assert_eq!(story.university.get(&path).await, set);

    let (_, item) = story.approved_guideline(Value::Null).await;
    story.handed_in(&story.teacher, &item).await;
    let second = Program::of(house, &house.cast.zhou_yuan);
    let stands = second.get(&format!("/items/{item}/eligibility")).await;
    let verdicts = stands["verdicts"].as_array().expect("verdicts");
    let named: Vec<&Value> = verdicts.iter().filter(|v| v["holds"] == false).map(|v| &v["rule"]).collect();
    assert_eq!(named, [&json!("A-08")], "{stands:#}");
    let id = story.written(&second, &item).await;
    let problem = second.refused("POST", &format!("/applications/{id}/submit"), Value::Null, 422).await;
    assert_eq!(rules(&problem), ["A-08"]);
    story.university.put(&path, json!({})).await;
    second.post(&format!("/applications/{id}/submit"), Value::Null).await;
}
