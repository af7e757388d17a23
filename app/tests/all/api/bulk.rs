//! A bulk decision: plan, preview, commit; whatever changes in between stops it.

use serde_json::{Value, json};

use super::program::{Program, text};
use super::story::Story;
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn a_bulk_decision_is_planned_looked_at_and_carried_out_as_it_was_seen(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(decided(&house));
    }
}

async fn decided(house: &House) {
    let story = Story::of(house);
    let (_, item) = story.approved_guideline(Value::Null).await;
    let second = Program::of(house, &house.cast.zhou_yuan);
    let (a, b) = (story.handed_in(&story.teacher, &item).await, story.handed_in(&second, &item).await);
    for (id, score) in [(&a, 91), (&b, 78)] {
        let path = format!("/applications/{id}/evaluation");
        story.reviewer.put(&path, json!({ "score": score, "note": "方案具体。" })).await;
    }
    let ranking = story.contact.get(&format!("/items/{item}/applications")).await;
    assert_eq!([&ranking[0]["mean_tenths"], &ranking[1]["mean_tenths"]], [&json!(910), &json!(780)]);

    let decisions = format!("/items/{item}/decisions");
    let unsaid = json!({ "best": 1 });
    let problem = story.contact.refused("POST", &decisions, unsaid, 422).await;
    assert_eq!(problem["problems"][0]["rule"], "S-01", "whoever is declined learns why");
    let wanted = json!({ "best": 1, "reason": "名额有限，择优支持。" });
    story.reviewer.refused("POST", &decisions, wanted.clone(), 403).await;
    let made = story.contact.ask("POST", &decisions, wanted.clone()).await;
    let plan = made.location.strip_prefix("/api/v1").expect("an address").to_owned();
    let seen = story.contact.get(&plan).await;
    let steps: Vec<(&Value, &Value)> =
        seen["decisions"].as_array().expect("lines").iter().map(|l| (&l["application_id"], &l["step"])).collect();
    assert_eq!(steps, [(&json!(a), &json!("enterprise_select")), (&json!(b), &json!("enterprise_reject"))]);
    assert_eq!(
        story.teacher.get(&format!("/applications/{a}")).await["application"]["state"],
        "enterprise_review",
        "nothing is decided yet"
    );

    second.post(&format!("/applications/{b}/withdraw"), json!({ "reason": "改报其他项目" })).await;
    assert_eq!(story.contact.get(&plan).await["changed"], json!([b]));
    story.contact.refused("POST", &format!("{plan}/commit"), Value::Null, 409).await;
    story.contact.post(&format!("{plan}/drop"), Value::Null).await;

    let chosen = json!({ "chosen": [{ "application_id": a, "step": "enterprise_select" }] });
    let plan = format!("/decisions/{}", text(&story.contact.post(&decisions, chosen).await["id"]));
    story.contact.post(&format!("{plan}/commit"), Value::Null).await;
    story.contact.refused("POST", &format!("{plan}/commit"), Value::Null, 409).await;
    assert_eq!(story.teacher.get(&format!("/applications/{a}")).await["application"]["state"], "selected");
    story.university.refused("GET", &plan, Value::Null, 404).await;
}
