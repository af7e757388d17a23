//! One release: what it changed, whether the public reads it, and what it has to tell whom.

use kernel::{MeetingId, Refusal, ReleaseId, Said, Text, say};
use ui::{Markup, Tone, html};
use web::{Answer, Form, Path, Query, Visit};

use super::changes::lines;
use super::office::{Page, head, title};
use super::people::way_badge;
use crate::actions::{self, Told};
use crate::diff::{Change, diff};
use crate::record::{AgendaLetter, AgendaRelease, Speaker};
use crate::state::State;
use crate::{beside, mails, paths, store, texts};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    against: String,
}

/// Everything the page shows.
struct Shown {
    told: Told,
    releases: Vec<AgendaRelease>,
    /// The release it is compared with.
    before: Option<AgendaRelease>,
    changes: Vec<Change>,
    /// What showing it to the public would put in conflict.
    upset: Vec<Said>,
    /// Subject and body of each letter, in the order of the letters.
    written: Vec<(Said, Said)>,
}

pub(crate) async fn show(
    visit: Visit,
    Path((id, release)): Path<(MeetingId, ReleaseId)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let told = Told::load(tx, &actor, id, release)?;
        let releases = store::releases(tx, id)?;
        let asked: Option<ReleaseId> = asked.against.parse().ok();
        let earlier = releases.iter().find(|it| match asked {
            Some(asked) => it.id == asked,
            None => it.ordinal + 1 == told.release.ordinal,
        });
        let before = earlier.cloned();
        let then = before.as_ref().map(store::released).transpose()?;
        let agenda = store::released(&told.release)?;
        let changes = diff(then.as_ref(), &agenda);
        let upset = beside::upset(tx, &told.meeting, &agenda)?;
        let mut written = Vec::new();
        for (letter, speaker) in &told.letters {
            written.push(mails::written(tx, &mails::parts(&told.meeting, &told.release, letter, speaker))?);
        }
        Ok::<_, Refusal>(Shown { told, releases, before, changes, upset, written })
    });
    let shown = read.await?;
    let name = title(texts::RELEASES, &shown.told.meeting);
    let body = body(&visit, &shown);
    visit.page(name, body)
}

fn body(visit: &Visit, it: &Shown) -> Markup {
    let (lang, meeting, release) = (visit.lang, &it.told.meeting, &it.told.release);
    let named = say("版本 {name}", "Release {name}").with(&[("name", &release.name)]);
    html! {
        (head(visit, meeting, Page::Releases))
        h2 { (named.get(lang)) }
        (ui::facts(lang, vec![
            (say("发布", "Made"), html! { (ui::theirs(lang, &release.made_by_name)) " · " (ui::when(lang, release.created_at)) }),
            (say("首次公布", "First public"), release.published_at.map(|at| ui::when(lang, at)).unwrap_or_default()),
            (say("内容 SHA-256", "SHA-256 of its contents"), html! { code.hash { (release.sha256) } }),
        ]))
        (publication(visit, it))
        (ui::section(lang, say("通知嘉宾", "Letters to speakers"), letters(visit, it)))
        (ui::section(lang, say("区别", "What differs"), differences(visit, it)))
    }
}

const UPSETS: Text = say("公布后将与议程冲突的安排", "Arrangements in conflict once it is public");

fn publication(visit: &Visit, it: &Shown) -> Markup {
    const PUBLISH: Text = say("公布这一版本", "Show this release to the public");
    let (lang, meeting, release) = (visit.lang, &it.told.meeting, &it.told.release);
    let is_shown = meeting.state == State::Public && meeting.published_id == Some(release.id);
    let why: Said = say("公众当前看到的就是这一版本", "This is what the public reads").into();
    let path = paths::publish(meeting.id, release.id);
    let show = ui::step_button(&path, &visit.csrf, PUBLISH).primary();
    let sure = say(
        "{n} 项安排将与议程冲突，仍要公布吗？",
        "{n} arrangement(s) will be in conflict with the agenda. Show it all the same?",
    );
    html! {
        @if !is_shown && !it.upset.is_empty() { (ui::alert(Tone::Warn, html! {
            p { strong { (UPSETS.get(lang)) } }
            ul { @for one in &it.upset { li { (ui::theirs(lang, one.get(lang))) } } }
        })) }
        (ui::actions(html! {
            @if is_shown { (ui::blocked(lang, PUBLISH, &why)) }
            @else if it.upset.is_empty() { (show.render(lang)) }
            @else { (show.field("accepted", it.upset.len()).confirm(sure.with(&[("n", &it.upset.len())])).render(lang)) }
            @if meeting.state == State::Public { (ui::link_button(lang, &paths::meeting(meeting.id), say("查看公开页面", "See the public page"))) }
        }))
    }
}

const NOBODY: Text = say("没有嘉宾的日程因这一版本而变化。", "Nobody's programme changed with this release.");
const WAIT: Text = say(
    "{n} 封通知等待发送，另有 {m} 位嘉宾没有联系方式。发送之前没有人收到任何消息。",
    "{n} letter(s) wait to be sent; {m} people have no address. Nobody is told anything before you send them.",
);
const UNREACHED: Text = say("没有可发送的通知", "There is no letter that could be sent");

fn letters(visit: &Visit, it: &Shown) -> Markup {
    let (lang, told) = (visit.lang, &it.told);
    let (id, release) = (told.meeting.id, told.release.id);
    let count = told.sendable().count();
    let waiting = told.letters.iter().filter(|(letter, _)| letter.is_waiting()).count();
    let said = WAIT.with(&[("n", &count), ("m", &(waiting - count))]);
    let send = say("发送 {n} 封通知", "Send {n} letter(s)").with(&[("n", &count)]);
    let sure = say("将发出 {n} 封通知，确定吗？", "{n} letter(s) will be sent. Are you sure?").with(&[("n", &count)]);
    html! {
        @if told.letters.is_empty() { p.muted { (NOBODY.get(lang)) } }
        @if waiting > 0 {
            p { (said.get(lang)) }
            (ui::actions(html! {
                @if count > 0 {
                    (ui::step_button(&paths::send(id, release), &visit.csrf, send).primary().field("count", count).confirm(sure).render(lang))
                } @else { (ui::blocked(lang, send, &UNREACHED.into())) }
                (ui::step_button(&paths::drop_letters(id, release), &visit.csrf, say("不通知", "Tell nobody"))
                    .confirm(say("这一版本不通知任何人，确定吗？", "Nobody will be told of this release. Are you sure?"))
                    .render(lang))
            }))
        }
        @for ((letter, speaker), (subject, text)) in told.letters.iter().zip(&it.written) {
            (one(visit, letter, speaker, subject, text))
        }
    }
}

/// One letter as it would be, or was, read.
fn one(visit: &Visit, letter: &AgendaLetter, speaker: &Speaker, subject: &Said, text: &Said) -> Markup {
    let lang = visit.lang;
    let (state, tone) = if letter.sent_at.is_some() {
        (say("已发送", "Sent"), Tone::Good)
    } else if letter.dropped_at.is_some() {
        (say("不通知", "Not told"), Tone::Neutral)
    } else if letter.superseded_at.is_some() {
        (say("已由后续版本取代", "A later release took its place"), Tone::Neutral)
    } else {
        (say("等待发送", "Waiting"), Tone::Info)
    };
    html! {
        details.person {
            summary {
                (texts::words(lang, &speaker.printed().name)) " " (ui::badge(lang, state, tone)) " " (way_badge(lang, speaker))
            }
            p { strong { (ui::theirs(lang, subject.get(lang))) } }
            div.prose { (ui::theirs(lang, text.get(lang))) }
        }
    }
}

fn differences(visit: &Visit, it: &Shown) -> Markup {
    let lang = visit.lang;
    let others: Vec<(String, String)> = it
        .releases
        .iter()
        .filter(|other| other.id != it.told.release.id)
        .map(|other| (other.id.to_string(), other.name.clone()))
        .collect();
    let now = it.before.as_ref().map(|before| before.id.to_string()).unwrap_or_default();
    let path = paths::release(it.told.meeting.id, it.told.release.id);
    html! {
        @if !others.is_empty() {
            (ui::filter_bar(lang, &path, ui::Field::select("against", say("与哪个版本比较", "Compared with"), others).value(now).render(lang, &[])))
        }
        (lines(visit, &it.changes))
    }
}

pub(crate) async fn publish(visit: Visit, Path((id, release)): Path<(MeetingId, ReleaseId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let accepted = if form.has("accepted") { form.number("accepted", 0, 1_000_000)? } else { 0 };
    let accepted = usize::try_from(accepted).map_err(Refusal::fault)?;
    visit.site.db.write(move |tx| actions::publish(tx, &actor, id, release, accepted)).await?;
    visit.done(&paths::release(id, release), say("已公布", "The public reads it now"))
}

pub(crate) async fn send(visit: Visit, Path((id, release)): Path<(MeetingId, ReleaseId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let seen = form.number("count", 1, 1_000_000)?;
    let seen = usize::try_from(seen).map_err(Refusal::fault)?;
    visit.site.db.write(move |tx| actions::send_letters(tx, &actor, id, release, seen)).await?;
    let said = say("{n} 封通知已进入发件箱", "{n} letter(s) are in the outbox").with(&[("n", &seen)]);
    visit.done(&paths::release(id, release), said)
}

pub(crate) async fn drop_letters(
    visit: Visit,
    Path((id, release)): Path<(MeetingId, ReleaseId)>,
    _form: Form,
) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::drop_letters(tx, &actor, id, release)).await?;
    visit.done(&paths::release(id, release), say("这一版本不通知任何人", "Nobody is told of this release"))
}
