//! Everybody who chairs or speaks, and how they are reached.

use kernel::{Breach, MeetingId, Refusal, SpeakerId, Text, say};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::office::{Page, head, title};
use super::person_fields::PARTS;
use super::session_form::read_words;
use crate::actions::{self, SpeakerDraft, Way};
use crate::agenda::Agenda;
use crate::record::Speaker;
use crate::{paths, store, texts};

const HOW: Text = say(
    "嘉宾在场次页面中添加。这里填写邮箱：属于平台账号的，通知进入其站内消息并按其选择发邮件；否则发到该邮箱。",
    "Speakers are added with their sessions. Give their e-mail here: where it belongs to an account, letters go to that inbox and by mail as chosen there; otherwise to the address.",
);
const NOBODY: Text = say("还没有嘉宾。", "Nobody yet.");
const EMAIL: Text = say("邮箱", "E-mail");

const fn way(way: Way) -> (Text, Tone) {
    match way {
        Way::Account => (say("平台账号", "Account"), Tone::Good),
        Way::Address => (say("邮箱", "Mail"), Tone::Info),
        Way::None => (say("无联系方式", "Not reachable"), Tone::Warn),
    }
}

/// How somebody is reached, in a word.
pub(super) fn way_badge(lang: kernel::Lang, speaker: &Speaker) -> Markup {
    let (text, tone) = way(Way::of(speaker));
    ui::badge(lang, text, tone)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None, &[]).await
}

async fn page(visit: &Visit, id: MeetingId, typed: Option<(SpeakerId, &Form)>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::permitted(tx, &actor, id)?.into_meeting();
        let agenda = store::working(tx, &meeting)?;
        Ok::<_, Refusal>((meeting, agenda, store::speakers(tx, id)?))
    });
    let (meeting, agenda, speakers) = read.await?;
    let lang = visit.lang;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (head(visit, &meeting, Page::People))
        (ui::breach_summary(lang, breaches))
        p.hint { (HOW.get(lang)) }
        @if speakers.is_empty() { p.empty { (NOBODY.get(lang)) } }
        @for speaker in &speakers {
            @let typed = typed.filter(|(of, _)| *of == speaker.id).map(|(_, form)| form);
            (one(visit, &agenda, speaker, typed, if typed.is_some() { breaches } else { &[] }))
        }
    };
    Ok(visit.page_with(status, title(texts::PEOPLE, &meeting), body))
}

fn one(visit: &Visit, agenda: &Agenda, it: &Speaker, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, printed) = (visit.lang, it.printed());
    let revision = it.revision.to_string();
    let own = Form::of(&[
        ("name_zh", &it.name_zh),
        ("name_en", &it.name_en),
        ("title_zh", &it.title_zh),
        ("title_en", &it.title_en),
        ("organisation_zh", &it.organisation_zh),
        ("organisation_en", &it.organisation_en),
        ("email", &it.email),
        ("revision", &revision),
    ]);
    let form = typed.unwrap_or(&own);
    let parts = PARTS.into_iter().chain([("email", EMAIL)]);
    // Every form of the page has the same fields: their ids differ by the person.
    let field = |part: &str| format!("{part}.{}", it.id);
    let moved: Vec<Breach> = breaches.iter().map(|b| Breach { field: field(&b.field), ..b.clone() }).collect();
    html! {
        details.person open[typed.is_some()] {
            summary {
                (texts::words(lang, &printed.name)) " " span.muted { (texts::of_house(lang, &printed)) } " " (way_badge(lang, it))
            }
            ul.agenda-people { @for at in agenda.engagements(it.id) { li {
                a href=(paths::edit_session(agenda.meeting_id, at.session.id)) { (texts::words(lang, &at.session.title)) }
            } } }
            (ui::form(lang, &visit.csrf, &paths::person(agenda.meeting_id, it.id), "", html! {
                (ui::hidden("revision", form.get("revision")))
                (ui::fields_row(html! { @for (part, label) in parts {
                    (Field::text(field(part), label).value(form.get(part)).maxlength(254).render(lang, &moved))
                } }))
                (ui::actions(ui::submit_as(lang, "then", "save", texts::SAVE, ui::Kind::Secondary)))
            }))
        }
    }
}

pub(crate) async fn save(visit: Visit, Path((id, speaker)): Path<(MeetingId, SpeakerId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let ending = format!(".{speaker}");
    let plain: Vec<(&str, &str)> =
        form.pairs().iter().map(|(name, value)| (name.strip_suffix(&ending).unwrap_or(name), value.as_str())).collect();
    let form = Form::of(&plain);
    let revision = form.number("revision", 0, i64::MAX)?;
    let draft = SpeakerDraft {
        name: read_words(&form, "name"),
        title: read_words(&form, "title"),
        organisation: read_words(&form, "organisation"),
        email: form.get("email").to_owned(),
    };
    match visit.site.db.write(move |tx| actions::edit_speaker(tx, &actor, id, (speaker, revision), &draft)).await {
        Ok(_) => visit.done(&paths::people(id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => page(&visit, id, Some((speaker, &form)), &breaches).await,
        Err(other) => Err(other.into()),
    }
}
