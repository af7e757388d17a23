//! One exhibitor as everybody reads it.

use kernel::{BoothRequestId, MeetingId, Refusal, Word};
use ui::html;
use web::{Answer, Path, Visit};

use super::drawing::plan;
use super::head::crumbs;
use crate::{actions, paths, store, texts};

pub(crate) async fn show(visit: Visit, Path((id, request)): Path<(MeetingId, BoothRequestId)>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let (meeting, floor, booths, it) = visit
        .site
        .db
        .read(move |tx| {
            let (meeting, floor) = actions::shown(tx, actor.as_ref(), id)?;
            let it = store::request(tx, id, request)?;
            // What is not confirmed is between the exhibitor and the organiser.
            if !it.state.is_shown() {
                return Err(Refusal::NotFound);
            }
            Ok((meeting, floor, store::booths(tx, id)?, it))
        })
        .await?;
    let booth = booths.iter().find(|booth| Some(booth.id) == it.booth_id);
    let mut way = crumbs(&meeting);
    way.push((paths::exhibition(id), texts::EXHIBITION.into()));
    let body = html! {
        (ui::breadcrumbs(lang, &way))
        (ui::heading(it.title().get(lang), html! {}))
        p.lead { (texts::words(lang, &it.organisation())) }
        (ui::facts(lang, vec![
            (texts::BOOTH, html! { @if let Some(booth) = booth { (booth.number) } }),
            (texts::KIND, html! { (it.kind.text().get(lang)) }),
        ]))
        @if !it.about().is_empty() { div.prose { (texts::words(lang, &it.about())) } }
        (plan(lang, &floor, &booths, it.booth_id, |_| None))
        (ui::actions(ui::link_button(lang, &paths::exhibition(id), texts::EXHIBITION)))
    };
    visit.page(it.title().said(), body)
}
