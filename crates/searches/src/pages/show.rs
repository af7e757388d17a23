//! The page: words, conditions with their numbers, hits.

use kernel::{Lang, Said};
use search::syntax::{Fault, keys};
use ui::{Markup, Tone, html};
use web::{Answer, IntoResponse, Query, StatusCode, Visit};

use super::{facets, hits, saved};
use crate::engine::{NotReady, Search};
use crate::find::{self, Answered, NoAnswer, Wanted};
use crate::{paths, texts};

pub(super) async fn show(search: Search, visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let actor = visit.actor_or_public();
    let answer = find::find(&search, &visit.site.db, actor, visit.lang, &wanted).await;
    let (status, found) = match answer {
        Ok(answered) => (StatusCode::OK, found(&visit, &wanted, &answered)),
        Err(NoAnswer::Fault(fault)) => (StatusCode::UNPROCESSABLE_ENTITY, wrong(visit.lang, &wanted.q, &fault)),
        Err(NoAnswer::NotReady(why)) => (StatusCode::OK, wait(visit.lang, &wanted, why)),
        Err(NoAnswer::Refused(refusal)) => return Err(refusal.into()),
    };
    let region = html! { div #search-found { (found) } };
    // A page that waits for the index asks for this part of itself.
    if visit.wants_part {
        return Ok((status, region).into_response());
    }
    let title = if wanted.q.trim().is_empty() { texts::TITLE.into() } else { titled(&wanted.q) };
    Ok(visit.page_with(status, title, html! { (form(visit.lang, &wanted)) (region) }))
}

fn titled(q: &str) -> Said {
    let q: String = q.trim().chars().take(40).collect();
    Said { zh: format!("搜索：{q}"), en: format!("Search: {q}") }
}

/// The field, with the conditions chosen so far.
fn form(lang: Lang, wanted: &Wanted) -> Markup {
    html! {
        (ui::heading(texts::TITLE.get(lang), html! { a href=(paths::SAVED) { (texts::SAVED.get(lang)) } }))
        search {
            form.search-form method="get" action=(paths::SEARCH) {
                label.unseen for="search-words" { (texts::WORDS.get(lang)) }
                div.search-line {
                    input #search-words type="search" name="q" value=(wanted.q) maxlength="300" autocomplete="off" spellcheck="false"
                        placeholder=(texts::WORDS.get(lang)) aria-describedby="search-hint"
                        hx-get=(paths::SUGGEST) hx-trigger="input changed delay:200ms" hx-sync="this:replace"
                        hx-target="next .suggestions" hx-swap="innerHTML";
                    button.btn.primary { (texts::TITLE.get(lang)) }
                    div.suggestions aria-live="polite" {}
                }
                p.hint #search-hint { (texts::HINT.get(lang)) }
                // What stays when other words are asked for.
                @for (name, value) in [("kind", &wanted.kind), ("order", &wanted.order)] {
                    @if !value.is_empty() { (ui::hidden(name, value)) }
                }
            }
        }
        (help(lang))
    }
}

fn help(lang: Lang) -> Markup {
    html! {
        details.search-help {
            summary { (texts::HELP.get(lang)) }
            dl { @for (en, zh, values) in keys() {
                div { dt { code { (en) ":" } " " code { (zh) "：" } } dd { (values.get(lang)) } }
            } }
            p { code { "“…”" } " " code { "\"…\"" } " " (kernel::say("完整词组", "an exact phrase").get(lang)) "; "
                code { "-" } " " (kernel::say("不要的内容，如 -标题:机器人", "what is not wanted, such as -title:robot").get(lang)) }
        }
    }
}

fn wrong(lang: Lang, typed: &str, fault: &Fault) -> Markup {
    ui::alert(
        Tone::Bad,
        html! { pre.search-fault { (fault.pointed(typed)) } p role="alert" { (fault.said.get(lang)) } },
    )
}

/// Says how far the index is, and looks again by itself where JavaScript runs.
fn wait(lang: Lang, wanted: &Wanted, why: NotReady) -> Markup {
    let again = format!("{}?{}", paths::SEARCH, wanted.address());
    let said = match why {
        NotReady::Building(done, all) => {
            texts::BUILDING.with(&[("part", &(done * 100).checked_div(all).unwrap_or(0).min(99))])
        }
        NotReady::Off => texts::OFF.into(),
    };
    html! {
        div hx-get=(again) hx-trigger="load delay:2s" hx-target="#search-found" hx-swap="outerHTML" {
            (ui::alert(Tone::Info, html! { p role="status" { (said.get(lang)) } }))
        }
    }
}

fn found(visit: &Visit, wanted: &Wanted, answered: &Answered) -> Markup {
    let lang = visit.lang;
    let total = ui::count(answered.found.total);
    let summary = if answered.found.total == 0 {
        texts::NOTHING.into()
    } else if answered.found.is_near {
        texts::NEAR.with(&[("n", &total)])
    } else {
        texts::FOUND.with(&[("n", &total)])
    };
    let next = answered.found.next.map(|after| {
        let address = wanted.address();
        let and = if address.is_empty() { "" } else { "&" };
        format!("{}?{address}{and}after={after}", paths::SEARCH)
    });
    html! {
        (facets::kinds(lang, wanted, answered))
        (facets::chosen(lang, wanted, answered))
        (ui::columns(
            html! {
                p.search-sum role="status" { (summary.get(lang)) " " (facets::orders(lang, wanted)) }
                (hits::list(lang, &answered.rows))
                (ui::pager(lang, next))
                @if visit.visitor.is_some() && answered.found.total > 0 { (saved::form(visit, wanted, &[])) }
            },
            facets::all(lang, wanted, answered),
        ))
    }
}
