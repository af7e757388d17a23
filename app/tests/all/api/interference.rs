//! S-3 in small: what happens to an application of another university changes no byte of what those read who must not know
//! of it: pages, answers of the API, lists, counts, letters.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use kernel::{Actor, PersonId};
use serde_json::{Value, json};
use web::Access;

use super::program::{Program, text};
use super::story::Story;
use crate::house::{House, all_scopes};

const TITLE: &str = "北苑独有的保密题目";

#[test]
fn s_3_an_application_of_another_university_changes_nothing_for_those_who_must_not_know() {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(worlds(&House::new()));
}

/// Somebody who looks at everything, with a session and a token.
struct Reader {
    name: String,
    person: PersonId,
    session: String,
    token: String,
}

impl Reader {
    fn of(house: &House, actor: &Actor) -> Reader {
        let (session, token) = (house.session(actor), house.token(actor, &all_scopes()));
        Reader { name: actor.name.clone(), person: actor.person_id, session, token }
    }
}

/// Everything one reader sees: by address the status and the body; and how many letters came.
type Seen = BTreeMap<String, (StatusCode, String)>;

async fn look(house: &House, reader: &Reader, item: &str) -> Seen {
    let mut seen = Seen::new();
    house.follow();
    for path in addresses(item) {
        let request = Request::builder().method(Method::GET).uri(&path);
        let request = if path.starts_with("/api/") {
            request.header("authorization", format!("Bearer {}", reader.token))
        } else {
            request.header("cookie", format!("{}={}", web::SESSION_COOKIE, reader.session))
        };
        let answer = house.send(request.body(Body::empty()).expect("a request")).await;
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), 10_000_000).await.expect("a body");
        seen.insert(path, (status, String::from_utf8_lossy(&bytes).into_owned()));
    }
    let person = reader.person;
    let letters = house.act(move |tx| {
        let sql = "SELECT COUNT(*) FROM letter WHERE to_person = $1";
        Ok(tx.one::<(i64,)>(sql, db::params![person])?.0)
    });
    seen.insert("letters".into(), (StatusCode::OK, letters.to_string()));
    seen
}

/// Every address without a changing part, the item, and the lists searched for the title.
fn addresses(item: &str) -> Vec<String> {
    let routes = xieyu::site::routes();
    let open = |access: Access| match access {
        Access::Public | Access::SignedIn | Access::Roles(_) | Access::Token(_) => true,
        Access::Demo => false,
    };
    let fixed = routes.table().iter().filter(|r| r.method == Method::GET && open(r.access) && !r.path.contains('{'));
    let mut all: Vec<String> = fixed.map(|r| r.path.clone()).collect();
    for path in ["", "/eligibility", "/applications"] {
        all.push(format!("/items/{item}{path}"));
        all.push(format!("/api/v1/items/{item}{path}"));
    }
    let wanted = "%E4%BF%9D%E5%AF%86%E9%A2%98%E7%9B%AE";
    for list in [
        "/applications?q=",
        "/projects?q=",
        "/items?q=",
        "/organisations?name=",
        "/api/v1/applications?q=",
        "/search?q=",
        "/search/suggest?q=",
        "/api/v1/search?q=",
    ] {
        all.push(format!("{list}{wanted}"));
    }
    all
}

async fn worlds(house: &House) {
    let story = Story::of(house);
    let (_, item) = story.approved_guideline(Value::Null).await;
    let c = house.cast.clone();
    let blind = [
        &c.lin_mei,
        &c.zhou_yuan,
        &c.chen_xiao,
        &c.wang_jianguo,
        &c.li_fang,
        &c.zhao_lei,
        &c.sun_yue,
        &c.qin_yue,
        &c.he_zhiyuan,
        &c.luo_cheng,
        &c.zheng_hai,
        &c.tang_yun,
    ];
    let readers: Vec<Reader> = blind.into_iter().map(|actor| Reader::of(house, actor)).collect();
    let knows = Reader::of(house, &c.gao_ning);
    let mut before = Vec::new();
    for reader in &readers {
        before.push(look(house, reader, &item).await);
    }
    let known_before = look(house, &knows, &item).await;

    let other = Program::of(house, &c.xu_lan);
    let university = Program::of(house, &c.gao_ning);
    let id = text(&other.post(&format!("/items/{item}/apply"), Value::Null).await["id"]);
    same(house, &readers, &before, &item, &id, "a draft was begun").await;
    write(&other, &id).await;
    same(house, &readers, &before, &item, &id, "the draft was written").await;
    other.post(&format!("/applications/{id}/submit"), Value::Null).await;
    same(house, &readers, &before, &item, &id, "it was handed in").await;
    assert_ne!(look(house, &knows, &item).await, known_before, "its own university is asked to review it");
    let back = json!({ "answers": well(), "comment": "请补充预算" });
    university.post(&format!("/applications/{id}/university_return"), back).await;
    same(house, &readers, &before, &item, &id, "its university returned it").await;
    other.post(&format!("/applications/{id}/submit"), Value::Null).await;
    university.post(&format!("/applications/{id}/university_pass"), json!({ "answers": well() })).await;
    // From here on the enterprise knows, and nobody else of them. Rule A-12.
    let contact = readers.iter().find(|r| r.person == c.zhao_lei.person_id).expect("the contact reads");
    let ranking = format!("/items/{item}/applications");
    assert!(look(house, contact, &item).await[&ranking].1.contains(TITLE));
    let of_enterprise = [c.zhao_lei.person_id, c.sun_yue.person_id];
    let (rest, rest_before): (Vec<Reader>, Vec<Seen>) =
        readers.into_iter().zip(before).filter(|(reader, _)| !of_enterprise.contains(&reader.person)).unzip();
    same(house, &rest, &rest_before, &item, &id, "its university passed it").await;
}

async fn write(program: &Program<'_>, id: &str) {
    program.upload(&format!("/applications/{id}/files?purpose=document"), "项目申报书.pdf").await;
    let whole = program.get(&format!("/applications/{id}")).await;
    let draft = json!({
        "title": TITLE, "school": "光电学院", "summary": "保密的简述", "plan": "一年", "expected_results": "课程一门",
        "starts_on": "2025-01-01", "ends_on": "2026-01-01", "document_pi_name": whole["application"]["pi_name"], "is_signed": true,
        "members": [], "budget": [{ "purpose": "课程", "cash": "50000", "goods": "" }] });
    let body = json!({ "revision": whole["application"]["revision"], "draft": draft });
    program.put(&format!("/applications/{id}"), body).await;
}

fn well() -> Vec<Value> {
    let checks = applications::checklist::checklist(applications::checklist::Stage::Application);
    checks.iter().map(|check| json!({ "check": check, "yes": true })).collect()
}

async fn same(house: &House, readers: &[Reader], before: &[Seen], item: &str, id: &str, when: &str) {
    for (reader, before) in readers.iter().zip(before) {
        let now = look(house, reader, item).await;
        for (path, was) in before {
            assert!(now.get(path) == Some(was), "{when}: {path} tells {} of it", reader.name);
        }
        for path in [format!("/applications/{id}"), format!("/applications/{id}/receipt")] {
            let answer = house.ask(&Method::GET, &path, Some(&reader.session), String::new()).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{when}: {path} for {}", reader.name);
        }
    }
}
