//! Files leave the house to be saved, never to be shown (S-5).

use axum::body::Body;
use axum::response::Response;
use files::Attachment;
use futures_util::Stream;
use kernel::Refusal;
use tokio::sync::Semaphore;

use crate::{Answer, Visit};

/// An answer that browsers save and never show, whatever it holds. The name is written as RFC 8187 asks.
pub fn saved_as(bytes: Vec<u8>, media_type: &str, name: &str) -> Answer {
    saved(bytes.into(), media_type, name)
}

/// The same of pieces that are made as the reader takes them. A fault among them breaks the answer off.
pub fn streamed<S, E>(pieces: S, media_type: &str, name: &str) -> Answer
where
    S: Stream<Item = Result<Vec<u8>, E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    saved(Body::from_stream(pieces), media_type, name)
}

fn saved(body: Body, media_type: &str, name: &str) -> Answer {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
    let quoted: String =
        name.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    Response::builder()
        .header("content-type", media_type)
        .header("content-disposition", format!("attachment; filename*=UTF-8''{quoted}"))
        .header("x-content-type-options", "nosniff")
        .body(body)
        .map_err(|error| Refusal::fault(error).into())
}

/// A stored file, to be saved. Whether the reader may have it, the door has asked.
pub async fn download(visit: &Visit, file: &Attachment) -> Answer {
    let bytes = visit.site.files.read(&file.sha256).await.map_err(Refusal::from)?;
    saved_as(bytes, &file.media_type, &file.name)
}

/// How many PDFs are set at once: enough for two cores, and never so many that pages have to wait for them.
static PRESSES: Semaphore = Semaphore::const_new(2);

/// A PDF to save. Setting one takes a while, so that it is made beside the threads that answer.
pub async fn pdf<E>(name: &str, make: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static) -> Answer
where
    E: std::error::Error + Send + Sync + 'static,
{
    let _press = PRESSES.acquire().await.map_err(Refusal::fault)?;
    let made = tokio::task::spawn_blocking(make).await.map_err(Refusal::fault)?;
    saved_as(made.map_err(Refusal::fault)?, "application/pdf", name)
}
