//! One change request: writing it, seeing what it would do, deciding about it.

use ::files::Attachment;
use db::Tx;
use journal::Entry;
use kernel::{Actor, Breach, ChangeId, Refusal, RowId, Team, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{change_fields, files, trail};
use crate::change::{State, Step};
use crate::wanted::Wanted;
use crate::{ChangeRequest, Project, actions, paths, policy, store, texts};

pub(crate) struct View {
    project: Project,
    pub request: ChangeRequest,
    pub wanted: Wanted,
    pub before: Wanted,
    /// Log-in address of the new principal investigator, for the form.
    email: String,
    preview: Vec<(Text, String)>,
    /// What stands in the way of the next step today.
    pub standing: Vec<Breach>,
    pub files: Vec<Attachment>,
    trail: Vec<Entry>,
    team: Team,
}

impl View {
    pub(crate) fn load(tx: &mut Tx<'_>, actor: &Actor, id: ChangeId) -> Result<View, Refusal> {
        let request = store::change(tx, id)?;
        let viewer = store::viewer(tx, actor)?;
        let project = policy::inside(&viewer, store::get(tx, request.project_id)?)?;
        if !policy::may_read_change(actor, &request) {
            return Err(Refusal::NotFound);
        }
        let (wanted, before) = (Wanted::read(&request.wanted)?, Wanted::read(&request.before)?);
        let email = match &wanted {
            Wanted::Pi { person_id, .. } if Some(*person_id) != project.pi_id => {
                directory::person(tx, *person_id).map(|p| p.email).unwrap_or_default()
            }
            Wanted::Pi { .. }
            | Wanted::Postponement { .. }
            | Wanted::Members { .. }
            | Wanted::Content { .. }
            | Wanted::Budget { .. }
            | Wanted::Termination { .. } => String::new(),
        };
        let standing = match request.state {
            State::Draft => actions::verdicts(tx, &project, &request, Step::Submit)?,
            State::UniversityReview => actions::verdicts(tx, &project, &request, Step::UniversityPass)?,
            State::EnterpriseReview => actions::verdicts(tx, &project, &request, Step::EnterpriseApprove)?,
            State::Approved | State::Rejected | State::Withdrawn => Vec::new(),
        };
        Ok(View {
            preview: preview(tx, &project, &wanted)?,
            files: ::files::list_for(tx, "change_request", RowId(id.0))?,
            trail: journal::trail(tx, id.0)?,
            team: store::team_of_change(tx, &project, &request)?,
            project,
            request,
            wanted,
            before,
            email,
            standing,
        })
    }
}

/// What a postponement would mean, in days: the longest possible, the window, the round in which it must close.
fn preview(tx: &mut Tx<'_>, project: &Project, wanted: &Wanted) -> Result<Vec<(Text, String)>, Refusal> {
    let Wanted::Postponement { closes_on } = wanted else { return Ok(Vec::new()) };
    let terms = rulesets::terms(tx, project.ruleset_id)?;
    let today = tx.now().day();
    let (_, of_today) = rulesets::applicable_on(tx, project.mode, today)?;
    let latest = project.closes_on.plus_years(i16::try_from(terms.postponement_max_years).unwrap_or(i16::MAX));
    let mut lines = vec![
        (say("现结题日期", "Closing date now"), project.closes_on.to_string()),
        (say("延期后结题日期", "Closing date after it"), closes_on.to_string()),
        (say("最晚可延至（X-05）", "Latest possible (X-05)"), latest.to_string()),
        (
            say("已延期次数 / 上限（X-04）", "Postponements so far / allowed (X-04)"),
            format!("{} / {}", project.postponements, terms.postponements_max),
        ),
    ];
    if let Some(window) = of_today.postponement_window {
        lines.push((
            say("受理时间（X-06）", "Taken from / to (X-06)"),
            format!("{} / {}", window.first.in_year(today.year()), window.last.in_year(today.year())),
        ));
    }
    if of_today.postponement_needs_special_case {
        lines.push((say("特殊情况标注（X-07）", "Special-case mark (X-07)"), "✓".into()));
    }
    if let Some(last) = of_today.closing_round_last_day {
        lines.push((
            say("最迟须在此日前申请结题（X-08）", "Closing must be asked for by (X-08)"),
            last.in_year(today.year() + 1).to_string(),
        ));
    }
    Ok(lines)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<ChangeId>) -> Answer {
    again(&visit, id, None, &[]).await
}

pub(crate) async fn again(visit: &Visit, id: ChangeId, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let by = actor.clone();
    let view = visit.site.db.read(move |tx| View::load(tx, &by, id)).await?;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, view.request.kind.text(), page(visit, &actor, &view, typed, breaches)))
}

/// Saves what was typed; with `then=submit` it is handed in at once.
pub(crate) async fn save(visit: Visit, Path(id): Path<ChangeId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let submit = form.get("then") == "submit";
    let typed = form.clone();
    let done = visit
        .site
        .db
        .write(move |tx| {
            // Whoever may not write here does not learn who uses an address.
            actions::change_to_write(tx, &actor, id)?;
            let reason = typed.optional("reason", actions::CHANGE_REASON_MAX)?;
            let kind = store::change(tx, id)?.kind;
            let wanted = change_fields::read(tx, kind, &typed)?.map_err(Refusal::Breaches)?;
            actions::save_change(tx, &actor, id, wanted, &reason)?;
            if submit {
                actions::step_change(tx, &actor, id, Step::Submit, "", false)?;
            }
            Ok(())
        })
        .await;
    match done {
        Ok(()) if submit => {
            visit.done(&paths::change(id), say("变更申请已提交高校审核", "The request was handed in to the university"))
        }
        Ok(()) => visit.done(&paths::change(id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn step(visit: Visit, Path((id, word)): Path<(ChangeId, String)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let note = form.optional("note", actions::CHANGE_NOTE_MAX).map_err(Refusal::from)?;
    let special = form.ticked("special_case");
    match visit.site.db.write(move |tx| actions::step_change(tx, &actor, id, step, &note, special)).await {
        Ok(_) => visit.done(&paths::change(id), step.text()),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, Some(&form), &breaches).await,
        Err(other) => Err(other.into()),
    }
}

fn page(visit: &Visit, actor: &Actor, view: &View, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, p, r) = (visit.lang, &view.project, &view.request);
    let writes = actor.is(r.requested_by) && r.state == State::Draft;
    let mut crumbs = super::project_crumbs(p);
    crumbs.push((paths::changes(p.id), texts::CHANGES.into()));
    html! {
        (ui::breadcrumbs(lang, &crumbs))
        (ui::heading(r.kind.text().get(lang), texts::change_badge(lang, r.state)))
        (ui::breach_summary(lang, breaches))
        @if breaches.is_empty() && !view.standing.is_empty() { (standing(lang, &view.standing)) }
        @if writes { (form(visit, view, typed, breaches)) } @else { (compared(lang, view)) }
        @if !view.preview.is_empty() { (ui::section(lang, say("延期预览", "What the postponement means"), ui::facts(lang, view.preview.iter().map(|(l, v)| (*l, html! { (v) })).collect()))) }
        (files::list(visit, p.id, &view.files, writes.then(|| format!("{}/files", paths::change(r.id))), breaches))
        (decisions(visit, actor, view, typed, breaches))
        @if r.submitted_at.is_some() { p { a href=(paths::change_receipt(r.id)) { (texts::RECEIPT.get(lang)) } } }
        (trail::timeline(lang, &view.trail))
    }
}

/// What stands in the way now, before anybody presses a button.
fn standing(lang: kernel::Lang, breaches: &[Breach]) -> Markup {
    ui::alert(
        ui::Tone::Warn,
        html! {
            p { (say("目前还不能通过，原因如下：", "As it stands this cannot pass:").get(lang)) }
            ul { @for b in breaches { li { @if !b.rule.is_empty() { (ui::rule_badge(lang, b.rule)) " " } (b.said.get(lang)) } } }
        },
    )
}

fn form(visit: &Visit, view: &View, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, r) = (visit.lang, &view.request);
    let reason = typed.map_or(r.reason.as_str(), |form| form.get("reason"));
    ui::form(
        lang,
        &visit.csrf,
        &paths::change(r.id),
        &format!("change-{}", r.id),
        html! {
            (change_fields::fields(lang, &view.wanted, &view.email, typed, breaches))
            (Field::area("reason", texts::REASON).value(reason).required().render(lang, breaches))
            (ui::actions(html! { (ui::submit_as(lang, "then", "save", texts::SAVE, ui::Kind::Secondary)) (ui::submit_as(lang, "then", "submit", Step::Submit.text(), ui::Kind::Primary)) }))
        },
    )
}

fn compared(lang: kernel::Lang, view: &View) -> Markup {
    ui::facts(
        lang,
        vec![
            (say("变更前", "Before"), change_fields::shown(lang, &view.before)),
            (say("变更后", "After"), change_fields::shown(lang, &view.wanted)),
            (texts::REASON, ui::prose(&view.request.reason)),
            (
                say("特殊情况", "Special case"),
                html! { @if view.request.is_special_case { (say("高校已标注", "Marked by the university").get(lang)) } },
            ),
        ],
    )
}

fn decisions(visit: &Visit, actor: &Actor, view: &View, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, r) = (visit.lang, &view.request);
    let note = typed.map_or("", |form| form.get("note"));
    html! {
        @for step in [Step::UniversityPass, Step::UniversityReject, Step::EnterpriseApprove, Step::EnterpriseReject, Step::Withdraw] {
            @let legal = r.state.after(step).is_ok();
            @if legal && policy::may_step_change(actor, step, r, &view.team) {
                (ui::form(lang, &visit.csrf, &paths::change_step(r.id, step.word()), "", html! {
                    @if step == Step::UniversityPass && r.kind == crate::change::Kind::Postponement {
                        (Field::checkbox("special_case", say("属特殊情况（X-07）", "This is a special case (X-07)")).checked(r.is_special_case).render(lang, breaches))
                    }
                    @if matches!(step, Step::UniversityReject | Step::EnterpriseReject) { (Field::area("note", texts::REASON).value(note).rows(3).required().render(lang, breaches)) }
                    (ui::actions(ui::submit_as(lang, "step", step.word(), step.text(), kind_of(step))))
                }))
            } @else if r.state.is_open() { (ui::blocked(lang, step.text(), &texts::why_not(r.state.text(), policy::who_else_steps_change(actor, step, r, &view.team), !legal))) }
        }
    }
}

const fn kind_of(step: Step) -> ui::Kind {
    match step {
        Step::Submit | Step::UniversityPass | Step::EnterpriseApprove => ui::Kind::Primary,
        Step::UniversityReject | Step::EnterpriseReject | Step::Withdraw => ui::Kind::Secondary,
    }
}
