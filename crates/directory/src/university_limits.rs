//! The limits a university sets itself: only tighter than the programme's. Rule A-08. Pure.

use kernel::{Breach, Text, say};
use rulesets::{Terms, UniversityLimits};

/// Name of the form field and what it limits, in the order of [`parts`].
pub(crate) const FIELDS: [(&str, Text); 4] = [
    ("per_person_and_round", say("每人每批申请数", "Applications of one person in one round")),
    ("memberships_per_round", say("每人每批参与他人项目数", "Memberships of one person in one round")),
    ("per_enterprise_and_round", say("本校每批向同一企业申请数", "Applications to one enterprise in one round")),
    (
        "per_enterprise_and_type",
        say("本校每批向同一企业同一类型申请数", "Applications to one enterprise and of one type in one round"),
    ),
];

pub(crate) fn parts(limits: &UniversityLimits) -> [Option<u32>; 4] {
    [limits.applications_per_batch, limits.memberships_per_batch, limits.per_enterprise, limits.per_enterprise_and_type]
}

/// Refuses every limit that would allow more than the programme does; where the programme sets none for a round, what it
/// allows a person in a year is the bound. Rule A-08. An empty one leaves the programme's.
pub(crate) fn only_tightens(own: &[Option<u32>; 4], terms: &Terms) -> Vec<Breach> {
    let programme = UniversityLimits {
        applications_per_batch: terms.university_limits.applications_per_batch.or(terms.applications_per_year_max),
        ..terms.university_limits
    };
    let checked = own.iter().zip(parts(&programme)).zip(FIELDS);
    checked
        .filter_map(|((own, allowed), (field, _))| {
            let (own, allowed) = ((*own)?, allowed?);
            let said = say("不得宽于项目规定的 {allowed}", "May not be looser than the programme's {allowed}");
            (own > allowed).then(|| Breach::of("A-08", field, said.with(&[("allowed", &allowed)])))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_08_a_university_may_tighten_a_limit_and_never_loosen_it() {
        let limits = UniversityLimits { applications_per_batch: Some(2), ..UniversityLimits::default() };
        let programme = Terms { university_limits: limits, ..Terms::sample() };
        assert_eq!(only_tightens(&[None; 4], &programme), []);
        assert_eq!(only_tightens(&[Some(2), Some(99), None, None], &programme), []);
        assert_eq!(only_tightens(&[Some(1), None, None, None], &programme), []);
        let looser = only_tightens(&[Some(3), None, None, None], &programme);
        assert_eq!(
            looser.iter().map(|b| (b.rule, b.field.as_str())).collect::<Vec<_>>(),
            [("A-08", "per_person_and_round")]
        );
    }

    #[test]
    fn a_08_without_a_limit_for_the_round_the_years_is_the_bound() {
        let terms = Terms { university_limits: UniversityLimits::default(), ..Terms::sample() };
        assert_eq!(terms.applications_per_year_max, Some(3));
        assert_eq!(only_tightens(&[Some(3), None, None, None], &terms), []);
        assert_eq!(only_tightens(&[Some(4), None, None, None], &terms)[0].field, "per_person_and_round");
    }
}
