//! Files leave the house to be saved, never to be shown (S-5).

use axum::response::Response;
use files::Attachment;
use kernel::Refusal;

use crate::{Answer, Visit};

/// An answer that browsers save and never show, whatever it holds. The name is written as RFC 8187 asks.
pub fn saved_as(bytes: Vec<u8>, media_type: &str, name: &str) -> Answer {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
    let quoted: String =
        name.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    Response::builder()
        .header("content-type", media_type)
        .header("content-disposition", format!("attachment; filename*=UTF-8''{quoted}"))
        .header("x-content-type-options", "nosniff")
        .body(bytes.into())
        .map_err(|error| Refusal::fault(error).into())
}

/// A stored file, to be saved. Whether the reader may have it, the door has asked.
pub async fn download(visit: &Visit, file: &Attachment) -> Answer {
    let bytes = visit.site.files.read(&file.sha256).await.map_err(Refusal::from)?;
    saved_as(bytes, &file.media_type, &file.name)
}
