//! Where an appointment stands.

use kernel::table::Path;
use kernel::{state_table, words};

words! {
    /// Where an appointment stands.
    pub enum State {
        /// A free place proposed to two who are there; the first tap takes it.
        Offered = "offered" ("待确认", "Offered"),
        Placed = "placed" ("已安排", "Arranged"),
        Held = "held" ("已洽谈", "Held"),
        NoShow = "no_show" ("未到场", "No-show"),
        Cancelled = "cancelled" ("已取消", "Cancelled"),
    }
}

words! {
    /// What happens to an appointment.
    pub enum Step {
        Take = "take" ("接受补位", "Take it"),
        Hold = "hold" ("已洽谈", "Held"),
        NoShow = "no_show" ("对方未到", "No-show"),
        Cancel = "cancel" ("取消", "Cancel"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Take => (&[Offered], Placed),
            // Whoever comes late after all has met.
            Step::Hold => (&[Placed, NoShow], Held),
            Step::NoShow => (&[Placed], NoShow),
            Step::Cancel => (&[Offered, Placed], Cancelled),
        }
    }
}

state_table!(State, Step);

/// Whether both people and the table are taken.
pub const fn holds_its_place(state: State) -> bool {
    match state {
        State::Offered | State::Placed | State::Held => true,
        State::NoShow | State::Cancelled => false,
    }
}
