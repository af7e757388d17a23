//! The Atom feed of a saved search (RFC 4287), by a secret address that its owner can take back.

use kernel::{Instant, Refusal};
use web::atom::{Entry, Feed};
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
    let entry = |row: &Row| {
        let facts: Vec<&str> = row.facts.iter().map(|fact| fact.text.as_str()).collect();
        Entry {
            id: row.id.to_string(),
            title: row.title.text.clone(),
            updated: Instant::from_millis(row.since),
            page: format!("{base_url}{}", row.href),
            summary: facts.join(" · "),
        }
    };
    Feed {
        id: &saved.id,
        title: &saved.name,
        updated: now,
        // Its address is the secret.
        own: None,
        page: format!("{base_url}{}?{}", crate::paths::SEARCH, saved.query),
        entries: rows.iter().map(entry).collect(),
    }
    .text()
}
