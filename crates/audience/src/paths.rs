//! Addresses of this slice.

use crate::state;
use kernel::{MeetingId, PollId, QuestionId, RowId, Word};

/// The word list.
pub const WORDS: &str = "/live-words";

/// What the audience says, without the picture.
pub fn audience(id: MeetingId, code: &str) -> String {
    format!("/meetings/{id}/live/{code}/audience")
}
/// Where what viewers do goes.
pub(crate) fn of(id: MeetingId, code: &str, what: &str) -> String {
    format!("/meetings/{id}/live/{code}/{what}")
}
/// Where moderators work.
pub fn moderation(id: MeetingId, code: &str) -> String {
    of(id, code, "moderation")
}
pub(crate) fn polls(id: MeetingId, code: &str) -> String {
    of(id, code, "polls")
}
pub(crate) fn vote_poll(id: MeetingId, code: &str, poll: PollId) -> String {
    format!("/meetings/{id}/live/{code}/polls/{poll}/vote")
}
pub(crate) fn step_poll(id: MeetingId, code: &str, poll: PollId, step: state::poll::Step) -> String {
    format!("/meetings/{id}/live/{code}/polls/{poll}/{}", step.word())
}
pub(crate) fn vote(id: MeetingId, code: &str, question: QuestionId) -> String {
    format!("/meetings/{id}/live/{code}/questions/{question}/vote")
}
pub(crate) fn question(id: MeetingId, code: &str, question: QuestionId) -> String {
    format!("/meetings/{id}/live/{code}/questions/{question}")
}
pub(crate) fn lift(id: MeetingId, code: &str, row: RowId) -> String {
    format!("/meetings/{id}/live/{code}/restraints/{row}/lift")
}
pub(crate) fn step_word(row: RowId, step: state::word::Step) -> String {
    format!("{WORDS}/{row}/{}", step.word())
}
