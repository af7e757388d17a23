//! The page of one agreement.

use kernel::{Actor, AgreementId, Breach, Instant, Lang, Mode, Text, Word, say};
use ui::{Markup, StageAt, TimelineEntry, Tone, html};
use web::{Answer, Form, Path, Visit};

use super::view::{self, View};
use super::{decide, files, steps, versions};
use crate::state::{State, Step};
use crate::{paths, texts};

pub(crate) async fn show(visit: Visit, Path(id): Path<AgreementId>) -> Answer {
    let actor = visit.actor()?;
    let (viewer, lang) = (actor.clone(), visit.lang);
    let view = visit.site.db.read(move |tx| view::load(tx, &viewer, id, lang)).await?;
    let body = render(&visit, &actor, &view, &Form::default(), &[]);
    visit.page(kernel::Said::from(texts::AGREEMENTS), body)
}

/// The page again after a refused decision, with what was typed.
pub(crate) async fn again(visit: &Visit, id: AgreementId, typed: &Form, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let (viewer, lang) = (actor.clone(), visit.lang);
    let view = visit.site.db.read(move |tx| view::load(tx, &viewer, id, lang)).await?;
    let body = render(visit, &actor, &view, typed, breaches);
    Ok(visit.page_with(web::StatusCode::UNPROCESSABLE_ENTITY, kernel::Said::from(texts::AGREEMENTS), body))
}

const TERMS: Text = say("协议内容", "Terms");
const CONFIRMATIONS: Text = say("双方确认", "Confirmations");
const TRAIL: Text = say("办理记录", "What happened");
const NEXT: Text = say("办理", "Next step");

pub(crate) fn render(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, agreement) = (visit.lang, &view.agreement);
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::AGREEMENTS.into())]))
        (ui::heading(&agreement.title, html! {
            (ui::badge(lang, agreement.state.text(), texts::tone(agreement.state))) " " (ui::badge(lang, agreement.mode.text(), Tone::Neutral))
        }))
        (ui::breach_summary(lang, breaches))
        (ui::progress_steps(lang, &stages(agreement.mode, agreement.state)))
        (returned(lang, view))
        (ui::section(lang, NEXT, html! {
            (decide::university_form(visit, actor, view, typed, breaches))
            (decide::enterprise_form(visit, actor, view, typed, breaches))
            (steps::buttons(visit, actor, view, typed, breaches))
        }))
        (ui::columns(
            html! { (terms(lang, view)) (plan(lang, view)) (results(lang, view)) (clauses(lang, view)) },
            html! { (ui::section(lang, CONFIRMATIONS, confirmations(lang, view))) (files::attached(visit, actor, view)) (versions::part(lang, view)) },
        ))
        (ui::section(lang, TRAIL, ui::timeline(lang, view.trail.iter().map(|entry| line(lang, entry)).collect())))
    }
}

fn returned(lang: Lang, view: &View) -> Markup {
    html! {
        @if let Some(entry) = view.last_return() {
            (ui::alert(Tone::Warn, html! {
                p { strong { (step_text(entry.step()).get(lang)) } " · " (entry.person_name) " · " (ui::when(lang, entry.at)) }
                (ui::prose(&entry.reason))
            }))
        }
    }
}

/// The stages of the mode with how far this agreement has come.
fn stages(mode: Mode, state: State) -> Vec<(Text, StageAt)> {
    let path: &[State] = match mode {
        Mode::Legacy => &[
            State::Draft,
            State::UniversityReview,
            State::EnterpriseReview,
            State::Agreed,
            State::ExpertFiling,
            State::Established,
        ],
        Mode::Rolling => {
            &[State::Draft, State::UniversityReview, State::EnterpriseReview, State::Agreed, State::Established]
        }
    };
    let here = path.iter().position(|at| *at == state).unwrap_or(match state {
        State::UniversityConfirmed => 3,
        State::NotIncluded
        | State::Withdrawn
        | State::Draft
        | State::UniversityReview
        | State::EnterpriseReview
        | State::Agreed
        | State::ExpertFiling
        | State::Established => path.len(),
    });
    let at = |index: usize| match index.cmp(&here) {
        std::cmp::Ordering::Less if here < path.len() => StageAt::Done,
        std::cmp::Ordering::Equal if state == State::Established => StageAt::Done,
        std::cmp::Ordering::Equal => StageAt::Current,
        std::cmp::Ordering::Less | std::cmp::Ordering::Greater => StageAt::Todo,
    };
    path.iter().enumerate().map(|(index, stage)| (stage.text(), at(index))).collect()
}

fn terms(lang: Lang, view: &View) -> Markup {
    let a = &view.agreement;
    let day = |day: Option<kernel::Day>| html! { @if let Some(day) = day { (ui::day(lang, day)) } };
    let typed = |amount: Option<kernel::Money>| html! { @if let Some(amount) = amount { (ui::amount(lang, amount)) } };
    ui::section(
        lang,
        TERMS,
        ui::facts(
            lang,
            vec![
                (
                    texts::ENTERPRISE,
                    html! { a href=(paths::organisation(a.enterprise_id)) { (view.names.shown(lang, a.enterprise_id, &view.enterprise)) } },
                ),
                (
                    texts::UNIVERSITY,
                    html! { a href=(paths::organisation(a.university_id)) { (view.names.shown(lang, a.university_id, &view.university)) } },
                ),
                (texts::PI, html! { (view.pi) }),
                (APPLICATION, html! { a href=(paths::application(a.application_id)) { (a.title) } }),
                (texts::STARTS_ON, day(a.starts_on)),
                (texts::CLOSES_ON, day(a.closes_on)),
                (texts::CASH, ui::amount(lang, a.cash)),
                (texts::GOODS, ui::amount(lang, a.goods)),
                (texts::DOCUMENT_CASH, typed(a.document_cash)),
                (texts::DOCUMENT_GOODS, typed(a.document_goods)),
            ],
        ),
    )
}

const APPLICATION: Text = say("项目申请", "Application");
const NO_PLAN: Text = say(
    "尚无付款计划。项目负责人在编辑页面填写。",
    "No payment plan yet. The principal investigator writes it on the editing page.",
);
const NO_RESULTS: Text = say(
    "尚未写明预期成果。项目负责人在编辑页面填写。",
    "No deliverables yet. The principal investigator writes them on the editing page.",
);

fn plan(lang: Lang, view: &View) -> Markup {
    let rows = view
        .payments
        .iter()
        .map(|line| {
            vec![
                html! { (line.kind.text().get(lang)) },
                ui::amount(lang, line.amount),
                ui::day(lang, line.due_on),
                html! { (line.note) },
            ]
        })
        .collect();
    ui::section(
        lang,
        texts::PLAN,
        ui::table(lang, texts::PLAN, &[texts::KIND, texts::AMOUNT, texts::DUE_ON, texts::NOTE], rows, NO_PLAN),
    )
}

fn results(lang: Lang, view: &View) -> Markup {
    let rows = view
        .deliverables
        .iter()
        .map(|one| {
            vec![
                html! { (one.number) },
                html! { (one.kind.text().get(lang)) },
                html! { (one.what) },
                html! { @if let Some(due) = one.due_on { (ui::day(lang, due)) } },
            ]
        })
        .collect();
    ui::section(
        lang,
        texts::RESULTS,
        ui::table(lang, texts::RESULTS, &[texts::NUMBER, texts::KIND, texts::RESULT, texts::DUE_ON], rows, NO_RESULTS),
    )
}

fn clauses(lang: Lang, view: &View) -> Markup {
    html! {
        (ui::section(lang, texts::IP_TERMS, ui::prose(&view.agreement.ip_terms)))
        (ui::section(lang, texts::DUTIES, ui::prose(&view.agreement.duties)))
    }
}

fn confirmations(lang: Lang, view: &View) -> Markup {
    let a = &view.agreement;
    let side = |at: Option<Instant>| {
        html! {
            @match at {
                Some(at) => { (ui::badge(lang, say("已确认，签章齐全", "Confirmed, sealed"), Tone::Good)) " " (ui::when(lang, at)) }
                None => (ui::badge(lang, say("未确认", "Not confirmed"), Tone::Neutral)),
            }
        }
    };
    ui::facts(
        lang,
        vec![
            (texts::UNIVERSITY, side(a.university_confirmed_at)),
            (texts::ENTERPRISE, side(a.enterprise_confirmed_at)),
            (say("双方确认时间", "Agreed"), html! { @if let Some(at) = a.agreed_at { (ui::when(lang, at)) } }),
        ],
    )
}

fn line(lang: Lang, entry: &journal::Entry) -> TimelineEntry {
    TimelineEntry {
        at: entry.at,
        who: entry.person_name.clone(),
        what: step_text(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
    }
}

/// What an act of the journal is called.
pub(crate) fn step_text(word: &str) -> Text {
    match (Step::parse(word), word) {
        (Ok(step), _) => step.text(),
        (Err(_), "begin") => say("起草协议", "Begun"),
        (Err(_), "edit") => say("保存草稿", "Draft saved"),
        (Err(_), "attach") => say("上传签章文本", "Signed document uploaded"),
        (Err(_), "remove_file") => say("移除文件", "File removed"),
        (Err(_), "take_off_list") => say("移出立项名单", "Taken off the establishment list"),
        (Err(_), "change_mode") => say("转入 2024 模式", "Moved to the 2024 mode"),
        (Err(_), _) => say("其他操作", "Other act"),
    }
}
