//! Releases of a meeting: what the next one would hold and whom it concerns, and those that were made.

use kernel::{Breach, Lang, MeetingId, Refusal, Said, Text, say};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::changes::lines;
use super::office::{Page, conflicts, head, title};
use crate::actions::{self, Preview};
use crate::record::AgendaRelease;
use crate::state::{State, Step};
use crate::{paths, store, texts};

const HOW: Text = say(
    "发布版本会把编排中的议程固定下来，以后不再改变；之后再决定是否公布，以及是否通知嘉宾。",
    "A release keeps the working schedule as it is now, for ever. Whether the public reads it, and whether speakers are told, you decide afterwards.",
);
const HALF: Text = say("{n} 处文字只有一种语言：", "{n} text(s) stand in one language only:");
const CONCERNED: Text = say(
    "将为 {n} 位日程有变化的嘉宾起草通知，起草后不会自动发出。",
    "Letters will be drafted for {n} people whose programme changes; none leaves by itself.",
);

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None, &[]).await
}

async fn page(visit: &Visit, id: MeetingId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let preview = actions::preview(tx, &actor, id)?;
        Ok::<_, Refusal>((preview, store::releases(tx, id)?))
    });
    let (preview, releases) = read.await?;
    let lang = visit.lang;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (head(visit, &preview.meeting, Page::Releases))
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, say("下一版本", "The next release"), next(visit, &preview, typed, breaches)))
        (ui::section(lang, say("已发布的版本", "Releases"), list(visit, &preview, &releases)))
    };
    Ok(visit.page_with(status, title(texts::RELEASES, &preview.meeting), body))
}

fn next(visit: &Visit, it: &Preview, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    const MAKE: Text = say("发布版本", "Make the release");
    let why: Option<Said> = if it.agenda.sessions.is_empty() {
        Some(say("还没有安排任何场次", "No session is scheduled yet").into())
    } else if it.last.is_some() && it.changes.is_empty() {
        Some(say("与上一版本没有区别", "Nothing differs from the last release").into())
    } else {
        None
    };
    let name = typed.map_or(it.name.as_str(), |form| form.get("name"));
    html! {
        p { (HOW.get(lang)) }
        (conflicts(visit, &it.agenda, &it.conflicts))
        (half_said(lang, it))
        h3 { (say("与上一版本的区别", "What differs from the last release").get(lang)) }
        (lines(visit, &it.changes))
        p { (CONCERNED.with(&[("n", &it.letters.all.len())]).get(lang)) }
        @match why {
            Some(why) => (ui::actions(ui::blocked(lang, MAKE, &why))),
            None => (ui::form(lang, &visit.csrf, &paths::releases(id), "", html! {
                (ui::hidden("fingerprint", &it.fingerprint))
                (Field::text("name", say("版本名称", "Name of the release")).value(name).required().maxlength(40).narrow().render(lang, breaches))
                (ui::actions(ui::submit(lang, MAKE)))
            })),
        }
    }
}

fn half_said(lang: Lang, it: &Preview) -> Markup {
    let half = it.agenda.half_said();
    html! {
        @if !half.is_empty() {
            details {
                summary { (HALF.with(&[("n", &half.len())]).get(lang)) }
                ul { @for (session, words) in half.iter().take(100) { li {
                    a href=(paths::edit_session(it.meeting.id, *session)) { (texts::words(lang, words)) }
                } } }
            }
        }
    }
}

fn list(visit: &Visit, it: &Preview, releases: &[AgendaRelease]) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let is_public = it.meeting.state == State::Public;
    let heads = [say("版本", "Release"), say("时间", "Made"), say("发布人", "By"), say("公众可见", "Public")];
    const NOW: Text = say("公众当前看到", "What the public reads");
    const ONCE: Text = say("曾公布", "Was public");
    let row = |release: &AgendaRelease| {
        let shown = is_public && it.meeting.published_id == Some(release.id);
        vec![
            html! { a href=(paths::release(id, release.id)) { (release.name) } },
            ui::when(lang, release.created_at),
            ui::theirs(lang, &release.made_by_name),
            match (shown, release.published_at) {
                (true, _) => ui::badge(lang, NOW, Tone::Good),
                (false, Some(_)) => ui::badge(lang, ONCE, Tone::Neutral),
                (false, None) => html! {},
            },
        ]
    };
    html! {
        (ui::table(lang, texts::RELEASES, &heads, releases.iter().map(row).collect(), say("还没有版本。", "No release yet.")))
        @if is_public {
            (ui::actions(html! {
                (ui::link_button(lang, &paths::meeting(id), say("查看公开页面", "See the public page")))
                (ui::step_button(&paths::step(id, Step::Hide), &visit.csrf, say("撤下议程", "Take the agenda down"))
                    .danger()
                    .confirm(say("公众将看不到这次会议，确定吗？", "The public will not find the meeting. Are you sure?"))
                    .render(lang))
            }))
        }
    }
}

pub(crate) async fn make(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (name, seen) = (form.get("name").to_owned(), form.get("fingerprint").to_owned());
    match visit.site.db.write(move |tx| actions::release(tx, &actor, id, &name, Some(&seen))).await {
        Ok(release) => {
            let said = say("版本 {name} 已发布，尚未公布", "Release {name} is made; it is not public yet");
            visit.done(&paths::release(id, release.id), said.with(&[("name", &release.name)]))
        }
        Err(Refusal::Breaches(breaches)) => page(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn hide(visit: Visit, Path(id): Path<MeetingId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::hide(tx, &actor, id)).await?;
    visit.done(&paths::releases(id), say("议程已撤下", "The agenda is taken down"))
}
