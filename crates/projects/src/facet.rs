//! The facet of a project: year, mode, type, province and state in one number. The register keeps the amount of projects
//! per facet, so that it knows how many rows a filter will find before it looks for one, and never counts them.

use kernel::{Mode, ProjectType, Word};

use crate::Project;
use crate::state::State;

/// `YYYYMTPPS`: year, mode (1, 2), type (1 to 6), province (two digits, 00 for none), place of the state in the list. The
/// column of the same name is worked out by the database with the same figures; a test holds them equal.
pub(crate) fn facet(year: i64, mode: Mode, kind: ProjectType, province: &str, state: State) -> i64 {
    let mode = match mode {
        Mode::Legacy => 1,
        Mode::Rolling => 2,
    };
    let province = province.parse::<i64>().unwrap_or(0);
    (((year * 10 + mode) * 10 + place(kind)) * 100 + province) * 10 + place(state)
}

/// The place of a word in its set, from 1.
pub(crate) fn place<W: Word>(word: W) -> i64 {
    W::ALL.iter().position(|w| *w == word).map_or(0, |at| at as i64 + 1)
}

impl Project {
    pub(crate) fn facet(&self) -> i64 {
        facet(self.year, self.mode, self.project_type, &self.province, self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_can_be_read_by_people() {
        assert_eq!(facet(2024, Mode::Rolling, ProjectType::PracticeBase, "33", State::Running), 202_424_332);
        assert_eq!(facet(2021, Mode::Legacy, ProjectType::FourNew, "", State::Terminated), 202_111_008);
    }
}
