//! Scores of the enterprise: several reviewers, one page for all applications to an item.

use db::Tx;
use journal::Act;
use kernel::{Actor, ApplicationId, Breach, Breaches, EvaluationId, Refusal, say};

use crate::typed::SUMMARY_MAX;
use crate::{Evaluation, policy, store};

/// What somebody thinks of one application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub application_id: ApplicationId,
    /// 0 to 100.
    pub score: i64,
    pub note: String,
}

/// Stores the actor's scores, all or none. A score sent again replaces the one before; an unchanged one leaves no trace.
/// `field` names where the message stands: `score.<id>`.
pub fn evaluate(tx: &mut Tx<'_>, actor: &Actor, scores: &[Score]) -> Result<usize, Refusal> {
    let breaches: Breaches = scores.iter().flat_map(unreadable).collect();
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let mut changed = 0;
    for score in scores {
        let application = store::get(tx, score.application_id)?;
        let ties = store::ties(tx, actor, &application)?;
        let permit = policy::permit_evaluation(actor, application, &ties)?;
        let application = permit.application();
        let earlier = store::evaluations(tx, application.id)?.into_iter().find(|e| e.reviewer_id == actor.person_id);
        if earlier.is_some_and(|e| e.score == score.score && e.note == score.note) {
            continue;
        }
        let now = tx.now();
        let evaluation = Evaluation {
            id: EvaluationId::at(now),
            application_id: application.id,
            item_id: application.item_id,
            reviewer_id: actor.person_id,
            reviewer_name: actor.name.clone(),
            score: score.score,
            note: score.note.clone(),
            saved_at: now,
        };
        store::put_evaluation(tx, &evaluation)?;
        let detail = serde_json::json!({ "score": score.score, "note": score.note });
        journal::record(tx, Act::new(actor, store::SUBJECT, application.id.0, "evaluate").detail(detail));
        changed += 1;
    }
    Ok(changed)
}

fn unreadable(score: &Score) -> Vec<Breach> {
    let mut all = Vec::new();
    if !(0..=100).contains(&score.score) {
        all.push(Breach::field(
            format!("score.{}", score.application_id),
            say("分数为 0 至 100 的整数。", "A score is a whole number from 0 to 100."),
        ));
    }
    if score.note.chars().count() > SUMMARY_MAX {
        all.push(Breach::field(
            format!("note.{}", score.application_id),
            say("评语最多 2000 字，请精简。", "A note has at most 2,000 characters. Please shorten it."),
        ));
    }
    all
}

/// The mean of scores in tenths of a point, rounded half up: 866 is 86.6. `None` without scores.
pub(crate) fn mean_tenths(scores: impl IntoIterator<Item = i64>) -> Option<i64> {
    let (sum, count) = scores.into_iter().fold((0, 0), |(sum, count), score| (sum + score, count + 1));
    (count > 0).then(|| (sum * 20 + count) / (count * 2))
}

#[cfg(test)]
mod tests {
    use super::mean_tenths;

    #[test]
    fn the_mean_is_exact_to_a_tenth() {
        assert_eq!(mean_tenths([80, 90, 91]), Some(870));
        assert_eq!(mean_tenths([86, 87, 87]), Some(867));
        assert_eq!(mean_tenths([1, 2]), Some(15));
        assert_eq!(mean_tenths([]), None);
    }
}
