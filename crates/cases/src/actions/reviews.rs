//! An expert's part: first the question about interests, then scores and a comment. Rule G-09.

use db::Tx;
use guidelines::actions::{can_be_answered, is_answer};
use guidelines::rules::Interest;
use journal::Act;
use kernel::{Actor, Breach, CaseId, Refusal, Text, Word, check, say};

use super::experts::{is_reviewing, ties_of};
use crate::policy::{self, Dossier};
use crate::record::{CaseReview, Criterion};
use crate::rules::{self, reviewer_is_apart};
use crate::{mails, store};

const COMMENT_MAX: usize = 5_000;
const SCORE: Text = say("请填写 0 至 100 之间的整数", "Enter a whole number from 0 to 100");
const COMMENT: Text = say("请填写评审意见，最多 {most} 字", "Please write your opinion in at most {most} characters");

/// What an expert thinks of a case.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = CaseOpinion)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// Each from 0 to 100.
    pub representative: i64,
    pub novelty: i64,
    pub results: i64,
    pub example: i64,
    pub conduct: i64,
    pub comment: String,
}

impl Opinion {
    fn score(&self, criterion: Criterion) -> i64 {
        match criterion {
            Criterion::Representative => self.representative,
            Criterion::Novelty => self.novelty,
            Criterion::Results => self.results,
            Criterion::Example => self.example,
            Criterion::Conduct => self.conduct,
        }
    }
}

/// Answers the question about interests. Whoever declares one cannot judge this case and cannot take it back.
pub fn declare_interest(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: CaseId,
    answer: Interest,
    text: &str,
) -> Result<CaseReview, Refusal> {
    let (dossier, mut review) = load(tx, actor, id)?;
    is_answer(answer, text)?;
    if review.conflict == answer {
        return Ok(review); // sent twice
    }
    let houses: Vec<_> = dossier.case.houses().collect();
    // Whoever has an interest in one of the organisations has it in all of their cases.
    let is_bound = answer == Interest::None && store::declared_interest(tx, actor.person_id, &houses)?;
    can_be_answered(if is_bound { Interest::Declared } else { review.conflict })?;
    review.conflict = answer;
    review.conflict_text = text.trim().to_owned();
    review.declared_at = Some(tx.now());
    db::save(tx, &review)?;
    review.revision += 1;
    store::count_reviews(tx, id)?;
    let detail = serde_json::json!({ "interest": answer.word() });
    journal::record(tx, Act::new(actor, store::CASE, id.0, "declare_interest").detail(detail));
    if answer == Interest::Declared {
        mails::conflict_declared(tx, &dossier.case)?;
    }
    Ok(review)
}

/// Hands in scores and a comment; may be corrected until the case is decided.
pub fn hand_in_review(tx: &mut Tx<'_>, actor: &Actor, id: CaseId, opinion: &Opinion) -> Result<CaseReview, Refusal> {
    let (dossier, mut review) = load(tx, actor, id)?;
    let ties = ties_of(tx, actor.person_id, &dossier)?;
    reviewer_is_apart(ties, review.conflict)?;
    check(faults(opinion).into_iter().map(Err))?;
    let scores: serde_json::Map<String, serde_json::Value> =
        Criterion::ALL.iter().map(|c| (c.word().to_owned(), opinion.score(*c).into())).collect();
    let all: Vec<i64> = Criterion::ALL.iter().map(|c| opinion.score(*c)).collect();
    review.scores = serde_json::Value::Object(scores).to_string();
    review.mean = rules::mean(&all);
    review.comment = opinion.comment.trim().to_owned();
    review.decided_at = Some(tx.now());
    db::save(tx, &review)?;
    review.revision += 1;
    let (mean, count) = store::count_reviews(tx, id)?;
    let detail = serde_json::json!({ "mean": review.mean, "of_case": mean, "reviews": count });
    journal::record(tx, Act::new(actor, store::CASE, id.0, "review").detail(detail));
    if !store::reviews_of(tx, id)?.iter().any(CaseReview::is_pending) {
        mails::reviewed(tx, &dossier.case)?;
    }
    Ok(review)
}

fn faults(opinion: &Opinion) -> Vec<Breach> {
    let outside = |c: &&Criterion| !(0..=100).contains(&opinion.score(**c));
    let mut found: Vec<Breach> =
        Criterion::ALL.iter().filter(outside).map(|c| Breach::field(c.word(), SCORE)).collect();
    if opinion.comment.trim().is_empty() || opinion.comment.chars().count() > COMMENT_MAX {
        found.push(Breach::field("comment", COMMENT.with(&[("most", &COMMENT_MAX)])));
    }
    found
}

fn load(tx: &mut Tx<'_>, actor: &Actor, id: CaseId) -> Result<(Dossier, CaseReview), Refusal> {
    let dossier = store::held(tx, id)?;
    let review = policy::review_permit(actor, &dossier)?;
    is_reviewing(&dossier.call)?;
    Ok((dossier, review))
}
