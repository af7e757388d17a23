//! Reviews on a guideline's page: all of them for those who decide, one's own form for an expert.

use kernel::{Text, Word, say};
use ui::{Field, Markup, html};
use web::Visit;

use super::show::{Tried, View};
use super::way;
use crate::record::{Criterion, GuidelineReview, Recommendation};
use crate::rules::Interest;
use crate::texts::SINCE;
use crate::{paths, policy};

const REVIEWS: Text = say("专家评审", "Reviews");
const NOBODY: Text = say("尚未分派专家。", "No expert is assigned yet.");
const EXPERT: Text = say("专家", "Expert");
const INTEREST: Text = say("利益关系", "Interest");
const SCORE: Text = say("平均分", "Mean score");
const ADVICE: Text = say("建议", "Advice");
const OPINION: Text = say("评审意见", "Opinion");
const EARLIER: Text = say("（往次评审）", "(earlier round)");

/// Names, scores and comments: for the office and the ministry only.
pub(crate) fn reviews(visit: &Visit, view: &View) -> Markup {
    let lang = visit.lang;
    let row = |review: &GuidelineReview| {
        vec![
            html! { (view.names.get(&review.expert_id).map_or("", String::as_str)) @if !review.is_current() { " " span.muted { (EARLIER.get(lang)) } } },
            html! { (review.conflict.text().get(lang)) @if !review.conflict_text.is_empty() { (ui::prose(&review.conflict_text)) } },
            html! { @if let Some(score) = review.mean_score() { (ui::number(score)) } },
            html! { @if let Some(advice) = review.recommendation { (advice.text().get(lang)) } },
            html! { @if !review.comment.is_empty() { (ui::prose(&review.comment)) } },
            ui::when(lang, review.decided_at.or(review.declared_at).unwrap_or(review.assigned_at)),
            way::release(visit, view, review),
        ]
    };
    let heads = [EXPERT, INTEREST, SCORE, ADVICE, OPINION, SINCE, say("操作", "Action")];
    html! {
        @if policy::may_read_reviews(&view.actor) {
            (ui::section(lang, REVIEWS, ui::table(lang, REVIEWS, &heads, view.reviews.iter().map(row).collect(), NOBODY)))
        }
    }
}

const MINE: Text = say("我的评审", "My review");
const ASK: Text = say(
    "您或您的近亲属与该企业有无利益关系（如持股、任职、领取报酬）？请先如实声明，声明无利益关系后才能评审。",
    "Do you or somebody close to you have an interest in this enterprise (shares, a post, pay)? Please answer first; only without an interest can you review.",
);
const DECLARE: Text = say("声明", "Declare");
const WHICH: Text = say("是什么利益关系", "Which interest");
const BARRED: Text = say(
    "您已声明与该企业有利益关系，不参加评审。项目办公室会另选专家。",
    "You declared an interest in this enterprise and take no part. The office will choose another expert.",
);
const SEND: Text = say("提交评审意见", "Hand in the review");
const ANSWERED: Text = say("已提交，作出决定前可以修改。", "Handed in; it can be changed until the decision is made.");

/// The assigned expert's own part: the question first, the form only after "none". Rule G-09.
pub(crate) fn own(visit: &Visit, view: &View, tried: &Tried) -> Markup {
    let Some(review) = policy::own_review(&view.actor, &view.reviews) else { return html! {} };
    if !policy::is_under_review(view.guideline.state) {
        return html! {};
    }
    let inner = match review.conflict {
        Interest::NotAsked => question(visit, view, tried),
        Interest::None => judging_form(visit, view, review, tried),
        Interest::Declared => ui::alert(ui::Tone::Info, html! { p { (BARRED.get(visit.lang)) } }),
    };
    ui::section(visit.lang, MINE, inner)
}

fn question(visit: &Visit, view: &View, tried: &Tried) -> Markup {
    let lang = visit.lang;
    let answers = [Interest::None, Interest::Declared]
        .map(|answer| (answer.word().to_owned(), answer.text().get(lang).to_owned()));
    ui::form(
        lang,
        &visit.csrf,
        &paths::interest(view.guideline.id),
        "",
        html! {
            p { (ASK.get(lang)) " " (ui::rule_badge(lang, "G-09")) }
            (Field::radio("conflict", INTEREST, answers.to_vec()).value(tried.form.get("conflict")).required().render(lang, &tried.breaches))
            (Field::area("conflict_text", WHICH).value(tried.form.get("conflict_text")).rows(2).render(lang, &tried.breaches))
            (ui::actions(ui::submit(lang, DECLARE)))
        },
    )
}

fn judging_form(visit: &Visit, view: &View, review: &GuidelineReview, tried: &Tried) -> Markup {
    let lang = visit.lang;
    let typed =
        |name: &str, stored: String| if tried.form.has(name) { tried.form.get(name).to_owned() } else { stored };
    let score = |criterion: &Criterion| {
        let stored = review.score(*criterion).map_or(String::new(), |n| n.to_string());
        Field::number(criterion.word(), criterion.text())
            .value(typed(criterion.word(), stored))
            .required()
            .hint(say("0–100 分", "0 to 100"))
            .render(lang, &tried.breaches)
    };
    let advice = Recommendation::ALL.iter().map(|r| (r.word().to_owned(), r.text().get(lang).to_owned())).collect();
    let advised = typed("recommendation", review.recommendation.map_or(String::new(), |r| r.word().to_owned()));
    ui::form(
        lang,
        &visit.csrf,
        &paths::review(view.guideline.id),
        &format!("review-{}", review.id),
        html! {
            @if review.decided_at.is_some() { (ui::alert(ui::Tone::Good, html! { p { (ANSWERED.get(lang)) } })) }
            (ui::fields_row(html! { @for criterion in Criterion::ALL { (score(criterion)) } }))
            (Field::area("comment", OPINION).value(typed("comment", review.comment.clone())).required().maxlength(5_000).render(lang, &tried.breaches))
            (Field::radio("recommendation", ADVICE, advice).value(advised).required().render(lang, &tried.breaches))
            (ui::actions(ui::submit(lang, SEND)))
        },
    )
}
