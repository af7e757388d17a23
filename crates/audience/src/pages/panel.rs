//! What stands beside the player, the replay and the console.

use db::Tx;
use kernel::{Instant, Refusal, Text, say};
use live::{Channel, Panel};
use ui::{Markup, html};
use web::Visit;

use super::{figures, moderation, parts, talk};
use crate::place::around;
use crate::seen::seen;
use crate::{bucket, counts, paths, policy, store, texts};

const ALL: Text = say("全部评论", "All comments");
const AT_THAT_TIME: Text = say("当时的评论", "What was said then");
const WAITING: Text = say("待审 {n} 条", "{n} wait");
const NOTHING: Text = say("这段时间没有评论", "Nothing was said in this time");
/// Comments beside a replay; the rest is read on the page of its own.
const BESIDE_REPLAY: usize = 500;

/// What this slice shows of a channel.
pub const PANEL: Panel = Panel { at_player, at_replay, at_console };

fn at_player(tx: &mut Tx<'_>, visit: &Visit, channel: &Channel) -> Result<Markup, Refusal> {
    let (actor, place) = (visit.actor_or_public(), around(tx, channel.clone())?);
    if !policy::reads(actor.as_ref(), &place.meeting, channel) {
        return Ok(html! {});
    }
    let it = seen(tx, actor.as_ref(), place, None)?;
    let lang = visit.lang;
    Ok(html! {
        (talk::beside(visit, &it))
        (ui::actions(html! {
            (ui::link_button(lang, &paths::audience(channel.meeting_id, &channel.code), ALL))
            @if actor.as_ref().is_some_and(policy::moderates) {
                (ui::link_button(lang, &paths::moderation(channel.meeting_id, &channel.code), texts::MODERATION))
            }
        }))
    })
}

/// What was said between two instants: each with its time from the beginning, which the script also runs over the picture.
fn at_replay(
    tx: &mut Tx<'_>,
    visit: &Visit,
    channel: &Channel,
    (from, to): (Instant, Instant),
) -> Result<Markup, Refusal> {
    let (lang, place) = (visit.lang, around(tx, channel.clone())?);
    if !policy::reads(visit.actor_or_public().as_ref(), &place.meeting, channel) {
        return Ok(html! {});
    }
    let comments = store::shown_between(tx, channel.id, (from, to), BESIDE_REPLAY)?;
    let pins = store::pins_between(tx, channel.id, (from, to))?;
    let polls = store::polls_between(tx, channel.id, (from, to))?;
    let offset = |at: Instant| {
        let seconds = at.seconds_since(from).max(0);
        format!("{}:{:02}", seconds / 60, seconds % 60)
    };
    let gone = store::gone_between(tx, channel.id, (from, to))?;
    let gone: Vec<String> = gone.iter().map(ToString::to_string).collect();
    Ok(html! {
        section.part #audience-replay data-objects=(live::base(&visit.site, channel)) data-from=(from.millis()) data-to=(to.millis())
            data-bucket=(bucket::MILLIS) data-gone=(gone.join(" ")) data-lang=(lang.tag()) {
            h2 { (AT_THAT_TIME.get(lang)) }
            @if comments.is_empty() { p.empty { (NOTHING.get(lang)) } }
            @for (at, name, body) in &pins { p { time { (offset(*at)) } " " (texts::QUESTIONS.get(lang)) "：" (body) " " small { (parts::name(lang, name)) } } }
            @for poll in &polls { p { time { (poll.opened_at.map(offset).unwrap_or_default()) } " " (texts::POLL.get(lang)) "：" (meetings::words(lang, &poll.title())) } }
            ol #audience-comments { @for it in &comments {
                li data-id=(it.id) { time datetime=[it.shown_at] { (it.shown_at.map(offset).unwrap_or_default()) } " " b { (parts::name(lang, &it.name)) } " " span { (it.body) } }
            } }
        }
        (ui::audience_script())
    })
}

fn at_console(tx: &mut Tx<'_>, visit: &Visit, channel: &Channel) -> Result<Markup, Refusal> {
    let lang = visit.lang;
    let place = around(tx, channel.clone())?;
    let waiting = moderation::waiting(tx, channel.id)?;
    let (sums, minutes) = (counts::of_channel(tx, channel.id)?, store::viewing(tx, channel.id)?);
    let pinned = store::pinned(tx, channel.id)?;
    Ok(html! {
        section.part #audience-console {
            h2 { (texts::AUDIENCE.get(lang)) }
            p { (ui::badge(lang, kernel::Word::text(place.audience.mode), ui::Tone::Info)) " " (WAITING.with(&[("n", &waiting)]).get(lang)) }
            (parts::pinned(lang, pinned.as_ref()))
            (ui::actions(html! {
                (ui::link_button(lang, &paths::moderation(channel.meeting_id, &channel.code), texts::MODERATION))
                (ui::link_button(lang, &paths::polls(channel.meeting_id, &channel.code), texts::POLL))
            }))
            h3 { (texts::VIEWERS.get(lang)) }
            (figures::viewers(lang, sums.as_ref(), &minutes))
        }
    })
}
