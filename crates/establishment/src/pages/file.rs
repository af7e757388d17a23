//! The university confirms and files: a look first, then one press.

use agreements::state::{State, Step};
use kernel::{AgreementId, Breach, Mode, Refusal, Said, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Form, Path, Visit};

use crate::actions::{self, Standing, standing};
use crate::{paths, texts};

const TITLE: Text = say("确认立项并备案", "Confirm the establishment and file it");
const WHAT: Text = say(
    "确认后，平台立即给出项目编号并生成不可更改的备案记录，立项即时生效；不需要教育部公布。",
    "On confirmation the platform gives the project its number and writes a filing record that never changes; it takes effect at once and needs no list of the ministry.",
);
const ASK: Text = say("确认立项并备案？备案记录不能更改。", "Confirm and file? A filing record is never changed.");
const RUNNING: Text = say("负责人在研项目", "Running projects of the principal investigator");
const RUNNING_NOW: Text = say("负责人在研项目数", "Running projects");

async fn load(visit: &Visit, id: AgreementId) -> Result<Standing, web::Failed> {
    let viewer = visit.actor()?;
    Ok(visit.site.db.read(move |tx| standing(tx, &viewer, id)).await?)
}

pub(crate) async fn look(visit: Visit, Path(id): Path<AgreementId>) -> Answer {
    let standing = load(&visit, id).await?;
    visit.page(TITLE, render(&visit, &standing, &[]))
}

pub(crate) async fn file(visit: Visit, Path(id): Path<AgreementId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    match visit.site.db.write(move |tx| actions::file(tx, &actor, id)).await {
        Ok(project) => {
            let notice = say("已立项并备案，项目编号 {number}", "Established and filed under number {number}")
                .with(&[("number", &project.number)]);
            visit.done(&paths::project(project.id), notice)
        }
        Err(Refusal::Breaches(breaches)) => {
            let standing = load(&visit, id).await?;
            Ok(visit.page_with(web::StatusCode::UNPROCESSABLE_ENTITY, TITLE, render(&visit, &standing, &breaches)))
        }
        Err(other) => Err(other.into()),
    }
}

fn render(visit: &Visit, standing: &Standing, breaches: &[Breach]) -> Markup {
    let (lang, a) = (visit.lang, &standing.agreement);
    html! {
        (ui::breadcrumbs(lang, &[(agreements::paths::LIST.into(), say("合作协议", "Agreements").into()), (agreements::paths::show(a.id), texts::as_typed(&a.title))]))
        (ui::heading(TITLE.get(lang), ui::badge(lang, a.state.text(), Tone::Info)))
        (ui::breach_summary(lang, breaches))
        (ui::facts(lang, facts(visit, standing)))
        @match standing.running_max {
            Some(max) => (ui::meter(lang, RUNNING, standing.running, max)),
            None => p { (RUNNING_NOW.get(lang)) " " (standing.running) },
        }
        (press(visit, standing))
    }
}

fn facts(visit: &Visit, standing: &Standing) -> Vec<(Text, Markup)> {
    let (lang, a) = (visit.lang, &standing.agreement);
    let name = |(zh, en): &(String, String)| ui::named(lang, zh, en);
    let day = |day: Option<kernel::Day>| html! { @if let Some(day) = day { (ui::day(lang, day)) } };
    vec![
        (texts::TITLE, ui::theirs(lang, &a.title)),
        (texts::ENTERPRISE, name(&standing.enterprise)),
        (texts::UNIVERSITY, name(&standing.university)),
        (texts::PI, ui::theirs(lang, &standing.pi)),
        (say("开始日期", "Starts on"), day(a.starts_on)),
        (say("结题日期", "Closes on"), day(a.closes_on)),
        (texts::CASH, ui::amount(lang, a.cash)),
        (texts::GOODS, ui::amount(lang, a.goods)),
        (
            say("付款计划", "Payment plan"),
            html! { (say("{n} 笔", "{n} line(s)").with(&[("n", &standing.payments.len())]).get(lang)) },
        ),
        (texts::AGREED_AT, html! { @if let Some(at) = a.agreed_at { (ui::when(lang, at)) } }),
    ]
}

fn not_yet(agreement: &agreements::Agreement) -> kernel::Said {
    let state = agreement.state.text();
    match agreement.mode {
        Mode::Rolling => kernel::Said {
            zh: format!("当前为“{}”，双方确认后才能立项。", state.zh),
            en: format!("It is “{}”; it can be established once both sides have confirmed.", state.en),
        },
        // Rule P-02.
        Mode::Legacy => kernel::Said {
            zh: format!("当前为“{}”；老模式项目由高等教育司公布立项名单后立项。", state.zh),
            en: format!(
                "It is “{}”; a legacy project is established by a list that the Department publishes.",
                state.en
            ),
        },
    }
}

fn done_by(who: &Said) -> Said {
    Said { zh: format!("由{}办理。", who.zh), en: format!("Done by {}.", who.en) }
}

fn press(visit: &Visit, standing: &Standing) -> Markup {
    let (lang, a) = (visit.lang, &standing.agreement);
    if let Some(project) = &standing.project {
        return ui::alert(
            Tone::Good,
            html! { p {
                (say("已立项备案：", "Established and filed: ").get(lang)) a href=(paths::project(project.id)) { (project.number) }
            } },
        );
    }
    let is_open = a.state == State::UniversityConfirmed || a.state.after(Step::ConfirmEstablishment, a.mode).is_ok();
    match (is_open, &standing.who_else, &standing.in_the_way) {
        (false, _, _) => ui::blocked(lang, TITLE, &not_yet(a)),
        (true, Some(who), _) => ui::blocked(lang, TITLE, &done_by(who)),
        (true, None, Some(breach)) => ui::blocked(lang, TITLE, &breach.said),
        (true, None, None) => html! {
            p { (WHAT.get(lang)) }
            (ui::step_button(&agreements::paths::establish(a.id), &visit.csrf, TITLE).primary().confirm(ASK).render(lang))
        },
    }
}
