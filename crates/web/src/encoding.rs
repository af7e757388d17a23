//! Which compression a page is sent in.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum::response::Response;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// What a kept page may be compressed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    /// The best of what the visitor takes. What cannot be read is not taken.
    pub(crate) fn asked(headers: &HeaderMap) -> Encoding {
        let all = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
        let taken: Vec<&str> = all.flat_map(|value| value.split(',')).filter_map(taken).collect();
        let takes = |word: &str| taken.iter().any(|t| t.eq_ignore_ascii_case(word));
        if takes("br") {
            Encoding::Brotli
        } else if takes("gzip") {
            Encoding::Gzip
        } else {
            Encoding::Plain
        }
    }

    /// As headers spell it; a page as it is has no word.
    pub(crate) const fn word(self) -> Option<&'static str> {
        match self {
            Encoding::Brotli => Some("br"),
            Encoding::Gzip => Some("gzip"),
            Encoding::Plain => None,
        }
    }

    /// The same content in this encoding.
    pub(crate) async fn applied(self, content_type: HeaderValue, plain: Bytes) -> Result<Bytes, axum::Error> {
        let Some(word) = self.word() else { return Ok(plain) };
        let given = service_fn(move |_| {
            let mut page = Response::new(Body::from(plain.clone()));
            page.headers_mut().insert(header::CONTENT_TYPE, content_type.clone());
            std::future::ready(Ok::<_, Infallible>(page))
        });
        let mut asked = Request::new(Body::empty());
        asked.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(word));
        let Ok(answer) = layer().layer(given).oneshot(asked).await;
        axum::body::to_bytes(Body::new(answer.into_body()), usize::MAX).await
    }
}

/// How answers are compressed: fast, since most are made for one reader. What is packed already stays as it is.
pub(crate) fn layer() -> CompressionLayer<impl Predicate> {
    let packed = ["application/vnd.openxmlformats", "application/zip", "application/pdf", "video/"];
    let worth_it = packed.map(NotForContentType::const_new);
    let [sheet, archive, document, film] = worth_it;
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(DefaultPredicate::new().and(sheet).and(archive).and(document).and(film))
}

/// The coding of one member of the list, unless its weight says that it is not wanted.
fn taken(member: &str) -> Option<&str> {
    let mut parts = member.split(';').map(str::trim);
    let coding = parts.next()?;
    let weight = parts.find_map(|p| p.strip_prefix("q=").or(p.strip_prefix("Q=")));
    (weight.is_none_or(|w| w.parse::<f32>().is_ok_and(|w| w > 0.0))).then_some(coding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_what_the_visitor_takes_is_chosen() {
        for (asked, chosen) in [
            ("gzip, deflate, br", Encoding::Brotli),
            ("gzip;q=1.0, br;q=0", Encoding::Gzip),
            ("GZIP", Encoding::Gzip),
            ("br;q=x, identity", Encoding::Plain),
            ("deflate, zstd", Encoding::Plain),
            ("", Encoding::Plain),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(asked).expect("a header"));
            assert_eq!(Encoding::asked(&headers), chosen, "{asked}");
        }
        assert_eq!(Encoding::asked(&HeaderMap::new()), Encoding::Plain);
    }
}
