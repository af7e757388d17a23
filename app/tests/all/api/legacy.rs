//! The legacy mode from its round to the certificate, through the API alone.

use applications::checklist::Stage;
use kernel::Day;
use serde_json::{Value, json};

use super::program::text;
use super::story::{Story, all_well};
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn a_project_of_the_legacy_mode_lives_its_life_through_the_api(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(life(&house));
    }
}

fn day(month: i8, day: i8) -> Day {
    Day::new(2023, month, day).expect("a day of 2023")
}

async fn life(house: &House) {
    house.on(day(5, 8));
    let story = Story::of(house);
    let round = json!({ "name": "2023年5月", "year": 2023, "opens_on": day(5, 4), "closes_on": day(5, 26) });
    let round = text(&story.office.post("/rounds", round).await["id"]);
    let (guideline, item) = story.approved_guideline(json!(round)).await;
    let shown = story.contact.get(&format!("/guidelines/{guideline}")).await;
    assert_eq!(shown["guideline"]["state"], "approved", "the legacy mode publishes with its round");

    house.on(day(5, 29));
    let plan = story.office.get(&format!("/rounds/{round}/publish")).await;
    story.office.post(&format!("/rounds/{round}/publish"), json!({ "fingerprint": plan["fingerprint"] })).await;

    house.on(day(6, 12));
    let application = story.selected_application(&item).await;
    let agreement = story.agreed(&application).await;
    story.contact.post(&format!("/agreements/{agreement}/report"), Value::Null).await;

    house.on(day(7, 10));
    let project = on_the_first_list(&story, &round).await;
    house.on(day(7, 10));
    house.days_later(119).await;
    story.money_arrives(&project).await;

    house.days_later(220).await;
    let story = Story::of(house); // tokens live a year at most
    let closing = story.closing_handed_in(&project).await;
    let step = |step: &str| format!("/closings/{closing}/steps/{step}");
    story.university.post(&step("university_pass"), json!({ "checks": all_well(Stage::Closing) })).await;
    story.accepted(&closing).await;
    story.contact.post(&step("report_to_experts"), Value::Null).await;
    let opinion = json!({ "conclusion": "passed", "reason": "成果齐全，结论属实。" });
    story.office.put(&format!("/closings/{closing}/opinion"), opinion).await;
    story.department.post(&step("publish_passed"), Value::Null).await;
    story.ends_well(&project, "legacy").await;
}

/// The programme office makes the list it previewed, the Department publishes it. Answers the project's id.
async fn on_the_first_list(story: &Story<'_>, round: &str) -> String {
    let path = format!("/establishment/rounds/{round}/lists/1");
    let seen = story.office.get(&path).await["digest"].clone();
    let list = text(&story.office.post(&path, json!({ "seen": seen })).await["id"]);
    let seen = story.department.get(&format!("/establishment/lists/{list}")).await["digest"].clone();
    let publication = json!({ "document_number": "教高司函〔2023〕9号", "seen": seen });
    let published = story.department.post(&format!("/establishment/lists/{list}/publish"), publication).await;
    assert_eq!(published["left_out"], json!([]));
    text(&published["projects"][0]["id"])
}
