//! Who reviews a guideline. Rule G-09: nobody who belongs to its enterprise.

use db::Tx;
use directory::MembershipState;
use journal::Act;
use kernel::{Actor, Breach, GuidelineId, OrganisationId, PersonId, Refusal, ReviewId, Role, Said, Text, check, say};

use super::permit;
use crate::record::{Guideline, GuidelineReview};
use crate::rules::{self, Interest, reviewer_is_independent};
use crate::state::Step;
use crate::{mails, policy, store};

/// Experts one guideline may have at the same time.
const EXPERTS_MAX: usize = 9;
const NOBODY: Text = say("请至少选择一位专家", "Choose at least one expert");
const TOO_MANY: Text = say("一份指南最多 {most} 位专家", "A guideline has at most {most} experts");
const NO_EXPERT: Text =
    say("所选人员中有人不是在任专家，请重新选择", "One of those chosen is no active expert; choose again");

/// Begins the review of a submitted guideline with these experts.
pub fn assign(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, experts: &[PersonId]) -> Result<Guideline, Refusal> {
    let permit = permit(tx, actor, Step::Assign, id)?;
    let new = fit_for(tx, permit.guideline(), permit.reviews(), experts)?;
    let guideline = store::advance(tx, actor, permit, "", Vec::new())?;
    write(tx, actor, &guideline, &new)?;
    Ok(guideline)
}

/// Adds experts to a review that runs: after a conflict of interest, for the expert stage, or for one more opinion.
pub fn add_experts(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, experts: &[PersonId]) -> Result<(), Refusal> {
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    policy::panel_permit(actor, &guideline, &reviews)?;
    let new = fit_for(tx, &guideline, &reviews, experts)?;
    write(tx, actor, &guideline, &new)
}

/// Takes an expert out who does not answer or declared an interest. What was written stays on record.
pub fn release_expert(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, expert: PersonId) -> Result<(), Refusal> {
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    policy::panel_permit(actor, &guideline, &reviews)?;
    let found = reviews.into_iter().find(|review| review.is_current() && review.expert_id == expert);
    let Some(review) = found else { return Err(Refusal::Overtaken) };
    let now = tx.now();
    db::save(tx, &GuidelineReview { released_at: Some(now), ..review })?;
    journal::record(
        tx,
        Act::new(actor, "guideline", id.0, "release_expert").detail(serde_json::json!({ "expert": expert })),
    );
    Ok(())
}

/// The chosen experts that are not on the panel yet, each once; refuses those who may not review this enterprise.
fn fit_for(
    tx: &mut Tx<'_>,
    guideline: &Guideline,
    reviews: &[GuidelineReview],
    chosen: &[PersonId],
) -> Result<Vec<PersonId>, Refusal> {
    let already: Vec<PersonId> = reviews.iter().filter(|r| r.is_current()).map(|r| r.expert_id).collect();
    let mut new: Vec<PersonId> = Vec::new();
    for person in chosen.iter().filter(|p| !already.contains(p)) {
        if !new.contains(person) {
            new.push(*person);
        }
    }
    if new.is_empty() {
        return Err(Breach::field("reviewer_id", NOBODY).into());
    }
    if already.len() + new.len() > EXPERTS_MAX {
        return Err(Breach::field("reviewer_id", TOO_MANY.with(&[("most", &EXPERTS_MAX)])).into());
    }
    let mut verdicts = Vec::new();
    for person in &new {
        verdicts.push(may_review(tx, *person, guideline.enterprise_id)?);
    }
    check(verdicts)?;
    Ok(new)
}

/// An active expert who does not belong to the enterprise and never declared an interest in it. About interests such as shares
/// those who declared none are asked anew, of each guideline.
fn may_review(tx: &mut Tx<'_>, person: PersonId, enterprise: OrganisationId) -> Result<Result<(), Breach>, Refusal> {
    let held = directory::memberships_of(tx, person)?;
    let active: Vec<_> = held.into_iter().filter(|m| m.state == MembershipState::Active).collect();
    if !active.iter().any(|m| m.role == Role::Expert) {
        return Ok(Err(Breach::field("reviewer_id", NO_EXPERT)));
    }
    let belongs = active.iter().any(|m| m.organisation_id == enterprise);
    let declared = store::declared_interest(tx, person, enterprise)?;
    let interest = if declared { Interest::Declared } else { Interest::None };
    let belongs = belongs || works_at(tx, person, enterprise)?;
    let name = directory::person(tx, person)?.name;
    Ok(reviewer_is_independent(belongs, interest).map_err(|breach| of_person(breach, &name)))
}

fn write(tx: &mut Tx<'_>, actor: &Actor, guideline: &Guideline, experts: &[PersonId]) -> Result<(), Refusal> {
    let now = tx.now();
    for expert in experts {
        let review = GuidelineReview {
            id: ReviewId::at(now),
            guideline_id: guideline.id,
            expert_id: *expert,
            conflict: Interest::NotAsked,
            conflict_text: String::new(),
            scores: "{}".into(),
            comment: String::new(),
            recommendation: None,
            revision: 0,
            assigned_by: actor.person_id,
            assigned_at: now,
            declared_at: None,
            decided_at: None,
            released_at: None,
        };
        // Two people of the office at the same moment: the second sees the panel as it is now.
        db::insert(tx, &review)
            .map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    }
    journal::record(
        tx,
        Act::new(actor, "guideline", guideline.id.0, "add_experts").detail(serde_json::json!({ "experts": experts })),
    );
    mails::assigned(tx, guideline, experts)?;
    Ok(())
}

/// Whether somebody said to work at an enterprise, by either of its names.
fn works_at(tx: &mut Tx<'_>, person: PersonId, enterprise: OrganisationId) -> Result<bool, Refusal> {
    let Some(expertise) = directory::expertise(tx, person)? else { return Ok(false) };
    let names = directory::organisation_names_both(tx, &[enterprise])?;
    Ok(names.get(&enterprise).is_some_and(|(zh, en)| rules::is_employer(&expertise.employer, zh, en)))
}

/// Says of whom it is: several may be chosen at once.
fn of_person(breach: Breach, name: &str) -> Breach {
    let said = Said { zh: format!("{name}：{}", breach.said.zh), en: format!("{name}: {}", breach.said.en) };
    Breach { said, ..breach }
}
