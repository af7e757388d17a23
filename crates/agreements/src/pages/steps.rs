//! Steps that need a press or a reason.

use kernel::{Actor, AgreementId, Breach, Lang, Mode, Refusal, Said, Text, Word, say};
use ui::{Field, Kind, Markup, Tone, html};
use web::{Answer, Form, Path, Visit};

use super::decide::answer;
use super::view::View;
use crate::state::{State, Step};
use crate::{actions, paths, texts};

pub(crate) async fn submit(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::submit(tx, &actor, id)).await;
    match done {
        Err(Refusal::Breaches(breaches)) => super::edit::again(&visit, id, None, &breaches).await,
        done => answer(&visit, id, &form, done, say("协议已提交高校审核", "Submitted to the university")).await,
    }
}

pub(crate) async fn report(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::report(tx, &actor, id)).await;
    answer(&visit, id, &form, done, say("已上报专家组", "Reported to the expert group")).await
}

pub(crate) async fn revise(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let (actor, why) = (visit.actor()?, form.get(&reason_name(Step::Revise)).to_owned());
    let done = visit.site.db.write(move |tx| actions::revise(tx, &actor, id, &why)).await;
    match named(done, Step::Revise) {
        Ok(_) => visit.done(
            &paths::edit(id),
            say("已转为草稿，此前的确认已失效", "It is a draft again; confirmations no longer hold"),
        ),
        done => answer(&visit, id, &form, done, texts::AGREEMENTS).await,
    }
}

pub(crate) async fn withdraw(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let (actor, why) = (visit.actor()?, form.get(&reason_name(Step::Withdraw)).to_owned());
    let done = visit.site.db.write(move |tx| actions::withdraw(tx, &actor, id, &why)).await;
    answer(&visit, id, &form, named(done, Step::Withdraw), say("协议已撤回", "The agreement was withdrawn")).await
}

/// Two forms of one page ask for a reason, so each has a field of its own.
fn reason_name(step: Step) -> String {
    format!("{}_reason", step.word())
}

fn named<T>(done: Result<T, Refusal>, step: Step) -> Result<T, Refusal> {
    done.map_err(|refusal| match refusal {
        Refusal::Breaches(breaches) => Refusal::Breaches(
            breaches
                .into_iter()
                .map(|b| if b.field == "reason" { Breach { field: reason_name(step), ..b } } else { b })
                .collect(),
        ),
        other => other,
    })
}

const EDIT: Text = say("编辑并提交", "Edit and submit");
const PROJECT: Text = say("查看项目编号与备案", "See its number and filing");
const REVISING: Text = say(
    "修改会使此前的确认失效，并须重新经高校和企业确认。",
    "A revision cancels the confirmations; university and enterprise confirm again.",
);
const WITHDRAWING: Text =
    say("撤回后不能恢复，入选名额退回企业。", "This cannot be undone; the offer goes back to the enterprise.");

pub(crate) fn buttons(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (editing(visit, actor, view))
        (reporting(visit, actor, view))
        (establishing(visit, actor, view))
        (with_reason(visit, actor, view, Step::Revise, REVISING, Kind::Secondary, typed, breaches))
        (with_reason(visit, actor, view, Step::Withdraw, WITHDRAWING, Kind::Danger, typed, breaches))
        @if let Some(why) = resting(view) { p.lead { (why.get(lang)) } }
        @if view.agreement.state == State::Established { p { a href=(paths::establish(view.agreement.id)) { (PROJECT.get(lang)) } } }
    }
}

fn editing(visit: &Visit, actor: &Actor, view: &View) -> Markup {
    let lang = visit.lang;
    match view.stands(actor, Step::Submit) {
        (true, true) => html! {
            (still_missing(lang, view))
            (ui::actions(html! {
                (ui::link_button(lang, &paths::edit(view.agreement.id), EDIT))
                @if view.missing.is_empty() { (ui::step_button(&paths::step(view.agreement.id, "submit"), &visit.csrf, Step::Submit.text()).primary().render(lang)) }
                @else { (ui::blocked(lang, Step::Submit.text(), &say("尚有 {n} 处需要补充，见上。", "{n} things are missing, see above.").with(&[("n", &view.missing.len())]))) }
            }))
        },
        (true, false) => ui::blocked(lang, Step::Submit.text(), &view.waits_for(actor, Step::Submit)),
        (false, _) => html! {},
    }
}

/// What is missing, with the rules; the fields themselves are on the editing page.
fn still_missing(lang: Lang, view: &View) -> Markup {
    if view.missing.is_empty() {
        return html! {};
    }
    ui::alert(
        Tone::Info,
        html! {
            p { (MISSING.get(lang)) }
            ul { @for breach in &view.missing { li { (breach.said.get(lang)) @if !breach.rule.is_empty() { " " (ui::rule_badge(lang, breach.rule)) } } } }
        },
    )
}

const MISSING: Text = say("提交前还需要：", "Before it can be submitted:");

fn reporting(visit: &Visit, actor: &Actor, view: &View) -> Markup {
    let lang = visit.lang;
    match view.stands(actor, Step::Report) {
        (true, true) => ui::step_button(&paths::step(view.agreement.id, "report"), &visit.csrf, Step::Report.text())
            .primary()
            .render(lang),
        (true, false) => ui::blocked(lang, Step::Report.text(), &view.waits_for(actor, Step::Report)),
        (false, _) => html! {},
    }
}

/// The page behind the link belongs to `establishment`: it shows what will be filed before anything is.
fn establishing(visit: &Visit, actor: &Actor, view: &View) -> Markup {
    let (lang, step) = (visit.lang, Step::ConfirmEstablishment);
    match view.stands(actor, step) {
        (true, true) => ui::link_button(
            lang,
            &paths::establish(view.agreement.id),
            say("确认立项并备案…", "Confirm the establishment and file it…"),
        ),
        (true, false) => ui::blocked(lang, step.text(), &view.waits_for(actor, step)),
        (false, _) => html! {},
    }
}

#[allow(clippy::too_many_arguments)]
fn with_reason(
    visit: &Visit,
    actor: &Actor,
    view: &View,
    step: Step,
    hint: Text,
    kind: Kind,
    typed: &Form,
    breaches: &[Breach],
) -> Markup {
    let lang = visit.lang;
    match view.stands(actor, step) {
        (true, true) => {
            let id = view.agreement.id;
            html! {
                @let name = reason_name(step);
                details.step open[breaches.iter().any(|breach| breach.field == name)] {
                    summary { (step.text().get(lang)) }
                    (ui::form(lang, &visit.csrf, &paths::step(id, step.word()), &format!("agreement-{}-{id}", step.word()), html! {
                        p.hint { (hint.get(lang)) }
                        (Field::area(name.as_str(), texts::REASON).value(typed.get(&name)).rows(3).maxlength(2000).required().render(lang, breaches))
                        (ui::submit_as(lang, "decision", step.word(), step.text(), kind))
                    }))
                }
            }
        }
        (false, true) if step == Step::Revise && view.agreement.state != State::Draft => ui::blocked(
            lang,
            step.text(),
            &Said {
                zh: format!("当前为“{}”，不能再修改。", view.agreement.state.text().zh),
                en: format!("It is “{}” and can no longer be changed.", view.agreement.state.text().en),
            },
        ),
        (true | false, _) => html! {},
    }
}

/// What the agreement waits for where nobody at this page can take a step.
fn resting(view: &View) -> Option<Text> {
    match (view.agreement.state, view.agreement.mode) {
        (State::ExpertFiling, _) => Some(say(
            "已上报专家组，等待列入立项名单并由高等教育司公布。",
            "Reported to the expert group; it waits for an establishment list, which the Department publishes.",
        )),
        (State::Established, Mode::Legacy | Mode::Rolling) => {
            Some(say("项目已立项备案。", "The project is established and filed."))
        }
        (State::NotIncluded, _) => Some(say(
            "双方确认时间晚于本批次截止日，未列入立项名单。",
            "Both sides confirmed only after the last cut-off of the round; it is not included in the list.",
        )),
        (State::Withdrawn, _) => Some(say("协议已撤回。", "The agreement was withdrawn.")),
        (State::UniversityConfirmed, _) => {
            Some(say("高校已确认，等待备案。", "The university confirmed; it waits for filing."))
        }
        (State::Draft | State::UniversityReview | State::EnterpriseReview | State::Agreed, _) => None,
    }
}
