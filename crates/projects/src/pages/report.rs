//! One mid-term report.

use ::files::Attachment;
use db::Tx;
use journal::Entry;
use kernel::{Actor, Breach, Money, ProjectId, Refusal, ReportId, RowId, Team, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{files, trail};
use crate::report::{State, Step};
use crate::{MidtermReport, Project, ReportText, actions, paths, policy, store, texts};

pub(crate) struct View {
    project: Project,
    report: MidtermReport,
    files: Vec<Attachment>,
    trail: Vec<Entry>,
    team: Team,
}

/// A report with its files, for somebody who may read it.
pub(crate) fn load(tx: &mut Tx<'_>, actor: &Actor, id: ReportId) -> Result<(MidtermReport, Vec<Attachment>), Refusal> {
    let report = store::report(tx, id)?;
    let viewer = store::viewer(tx, actor)?;
    policy::inside(&viewer, store::get(tx, report.project_id)?)?;
    if !policy::may_read_report(actor, &report) {
        return Err(Refusal::NotFound);
    }
    Ok((report, ::files::list_for(tx, "midterm_report", RowId(id.0))?))
}

async fn view(visit: &Visit, id: ReportId) -> Result<(Actor, View), web::Failed> {
    let actor = visit.actor()?;
    let by = actor.clone();
    let view = visit.site.db.read(move |tx| {
        let (report, files) = load(tx, &by, id)?;
        let project = store::get(tx, report.project_id)?;
        let team = store::team_of_report(tx, &project, &report)?;
        Ok::<_, Refusal>(View { files, trail: journal::trail(tx, id.0)?, team, project, report })
    });
    Ok((actor, view.await?))
}

pub(crate) async fn show(visit: Visit, Path((_, id)): Path<(ProjectId, ReportId)>) -> Answer {
    again(&visit, id, None, &[]).await
}

pub(crate) async fn again(visit: &Visit, id: ReportId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let (actor, view) = view(visit, id).await?;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, TITLE, page(visit, &actor, &view, typed, breaches)))
}

const TITLE: Text = say("中期报告", "Mid-term report");

/// Saves what was typed; with `then=submit` it is handed in at once.
pub(crate) async fn save(visit: Visit, Path((project, id)): Path<(ProjectId, ReportId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (text, breaches) = read(&form);
    if !breaches.is_empty() {
        return again(&visit, id, Some(&form), &breaches).await;
    }
    let submit = form.get("then") == "submit";
    let done = visit
        .site
        .db
        .write(move |tx| {
            let report = actions::save_report(tx, &actor, id, text)?;
            if submit {
                let step = if report.state == State::Returned { Step::Resubmit } else { Step::Submit };
                actions::step_report(tx, &actor, id, step, "")?;
            }
            Ok(())
        })
        .await;
    match done {
        Ok(()) if submit => visit
            .done(&paths::report(project, id), say("中期报告已提交高校", "The report was handed in to the university")),
        Ok(()) => visit.done(&paths::report(project, id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

fn read(form: &Form) -> (ReportText, Vec<Breach>) {
    let mut breaches = Vec::new();
    let mut text = |name: &str| {
        form.optional(name, actions::REPORT_TEXT_MAX).unwrap_or_else(|breach| {
            breaches.push(breach);
            String::new()
        })
    };
    let (progress, risks, next_steps) = (text("progress"), text("risks"), text("next_steps"));
    let money_used: Option<Money> = match form.get("money_used") {
        "" => None,
        _ => form.money("money_used").map_err(|breach| breaches.push(breach)).ok(),
    };
    (ReportText { progress, money_used, risks, next_steps }, breaches)
}

pub(crate) async fn step(
    visit: Visit,
    Path((project, id, word)): Path<(ProjectId, ReportId, String)>,
    form: Form,
) -> Answer {
    let actor = visit.actor()?;
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let note = form.optional("note", actions::REPORT_NOTE_MAX).map_err(Refusal::from)?;
    match visit.site.db.write(move |tx| actions::step_report(tx, &actor, id, step, &note)).await {
        Ok(_) => visit.done(&paths::report(project, id), step.text()),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

fn page(visit: &Visit, actor: &Actor, view: &View, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, p, r) = (visit.lang, &view.project, &view.report);
    let writes = actor.is(r.pi_id) && matches!(r.state, State::Draft | State::Returned);
    let mut crumbs = super::project_crumbs(p);
    crumbs.push((paths::reports(p.id), texts::REPORTS.into()));
    html! {
        (ui::breadcrumbs(lang, &crumbs))
        (ui::heading(TITLE.get(lang), texts::report_badge(lang, r.state)))
        (ui::breach_summary(lang, breaches))
        @if writes { (form(visit, view, typed, breaches)) } @else { (text(visit, r)) }
        (files::list(visit, p.id, &view.files, writes.then(|| format!("{}/files", paths::report(p.id, r.id))), breaches))
        (decisions(visit, actor, view, typed, breaches))
        @if r.submitted_at.is_some() { p { a href=(paths::report_receipt(p.id, r.id)) { (texts::RECEIPT.get(lang)) } } }
        (trail::timeline(lang, &view.trail))
    }
}

fn form(visit: &Visit, view: &View, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, r) = (visit.lang, &view.report);
    let value = |name: &str, stored: &str| typed.map_or(stored.to_owned(), |form| form.get(name).to_owned());
    let used = r.money_used.map_or(String::new(), Money::plain);
    ui::form(
        lang,
        &visit.csrf,
        &paths::report(view.project.id, r.id),
        &format!("report-{}", r.id),
        html! {
            (Field::area("progress", say("进展", "Progress")).value(value("progress", &r.progress)).required().render(lang, breaches))
            (Field::money("money_used", say("已使用经费", "Money used so far")).value(value("money_used", &used)).required().render(lang, breaches))
            (Field::area("risks", say("问题与风险", "Problems and risks")).value(value("risks", &r.risks)).required().render(lang, breaches))
            (Field::area("next_steps", say("下一步安排", "Next steps")).value(value("next_steps", &r.next_steps)).required().render(lang, breaches))
            (ui::actions(html! { (ui::submit_as(lang, "then", "save", texts::SAVE, ui::Kind::Secondary)) (ui::submit_as(lang, "then", "submit", Step::Submit.text(), ui::Kind::Primary)) }))
        },
    )
}

fn text(visit: &Visit, r: &MidtermReport) -> Markup {
    let lang = visit.lang;
    ui::facts(
        lang,
        vec![
            (say("进展", "Progress"), ui::prose(&r.progress)),
            (
                say("已使用经费", "Money used so far"),
                html! { @if let Some(used) = r.money_used { (ui::amount(lang, used)) } },
            ),
            (say("问题与风险", "Problems and risks"), ui::prose(&r.risks)),
            (say("下一步安排", "Next steps"), ui::prose(&r.next_steps)),
        ],
    )
}

/// What the university decides.
fn decisions(visit: &Visit, actor: &Actor, view: &View, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, r) = (visit.lang, &view.report);
    let path = |step: Step| paths::report_step(view.project.id, r.id, step.word());
    let may = |step: Step| policy::may_step_report(actor, step, r, &view.team) && r.state.after(step).is_ok();
    let blocked = |step: Step| {
        let who = policy::who_else_steps_report(actor, step, r, &view.team);
        ui::blocked(lang, step.text(), &texts::why_not(r.state.text(), who, r.state.after(step).is_err()))
    };
    html! {
        @if may(Step::Accept) { (ui::step_button(&path(Step::Accept), &visit.csrf, Step::Accept.text()).primary().render(lang)) } @else { (blocked(Step::Accept)) }
        @if may(Step::Return) {
            (ui::form(lang, &visit.csrf, &path(Step::Return), "", html! {
                (Field::area("note", say("退回原因", "What has to be corrected")).value(typed.map_or("", |f| f.get("note"))).rows(3).required().render(lang, breaches))
                (ui::actions(ui::submit_as(lang, "step", "return", Step::Return.text(), ui::Kind::Secondary)))
            }))
        } @else { (blocked(Step::Return)) }
    }
}
