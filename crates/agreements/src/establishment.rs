//! What leads from an agreement to an established project: the lists and their cut-offs in legacy mode, confirmation and
//! filing in the 2024 mode, and which of the two a project belongs to. Rules C-08, P-01, P-02, P-03.

use kernel::{Breach, Instant, Mode, say, words};
use rulesets::{CutOffs, Terms};

words! {
    /// On which list of the year an agreement comes. Rule C-08.
    pub enum ListOfYear {
        First = "first" ("第一批立项名单", "First list"),
        Second = "second" ("第二批立项名单", "Second list"),
        NotIncluded = "not_included" ("不列入立项名单", "Not included"),
    }
}

/// Says on which list of the round's year an agreement comes that both sides had confirmed at `agreed_at`. A cut-off day
/// still counts to its end in Beijing. Rule C-08, legacy mode only.
pub fn list_of_year(agreed_at: Instant, round_year: i16, cut_offs: &CutOffs) -> ListOfYear {
    if agreed_at < cut_offs.first.in_year(round_year).ends() {
        ListOfYear::First
    } else if agreed_at < cut_offs.second.in_year(round_year).ends() {
        ListOfYear::Second
    } else {
        ListOfYear::NotIncluded
    }
}

/// Refuses establishment in the 2024 mode before the university has confirmed and the platform has filed; no step of the
/// ministry is asked for. Legacy projects are not this rule's matter. Rule P-01.
pub fn established_by_filing(mode: Mode, university_confirmed: bool, is_filed: bool) -> Result<(), Breach> {
    let said = match (mode, university_confirmed, is_filed) {
        (Mode::Legacy, _, _) | (Mode::Rolling, true, true) => return Ok(()),
        (Mode::Rolling, false, _) => say(
            "高校项目管理部门尚未确认立项，确认并备案后方可生效。",
            "The university's project department has not confirmed yet; establishment takes effect once it confirms and files.",
        ),
        (Mode::Rolling, true, false) => say(
            "高校已确认，尚未在平台备案，备案后立项生效。",
            "The university has confirmed; establishment takes effect once it is filed on the platform.",
        ),
    };
    Err(Breach::of("P-01", "", said))
}

/// Refuses establishment in legacy mode other than by a list of the Department; `list` is its document number. Projects of
/// the 2024 mode are not this rule's matter. Rule P-02.
pub fn established_by_list(mode: Mode, list: Option<&str>) -> Result<(), Breach> {
    match mode {
        Mode::Rolling => Ok(()),
        Mode::Legacy if list.is_some_and(|number| !number.trim().is_empty()) => Ok(()),
        Mode::Legacy => Err(Breach::of(
            "P-02",
            "list_number",
            say(
                "老模式项目以高等教育司公布的立项名单为准，请填写名单文号。",
                "A legacy project is established by a list of the Department only. Please enter the list's document number.",
            ),
        )),
    }
}

/// Works out the mode of a project. Established before the day of change: legacy. Guideline published from that day on:
/// 2024. An older guideline whose project was not established by then: as the rule set says. Rule P-03.
pub fn mode_of(guideline_published_at: Instant, established_at: Option<Instant>, terms: &Terms) -> Mode {
    let change = terms.rolling_from.begins();
    if established_at.is_some_and(|at| at < change) {
        Mode::Legacy
    } else if guideline_published_at >= change {
        Mode::Rolling
    } else {
        terms.old_guideline_mode
    }
}

/// Refuses to change the mode of a project. Rule P-03.
pub fn mode_is_kept(current: Mode, wanted: Mode) -> Result<(), Breach> {
    if current == wanted {
        return Ok(());
    }
    Err(Breach::of(
        "P-03",
        "mode",
        say(
            "项目的运行模式终身不变，请勿修改。",
            "A project keeps its operating mode for life; please leave it as it is.",
        ),
    ))
}

#[cfg(test)]
mod tests {
    use kernel::Day;

    use super::*;

    fn at(day: &str, hour: i64, minute: i64) -> Instant {
        Instant::beijing(day.parse::<Day>().expect("a day"), hour, minute, 0)
    }
    fn just_before(day: &str) -> Instant {
        Instant::from_millis(at(day, 0, 0).millis() - 1)
    }

    #[test]
    fn c_08_each_cut_off_day_counts_to_its_last_minute_in_beijing() {
        let cut_offs = Terms::sample().agreement_cut_offs.expect("cut-offs");
        let list = |at| list_of_year(at, 2021, &cut_offs);
        assert_eq!(list(at("2021-06-30", 23, 59)), ListOfYear::First);
        assert_eq!(list(at("2021-07-01", 0, 0)), ListOfYear::Second);
        assert_eq!(list(at("2021-09-10", 23, 59)), ListOfYear::Second);
        assert_eq!(list(at("2021-09-11", 0, 0)), ListOfYear::NotIncluded);
        assert_eq!(list(just_before("2021-07-01")), ListOfYear::First);
        assert_eq!(list_of_year(at("2022-03-01", 0, 0), 2021, &cut_offs), ListOfYear::NotIncluded);
    }

    #[test]
    fn p_01_the_2024_mode_needs_confirmation_and_filing_and_nothing_of_the_ministry() {
        assert_eq!(established_by_filing(Mode::Rolling, true, true), Ok(()));
        assert_eq!(established_by_list(Mode::Rolling, None), Ok(()));
        for (confirmed, filed) in [(false, false), (true, false), (false, true)] {
            assert_eq!(established_by_filing(Mode::Rolling, confirmed, filed).unwrap_err().rule, "P-01");
        }
        assert_eq!(established_by_filing(Mode::Legacy, false, false), Ok(()));
    }

    #[test]
    fn p_02_legacy_mode_needs_a_list_with_its_number() {
        assert_eq!(established_by_list(Mode::Legacy, Some("教高司函〔2021〕14号")), Ok(()));
        for list in [None, Some(""), Some("  ")] {
            assert_eq!(established_by_list(Mode::Legacy, list).unwrap_err().rule, "P-02");
        }
    }

    #[test]
    fn p_03_midnight_of_24_june_2024_in_beijing_parts_the_modes() {
        let terms = Terms::sample();
        let old = at("2024-03-01", 9, 0);
        assert_eq!(mode_of(old, Some(just_before("2024-06-24")), &terms), Mode::Legacy);
        assert_eq!(mode_of(old, Some(at("2024-06-24", 0, 0)), &terms), Mode::Rolling);
        assert_eq!(mode_of(old, None, &terms), Mode::Rolling);
        assert_eq!(mode_of(just_before("2024-06-24"), None, &terms), Mode::Rolling);
        assert_eq!(mode_of(at("2024-06-24", 0, 0), None, &terms), Mode::Rolling);
    }

    #[test]
    fn p_03_the_open_case_follows_the_rule_set() {
        let terms = Terms { old_guideline_mode: Mode::Legacy, ..Terms::sample() };
        assert_eq!(mode_of(just_before("2024-06-24"), Some(at("2024-06-24", 0, 0)), &terms), Mode::Legacy);
        assert_eq!(mode_of(at("2024-06-24", 0, 0), None, &terms), Mode::Rolling);
    }

    #[test]
    fn p_03_the_mode_never_changes() {
        assert_eq!(mode_is_kept(Mode::Legacy, Mode::Legacy), Ok(()));
        assert_eq!(mode_is_kept(Mode::Legacy, Mode::Rolling).unwrap_err().rule, "P-03");
    }
}
