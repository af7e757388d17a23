//! Suggestions while somebody types: a part of a page, below the field.

use kernel::{Text, Word, say};
use ui::html;
use web::{Answer, Query, Visit};

use super::hits::marked;
use crate::engine::Search;
use crate::find::{self, NoAnswer, Wanted};
use crate::{paths, texts};

const ALL: Text = say("全部结果", "All results");

pub(super) async fn show(search: Search, visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let actor = visit.actor_or_public();
    let rows = match find::suggest(&search, &visit.site.db, actor, visit.lang, &wanted.q).await {
        Ok(rows) => rows,
        Err(NoAnswer::Fault(_) | NoAnswer::NotReady(_)) => Vec::new(),
        Err(NoAnswer::Refused(refusal)) => return Err(refusal.into()),
    };
    let lang = visit.lang;
    let all = format!("{}?{}", paths::SEARCH, wanted.with("q", &wanted.q).address());
    visit.part(html! {
        @if !rows.is_empty() {
            ul aria-label=(texts::TITLE.get(lang)) {
                @for row in &rows { li { a href=(row.href) {
                    (marked(&row.title)) " "
                    span.muted { (row.kind.text().get(lang)) @if let Some(first) = row.facts.first() { " · " (first.text) } }
                } } }
                li { a href=(all) { (ALL.get(lang)) } }
            }
        }
    })
}
