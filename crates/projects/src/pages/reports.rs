//! Mid-term reports and major events of one project.

use kernel::{Actor, Breach, ProjectId, Refusal, Text, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::report::State;
use crate::{MajorEvent, MidtermReport, Project, actions, paths, policy, store, texts};

pub(crate) struct View {
    pub project: Project,
    pub reports: Vec<MidtermReport>,
    pub events: Vec<MajorEvent>,
}

pub(crate) async fn load(visit: &Visit, id: ProjectId) -> Result<(Actor, View), web::Failed> {
    let actor = visit.actor()?;
    let by = actor.clone();
    let view = visit
        .site
        .db
        .read(move |tx| {
            let viewer = store::viewer(tx, &by)?;
            let project = policy::inside(&viewer, store::get(tx, id)?)?;
            Ok::<_, Refusal>(View { reports: store::reports(tx, id)?, events: store::events(tx, id)?, project })
        })
        .await?;
    Ok((actor, view))
}

pub(crate) async fn show(visit: Visit, Path(id): Path<ProjectId>) -> Answer {
    again(&visit, id, &Form::default(), &[]).await
}

/// The page with what was typed and every problem.
pub(crate) async fn again(visit: &Visit, id: ProjectId, typed: &Form, breaches: &[Breach]) -> Answer {
    let (actor, view) = load(visit, id).await?;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, texts::REPORTS, page(visit, &actor, &view, typed, breaches)))
}

pub(crate) async fn start(visit: Visit, Path(id): Path<ProjectId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    match visit.site.db.write(move |tx| actions::start_report(tx, &actor, id)).await {
        Ok(report) => visit.done(
            &paths::report(id, report.id),
            say("已新建中期报告，请填写", "The report was begun; please fill it in"),
        ),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, &Form::default(), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

const START: Text = say("新建中期报告", "Begin a mid-term report");

fn page(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, p) = (visit.lang, &view.project);
    let may = policy::may_report(actor, p);
    let heads = [say("报告", "Report"), texts::STATE, say("提交时间", "Submitted"), say("已用经费", "Money used")];
    let rows = view
        .reports
        .iter()
        .filter(|r| r.state != State::Draft || may)
        .map(|r| {
            vec![
                html! { a href=(paths::report(p.id, r.id)) { (say("中期报告", "Mid-term report").get(lang)) } },
                texts::report_badge(lang, r.state),
                html! { @if let Some(at) = r.submitted_at { (ui::when(lang, at)) } },
                html! { @if let Some(used) = r.money_used { (ui::amount(lang, used)) } },
            ]
        })
        .collect();
    html! {
        (ui::breadcrumbs(lang, &super::project_crumbs(p)))
        (ui::heading(texts::REPORTS.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, say("中期报告", "Mid-term reports"), html! {
            (ui::table(lang, say("中期报告", "Mid-term reports"), &heads, rows, say("还没有中期报告，由项目负责人填写。", "There is none yet; the principal investigator writes it.")))
            @if may { (ui::step_button(&paths::reports(p.id), &visit.csrf, START).primary().render(lang)) }
            @else { (ui::blocked(lang, START, &texts::why_not(kernel::Word::text(p.state), texts::PI, false))) }
        }))
        (ui::section(lang, say("重大事项", "Major events"), html! {
            @for event in &view.events { (told(lang, event)) }
            @if view.events.is_empty() { p.empty { (say("没有报告过重大事项。", "No major event was reported.").get(lang)) } }
            @if may { (event_form(visit, p, typed, breaches)) }
        }))
    }
}

fn told(lang: kernel::Lang, event: &MajorEvent) -> Markup {
    let said = say(
        "已通知学院（{school}）、高校和企业共 {n} 人",
        "School ({school}), university and enterprise were told: {n} people",
    );
    let school = if event.school.is_empty() { "—" } else { event.school.as_str() };
    ui::card(html! {
        h3 { (event.title) }
        p.muted { (ui::day(lang, event.happened_on)) " · " (said.with(&[("school", &school), ("n", &event.told)]).get(lang)) }
        (ui::prose(&event.what))
    })
}

fn event_form(visit: &Visit, p: &Project, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let hint = say(
        "提交后立即送达高校（由高校管理员转交学院）和企业，不能撤回。",
        "It goes to the university, whose administrator hands it to the school, and to the enterprise at once and cannot be taken back.",
    );
    ui::form(
        lang,
        &visit.csrf,
        &paths::events(p.id),
        &format!("event-{}", p.id),
        html! {
            (Field::text("title", say("事项", "Event")).value(typed.get("title")).required().maxlength(100).render(lang, breaches))
            (Field::date("happened_on", say("发生日期", "Happened on")).value(typed.get("happened_on")).required().render(lang, breaches))
            (Field::area("what", say("情况说明", "What happened")).value(typed.get("what")).required().hint(hint).render(lang, breaches))
            (ui::actions(ui::submit(lang, say("报告重大事项", "Report the event"))))
        },
    )
}
