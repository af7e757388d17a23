//! The replay of a session or talk: ready as soon as its segments are here, cut by the marks.

use futures_util::StreamExt as _;
use kernel::{MarkId, MeetingId, Refusal, Text, say};
use ui::html;
use web::{Answer, Path, Visit};

use super::head::{crumbs, title};
use super::player::{screen, with_player};
use crate::doors::base;
use crate::{actions, archive, panel, paths, policy, replay, texts};

const RUNS: Text = say("仍在进行，回放随直播增长。", "It still runs: the replay grows with it.");
const NOTHING: Text = say("这一段没有录像。", "Nothing was recorded of it.");
const DOWNLOAD: Text = say("下载为一个文件", "Download as one file");
const LOG_IN: Text = say("此频道登录后观看。", "This channel is for whoever is signed in.");

type At = (MeetingId, String, MarkId);

pub(crate) async fn show(visit: Visit, Path((id, code, mark)): Path<At>) -> Answer {
    let (lang, actor, seen) = (visit.lang, visit.actor_or_public(), visit.clone());
    let (reader, wanted) = (actor.clone(), code.clone());
    let read = visit.site.db.read(move |tx| {
        let (meeting, channel) = actions::shown(tx, reader.as_ref(), id, &wanted)?;
        let it = replay::find(tx, channel.id, mark, tx.now())?;
        let renditions = replay::renditions(tx, channel.id, &it)?;
        let mut panels = Vec::new();
        for panel in panel::all() {
            panels.push((panel.at_replay)(tx, &seen, &channel, (it.from, it.until))?);
        }
        Ok::<_, Refusal>((meeting, channel, it, renditions, panels))
    });
    let (meeting, channel, it, renditions, panels) = read.await?;
    let base = base(&visit.site, &channel);
    let address = format!("{base}replay/{mark}/master.m3u8");
    let may_watch = policy::watches(actor.as_ref(), &channel);
    let mut way = crumbs(&meeting, true);
    way.push((paths::player(id, &code), channel.name().said()));
    let body = html! {
        (ui::breadcrumbs(lang, &way))
        (ui::heading(it.mark.title().get(lang), html! {}))
        p.muted { (ui::when(lang, it.from)) @if !it.is_open { " – " (ui::when(lang, it.until)) } }
        @if it.is_open { p { (RUNS.get(lang)) } }
        @if renditions.is_empty() {
            p.empty { (NOTHING.get(lang)) }
        } @else if may_watch {
            (screen(lang, &base, Some(&address), None))
            p #live-state role="status" {}
            (ui::actions(html! { @for name in &renditions {
                a.button.secondary href={ (paths::download(id, &code, mark)) "?rendition=" (name) } { (DOWNLOAD.get(lang)) " (" (name) ")" }
            } }))
            noscript { p { a href=(address) { (address) } } }
        } @else {
            (ui::alert(ui::Tone::Info, html! { (LOG_IN.get(lang)) " " a href="/login" { (say("登录", "Log in").get(lang)) } }))
        }
        @for panel in panels { (panel) }
        @if may_watch && !renditions.is_empty() { (ui::live_scripts()) }
    };
    Ok(with_player(visit.page(title(texts::REPLAY, &channel), body)?))
}

#[derive(serde::Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    rendition: String,
}

pub(crate) async fn download(
    visit: Visit,
    Path((id, code, mark)): Path<At>,
    web::Query(wanted): web::Query<Wanted>,
) -> Answer {
    let (actor, of) = (visit.actor_or_public(), code.clone());
    let read = visit.site.db.read(move |tx| {
        let (_, channel) = actions::shown(tx, actor.as_ref(), id, &of)?;
        if !policy::watches(actor.as_ref(), &channel) {
            return Err(Refusal::forbidden(LOG_IN));
        }
        let it = replay::find(tx, channel.id, mark, tx.now())?;
        let pieces = replay::pieces(tx, channel.id, &wanted.rendition, &it)?;
        Ok::<_, Refusal>((it, pieces))
    });
    let (it, pieces) = read.await?;
    let ending = if pieces.is_ts { "ts" } else { "mp4" };
    let name = format!("{}-{}.{ending}", code, it.mark.title().get(visit.lang));
    let content_type = if pieces.is_ts { "video/mp2t" } else { "video/mp4" };
    // One piece after the other, each when the reader has taken the one before.
    let rest = (archive::place(&visit.site), pieces.hashes.into_iter());
    let stream = futures_util::stream::unfold(rest, |(files, mut rest)| async move {
        let hash = rest.next()?;
        let read = files.read(&hash).await;
        Some((read, (files, rest)))
    });
    web::streamed(stream.fuse(), content_type, &name)
}
