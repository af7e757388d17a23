//! Where an established project stands. What differs between the modes lies in the closing, so one table serves both.

use kernel::table::Path;
use kernel::{Text, Word, say, state_table, words};

words! {
    /// Where a project stands.
    pub enum State {
        /// On the list or filed, before its first day.
        Established = "established" ("已立项", "Established"),
        Running = "running" ("在研", "Running"),
        Overdue = "overdue" ("超期未结题", "Overdue"),
        Closing = "closing" ("结题中", "Closing"),
        ClosedPassed = "closed_passed" ("结题通过", "Closed, passed"),
        ClosedFailed = "closed_failed" ("结题未通过", "Closed, not passed"),
        Certified = "certified" ("已发结题证书", "Certified"),
        Terminated = "terminated" ("已终止", "Terminated"),
    }
}

words! {
    /// What can be done with a project.
    pub enum Step {
        Start = "start" ("开始实施", "Start"),
        MarkOverdue = "mark_overdue" ("标记超期", "Mark overdue"),
        /// An approved postponement lifts the mark; a running project needs no step, only its new day.
        Postpone = "postpone" ("延期", "Postpone"),
        Terminate = "terminate" ("终止项目", "Terminate"),
        SubmitClosing = "submit_closing" ("提交结题", "Submit closing"),
        ReturnClosing = "return_closing" ("退回结题", "Return closing"),
        ClosePassed = "close_passed" ("公布结题通过", "Close as passed"),
        CloseFailed = "close_failed" ("公布结题未通过", "Close as not passed"),
        /// A postponed project that did not ask to be closed in its round. Rule X-08.
        FailUnclosed = "fail_unclosed" ("逾期按未通过处理", "Fail for not closing"),
        Certify = "certify" ("颁发结题证书", "Issue the certificate"),
        /// A closing list of earlier years says how it ended; only for projects that came from such a list.
        RecordPassed = "record_passed" ("按结题名单登记为通过", "Record as passed from a closing list"),
        RecordFailed = "record_failed" ("按结题名单登记为未通过", "Record as not passed from a closing list"),
    }
}

impl Step {
    /// Where a step may start and where it ends. Its line here is the only place that says so.
    pub const fn path(self) -> Path<State> {
        use State::*;
        match self {
            Step::Start => (&[Established], Running),
            Step::MarkOverdue => (&[Running], Overdue),
            Step::Postpone => (&[Overdue], Running),
            // The rule book names RUNNING; before the first day and after the last a project can be ended as well.
            Step::Terminate => (&[Established, Running, Overdue], Terminated),
            Step::SubmitClosing => (&[Running, Overdue], Closing),
            Step::ReturnClosing => (&[Closing], Running),
            Step::ClosePassed => (&[Closing], ClosedPassed),
            Step::CloseFailed => (&[Closing], ClosedFailed),
            Step::FailUnclosed => (&[Running, Overdue], ClosedFailed),
            Step::Certify => (&[ClosedPassed], Certified),
            Step::RecordPassed => (&[Established, Running, Overdue], ClosedPassed),
            Step::RecordFailed => (&[Established, Running, Overdue], ClosedFailed),
        }
    }
}

state_table!(State, Step);

impl State {
    /// Whether the project counts towards the running projects of its principal investigator. Rule A-02.
    pub const fn counts_as_running(self) -> bool {
        match self {
            State::Established | State::Running | State::Overdue | State::Closing => true,
            State::ClosedPassed | State::ClosedFailed | State::Certified | State::Terminated => false,
        }
    }

    /// What the public reads. That a project is late is between its parties until the closing is published.
    pub fn shown_to_public(self) -> Text {
        match self {
            State::Running | State::Overdue | State::Closing => say("在研", "Running"),
            State::ClosedPassed | State::Certified => say("已结题", "Closed"),
            State::Established | State::ClosedFailed | State::Terminated => self.text(),
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
    fn a_02_projects_count_from_establishment_to_the_end_of_closing() {
        let counting: Vec<_> = State::ALL.iter().copied().filter(|s| s.counts_as_running()).collect();
        assert_eq!(counting, [State::Established, State::Running, State::Overdue, State::Closing]);
    }

    #[test]
    fn z_08_only_a_passed_closing_leads_to_a_certificate() {
        assert_eq!(Step::Certify.path(), (&[State::ClosedPassed][..], State::Certified));
    }
}
