//! Who may ask whom.

use kernel::{Breach, Text, say};

use crate::kinds::Side;
use crate::state::negotiation;
use crate::state::request::State;

const CLOSED: Text = say("尚未开放意愿征集", "Requests are not taken yet");
const SAME_SIDE: Text = say("本次会议只安排高校与企业洽谈", "At this meeting universities meet enterprises only");
const ONESELF: Text = say("不能向本单位发出请求", "Nobody asks their own organisation");
const KNOWN: Text =
    say("这一对已有请求，请在原请求中处理", "There is a request of this pair already; go on with that one");
const REFUSED: Text = say("对方目前不接受您的洽谈请求", "They do not take a request of yours at present");

/// Refuses requests before the office takes them.
pub fn takes_requests(state: negotiation::State) -> Result<(), Breach> {
    use negotiation::State;
    match state {
        State::Open | State::Published => Ok(()),
        State::Preparing => Err(Breach::field("", CLOSED)),
    }
}

/// Refuses two of one organisation, and two of one side where only the sides meet each other.
pub fn may_meet(is_any_to_any: bool, sides: (Side, Side), is_one_house: bool) -> Result<(), Breach> {
    if is_one_house {
        return Err(Breach::field("to", ONESELF));
    }
    if !is_any_to_any && sides.0 == sides.1 { Err(Breach::field("to", SAME_SIDE)) } else { Ok(()) }
}

/// Refuses a second request of a pair. `theirs` says whether the other one made the first: what somebody declined of their own is not
/// told as a request.
pub fn new_pair(known: Option<(State, bool)>) -> Result<(), Breach> {
    match known {
        None => Ok(()),
        Some((State::Declined, true)) => Err(Breach::field("to", REFUSED)),
        Some((State::Sent | State::Accepted | State::Expired | State::Withdrawn | State::Declined, _)) => {
            Err(Breach::field("to", KNOWN))
        }
    }
}
