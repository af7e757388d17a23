//! What can stand where, and what leads from one to the other: one table for each.

pub mod appointment;
pub mod negotiation;
pub mod request;
pub mod ticket;
pub mod timetable;

#[cfg(test)]
mod tests {
    #[test]
    fn every_state_with_every_step() {
        let all = [
            ("negotiation", super::negotiation::pairs()),
            ("request", super::request::pairs()),
            ("timetable", super::timetable::pairs()),
            ("appointment", super::appointment::pairs()),
            ("ticket", super::ticket::pairs()),
        ];
        let text: String = all.iter().map(|(name, pairs)| format!("# {name}\n{pairs}")).collect();
        insta::assert_snapshot!(text);
    }
}
