//! The 2024 mode from the guideline to the certificate, through the API alone.

use applications::checklist::Stage;
use serde_json::{Value, json};

use super::program::text;
use super::story::{Story, all_well};
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn a_project_of_the_2024_mode_lives_its_life_through_the_api(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(life(&house));
    }
}

async fn life(house: &House) {
    let story = Story::of(house);
    let (guideline, item) = story.approved_guideline(Value::Null).await;
    let shown = story.contact.get(&format!("/guidelines/{guideline}")).await;
    assert_eq!(shown["guideline"]["state"], "published", "the 2024 mode publishes at once");

    let application = story.selected_application(&item).await;
    let agreement = story.agreed(&application).await;
    let project = story.university.post(&format!("/agreements/{agreement}/establish"), Value::Null).await;
    assert_eq!(project["state"], "established");
    let project = text(&project["id"]);

    house.days_later(40).await;
    let inside = story.teacher.get(&format!("/projects/{project}/inside")).await;
    assert_eq!(inside["project"]["state"], "running");
    story.money_arrives(&project).await;
    story.midterm(&project).await;
    let todo = story.university.get("/todo").await;
    assert!(todo.to_string().contains(&project), "the mid-term report waits for the university: {todo:#}");

    house.days_later(340).await;
    let story = Story::of(house); // tokens live a year at most
    let closing = story.closing_handed_in(&project).await;
    story.accepted(&closing).await;
    let step = |step: &str| format!("/closings/{closing}/steps/{step}");
    let audit = json!({ "conclusion": "passed", "reason": "成果齐全，结论属实。", "checks": all_well(Stage::Closing) });
    story.university.post(&step("audit"), audit).await;
    story.university.post(&step("publish_passed"), Value::Null).await;
    story.ends_well(&project, "2024").await;
}
