//! Where a registration stands, from the form to the end of the meeting.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a registration stands.
    pub enum State {
        Submitted = "submitted" ("待审核", "To be approved"),
        Waitlist = "waitlist" ("候补中", "On the waiting list"),
        /// A place became free and is kept for some hours.
        Offered = "offered" ("候补到位，待确认", "Place offered"),
        Confirmed = "confirmed" ("已确认", "Confirmed"),
        Refused = "refused" ("未通过", "Refused"),
        /// An offer that nobody took in time.
        Lapsed = "lapsed" ("逾期未确认", "Offer lapsed"),
        Withdrawn = "withdrawn" ("已取消", "Withdrawn"),
        CheckedIn = "checked_in" ("已签到", "Checked in"),
        Attended = "attended" ("已参会", "Attended"),
        NoShow = "no_show" ("未到会", "Did not come"),
    }
}

words! {
    /// What is done with a registration.
    pub enum Step {
        Confirm = "confirm" ("确认参会", "Confirm"),
        Wait = "wait" ("列入候补", "Put on the waiting list"),
        Refuse = "refuse" ("不予通过", "Refuse"),
        Offer = "offer" ("给予名额", "Offer a place"),
        Accept = "accept" ("接受名额", "Accept the place"),
        Lapse = "lapse" ("名额逾期", "Let the offer lapse"),
        Withdraw = "withdraw" ("取消报名", "Withdraw"),
        CheckIn = "check_in" ("签到", "Check in"),
        Attend = "attend" ("记为已参会", "Note as attended"),
        Miss = "miss" ("记为未到会", "Note as not come"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Confirm => (&[Submitted], Confirmed),
            Step::Wait => (&[Submitted], Waitlist),
            Step::Refuse => (&[Submitted, Waitlist], Refused),
            Step::Offer => (&[Waitlist], Offered),
            Step::Accept => (&[Offered], Confirmed),
            Step::Lapse => (&[Offered], Lapsed),
            Step::Withdraw => (&[Submitted, Waitlist, Offered, Confirmed], Withdrawn),
            // A device may come back into the network after the meeting was closed.
            Step::CheckIn => (&[Confirmed, NoShow], CheckedIn),
            Step::Attend => (&[CheckedIn], Attended),
            Step::Miss => (&[Confirmed], NoShow),
        }
    }
}

state_table!(State, Step);

impl State {
    /// Whether somebody in this state comes, or came.
    pub const fn is_confirmed(self) -> bool {
        match self {
            State::Confirmed | State::CheckedIn | State::Attended => true,
            State::Submitted
            | State::Waitlist
            | State::Offered
            | State::Refused
            | State::Lapsed
            | State::Withdrawn
            | State::NoShow => false,
        }
    }

    /// Whether somebody in this state was seen at the door.
    pub const fn is_present(self) -> bool {
        match self {
            State::CheckedIn | State::Attended => true,
            State::Submitted
            | State::Waitlist
            | State::Offered
            | State::Confirmed
            | State::Refused
            | State::Lapsed
            | State::Withdrawn
            | State::NoShow => false,
        }
    }

    /// Whether it takes one of the places of its role.
    pub const fn holds_place(self) -> bool {
        match self {
            State::Offered | State::Confirmed | State::CheckedIn | State::Attended | State::NoShow => true,
            State::Submitted | State::Waitlist | State::Refused | State::Lapsed | State::Withdrawn => false,
        }
    }

    /// Whether it has ended without coming about.
    pub const fn is_over(self) -> bool {
        match self {
            State::Refused | State::Lapsed | State::Withdrawn => true,
            State::Submitted
            | State::Waitlist
            | State::Offered
            | State::Confirmed
            | State::CheckedIn
            | State::Attended
            | State::NoShow => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(super::pairs());
    }
}
