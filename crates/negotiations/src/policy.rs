//! Who sets negotiations up, who takes part, and who reads what. Written once for pages and API.

use kernel::{Actor, Refusal, Text, Word, say};
use meetings::Meeting;

use crate::kinds::{Rank, Side};
use crate::record::{Appointment, MatchRequest, Negotiation, Negotiator};
use crate::state::{negotiation, request};

pub(crate) const OFFICE: Text = say("项目办公室", "the programme office");
const NEGOTIATORS: Text = say("本次会议的洽谈代表", "those who take part in the negotiations");
const SIDES: Text = say("高校和企业的人员", "people of universities and enterprises");
const ASKED: Text = say("被邀请的一方", "whoever was asked");
const ASKER: Text = say("发出请求的一方", "whoever asked");
const BOTH: Text = say("洽谈的双方", "the two who meet");

/// Whether the actor sets negotiations up and makes timetables: the programme office, which organises meetings, and whoever may run the
/// program itself.
pub fn may(actor: &Actor) -> bool {
    actor.is_office() || actor.is_system
}

/// Permits to set up, compute, move, publish and tell. Whoever may not see the meeting may not learn that there is one.
pub fn permit_office(actor: &Actor, meeting: &Meeting) -> Result<(), Refusal> {
    if may(actor) {
        Ok(())
    } else if sees(actor, meeting) {
        Err(Refusal::forbidden(OFFICE))
    } else {
        Err(Refusal::NotFound)
    }
}

/// Whether a signed-in person sees that a meeting has negotiations: once its agenda is public.
pub fn sees(actor: &Actor, meeting: &Meeting) -> bool {
    meeting.state == meetings::state::State::Public || may(actor)
}

/// The side on which somebody may join: they stand for a university or an enterprise, and the office has opened it.
pub fn permit_join(actor: &Actor, meeting: &Meeting, setup: &Negotiation) -> Result<Side, Refusal> {
    if !sees(actor, meeting) || setup.state == negotiation::State::Preparing && !may(actor) {
        return Err(Refusal::NotFound);
    }
    actor.role().and_then(Side::of).ok_or_else(|| Refusal::forbidden(SIDES))
}

/// Somebody who takes part and is here.
pub fn permit_negotiate(found: Option<Negotiator>) -> Result<Negotiator, Refusal> {
    found.filter(Negotiator::is_here).ok_or_else(|| Refusal::forbidden(NEGOTIATORS))
}

/// A request and the step somebody may take on it. Private fields: only this file can make one.
#[derive(Debug)]
pub struct RequestPermit {
    request: MatchRequest,
    step: request::Step,
}

impl RequestPermit {
    pub(crate) fn into_parts(self) -> (MatchRequest, request::Step) {
        (self.request, self.step)
    }
}

/// Permits a step on a request: whoever was asked answers, whoever asked takes back or asks again. For everybody else there is none.
pub fn permit_request(me: &Negotiator, step: request::Step, request: MatchRequest) -> Result<RequestPermit, Refusal> {
    use request::Step::{Accept, Again, Decline, Expire, Withdraw};
    if request.other(me.id).is_none() {
        return Err(Refusal::NotFound);
    }
    let asked = request.to_id == me.id;
    let is_own_no = request.rank == Rank::No;
    if asked && is_own_no {
        // What somebody declined of their own accord is no request to anybody.
        return Err(Refusal::NotFound);
    }
    match (step, asked) {
        (Again, false) if request.state == request::State::Declined && !is_own_no => {
            return Err(Refusal::NotOpen { step: step.text(), state: request.state.text() });
        }
        (Accept | Decline, true) | (Withdraw | Again, false) => {}
        (Accept | Decline, false) => return Err(Refusal::forbidden(ASKED)),
        (Withdraw | Again, true) => return Err(Refusal::forbidden(ASKER)),
        (Expire, _) => return Err(Refusal::forbidden(say("平台", "the platform"))),
    }
    request.state.after(step)?;
    Ok(RequestPermit { request, step })
}

/// The platform lets a request lapse.
pub(crate) fn permit_expiry(request: MatchRequest) -> Result<RequestPermit, Refusal> {
    request.state.after(request::Step::Expire)?;
    Ok(RequestPermit { request, step: request::Step::Expire })
}

/// As what somebody works on an appointment.
#[derive(Clone, Debug, PartialEq)]
pub enum Hand {
    Office,
    One(Box<Negotiator>),
}

/// Permits to work on an appointment: the two, and the office. For everybody else there is none.
pub fn permit_appointment(actor: &Actor, me: Option<Negotiator>, appointment: &Appointment) -> Result<Hand, Refusal> {
    match me.filter(|it| appointment.is_of(it.id)) {
        Some(me) => Ok(Hand::One(Box::new(me))),
        None if may(actor) => Ok(Hand::Office),
        None => Err(Refusal::NotFound),
    }
}

/// What only the two themselves say, such as what came of it.
pub fn permit_one_of_both(hand: Hand) -> Result<Negotiator, Refusal> {
    match hand {
        Hand::One(me) => Ok(*me),
        Hand::Office => Err(Refusal::forbidden(BOTH)),
    }
}

#[cfg(test)]
mod tests;
