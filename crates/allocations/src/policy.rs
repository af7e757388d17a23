//! Who sees and who makes allocation rounds. Wishes are the applicant's own.

use applications::state::Step;
use guidelines::Guideline;
use kernel::{Actor, Refusal, Text};

/// Lets those see the rounds of a guideline who may read its scores: the enterprise's people, the programme office and the ministry,
/// and nobody who applied to one of its items.
pub fn sees(actor: &Actor, guideline: &Guideline, applied: bool) -> Result<(), Refusal> {
    applications::policy::sees_judgement(actor, guideline.enterprise_id, applied)
}

/// Whether somebody who sees the rounds makes them too: whoever decides for the enterprise.
pub fn may(actor: &Actor, guideline: &Guideline) -> bool {
    applications::policy::may_decide(actor, guideline.enterprise_id, false)
}

/// Who can.
pub const fn who() -> Text {
    applications::policy::who(Step::EnterpriseSelect)
}

#[cfg(test)]
mod tests {
    use kernel::{GuidelineId, Hat, Instant, Mode, OrganisationId, PersonId, Role, RoundId, RulesetId, Word};

    use super::*;

    fn guideline(enterprise: OrganisationId) -> Guideline {
        let now = Instant::from_millis(0);
        Guideline {
            id: GuidelineId::at(now),
            enterprise_id: enterprise,
            round_id: RoundId::at(now),
            ruleset_id: RulesetId::at(now),
            mode: Mode::Rolling,
            is_special: false,
            title: String::new(),
            about: String::new(),
            directions: String::new(),
            how_to_apply: String::new(),
            contact_name: String::new(),
            contact_phone: String::new(),
            contact_email: String::new(),
            state: guidelines::state::State::Published,
            state_since: now,
            revision: 1,
            created_by: PersonId::at(now),
            created_at: now,
            submitted_at: None,
            published_at: None,
        }
    }

    #[test]
    fn rights_over_allocation_rounds() {
        let now = Instant::from_millis(0);
        let (own, other) = (OrganisationId::at(now), OrganisationId::at(now));
        let guideline = guideline(own);
        let mut out = String::new();
        for role in Role::ALL {
            for (where_, organisation_id) in [("of the enterprise", own), ("elsewhere", other)] {
                let actor = Actor::person(PersonId::at(now), "某人", Some(Hat { role: *role, organisation_id }));
                let says = |applied: bool| match (sees(&actor, &guideline, applied), may(&actor, &guideline)) {
                    (Ok(()), true) => "sees and makes",
                    (Ok(()), false) => "sees",
                    (Err(Refusal::Forbidden { .. }), _) => "may not",
                    (Err(_), _) => "-",
                };
                out.push_str(&format!("{} {where_}: {}; who applied: {}\n", role.word(), says(false), says(true)));
            }
        }
        insta::assert_snapshot!(out);
    }
}
