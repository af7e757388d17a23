//! Change requests of every kind, from the draft to their effect.

use serde_json::{Value, json};

use super::program::{Program, rules, text};
use super::story::Story;
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn every_kind_of_change_is_asked_for_agreed_by_both_sides_and_takes_effect(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(all_kinds(&house));
    }

    fn a_change_may_be_refused_with_a_reason_or_taken_back(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(refused(&house));
    }
}

/// Begins a request of this kind. Answers its address.
async fn begun(teacher: &Program<'_>, project: &str, kind: &str) -> String {
    let path = format!("/projects/{project}/changes");
    let reply = teacher.ask("POST", &path, json!({ "kind": kind })).await;
    assert_eq!(reply.status.as_u16(), 201, "{:#}", reply.json);
    reply.location.strip_prefix("/api/v1").expect("an address").to_owned()
}

/// Writes it, hands it in and lets both sides agree.
async fn agreed(story: &Story<'_>, teacher: &Program<'_>, path: &str, text: Value) {
    teacher.put(path, text).await;
    assert_eq!(teacher.get(path).await["problems"], json!([]), "{path}");
    for (by, step) in
        [(teacher, "submit"), (&story.university, "university_pass"), (&story.contact, "enterprise_approve")]
    {
        by.post(&format!("{path}/{step}"), Value::Null).await;
    }
    assert_eq!(story.university.get(path).await["change"]["state"], "approved");
}

async fn all_kinds(house: &House) {
    let story = Story::of(house);
    let project = story.running_project().await;
    let inside = || async { story.university.get(&format!("/projects/{project}/inside")).await };
    let teacher = &story.teacher;

    let path = begun(teacher, &project, "postponement").await;
    let until = |day: &str| json!({ "wanted": { "kind": "postponement", "closes_on": day }, "reason": "设备到货晚" });
    teacher.put(&path, until("2029-01-01")).await;
    assert!(
        rules(&teacher.refused("POST", &format!("{path}/submit"), Value::Null, 422).await).contains(&"X-05".to_owned())
    );
    let evidence = teacher.upload(&format!("{path}/files"), "到货证明.pdf").await;
    agreed(&story, teacher, &path, until("2026-03-01")).await;
    assert_eq!(inside().await["project"]["closes_on"], "2026-03-01");
    story.contact.fetch(&format!("/projects/{project}/files/{}", text(&evidence["id"])), "到货证明.pdf").await;
    let receipt: journal::Receipt =
        serde_json::from_value(teacher.get(&format!("{path}/receipt")).await).expect("a receipt");
    assert_eq!(receipt.entry.act, "change_request.submit");
    assert_eq!(
        Program::stranger(house).post("/receipts", json!(receipt)).await["entry"]["seq"],
        json!(receipt.entry.seq)
    );

    let path = begun(teacher, &project, "members").await;
    let members = json!([{ "name": "何静", "organisation": "机电学院", "duty": "案例" }, { "name": "马超", "organisation": "子午光电", "duty": "指导" }]);
    agreed(
        &story,
        teacher,
        &path,
        json!({ "wanted": { "kind": "members", "members": members }, "reason": "人员调整" }),
    )
    .await;
    assert_eq!(inside().await["members"].as_array().map(Vec::len), Some(2));

    let path = begun(teacher, &project, "content").await;
    let content = json!({ "kind": "content", "title": "激光课程的项目化改革", "content": "课程一门，案例十二个。" });
    agreed(&story, teacher, &path, json!({ "wanted": content, "reason": "企业更换设备" })).await;
    assert_eq!(inside().await["project"]["title"], "激光课程的项目化改革");

    let path = begun(teacher, &project, "budget").await;
    let line = |day: &str, amount: i64| json!({ "kind": "cash", "amount": amount, "due_on": day, "note": "" });
    let budget = |plan: Value| json!({ "wanted": { "kind": "budget", "cash": 6_000_000, "goods": 0, "plan": plan }, "reason": "企业追加支持" });
    teacher.put(&path, budget(json!([line("2025-01-01", 1_000_000)]))).await;
    assert!(
        rules(&teacher.refused("POST", &format!("{path}/submit"), Value::Null, 422).await).contains(&"P-07".to_owned())
    );
    agreed(&story, teacher, &path, budget(json!([line("2025-01-01", 4_000_000), line("2025-06-01", 2_000_000)]))).await;
    let account = story.finance.get(&format!("/projects/{project}/funding")).await;
    assert_eq!(account["ledger"]["cash"]["agreed"], 6_000_000, "{account:#}");

    let path = begun(teacher, &project, "pi").await;
    let other_house = json!({ "new_pi_email": "xu.lan@demo.xieyu", "reason": "出国访学" });
    assert_eq!(rules(&teacher.refused("PUT", &path, other_house, 422).await), ["X-09"]);
    let nobody = json!({ "new_pi_email": "nobody@demo.xieyu", "reason": "出国访学" });
    assert_eq!(rules(&teacher.refused("PUT", &path, nobody.clone(), 422).await), ["X-09"]);
    story.contact.refused("PUT", &path, nobody, 403).await;
    agreed(&story, teacher, &path, json!({ "new_pi_email": "zhou.yuan@demo.xieyu", "reason": "出国访学" })).await;
    assert_eq!(inside().await["project"]["pi_name"], "周远");

    let successor = Program::of(house, &house.cast.zhou_yuan);
    teacher.refused("POST", &format!("/projects/{project}/changes"), json!({ "kind": "termination" }), 404).await;
    let path = begun(&successor, &project, "termination").await;
    let end = json!({ "kind": "termination", "settlement": "已拨经费用于已完成的案例，余款退回。" });
    agreed(&story, &successor, &path, json!({ "wanted": end, "reason": "企业调整方向" })).await;
    assert_eq!(inside().await["project"]["state"], "terminated");
    let all = story.university.get(&format!("/projects/{project}/changes")).await;
    assert_eq!(all.as_array().map(Vec::len), Some(6));
}

async fn refused(house: &House) {
    let story = Story::of(house);
    let project = story.running_project().await;
    let path = begun(&story.teacher, &project, "content").await;
    story.teacher.refused("POST", &format!("/projects/{project}/changes"), json!({ "kind": "content" }), 422).await;
    let content = json!({ "wanted": { "kind": "content", "title": "新题目", "content": "新内容" }, "reason": "调整" });
    let other_kind = json!({ "wanted": { "kind": "termination", "settlement": "无" }, "reason": "调整" });
    story.teacher.refused("PUT", &path, other_kind, 422).await;
    story.teacher.refused("PUT", &path, json!({ "reason": "调整" }), 422).await;
    story.teacher.put(&path, content.clone()).await;
    story.university.refused("GET", &path, Value::Null, 404).await;
    story.teacher.post(&format!("{path}/submit"), Value::Null).await;
    story.teacher.refused("PUT", &path, content, 409).await;
    story.university.refused("POST", &format!("{path}/university_reject"), Value::Null, 422).await;
    let no = json!({ "note": "与协议不符" });
    let rejected = story.university.post(&format!("{path}/university_reject"), no).await;
    assert_eq!(rejected["state"], "rejected");
    let path = begun(&story.teacher, &project, "content").await;
    assert_eq!(story.teacher.post(&format!("{path}/withdraw"), Value::Null).await["state"], "withdrawn");
}
