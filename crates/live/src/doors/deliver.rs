//! Where players fetch: `/live/{channel}/…`, and `/live/{token}/{channel}/…` where a channel is not for everybody.
//!
//! | below the channel | |
//! |---|---|
//! | `master.m3u8`, `{rendition}.m3u8` | playlists, one second old at most |
//! | `{rendition}/{epoch}/{number}.ts` or `.m4s`, `{rendition}/init-….mp4` | objects that never change |
//! | `status.json` | where the channel stands, and what runs |
//! | `replay/{mark}/master.m3u8`, `replay/{mark}/{rendition}.m3u8` | the replay of a session or talk |

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL,
    CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use kernel::MarkId;
use origin::token;
use web::{IntoResponse, Method, Response, Site, StatusCode};

use crate::below::Asked;
use crate::hub::Live;
use crate::kinds::Audience;
use crate::record::Channel;
use crate::room::Room;
use crate::{archive, replay};

const PLAYLIST: &str = "application/vnd.apple.mpegurl";
/// A playlist may be a second old, also behind several caches; an object never changes; what is over changes when a mark is moved.
const FRESH: &str = "public, max-age=1";
const FOREVER: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=10";
/// Minutes a token is good for: half a day of a meeting.
const TOKEN_MINUTES: i64 = 360;

fn secret(site: &Site) -> [u8; 64] {
    site.signer.for_purpose("live").sign(b"tokens of restricted channels")
}

/// The token with which a restricted channel is watched; good for several hours, the same for everybody of one quarter of an hour.
fn token_for(site: &Site, channel: &Channel) -> String {
    let now = site.db.clock().now().millis().div_euclid(1_000);
    token::issue(&secret(site), &channel.code, token::expiry(now, TOKEN_MINUTES))
}

/// Where what belongs to a channel lies, for somebody who may watch it.
pub fn base(site: &Site, channel: &Channel) -> String {
    match channel.audience {
        Audience::Everybody => format!("/live/{}/", channel.code),
        Audience::SignedIn => format!("/live/{}/{}/", token_for(site, channel), channel.code),
    }
}

fn found(content_type: &'static str, cache: &'static str, body: Bytes) -> Response {
    let headers: [(HeaderName, HeaderValue); 4] = [
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CACHE_CONTROL, HeaderValue::from_static(cache)),
        (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, body).into_response()
}

fn no(status: StatusCode, text: &'static str) -> Response {
    let headers =
        [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, FRESH), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    (status, headers, text).into_response()
}

pub(super) async fn answer(live: &Live, site: &Site, request: Request) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS => {
            let headers = [
                (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
                (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
                (ACCESS_CONTROL_ALLOW_HEADERS, "range"),
            ];
            return (StatusCode::NO_CONTENT, headers).into_response();
        }
        _ => return no(StatusCode::METHOD_NOT_ALLOWED, "GET\n"),
    }
    let Some(rest) = request.uri().path().strip_prefix("/live/") else {
        return no(StatusCode::NOT_FOUND, "not here\n");
    };
    let (token, rest) = match rest.split_once('/') {
        Some((token, rest)) if token.contains('.') => (Some(token), rest),
        Some(_) | None => (None, rest),
    };
    let (code, name) = rest.split_once('/').unwrap_or((rest, "master.m3u8"));
    let room = match live.room(site, code).await {
        Ok(Some(room)) => room,
        Ok(None) => return no(StatusCode::NOT_FOUND, "no such channel\n"),
        Err(error) => {
            tracing::error!(%error, "a channel could not be read");
            return no(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n");
        }
    };
    let view = room.view();
    match (view.audience, token) {
        (Audience::Everybody, _) => {}
        (Audience::SignedIn, Some(token)) => {
            let now = site.db.clock().now().millis().div_euclid(1_000);
            if token::check(&secret(site), token, now) != Some(code) {
                return no(StatusCode::FORBIDDEN, "this address is no longer good; open the page of the channel\n");
            }
        }
        (Audience::SignedIn, None) => return no(StatusCode::FORBIDDEN, "log in and open the page of the channel\n"),
    }
    if let Some(below) = live.below(name) {
        let (code, name) = (code.to_owned(), name.to_owned());
        let (parts, _) = request.into_parts();
        return below.answer(Asked { site: site.clone(), code, name, parts }).await;
    }
    if let Some(object) = view.objects.get(name) {
        return found(kind(name), FOREVER, object.clone());
    }
    match name {
        "master.m3u8" | "" => return found(PLAYLIST, FRESH, view.master.clone()),
        "status.json" => return found("application/json", FRESH, view.status.clone()),
        _ => {}
    }
    if let Some(list) = name.strip_suffix(".m3u8").and_then(|rendition| view.playlists.get(rendition)) {
        return found(PLAYLIST, FRESH, list.clone());
    }
    older(site, &room, name).await
}

/// What is not in memory: replays, and what they are made of.
async fn older(site: &Site, room: &Room, name: &str) -> Response {
    let channel = room.settings().channel.id;
    if let Some(rest) = name.strip_prefix("replay/") {
        let Some((mark, list)) = rest.split_once('/') else { return no(StatusCode::NOT_FOUND, "no such replay\n") };
        let (Ok(mark), Some(rendition)) = (mark.parse::<MarkId>(), list.strip_suffix(".m3u8")) else {
            return no(StatusCode::NOT_FOUND, "no such replay\n");
        };
        let (rendition, edge) = (rendition.to_owned(), site.db.clock().now());
        let text = site.db.read(move |tx| replay::text(tx, channel, mark, &rendition, edge)).await;
        return match text {
            Ok(text) => found(PLAYLIST, SHORT, text.into()),
            Err(kernel::Refusal::NotFound) => no(StatusCode::NOT_FOUND, "no such replay\n"),
            Err(error) => {
                tracing::error!(%error, "a replay could not be read");
                no(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
            }
        };
    }
    let Some((rendition, file)) = name.split_once('/') else { return no(StatusCode::NOT_FOUND, "no such rendition\n") };
    match archive::object(site, channel, rendition, file).await {
        Some(bytes) => found(kind(file), FOREVER, bytes.into()),
        None => no(StatusCode::NOT_FOUND, "no such object\n"),
    }
}

fn kind(name: &str) -> &'static str {
    if name.ends_with(".ts") { "video/mp2t" } else { "video/mp4" }
}
