//! The Atom feed of a saved search (RFC 4287), by a secret address that its owner can take back.

use kernel::{Instant, Refusal};
use web::{Answer, IntoResponse, Path, StatusCode, Visit};

use crate::engine::Search;
use crate::find::NoAnswer;
use crate::record::SavedSearch;
use crate::rows::Row;
use crate::{store, tell};

pub(crate) async fn show(search: Search, visit: Visit, Path(secret): Path<String>) -> Answer {
    let db = &visit.site.db;
    let found = db.read(move |tx| store::by_feed(tx, &secret).map_err(Refusal::from)).await?;
    let saved = found.ok_or(Refusal::NotFound)?;
    match tell::newest(&search, db, &saved).await {
        Ok(Some((_, answered))) => {
            let text = atom(&saved, &visit.site.base_url, &answered.rows, db.clock().now());
            Ok(([("content-type", "application/atom+xml; charset=utf-8"), ("cache-control", "private")], text)
                .into_response())
        }
        Ok(None) | Err(NoAnswer::Fault(_)) => Err(Refusal::NotFound.into()),
        Err(NoAnswer::NotReady(_)) => Ok((StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "30")]).into_response()),
        Err(NoAnswer::Refused(refusal)) => Err(refusal.into()),
    }
}

fn atom(saved: &SavedSearch, base_url: &str, rows: &[Row], now: Instant) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let mut put = |text: String| out.push_str(&text);
    put(format!("<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{now}</updated>\n", saved.id, escaped(&saved.name)));
    let query = escaped(&saved.query);
    put(format!("<link rel=\"alternate\" type=\"text/html\" href=\"{base_url}{}?{query}\"/>\n", crate::paths::SEARCH));
    put("<author><name>协育 Xieyu</name></author>\n".to_owned());
    for row in rows {
        let at = Instant::from_millis(row.since);
        let facts: Vec<String> = row.facts.iter().map(|fact| escaped(&fact.text)).collect();
        put(format!(
            "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{at}</updated>\n<link href=\"{base_url}{}\"/>\n<summary>{}</summary>\n</entry>\n",
            row.id,
            escaped(&row.title.text),
            escaped(&row.href),
            facts.join(" · ")
        ));
    }
    put("</feed>\n".to_owned());
    out
}

/// A text within XML; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_title_can_break_the_feed() {
        assert_eq!(escaped("<a & \"b\">\u{1}课程"), "&lt;a &amp; &quot;b&quot;&gt;课程");
    }
}
