//! Pages that are kept: made once until somebody acts, never for whoever is logged in.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use db::Db;
use journal::Act;
use kernel::{Actor, PersonId, say};
use maud::html;
use testing::TestDb;
use web::{Answer, IntoResponse, Path, Routes, Visit};

use crate::{House, TEACHER, text};

/// Says how often a page was made since the program began, in a long page so that it is compressed.
async fn made(visit: Visit) -> Answer {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let times = MADE.fetch_add(1, Ordering::SeqCst);
    let reader = visit.actor_or_public().map_or("a stranger".to_owned(), |actor| actor.name);
    visit.page(say("灯", "Lamps"), html! { p { "made " (times) " for " (reader) } p { (visit.t(say("灯", "lamps"))) } })
}

/// Pages that must not be kept although their route says so.
async fn not_for_all(visit: Visit, Path(word): Path<String>) -> Answer {
    let page = made(visit.clone()).await?;
    Ok(match word.as_str() {
        "cookie" => ([("set-cookie", "lamp=1")], page).into_response(),
        "status" => (StatusCode::ACCEPTED, page).into_response(),
        _ => {
            visit.page(say("灯", "Lamps"), html! { input name="_csrf" value=(visit.csrf); (made_text(page).await) })?
        }
    })
}

async fn made_text(page: Response) -> String {
    text(page).await
}

fn kept_routes() -> Routes {
    Routes::new().kept("/made", made).kept("/made/{word}", not_for_all)
}

async fn ask(house: &House, path: &str, headers: &[(&str, &str)]) -> Response {
    let request = headers.iter().fold(Request::get(path), |r, (k, v)| r.header(*k, *v));
    house.ask_of(kept_routes(), request.body(Body::empty()).expect("a request")).await
}

async fn body(house: &House, path: &str, headers: &[(&str, &str)]) -> String {
    text(ask(house, path, headers).await).await
}

async fn act(db: &Db) {
    let lamp = Act::new(&Actor::system(), "lamp", PersonId::nil().0, "light");
    let recorded = db.write(move |tx| {
        journal::record(tx, lamp);
        Ok::<_, db::DbError>(())
    });
    recorded.await.expect("the act is recorded");
}

fn block_on<F: Future<Output = ()>>(story: F) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime").block_on(story);
}

testing::both_databases! {
    with [journal::MIGRATIONS];

    fn a_page_is_made_once_until_somebody_acts(base: TestDb) {
        let (again, clock) = (base.open_again(), base.clock.clone());
        let house = House::over(base, false);
        block_on(async {
            let first = body(&house, "/made", &[]).await;
            assert_eq!(body(&house, "/made", &[]).await, first);
            act(&house.site.db).await;
            let second = body(&house, "/made", &[]).await;
            assert_ne!(second, first);
            // Another copy of the platform, or a command beside it.
            act(&again).await;
            let third = body(&house, "/made", &[]).await;
            assert_ne!(third, second);
            clock.move_to(clock.now().plus_days(1));
            assert_ne!(body(&house, "/made", &[]).await, third);
        });
    }
}

#[tokio::test]
async fn whoever_is_logged_in_gets_a_page_of_their_own_and_leaves_none_for_others() {
    let house = House::new(false);
    let own = body(&house, "/made", &[TEACHER]).await;
    assert!(own.contains("for Lin Mei") && own.contains(&crate::WAITING.to_string()), "{own}");
    let public = body(&house, "/made", &[]).await;
    assert!(public.contains("for a stranger") && !public.contains(&crate::WAITING.to_string()), "{public}");
    let again = ask(&house, "/made", &[TEACHER]).await;
    assert_eq!(
        (again.headers().get("etag"), &again.headers()["cache-control"]),
        (None, &"no-store".parse().expect("text"))
    );
    let again = text(again).await;
    assert!(again.contains("for Lin Mei") && again != own, "{again}");
    assert_eq!(body(&house, "/made", &[("cookie", "xieyu_session=nobody")]).await, public);
}

#[tokio::test]
async fn languages_encodings_and_addresses_are_kept_apart() {
    let house = House::new(false);
    let (zh, en) = (body(&house, "/made", &[]).await, body(&house, "/made", &[("cookie", "xieyu_lang=en")]).await);
    assert!(zh.contains("灯") && en.contains("lamps"));
    assert_ne!(body(&house, "/made?a=1", &[]).await, zh);
    for (asked, sent) in [("br, gzip", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
        for _ in 0..2 {
            let answer = ask(&house, "/made", &[("accept-encoding", asked)]).await;
            assert_eq!(answer.headers().get("content-encoding").map(|v| v.to_str().expect("text")), sent);
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
            assert_eq!(bytes.starts_with(b"<!DOCTYPE"), sent.is_none(), "{asked}");
        }
    }
    assert_eq!(body(&house, "/made", &[]).await, zh);
}

#[tokio::test]
async fn a_page_with_a_cookie_another_status_or_a_form_is_never_kept() {
    let house = House::new(false);
    for path in ["/made/cookie", "/made/status", "/made/form"] {
        let (first, second) = (body(&house, path, &[]).await, body(&house, path, &[]).await);
        assert_ne!(first, second, "{path}");
    }
    let (first, second) = (
        body(&house, "/made", &[("hx-request", "true")]).await,
        body(&house, "/made", &[("hx-request", "true")]).await,
    );
    assert_ne!(first, second);
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so_until_somebody_acts() {
    let house = House::new(false);
    let first = ask(&house, "/made", &[]).await;
    let tag = first.headers()["etag"].to_str().expect("text").to_owned();
    assert_eq!(first.headers()["cache-control"], "private, no-cache");
    assert!(first.headers()["set-cookie"].to_str().expect("text").starts_with("xieyu_visitor="));
    let known = ask(&house, "/made", &[("if-none-match", &tag)]).await;
    assert_eq!((known.status(), known.headers()["etag"].to_str().expect("text")), (StatusCode::NOT_MODIFIED, &*tag));
    assert_eq!(text(known).await, "");
    act(&house.site.db).await;
    assert_eq!(ask(&house, "/made", &[("if-none-match", &tag)]).await.status(), StatusCode::OK);
}
