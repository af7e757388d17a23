//! Where a channel is watched: the picture, where the channel stands in words, and the agenda beside it, which follows the marks.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use kernel::{Lang, MeetingId, Refusal, Text, say};
use meetings::{Meeting, clock};
use ui::{Markup, html};
use web::{Answer, Path, Response, Visit};

use super::head::{head, title};
use crate::doors::base;
use crate::hub::Live;
use crate::programme::Item;
use crate::record::{Channel, Mark};
use crate::{actions, panel, paths, policy, programme, store, texts};

const LOG_IN: Text = say("此频道登录后观看。", "This channel is for whoever is signed in.");
const CANNOT: Text = say("此浏览器不能播放，请换一个浏览器", "This browser cannot play it; try another one");
const ADDRESS: Text = say("直播流地址（可用播放器打开）", "Address of the stream, for any player");
const AUDIO: Text = say("仅听声音（省流量）", "Sound only, for slow networks");
const NO_AGENDA: Text = say("议程尚未公布。", "The agenda is not public yet.");

/// Players put pictures together from pieces: the policy of all other pages has no such pictures.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A page with a player.
pub(super) fn with_player(mut page: Response) -> Response {
    page.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    page
}

/// The picture. `replay` is the address of what is over; a channel is asked for where it stands.
pub(super) fn screen(lang: Lang, base: &str, replay: Option<&str>, slate: Option<&str>) -> Markup {
    let words = serde_json::json!({ "slate": texts::SLATE.get(lang), "cannot": CANNOT.get(lang) });
    html! {
        div #live data-base=(base) data-replay=[replay] data-words=(words.to_string()) {
            div.live-screen {
                video #live-video controls playsinline webkit-playsinline="" x5-playsinline="" x5-video-player-type="h5"
                    preload="none" aria-label=(say("直播画面", "Picture").get(lang)) {}
                p.live-slate #live-slate hidden[slate.is_none()] { (slate.unwrap_or_default()) }
            }
        }
    }
}

pub(crate) async fn show(live: Live, visit: Visit, Path((id, code)): Path<(MeetingId, String)>) -> Answer {
    let (lang, actor, seen) = (visit.lang, visit.actor_or_public(), visit.clone());
    let reader = actor.clone();
    let wanted = code.clone();
    let read = visit.site.db.read(move |tx| {
        let (meeting, channel) = actions::shown(tx, reader.as_ref(), id, &wanted)?;
        let items = programme::items(tx, reader.as_ref(), &meeting, &channel)?;
        let marks = store::marks(tx, channel.id)?;
        let mut panels = Vec::new();
        for it in panel::all() {
            panels.push((it.at_player)(tx, &seen, &channel)?);
        }
        Ok::<_, Refusal>((meeting, channel, items, marks, panels))
    });
    let (meeting, channel, items, marks, panels) = read.await?;
    let state = match live.room(&visit.site, &code).await? {
        Some(room) => room.view().state,
        None => return Err(Refusal::NotFound.into()),
    };
    let is_producer = actor.as_ref().is_some_and(policy::produces);
    let may_watch = policy::watches(actor.as_ref(), &channel);
    let base = base(&visit.site, &channel);
    let slate = match (channel.slate_at, state) {
        (Some(_), _) => Some(texts::SLATE.get(lang)),
        (None, origin::state::State::Live | origin::state::State::Stalled | origin::state::State::Ended) => None,
        (None, _) => Some(kernel::Word::text(state).get(lang)),
    };
    let body = html! {
        (head(&visit, &meeting, &channel, html! {
            span #live-state role="status" data-state=(kernel::Word::word(state)) { (kernel::Word::text(state).get(lang)) }
        }))
        @if is_producer {
            (ui::actions(ui::link_button(lang, &paths::console(id, &code), texts::CONSOLE)))
        }
        div.live-columns {
            div {
                @if may_watch {
                    (screen(lang, &base, None, slate))
                    p { button.button.secondary type="button" #live-audio aria-pressed="false" hidden { (AUDIO.get(lang)) } }
                    p.muted { (ADDRESS.get(lang)) " " a href={ (base) "master.m3u8" } { (base) "master.m3u8" } }
                } @else {
                    (ui::alert(ui::Tone::Info, html! { (LOG_IN.get(lang)) " " a href="/login" { (say("登录", "Log in").get(lang)) } }))
                }
            }
            aside aria-label=(texts::AGENDA.get(lang)) {
                h2 { (texts::AGENDA.get(lang)) }
                (agenda(lang, &meeting, &channel, &items, &marks))
            }
        }
        @for panel in panels { (panel) }
        @if may_watch { (ui::live_scripts()) }
    };
    Ok(with_player(visit.page(title(texts::LIVE, &channel), body)?))
}

/// What runs, and what was: with the way to its replay.
fn agenda(lang: Lang, meeting: &Meeting, channel: &Channel, items: &[Item], marks: &[Mark]) -> Markup {
    let running = marks.last();
    let line = |it: &Item| {
        let mark = marks.iter().rev().find(|mark| it.is_of(mark));
        let runs = running.is_some_and(|mark| it.is_of(mark));
        let talk = it.talk_id.map(|id| id.to_string()).unwrap_or_default();
        html! {
            li.live-talk[it.talk_id.is_some()] data-session=(it.session_id) data-talk=(talk) aria-current=[runs.then_some("true")] {
                @if let Some(span) = it.planned { span.muted { (clock::span(span)) " " } }
                (meetings::words(lang, &it.title))
                @for who in &it.speakers { " · " (meetings::words(lang, who)) }
                @if let Some(mark) = mark {
                    " " a href=(paths::replay(meeting.id, &channel.code, mark.id)) { (texts::REPLAY.get(lang)) }
                }
            }
        }
    };
    html! {
        @if items.is_empty() { p.empty { (NO_AGENDA.get(lang)) } }
        ol.live-agenda #live-agenda { @for it in items { (line(it)) } }
    }
}
