//! The rows of this slice.

use kernel::{ChannelId, CommentId, Day, Instant, PersonId, PollId, QuestionId, RowId};
use meetings::Words;

use crate::state::{Effect, Mode, Restraint, comment, poll, question, word};

db::record! {
    /// How a channel is moderated.
    #[derive(Eq)]
    pub struct AudienceSettings in "audience" {
        pub id: ChannelId,
        pub mode: Mode,
        /// Comments run over the picture.
        pub danmu: bool,
        pub questions: bool,
        pub reactions: bool,
        pub revision: i64,
    }
}

impl AudienceSettings {
    /// Of a channel nobody set anything for: a moderator reads first.
    pub fn of(channel: ChannelId) -> AudienceSettings {
        AudienceSettings {
            id: channel,
            mode: Mode::ReviewedFirst,
            danmu: true,
            questions: true,
            reactions: true,
            revision: 0,
        }
    }
}

db::record! {
    /// What a viewer wrote (评论); running over the picture it is danmu (弹幕).
    pub struct Comment in "comment" {
        pub id: CommentId,
        pub channel_id: ChannelId,
        pub person_id: PersonId,
        /// As shown; empty for somebody who did not want to be named.
        pub name: String,
        pub body: String,
        #[serde(skip)]
        pub folded: String,
        pub state: comment::State,
        pub state_since: Instant,
        pub posted_at: Instant,
        /// Since when everybody reads it.
        pub shown_at: Option<Instant>,
        /// The two seconds in which that was: the instant in milliseconds, divided by 2000.
        pub bucket: Option<i64>,
        /// Shown before a moderator looked at it; of somebody muted, that it seems to wait.
        pub to_review: bool,
    }
}

impl Comment {
    /// Whether its author is told that it waits for a moderator.
    pub fn seems_to_wait(&self) -> bool {
        match self.state {
            comment::State::Waiting => true,
            comment::State::Unheard => self.to_review,
            comment::State::Shown | comment::State::Refused | comment::State::Deleted => false,
        }
    }
}

db::record! {
    /// A question to whoever speaks (提问).
    pub struct Question in "question" {
        pub id: QuestionId,
        pub channel_id: ChannelId,
        pub person_id: PersonId,
        pub name: String,
        pub body: String,
        pub state: question::State,
        pub state_since: Instant,
        pub posted_at: Instant,
        pub votes: i64,
    }
}

impl Question {
    /// Whether its author is told that it waits for a moderator, in a channel of this mode.
    pub fn seems_to_wait(&self, mode: Mode) -> bool {
        match self.state {
            question::State::Waiting => true,
            question::State::Unheard => mode == Mode::ReviewedFirst,
            question::State::Asked
            | question::State::Answered
            | question::State::Refused
            | question::State::Deleted => false,
        }
    }
}

db::record! {
    /// One person's vote for a question.
    pub struct QuestionVote in "question_vote" {
        pub id: RowId,
        pub question_id: QuestionId,
        pub person_id: PersonId,
    }
}

db::record! {
    /// A question that stands, or stood, beside the picture.
    pub struct Pin in "question_pin" {
        pub id: RowId,
        pub channel_id: ChannelId,
        pub question_id: QuestionId,
        pub pinned_at: Instant,
        pub unpinned_at: Option<Instant>,
    }
}

db::record! {
    /// A poll among viewers (投票).
    pub struct Poll in "poll" {
        pub id: PollId,
        pub channel_id: ChannelId,
        pub title_zh: String,
        pub title_en: String,
        pub state: poll::State,
        pub state_since: Instant,
        pub opened_at: Option<Instant>,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

impl Poll {
    pub fn title(&self) -> Words {
        Words::of(&self.title_zh, &self.title_en)
    }
}

db::record! {
    /// What can be chosen in a poll.
    pub struct PollOption in "poll_option" {
        pub id: RowId,
        pub poll_id: PollId,
        pub sort: i64,
        pub label_zh: String,
        pub label_en: String,
        pub votes: i64,
    }
}

impl PollOption {
    pub fn label(&self) -> Words {
        Words::of(&self.label_zh, &self.label_en)
    }
}

db::record! {
    /// One person's choice.
    pub struct PollVote in "poll_vote" {
        pub id: RowId,
        pub poll_id: PollId,
        pub option_id: RowId,
        pub person_id: PersonId,
    }
}

db::record! {
    /// What was imposed on somebody in a channel: muted (禁言) or banned (封禁).
    pub struct Imposed in "restraint" {
        pub id: RowId,
        pub channel_id: ChannelId,
        pub person_id: PersonId,
        pub kind: Restraint,
        pub reason: String,
        pub until: Option<Instant>,
        pub imposed_by: PersonId,
        pub imposed_at: Instant,
        pub lifted_at: Option<Instant>,
    }
}

db::record! {
    /// A word of the list (词表), which is one for all channels.
    pub struct BlockedWord in "blocked_word" {
        pub id: RowId,
        pub word: String,
        pub effect: Effect,
        pub reason: String,
        pub state: word::State,
        pub state_since: Instant,
        /// Who proposed the change that stands.
        pub proposed_by: PersonId,
    }
}

db::record! {
    /// Viewers of one minute of a channel.
    pub struct Viewing in "viewing" {
        pub id: RowId,
        pub channel_id: ChannelId,
        /// When the minute began.
        pub minute: Instant,
        /// The most at once.
        pub viewers_most: i64,
        /// Watched by all together.
        pub milliseconds: i64,
    }
}

db::record! {
    /// How many different viewers a channel had on a day, without who.
    pub struct ViewerSketch in "viewer_sketch" {
        pub id: RowId,
        pub channel_id: ChannelId,
        pub day: Day,
        pub registers: String,
    }
}
