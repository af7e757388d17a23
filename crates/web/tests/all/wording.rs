//! The same refusals as pages and as problem documents, in both languages.

use axum::http::StatusCode;

use crate::{House, get, get_as, text};

#[tokio::test]
async fn each_refusal_has_its_status_on_pages_and_in_the_api() {
    let house = House::new(false);
    for (word, status) in [
        ("nothing", StatusCode::NOT_FOUND),
        ("forbidden", StatusCode::FORBIDDEN),
        ("overtaken", StatusCode::CONFLICT),
        ("breach", StatusCode::UNPROCESSABLE_ENTITY),
        ("fault", StatusCode::INTERNAL_SERVER_ERROR),
        ("panic", StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        assert_eq!(house.ask(get(&format!("/lamps/{word}"))).await.status(), status, "{word}");
        assert_eq!(house.ask(get(&format!("/api/v1/lamps/{word}"))).await.status(), status, "{word}");
    }
}

#[tokio::test]
async fn a_fault_does_not_tell_its_cause() {
    let page = text(House::new(false).ask(get("/lamps/fault")).await).await;
    assert!(page.contains("故障") && !page.contains("the lamp is broken"));
}

#[tokio::test]
async fn the_language_asked_for_is_kept_in_a_cookie() {
    let house = House::new(false);
    let answer = house.ask(get("/lamps/nothing?lang=en")).await;
    let cookies: Vec<String> =
        answer.headers().get_all("set-cookie").iter().filter_map(|v| v.to_str().ok().map(str::to_owned)).collect();
    assert!(cookies.iter().any(|c| c.starts_with("xieyu_lang=en;")), "{cookies:?}");
    let english = text(answer).await;
    assert!(english.contains("lang=\"en\"") && english.contains("Not found"));
    let kept = text(house.ask(get_as("/lamps/nothing", "cookie", "xieyu_lang=en")).await).await;
    assert!(kept.contains("Not found"));
    let chinese = text(house.ask(get("/lamps/nothing")).await).await;
    assert!(chinese.contains("lang=\"zh-CN\"") && chinese.contains("没有找到"));
}

#[tokio::test]
async fn a_problem_document_lists_every_breach_with_its_rule() {
    let answer = House::new(false).ask(get("/api/v1/lamps/breach")).await;
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&text(answer).await).expect("JSON");
    assert_eq!(problem["problems"][0]["rule"], "A-02");
    assert_eq!(problem["status"], 422);
}
