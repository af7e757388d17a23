use kernel::Mode;
use projects::state::State;
use projects::wanted::Wanted;

use crate::world::{ALL, World, day};

testing::both_databases! {
    with ALL;

    fn a_project_starts_on_its_day_and_is_overdue_on_the_day_after_its_last(w: World) {
        let project = w.project(&w.cast.lin_mei);
        assert_eq!(w.act(projects::mark_overdue).unwrap(), 0);
        assert_eq!(w.act(projects::start_due).unwrap(), 1);
        assert_eq!(w.act(projects::start_due).unwrap(), 0);
        w.set_clock("2025-09-02"); // the closing day itself is in time
        assert_eq!(w.act(projects::mark_overdue).unwrap(), 0);
        assert_eq!(w.get(project.id).state, State::Running);
        w.set_clock("2025-09-03");
        assert_eq!(w.act(projects::mark_overdue).unwrap(), 1);
        assert_eq!((w.get(project.id).state, w.act(projects::mark_overdue).unwrap()), (State::Overdue, 0));
        assert_eq!(w.letters(), [("project.overdue".to_owned(), 2)]);
    }

    fn x_08_a_postponed_project_that_skips_the_next_round_has_failed(w: World) {
        w.set_clock("2023-05-08");
        let project = w.running(&w.cast.lin_mei, Mode::Legacy);
        w.set_clock("2023-10-20");
        w.approved(&w.cast.lin_mei, project.id, Wanted::Postponement { closes_on: day("2025-05-08") }).unwrap();
        // The round of the next year ends with that year; what counts is the rule set of the day.
        w.set_clock("2024-12-31");
        assert_eq!(w.act(projects::fail_unclosed).unwrap(), 0);
        w.set_clock("2025-01-01");
        assert_eq!(w.act(projects::fail_unclosed).unwrap(), 1);
        assert_eq!((w.get(project.id).state, w.running_count(w.cast.lin_mei.person_id)), (State::ClosedFailed, 0));
        assert_eq!(w.act(projects::fail_unclosed).unwrap(), 0);
    }

    fn x_08_a_project_of_the_2024_mode_is_never_failed_by_the_round(w: World) {
        let project = w.running(&w.cast.lin_mei, Mode::Rolling);
        w.approved(&w.cast.lin_mei, project.id, Wanted::Postponement { closes_on: day("2026-09-02") }).unwrap();
        w.set_clock("2026-01-01");
        assert_eq!(w.act(projects::fail_unclosed).unwrap(), 0);
        assert_eq!(w.get(project.id).state, State::Running);
    }
}
