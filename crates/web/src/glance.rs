//! What an answer that refuses says of the thing it was about: what it is called, where it stands now, and the way back to
//! it. A slice gives a look at its things with the route of their page; nobody learns here what they may not see there.

use axum::http::Method;
use db::Tx;
use kernel::{Actor, Refusal, RowId, Said, Text, say};
use maud::{Markup, html};

use crate::access::Gate;
use crate::{Route, Visit};

/// A thing as its reader may see it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    pub title: String,
    pub state: Said,
}

/// Looks at the thing with this id for `actor`; `None` when there is none or they may not see it.
pub type Look = fn(&mut Tx<'_>, Option<&Actor>, RowId) -> Result<Option<Glance>, Refusal>;

/// The way back from an answer that refused something.
pub(crate) struct WayBack {
    /// `None` where it leads to the page that was just refused.
    href: Option<String>,
    now: Option<Glance>,
}

/// Finds the page of the thing a request was about, or else the page its form stands on. A fault on the way is no reason to
/// answer less than without it.
pub(crate) async fn way_back(visit: &Visit) -> Option<WayBack> {
    let path = visit.path.split(['?', '#']).next().unwrap_or_default();
    let pages: Vec<&Route> = visit.site.routes.iter().filter(|route| is_open_page(route, visit)).collect();
    let nearest = |all: &[&Route]| {
        let met = all.iter().filter_map(|route| met_by(&route.path, path).map(|met| (route.look, met)));
        met.max_by_key(|(_, met)| met.parts)
    };
    let things: Vec<&Route> = pages.iter().copied().filter(|route| route.look.is_some()).collect();
    let (look, met) = nearest(&things).or_else(|| nearest(&pages).filter(|(_, met)| met.parts > 0))?;
    let href = (visit.method != Method::GET || met.href != path).then(|| met.href.clone());
    let now = match (look, met.last_id) {
        (Some(look), Some(id)) => {
            let actor = visit.actor_or_public();
            let seen = visit.site.db.read(move |tx| look(tx, actor.as_ref(), id)).await;
            // Whoever may not see the thing is not led to it either.
            Some(seen.ok().flatten()?)
        }
        (Some(_) | None, _) => None,
    };
    Some(WayBack { href, now })
}

fn is_open_page(route: &Route, visit: &Visit) -> bool {
    let open = route.access.gate(visit.visitor.as_ref(), visit.site.demo) == Gate::Open;
    route.method == Method::GET && route.doc.is_none() && open
}

/// How a path begins with an address.
#[derive(Debug, PartialEq, Eq)]
struct Met {
    parts: usize,
    href: String,
    /// What stands in the last changing part.
    last_id: Option<RowId>,
}

/// Whether `path` is the address `route` or lies beneath it.
fn met_by(route: &str, path: &str) -> Option<Met> {
    let wanted: Vec<&str> = route.split('/').filter(|part| !part.is_empty()).collect();
    let given: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).take(wanted.len()).collect();
    let fits = |(wanted, given): (&&str, &&str)| wanted.starts_with('{') || wanted == given;
    if given.len() < wanted.len() || !wanted.iter().zip(&given).all(fits) {
        return None;
    }
    let mut changing = wanted.iter().zip(&given).filter(|(wanted, _)| wanted.starts_with('{'));
    let last_id = changing.next_back().and_then(|(_, given)| given.parse().ok());
    Some(Met { parts: wanted.len(), href: format!("/{}", given.join("/")), last_id })
}

impl WayBack {
    /// `现在：…`, with the state, and the link.
    pub(crate) fn markup(&self, visit: &Visit) -> Markup {
        let lang = visit.lang;
        html! {
            @match &self.now {
                Some(now) => p.now {
                    (visit.t(NOW)) " "
                    @match &self.href {
                        Some(href) => a href=(href) { (ui::theirs(lang, &now.title)) },
                        None => strong { (ui::theirs(lang, &now.title)) },
                    }
                    " " (ui::badge(lang, now.state.clone(), ui::Tone::Info))
                },
                None => @if let Some(href) = &self.href { p.now { a href=(href) { (visit.t(BACK)) } } },
            }
        }
    }
}

const NOW: Text = say("目前的情况：", "As it is now:");
const BACK: Text = say("返回原页面，查看最新内容", "Back to the page, to see it as it is now");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_lies_beneath_the_page_of_its_thing() {
        let id = "0190f5d8-0000-7000-8000-000000000000";
        let thing = Met { parts: 2, href: format!("/changes/{id}"), last_id: id.parse().ok() };
        assert_eq!(met_by("/changes/{id}", &format!("/changes/{id}/submit")), Some(thing));
        assert_eq!(met_by("/changes/{id}/receipt", &format!("/changes/{id}/submit")), None);
        assert_eq!(met_by("/changes/{id}", "/changes"), None);
        assert_eq!(met_by("/rounds", "/rounds"), Some(Met { parts: 1, href: "/rounds".into(), last_id: None }));
    }
}
