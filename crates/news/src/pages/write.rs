//! Writing: the form with both languages, where each stands, and what comes next.

use kernel::{Breach, Breaches, Lang, MeetingId, NewsId, Refusal, Text, Word, say};
use meetings::{Meeting, Words};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::actions::{self, NewsDraft};
use crate::kinds::NewsKind;
use crate::record::{News, NewsPhoto};
use crate::state::Step;
use crate::{paths, policy, store, texts};

const WRITE: Text = say("撰写新闻", "Write news");
const SAVED: Text = say("已保存", "Saved");
const DONE: Text = say("已办理", "Done");
const APPROVE_ZH: Text = say("审定中文", "Approve the Chinese text");
const APPROVE_EN: Text = say("审定英文", "Approve the English text");
const LOOK: Text = say("查看", "Look at it");

pub(super) struct Loaded {
    pub news: News,
    pub photos: Vec<NewsPhoto>,
    pub meetings: Vec<Meeting>,
}

fn fields(lang: Lang, meetings: &[Meeting], form: &Form, breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let kinds = NewsKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let of = meetings.iter().map(|it| (it.id.to_string(), it.title().get(lang).to_owned())).collect();
    html! {
        (ui::fields_row(html! {
            (show(Field::select("kind", texts::KIND, kinds).required(), "kind"))
            (show(Field::select("meeting_id", texts::MEETING, of), "meeting_id"))
            (show(Field::text("source", say("来源", "Source")).maxlength(200), "source"))
        }))
        (ui::fields_row(html! {
            (show(Field::text("title_zh", say("中文标题", "Title in Chinese")).maxlength(200), "title_zh"))
            (show(Field::text("title_en", say("英文标题", "Title in English")).maxlength(200), "title_en"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("body_zh", say("中文正文", "Text in Chinese")).rows(16)
                .hint(say("段落之间空一行或换行", "A new line begins a paragraph")), "body_zh"))
            (show(Field::area("body_en", say("英文正文", "Text in English")).rows(16), "body_en"))
        }))
    }
}

fn form_of(it: &News) -> Form {
    let (meeting, revision) = (it.meeting_id.map(|id| id.to_string()).unwrap_or_default(), it.revision.to_string());
    Form::of(&[
        ("kind", it.kind.word()),
        ("meeting_id", &meeting),
        ("source", &it.source),
        ("title_zh", &it.title_zh),
        ("title_en", &it.title_en),
        ("body_zh", &it.body_zh),
        ("body_en", &it.body_en),
        ("revision", &revision),
    ])
}

fn read(form: &Form) -> Result<NewsDraft, Refusal> {
    let mut breaches = Breaches::new();
    let kind = form.word::<NewsKind>("kind").map_err(|breach| breaches.push(breach)).ok();
    let meeting = match form.get("meeting_id") {
        "" => Some(None),
        _ => form.id::<MeetingId>("meeting_id").map(Some).map_err(|breach| breaches.push(breach)).ok(),
    };
    match kind.zip(meeting) {
        Some((kind, meeting_id)) => Ok(NewsDraft {
            kind,
            meeting_id,
            title: Words::of(form.get("title_zh"), form.get("title_en")),
            body: Words::of(form.get("body_zh"), form.get("body_en")),
            source: form.get("source").to_owned(),
        }),
        None => Err(Refusal::Breaches(breaches)),
    }
}

async fn meetings_of(visit: &Visit) -> Result<Vec<Meeting>, web::Failed> {
    let actor = visit.actor()?;
    Ok(visit.site.db.read(move |tx| meetings::latest(tx, &actor)).await?)
}

pub(crate) async fn new(visit: Visit) -> Answer {
    new_page(&visit, &Form::default(), &[], StatusCode::OK).await
}

async fn new_page(visit: &Visit, form: &Form, breaches: &[Breach], status: StatusCode) -> Answer {
    let (lang, meetings) = (visit.lang, meetings_of(visit).await?);
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ALL.into(), texts::NEWS.into())]))
        (ui::heading(WRITE.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, paths::NEW, "news-new", html! {
            (fields(lang, &meetings, form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    Ok(visit.page_with(status, WRITE, body))
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match read(&form) {
        Err(refusal) => Err(refusal),
        Ok(draft) => visit.site.db.write(move |tx| actions::create(tx, &actor, &draft)).await,
    };
    match outcome {
        Ok(news) => visit.done(&paths::edit(news.id), SAVED),
        Err(Refusal::Breaches(breaches)) => new_page(&visit, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(other) => Err(other.into()),
    }
}

async fn load(visit: &Visit, id: NewsId) -> Result<Loaded, web::Failed> {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let news = policy::permit_edit(&actor, db::get(tx, id)?)?;
        Ok::<_, Refusal>(Loaded { photos: store::photos(tx, id)?, meetings: meetings::latest(tx, &actor)?, news })
    });
    Ok(read.await?)
}

pub(crate) async fn edit(visit: Visit, Path(id): Path<NewsId>) -> Answer {
    page(&visit, id, None, &[]).await
}

/// The page of one text. `typed` is what was typed in the form of the text, or of a photo.
pub(super) async fn page(visit: &Visit, id: NewsId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let (lang, it) = (visit.lang, load(visit, id).await?);
    let own = form_of(&it.news);
    // What belongs to a photo is shown with the photos.
    let (text, photo) = match typed {
        Some(form) if form.has("kind") => (form, None),
        Some(form) => (&own, Some(form)),
        None => (&own, None),
    };
    let state = it.news.state;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ALL.into(), texts::NEWS.into())]))
        (ui::heading(WRITE.get(lang), ui::badge(lang, state.text(), texts::tone(state))))
        (ui::breach_summary(lang, breaches))
        (standings(visit, &it.news))
        (ui::form(lang, &visit.csrf, &paths::edit(id), &format!("news-{id}"), html! {
            (ui::hidden("revision", text.get("revision")))
            (fields(lang, &it.meetings, text, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
        (super::photos::part(visit, &it, photo, breaches))
    };
    Ok(visit.page_with(status, WRITE, body))
}

/// Where both languages stand, and the next steps.
fn standings(visit: &Visit, news: &News) -> Markup {
    let lang = visit.lang;
    let may = |step: Step| news.state.after(step).is_ok();
    let approve = |of: Lang, label: Text| {
        let action = paths::approve(news.id);
        ui::step_button(&action, &visit.csrf, label)
            .field("language", of.tag())
            .field("revision", news.revision)
            .render(lang)
    };
    html! {
        (ui::facts(lang, vec![
            (texts::CHINESE, ui::badge(lang, news.standing_zh.text(), texts::standing_tone(news.standing_zh))),
            (texts::ENGLISH, ui::badge(lang, news.standing_en.text(), texts::standing_tone(news.standing_en))),
        ]))
        (ui::actions(html! {
            @if news.standing_zh == crate::kinds::Standing::Draft { (approve(Lang::Zh, APPROVE_ZH)) }
            @if news.standing_en == crate::kinds::Standing::Draft { (approve(Lang::En, APPROVE_EN)) }
            @for step in Step::ALL { @if may(*step) {
                (ui::step_button(&paths::step(news.id, *step), &visit.csrf, step.text()).render(lang))
            } }
            (ui::link_button(lang, &paths::news(news.id), LOOK))
        }))
    }
}

async fn after(visit: &Visit, id: NewsId, outcome: Result<News, Refusal>, form: Option<&Form>, notice: Text) -> Answer {
    match outcome {
        Ok(_) => visit.done(&paths::edit(id), notice),
        Err(Refusal::Breaches(breaches)) => page(visit, id, form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn save(visit: Visit, Path(id): Path<NewsId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match read(&form) {
        Err(refusal) => Err(refusal),
        Ok(draft) => visit.site.db.write(move |tx| actions::edit(tx, &actor, (id, revision), &draft)).await,
    };
    after(&visit, id, outcome, Some(&form), SAVED).await
}

pub(crate) async fn approve(visit: Visit, Path(id): Path<NewsId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let of = if form.get("language") == Lang::En.tag() { Lang::En } else { Lang::Zh };
    let outcome = visit.site.db.write(move |tx| actions::approve(tx, &actor, (id, revision), of)).await;
    after(&visit, id, outcome, None, DONE).await
}

pub(crate) async fn publish(visit: Visit, Path(id): Path<NewsId>) -> Answer {
    stepped(visit, id, Step::Publish).await
}

pub(crate) async fn withdraw(visit: Visit, Path(id): Path<NewsId>) -> Answer {
    stepped(visit, id, Step::Withdraw).await
}

async fn stepped(visit: Visit, id: NewsId, step: Step) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::step(tx, &actor, id, step)).await;
    after(&visit, id, outcome, None, DONE).await
}
