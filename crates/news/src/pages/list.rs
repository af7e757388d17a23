//! News and notices, the latest first; for the office everything, with where each text stands.

use kernel::{Lang, MeetingId, NewsId, Refusal, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Cursor, Query, Visit};

use crate::record::News;
use crate::{paths, policy, store, texts};

const EMPTY: Text = say("还没有新闻。", "No news yet.");
const ALL: Text = say("全部稿件", "All texts");
const PUBLIC: Text = say("公众所见", "As the public sees it");
const WRITE: Text = say("撰写", "Write");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    meeting: String,
    all: String,
    after: Cursor<NewsId>,
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let writes = actor.as_ref().is_some_and(policy::writes);
    let of_all = writes && !asked.all.is_empty();
    let meeting: Option<MeetingId> = match asked.meeting.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Refusal::NotFound)?),
    };
    let after = asked.after.0;
    let read = visit.site.db.read(move |tx| {
        let page = if of_all { store::all(tx, after)? } else { store::published(tx, meeting, after, store::PAGE)? };
        Ok::<_, Refusal>(page)
    });
    let (rows, next) = read.await?;
    let beginning = match (of_all, meeting) {
        (true, _) => paths::ALL.to_owned(),
        (false, Some(meeting)) => paths::of_meeting(meeting),
        (false, None) => format!("{}?", paths::NEWS),
    };
    let next = next.map(|id| format!("{beginning}&after={id}").replace("?&", "?"));
    let body = html! {
        (ui::heading(texts::NEWS.get(lang), html! {}))
        @if writes {
            (ui::actions(html! {
                (ui::link_button(lang, paths::NEW, WRITE))
                @if of_all { (ui::link_button(lang, paths::NEWS, PUBLIC)) } @else { (ui::link_button(lang, paths::ALL, ALL)) }
            }))
        }
        @if of_all { (table(lang, &rows)) } @else { (cards(lang, &rows)) }
        (ui::pager(lang, next))
    };
    visit.page(texts::NEWS, body)
}

fn table(lang: Lang, rows: &[News]) -> Markup {
    let row = |it: &News| {
        vec![
            html! { a href=(paths::edit(it.id)) { (texts::title(lang, it)) } },
            html! { (it.kind.text().get(lang)) },
            ui::badge(lang, it.state.text(), texts::tone(it.state)),
            ui::badge(lang, it.standing_zh.text(), texts::standing_tone(it.standing_zh)),
            ui::badge(lang, it.standing_en.text(), texts::standing_tone(it.standing_en)),
        ]
    };
    let heads = [texts::TITLE, texts::KIND, texts::STATE, texts::CHINESE, texts::ENGLISH];
    ui::table(lang, texts::NEWS, &heads, rows.iter().map(row).collect(), EMPTY)
}

fn cards(lang: Lang, rows: &[News]) -> Markup {
    html! {
        @if rows.is_empty() { p.empty { (EMPTY.get(lang)) } }
        @for it in rows {
            article.news-card {
                h2 { a href=(paths::news(it.id)) { (texts::title(lang, it)) } }
                p.muted {
                    (it.kind.text().get(lang))
                    @if let Some(at) = it.published_at { " · " (ui::when(lang, at)) }
                    @if !it.source.is_empty() { " · " (ui::theirs(lang, &it.source)) }
                }
                @if let Some(told) = it.told(lang) { p { (ui::theirs(lang, &beginning(told.body))) } }
            }
        }
    }
}

/// The first words of a text.
fn beginning(body: &str) -> String {
    const SHOWN: usize = 120;
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match first.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &first[..at]),
        None => first.to_owned(),
    }
}
