//! Words that several pages use.

use kernel::{Text, say};
use ui::Tone;

use crate::state::{comment, poll, question, word};

pub(crate) const AUDIENCE: Text = say("评论与互动", "Comments and questions");
pub(crate) const COMMENTS: Text = say("评论", "Comments");
pub(crate) const QUESTIONS: Text = say("提问", "Questions");
pub(crate) const POLL: Text = say("投票", "Poll");
pub(crate) const MODERATION: Text = say("互动管理", "Moderation");
pub(crate) const WORDS: Text = say("词表", "Word list");
pub(crate) const VIEWERS: Text = say("观看人数", "Viewers");
pub(crate) const REASON: Text = say("原因", "Reason");
pub(crate) const WRITTEN: Text = say("内容", "Text");
pub(crate) const WHO: Text = say("发送人", "By");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const DONE: Text = say("已办理", "Done");
pub(crate) const UNNAMED: Text = say("观众", "A viewer");
pub(crate) const SEND: Text = say("发送", "Send");

pub(crate) const fn comment_tone(state: comment::State) -> Tone {
    match state {
        comment::State::Waiting => Tone::Warn,
        comment::State::Shown => Tone::Good,
        comment::State::Unheard => Tone::Neutral,
        comment::State::Refused | comment::State::Deleted => Tone::Bad,
    }
}

pub(crate) const fn question_tone(state: question::State) -> Tone {
    match state {
        question::State::Waiting => Tone::Warn,
        question::State::Asked => Tone::Info,
        question::State::Answered => Tone::Good,
        question::State::Unheard => Tone::Neutral,
        question::State::Refused | question::State::Deleted => Tone::Bad,
    }
}

pub(crate) const fn poll_tone(state: poll::State) -> Tone {
    match state {
        poll::State::Draft | poll::State::Hidden => Tone::Neutral,
        poll::State::Open => Tone::Good,
        poll::State::Closed => Tone::Info,
    }
}

pub(crate) const fn word_tone(state: word::State) -> Tone {
    match state {
        word::State::Proposed | word::State::Leaving => Tone::Warn,
        word::State::Listed => Tone::Good,
        word::State::Dropped => Tone::Neutral,
    }
}
