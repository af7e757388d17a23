//! Where a request stands. Appointment, meeting and intention that follow are told by its appointment.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where a request to meet stands.
    pub enum State {
        Sent = "sent" ("待答复", "Waiting for an answer"),
        Accepted = "accepted" ("已接受", "Accepted"),
        Declined = "declined" ("已谢绝", "Declined"),
        Expired = "expired" ("已过期", "Expired"),
        Withdrawn = "withdrawn" ("已撤回", "Withdrawn"),
    }
}

words! {
    /// What moves a request.
    pub enum Step {
        Accept = "accept" ("接受", "Accept"),
        Decline = "decline" ("谢绝", "Decline"),
        Expire = "expire" ("过期", "Expire"),
        Withdraw = "withdraw" ("撤回", "Withdraw"),
        /// Asks once more after it lapsed.
        Again = "again" ("再次发出", "Ask again"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            // Whoever declined, or let it lapse, may still say yes.
            Step::Accept => (&[Sent, Declined, Expired], Accepted),
            Step::Decline => (&[Sent, Accepted], Declined),
            Step::Expire => (&[Sent], Expired),
            Step::Withdraw => (&[Sent, Accepted], Withdrawn),
            // Declined leads back for whoever said "no" of their own accord.
            Step::Again => (&[Declined, Expired, Withdrawn], Sent),
        }
    }
}

state_table!(State, Step);
