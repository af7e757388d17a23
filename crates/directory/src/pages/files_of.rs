//! Handing out a stored file.

use files::Attachment;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use web::{Answer, IntoResponse, Visit};

/// The bytes as a download: never shown inside our pages, whatever they are. Rights were checked.
pub(super) async fn download(visit: &Visit, file: &Attachment) -> Answer {
    let bytes = visit.site.files.read(&file.sha256).await.map_err(kernel::Refusal::from)?;
    let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC).to_string();
    let headers = [
        ("content-type", file.media_type.clone()),
        ("content-disposition", format!("attachment; filename*=UTF-8''{name}")),
        ("x-content-type-options", "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
