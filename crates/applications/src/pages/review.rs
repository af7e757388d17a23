//! The university's review: the checklist, answered beforehand where the platform can tell. Rule U-02.

use kernel::{ApplicationId, Breach, Lang, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use crate::checklist::{Answer as Answered, Check, Stage, Stored, checklist};
use crate::lists::review_due;
use crate::state::Step;
use crate::view::View;
use crate::{UniversityReview, actions, paths};

const YES: Text = say("是", "Yes");
const NO: Text = say("否", "No");

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
                @for (check, found) in actions::prechecked(a, &view.files) { (check_row(lang, check, found, breaches, typed)) }
                (Field::radio("step", say("审核结论", "Conclusion"), options).value(get("step")).required().render(lang, breaches))
                (Field::area("comment", say("审核意见", "Comment")).value(get("comment")).rows(4)
                    .hint(say("退回或不予通过时必填，申请人会看到。", "Needed to return or reject; the applicant will read it.")).render(lang, breaches))
                (ui::actions(ui::submit(lang, say("提交审核结论", "Send the conclusion"))))
            }))
        },
    )
}

fn check_row(lang: Lang, check: Check, found: Option<bool>, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let name = check.field();
    let value = match (typed, found) {
        (Some(form), _) => form.get(&name).to_owned(),
        (None, Some(true)) => "yes".into(),
        (None, Some(false)) => "no".into(),
        (None, None) => String::new(),
    };
    let hint = match found {
        Some(true) => say("平台核对：符合，请确认", "Checked by the platform: holds. Please confirm"),
        Some(false) => say("平台核对：可能有问题", "Checked by the platform: may be wrong"),
        None => say("请人工核对", "Please check it yourself"),
    };
    let options = vec![("yes".to_owned(), YES.get(lang).to_owned()), ("no".to_owned(), NO.get(lang).to_owned())];
    let comment = format!("{name}.comment");
    let typed_comment = typed.map_or("", |form| form.get(&comment)).to_owned();
    let comment_label = say("说明（{check}）", "What is wrong ({check})");
    let label = kernel::Said {
        zh: comment_label.zh.replace("{check}", check.text().zh),
        en: comment_label.en.replace("{check}", check.text().en),
    };
    html! {
        (Field::radio(name.clone(), check.text(), options).value(value).hint(hint).render(lang, breaches))
        (Field::text(comment, label).value(typed_comment).hint(say("选择“否”时必填", "Needed with “No”")).render(lang, breaches))
    }
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

/// What a review found wrong, for the applicant.
pub fn findings(lang: Lang, review: &UniversityReview) -> Markup {
    let stored: Vec<Stored> = serde_json::from_str(&review.answers).unwrap_or_default();
    html! { ul { @for answer in stored.iter().filter(|a| !a.yes) {
        li { (answer.check.text().get(lang)) "：" (answer.comment) }
    } } }
}
