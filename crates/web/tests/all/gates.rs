//! Who may knock.

use axum::http::StatusCode;

use crate::{House, TEACHER, get, get_as, location, post, text, token};

#[tokio::test]
async fn a_stranger_is_asked_to_log_in_and_comes_back() {
    let answer = House::new(false).ask(get("/mine?a=1")).await;
    assert_eq!((answer.status(), location(&answer)), (StatusCode::SEE_OTHER, "/login?next=%2Fmine%3Fa%3D1"));
}

#[tokio::test]
async fn a_role_that_is_not_meant_is_told_who_is() {
    let answer = House::new(false).ask(get_as("/office", TEACHER.0, TEACHER.1)).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(text(answer).await.contains("项目办公室"));
}

#[tokio::test]
async fn what_only_a_demo_has_is_not_there_otherwise() {
    assert_eq!(House::new(true).ask(get("/demo")).await.status(), StatusCode::OK);
    assert_eq!(House::new(false).ask(get("/demo")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_needs_a_token_with_the_scope() {
    let house = House::new(false);
    let nobody = house.ask(get("/api/v1/name")).await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(nobody.headers()["content-type"], "application/problem+json");
    let other = house.ask(get_as("/api/v1/name", "authorization", "Bearer lamps:write")).await;
    assert_eq!(other.status(), StatusCode::FORBIDDEN);
    let right = house.ask(get_as("/api/v1/name", "authorization", "Bearer lamps:read")).await;
    assert_eq!(text(right).await, "\"Lin Mei\"");
}

#[tokio::test]
async fn a_cookie_opens_no_door_of_the_api() {
    let answer = House::new(false).ask(get_as("/api/v1/name", TEACHER.0, TEACHER.1)).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_even_with_the_right_token() {
    for header in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.test")] {
        let answer = House::new(false).ask(post("/mine", &[TEACHER, header], &token())).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{header:?}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let house = House::new(false);
    for path in ["/lamps", "/nowhere", "/api/v1/name"] {
        let answer = house.ask(get(path)).await;
        let policy = answer.headers()["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn the_character_nul_reaches_no_door() {
    let house = House::new(false);
    assert_eq!(house.ask(get("/lamps/a%00b")).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(house.ask(get("/search?text=a%00b")).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let typed = house.ask(post("/mine", &[TEACHER], &format!("{}&title=a%00b", token()))).await;
    assert_eq!(location(&typed), "/lamps?ab");
    for (json, status) in
        [("{\"a\": [\"x\\u0000y\"]}", StatusCode::UNPROCESSABLE_ENTITY), ("{\"a\": \"x\\\\u0000y\"}", StatusCode::OK)]
    {
        assert_eq!(house.ask(post("/api/v1/echo", &[], json)).await.status(), status, "{json}");
    }
}
