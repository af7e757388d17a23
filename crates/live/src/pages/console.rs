//! The producer's console: what comes in and what was refused, where the agenda stands, slate, keys, and lines for encoders.

use std::sync::Arc;

use kernel::{Breach, Instant, Lang, MeetingId, Refusal, Text, Word, say};
use meetings::{Meeting, clock};
use origin::Lengths;
use ui::{Field, Markup, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::head::{head, title};
use super::lines::lines;
use crate::actions::{self, NewKey};
use crate::hub::Live;
use crate::programme::{self, Item};
use crate::record::{Channel, ChannelKey, Mark};
use crate::room::{Room, instant};
use crate::{panel, paths, store, texts};

/// Segments and ways between key frames longer than this make viewers late.
const LONG: i64 = 4_000_000;

const SIGNAL: Text = say("信号", "Signal");
const REFUSED: Text = say("被拒绝的推送", "Refused pushes");
const LONG_SEGMENT: Text = say(
    "切片长 {seconds} 秒，超过 4 秒：请把关键帧间隔设为 2 秒",
    "Segments are {seconds} s long, more than 4 s: set key frames every 2 seconds",
);
const LONG_GAP: Text = say(
    "关键帧间隔 {seconds} 秒，超过 4 秒：请设为 2 秒",
    "Key frames are {seconds} s apart, more than 4 s: set 2 seconds",
);
const BAD_ARCHIVE: Text = say(
    "存档写入失败（{when} 起），{count} 个切片等待写入；直播不受影响，请检查磁盘和数据库",
    "The archive failed at {when}; {count} segments wait. Viewers notice nothing; check disk and database",
);
const KEYS: Text = say("推流密钥", "Keys of encoders");
const SHOWN_ONCE: Text = say("密钥只显示这一次，请立即复制：", "The key is shown only now; copy it:");
const NOTHING_REFUSED: Text = say("没有。", "None.");
const PROGRAMME: Text = say("议程进度", "Where the agenda stands");

type At = (MeetingId, String);

/// Everything the console shows.
struct Seen {
    meeting: Meeting,
    channel: Channel,
    items: Vec<Item>,
    marks: Vec<Mark>,
    keys: Vec<ChannelKey>,
    panels: Vec<Markup>,
    trail: Vec<journal::Entry>,
}

fn see(tx: &mut db::Tx<'_>, visit: &Visit, actor: &kernel::Actor, id: MeetingId, code: &str) -> Result<Seen, Refusal> {
    let (meeting, channel) = actions::produced(tx, actor, id, code)?;
    let items = programme::items(tx, Some(actor), &meeting, &channel)?;
    let (marks, keys) = (store::marks(tx, channel.id)?, store::keys(tx, channel.id)?);
    let mut panels = Vec::new();
    for it in panel::all() {
        panels.push((it.at_console)(tx, visit, &channel)?);
    }
    let trail = journal::trail(tx, channel.id.0)?;
    Ok(Seen { meeting, channel, items, marks, keys, panels, trail })
}

async fn room(live: &Live, visit: &Visit, code: &str) -> Result<Arc<Room>, Refusal> {
    live.room(&visit.site, code).await?.ok_or(Refusal::NotFound)
}

pub(crate) async fn show(live: Live, visit: Visit, Path((id, code)): Path<At>) -> Answer {
    page(&live, &visit, (id, &code), None, &[]).await
}

pub(super) async fn page(
    live: &Live,
    visit: &Visit,
    (id, code): (MeetingId, &str),
    made: Option<&NewKey>,
    breaches: &[Breach],
) -> Answer {
    let (lang, actor, seen_by, wanted) = (visit.lang, visit.actor()?, visit.clone(), code.to_owned());
    let seen = visit.site.db.read(move |tx| see(tx, &seen_by, &actor, id, &wanted)).await?;
    let room = room(live, visit, code).await?;
    let channel = &seen.channel;
    let now = visit.site.db.clock().now();
    let body = html! {
        (head(visit, &seen.meeting, channel, html! { span.muted { (texts::CONSOLE.get(lang)) } }))
        (ui::breach_summary(lang, breaches))
        (ui::actions(html! {
            (ui::link_button(lang, &paths::player(id, code), say("观看页", "Player page")))
            (ui::link_button(lang, &paths::edit(id, code), say("修改频道", "Change the channel")))
        }))
        @if let Some(made) = made {
            (ui::alert(Tone::Good, html! {
                p { (SHOWN_ONCE.get(lang)) }
                pre.live-lines tabindex="0" { code #live-key { (made.secret) } }
                (lines(visit, code, made.key.copy, Some(&made.secret)))
            }))
        }
        (health(visit, &room, id, code).await)
        (ui::section(lang, PROGRAMME, programme_part(visit, &seen)))
        (ui::section(lang, KEYS, keys_part(visit, &seen, now)))
        @if made.is_none() {
            (ui::section(lang, say("编码器设置", "Setting up the encoder"), lines(visit, code, 0, None)))
        }
        @for panel in &seen.panels { (panel) }
        (ui::section(lang, say("记录", "History"), trail(lang, &seen.trail)))
    };
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, title(texts::CONSOLE, channel), body))
}

pub(crate) async fn health_part(live: Live, visit: Visit, Path((id, code)): Path<At>) -> Answer {
    let (actor, wanted) = (visit.actor()?, code.clone());
    visit.site.db.read(move |tx| actions::produced(tx, &actor, id, &wanted).map(drop)).await?;
    let room = room(&live, &visit, &code).await?;
    visit.part(health(&visit, &room, id, &code).await)
}

fn seconds(micros: i64) -> String {
    format!("{}.{}", micros / 1_000_000, micros % 1_000_000 / 100_000)
}

/// A line of the table of renditions, and what is wrong with it.
fn lengths(lang: Lang, it: Lengths) -> Markup {
    let long = |text: Text, micros: Option<i64>| {
        let micros = micros.filter(|it| *it > LONG)?;
        Some(ui::alert(Tone::Warn, html! { (text.with(&[("seconds", &seconds(micros))]).get(lang)) }))
    };
    html! {
        @if let Some(warning) = long(LONG_SEGMENT, it.segment) { (warning) }
        @if let Some(warning) = long(LONG_GAP, it.key_frames) { (warning) }
    }
}

/// The part that renews itself every two seconds where JavaScript runs.
async fn health(visit: &Visit, room: &Room, id: MeetingId, code: &str) -> Markup {
    let lang = visit.lang;
    let now = visit.site.db.clock().now();
    let archive = room.archive();
    let (state, since, copies, renditions, refusals) = room
        .with(|it| {
            let copies: Vec<Option<origin::Publisher>> = (0..2).map(|copy| it.publisher(copy).cloned()).collect();
            let refusals: Vec<origin::Refusal> = it.refusals().take(12).cloned().collect();
            (it.state(), it.since(), copies, it.health(), refusals)
        })
        .await;
    let ago = |at: i64| format!("{} s", now.seconds_since(instant(at)).max(0));
    let copy_row = |(copy, it): (usize, &Option<origin::Publisher>)| {
        vec![
            html! { (texts::copy(copy as i64).get(lang)) },
            html! { @match it { Some(it) => { (ago(it.last_at)) }, None => { "–" } } },
            html! { @if let Some(it) = it { (it.files) } },
            html! { @if let Some(it) = it { (it.who) } },
            html! { @if it.is_some() {
                (ui::step_button(&paths::release(id, code, copy), &visit.csrf, say("允许接管", "Let another encoder take over")).render(lang))
            } },
        ]
    };
    let rendition_row = |it: &origin::Health| {
        vec![
            html! { (it.rendition) },
            html! { @if let Some(copy) = it.shown { (texts::copy(copy as i64).get(lang)) } },
            html! { @if let Some(micros) = it.lengths.segment { (seconds(micros)) " s" } },
            html! { @if let Some(micros) = it.lengths.key_frames { (seconds(micros)) " s" } @else if !it.has_video { (say("无画面", "no picture").get(lang)) } },
            html! { (it.peak / 1_000) " kbit/s" },
            html! { (it.listed) },
        ]
    };
    let refusal_row = |it: &origin::Refusal| {
        vec![
            html! { (ago(it.at)) },
            html! { (texts::copy(it.copy as i64).get(lang)) },
            html! { code { (it.what) } },
            html! { strong { (it.why.status()) " " (it.why.said().get(lang)) } },
            html! { (it.who) },
        ]
    };
    let fresh = refusals.first().filter(|it| now.seconds_since(instant(it.at)) < 60);
    let slate = room.settings().channel.slate_at;
    let runs =
        matches!(state, origin::state::State::Starting | origin::state::State::Live | origin::state::State::Stalled);
    html! {
        section.part #live-health hx-get=(paths::health(id, code)) hx-trigger="every 2s" hx-swap="outerHTML" {
            h2 { (SIGNAL.get(lang)) " " (ui::badge(lang, state.text(), texts::tone(state))) " "
                @if slate.is_some() { (ui::badge(lang, say("垫片", "Slate"), Tone::Warn)) } }
            @if since > 0 { p.muted { (say("自", "Since").get(lang)) " " (ui::when(lang, instant(since))) } }
            @if let Some(it) = fresh {
                (ui::alert(Tone::Bad, html! { strong { (it.why.status()) " " (it.why.said().get(lang)) } " " code { (it.what) } " · " (it.who) }))
            }
            @if let Some(at) = archive.failed_at {
                (ui::alert(Tone::Bad, html! { (BAD_ARCHIVE.with(&[("when", &ui::when_text(lang, at)), ("count", &archive.waiting)]).get(lang)) }))
            }
            @for it in &renditions { (lengths(lang, it.lengths)) }
            (ui::table(lang, texts::COPY, &[texts::COPY, say("上次推送", "Last push"), say("文件数", "Files"), say("来自", "From"), say("操作", "Action")],
                copies.iter().enumerate().map(copy_row).collect(), NOTHING_REFUSED))
            (ui::table(lang, say("码率档", "Renditions"), &[say("码率档", "Rendition"), say("采用副本", "Copy shown"), say("最长切片", "Longest segment"), say("关键帧间隔", "Key frames"), say("峰值", "Peak"), say("在列切片", "Listed")],
                renditions.iter().map(rendition_row).collect(), say("还没有信号。", "No signal yet.")))
            h3 { (REFUSED.get(lang)) }
            (ui::table(lang, REFUSED, &[say("多久前", "Ago"), texts::COPY, say("文件", "File"), say("原因", "Reason"), say("来自", "From")],
                refusals.iter().map(refusal_row).collect(), NOTHING_REFUSED))
            (ui::actions(html! {
                @if slate.is_some() {
                    (ui::step_button(&paths::slate(id, code), &visit.csrf, say("恢复画面", "Show the picture")).field("on", "0").primary().render(lang))
                } @else {
                    (ui::step_button(&paths::slate(id, code), &visit.csrf, say("切到垫片", "Show the slate")).field("on", "1").render(lang))
                }
                @if runs {
                    (ui::step_button(&paths::end(id, code), &visit.csrf, say("结束直播", "End the broadcast")).danger()
                        .confirm(say("结束后观众看到“已结束”。确定吗？", "Viewers will read that it has ended. Are you sure?")).render(lang))
                }
            }))
        }
    }
}

/// The agenda with its buttons, and the marks that stand.
fn programme_part(visit: &Visit, seen: &Seen) -> Markup {
    let (lang, id, code) = (visit.lang, seen.meeting.id, &seen.channel.code);
    let start = |it: &Item, label: Text, primary: bool| {
        let to = paths::marks(id, code);
        let button = ui::step_button(&to, &visit.csrf, label)
            .field("session", it.session_id)
            .field("talk", it.talk_id.map(|id| id.to_string()).unwrap_or_default());
        if primary { button.primary().render(lang) } else { button.render(lang) }
    };
    let running = seen.marks.last();
    let next = programme::next(&seen.items, &seen.marks);
    let item_row = |it: &Item| {
        let runs = running.is_some_and(|mark| it.is_of(mark));
        vec![
            html! { @if let Some(span) = it.planned { (clock::span(span)) } },
            html! { @if it.talk_id.is_some() { "　" } (meetings::words(lang, &it.title)) @if runs { " " (ui::badge(lang, say("进行中", "Running"), Tone::Good)) } },
            start(it, say("开始", "Start"), false),
        ]
    };
    let mark_row = |it: &Mark| {
        vec![
            html! { (ui::when(lang, it.starts_at)) ":" (format!("{:02}", it.starts_at.millis().div_euclid(1_000).rem_euclid(60))) },
            html! { a href=(paths::replay(id, code, it.id)) { (meetings::words(lang, &it.title())) } },
            html! {
                @for seconds in [-30, -5, 5, 30] {
                    (ui::step_button(&paths::shift(id, code, it.id), &visit.csrf, kernel::Said { zh: format!("{seconds:+} 秒"), en: format!("{seconds:+} s") })
                        .field("seconds", seconds).render(lang))
                }
            },
            ui::step_button(&paths::withdraw(id, code, it.id), &visit.csrf, say("撤回", "Take back"))
                .danger()
                .render(lang),
        ]
    };
    html! {
        (ui::actions(html! {
            @if let Some(it) = next {
                (start(it, say("下一项开始", "Start the next item"), true)) " " (meetings::words(lang, &it.title)) " "
            }
            (ui::step_button(&paths::pause(id, code), &visit.csrf, say("暂停（不属于任何一项）", "Pause (belongs to no item)")).render(lang))
        }))
        (ui::table(lang, PROGRAMME, &[say("计划时间", "Planned"), texts::AGENDA, say("操作", "Action")],
            seen.items.iter().map(item_row).collect(), say("议程中此会场还没有安排。", "The agenda has nothing in this hall yet.")))
        h3 { (say("标记", "Marks").get(lang)) }
        (ui::table(lang, say("标记", "Marks"), &[say("开始于", "Began"), texts::AGENDA, say("移动", "Move"), say("操作", "Action")],
            seen.marks.iter().rev().take(30).map(mark_row).collect(), say("还没有标记。", "No mark yet.")))
    }
}

/// The last acts of producers.
fn trail(lang: Lang, entries: &[journal::Entry]) -> Markup {
    let lines = entries.iter().rev().take(50).map(|entry| ui::TimelineEntry {
        at: entry.at,
        who: entry.person_name.clone(),
        what: texts::act(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
    });
    ui::timeline(lang, lines.collect())
}

fn keys_part(visit: &Visit, seen: &Seen, now: Instant) -> Markup {
    let (lang, id, code) = (visit.lang, seen.meeting.id, &seen.channel.code);
    let row = |it: &ChannelKey| {
        let standing = match (it.revoked_at, it.is_valid(now)) {
            (Some(_), _) => (say("已吊销", "revoked"), Tone::Bad),
            (None, true) => (say("有效", "valid"), Tone::Good),
            (None, false) => (say("已过期", "over"), Tone::Neutral),
        };
        vec![
            html! { code { (it.hint) "…" } },
            html! { (texts::copy(it.copy).get(lang)) },
            ui::when(lang, it.valid_until),
            ui::badge(lang, standing.0, standing.1),
            html! { @if it.is_valid(now) {
                (ui::step_button(&paths::revoke(id, code, it.id), &visit.csrf, say("吊销", "Revoke")).danger().render(lang))
            } },
        ]
    };
    let copies = (0..2).map(|copy| (copy.to_string(), texts::copy(copy).get(lang).to_owned())).collect();
    html! {
        (ui::table(lang, KEYS, &[say("密钥", "Key"), texts::COPY, say("有效至", "Valid until"), texts::STATE, say("操作", "Action")],
            seen.keys.iter().map(row).collect(), say("还没有密钥。", "No key yet.")))
        (ui::form(lang, &visit.csrf, &paths::keys(id, code), "live-new-key", html! {
            (ui::fields_row(html! {
                (Field::select("copy", texts::COPY, copies).value("0").required().render(lang, &[]))
                (Field::number("days", say("有效天数", "Valid for days")).value("7").render(lang, &[]))
            }))
            (ui::actions(ui::submit_as(lang, "then", "issue", say("生成密钥", "Make a key"), ui::Kind::Secondary)))
        }))
    }
}

pub(crate) async fn issue(live: Live, visit: Visit, Path((id, code)): Path<At>, form: Form) -> Answer {
    let (actor, wanted) = (visit.actor()?, code.clone());
    let made = match (form.number("copy", 0, 1), form.number("days", 1, 400)) {
        (Ok(copy), Ok(days)) => {
            visit.site.db.write(move |tx| actions::issue_key(tx, &actor, (id, &wanted), copy, days)).await
        }
        (copy, days) => Err(Refusal::Breaches(copy.err().into_iter().chain(days.err()).collect())),
    };
    match made {
        Ok(made) => {
            live.changed(&visit.site, &code).await;
            page(&live, &visit, (id, &code), Some(&made), &[]).await
        }
        Err(Refusal::Breaches(breaches)) => page(&live, &visit, (id, &code), None, &breaches).await,
        Err(other) => Err(other.into()),
    }
}
