//! Style sheets and scripts, named by their content, so that they may be kept forever.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let wanted = format!("/assets/{name}");
    match ui::assets().iter().find(|asset| asset.path == wanted) {
        Some(asset) => {
            let headers = [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.bytes).into_response()
        }
        None => crate::answer::not_found(),
    }
}
