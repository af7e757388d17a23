//! The university's review: the checklist, answered beforehand where the platform can tell. Rule U-02.

use kernel::{ApplicationId, Breach, Lang, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use crate::checklist::{Answer as Answered, Check, Stage, checklist};
use crate::lists::review_due;
use crate::state::Step;
use crate::view::View;
use crate::{UniversityReview, actions, paths};

/// The form; what was typed before comes first, then what the platform found.
pub fn form(visit: &Visit, view: &View, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let (lang, a) = (visit.lang, &view.application);
    let get = |name: &str| typed.map_or("", |form| form.get(name)).to_owned();
    let options = [Step::UniversityPass, Step::UniversityReturn, Step::UniversityReject];
    let options = options.map(|step| (step.word().to_owned(), step.text().get(lang).to_owned())).to_vec();
    let due = review_due(a.state_since, &view.terms);
    ui::section(
        lang,
        say("高校审核", "Review by the university"),
        html! {
            p { (say("审核期限：", "Review due: ").get(lang)) (ui::day(lang, due)) " " (ui::rule_badge(lang, "U-03")) }
            (ui::form(lang, &visit.csrf, &paths::university_review(a.id), &format!("review-{}", a.id), html! {
                (checks(lang, &actions::prechecked(a, &view.files), breaches, typed))
                (Field::area("comment", say("审核意见", "Comment")).value(get("comment")).rows(3)
                    .hint(say("退回或不予通过时必填，申请人会看到。", "Needed to return or reject; the applicant will read it.")).render(lang, breaches))
                (ui::decision_bar(html! {
                    (Field::radio("step", say("审核结论", "Conclusion"), options).value(get("step")).required().render(lang, breaches))
                    (ui::actions(ui::submit(lang, say("提交审核结论", "Send the conclusion"))))
                }))
            }))
        },
    )
}

/// What the platform could not tell or doubts comes first; what it found in order only has to be confirmed.
fn checks(lang: Lang, all: &[(Check, Option<bool>)], breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let (confirmed, open): (Vec<_>, Vec<_>) = all.iter().copied().partition(|(_, found)| *found == Some(true));
    let group = |title: Text, lines: &[(Check, Option<bool>)]| {
        let title = title.with(&[("n", &lines.len())]);
        let lines = html! { @for (check, found) in lines { (line(lang, *check, *found, breaches, typed)) } };
        ui::checklist(lang, title, lines)
    };
    html! {
        @if !open.is_empty() { (group(say("请您核对（{n} 项）", "For you to check ({n})"), &open)) }
        @if !confirmed.is_empty() { (group(say("平台核对符合，请确认（{n} 项）", "Found in order by the platform, please confirm ({n})"), &confirmed)) }
    }
}

fn line(lang: Lang, check: Check, found: Option<bool>, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let name = check.field();
    let value = match (typed, found) {
        (Some(form), _) => form.get(&name),
        (None, Some(true)) => "yes",
        (None, Some(false)) => "no",
        (None, None) => "",
    };
    let doubt = say("平台核对：可能有问题", "The platform doubts it");
    ui::check_line(
        lang,
        &ui::CheckLine {
            name: &name,
            question: check.text().into(),
            known: html! { @if found == Some(false) { (ui::badge(lang, doubt, ui::Tone::Warn)) } },
            value,
            comment: typed.map_or("", |form| form.get(&format!("{name}.comment"))),
        },
        breaches,
    )
}

/// The answers a form sent; a check without yes or no has no answer.
fn answers(form: &Form) -> Vec<Answered> {
    let answer = |check: &Check| {
        let name = check.field();
        let yes = match form.get(&name) {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        Some(Answered { check: *check, yes, comment: form.get(&format!("{name}.comment")).to_owned() })
    };
    checklist(Stage::Application).iter().filter_map(answer).collect()
}

pub async fn send(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (reviewer, answers, comment) = (actor.clone(), answers(&form), form.get("comment").to_owned());
    let reviewed = match form.word::<Step>("step") {
        Ok(step) => visit.site.db.write(move |tx| actions::review(tx, &reviewer, id, step, &answers, &comment)).await,
        // Without a conclusion the checklist is still judged, so that all is said at once.
        Err(breach) => {
            let mut all = crate::checklist::checklist_is_full(Stage::Application, &answers);
            all.push(breach);
            Err(Refusal::Breaches(all))
        }
    };
    match reviewed {
        Ok(_) => visit.done(
            paths::LIST,
            say("审核结论已提交，申请人已收到通知", "The conclusion is recorded; the applicant was told"),
        ),
        Err(Refusal::Breaches(breaches)) => super::show::again(&visit, &actor, id, &breaches, &form).await,
        Err(other) => Err(other.into()),
    }
}

#[derive(serde::Deserialize)]
struct Stored {
    check: Check,
    yes: bool,
    comment: String,
}

/// What a review found wrong, for the applicant.
pub fn findings(lang: Lang, review: &UniversityReview) -> Markup {
    let stored: Vec<Stored> = serde_json::from_str(&review.answers).unwrap_or_default();
    html! { ul { @for answer in stored.iter().filter(|a| !a.yes) {
        li { (answer.check.text().get(lang)) "：" (answer.comment) }
    } } }
}
