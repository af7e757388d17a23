//! What programs of viewers ask for thousands of times a second: the event stream, buckets, the snapshot. Objects without sessions,
//! beside the playlists of the channel; whether somebody may watch it, `live` has checked by the address.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use db::{Db, DbError};
use futures_util::stream;
use kernel::ChannelId;
use live::{Asked, Below};
use tokio::sync::watch;

use crate::crowd::Seat;
use crate::frame::Frame;
use crate::halls::Audiences;
use crate::stage::Stage;
use crate::{bucket, counts, standing};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_SECOND: &str = "public, max-age=1";
const NEVER: &str = "no-store";

/// Answers below the address of a channel: `events`, `snapshot.json`, `danmu/NUMBER.json`, `here`.
impl Below for Audiences {
    fn answers(&self, name: &str) -> bool {
        What::of(name).is_some()
    }

    fn answer(&self, asked: Asked) -> Pin<Box<dyn Future<Output = Response> + Send>> {
        let audiences = self.clone();
        Box::pin(async move {
            let Asked { site, code, name, parts } = asked;
            let Some(what) = What::of(&name) else { return plain(StatusCode::NOT_FOUND, "not here\n") };
            let mark = mark_of(parts.uri.query(), &web::network_of(&parts, &site), &parts.headers);
            let channel = match audiences.channel(&site.db, &code).await {
                Ok(Some(channel)) => channel,
                Ok(None) => return plain(StatusCode::NOT_FOUND, "no such channel\n"),
                Err(error) => return away(&error),
            };
            answered(&audiences, &site.db, channel, what, &mark).await.unwrap_or_else(|error| away(&error))
        })
    }
}

/// What is asked for.
#[derive(Clone, Copy)]
enum What {
    Events,
    Snapshot,
    Bucket(Option<i64>),
    /// Nothing: whoever has no connection says that they are here.
    Here,
}

impl What {
    fn of(name: &str) -> Option<What> {
        match name {
            "events" => Some(What::Events),
            "snapshot.json" => Some(What::Snapshot),
            "here" => Some(What::Here),
            _ => {
                let file = name.strip_prefix("danmu/")?;
                Some(What::Bucket(file.strip_suffix(".json").and_then(|number| number.parse().ok())))
            }
        }
    }
}

/// Somebody who asks: by the mark the browser drew for the day, or else by network and program.
fn mark_of(query: Option<&str>, network: &str, headers: &HeaderMap) -> String {
    let own = query.unwrap_or("").split('&').find_map(|pair| pair.strip_prefix("v=")).filter(|mark| !mark.is_empty());
    let program = headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or("");
    own.map_or_else(|| format!("{network}\n{program}"), str::to_owned)
}

async fn answered(
    audiences: &Audiences,
    db: &Db,
    channel: ChannelId,
    what: What,
    mark: &str,
) -> Result<Response, DbError> {
    let stage = audiences.stage(db, channel);
    match what {
        What::Events if audiences.is_over() => Ok(plain(StatusCode::SERVICE_UNAVAILABLE, "stopping; come back\n")),
        What::Events => {
            stage.crowd.came(digest(&stage, db, mark).await?);
            let answer = Body::from_stream(events(audiences.clone(), Seat::taken(stage.clone()), stage.frames()));
            let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, NEVER)];
            let mut answer = (headers, answer).into_response();
            // A proxy that gathers answers would hold frames back.
            answer.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
            Ok(answer)
        }
        What::Here => {
            let digest = digest(&stage, db, mark).await?;
            stage.crowd.came(digest);
            stage.crowd.asked(digest, stage.seconds());
            Ok((StatusCode::NO_CONTENT, [(CACHE_CONTROL, NEVER)]).into_response())
        }
        What::Snapshot => {
            let mut bytes = stage.snapshot();
            if bytes.is_empty() {
                bytes = db.read(move |tx| standing::first_snapshot(tx, channel)).await?.to_string().into();
            }
            Ok(json(bytes, A_SECOND))
        }
        What::Bucket(None) => Ok(plain(StatusCode::NOT_FOUND, "a bucket is asked for as NUMBER.json\n")),
        What::Bucket(Some(number)) => {
            if let Some(bytes) = stage.bucket(number) {
                return Ok(json(bytes, FOR_EVER));
            }
            let read = db.read(move |tx| {
                let has_settled = bucket::has_settled(number, tx.now());
                Ok::<_, DbError>(if has_settled { Some(bucket::read(tx, channel, number)?) } else { None })
            });
            let Some(made) = read.await? else {
                return Ok(plain(StatusCode::NOT_FOUND, "this bucket is not closed yet\n"));
            };
            let bytes: Bytes = made.to_string().into();
            stage.keep_bucket(number, &bytes);
            Ok(json(bytes, FOR_EVER))
        }
    }
}

/// The number somebody is counted by today.
async fn digest(stage: &Arc<Stage>, db: &Db, mark: &str) -> Result<u64, DbError> {
    let known = stage.salt.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let salt = match known {
        Some(salt) => salt,
        None => db.write(counts::salt).await?,
    };
    Ok(salt.digest(mark))
}

/// The latest frame, whenever there is a newer one than the last that was taken: whoever is slow misses those between. Ends when the
/// program stops.
fn events(
    audiences: Audiences,
    seat: Seat,
    mut frames: watch::Receiver<Frame>,
) -> impl futures_util::Stream<Item = Result<Bytes, std::convert::Infallible>> {
    // Whoever just came is given the frame that stands.
    frames.mark_changed();
    stream::unfold((audiences, seat, frames), |(audiences, seat, mut frames)| async move {
        loop {
            if audiences.is_over() || frames.changed().await.is_err() || audiences.is_over() {
                return None;
            }
            let event = frames.borrow_and_update().event.clone();
            if !event.is_empty() {
                return Some((Ok(event), (audiences, seat, frames)));
            }
        }
    })
}

fn json(bytes: Bytes, kept: &'static str) -> Response {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, kept)], bytes).into_response()
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(CACHE_CONTROL, NEVER)], text).into_response()
}

fn away(error: &DbError) -> Response {
    tracing::warn!(%error, "an object of a channel");
    plain(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
}
