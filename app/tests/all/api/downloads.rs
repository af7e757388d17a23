//! Files of every slice come back as they were sent, to those who may see what they belong to and to nobody else.

use serde_json::{Value, json};

use super::program::{Program, text};
use super::story::Story;
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn every_file_is_handed_to_those_concerned_and_to_nobody_else(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(handed_out(&house));
    }
}

/// Those concerned fetch it; the others do not learn that it is there, and a token without the scope is turned away.
async fn only_for(path: &str, name: &str, concerned: &[&Program<'_>], others: &[&Program<'_>]) {
    for program in concerned {
        program.fetch(path, name).await;
    }
    for program in others {
        program.refused("GET", path, Value::Null, 404).await;
    }
}

/// The id of the file with this name in a list of files.
fn file(all: &Value, name: &str) -> String {
    let found = all.as_array().expect("files").iter().find(|f| f["name"] == name);
    text(&found.unwrap_or_else(|| panic!("no {name} in {all:#}"))["id"])
}

async fn handed_out(house: &House) {
    let story = Story::of(house);
    let (elsewhere, competitor) = (Program::of(house, &house.cast.gao_ning), Program::of(house, &house.cast.qin_yue));
    let nobody = Program::with(house, &house.cast.zhao_lei, &["todo:read"]);
    let (guideline, item) = story.approved_guideline(Value::Null).await;
    let files = format!("/guidelines/{guideline}/files");
    let letter = format!("{files}/{}", file(&story.contact.get(&files).await, "企业承诺书.pdf"));
    only_for(
        &letter,
        "企业承诺书.pdf",
        &[&story.contact, &story.expert, &story.office],
        &[&competitor, &story.teacher],
    )
    .await;
    nobody.refused("GET", &letter, Value::Null, 403).await;
    Program::stranger(house).refused("GET", &letter, Value::Null, 401).await;

    let application = story.selected_application(&item).await;
    let path = format!("/applications/{application}");
    let document = format!("{path}/files/{}", file(&story.teacher.get(&path).await["files"], "项目申报书.pdf"));
    only_for(
        &document,
        "项目申报书.pdf",
        &[&story.teacher, &story.university, &story.contact],
        &[&elsewhere, &competitor],
    )
    .await;

    let agreement = story.agreed(&application).await;
    let path = format!("/agreements/{agreement}");
    let signed = format!("{path}/files/{}", file(&story.teacher.get(&path).await["files"], "合作协议（签章）.pdf"));
    only_for(
        &signed,
        "合作协议（签章）.pdf",
        &[&story.teacher, &story.university, &story.contact],
        &[&elsewhere, &competitor],
    )
    .await;
    story.teacher.refused("DELETE", &signed, Value::Null, 409).await;
    let receipt = story.teacher.get(&format!("{path}/receipt")).await;
    assert_eq!(receipt["entry"]["act"], "agreement.submit");

    let project = text(&story.university.post(&format!("{path}/establish"), Value::Null).await["id"]);
    house.days_later(40).await;
    story.money_arrives(&project).await;
    let account = story.finance.get(&format!("/projects/{project}/funding")).await;
    for proof in account["proofs"].as_array().expect("proofs") {
        let path = format!("/instalments/{}/files/{}", text(&proof["subject_id"]), text(&proof["id"]));
        only_for(
            &path,
            &text(&proof["name"]),
            &[&story.finance, &story.contact, &story.teacher],
            &[&elsewhere, &competitor],
        )
        .await;
    }
    story.midterm(&project).await;
    running(&story, &project, &[&elsewhere, &competitor]).await;

    house.days_later(320).await;
    let story = Story::of(house); // tokens live a year at most
    let (elsewhere, competitor) = (Program::of(house, &house.cast.gao_ning), Program::of(house, &house.cast.qin_yue));
    let path = format!("/closings/{}", story.closing_handed_in(&project).await);
    let report = format!("{path}/files/{}", file(&story.teacher.get(&path).await["files"], "结题报告.pdf"));
    only_for(&report, "结题报告.pdf", &[&story.teacher, &story.contact, &story.university], &[&elsewhere, &competitor])
        .await;
}

async fn running(story: &Story<'_>, project: &str, others: &[&Program<'_>]) {
    let reports = story.teacher.get(&format!("/projects/{project}/reports")).await;
    let path = format!("/reports/{}", text(&reports[0]["id"]));
    let whole = story.university.get(&path).await;
    let evidence = format!("/projects/{project}/files/{}", file(&whole["files"], "中期佐证.pdf"));
    only_for(&evidence, "中期佐证.pdf", &[&story.teacher, &story.university], others).await;
    let receipt = story.teacher.get(&format!("{path}/receipt")).await;
    assert_eq!(receipt["entry"]["act"], "midterm_report.submit");
    let event = json!({ "title": "实验室搬迁", "what": "十月迁至新校区。", "happened_on": story.house.today() });
    let told = story.teacher.ask("POST", &format!("/projects/{project}/events"), event).await;
    assert_eq!(told.status.as_u16(), 201, "{:#}", told.json);
    let events = told.location.strip_prefix("/api/v1").expect("an address").to_owned();
    assert_eq!(story.contact.get(&events).await[0]["title"], "实验室搬迁");
}
