//! Every text a program sends is bounded like the field of the page: what is too long is refused with its field and limit.

use kernel::credit_code;
use serde_json::{Value, json};

use super::program::{Program, text};
use super::story::{Story, all_well};
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn long_texts_about_people_and_organisations_are_refused(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(directory(&house));
    }

    fn long_texts_from_the_guideline_to_the_agreement_are_refused(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(until_agreed(&house));
    }

    fn long_texts_of_a_running_project_and_its_closing_are_refused(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(running(&house));
    }
}

/// One character more than `most`, which counts in characters and not in bytes.
fn beyond(most: usize) -> String {
    "长".repeat(most + 1)
}

/// Asks with a text that is too long in `field` and expects to be told so.
async fn too_long(program: &Program<'_>, ask: (&str, &str), body: Value, field: &str, most: usize) {
    let problem = program.refused(ask.0, ask.1, body, 422).await;
    let all = problem["problems"].as_array().expect("problems");
    let told = all.iter().find(|p| p["field"] == field).unwrap_or_else(|| panic!("{ask:?} {field}: {problem:#}"));
    let said = text(&told["said"]["en"]).replace(',', "");
    assert!(said.contains(&most.to_string()), "{ask:?}: the limit {most} is not named: {said}");
}

async fn directory(house: &House) {
    let (office, head) = (Program::of(house, &house.cast.wu_min), Program::of(house, &house.cast.wang_jianguo));
    let own = head.get("/people/me").await;
    let me = |name: &str| json!({ "revision": own["person"]["revision"], "name": name, "lang": "zh" });
    too_long(&head, ("PUT", "/people/me"), me(&beyond(60)), "name", 60).await;
    too_long(
        &head,
        ("POST", "/tokens"),
        json!({ "name": beyond(100), "scopes": ["directory:read"], "days": 1 }),
        "name",
        100,
    )
    .await;
    let people = format!("/organisations/{}/people", house.cast.nanjiang);
    let invitation =
        |name: &str, school: &str| json!({ "role": "student", "name": name, "email": "a@b.example", "school": school });
    too_long(&head, ("POST", &people), invitation(&beyond(60), ""), "name", 60).await;
    too_long(&head, ("POST", &people), invitation("甲", &beyond(100)), "school", 100).await;
    let invited = head.post(&people, invitation("甲", "")).await;
    let recall = format!("/memberships/{}/recall", text(&invited["id"]));
    too_long(&head, ("POST", &recall), json!({ "reason": beyond(500) }), "reason", 500).await;
    let new = |name: &str, place: &str| json!({ "kind": "province", "name": name, "province": "43", "place": place });
    too_long(&office, ("POST", "/organisations"), new(&beyond(120), ""), "name", 120).await;
    too_long(&office, ("POST", "/organisations"), new("湖南", &beyond(200)), "place", 200).await;
    let at = |step: &str| format!("/organisations/{}/{step}", house.cast.meridian);
    too_long(&office, ("POST", &at("suspend")), json!({ "reason": beyond(2_000) }), "reason", 2_000).await;
    too_long(
        &office,
        ("POST", &at("waive-capital")),
        json!({ "waiver_reason": beyond(2_000) }),
        "waiver_reason",
        2_000,
    )
    .await;
    too_long(&office, ("POST", &at("credit-events")), json!({ "kind": "fraud", "what": beyond(2_000) }), "what", 2_000)
        .await;
    let code = credit_code::complete("91310115MA1K4C7D").expect("a code");
    let registration = |name: &str, about: &str| {
        json!({ "licence": "", "commitment": "", "password": "ten-letters-long", "enterprise": {
        "name": name, "credit_code": code.as_str(), "legal_form": "legal_person", "registered_on": "2019-03-01", "paid_in_capital": 1,
        "industry": "I", "about": about, "contact_name": "何琳", "contact_phone": "021-55550000", "contact_email": "a@b.example" } })
    };
    let stranger = Program::stranger(house);
    too_long(&stranger, ("POST", "/registrations/enterprises"), registration(&beyond(120), "甲"), "name", 120).await;
    too_long(&stranger, ("POST", "/registrations/enterprises"), registration("甲", &beyond(4_000)), "about", 4_000)
        .await;
    let person = json!({ "university": house.cast.nanjiang, "role": "student", "school": beyond(100), "name": "甲", "email": "a@b.example", "password": "ten-letters-long" });
    too_long(&stranger, ("POST", "/registrations/people"), person, "school", 100).await;
}

async fn until_agreed(house: &House) {
    let story = Story::of(house);
    let round = json!({ "name": beyond(100), "year": 2024, "opens_on": "2024-05-01", "closes_on": "2024-05-31" });
    too_long(&story.office, ("POST", "/rounds"), round, "name", 100).await;
    let made = story.contact.post("/guidelines", json!({})).await;
    let path = format!("/guidelines/{}", text(&made["guideline"]["id"]));
    let written = |content: Value| json!({ "revision": made["guideline"]["revision"], "content": content });
    too_long(&story.contact, ("PUT", &path), written(json!({ "about": beyond(5_000) })), "about", 5_000).await;
    let item = json!({ "items": [{ "project_type": "T2", "title": beyond(200) }] });
    too_long(&story.contact, ("PUT", &path), written(item), "items.0.title", 200).await;
    let (guideline, item) = story.approved_guideline(Value::Null).await;
    let at = |step: &str| format!("/guidelines/{guideline}/{step}");
    too_long(&story.contact, ("POST", &at("pause")), json!({ "reason": beyond(2_000) }), "reason", 2_000).await;

    let id = story.written(&story.teacher, &item).await;
    let path = format!("/applications/{id}");
    let at = |step: &str| format!("/applications/{id}/{step}");
    let revision = story.teacher.get(&path).await["application"]["revision"].clone();
    let draft = |more: Value| json!({ "revision": revision, "draft": more });
    too_long(&story.teacher, ("PUT", &path), draft(json!({ "title": beyond(120) })), "title", 120).await;
    too_long(&story.teacher, ("PUT", &path), draft(json!({ "plan": beyond(10_000) })), "plan", 10_000).await;
    too_long(&story.teacher, ("POST", &at("withdraw")), json!({ "reason": beyond(2_000) }), "reason", 2_000).await;
    story.teacher.post(&at("submit"), Value::Null).await;
    let answers = || json!(all_well(applications::checklist::Stage::Application));
    let back = json!({ "answers": answers(), "comment": beyond(2_000) });
    too_long(&story.university, ("POST", &at("university_return")), back, "comment", 2_000).await;
    let mut wordy = answers();
    wordy[0]["comment"] = json!(beyond(500));
    let field = format!("checks.{}.comment", text(&wordy[0]["check"]));
    too_long(&story.university, ("POST", &at("university_pass")), json!({ "answers": wordy }), &field, 500).await;
    story.university.post(&at("university_pass"), json!({ "answers": answers() })).await;
    let score = json!({ "score": 90, "note": beyond(2_000) });
    too_long(&story.reviewer, ("PUT", &at("evaluation")), score, &format!("note.{id}"), 2_000).await;
    too_long(&story.contact, ("POST", &at("enterprise_return")), json!({ "reason": beyond(2_000) }), "reason", 2_000)
        .await;
    let decisions = format!("/items/{item}/decisions");
    let chosen = json!({ "chosen": [{ "application_id": id, "step": "enterprise_reject", "reason": beyond(2_000) }] });
    too_long(&story.contact, ("POST", &decisions), chosen, &format!("reason.{id}"), 2_000).await;
    story.contact.post(&at("enterprise_select"), Value::Null).await;
    agreement(&story, &id).await;
}

async fn agreement(story: &Story<'_>, application: &str) {
    let begun = story.teacher.post(&format!("/applications/{application}/agreement"), Value::Null).await;
    let path = format!("/agreements/{}", text(&begun["id"]));
    let whole = story.teacher.get(&path).await;
    let mut edit = story.edit(&whole);
    edit["ip_terms"] = json!(beyond(8_000));
    too_long(&story.teacher, ("PUT", &path), edit, "ip_terms", 8_000).await;
    let mut edit = story.edit(&whole);
    edit["payments"][1]["note"] = json!(beyond(300));
    too_long(&story.teacher, ("PUT", &path), edit, "payments.1.note", 300).await;
    story.teacher.put(&path, story.edit(&whole)).await;
    let at = |step: &str| format!("{path}/{step}");
    too_long(&story.teacher, ("POST", &at("withdraw")), json!({ "reason": beyond(2_000) }), "reason", 2_000).await;
    story.teacher.upload(&at("files"), "合作协议.pdf").await;
    story.teacher.post(&at("submit"), Value::Null).await;
    let version = story.university.get(&at("versions")).await[0]["number"].clone();
    let mut checks = json!(all_well(applications::checklist::Stage::Agreement));
    checks[1]["comment"] = json!(beyond(500));
    let field = format!("checks.{}.comment", text(&checks[1]["check"]));
    let passed = json!({ "version": version, "passes": true, "seal": true, "checks": checks });
    too_long(&story.university, ("POST", &at("university-review")), passed, &field, 500).await;
    let returned = json!({ "version": version, "passes": false, "reason": beyond(2_000) });
    too_long(&story.university, ("POST", &at("university-review")), returned, "reason", 2_000).await;
}

async fn running(house: &House) {
    let story = Story::of(house);
    let project = story.running_project().await;
    let on = house.today();
    let account = story.contact.get(&format!("/projects/{project}/funding")).await;
    let at = |act: &str| format!("/instalments/{}/{act}", text(&account["instalments"][0]["id"]));
    too_long(&story.contact, ("POST", &at("pay")), json!({ "on": on, "note": beyond(500) }), "note", 500).await;
    story.contact.post(&at("pay"), json!({ "on": on })).await;
    too_long(&story.finance, ("POST", &at("receive")), json!({ "on": on, "note": beyond(500) }), "note", 500).await;
    too_long(&story.finance, ("POST", &at("dispute")), json!({ "reason": beyond(1_000) }), "reason", 1_000).await;

    let report = text(&story.teacher.post(&format!("/projects/{project}/reports"), Value::Null).await["id"]);
    let path = format!("/reports/{report}");
    for field in ["progress", "risks", "next_steps"] {
        too_long(&story.teacher, ("PUT", &path), json!({ field: beyond(8_000) }), field, 8_000).await;
    }
    too_long(&story.teacher, ("POST", &format!("{path}/submit")), json!({ "note": beyond(2_000) }), "note", 2_000)
        .await;
    let events = format!("/projects/{project}/events");
    let event = |title: &str, what: &str| json!({ "title": title, "what": what, "happened_on": on });
    too_long(&story.teacher, ("POST", &events), event(&beyond(100), "搬迁"), "title", 100).await;
    too_long(&story.teacher, ("POST", &events), event("搬迁", &beyond(4_000)), "what", 4_000).await;
    changes(&story, &project).await;

    house.days_later(320).await;
    let story = Story::of(house); // tokens live a year at most
    let begun = story.teacher.post(&format!("/projects/{project}/closing"), Value::Null).await;
    let path = format!("/closings/{}", text(&begun["id"]));
    let outcome = text(&story.teacher.get(&path).await["outcomes"][0]["id"]);
    too_long(&story.teacher, ("PUT", &path), json!({ "summary": beyond(5_000) }), "summary", 5_000).await;
    let line = json!({ "outcomes": [{ "id": outcome, "is_done": true, "what": beyond(1_000) }] });
    too_long(&story.teacher, ("PUT", &path), line, &format!("outcomes.{outcome}.what"), 1_000).await;
    story.teacher.put(&path, json!({ "missing_cash_reason": "企业延迟付款" })).await;
    story.closing_handed_in(&project).await;
    let said = json!({ "conclusion_text": beyond(5_000) });
    too_long(&story.contact, ("PUT", &format!("{path}/acceptance")), said, "conclusion_text", 5_000).await;
    let back = json!({ "reason": beyond(5_000) });
    too_long(&story.contact, ("POST", &format!("{path}/steps/enterprise_return")), back, "reason", 5_000).await;
}

async fn changes(story: &Story<'_>, project: &str) {
    let line = |note: String| json!([{ "kind": "cash", "amount": 5_000_000, "due_on": "2025-01-01", "note": note }]);
    let member = |duty: String| json!([{ "name": "甲", "organisation": "乙", "duty": duty }]);
    let many: Vec<Value> =
        (0..61).map(|n| json!({ "name": format!("成员{n}"), "organisation": "乙", "duty": "丙" })).collect();
    for (kind, wanted, field, most) in [
        ("content", json!({ "title": beyond(200), "content": "甲" }), "title", 200),
        ("content", json!({ "title": "甲", "content": beyond(8_000) }), "content", 8_000),
        ("members", json!({ "members": member(beyond(100)) }), "members.0.duty", 100),
        ("members", json!({ "members": many }), "members", 60),
        ("budget", json!({ "cash": 5_000_000, "goods": 0, "plan": line(beyond(200)) }), "plan.0.note", 200),
        ("termination", json!({ "settlement": beyond(4_000) }), "settlement", 4_000),
    ] {
        let begun = story.teacher.ask("POST", &format!("/projects/{project}/changes"), json!({ "kind": kind })).await;
        let all = story.teacher.get(&format!("/projects/{project}/changes")).await;
        let open = all.as_array().expect("changes").iter().find(|c| c["kind"] == kind).unwrap_or(&begun.json);
        let path = format!("/changes/{}", text(&open["id"]));
        let mut wanted = wanted;
        wanted["kind"] = json!(kind);
        too_long(&story.teacher, ("PUT", &path), json!({ "wanted": wanted, "reason": "甲" }), field, most).await;
        let note = json!({ "note": beyond(2_000) });
        too_long(&story.teacher, ("POST", &format!("{path}/submit")), note, "note", 2_000).await;
        let wordy = json!({ "wanted": { "kind": "termination", "settlement": "甲" }, "reason": beyond(4_000) });
        if kind == "termination" {
            too_long(&story.teacher, ("PUT", &path), wordy, "reason", 4_000).await;
        }
    }
}
