//! Where an expert's answers go.

use kernel::{Breach, GuidelineId, Refusal, Text, Word, say};
use web::{Answer, Form, Path, Visit};

use super::steps::finish;
use crate::actions::{self, Opinion, no_advice, no_score};
use crate::record::{Criterion, Recommendation};
use crate::rules::Interest;

const DECLARED: Text = say("声明已记录", "Your answer is recorded");
const REVIEWED: Text = say("评审意见已提交", "Your review is handed in");

pub(crate) async fn declare(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let answer = form.word::<Interest>("conflict").unwrap_or(Interest::NotAsked);
    let text = form.get("conflict_text").to_owned();
    let done = visit.site.db.write(move |tx| actions::declare_interest(tx, &actor, id, answer, &text).map(drop)).await;
    finish(&visit, id, form, done, DECLARED).await
}

pub(crate) async fn send(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match opinion(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(opinion) => visit.site.db.write(move |tx| actions::hand_in_review(tx, &actor, id, &opinion).map(drop)).await,
    };
    finish(&visit, id, form, done, REVIEWED).await
}

fn opinion(form: &Form) -> Result<Opinion, Vec<Breach>> {
    let mut breaches = Vec::new();
    let mut score = |criterion: Criterion| {
        form.number(criterion.word(), 0, 100).unwrap_or_else(|_| {
            breaches.push(no_score(criterion));
            0
        })
    };
    let (fit, support) = (score(Criterion::Fit), score(Criterion::Support));
    let (content, benefit) = (score(Criterion::Content), score(Criterion::Benefit));
    let comment = form.text("comment", 5_000);
    match (comment, form.word::<Recommendation>("recommendation"), breaches) {
        (Ok(comment), Ok(recommendation), breaches) if breaches.is_empty() => {
            Ok(Opinion { fit, support, content, benefit, comment, recommendation })
        }
        (comment, advice, mut breaches) => {
            breaches.extend(comment.err());
            breaches.extend(advice.err().map(|_| no_advice()));
            Err(breaches)
        }
    }
}
