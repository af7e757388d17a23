//! What changed from one public agenda to the next.

use kernel::{MeetingId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use crate::agenda::Agenda;
use crate::diff::{Change, ChangeKind, diff};
use crate::doors::{self, Public};
use crate::formats::Published;
use crate::{paths, store, texts};

const FIRST: Text = say("首次公布", "First public agenda");
const NOTHING: Text = say("没有区别", "Nothing differs");
const WAS: Text = say("原为 {was}", "was {was}");

/// Releases that were public, each compared with the public one before, the latest first. The first changed nothing: it began.
pub(crate) fn published(tx: &mut db::Tx<'_>, meeting: MeetingId) -> Result<Vec<Published>, kernel::Refusal> {
    let mut all = store::releases(tx, meeting)?;
    all.retain(|it| it.published_at.is_some());
    all.reverse();
    let mut before: Option<Agenda> = None;
    let mut found = Vec::new();
    for release in all {
        let agenda = store::released(&release)?;
        let changes = before.as_ref().map_or_else(Vec::new, |before| diff(Some(before), &agenda));
        before = Some(agenda);
        found.push((release, changes));
    }
    found.reverse();
    Ok(found)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let read = visit.site.db.read(move |tx| {
        let public: Public = doors::public(tx, id)?;
        Ok::<_, kernel::Refusal>((public, published(tx, id)?))
    });
    let (public, all) = read.await?;
    let lang = visit.lang;
    let first = all.last().map(|(it, _)| it.id);
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::MEETINGS.into(), texts::MEETINGS.into()), (paths::meeting(id), public.agenda.title.said())]))
        (ui::heading(texts::CHANGES.get(lang), html! {}))
        (ui::actions(ui::link_button(lang, &paths::feed(id), say("订阅变更（Atom）", "Subscribe to changes (Atom)"))))
        @for (release, changes) in &all {
            section.part {
                h2 { (release.name) }
                @if let Some(at) = release.published_at { p.muted { (ui::when(lang, at)) } }
                @if Some(release.id) == first { p { (FIRST.get(lang)) } }
                @else { (lines(&visit, changes)) }
            }
        }
    };
    visit.page(texts::CHANGES, body)
}

/// Changes line by line; also for the office.
pub(crate) fn lines(visit: &Visit, changes: &[Change]) -> Markup {
    let lang = visit.lang;
    html! {
        @if changes.is_empty() { p.muted { (NOTHING.get(lang)) } }
        @else {
            ul.agenda-changes { @for change in changes { li {
                @for kind in &change.kinds { (ui::badge(lang, kind.text(), texts::change_tone(*kind))) " " }
                strong { (texts::words(lang, &change.title())) }
                @if let Some(is) = change.is.as_ref().or(change.was.as_ref()) { p { (ui::theirs(lang, is.get(lang))) } }
                @if change.kinds.contains(&ChangeKind::Moved) { @if let Some(was) = &change.was {
                    p.muted { (ui::theirs(lang, WAS.with(&[("was", &was.get(lang))]).get(lang))) }
                } }
            } } }
        }
    }
}
