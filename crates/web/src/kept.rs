//! Public pages that many ask for, kept as they are sent: compressed, by address, language and encoding.
//!
//! Nothing private can be among them. Only routes that say so are kept ([`crate::Routes::kept`]), only for visitors without a
//! session, and only whole pages with status 200 that set no cookie and hold no form token. Nothing old is handed out: a
//! page is given while the platform [stands](crate::Standing) where it stood before the page was read.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use sha2::{Digest, Sha256};

use crate::encoding::Encoding;
use crate::{Site, Visit};

/// Larger pages are not kept; nothing the public reads comes near it.
pub(crate) const LARGEST: usize = 512 << 10;
/// Longer addresses are not kept.
const LONGEST: usize = 1024;

/// What a page depends on besides the standing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Path and query.
    pub(crate) address: String,
    pub(crate) lang: Lang,
    pub(crate) encoding: Encoding,
}

/// A page as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    content_type: HeaderValue,
    encoding: Encoding,
    /// In quotes, as headers spell it.
    etag: HeaderValue,
    body: Bytes,
}

impl Kept {
    pub(crate) fn new(content_type: HeaderValue, encoding: Encoding, body: Bytes) -> Kept {
        let print = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..16]));
        let etag = HeaderValue::from_str(&print).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        Kept { content_type, encoding, etag, body }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.body.len()
    }

    /// The page, or 304 for somebody who has it already. It may lie in a browser but is asked for each time, since the next
    /// act may change it.
    pub(crate) fn answer(&self, known: Option<&HeaderValue>) -> Response {
        let known = known.and_then(|v| v.to_str().ok()).unwrap_or("");
        let is_known = known.split(',').any(|tag| {
            let tag = tag.trim();
            tag == "*" || tag.trim_start_matches("W/").as_bytes() == self.etag.as_bytes()
        });
        let mut answer = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut page = Response::new(Body::from(self.body.clone()));
            page.headers_mut().insert(header::CONTENT_TYPE, self.content_type.clone());
            if let Some(word) = self.encoding.word() {
                page.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
            }
            page
        };
        let headers = answer.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        answer
    }
}

/// Answers from the shelf, or asks the door and keeps what it answers. Stands around the doors of kept routes.
pub(crate) async fn keep(State(site): State<Site>, visit: Visit, request: Request, next: Next) -> Response {
    let Some(key) = key(&visit, &request) else { return next.run(request).await };
    // The standing comes first: what is read after it is at least as new. A database that is away is for the door to word.
    let Some(standing) = site.standing().await else { return next.run(request).await };
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    if let Some(kept) = site.shelf().find(standing, &key) {
        return kept.answer(known.as_ref());
    }
    let answer = next.run(request).await;
    if !may_be_kept(&answer) {
        return answer;
    }
    let (head, body) = answer.into_parts();
    let Ok(plain) = axum::body::to_bytes(body, LARGEST).await else { return broken() };
    let content_type = head.headers.get(header::CONTENT_TYPE).cloned();
    let Some(content_type) = content_type.filter(|_| !holds_token(&plain, &visit.csrf)) else {
        return Response::from_parts(head, Body::from(plain));
    };
    let Ok(body) = key.encoding.applied(content_type.clone(), plain).await else { return broken() };
    let kept = Kept::new(content_type, key.encoding, body);
    let answer = kept.answer(known.as_ref());
    site.shelf().keep(standing, key, kept);
    answer
}

/// What the page lies under; `None` when this visit may neither fill the shelf nor be answered from it.
fn key(visit: &Visit, request: &Request) -> Option<Key> {
    let is_stranger = visit.visitor.is_none() && visit.notice.is_none() && !visit.csrf.is_empty();
    let is_whole = request.method() == Method::GET && !visit.wants_part && visit.path.len() <= LONGEST;
    (is_stranger && is_whole).then(|| Key {
        address: visit.path.clone(),
        lang: visit.lang,
        encoding: Encoding::asked(request.headers()),
    })
}

fn may_be_kept(answer: &Response) -> bool {
    answer.status() == StatusCode::OK
        && !answer.headers().contains_key(header::SET_COOKIE)
        && !answer.headers().contains_key(header::CONTENT_ENCODING)
        && answer.body().size_hint().upper().is_some_and(|bytes| bytes <= LARGEST as u64)
}

/// A page with a form of this visitor is theirs alone.
fn holds_token(page: &[u8], token: &str) -> bool {
    std::str::from_utf8(page).map_or(true, |text| text.contains(token))
}

/// A body that breaks off while it is read from memory: it cannot, but nothing else could be said.
fn broken() -> Response {
    crate::Failed::Refused(kernel::Refusal::fault("a page broke off")).into_response()
}
