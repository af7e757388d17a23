//! Somebody who is refused a step learns where the thing stands now and finds back to it, on a page and in a part of one.

use axum::http::StatusCode;
use db::Tx;
use kernel::{Actor, Refusal, RowId};
use web::Glance;

use crate::{House, TEACHER, post, text, token};

const SEEN: &str = "/boxes/0190f5d8-0000-7000-8000-000000000001";
const UNSEEN: &str = "/boxes/0190f5d8-0000-7000-8000-000000000002";

/// Whoever is logged in sees the first box and none of the others.
pub fn look(_: &mut Tx<'_>, actor: Option<&Actor>, id: RowId) -> Result<Option<Glance>, Refusal> {
    let seen = actor.is_some() && SEEN.ends_with(&id.to_string());
    Ok(seen.then(|| Glance { title: "蓝色的箱子".into(), state: kernel::say("已打开", "Open").into() }))
}

async fn refused(path: &str, part: bool) -> (StatusCode, axum::http::HeaderMap, String) {
    let mut headers = vec![TEACHER];
    if part {
        headers.push(("hx-request", "true"));
    }
    let answer = House::new(false).ask(post(path, &headers, &token())).await;
    (answer.status(), answer.headers().clone(), text(answer).await)
}

#[tokio::test]
async fn a_refused_step_says_where_the_thing_stands_now_and_leads_back_to_it() {
    for (step, status) in [("open", StatusCode::CONFLICT), ("forbid", StatusCode::FORBIDDEN)] {
        let (answered, _, page) = refused(&format!("{SEEN}/{step}"), false).await;
        assert_eq!(answered, status);
        assert!(page.contains(&format!("<a href=\"{SEEN}\">蓝色的箱子</a>")) && page.contains("已打开"), "{page}");
    }
}

#[tokio::test]
async fn an_english_page_says_that_the_title_is_chinese() {
    let (_, _, page) = refused(&format!("{SEEN}/open?lang=en"), false).await;
    assert!(page.contains("<span lang=\"zh-CN\">蓝色的箱子</span>") && page.contains(">Open<"), "{page}");
}

#[tokio::test]
async fn nobody_learns_of_a_thing_they_may_not_see() {
    let (_, _, page) = refused(&format!("{UNSEEN}/open"), false).await;
    assert!(!page.contains("箱子") && !page.contains(&format!("href=\"{UNSEEN}\"")), "{page}");
    let (_, _, page) = refused("/shelves/0190f5d8-0000-7000-8000-000000000001/open", false).await;
    assert!(!page.contains("class=\"now\""), "a page that is closed to the reader is no way back: {page}");
}

#[tokio::test]
async fn without_a_look_the_way_leads_to_the_page_of_the_form() {
    let (_, _, page) = refused("/lamps/green/light", false).await;
    assert!(page.contains("<a href=\"/lamps/green\">返回原页面"), "{page}");
}

#[tokio::test]
async fn a_part_of_a_page_is_told_the_same_in_a_place_of_its_own() {
    let (status, headers, part) = refused(&format!("{SEEN}/open"), true).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(
        (&headers["hx-retarget"], &headers["hx-reswap"]),
        (&"#refused".parse().expect("a header"), &"innerHTML".parse().expect("a header"))
    );
    assert!(!part.contains("<html") && part.contains(&format!("href=\"{SEEN}\"")) && part.contains("已打开"), "{part}");
}
