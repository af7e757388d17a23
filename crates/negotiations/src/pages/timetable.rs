//! One version: how far it is, its certificate, what it changes, and its letters.

use kernel::{MeetingId, Refusal, Text, TimetableId, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Failed, Form, IntoResponse, Path, Query, Visit};

use super::certificate;
use super::frame::act;
use super::office::{Page, head, title};
use crate::actions::{self, SILENT_SECONDS, Told};
use crate::contents::{Contents, diff};
use crate::facts::Facts;
use crate::record::Timetable;
use crate::state::timetable::{State, Step};
use crate::{paths, store, texts};

struct Shown {
    facts: Facts,
    timetable: Timetable,
    contents: Contents,
    told: Told,
    /// Other versions that hold places, the latest first.
    others: Vec<Timetable>,
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The version this one is compared with.
    with: Cursor<TimetableId>,
}

async fn load(visit: &Visit, id: MeetingId, version: TimetableId) -> Result<Shown, Failed> {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (meeting, setup) = actions::office(tx, &actor, id)?;
        let timetable = store::timetable(tx, id, version)?;
        let told = Told::load(tx, &actor, id, version)?;
        let facts = Facts::load(tx, meeting, setup)?;
        let mut others = store::timetables(tx, id)?;
        others.retain(|it| it.id != version && holds_places(it.state));
        Ok::<_, Refusal>(Shown { contents: Contents::read(&timetable)?, timetable, facts, told, others })
    });
    Ok(read.await?)
}

const fn holds_places(state: State) -> bool {
    match state {
        State::Proposed | State::Adopted | State::Dropped | State::Released => true,
        State::Computing | State::Stopped | State::Failed => false,
    }
}

pub(crate) async fn show(
    visit: Visit,
    Path((id, version)): Path<(MeetingId, TimetableId)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let it = load(&visit, id, version).await?;
    let lang = visit.lang;
    let name = say("时间表 #{n}", "Timetable #{n}").with(&[("n", &it.timetable.ordinal)]);
    let body = html! {
        (head(&visit, &it.facts.meeting, Some(&it.facts.setup), Page::Timetables))
        h2 { (name.get(lang)) " " (ui::badge(lang, it.timetable.state.text(), texts::timetable_tone(it.timetable.state))) }
        @match it.timetable.state {
            State::Computing => (running(&visit, &it.timetable)),
            State::Failed => (failed(&visit, &it.contents)),
            State::Stopped => p { (say("计算已停止，没有结果。", "The computation was stopped; there is no result.").get(lang)) },
            State::Proposed | State::Adopted | State::Dropped => (proposal(&visit, &it)),
            State::Released => (letters(&visit, &it)),
        }
        @if holds_places(it.timetable.state) && !it.others.is_empty() { (compared(&visit, &it, asked.with.0)?) }
        (ui::actions(ui::link_button(lang, &paths::timetables(id), texts::TIMETABLES)))
    };
    visit.page(title(texts::TIMETABLES, &it.facts.meeting), body)
}

/// What differs from another version.
fn compared(visit: &Visit, it: &Shown, with: Option<TimetableId>) -> Result<Markup, Refusal> {
    let (lang, here) = (visit.lang, paths::timetable(it.facts.meeting.id, it.timetable.id));
    let other = with.and_then(|with| it.others.iter().find(|other| other.id == with));
    let name = |it: &Timetable| format!("#{} {}", it.ordinal, it.state.text().get(lang));
    let options = it.others.iter().map(|other| (other.id.to_string(), name(other))).collect();
    let chosen = other.map(|other| other.id.to_string()).unwrap_or_default();
    let changes = match other {
        Some(other) => {
            certificate::changes(lang, &it.facts, &diff(&Contents::read(other)?.places, &it.contents.places))
        }
        None => html! {},
    };
    Ok(ui::section(
        lang,
        say("与其他版本比较", "Compare with another version"),
        html! {
            (ui::filter_bar(lang, &here, html! {
                (Field::select("with", say("版本", "Version"), options).value(chosen).render(lang, &[]))
            }))
            (changes)
        },
    ))
}

const SILENT: Text = say(
    "这次计算已失去响应（进程可能已重启），请停止后重新计算。",
    "This computation fell silent; the program may have restarted. Stop it and compute again.",
);

fn running(visit: &Visit, it: &Timetable) -> Markup {
    let lang = visit.lang;
    let is_silent = visit.site.db.clock().now().seconds_since(it.beat_at) > SILENT_SECONDS;
    let href = paths::timetable_step(it.meeting_id, it.id, "progress");
    let percent = it.spent / 10;
    html! {
        div.alert.info #timetable-progress role="status" hx-get=(href) hx-trigger="load delay:700ms" hx-swap="outerHTML" {
            p { @if is_silent { (SILENT.get(lang)) } @else { (say("正在计算：{n}%", "Computing: {n}%").with(&[("n", &percent)]).get(lang)) } }
            progress max="1000" value=(it.spent) aria-hidden="true" {}
            @if !it.heard.is_empty() { p.muted { (ui::theirs(lang, &it.heard)) } }
            (ui::step_button(&paths::timetable_step(it.meeting_id, it.id, "stop"), &visit.csrf, Step::Stop.text()).render(lang))
            noscript { a href=(paths::timetable(it.meeting_id, it.id)) { (say("刷新进度", "Look again").get(lang)) } }
        }
    }
}

/// The part that follows a computation; when it is over, the page is read anew.
pub(crate) async fn progress(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        actions::office(tx, &actor, id)?;
        store::timetable(tx, id, version)
    });
    let it = read.await?;
    match it.state {
        State::Computing => visit.part(running(&visit, &it)),
        State::Proposed | State::Adopted | State::Dropped | State::Stopped | State::Failed | State::Released => {
            Ok(([("hx-refresh", "true")], "").into_response())
        }
    }
}

fn failed(visit: &Visit, contents: &Contents) -> Markup {
    let lang = visit.lang;
    html! { (ui::alert(ui::Tone::Bad, html! {
        p { (say("锁定和已发生的安排互相矛盾，没有可行的时间表。", "What is locked or has happened contradicts itself: no timetable exists.").get(lang)) }
        @if let Some(cause) = &contents.cause { p { (ui::theirs(lang, cause.get(lang))) } }
    })) }
}

fn proposal(visit: &Visit, it: &Shown) -> Markup {
    let (lang, id, version) = (visit.lang, it.facts.meeting.id, it.timetable.id);
    let is_proposed = it.timetable.state == State::Proposed;
    let in_effect = Contents::in_effect(&it.facts);
    let is_stale = it.timetable.board_revision != it.facts.setup.board_revision;
    html! {
        @if let Some(certificate) = &it.contents.certificate { (certificate::tiles(lang, certificate)) }
        @if is_proposed {
            @let changes = diff(&in_effect.places, &it.contents.places);
            (ui::section(lang, say("与当前桌次表相比", "Against what is in effect"), certificate::changes(lang, &it.facts, &changes)))
            (ui::actions(html! {
                @if is_stale { (ui::blocked(lang, Step::Adopt.text(), &say("计算之后桌次表有变动，请重新计算", "The board changed since; compute again").into())) }
                @else { (ui::step_button(&paths::timetable_step(id, version, "adopt"), &visit.csrf, Step::Adopt.text()).primary().render(lang)) }
                (ui::step_button(&paths::timetable_step(id, version, "drop"), &visit.csrf, Step::Drop.text()).render(lang))
            }))
        }
        (ui::section(lang, say("未安排的请求", "Requests without a place"), certificate::unplaced(lang, &it.facts, &it.contents)))
        (ui::facts(lang, vec![
            (say("种子", "Seed"), html! { (it.timetable.seed) }),
            (say("计算秒数", "Seconds"), html! { (it.timetable.seconds) }),
            (say("实例 SHA-256", "SHA-256 of the instance"), html! { code.hash { (it.timetable.instance_sha256) } }),
            (say("编制", "By"), html! { (ui::theirs(lang, &it.timetable.made_by_name)) " · " (ui::when(lang, it.timetable.created_at)) }),
        ]))
        (ui::actions(html! {
            (ui::link_button(lang, &paths::timetable_step(id, version, "instance"), say("下载实例（JSON）", "Download the instance (JSON)")))
            (ui::link_button(lang, &paths::timetable_step(id, version, "result"), say("下载结果（JSON）", "Download the result (JSON)")))
        }))
    }
}

const NO_LETTER: Text = say("没有人的安排有变化。", "Nobody's appointments differ.");

fn letters(visit: &Visit, it: &Shown) -> Markup {
    let (lang, id, version) = (visit.lang, it.facts.meeting.id, it.timetable.id);
    let waiting = it.told.waiting().count();
    let row = |(letter, who): &(crate::record::NegotiationLetter, crate::record::Negotiator)| {
        let changes = if lang == kernel::Lang::Zh { &letter.changes_zh } else { &letter.changes_en };
        let (text, tone) = match (letter.sent_at, letter.dropped_at, letter.superseded_at) {
            (Some(_), _, _) => (say("已发送", "Sent"), ui::Tone::Good),
            (None, Some(_), _) => (say("未发送", "Not sent"), ui::Tone::Neutral),
            (None, None, Some(_)) => (say("由后续版本代替", "Replaced"), ui::Tone::Neutral),
            (None, None, None) => (say("待发送", "Waits"), ui::Tone::Info),
        };
        vec![texts::who(lang, who), texts::prose(lang, changes), ui::badge(lang, text, tone)]
    };
    let heads = [texts::WHO, say("内容", "What it tells"), texts::STATE];
    let confirm =
        say("将发出 {n} 封通知，确定吗？", "{n} letter(s) will be sent. Are you sure?").with(&[("n", &waiting)]);
    html! {
        p { (say("公布时共 {n} 个安排。", "{n} appointment(s) when it was published.").with(&[("n", &it.contents.places.len())]).get(lang)) }
        @if waiting > 0 { (ui::actions(html! {
            (ui::step_button(&paths::timetable_step(id, version, "send"), &visit.csrf, say("发送 {n} 封通知", "Send {n} letter(s)").with(&[("n", &waiting)])).primary().field("seen", waiting).confirm(confirm).render(lang))
            (ui::step_button(&paths::timetable_step(id, version, "silent"), &visit.csrf, say("不发送", "Tell nobody")).render(lang))
        })) }
        (ui::table(lang, heads[1], &heads, it.told.letters.iter().map(row).collect(), NO_LETTER))
    }
}

pub(crate) async fn stop(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    act(&visit, move |tx, actor| actions::stop(tx, actor, id, version)).await?;
    visit.done(&paths::timetable(id, version), say("已停止", "Stopped"))
}

pub(crate) async fn adopt(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    act(&visit, move |tx, actor| actions::adopt(tx, actor, id, version)).await?;
    visit.done(&paths::board(id), say("已采用", "Adopted"))
}

pub(crate) async fn drop_it(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    act(&visit, move |tx, actor| actions::drop_plan(tx, actor, id, version)).await?;
    visit.done(&paths::timetables(id), say("已放弃", "Dropped"))
}

pub(crate) async fn send(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>, form: Form) -> Answer {
    let seen = usize::try_from(form.number("seen", 0, i64::MAX)?).unwrap_or(0);
    act(&visit, move |tx, actor| actions::send_letters(tx, actor, id, version, seen)).await?;
    visit.done(&paths::timetable(id, version), say("通知已发送", "The letters are sent"))
}

pub(crate) async fn silent(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    act(&visit, move |tx, actor| actions::drop_letters(tx, actor, id, version)).await?;
    visit.done(&paths::timetable(id, version), say("不发送通知", "Nobody is told"))
}

async fn file(visit: &Visit, id: MeetingId, version: TimetableId, what: fn(&Timetable) -> &str, name: &str) -> Answer {
    let it = load(visit, id, version).await?.timetable;
    web::saved_as(what(&it).as_bytes().to_vec(), "application/json", &format!("{name}-{}.json", it.ordinal))
}

pub(crate) async fn instance(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    file(&visit, id, version, |it| &it.instance, "instance").await
}

pub(crate) async fn result(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> Answer {
    file(&visit, id, version, |it| &it.result, "timetable").await
}
