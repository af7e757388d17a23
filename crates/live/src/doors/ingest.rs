//! Where encoders push: `PUT|POST /ingest/{channel}/{copy}/{rendition}/{file}`, the key as bearer, as Basic password, or in the path
//! before the rendition. `DELETE` answers 200 and does nothing: what was broadcast stays.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::Word;
use origin::{BODY_MOST, Push, Refused};
use web::{IntoResponse, Limiter, Method, Response, Site, StatusCode};

use crate::actions::PREFIX;
use crate::hub::Live;

/// The rendition of an encoder that names none.
const MAIN: &str = "main";
/// Seconds a body may take: a segment at the speed of an old modem.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pushes of one network in ten seconds, and wrong keys in a minute.
const PUSHES: u32 = 2_000;
const WRONG_KEYS: u32 = 60;

#[derive(Clone)]
pub(super) struct Door(Arc<Inner>);

struct Inner {
    live: Live,
    pushes: Limiter,
    wrong: Limiter,
}

/// What the address and the headers say.
#[derive(Debug, PartialEq, Eq)]
struct Asked<'p> {
    channel: &'p str,
    copy: usize,
    key: Option<&'p str>,
    rendition: &'p str,
    file: &'p str,
}

fn asked(path: &str) -> Option<Asked<'_>> {
    let parts: Vec<&str> = path.strip_prefix("/ingest/")?.split('/').collect();
    let (channel, copy, rest) = match parts.as_slice() {
        [channel, copy, rest @ ..] => (*channel, *copy, rest),
        _ => return None,
    };
    let copy = match copy {
        "0" => 0,
        "1" => 1,
        _ => return None,
    };
    let (key, rest) = match rest {
        [key, rest @ ..] if key.starts_with(PREFIX) => (Some(*key), rest),
        rest => (None, rest),
    };
    let (rendition, file) = match rest {
        [file] => (MAIN, *file),
        [rendition, file] => (*rendition, *file),
        _ => return None,
    };
    Some(Asked { channel, copy, key, rendition, file })
}

/// A key in the header: `Bearer KEY`, or the password of `Basic`.
fn key_of(parts: &Parts) -> Option<String> {
    let said = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    if let Some(key) = said.strip_prefix("Bearer ") {
        return Some(key.trim().to_owned());
    }
    let pair = STANDARD.decode(said.strip_prefix("Basic ")?.trim()).ok()?;
    let pair = String::from_utf8(pair).ok()?;
    pair.split_once(':').map(|(_, password)| password.to_owned())
}

fn said(status: StatusCode, text: impl Into<String>) -> Response {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], text.into() + "\n").into_response()
}

fn refused(why: &Refused) -> Response {
    let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::BAD_REQUEST);
    said(status, why.said().en)
}

impl Door {
    pub(super) fn new(live: Live) -> Door {
        Door(Arc::new(Inner { live, pushes: Limiter::new(PUSHES, 10), wrong: Limiter::new(WRONG_KEYS, 60) }))
    }

    pub(super) async fn answer(&self, site: &Site, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        match parts.method {
            Method::PUT | Method::POST => self.push(site, &parts, body).await,
            Method::DELETE => said(StatusCode::OK, "kept"),
            _ => said(StatusCode::METHOD_NOT_ALLOWED, "PUT or POST"),
        }
    }

    async fn push(&self, site: &Site, parts: &Parts, body: Body) -> Response {
        let Some(asked) = asked(parts.uri.path()) else {
            return said(StatusCode::NOT_FOUND, "push to /ingest/{channel}/{copy}/{rendition}/{file}, copy 0 or 1");
        };
        let (network, now) = (web::network_of(parts, site), site.db.clock().now());
        if self.0.pushes.attempt(&network, now).is_err() {
            return refused(&Refused::TooFast);
        }
        let room = match self.0.live.room(site, asked.channel).await {
            Ok(Some(room)) => room,
            Ok(None) => return said(StatusCode::NOT_FOUND, "no such channel"),
            Err(error) => {
                tracing::error!(%error, "a channel could not be read");
                return said(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer");
            }
        };
        let program = parts.headers.get(USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
        let publisher = format!("{network} {}", program.chars().take(60).collect::<String>());
        let takes_over = parts.uri.query().is_some_and(|query| query.split('&').any(|it| it == "takeover=1"));
        let (copy, rendition, file) = (asked.copy, asked.rendition, asked.file);
        let push = |bytes| Push { copy, rendition, file, bytes, publisher: &publisher, takes_over };
        let Some(key) = asked.key.map(str::to_owned).or_else(|| key_of(parts)) else {
            // ffmpeg sends the password of an address only when it is asked for one.
            let ask = [(WWW_AUTHENTICATE, "Basic realm=\"xieyu\"")];
            return (ask, said(StatusCode::UNAUTHORIZED, "a key is needed")).into_response();
        };
        if !room.opens(&key, copy, now) {
            let why = if self.0.wrong.attempt(&network, now).is_ok() { Refused::Key } else { Refused::TooFast };
            room.refuse(site, &push(&[]), why.clone()).await;
            return refused(&why);
        }
        let read = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, BODY_MOST)).await;
        let bytes = match read {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) if is_too_long(&error) => {
                room.refuse(site, &push(&[]), Refused::TooLarge).await;
                return refused(&Refused::TooLarge);
            }
            Ok(Err(_)) => return said(StatusCode::BAD_REQUEST, "the body broke off"),
            Err(_) => return said(StatusCode::REQUEST_TIMEOUT, "the body took too long"),
        };
        match room.push(site, &push(&bytes)).await {
            Ok(_) => said(StatusCode::OK, room.view().state.word()),
            Err(why) => refused(&why),
        }
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(it) = cause {
        if it.to_string().contains("length limit exceeded") {
            return true;
        }
        cause = it.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_may_stand_in_the_path_and_the_rendition_may_be_left_out() {
        let of = |copy, key, rendition, file| Some(Asked { channel: "hall-1", copy, key, rendition, file });
        assert_eq!(asked("/ingest/hall-1/0/high/index.m3u8"), of(0, None, "high", "index.m3u8"));
        assert_eq!(asked("/ingest/hall-1/1/xk-12/high/a.ts"), of(1, Some("xk-12"), "high", "a.ts"));
        assert_eq!(asked("/ingest/hall-1/1/xk-12/a.ts"), of(1, Some("xk-12"), "main", "a.ts"));
        for path in ["/ingest/hall-1/2/high/a.ts", "/ingest/hall-1/0", "/ingest/hall-1/0/a/b/c.ts", "/other"] {
            assert_eq!(asked(path), None, "{path}");
        }
    }
}
