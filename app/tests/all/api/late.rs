//! Money that does not come: marked, confirmed, on the enterprise's record, and put right.

use serde_json::{Value, json};

use super::program::{rules, text};
use super::story::Story;
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn a_late_payment_is_marked_confirmed_disputed_and_put_right(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(late(&house));
    }
}

async fn late(house: &House) {
    let story = Story::of(house);
    let project = story.running_project().await;
    let account = story.contact.get(&format!("/projects/{project}/funding")).await;
    let first = text(&account["instalments"][0]["id"]);
    let at = |act: &str| format!("/instalments/{first}/{act}");
    story.university.refused("POST", &at("confirm-late"), json!({ "reason": "未到账" }), 409).await;

    house.days_later(52).await; // 30 days after the start it fell due, and 30 of grace have passed
    let marked = story.university.get(&format!("/instalments/{first}")).await;
    assert!(marked["instalment"]["late_at"].is_string(), "{marked:#}");
    let late = story.finance.get("/funding?late=on").await;
    assert_eq!(late.as_array().map(Vec::len), Some(1));
    story.contact.refused("POST", &at("confirm-late"), json!({ "reason": "未到账" }), 403).await;
    story.university.post(&at("confirm-late"), json!({ "reason": "财务处核对，无此笔入账" })).await;
    story.university.refused("POST", &at("confirm-late"), json!({ "reason": "再次" }), 409).await;
    let enterprise = format!("/organisations/{}", house.cast.meridian);
    let inside = story.contact.get(&enterprise).await;
    assert_eq!(
        (&inside["credit_events"][0]["kind"], &inside["checklist"][4]["kept"]),
        (&json!("non_payment"), &json!(false))
    );

    story.contact.upload(&at("files"), "付款凭证.pdf").await;
    let on = house.today();
    story.contact.refused("POST", &at("pay"), json!({ "on": on.plus_days(1) }), 422).await;
    story.contact.post(&at("pay"), json!({ "on": on, "note": "对公转账" })).await;
    assert_eq!(rules(&story.finance.refused("POST", &at("receive"), json!({ "on": on }), 422).await), ["X-02"]);
    story.finance.refused("POST", &at("dispute"), json!({}), 422).await;
    let disputed = story.finance.post(&at("dispute"), json!({ "reason": "金额不符" })).await;
    assert_eq!(disputed["state"], "agreed");
    story.contact.post(&at("pay"), json!({ "on": on, "note": "补足差额" })).await;
    let proof = story.finance.upload(&at("files"), "到账凭证.pdf").await;
    story.finance.fetch(&format!("/instalments/{first}/files/{}", text(&proof["id"])), "到账凭证.pdf").await;
    let received = story.finance.post(&at("receive"), json!({ "on": on, "note": "已入账" })).await;
    assert_eq!((&received["state"], &received["late_at"]), (&json!("received"), &Value::Null));
    let event = text(&inside["credit_events"][0]["id"]);
    let settled = json!({ "settled_reason": "已补付，学校确认到账" });
    story.office.post(&format!("{enterprise}/credit-events/{event}/settle"), settled).await;
    assert_eq!(story.contact.get(&enterprise).await["checklist"][4]["kept"], true);
}
