//! A text as the public reads it, with its photos.

use kernel::{Lang, NewsId, Refusal, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use crate::record::{NewsPhoto, Told};
use crate::{paths, policy, store, texts};

const OTHER: Text = say("本文暂无中文版，以下为英文。", "There is no English version yet; this is the Chinese one.");
const PHOTO_BY: Text = say("图：{who}", "Photo: {who}");
const EDIT: Text = say("编辑", "Edit");

pub(crate) async fn show(visit: Visit, Path(id): Path<NewsId>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let reader = actor.clone();
    let (news, photos, meeting) = visit
        .site
        .db
        .read(move |tx| {
            let news = policy::permit_view(reader.as_ref(), db::get(tx, id)?)?;
            let meeting = news.meeting_id.map(|meeting| db::get::<meetings::Meeting>(tx, meeting)).transpose()?;
            Ok::<_, Refusal>((news, store::photos(tx, id)?, meeting))
        })
        .await?;
    // Whoever writes sees a text before it is approved, too.
    let told = news.told(lang).unwrap_or_else(|| news.text(lang));
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::NEWS.into(), texts::NEWS.into())]))
        article lang=[(told.lang != lang).then(|| told.lang.tag())] {
            h1 { (told.title) }
            p.muted {
                (news.kind.text().get(lang))
                @if let Some(at) = news.published_at { " · " (ui::when(lang, at)) }
                @if !news.source.is_empty() { " · " (ui::theirs(lang, &news.source)) }
            }
            @if told.lang != lang { p { em { (OTHER.get(lang)) } } }
            (paragraphs(&told))
            (gallery(lang, id, &photos))
        }
        (ui::actions(html! {
            @if let Some(meeting) = &meeting { (ui::link_button(lang, &meetings::paths::meeting(meeting.id), meeting.title().said())) }
            @if actor.as_ref().is_some_and(policy::writes) { (ui::link_button(lang, &paths::edit(id), EDIT)) }
        }))
    };
    visit.page(kernel::Said { zh: told.title.to_owned(), en: told.title.to_owned() }, body)
}

fn paragraphs(told: &Told<'_>) -> Markup {
    let parts = told.body.split('\n').map(str::trim).filter(|part| !part.is_empty());
    html! { div.news-body { @for part in parts { p { (part) } } } }
}

fn gallery(lang: Lang, id: NewsId, photos: &[NewsPhoto]) -> Markup {
    html! {
        @for it in photos {
            figure.news-photo {
                img src=(paths::photo(id, it.id)) alt=(it.caption().get(lang)) loading="lazy";
                figcaption {
                    (texts::words(lang, &it.caption()))
                    @if !it.credit.is_empty() { " " span.muted { (PHOTO_BY.with(&[("who", &it.credit)]).get(lang)) } }
                }
            }
        }
    }
}
