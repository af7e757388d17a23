//! Where one instalment of money or one delivery of goods stands. Each side confirms its own part: the enterprise that
//! it gave, the university's finance office that it arrived.

use kernel::table::Path;
use kernel::{Text, Word, state_table, words};

/// What is given: cash or goods, as the agreement says.
pub use agreements::SupportKind as Kind;

words! {
    /// Where an instalment stands.
    pub enum State {
        /// Promised in the guideline.
        Pledged = "pledged" ("已承诺", "Pledged"),
        /// Written into the agreement.
        Agreed = "agreed" ("已约定", "Agreed"),
        /// The enterprise says it has paid or delivered.
        Paid = "paid" ("已拨付", "Paid"),
        /// The university's finance office has confirmed it with a proof.
        Received = "received" ("已到账", "Received"),
    }
}

words! {
    /// What can be done with an instalment.
    pub enum Step {
        Agree = "agree" ("写入协议", "Write into the agreement"),
        Pay = "pay" ("登记拨付", "Report as given"),
        Receive = "receive" ("确认到账", "Confirm receipt"),
        /// The finance office finds that it did not arrive.
        Dispute = "dispute" ("未到账，退回", "Report as not arrived"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Agree => (&[Pledged], Agreed),
            Step::Pay => (&[Agreed], Paid),
            Step::Receive => (&[Paid], Received),
            Step::Dispute => (&[Paid], Agreed),
        }
    }
}

state_table!(State, Step);

impl State {
    /// What people read; goods are delivered rather than paid.
    pub fn text_for(self, kind: Kind) -> Text {
        match (self, kind) {
            (State::Paid, Kind::Goods) => kernel::say("已交付", "Delivered"),
            (State::Received, Kind::Goods) => kernel::say("已签收", "Received"),
            (State::Pledged | State::Agreed, Kind::Goods)
            | (State::Pledged | State::Agreed | State::Paid | State::Received, Kind::Cash) => self.text(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_with_every_step() {
        insta::assert_snapshot!(pairs());
    }

    #[test]
    fn the_readme_shows_the_table() {
        assert!(include_str!("../README.md").contains(&diagram()), "put this into README.md:\n{}", diagram());
    }

    #[test]
    fn goods_are_delivered_and_cash_is_paid() {
        assert_eq!(State::Paid.text_for(Kind::Goods).en, "Delivered");
        assert_eq!(State::Paid.text_for(Kind::Cash).en, "Paid");
    }
}
