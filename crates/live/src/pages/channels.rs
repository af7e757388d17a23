//! The channels of a meeting: for everybody a list, for the office also the forms.

use kernel::{Breach, Breaches, Lang, MeetingId, Refusal, Text, Word, say};
use meetings::HallRow;
use meetings::Words;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::head::{crumbs, head, title};
use crate::actions::{self, ChannelDraft};
use crate::hub::Live;
use crate::kinds::{Audience, Tongue};
use crate::record::Channel;
use crate::{paths, policy, texts};

const EMPTY: Text = say("还没有直播频道。", "No live channel yet.");
const NEW: Text = say("新建频道", "New channel");
const EDIT: Text = say("修改频道", "Change the channel");
const LANGUAGE: Text = say("语言", "Language");
const AUDIENCE: Text = say("观看范围", "Who may watch");

pub(crate) async fn show(live: Live, visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&live, &visit, id, None).await
}

async fn page(live: &Live, visit: &Visit, id: MeetingId, tried: Option<(&Form, &[Breach])>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let is_producer = actor.as_ref().is_some_and(policy::produces);
    let read = visit.site.db.read(move |tx| {
        let (meeting, channels) = actions::list(tx, actor.as_ref(), id)?;
        let halls = meetings::store::halls(tx, id)?;
        Ok::<_, Refusal>((meeting, channels, halls))
    });
    let (meeting, channels, halls) = read.await?;
    let usual = Form::of(&[("language", "floor"), ("audience", "everybody")]);
    let (form, breaches) = tried.unwrap_or((&usual, &[]));
    let mut rows = Vec::new();
    for it in &channels {
        rows.push(row(live, visit, id, it, &halls, is_producer).await?);
    }
    let mut heads = vec![texts::CHANNEL, texts::STATE, texts::HALL, LANGUAGE, AUDIENCE];
    if is_producer {
        heads.push(texts::CONSOLE);
    }
    let body = html! {
        (ui::breadcrumbs(lang, &crumbs(&meeting, false)))
        (ui::heading(texts::LIVE.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::table(lang, texts::CHANNEL, &heads, rows, EMPTY))
        @if is_producer {
            (ui::section(lang, NEW, ui::form(lang, &visit.csrf, &paths::channels(id), "channel-new", html! {
                (fields(lang, form, breaches, &halls, false))
                (ui::actions(ui::submit(lang, NEW)))
            })))
        }
    };
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let name = meeting.title().said();
    let title = kernel::Said { zh: format!("直播 · {}", name.zh), en: format!("Live · {}", name.en) };
    Ok(visit.page_with(status, title, body))
}

async fn row(
    live: &Live,
    visit: &Visit,
    id: MeetingId,
    it: &Channel,
    halls: &[HallRow],
    is_producer: bool,
) -> Result<Vec<Markup>, Refusal> {
    let lang = visit.lang;
    let state = match live.room(&visit.site, &it.code).await? {
        Some(room) => room.view().state,
        None => origin::state::State::Offline,
    };
    let hall = halls.iter().find(|hall| Some(hall.id) == it.hall_id);
    let mut cells = vec![
        html! { a href=(paths::player(id, &it.code)) { (meetings::words(lang, &it.name())) } },
        ui::badge(lang, state.text(), texts::tone(state)),
        html! { @if let Some(hall) = hall { (meetings::words(lang, &Words::of(&hall.name_zh, &hall.name_en))) } },
        html! { (it.language.text().get(lang)) },
        html! { (it.audience.text().get(lang)) },
    ];
    if is_producer {
        cells.push(html! { a href=(paths::console(id, &it.code)) { (texts::CONSOLE.get(lang)) } });
    }
    Ok(cells)
}

fn fields(lang: Lang, form: &Form, breaches: &[Breach], halls: &[HallRow], is_known: bool) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let none = say("所有会场", "all halls").get(lang).to_owned();
    let mut places = vec![(String::new(), none)];
    places.extend(halls.iter().map(|it| (it.id.to_string(), Words::of(&it.name_zh, &it.name_en).get(lang).to_owned())));
    let code = Field::text("code", say("代码", "Code")).required().maxlength(40).hint(say(
        "用于地址，如 main；建立后不能修改",
        "Stands in addresses, such as main; it does not change any more",
    ));
    html! {
        (ui::fields_row(html! {
            (show(if is_known { code.readonly() } else { code }, "code"))
            (show(Field::text("name_zh", say("中文名称", "Name in Chinese")).maxlength(100), "name_zh"))
            (show(Field::text("name_en", say("英文名称", "Name in English")).maxlength(100), "name_en"))
        }))
        (ui::fields_row(html! {
            (show(Field::select("hall_id", texts::HALL, places), "hall_id"))
            (show(Field::select("language", LANGUAGE, choices::<Tongue>(lang)).required(), "language"))
            (show(Field::select("audience", AUDIENCE, choices::<Audience>(lang)).required(), "audience"))
        }))
    }
}

fn choices<W: Word>(lang: Lang) -> Vec<(String, String)> {
    W::ALL.iter().map(|it| (it.word().to_owned(), it.text().get(lang).to_owned())).collect()
}

fn draft(form: &Form) -> Result<ChannelDraft, Refusal> {
    let mut breaches = Breaches::new();
    let hall_id = match form.get("hall_id") {
        "" => None,
        _ => form.id("hall_id").map_err(|breach| breaches.push(breach)).ok(),
    };
    let language = form.word("language").map_err(|breach| breaches.push(breach)).ok();
    let audience = form.word("audience").map_err(|breach| breaches.push(breach)).ok();
    match (language, audience) {
        (Some(language), Some(audience)) if breaches.is_empty() => Ok(ChannelDraft {
            code: form.get("code").to_owned(),
            name: Words::of(form.get("name_zh"), form.get("name_en")),
            hall_id,
            language,
            audience,
        }),
        _ => Err(Refusal::Breaches(breaches)),
    }
}

pub(crate) async fn create(live: Live, visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match draft(&form) {
        Ok(draft) => visit.site.db.write(move |tx| actions::add_channel(tx, &actor, id, &draft)).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(channel) => {
            live.changed(&visit.site, &channel.code).await;
            visit.done(&paths::console(id, &channel.code), texts::SAVED)
        }
        Err(Refusal::Breaches(breaches)) => page(&live, &visit, id, Some((&form, &breaches))).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn edit(visit: Visit, Path((id, code)): Path<(MeetingId, String)>) -> Answer {
    edit_page(&visit, id, &code, None).await
}

fn form_of(it: &Channel) -> Form {
    let hall = it.hall_id.map(|hall| hall.to_string()).unwrap_or_default();
    Form::of(&[
        ("code", &it.code),
        ("name_zh", &it.name_zh),
        ("name_en", &it.name_en),
        ("hall_id", &hall),
        ("language", it.language.word()),
        ("audience", it.audience.word()),
        ("revision", &it.revision.to_string()),
    ])
}

async fn edit_page(visit: &Visit, id: MeetingId, code: &str, tried: Option<(&Form, &[Breach])>) -> Answer {
    let (lang, actor, wanted) = (visit.lang, visit.actor()?, code.to_owned());
    let read = visit.site.db.read(move |tx| {
        let (meeting, channel) = actions::produced(tx, &actor, id, &wanted)?;
        let halls = meetings::store::halls(tx, id)?;
        Ok::<_, Refusal>((meeting, channel, halls))
    });
    let (meeting, channel, halls) = read.await?;
    let own = form_of(&channel);
    let (form, breaches) = tried.unwrap_or((&own, &[]));
    let body = html! {
        (head(visit, &meeting, &channel, html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::edit(id, code), &format!("channel-{code}"), html! {
            (ui::hidden("revision", form.get("revision")))
            (fields(lang, form, breaches, &halls, true))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, title(EDIT, &channel), body))
}

pub(crate) async fn save(live: Live, visit: Visit, Path((id, code)): Path<(MeetingId, String)>, form: Form) -> Answer {
    let (actor, wanted) = (visit.actor()?, code.clone());
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match draft(&form) {
        Ok(draft) => {
            let work = move |tx: &mut db::Tx<'_>| actions::edit_channel(tx, &actor, (id, &wanted), revision, &draft);
            visit.site.db.write(work).await
        }
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(channel) => {
            live.changed(&visit.site, &channel.code).await;
            visit.done(&paths::console(id, &code), texts::SAVED)
        }
        Err(Refusal::Breaches(breaches)) => edit_page(&visit, id, &code, Some((&form, &breaches))).await,
        Err(other) => Err(other.into()),
    }
}
