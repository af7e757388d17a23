//! The frames of a channel: every half second at most one, made once and handed to all who watch.
//!
//! A frame holds a sample of what was said since the one before, and the whole of everything else, so that whoever misses frames
//! misses comments of the picture (they stand in the list) and nothing more.

use std::collections::HashSet;

use axum::body::Bytes;
use kernel::{CommentId, Instant};
use serde_json::{Value, json};

use crate::record::Comment;
use crate::rules::sample::{IN_A_FRAME, evenly};

/// The time between two frames.
pub const EVERY_MILLIS: u64 = 500;
/// Without anything new a frame is sent all the same after so long: proxies end connections that say nothing.
const BEAT_SECONDS: i64 = 15;

/// A frame, ready to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// As an event of an event stream.
    pub event: Bytes,
}

/// What a frame is made of.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Shown lately, in their order; some may have been in an earlier frame.
    pub comments: Vec<Comment>,
    /// Taken from everybody's eyes lately.
    pub gone: Vec<CommentId>,
    /// Everything that is sent whole: reactions, viewers, poll, question, agenda, mode.
    pub standing: Value,
}

/// Makes the frames of one channel.
#[derive(Debug, Default)]
pub struct Maker {
    sequence: u64,
    sent: HashSet<CommentId>,
    last: Option<(Instant, Value)>,
}

impl Maker {
    /// The next frame; nothing when there is nothing new and the last is not old yet.
    pub fn next(&mut self, now: Instant, news: News) -> Option<Frame> {
        let News { comments, gone, standing } = news;
        let seen: HashSet<CommentId> = comments.iter().map(|it| it.id).collect();
        let fresh: Vec<Comment> = comments.into_iter().filter(|it| !self.sent.contains(&it.id)).collect();
        // What is not read again is not sent again, so nothing else needs to be remembered.
        self.sent = seen;
        let is_same = self.last.as_ref().is_some_and(|(_, before)| *before == standing);
        let is_due = self.last.as_ref().is_none_or(|(at, _)| now.seconds_since(*at) >= BEAT_SECONDS);
        if fresh.is_empty() && gone.is_empty() && is_same && !is_due {
            return None;
        }
        self.sequence += 1;
        let all = fresh.len();
        let sample = evenly(fresh, IN_A_FRAME);
        let frame = json!({
            "n": self.sequence,
            "at": now.millis(),
            "comments": sample.iter().map(comment).collect::<Vec<_>>(),
            "more": all - sample.len(),
            "gone": gone,
            "standing": standing,
        });
        self.last = Some((now, standing));
        Some(Frame { event: event(self.sequence, &frame) })
    }
}

/// JSON has no line break of its own, so one line holds it.
fn event(sequence: u64, frame: &Value) -> Bytes {
    format!("id: {sequence}\ndata: {frame}\n\n").into()
}

/// A comment as everybody reads it. Its author is known to moderators only.
pub fn comment(it: &Comment) -> Value {
    json!({ "id": it.id, "name": it.name, "body": it.body, "at": it.shown_at.unwrap_or(it.posted_at).millis() })
}

#[cfg(test)]
mod tests {
    use kernel::{ChannelId, PersonId};
    use proptest::prelude::*;

    use super::*;
    use crate::state::comment::State;

    fn said(n: i64) -> Comment {
        let at = Instant::from_millis(n);
        Comment {
            id: format!("00000000-0000-7000-8000-{n:012}").parse().expect("an id"),
            channel_id: ChannelId::nil(),
            person_id: PersonId::nil(),
            name: String::new(),
            body: format!("<b>\n{n}"),
            folded: String::new(),
            state: State::Shown,
            state_since: at,
            posted_at: at,
            shown_at: Some(at),
            bucket: Some(0),
            to_review: false,
        }
    }

    fn read(frame: &Frame) -> Value {
        let text = std::str::from_utf8(&frame.event).expect("UTF-8");
        let (head, data) = text.split_once("\ndata: ").expect("an event");
        assert!(head.starts_with("id: ") && data.ends_with("\n\n") && data.trim_end().lines().count() == 1, "{text}");
        serde_json::from_str(data).expect("JSON")
    }

    fn news(comments: Vec<Comment>, viewers: u64) -> News {
        News { comments, gone: Vec::new(), standing: json!({ "viewers": viewers }) }
    }

    #[test]
    fn a_frame_is_sent_when_something_changed_and_every_fifteen_seconds() {
        let at = |seconds: i64| Instant::from_millis(seconds * 1000);
        let mut maker = Maker::default();
        let first = maker.next(at(0), news(vec![said(1)], 3)).expect("the first");
        assert_eq!((&read(&first)["comments"][0]["body"], &read(&first)["more"]), (&json!("<b>\n1"), &json!(0)));
        assert_eq!(maker.next(at(1), news(vec![said(1)], 3)), None, "it was sent");
        assert_eq!(read(&maker.next(at(2), news(Vec::new(), 4)).expect("other viewers"))["standing"]["viewers"], 4);
        assert_eq!(maker.next(at(16), news(Vec::new(), 4)), None);
        assert_eq!(read(&maker.next(at(17), news(Vec::new(), 4)).expect("a beat"))["n"], 3);
    }

    proptest! {
        #[test]
        fn each_comment_is_in_one_frame_or_counted_and_a_frame_stays_small(batches in prop::collection::vec(0usize..60, 1..8)) {
            let (mut maker, mut before, mut n, mut told) = (Maker::default(), Vec::new(), 0_i64, 0_u64);
            for (turn, count) in batches.iter().enumerate() {
                let fresh: Vec<Comment> = (0..*count).map(|_| { n += 1; said(n) }).collect();
                // Each reading overlaps the one before.
                let all: Vec<Comment> = before.iter().cloned().chain(fresh.iter().cloned()).collect();
                if let Some(frame) = maker.next(Instant::from_millis(turn as i64 * 500), news(all, 0)) {
                    let frame = read(&frame);
                    let shown = frame["comments"].as_array().expect("a list").len();
                    prop_assert!(shown <= IN_A_FRAME);
                    told += shown as u64 + frame["more"].as_u64().expect("a number");
                }
                before = fresh;
            }
            prop_assert_eq!(told, n as u64);
        }
    }
}
