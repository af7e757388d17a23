//! What a page offers can be reached: every link on the home page, the navigation included, opens for whoever sees it.

use std::collections::BTreeSet;
use std::fmt::Write;

use axum::http::{Method, StatusCode};

use crate::house::House;

async fn text(house: &House, path: &str, session: Option<&str>) -> (StatusCode, String) {
    let answer = house.ask(&Method::GET, path, session, String::new()).await;
    let status = answer.status();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 21).await.expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// The addresses of the page's links, each once. Those that change the language lead to the page itself.
fn links(page: &str) -> BTreeSet<String> {
    let after = page.split("<a ").skip(1).filter_map(|rest| rest.split_once("href=\"").map(|(_, rest)| rest));
    after
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with('/') && !href.contains("lang="))
        .map(|href| href.replace("&amp;", "&"))
        .collect()
}

#[test]
fn every_link_of_the_home_page_opens_for_the_role_that_sees_it() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut dead = String::new();
    for actor in std::iter::once(None).chain(house.everybody().into_iter().map(Some)) {
        let session = actor.as_ref().map(|a| house.session(a));
        let (_, page) = runtime.block_on(text(&house, "/", session.as_deref()));
        let links = links(&page);
        assert!(links.len() > 8, "the home page lists hardly anything: {links:?}");
        for href in links {
            let (status, _) = runtime.block_on(text(&house, &href, session.as_deref()));
            if status != StatusCode::OK {
                let _ =
                    writeln!(dead, "{href} for {}: {status}", actor.as_ref().map_or("a stranger", |a| a.name.as_str()));
            }
        }
    }
    assert!(dead.is_empty(), "{dead}");
}
