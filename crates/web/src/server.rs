//! One server out of all routes.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{AUTHORIZATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use db::DbError;
use kernel::Lang;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::cookies::{LANG_COOKIE, NOTICE_COOKIE, SESSION_COOKIE, VISITOR_COOKIE, cookie, csrf_of, set_cookie};
use crate::form::UPLOAD_READ;
use crate::peer::peer;
use crate::{Failed, Routes, Site, Visit, Visitor, answer, assets, encoding, headers};

/// Seconds a request may take before it is answered 503: longer than any action, shorter than a proxy's patience.
const PATIENCE: u64 = 60;

/// The doors that belong to no slice; all are read by everybody. `/metrics` holds counts only; a proxy may keep it inside.
pub const OWN_DOORS: [&str; 5] = ["/api/v1/openapi.json", "/assets/{name}", "/healthz", "/metrics", "/readyz"];

/// All doors, the platform's own pages for health and metrics, and what every request passes through.
pub fn router(site: &Site, routes: Routes) -> Router {
    let (pages, asides) = routes.build(site);
    let asides = asides.layer(DefaultBodyLimit::disable()).layer(CatchPanicLayer::new()).with_state(site.clone());
    pages
        .route("/assets/{name}", get(assets::asset))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/api/v1/openapi.json", get(openapi))
        .fallback(|| async { answer::not_found() })
        .method_not_allowed_fallback(|| async { Failed::Method.into_response() })
        .layer(DefaultBodyLimit::max(UPLOAD_READ))
        .layer(CatchPanicLayer::custom(|_| Failed::Refused(kernel::Refusal::fault("a door panicked")).into_response()))
        .layer(from_fn_with_state(site.clone(), announce))
        .layer(encoding::layer())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(PATIENCE)))
        .layer(CatchPanicLayer::new())
        .with_state(site.clone())
        .merge(asides)
}

/// Serves until `stop` resolves; requests in flight are finished.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Answers go out at once: with Nagle's algorithm a kept connection may wait 40 ms for the client's acknowledgement.
    let listener = listener.tap_io(|tcp| {
        let _ = tcp.set_nodelay(true);
    });
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(stop).await
}

/// Finds out who asks before anything else happens, and dresses the answer afterwards.
async fn announce(State(site): State<Site>, request: Request, next: Next) -> Response {
    let began = std::time::Instant::now();
    let https = site.is_secure();
    if request.uri().path().starts_with("/assets/") {
        return headers::secure(next.run(request).await, https);
    }
    let (mut parts, body) = request.into_parts();
    let (visit, cookies) = visit(&site, &parts).await;
    let answer = match visit {
        Err(failed) => answer::word(&anonymous(&site, &parts), failed.into_response()).await,
        Ok(visit) if is_forged(&parts, &site) => {
            answer::word(&visit, answer::refused_at_the_gate(crate::Access::SignedIn)).await
        }
        Ok(visit) => {
            parts.extensions.insert(visit.clone());
            answer::word(&visit, next.run(Request::from_parts(parts, body)).await).await
        }
    };
    let mut answer = headers::secure(answer, https);
    // A page that only leads on does not show the notice, so it stays for the one that does.
    let leads_on = answer.status().is_redirection();
    let cookies = cookies.iter().filter(|cookie| !(leads_on && cookie.starts_with(NOTICE_COOKIE)));
    for value in cookies.filter_map(|c| HeaderValue::from_str(c).ok()) {
        answer.headers_mut().append(SET_COOKIE, value);
    }
    site.metrics.count(answer.status().as_u16(), began.elapsed());
    answer
}

async fn visit(site: &Site, request: &Parts) -> (Result<Visit, Failed>, Vec<String>) {
    let mut visit = anonymous(site, request);
    let mut cookies = Vec::new();
    let headers = &request.headers;
    if let Some(lang) = asked_language(request) {
        visit.lang = lang;
        cookies.push(set_cookie(LANG_COOKIE, lang.tag(), 31_536_000, site.is_secure()));
    }
    if let Some(notice) = cookie(headers, NOTICE_COOKIE).filter(|_| request.method == Method::GET && !visit.wants_part)
    {
        visit.notice = answer::notice_from(&notice);
        cookies.push(set_cookie(NOTICE_COOKIE, "", 0, site.is_secure()));
    }
    match identify(site, headers, visit.is_api, !visit.wants_part).await {
        Err(error) => return (Err(Failed::from(error)), cookies),
        Ok(Some((secret, visitor, counts))) => {
            visit.csrf = csrf_of(&secret);
            visit.visitor = Some(visitor);
            visit.todo_count = counts.waiting;
            visit.unread = counts.unread;
        }
        Ok(None) if !visit.is_api => {
            let known = cookie(headers, VISITOR_COOKIE);
            let secret = known.clone().unwrap_or_else(|| hex::encode(rand::random::<[u8; 16]>()));
            visit.csrf = csrf_of(&secret);
            if known.is_none() {
                cookies.push(set_cookie(VISITOR_COOKIE, &secret, 86_400, site.is_secure()));
            }
        }
        Ok(None) => {}
    }
    (Ok(visit), cookies)
}

fn anonymous(site: &Site, request: &Parts) -> Visit {
    let headers = &request.headers;
    let path = request.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    Visit {
        site: site.clone(),
        lang: asked_language(request)
            .or_else(|| cookie(headers, LANG_COOKIE).map(|l| language(&l)))
            .unwrap_or_default(),
        visitor: None,
        method: request.method.clone(),
        is_api: path.starts_with("/api/"),
        path,
        csrf: String::new(),
        wants_part: headers.contains_key("hx-request"),
        peer: peer(request, site.trusted_proxies()),
        todo_count: None,
        unread: None,
        notice: None,
        written: std::sync::Arc::default(),
    }
}

fn asked_language(request: &Parts) -> Option<Lang> {
    let query = request.uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).map(language)
}

fn language(tag: &str) -> Lang {
    if tag.starts_with("en") { Lang::En } else { Lang::Zh }
}

/// What the header counts.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    waiting: Option<u32>,
    unread: Option<u32>,
}

/// The secret somebody is known by, who it is, and what waits for them.
type Known = (String, Visitor, Counts);

/// All in one transaction. Programs and parts of pages show no header, so nothing is counted for them.
async fn identify(site: &Site, headers: &HeaderMap, is_api: bool, counts: bool) -> Result<Option<Known>, DbError> {
    let recognise = site.identify.clone();
    let bearer = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    if is_api {
        let Some(token) = bearer.map(|t| t.trim().to_owned()) else { return Ok(None) };
        return site
            .db
            .read(move |tx| Ok(recognise.by_token(tx, &token)?.map(|v| (token, v, Counts::default()))))
            .await;
    }
    let Some(secret) = cookie(headers, SESSION_COOKIE).filter(|s| !s.is_empty()) else { return Ok(None) };
    let look = move |tx: &mut db::Tx<'_>| {
        let Some(visitor) = recognise.by_session(tx, &secret)? else { return Ok(None) };
        let mut counted = Counts::default();
        if counts {
            counted.waiting = recognise.waiting(tx, &visitor.actor)?;
            counted.unread = recognise.unread(tx, &visitor.actor)?;
        }
        Ok(Some((secret, visitor, counted)))
    };
    site.db.read(look).await
}

/// A form sent from another site, as the browser itself says.
fn is_forged(request: &Parts, site: &Site) -> bool {
    if matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS) || request.uri.path().starts_with("/api/")
    {
        return false;
    }
    let header = |name: &str| request.headers.get(name).and_then(|v| v.to_str().ok());
    match (header("sec-fetch-site"), header("origin"), header("host")) {
        (Some(place), _, _) => !matches!(place, "same-origin" | "none"),
        (None, Some(origin), host) => {
            let from = origin.split("://").nth(1).unwrap_or(origin);
            Some(from) != host && origin != site.base_url
        }
        (None, None, _) => false,
    }
}

async fn ready(State(site): State<Site>) -> Response {
    match site.db.read(|tx| tx.one::<(i64,)>("SELECT seq FROM journal_head WHERE id = 1", &[])).await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

async fn metrics(State(site): State<Site>) -> Response {
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], site.metrics.text()).into_response()
}

async fn openapi(State(site): State<Site>) -> Response {
    answer::json(&crate::document(&site.routes, &site.base_url)).unwrap_or_else(IntoResponse::into_response)
}
