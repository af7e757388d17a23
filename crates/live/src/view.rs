//! What players fetch of a channel: made when something changed, then shared by all.

use std::collections::HashMap;

use axum::body::Bytes;
use kernel::{Instant, Word};
use origin::state::State;
use serde::Serialize;

use crate::kinds::Audience;
use crate::room::Settings;

/// What stands in memory for everybody.
pub(crate) struct View {
    pub state: State,
    pub audience: Audience,
    pub master: Bytes,
    /// Media playlists by rendition.
    pub playlists: HashMap<String, Bytes>,
    /// Segments and init segments by `rendition/name`.
    pub objects: HashMap<String, Bytes>,
    pub status: Bytes,
}

/// Where a channel stands, for programs beside the player.
#[derive(Serialize)]
struct Status<'s> {
    state: &'static str,
    zh: &'static str,
    en: &'static str,
    since: Instant,
    /// Whether viewers see the slate.
    slate: bool,
    /// What runs: the id of the mark and of its session and talk.
    mark: Option<Running<'s>>,
    /// The rendition without a picture.
    audio: Option<&'s str>,
}

#[derive(Serialize)]
struct Running<'s> {
    id: kernel::MarkId,
    session: Option<kernel::MeetingSessionId>,
    talk: Option<kernel::TalkId>,
    zh: &'s str,
    en: &'s str,
    since: Instant,
}

impl View {
    pub(crate) fn of(channel: &origin::Channel, settings: &Settings) -> View {
        let bytes = |text: String| Bytes::from(text.into_bytes());
        let mut playlists: HashMap<String, Bytes> =
            channel.playable().map(|name| (name.to_owned(), bytes(channel.media_playlist(name)))).collect();
        // Before there is anything to play, a player finds an empty list and asks again.
        if playlists.is_empty() {
            playlists.insert("main".to_owned(), bytes(channel.media_playlist("main")));
        }
        let object = |(rendition, file, blob): (&str, String, &origin::Blob)| {
            (format!("{rendition}/{file}"), Bytes::from_owner(blob.bytes.clone()))
        };
        let state = channel.state();
        let running = settings.marks.last().map(|mark| Running {
            id: mark.id,
            session: mark.session_id,
            talk: mark.talk_id,
            zh: &mark.title_zh,
            en: &mark.title_en,
            since: mark.starts_at,
        });
        let status = Status {
            state: state.word(),
            zh: state.text().zh,
            en: state.text().en,
            since: Instant::from_millis(channel.since() / 1_000),
            slate: settings.channel.slate_at.is_some(),
            mark: running,
            audio: channel.audio_only(),
        };
        View {
            state,
            audience: settings.channel.audience,
            master: bytes(channel.master_playlist()),
            playlists,
            objects: channel.objects().map(object).collect(),
            status: serde_json::to_vec(&status).unwrap_or_default().into(),
        }
    }
}
