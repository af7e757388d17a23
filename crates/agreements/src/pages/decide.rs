//! The decisions of university and enterprise.

use applications::checklist::Stage;
use applications::checklist_form;
use kernel::{Actor, AgreementId, Breach, Refusal, Text, Word, say};
use ui::{Field, Kind, Markup, html};
use web::{Answer, Form, Path, Visit};

use super::show::again;
use super::view::View;
use crate::actions::{self, Seen};
use crate::paths;
use crate::state::Step;

const REVIEW: Text = say("高校审核", "University review");
const CONFIRM: Text = say("企业确认", "Enterprise confirmation");
const UNIVERSITY_SEAL: Text = say("已核对高校公章或合同章", "The seal of the university was checked");
const ENTERPRISE_SEAL: Text = say("已核对企业公章或合同章", "The seal of the enterprise was checked");
const WHY: Text = say("退回理由（退回时必填）", "Reason (needed to return it)");

fn seen(form: &Form) -> Result<Seen, Breach> {
    form.number("version", 0, i64::MAX).map(Seen)
}

pub(crate) async fn university(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let (actor, seen) = (visit.actor()?, seen(&form)?);
    let answers = checklist_form::answers(Stage::Agreement, &form);
    let (seal, passes) = (form.ticked("university_seal"), form.get("decision") == "pass");
    let why = checklist_form::reason(visit.lang, form.get("reason"), &answers);
    let done = visit
        .site
        .db
        .write(move |tx| {
            if passes {
                actions::university_pass(tx, &actor, id, Some(seen), &answers, seal)
            } else {
                actions::university_return(tx, &actor, id, Some(seen), &answers, &why)
            }
        })
        .await;
    let notice = if passes {
        say("已确认，等待企业确认", "Confirmed; it is now with the enterprise")
    } else {
        say("已退回项目负责人", "Returned to the principal investigator")
    };
    answer(&visit, id, &form, done, notice).await
}

pub(crate) async fn enterprise(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let (actor, seen) = (visit.actor()?, seen(&form)?);
    let (seal, confirms, why) =
        (form.ticked("enterprise_seal"), form.get("decision") == "confirm", form.get("reason").to_owned());
    let done = visit
        .site
        .db
        .write(move |tx| {
            if confirms {
                actions::enterprise_confirm(tx, &actor, id, Some(seen), seal)
            } else {
                actions::enterprise_return(tx, &actor, id, Some(seen), &why)
            }
        })
        .await;
    let notice = if confirms {
        say("已确认，协议达成", "Confirmed; the agreement stands")
    } else {
        say("已退回项目负责人", "Returned to the principal investigator")
    };
    answer(&visit, id, &form, done, notice).await
}

/// Goes back to the agreement, or shows the page again with everything that is wrong and what was typed.
pub(crate) async fn answer(
    visit: &Visit,
    id: AgreementId,
    form: &Form,
    done: Result<crate::Agreement, Refusal>,
    notice: Text,
) -> Answer {
    match done {
        Ok(_) => visit.done(&paths::show(id), notice),
        Err(Refusal::Breaches(breaches)) => again(visit, id, form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

/// The form when it is this person's turn, the reason why not when it is somebody else's, nothing at other times.
fn turn(visit: &Visit, actor: &Actor, view: &View, step: Step, form: impl FnOnce() -> Markup) -> Markup {
    match view.stands(actor, step) {
        (true, true) => form(),
        (true, false) => ui::blocked(visit.lang, step.text(), &view.waits_for(actor, step)),
        (false, _) => html! {},
    }
}

pub(crate) fn university_form(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    turn(visit, actor, view, Step::UniversityPass, || {
        let id = view.agreement.id;
        ui::form(
            lang,
            &visit.csrf,
            &paths::step(id, "university-review"),
            &format!("agreement-review-{id}"),
            html! {
                (ui::hidden("version", &view.agreement.version.to_string()))
                (ui::fieldset(lang, REVIEW, html! {
                    (checklist_form::rows(lang, &view.prechecked(), breaches, Some(typed)))
                    (Field::checkbox("university_seal", UNIVERSITY_SEAL).checked(typed.ticked("university_seal")).render(lang, breaches))
                    (Field::area("reason", WHY).value(typed.get("reason")).rows(3).maxlength(2000).render(lang, breaches))
                }))
                (ui::decision_bar(ui::actions(html! {
                    (ui::submit_as(lang, "decision", "pass", Step::UniversityPass.text(), Kind::Primary))
                    (ui::submit_as(lang, "decision", "return", Step::UniversityReturn.text(), Kind::Secondary))
                })))
            },
        )
    })
}

pub(crate) fn enterprise_form(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    turn(visit, actor, view, Step::EnterpriseConfirm, || {
        let id = view.agreement.id;
        ui::form(
            lang,
            &visit.csrf,
            &paths::step(id, "enterprise-review"),
            &format!("agreement-confirm-{id}"),
            html! {
                (ui::hidden("version", &view.agreement.version.to_string()))
                (ui::fieldset(lang, CONFIRM, html! {
                    (Field::checkbox("enterprise_seal", ENTERPRISE_SEAL).checked(typed.ticked("enterprise_seal")).render(lang, breaches))
                    (Field::area("reason", WHY).value(typed.get("reason")).rows(3).maxlength(2000).render(lang, breaches))
                    (ui::actions(html! {
                        (ui::submit_as(lang, "decision", "confirm", Step::EnterpriseConfirm.text(), Kind::Primary))
                        (ui::submit_as(lang, "decision", "return", Step::EnterpriseReturn.text(), Kind::Secondary))
                    }))
                }))
            },
        )
    })
}
