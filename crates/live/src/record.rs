//! The rows of this slice.

use kernel::{BroadcastId, ChannelId, HallId, Instant, MarkId, MeetingId, MeetingSessionId, PersonId, RowId, TalkId};
use meetings::Words;

use crate::kinds::{Audience, Container, Tongue};

db::record! {
    /// A channel (频道) of a meeting: one picture and sound that can be watched.
    pub struct Channel in "channel" {
        pub id: ChannelId,
        pub meeting_id: MeetingId,
        /// Stands in addresses: `[a-z0-9-]`, 1 to 40 of them.
        pub code: String,
        pub name_zh: String,
        pub name_en: String,
        pub hall_id: Option<HallId>,
        pub language: Tongue,
        pub audience: Audience,
        /// Since when viewers see the slate instead of what the encoder sends.
        pub slate_at: Option<Instant>,
        pub sort: i64,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// A key with which an encoder may push to one copy (副本) of a channel.
    pub struct ChannelKey in "channel_key" {
        pub id: RowId,
        pub channel_id: ChannelId,
        /// 0 is the primary encoder, 1 its backup.
        pub copy: i64,
        /// SHA-256 of the key, hexadecimal.
        #[serde(skip)]
        pub hash: String,
        /// The first letters of the key, to tell keys apart.
        pub hint: String,
        pub valid_from: Instant,
        pub valid_until: Instant,
        pub revoked_at: Option<Instant>,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// What was broadcast on a channel from one beginning to one end (直播场次).
    pub struct Broadcast in "broadcast" {
        pub id: BroadcastId,
        pub channel_id: ChannelId,
        /// Stands in the names of its objects; greater than every epoch of the channel before it.
        pub epoch: i64,
        pub started_at: Instant,
        pub ended_at: Option<Instant>,
    }
}

db::record! {
    /// A segment (切片) of the archive.
    pub struct Segment in "segment" {
        pub id: RowId,
        pub channel_id: ChannelId,
        pub broadcast_id: BroadcastId,
        pub rendition: String,
        /// Media sequence number of the rendition: it only grows, over all broadcasts of the channel.
        pub number: i64,
        pub epoch: i64,
        /// The encoder's own media sequence number.
        pub source: i64,
        pub copy: i64,
        pub starts_at: Instant,
        /// How long it plays, in microseconds.
        pub micros: i64,
        /// Whether it does not continue the one before it.
        pub breaks: bool,
        pub container: Container,
        pub sha256: String,
        pub bytes: i64,
        pub init_sha256: Option<String>,
    }
}

db::record! {
    /// Where a session or talk began on a channel (标记). It lasts to the next mark that stands.
    pub struct Mark in "mark" {
        pub id: MarkId,
        pub channel_id: ChannelId,
        /// Nothing where the programme pauses.
        pub session_id: Option<MeetingSessionId>,
        pub talk_id: Option<TalkId>,
        /// As the agenda called it at that moment.
        pub title_zh: String,
        pub title_en: String,
        pub starts_at: Instant,
        pub withdrawn_at: Option<Instant>,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

impl Channel {
    pub fn name(&self) -> Words {
        Words::of(&self.name_zh, &self.name_en)
    }
}

impl ChannelKey {
    /// Whether it opens the door at this moment.
    pub fn is_valid(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && (self.valid_from..self.valid_until).contains(&now)
    }
}

impl Mark {
    pub fn title(&self) -> Words {
        Words::of(&self.title_zh, &self.title_en)
    }
    /// Whether the programme pauses here.
    pub fn is_pause(&self) -> bool {
        self.session_id.is_none()
    }
}
