//! Who judges a case. Rule G-09: nobody of its project, its university or its enterprise.

use db::Tx;
use directory::MembershipState;
use guidelines::rules::{Interest, is_employer};
use journal::Act;
use kernel::{Actor, Breach, CaseId, PersonId, Refusal, ReviewId, Role, Said, Text, Word, check, say};

use crate::policy::{self, Dossier, permit};
use crate::record::{Case, CaseCall, CaseReview};
use crate::rules::{Ties, reviewer_is_apart};
use crate::state::Step;
use crate::state::call::CallState;
use crate::{mails, store};

/// Experts one case may have at the same time.
const EXPERTS_MAX: usize = 9;
const NOBODY: Text = say("请至少选择一位专家", "Choose at least one expert");
const TOO_MANY: Text = say("一个案例最多 {most} 位专家", "A case has at most {most} experts");
const NO_EXPERT: Text =
    say("所选人员中有人不是在任专家，请重新选择", "One of those chosen is no active expert; choose again");

/// Begins the review of a submitted case with these experts.
pub fn assign(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, experts: &[PersonId]) -> Result<Case, Refusal> {
    let permit = permit(actor, Step::Assign, store::held(tx, id)?)?;
    is_reviewing(&permit.dossier().call)?;
    let new = fit_for(tx, permit.dossier(), experts)?;
    let dossier = store::advance(tx, actor, permit, |_| {}, |act| act)?;
    write(tx, actor, &dossier.case, &new)?;
    Ok(dossier.case)
}

/// Adds experts to a review that runs.
pub fn add_experts(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, experts: &[PersonId]) -> Result<(), Refusal> {
    let dossier = store::held(tx, id)?;
    policy::panel_permit(actor, &dossier)?;
    is_reviewing(&dossier.call)?;
    let new = fit_for(tx, &dossier, experts)?;
    write(tx, actor, &dossier.case, &new)
}

/// Takes an expert out who does not answer or declared an interest. What was written stays on record and counts no more.
pub fn release_expert(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, expert: PersonId) -> Result<(), Refusal> {
    let dossier = store::held(tx, id)?;
    policy::panel_permit(actor, &dossier)?;
    is_reviewing(&dossier.call)?;
    let found = dossier.reviews.into_iter().find(|review| review.is_current() && review.expert_id == expert);
    let Some(review) = found else { return Err(Refusal::Overtaken) };
    let now = tx.now();
    db::save(tx, &CaseReview { released_at: Some(now), ..review })?;
    store::count_reviews(tx, id)?;
    let detail = serde_json::json!({ "expert": expert });
    journal::record(tx, Act::new(actor, store::CASE, id.0, "release_expert").detail(detail));
    Ok(())
}

/// Experts work only while the call is under review: then all cases are there, and scores can be compared.
pub(super) fn is_reviewing(call: &CaseCall) -> Result<(), Refusal> {
    match call.state {
        CallState::Reviewing => Ok(()),
        CallState::Draft | CallState::Open | CallState::Decided | CallState::Published => {
            Err(Refusal::NotOpen { step: say("专家评审", "Expert review"), state: call.state.text() })
        }
    }
}

/// The chosen experts that are not on it yet, each once; refuses those who may not judge this case.
fn fit_for(tx: &mut Tx<'_>, dossier: &Dossier, chosen: &[PersonId]) -> Result<Vec<PersonId>, Refusal> {
    let already: Vec<PersonId> = dossier.reviews.iter().filter(|r| r.is_current()).map(|r| r.expert_id).collect();
    let mut new: Vec<PersonId> = Vec::new();
    for person in chosen.iter().filter(|person| !already.contains(person)) {
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
        verdicts.push(may_review(tx, *person, dossier)?);
    }
    check(verdicts)?;
    Ok(new)
}

fn may_review(tx: &mut Tx<'_>, person: PersonId, dossier: &Dossier) -> Result<Result<(), Breach>, Refusal> {
    let held = directory::memberships_of(tx, person)?;
    if !held.iter().any(|m| m.role == Role::Expert && m.state == MembershipState::Active) {
        return Ok(Err(Breach::field("reviewer_id", NO_EXPERT)));
    }
    let houses: Vec<_> = dossier.case.houses().collect();
    let interest = if store::declared_interest(tx, person, &houses)? { Interest::Declared } else { Interest::None };
    let name = directory::person(tx, person)?.name;
    let ties = ties_of(tx, person, dossier)?;
    Ok(reviewer_is_apart(ties, interest).map_err(|breach| of_person(breach, &name)))
}

/// What binds somebody to a case now: asked when they are assigned and again when they judge.
pub(super) fn ties_of(tx: &mut Tx<'_>, person: PersonId, dossier: &Dossier) -> Result<Ties, Refusal> {
    let houses: Vec<_> = dossier.case.houses().collect();
    let held = directory::memberships_of(tx, person)?;
    let belongs = held.iter().any(|m| m.state == MembershipState::Active && houses.contains(&m.organisation_id));
    let employer = directory::expertise(tx, person)?.map(|said| said.employer).unwrap_or_default();
    let names = directory::organisation_names_both(tx, &houses)?;
    let works = names.values().any(|(zh, en)| is_employer(&employer, zh, en));
    Ok(Ties { is_of_team: dossier.team.contains(person), is_of_house: belongs || works })
}

fn write(tx: &mut Tx<'_>, actor: &Actor, case: &Case, experts: &[PersonId]) -> Result<(), Refusal> {
    let now = tx.now();
    for expert in experts {
        let review = CaseReview {
            id: ReviewId::at(now),
            case_id: case.id,
            expert_id: *expert,
            conflict: Interest::NotAsked,
            conflict_text: String::new(),
            scores: "{}".into(),
            mean: None,
            comment: String::new(),
            revision: 0,
            assigned_by: actor.person_id,
            assigned_at: now,
            declared_at: None,
            decided_at: None,
            released_at: None,
        };
        db::insert(tx, &review)?;
    }
    let detail = serde_json::json!({ "experts": experts });
    journal::record(tx, Act::new(actor, store::CASE, case.id.0, "add_experts").detail(detail));
    mails::assigned(tx, case, experts)?;
    Ok(())
}

/// Says of whom it is: several may be chosen at once.
fn of_person(breach: Breach, name: &str) -> Breach {
    let said = Said { zh: format!("{name}：{}", breach.said.zh), en: format!("{name}: {}", breach.said.en) };
    Breach { said, ..breach }
}
