//! Who exhibits where: the plan and the list, with a search.

use std::collections::HashMap;

use kernel::{BoothId, MeetingId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Path, Query, Visit};

use super::drawing::{Link, plan};
use super::head::{Page, head, title};
use crate::record::{Booth, BoothRequest, Exhibition};
use crate::{actions, paths, policy, store, texts};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    kind: String,
}

/// Exhibitors everybody may read of, by the number of their booth; with what is asked for only.
pub(crate) fn exhibitors<'a>(
    booths: &'a [Booth],
    requests: &'a [BoothRequest],
    q: &str,
    kind: &str,
) -> Vec<(&'a Booth, &'a BoothRequest)> {
    let standing = store::on_booths(requests);
    let wanted = q.trim().to_lowercase();
    let holds = |booth: &Booth, it: &BoothRequest| {
        let texts = [
            &booth.number,
            &it.organisation_zh,
            &it.organisation_en,
            &it.title_zh,
            &it.title_en,
            &it.about_zh,
            &it.about_en,
        ];
        texts.iter().any(|text| text.to_lowercase().contains(&wanted))
    };
    let shown = booths.iter().filter_map(|booth| standing.get(&booth.id).map(|it| (booth, *it)));
    shown
        .filter(|(_, it)| it.state.is_shown() && (kind.is_empty() || it.kind.word() == kind))
        .filter(|(booth, it)| wanted.is_empty() || holds(booth, it))
        .collect()
}

const EMPTY: Text = say("没有符合条件的参展单位。", "No exhibitor matches.");
const WHEN: Text = say("展位申请时间：{from} 至 {until}。", "Booths can be asked for from {from} to {until}.");

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let reader = actor.clone();
    let read = visit.site.db.read(move |tx| {
        let (meeting, floor) = actions::shown(tx, reader.as_ref(), id)?;
        Ok::<_, Refusal>((meeting, floor, store::booths(tx, id)?, store::requests(tx, id)?))
    });
    let (meeting, floor, booths, requests) = match read.await {
        // Whoever organises the meeting begins with its floor.
        Err(Refusal::NotFound) if actor.as_ref().is_some_and(policy::organises) => {
            return Ok(web::see(&paths::plan(id)));
        }
        other => other?,
    };
    let found = exhibitors(&booths, &requests, &asked.q, &asked.kind);
    let all: HashMap<BoothId, &BoothRequest> =
        exhibitors(&booths, &requests, "", "").into_iter().map(|(booth, it)| (booth.id, it)).collect();
    let link = |booth: &Booth| {
        all.get(&booth.id)
            .map(|it| Link { href: paths::exhibitor(id, it.id), who: it.organisation().get(lang).to_owned() })
    };
    let own = actor.as_ref().and_then(|actor| actor.organisation_id());
    let own: Vec<&BoothRequest> = requests.iter().filter(|it| Some(it.organisation_id) == own).collect();
    let may_ask = actor.as_ref().is_some_and(|actor| policy::permit_ask(actor).is_ok());
    let body = html! {
        (head(&visit, &meeting, Page::Directory))
        @if !floor.about_zh.is_empty() || !floor.about_en.is_empty() {
            div.prose { (texts::words(lang, &meetings::Words::of(&floor.about_zh, &floor.about_en))) }
        }
        (asking(&visit, &floor, id, may_ask, &own))
        @if !booths.is_empty() { (plan(lang, &floor, &booths, None, link)) }
        (ui::filter_bar(lang, &paths::exhibition(id), html! {
            (Field::text("q", say("查找参展单位、展示内容或展位号", "Exhibitor, what is shown, or booth")).value(&*asked.q).maxlength(100).render(lang, &[]))
            (Field::select("kind", texts::KIND, texts::kinds(lang, crate::kinds::BoothKind::ALL)).value(&*asked.kind).render(lang, &[]))
        }))
        (list(&visit, id, &found))
    };
    visit.page(title(texts::EXHIBITION, &meeting), body)
}

/// When booths can be asked for, the button, and what the reader's organisation has asked for.
fn asking(visit: &Visit, floor: &Exhibition, id: MeetingId, may_ask: bool, own: &[&BoothRequest]) -> Markup {
    let lang = visit.lang;
    let (from, until) = (ui::when_text(lang, floor.opens_at), ui::when_text(lang, floor.closes_at));
    html! {
        p.muted { (WHEN.with(&[("from", &from), ("until", &until)]).get(lang)) }
        @if !own.is_empty() {
            ul { @for it in own { li {
                a href=(paths::request(id, it.id)) { (texts::words(lang, &it.title())) } " "
                (ui::badge(lang, it.state.text(), texts::tone(it.state)))
            } } }
        }
        @if may_ask { (ui::actions(ui::link_button(lang, &paths::ask(id), texts::ASK))) }
    }
}

fn list(visit: &Visit, id: MeetingId, found: &[(&Booth, &BoothRequest)]) -> Markup {
    let lang = visit.lang;
    let row = |(booth, it): &(&Booth, &BoothRequest)| {
        vec![
            html! { (booth.number) },
            html! { a href=(paths::exhibitor(id, it.id)) { (texts::words(lang, &it.organisation())) } },
            texts::words(lang, &it.title()),
            html! { (it.kind.text().get(lang)) },
        ]
    };
    let heads = [texts::BOOTH, texts::EXHIBITOR, texts::SHOWS, texts::KIND];
    ui::table(lang, texts::EXHIBITOR, &heads, found.iter().map(row).collect(), EMPTY)
}
