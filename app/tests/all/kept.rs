//! Kept pages: which they are, and that nobody ever meets one that is older than the last act.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use tower::ServiceExt;

use crate::house::House;

#[test]
fn only_these_pages_are_kept_and_everybody_may_read_them() {
    let routes = xieyu::site::routes();
    let kept = routes.table().iter().filter(|route| route.is_kept);
    let paths: BTreeSet<&str> = kept
        .map(|route| {
            assert_eq!((&route.method, route.access), (&Method::GET, web::Access::Public), "{}", route.path);
            route.path.as_str()
        })
        .collect();
    let meant = [
        "/",
        "/awards",
        "/awards/{id}",
        "/cases",
        "/cases/entries/{id}",
        "/cases/{id}",
        "/closings",
        "/closings/{id}",
        "/filings",
        "/filings/{number}",
        "/items",
        "/items/{id}",
        "/meetings",
        "/meetings/{id}",
        "/meetings/{id}/changes",
        "/meetings/{id}/print",
        "/meetings/{id}/sessions/{session}",
        "/meetings/{id}/speakers/{speaker}",
        "/organisations",
        "/organisations/{id}",
        "/projects",
        "/projects/{id}",
        "/statistics",
        "/statistics/enterprises",
        "/statistics/enterprises/{id}",
        "/statistics/projects",
        "/statistics/universities",
        "/statistics/universities/{id}",
    ];
    assert_eq!(paths, BTreeSet::from(meant));
}

/// Asks for every kept list and what it leads to (of the organisations only for the enterprise that acts), here and at a copy that has just been started: both must say the same.
/// What is asked here stays on the shelf until it is asked again after the next act.
pub async fn strangers_see_the_latest(house: &House) {
    let copy = house.another_copy();
    let lists = ["/", "/items", "/projects", "/projects?state=running", "/filings", "/closings", "/organisations"];
    let mut open: Vec<String> = lists.map(str::to_owned).to_vec();
    open.extend(house.cast.zhao_lei.organisation_id().map(|id| format!("/organisations/{id}")));
    let mut asked = BTreeSet::new();
    while let Some(path) = open.pop() {
        if !asked.insert(path.clone()) {
            continue;
        }
        let made = read(&copy, &path).await;
        assert!(read(house.router(), &path).await == made, "{path} is older than the last act");
        open.extend(links(&made).filter(|link| leads_on(link)));
    }
}

async fn read(router: &Router, path: &str) -> String {
    let request = Request::get(path).header("cookie", "xieyu_visitor=somebody").body(Body::empty()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("the server answers");
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let bytes = axum::body::to_bytes(answer.into_body(), 10_000_000).await.expect("a body");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn links(page: &str) -> impl Iterator<Item = String> {
    page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(|link| link.replace("&amp;", "&"))
}

/// One thing of a list, not another list.
fn leads_on(link: &str) -> bool {
    let of = |list: &str| link.strip_prefix(list).is_some_and(|rest| !rest.contains(['/', '?', '#']));
    ["/items/", "/projects/", "/filings/", "/closings/"].into_iter().any(of)
}
