//! Parts of an address, refused in the same words as everything else: an id that is none is not found, a query that cannot
//! be read is a breach.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::{Breach, Refusal, say};
use serde::de::DeserializeOwned;

use crate::{Failed, cursor};

/// The changing parts of a path.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

/// What follows the question mark.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        if has_nul(parts.uri.path()) {
            return Err(Failed::Refused(Refusal::NotFound));
        }
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|path| Path(path.0)).map_err(|_| Failed::Refused(Refusal::NotFound))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        if has_nul(parts.uri.query().unwrap_or("")) {
            return Err(Breach::field("query", kernel::NO_NUL).into());
        }
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|query| Query(query.0)).map_err(|error| {
            if cursor::is_meant_by(&error.body_text()) {
                return cursor::unreadable().into();
            }
            let said =
                say("网址中的参数无法读取：{error}", "The query cannot be read: {error}").with(&[("error", &error)]);
            Failed::Refused(Breach::field("query", said).into())
        })
    }
}

/// Whether an address holds the character NUL, which no text of one of the databases can hold. It has one spelling only.
fn has_nul(part: &str) -> bool {
    part.contains("%00")
}
