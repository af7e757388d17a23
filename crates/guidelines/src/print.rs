//! The review sheet of a guideline (指南评审表) as it is printed.

use db::Tx;
use documents::templates::review;
use kernel::{Actor, GuidelineId, Lang, Refusal, Word, say};

use crate::pages::load_view;
use crate::record::{Criterion, GuidelineReview};
use crate::{policy, texts};

/// Everything that was handed in, for those who read all reviews; an assigned expert gets their own sheet.
pub fn review_sheets(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId, lang: Lang) -> Result<review::Sheets, Refusal> {
    let view = load_view(tx, actor.clone(), id)?;
    let own = policy::own_review(actor, &view.reviews).map(|review| review.id);
    let readable = view.reviews.iter().filter(|review| is_readable(actor, review, own));
    let reviews: Vec<&GuidelineReview> = readable.collect();
    let made_at = reviews.iter().filter_map(|review| review.decided_at).max().ok_or(Refusal::NotFound)?;
    let name = |review: &GuidelineReview| view.names.get(&review.expert_id).cloned().unwrap_or_default();
    Ok(review::Sheets {
        id: format!("guideline-review {id}"),
        title: say("指南评审表", "Guideline Review Sheet"),
        subject: view.guideline.title.clone(),
        subject_is: say("指南名称", "Guideline"),
        heads: [say("评审指标", "Criterion"), say("分数", "Score"), say("说明", "Remark")],
        facts: vec![
            (texts::ENTERPRISE, ui::named_text(lang, &view.enterprise.0, &view.enterprise.1).to_owned()),
            (texts::ROUND, view.round.name.clone()),
            (say("项目数", "Items"), view.items.len().to_string()),
        ],
        reviews: reviews.iter().enumerate().map(|(at, one)| sheet(lang, at + 1, one, name(one))).collect(),
        made_at,
    })
}

/// Whether there is anything to print for this reader.
pub(crate) fn has_sheets(actor: &Actor, reviews: &[GuidelineReview]) -> bool {
    let own = policy::own_review(actor, reviews).map(|review| review.id);
    reviews.iter().any(|review| is_readable(actor, review, own))
}

fn is_readable(actor: &Actor, review: &GuidelineReview, own: Option<kernel::ReviewId>) -> bool {
    review.decided_at.is_some() && (policy::may_read_reviews(actor) || own == Some(review.id))
}

fn sheet(lang: Lang, nth: usize, found: &GuidelineReview, reviewer: String) -> review::Review {
    let point = |criterion: &Criterion| review::Point {
        what: criterion.text().get(lang).to_owned(),
        found: found.score(*criterion).map_or("—".to_owned(), |score| score.to_string()),
        note: String::new(),
    };
    let conclusion = found.recommendation.map_or(String::new(), |advice| advice.text().get(lang).to_owned());
    let mean = found.mean_score().map_or(String::new(), |mean| {
        say("（平均分 {mean}）", " (mean score {mean})").with(&[("mean", &mean)]).get(lang).to_owned()
    });
    review::Review {
        heading: say("专家 {n}", "Expert {n}").with(&[("n", &nth)]).get(lang).to_owned(),
        points: Criterion::ALL.iter().map(point).collect(),
        conclusion: conclusion + &mean,
        opinion: found.comment.clone(),
        reviewer,
        reviewed_at: found.decided_at,
    }
}
