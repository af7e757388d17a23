//! The rule sets that come with the platform; an operator may add later ones.

/// Name and text of each, oldest first within its mode.
pub fn built_in() -> [(&'static str, &'static str); 6] {
    [
        ("legacy-2018", include_str!("../../../rulesets/legacy-2018.toml")),
        ("legacy-2021", include_str!("../../../rulesets/legacy-2021.toml")),
        ("legacy-2022", include_str!("../../../rulesets/legacy-2022.toml")),
        ("legacy-2023", include_str!("../../../rulesets/legacy-2023.toml")),
        ("legacy-2024-closing", include_str!("../../../rulesets/legacy-2024-closing.toml")),
        ("rolling-2024", include_str!("../../../rulesets/rolling-2024.toml")),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::{Day, Mode, Money, ProjectType};

    use super::built_in;
    use crate::{Ruleset, Terms, applicable, parse};

    fn set(name: &str) -> Ruleset {
        let (_, text) = built_in().into_iter().find(|(n, _)| *n == name).expect("a built-in name");
        parse(text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn every_built_in_set_reads_and_carries_its_own_name() {
        for (name, text) in built_in() {
            let set = parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((set.header.name.as_str(), set.text.as_str(), set.sha256.len()), (name, text, 64));
        }
    }

    #[test]
    fn figures_found_in_the_sources_stand_in_their_sets() {
        let terms = |name| set(name).terms;
        assert_eq!(terms("legacy-2018").cash_min.of(ProjectType::TeacherTraining), Money::from_yuan(10_000));
        assert_eq!(terms("legacy-2018").running_projects_max, None);
        assert_eq!(terms("legacy-2021").capital_min, Money::from_yuan(5_000_000));
        assert_eq!(terms("legacy-2021").guideline_sum_min, Money::from_yuan(500_000));
        assert_eq!(terms("legacy-2022").running_projects_max, Some(3));
        assert_eq!(terms("legacy-2022").applications_per_year_max, Some(3));
        let window = terms("legacy-2023").postponement_window.expect("a window");
        assert_eq!((window.first.to_string(), window.last.to_string()), ("10-15".into(), "10-31".into()));
        assert!(terms("legacy-2024-closing").postponement_needs_special_case);
        assert_eq!(terms("rolling-2024").agreement_cut_offs, None);
        assert_eq!(terms("rolling-2024").goods_min, Money::from_yuan(200_000));
    }

    #[test]
    fn the_latest_set_of_the_mode_that_has_begun_counts() {
        let headers: Vec<_> = built_in().iter().map(|(name, _)| set(name).header).collect();
        let name = |d: &str, mode| applicable(&headers, day(d), mode).map(|h| h.name.clone());
        assert_eq!(name("2017-12-31", Mode::Legacy), None);
        assert_eq!(name("2018-01-01", Mode::Legacy).as_deref(), Some("legacy-2018"));
        assert_eq!(name("2022-02-28", Mode::Legacy).as_deref(), Some("legacy-2021"));
        assert_eq!(name("2022-03-01", Mode::Legacy).as_deref(), Some("legacy-2022"));
        assert_eq!(name("2023-10-20", Mode::Legacy).as_deref(), Some("legacy-2023"));
        assert_eq!(name("2026-01-01", Mode::Legacy).as_deref(), Some("legacy-2024-closing"));
        assert_eq!(name("2024-06-23", Mode::Rolling), None);
        assert_eq!(name("2024-06-24", Mode::Rolling).as_deref(), Some("rolling-2024"));
    }

    #[test]
    fn the_sample_of_the_tests_is_sensible_too() {
        assert_eq!(Terms::sample().check(), []);
    }
}
