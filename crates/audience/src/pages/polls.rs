//! The polls of a channel: prepared, opened, closed.

use kernel::{Breach, MeetingId, PollId, Refusal, Text, Word, say};
use meetings::Words;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{At, parts};
use crate::actions::{self, PollDraft};
use crate::place::moderated;
use crate::seen::Ballot;
use crate::state::poll::{Step, steps_from};
use crate::{paths, store, texts};

const NEW: Text = say("新建投票", "A new poll");
const MAKE: Text = say("保存为草稿", "Save it as a draft");
const NONE: Text = say("还没有投票", "No polls yet");
const OPTIONS_HINT: Text = say("每行一个，2 至 10 个", "One a line, two to ten");
const SAME_LINES: Text = say(
    "逐行对应中文选项；留空则两种语言都显示中文",
    "Line by line as in Chinese; without it both languages show the Chinese",
);

pub(crate) async fn show(visit: Visit, Path(at): Path<At>) -> Answer {
    page(&visit, &at, &Form::default(), &[]).await
}

async fn page(visit: &Visit, at: &At, form: &Form, breaches: &[Breach]) -> Answer {
    let (actor, (meeting, code)) = (visit.actor()?, at.clone());
    let read = visit.site.db.read(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        let (polls, options) = (store::polls(tx, place.channel.id)?, store::all_options(tx, place.channel.id)?);
        Ok::<_, Refusal>((place, polls, options))
    });
    let (place, polls, options) = read.await?;
    let (lang, status) =
        (visit.lang, if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY });
    let body = html! {
        (ui::breadcrumbs(lang, &[
            (live::paths::player(at.0, &at.1), place.channel.name().said()),
            (paths::moderation(at.0, &at.1), texts::MODERATION.into()),
        ]))
        (ui::heading(texts::POLL.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        @if polls.is_empty() { p.empty { (NONE.get(lang)) } }
        @for poll in polls {
            @let own = options.iter().filter(|option| option.poll_id == poll.id).cloned().collect();
            @let it = Ballot { options: own, poll, chosen: None };
            (ui::card(html! {
                h2 { (meetings::words(lang, &it.poll.title())) " " (ui::badge(lang, it.poll.state.text(), texts::poll_tone(it.poll.state))) }
                (parts::result(lang, &it))
                (ui::actions(html! { @for step in steps_from(it.poll.state) {
                    (ui::step_button(&paths::step_poll(at.0, &at.1, it.poll.id, step), &visit.csrf, step.text()).render(lang))
                } }))
            }))
        }
        (ui::section(lang, NEW, ui::form(lang, &visit.csrf, &paths::polls(at.0, &at.1), "poll-new", fields(visit, form, breaches))))
    };
    Ok(visit.page_with(status, texts::POLL, body))
}

fn fields(visit: &Visit, form: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    html! {
        (ui::fields_row(html! {
            (show(Field::text("title_zh", say("中文问题", "Question in Chinese")).maxlength(200), "title_zh"))
            (show(Field::text("title_en", say("英文问题", "Question in English")).maxlength(200), "title_en"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("options_zh", say("中文选项", "Options in Chinese")).rows(5).hint(OPTIONS_HINT), "options_zh"))
            (show(Field::area("options_en", say("英文选项", "Options in English")).rows(5).hint(SAME_LINES), "options_en"))
        }))
        (ui::actions(ui::submit(lang, MAKE)))
    }
}

fn read(form: &Form) -> PollDraft {
    let lines = |name: &str| form.get(name).lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let (zh, en) = (lines("options_zh"), lines("options_en"));
    let line = |all: &[String], at: usize| all.get(at).cloned().unwrap_or_default();
    let options = (0..zh.len().max(en.len())).map(|at| Words { zh: line(&zh, at), en: line(&en, at) }).collect();
    PollDraft { title: Words::of(form.get("title_zh"), form.get("title_en")), options }
}

pub(crate) async fn make(visit: Visit, Path(at): Path<At>, form: Form) -> Answer {
    let (actor, (meeting, code), draft) = (visit.actor()?, at.clone(), read(&form));
    let write = visit.site.db.write(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        actions::make_poll(tx, &actor, &place, &draft)
    });
    match write.await {
        Ok(_) => visit.done(&paths::polls(at.0, &at.1), texts::DONE),
        Err(Refusal::Breaches(breaches)) => page(&visit, &at, &form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn step(visit: Visit, (meeting, code, id, step): (MeetingId, String, PollId, String)) -> Answer {
    let (actor, at) = (visit.actor()?, (meeting, code.clone()));
    let step = Step::parse(&step).map_err(|_| Refusal::NotFound)?;
    let write = visit.site.db.write(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        actions::step_poll(tx, &actor, &place, id, step)
    });
    match write.await {
        Ok(_) => visit.done(&paths::polls(at.0, &at.1), texts::DONE),
        Err(Refusal::Breaches(breaches)) => page(&visit, &at, &Form::default(), &breaches).await,
        Err(other) => Err(other.into()),
    }
}
