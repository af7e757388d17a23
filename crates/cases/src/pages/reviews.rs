//! Reviews on a case's page: all of them for those who decide, one's own form for an expert. Rule G-09.

use guidelines::rules::Interest;
use kernel::{Breach, CaseId, Refusal, Text, Word, say};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Form, Path, Visit};

use super::entry::{Inside, Tried};
use super::entry_post::finish;
use crate::actions::{self, Opinion};
use crate::record::{CaseReview, Criterion};
use crate::state::State;
use crate::{paths, policy, texts};

const REVIEWS: Text = say("专家评审", "Reviews");
const NOBODY: Text = say("尚未分派专家。", "No expert is assigned yet.");
const INTEREST: Text = say("利益关系", "Interest");
const OPINION: Text = say("评审意见", "Opinion");
const RELEASED: Text = say("（已移出）", "(taken out)");
const RELEASE: Text = say("移出", "Take out");

/// Names, scores and comments: for the office and the ministry only, never about a project of their own.
pub(super) fn all(visit: &Visit, view: &Inside) -> Markup {
    let lang = visit.lang;
    let may_release = policy::panel_permit(&view.actor, &view.dossier).is_ok();
    let row = |review: &CaseReview| {
        let name = view.people.get(&review.expert_id).map_or("", String::as_str);
        let scores = Criterion::ALL.iter().filter_map(|c| review.score(*c).map(|score| (c.text(), score)));
        vec![
            html! { (ui::theirs(lang, name)) @if !review.is_current() { " " span.muted { (RELEASED.get(lang)) } } },
            html! { (review.conflict.text().get(lang)) @if !review.conflict_text.is_empty() { (ui::prose(&review.conflict_text)) } },
            html! { @if let Some(mean) = review.mean { (ui::number(texts::hundredths(mean))) } },
            html! { ul { @for (criterion, score) in scores { li { (criterion.get(lang)) " " (score) } } } },
            html! { @if !review.comment.is_empty() { (ui::prose(&review.comment)) } },
            ui::when(lang, review.decided_at.or(review.declared_at).unwrap_or(review.assigned_at)),
            html! { @if may_release && review.is_current() {
                (ui::step_button(&paths::release(view.dossier.case.id), &visit.csrf, RELEASE).field("expert", review.expert_id).render(lang))
            } },
        ]
    };
    let heads = [
        say("专家", "Expert"),
        INTEREST,
        texts::MEAN,
        say("各项评分", "Scores"),
        OPINION,
        say("时间", "Since"),
        texts::ACTION,
    ];
    html! {
        @if policy::may_read_reviews(&view.actor, &view.dossier) && is_judged(view.dossier.case.state) {
            (ui::section(lang, REVIEWS, ui::table(lang, REVIEWS, &heads, view.dossier.reviews.iter().map(row).collect(), NOBODY)))
        }
    }
}

/// Whether a case came as far as the experts.
const fn is_judged(state: State) -> bool {
    match state {
        State::Submitted
        | State::ExpertReview
        | State::Selected
        | State::NotSelected
        | State::Published
        | State::Shown => true,
        State::Draft | State::HandedIn | State::Nominated | State::NotNominated => false,
    }
}

const MINE: Text = say("我的评审", "My review");
const ASK: Text = say(
    "您或您的近亲属与案例所在高校、企业或项目组有无利益关系（如任职、持股、合作、领取报酬）？请先如实声明，声明无利益关系后才能评审。",
    "Do you or somebody close to you have an interest in the university, the enterprise or the project (a post, shares, joint work, pay)? Please answer first; only without an interest can you review.",
);
const BARRED: Text = say(
    "您已声明有利益关系，不参加评审。项目办公室会另选专家。",
    "You declared an interest and take no part. The office will choose another expert.",
);
const ANSWERED: Text = say("已提交，审定前可以修改。", "Handed in; it can be changed until the case is decided.");

/// The assigned expert's own part: the question first, the form only after "none".
pub(super) fn own(visit: &Visit, view: &Inside, tried: &Tried) -> Markup {
    let Some(review) = policy::own_review(&view.actor, &view.dossier.reviews) else { return html! {} };
    if view.dossier.case.state != State::ExpertReview {
        return html! {};
    }
    let inner = match review.conflict {
        Interest::NotAsked => question(visit, view, tried),
        Interest::None => html! {
            (judging_form(visit, view, review, tried))
            (question(visit, view, tried))
        },
        Interest::Declared => ui::alert(Tone::Info, html! { p { (BARRED.get(visit.lang)) } }),
    };
    ui::section(visit.lang, MINE, inner)
}

fn question(visit: &Visit, view: &Inside, tried: &Tried) -> Markup {
    let lang = visit.lang;
    let answers = [Interest::None, Interest::Declared]
        .map(|answer| (answer.word().to_owned(), answer.text().get(lang).to_owned()));
    ui::form(
        lang,
        &visit.csrf,
        &paths::interest(view.dossier.case.id),
        "",
        html! {
            p { (ASK.get(lang)) " " (ui::rule_badge(lang, "G-09")) }
            (Field::radio("conflict", INTEREST, answers.to_vec()).value(tried.form.get("conflict")).required().render(lang, &tried.breaches))
            (Field::area("conflict_text", say("是什么利益关系", "Which interest")).value(tried.form.get("conflict_text")).rows(2).render(lang, &tried.breaches))
            (ui::actions(ui::submit(lang, say("声明", "Declare"))))
        },
    )
}

fn judging_form(visit: &Visit, view: &Inside, review: &CaseReview, tried: &Tried) -> Markup {
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
    ui::form(
        lang,
        &visit.csrf,
        &paths::review(view.dossier.case.id),
        &format!("case-review-{}", review.id),
        html! {
            @if review.decided_at.is_some() { (ui::alert(Tone::Good, html! { p { (ANSWERED.get(lang)) } })) }
            (ui::fields_row(html! { @for criterion in Criterion::ALL { (score(criterion)) } }))
            (Field::area("comment", OPINION).value(typed("comment", review.comment.clone())).required().maxlength(5_000).render(lang, &tried.breaches))
            (ui::actions(ui::submit(lang, say("提交评审意见", "Hand in the review"))))
        },
    )
}

pub(crate) async fn declare(visit: Visit, Path(id): Path<CaseId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let answer = form.word::<Interest>("conflict").unwrap_or(Interest::NotAsked);
    let text = form.get("conflict_text").to_owned();
    let done = visit.site.db.write(move |tx| actions::declare_interest(tx, &actor, id, answer, &text).map(drop)).await;
    finish(&visit, id, form, None, done, say("声明利益关系", "your answer about interests")).await
}

pub(crate) async fn send(visit: Visit, Path(id): Path<CaseId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match opinion(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(opinion) => visit.site.db.write(move |tx| actions::hand_in_review(tx, &actor, id, &opinion).map(drop)).await,
    };
    finish(&visit, id, form, None, done, say("提交评审意见", "your review is handed in")).await
}

fn opinion(form: &Form) -> Result<Opinion, Vec<Breach>> {
    let mut breaches = Vec::new();
    let mut score = |criterion: Criterion| {
        form.number(criterion.word(), 0, 100).unwrap_or_else(|breach| {
            breaches.push(breach);
            0
        })
    };
    let mut opinion = Opinion {
        representative: score(Criterion::Representative),
        novelty: score(Criterion::Novelty),
        results: score(Criterion::Results),
        example: score(Criterion::Example),
        conduct: score(Criterion::Conduct),
        comment: String::new(),
    };
    match form.text("comment", 5_000) {
        Ok(comment) => opinion.comment = comment,
        Err(breach) => breaches.push(breach),
    }
    if breaches.is_empty() { Ok(opinion) } else { Err(breaches) }
}
