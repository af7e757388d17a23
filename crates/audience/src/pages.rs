//! The pages: doors to the actions. Each works without JavaScript.

mod deciding;
mod figures;
mod moderation;
mod panel;
mod parts;
mod polls;
mod talk;
mod words;

use kernel::{MeetingId, PollId, QuestionId, Role, RowId};
use web::{Access, Form, Path, Routes, Visit};

use crate::halls::Audiences;
use crate::paths;

pub use panel::PANEL;
pub(crate) use talk::place_to_write;

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// A channel in an address.
pub(crate) type At = (MeetingId, String);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes(audiences: &Audiences) -> Routes {
    for_viewers(audiences).and(for_moderators())
}

fn for_viewers(audiences: &Audiences) -> Routes {
    let (a, b, c) = (audiences.clone(), audiences.clone(), audiences.clone());
    Routes::new()
        .get("/meetings/{id}/live/{code}/audience", Access::Public, talk::show)
        .post(
            "/meetings/{id}/live/{code}/comments",
            Access::SignedIn,
            move |visit: Visit, Path(at): Path<At>, form: Form| talk::write(a.clone(), visit, at, form),
        )
        .post(
            "/meetings/{id}/live/{code}/questions",
            Access::SignedIn,
            move |visit: Visit, Path(at): Path<At>, form: Form| talk::ask(b.clone(), visit, at, form),
        )
        .post(
            "/meetings/{id}/live/{code}/reactions",
            Access::SignedIn,
            move |visit: Visit, Path(at): Path<At>, form: Form| talk::react(c.clone(), visit, at, form),
        )
        .post("/meetings/{id}/live/{code}/questions/{question}/vote", Access::SignedIn, talk::vote)
        .post("/meetings/{id}/live/{code}/polls/{poll}/vote", Access::SignedIn, talk::choose)
}

fn for_moderators() -> Routes {
    type OfPoll = (MeetingId, String, PollId, String);
    type OfQuestion = (MeetingId, String, QuestionId);
    type OfRow = (MeetingId, String, RowId);
    Routes::new()
        .get("/meetings/{id}/live/{code}/moderation", OFFICE, moderation::show)
        .post("/meetings/{id}/live/{code}/moderation", OFFICE, deciding::decide)
        .post("/meetings/{id}/live/{code}/moderation/settings", OFFICE, deciding::set)
        .post(
            "/meetings/{id}/live/{code}/questions/{question}",
            OFFICE,
            |visit: Visit, Path(at): Path<OfQuestion>, form: Form| deciding::question(visit, at, form),
        )
        .post("/meetings/{id}/live/{code}/restraints/{row}/lift", OFFICE, |visit: Visit, Path(at): Path<OfRow>| {
            deciding::lift(visit, at)
        })
        .get("/meetings/{id}/live/{code}/polls", OFFICE, polls::show)
        .post("/meetings/{id}/live/{code}/polls", OFFICE, polls::make)
        .post("/meetings/{id}/live/{code}/polls/{poll}/{step}", OFFICE, |visit: Visit, Path(at): Path<OfPoll>| {
            polls::step(visit, at)
        })
        .get(paths::WORDS, OFFICE, words::show)
        .post(paths::WORDS, OFFICE, words::propose)
        .post("/live-words/{row}/{step}", OFFICE, words::step)
}
