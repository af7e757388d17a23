//! Which agreements come on a list, and why the others do not. Rules C-08 and A-02; values in, verdict out.

use std::collections::HashMap;

use agreements::ForList;
use agreements::establishment::{ListOfYear, list_of_year};
use agreements::state::State;
use kernel::{Breach, Money, Said, Text, say};
use rulesets::Terms;
use sha2::{Digest, Sha256};

/// An agreement with its place on the list, or the reason why it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub agreement: ForList,
    pub left_out: Option<Breach>,
}

/// What a list would hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub rows: Vec<Planned>,
}

impl Plan {
    pub fn included(&self) -> impl Iterator<Item = &ForList> {
        self.rows.iter().filter(|row| row.left_out.is_none()).map(|row| &row.agreement)
    }
    pub fn left_out(&self) -> impl Iterator<Item = (&ForList, &Breach)> {
        self.rows.iter().filter_map(|row| Some((&row.agreement, row.left_out.as_ref()?)))
    }
    /// Cash and value of goods of what is included.
    pub fn sums(&self) -> (Money, Money) {
        (self.included().map(|a| a.cash).sum(), self.included().map(|a| a.goods).sum())
    }

    /// Stands for exactly what is included: a commit that carries another digest was previewed before something changed.
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        let mut ids: Vec<_> = self.included().map(|agreement| agreement.id).collect();
        ids.sort();
        for id in ids {
            hasher.update(id.to_string());
        }
        hex::encode(hasher.finalize())
    }
}

/// The list an agreement belongs to by the moment of its agreement; 3 stands for none. Rule C-08.
pub(crate) fn ordinal_of(agreement: &ForList, terms: &Terms) -> i64 {
    let (Some(agreed_at), Some(cut_offs)) = (agreement.agreed_at, &terms.agreement_cut_offs) else { return 1 };
    match list_of_year(agreed_at, i16::try_from(agreement.year).unwrap_or(i16::MAX), cut_offs) {
        ListOfYear::First => 1,
        ListOfYear::Second => 2,
        ListOfYear::NotIncluded => 3,
    }
}

/// Plans list `ordinal` of a round. What missed the first list, because it was reported late, comes on the second; what was
/// agreed after the last cut-off comes on none and is named with the second.
pub(crate) fn plan<'t>(rows: Vec<ForList>, ordinal: i64, terms: impl Fn(&ForList) -> &'t Terms) -> Plan {
    let mut taken: HashMap<_, u32> = HashMap::new();
    let mut planned = Vec::new();
    for agreement in rows {
        let terms = terms(&agreement);
        let own = ordinal_of(&agreement, terms);
        if own > ordinal && !(own == 3 && ordinal == 2) {
            continue; // its turn comes with a later list
        }
        let before = taken.entry(agreement.pi_id).or_default();
        let left_out = reason(&agreement, own, *before, terms);
        if left_out.is_none() {
            *before += 1;
        }
        planned.push(Planned { agreement, left_out });
    }
    Plan { rows: planned }
}

fn reason(agreement: &ForList, own: i64, before: u32, terms: &Terms) -> Option<Breach> {
    if own == 3 {
        let at = agreement.agreed_at.map(|at| at.beijing_minute()).unwrap_or_default();
        return Some(Breach::of("C-08", "", TOO_LATE.with(&[("at", &at)])));
    }
    match agreement.state {
        State::ExpertFiling => limits::rules::below_running_limit(agreement.running + before, terms).err(),
        State::Agreed => Some(Breach::of("", "", Said::from(NOT_REPORTED))),
        State::Draft
        | State::UniversityReview
        | State::EnterpriseReview
        | State::UniversityConfirmed
        | State::Established
        | State::NotIncluded
        | State::Withdrawn => Some(Breach::of("", "", Said::from(ELSEWHERE))),
    }
}

const TOO_LATE: Text =
    say("双方于 {at} 确认，晚于本年度最后截止日", "Both sides confirmed at {at}, after the last cut-off of the year");
const NOT_REPORTED: Text = say(
    "双方已确认，企业尚未上报专家组",
    "Both sides confirmed; the enterprise has not reported it to the expert group",
);
const ELSEWHERE: Text = say("当前状态不能列入名单", "In its present state it cannot come on a list");

#[cfg(test)]
mod tests;
