//! An expert's part: first the question about interests, then scores and advice. Rule G-09.

use db::Tx;
use directory::MembershipState;
use journal::Act;
use kernel::{Actor, Breach, GuidelineId, OrganisationId, Refusal, Text, Word, check, say};

use crate::record::{Criterion, Guideline, GuidelineReview, Recommendation};
use crate::rules::{Interest, reviewer_is_independent};
use crate::{mails, policy, store};

const COMMENT_MAX: usize = 5_000;
const ANSWER: Text = say("请回答有无利益关系", "Please answer whether you have an interest");
const WHICH: Text =
    say("请说明是什么利益关系，最多 {most} 字", "Please say which interest, in at most {most} characters");
const CHANGED: Text = say(
    "已声明有利益关系，不能更改；请联系项目办公室",
    "A declared interest cannot be taken back; please ask the programme office",
);
const SCORE: Text = say("请填写 0 至 100 之间的整数", "Enter a whole number from 0 to 100");
const COMMENT: Text = say("请填写评审意见，最多 {most} 字", "Please write your opinion in at most {most} characters");
const ADVICE: Text = say("请选择评审建议", "Please choose what you advise");

/// What an expert thinks of a guideline.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// Each from 0 to 100.
    pub fit: i64,
    pub support: i64,
    pub content: i64,
    pub benefit: i64,
    pub comment: String,
    pub recommendation: Recommendation,
}

impl Opinion {
    fn score(&self, criterion: Criterion) -> i64 {
        match criterion {
            Criterion::Fit => self.fit,
            Criterion::Support => self.support,
            Criterion::Content => self.content,
            Criterion::Benefit => self.benefit,
        }
    }
}

/// Answers the question about interests in the enterprise. Whoever declares one cannot review and cannot take it back.
pub fn declare_interest(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: GuidelineId,
    answer: Interest,
    text: &str,
) -> Result<GuidelineReview, Refusal> {
    let (guideline, mut review) = load(tx, actor, id)?;
    is_answer(answer, text)?;
    if review.conflict == answer {
        return Ok(review); // sent twice
    }
    can_be_answered(review.conflict)?;
    // Whoever has an interest in the enterprise has it in all of its guidelines.
    if answer == Interest::None && store::declared_interest(tx, actor.person_id, guideline.enterprise_id)? {
        return Err(Breach::of("G-09", "conflict", CHANGED).into());
    }
    review.conflict = answer;
    review.conflict_text = text.trim().to_owned();
    review.declared_at = Some(tx.now());
    db::save(tx, &review)?;
    review.revision += 1;
    journal::record(
        tx,
        Act::new(actor, "guideline", id.0, "declare_interest").detail(serde_json::json!({ "interest": answer.word() })),
    );
    if answer == Interest::Declared {
        mails::conflict_declared(tx, &guideline)?;
        declare_elsewhere(tx, actor, &guideline, &review.conflict_text)?;
    }
    Ok(review)
}

/// Whoever declares an interest in an enterprise judges none of its guidelines any more: what else was asked or written, and is
/// not decided, carries the declaration as well. What was written stays on record. Rule G-09.
fn declare_elsewhere(tx: &mut Tx<'_>, actor: &Actor, guideline: &Guideline, text: &str) -> Result<(), Refusal> {
    for mut review in store::open_reviews(tx, actor.person_id, guideline.enterprise_id)? {
        if review.conflict == Interest::Declared {
            continue;
        }
        review.conflict = Interest::Declared;
        review.conflict_text = text.to_owned();
        review.declared_at = Some(tx.now());
        db::save(tx, &review)?;
        let other = store::get_guideline(tx, review.guideline_id)?;
        let detail = serde_json::json!({ "interest": Interest::Declared.word(), "with": guideline.id });
        journal::record(tx, Act::new(actor, "guideline", other.id.0, "declare_interest").detail(detail));
        mails::conflict_declared(tx, &other)?;
    }
    Ok(())
}

/// A declared interest stays declared. Rule G-09, for reviews of guidelines and cases alike.
pub fn can_be_answered(before: Interest) -> Result<(), Breach> {
    match before {
        Interest::NotAsked | Interest::None => Ok(()),
        Interest::Declared => Err(Breach::of("G-09", "conflict", CHANGED)),
    }
}

/// An answer to the question about interests; whoever declares one says which. Rule G-09, for reviews of guidelines and cases alike.
pub fn is_answer(answer: Interest, text: &str) -> Result<(), Breach> {
    let which = || Err(Breach::of("G-09", "conflict_text", WHICH.with(&[("most", &COMMENT_MAX)])));
    match answer {
        Interest::NotAsked => Err(Breach::of("G-09", "conflict", ANSWER)),
        Interest::None | Interest::Declared if text.chars().count() > COMMENT_MAX => which(),
        Interest::Declared if text.trim().is_empty() => which(),
        Interest::None | Interest::Declared => Ok(()),
    }
}

/// Hands in scores and advice; may be corrected until the decision is made.
pub fn hand_in_review(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: GuidelineId,
    opinion: &Opinion,
) -> Result<GuidelineReview, Refusal> {
    let (guideline, mut review) = load(tx, actor, id)?;
    let belongs = belongs_to(tx, actor, guideline.enterprise_id)?;
    reviewer_is_independent(belongs, review.conflict)?;
    check(faults(opinion).into_iter().map(Err))?;
    let scores: serde_json::Map<String, serde_json::Value> =
        Criterion::ALL.iter().map(|c| (c.word().to_owned(), opinion.score(*c).into())).collect();
    review.scores = serde_json::Value::Object(scores).to_string();
    review.comment = opinion.comment.trim().to_owned();
    review.recommendation = Some(opinion.recommendation);
    review.decided_at = Some(tx.now());
    db::save(tx, &review)?;
    review.revision += 1;
    let detail =
        serde_json::json!({ "recommendation": opinion.recommendation.word(), "mean_score": review.mean_score() });
    journal::record(tx, Act::new(actor, "guideline", id.0, "review").detail(detail));
    if policy::awaited(&store::reviews_of(tx, id)?).next().is_none() {
        mails::reviewed(tx, &guideline)?;
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

/// The same words for a form that left the advice open.
pub(crate) fn no_advice() -> Breach {
    Breach::field("recommendation", ADVICE)
}
pub(crate) fn no_score(criterion: Criterion) -> Breach {
    Breach::field(criterion.word(), SCORE)
}

fn load(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<(Guideline, GuidelineReview), Refusal> {
    let guideline = store::get_guideline(tx, id)?;
    let reviews = store::reviews_of(tx, id)?;
    let review = policy::review_permit(actor, &guideline, &reviews)?;
    Ok((guideline, review))
}

/// Somebody may have joined the enterprise after being assigned, so this is asked again.
pub(super) fn belongs_to(tx: &mut Tx<'_>, actor: &Actor, enterprise: OrganisationId) -> Result<bool, Refusal> {
    let held = directory::memberships_of(tx, actor.person_id)?;
    Ok(held.iter().any(|m| m.organisation_id == enterprise && m.state == MembershipState::Active))
}
