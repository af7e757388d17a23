//! The university's review: the checklist, answered beforehand where the platform can tell. Rule U-02.

use kernel::{ApplicationId, Breach, Lang, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use super::checklist_form::{self, Row};
use crate::checklist::{Check, Decision, Stage, review_is_complete};
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
                (checklist_form::rows(lang, &rows(view), breaches, typed))
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

/// What the platform found; where the names differ, both, so that the reviewer knows what a "yes" confirms. Rule A-07.
fn rows(view: &View) -> Vec<Row> {
    let a = &view.application;
    let mut rows: Vec<Row> =
        actions::prechecked(a, &view.files).into_iter().map(|(check, found)| Row::new(check, found)).collect();
    for row in rows.iter_mut().filter(|row| row.check == Check::PiEqual && row.found == Some(false)) {
        let names: [(&str, &dyn std::fmt::Display); 2] = [("form", &a.pi_name), ("document", &a.document_pi_name)];
        row.hint = Some(DIFFER.with(&names));
    }
    rows
}

const DIFFER: Text = say(
    "表单中为“{form}”，申报书中为“{document}”；核实为同一人后才选择“是”。",
    "The form says “{form}”, the document “{document}”. Answer yes only once you know that it is one person.",
);

pub async fn send(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (reviewer, answers, comment) =
        (actor.clone(), checklist_form::answers(Stage::Application, &form), form.get("comment").to_owned());
    let reviewed = match form.word::<Step>("step") {
        Ok(step) => visit.site.db.write(move |tx| actions::review(tx, &reviewer, id, step, &answers, &comment)).await,
        // Without a conclusion the checklist is still judged, so that all is said at once.
        Err(breach) => {
            let mut all = review_is_complete(Stage::Application, Decision::NotPass, &answers);
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
