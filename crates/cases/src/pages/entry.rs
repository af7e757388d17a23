//! The page of a case: what everybody reads once it is published, and from inside its way and what each person can do next.

use std::collections::HashMap;

use files::Attachment;
use kernel::{Actor, Breach, CaseId, PersonId, Refusal, Said, Text, Word, say};
use meetings::Meeting;
use ui::{Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{entry_form, experts, reviews};
use crate::lists::{self, ExpertRow, Names, PublicCase};
use crate::policy::{self, Dossier};
use crate::state::{State, Step, steps_from};
use crate::{actions, paths, store, texts};

pub(super) const SUMMARY: Text = say("案例概述", "Summary");
pub(super) const NOVELTY: Text = say("新理念、新模式、新成效", "New idea, new mode, new effect");
pub(super) const INFLUENCE: Text = say("影响与推广价值", "Influence and value as an example");
pub(super) const FILES: Text = say("附件材料", "Attached material");

/// What somebody just tried on this page, with everything that stood in the way.
#[derive(Default)]
pub(super) struct Tried {
    pub form: Form,
    pub breaches: Vec<Breach>,
}

/// Everything the page shows to somebody inside.
pub(super) struct Inside {
    pub actor: Actor,
    pub dossier: Dossier,
    pub files: Vec<Attachment>,
    pub names: Names,
    pub project: Option<projects::Project>,
    /// Names of experts, for those who may read reviews.
    pub people: HashMap<PersonId, String>,
    pub experts: Vec<ExpertRow>,
    pub meetings: Vec<Meeting>,
    pub trail: Vec<journal::Entry>,
}

enum Found {
    Inside(Box<Inside>),
    Public(Box<(PublicCase, crate::Case, Option<Meeting>, kernel::Said)>),
}

pub(crate) async fn show(visit: Visit, Path(id): Path<CaseId>) -> Answer {
    match read(&visit, id).await? {
        Found::Inside(view) => {
            let title = view.dossier.case.title().said();
            visit.page(named(title), inside(&visit, &view, &Tried::default()))
        }
        Found::Public(found) => {
            let title = found.1.title().said();
            visit.page(named(title), public(&visit, &found.0, &found.1, found.2.as_ref(), &found.3))
        }
    }
}

/// A title for the page, or its stand-in.
fn named(title: Said) -> Said {
    if title.zh.is_empty() { texts::CASE.into() } else { title }
}

/// The page again, with what was tried and why it did not work.
pub(super) async fn again(visit: &Visit, id: CaseId, tried: Tried) -> Answer {
    match read(visit, id).await? {
        Found::Inside(view) => {
            let title = named(view.dossier.case.title().said());
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title, inside(visit, &view, &tried)))
        }
        Found::Public(_) => Err(Refusal::NotFound.into()),
    }
}

async fn read(visit: &Visit, id: CaseId) -> Result<Found, web::Failed> {
    let actor = visit.actor_or_public();
    let found = visit.site.db.read(move |tx| {
        let dossier = store::dossier(tx, id)?;
        let inside = actor.filter(|actor| policy::may_view(actor, &dossier));
        let Some(actor) = inside else {
            let row = lists::published(tx, id)?.ok_or(Refusal::NotFound)?;
            let meeting = match row.meeting_id {
                Some(meeting) => db::find::<Meeting>(tx, meeting)?,
                None => None,
            };
            let series = dossier.call.series().said();
            return Ok(Found::Public(Box::new((row, dossier.case, meeting, series))));
        };
        Ok::<_, Refusal>(Found::Inside(Box::new(inside_of(tx, actor, dossier)?)))
    });
    Ok(found.await?)
}

fn inside_of(tx: &mut db::Tx<'_>, actor: Actor, dossier: Dossier) -> Result<Inside, Refusal> {
    let id = dossier.case.id;
    let project = match dossier.case.project_id {
        Some(project) => Some(projects::get(tx, project)?),
        None => None,
    };
    let reads = policy::may_read_reviews(&actor, &dossier);
    let reviewers: Vec<PersonId> = dossier.reviews.iter().map(|review| review.expert_id).collect();
    let is_office = policy::runs(&actor);
    let assigns = is_office && matches!(dossier.case.state, State::Submitted | State::ExpertReview);
    let shows = is_office && dossier.case.state == State::Published;
    Ok(Inside {
        files: store::attachments(tx, id)?,
        names: lists::names_of(tx, [&dossier.case])?,
        people: if reads { directory::person_names(tx, &reviewers)? } else { HashMap::new() },
        experts: if assigns { lists::experts(tx)? } else { Vec::new() },
        meetings: if shows { meetings_to_choose(tx)? } else { Vec::new() },
        trail: journal::trail(tx, id.0)?,
        project,
        dossier,
        actor,
    })
}

/// Meetings, the latest first.
pub(super) fn meetings_to_choose(tx: &mut db::Tx<'_>) -> Result<Vec<Meeting>, db::DbError> {
    db::list(tx, "ORDER BY first_on DESC, id DESC LIMIT 50", &[])
}

fn public(visit: &Visit, row: &PublicCase, case: &crate::Case, meeting: Option<&Meeting>, series: &Said) -> Markup {
    let lang = visit.lang;
    let mut lines = vec![
        (texts::YEAR, html! { (row.year) }),
        (texts::KIND, html! { (row.kind.text().get(lang)) }),
        (texts::CALL, html! { a href=(paths::call(row.call_id)) { (ui::theirs(lang, series.get(lang))) } }),
        (texts::UNIVERSITY, ui::named(lang, &row.university, &row.university_en)),
        (texts::ENTERPRISE, ui::named(lang, &row.enterprise, &row.enterprise_en)),
        (texts::AUTHOR, ui::theirs(lang, &row.author)),
    ];
    if let Some(project) = row.project_id {
        lines.push((texts::PROJECT, html! { a href=(projects::paths::project(project)) { (row.project_number) } }));
    }
    if let Some(meeting) = meeting {
        lines.push((
            say("展示于", "Shown at"),
            html! { a href=(meetings::paths::meeting(meeting.id)) { (texts::words(lang, &meeting.title())) } },
        ));
    }
    html! {
        (ui::breadcrumbs(lang, &[(paths::CASES.into(), texts::CASES.into()), (paths::call(row.call_id), series.clone())]))
        (ui::heading(case.title().get(lang), ui::badge(lang, row.state.text(), texts::tone(row.state))))
        (ui::facts(lang, lines))
        (contents(visit, case))
    }
}

/// What the case says.
fn contents(visit: &Visit, case: &crate::Case) -> Markup {
    let lang = visit.lang;
    html! {
        @for (title, text) in [(SUMMARY, &case.summary), (NOVELTY, &case.novelty), (INFLUENCE, &case.influence)] {
            @if !text.is_empty() { (ui::section(lang, title, ui::prose(text))) }
        }
    }
}

fn inside(visit: &Visit, view: &Inside, tried: &Tried) -> Markup {
    let (lang, case, call) = (visit.lang, &view.dossier.case, &view.dossier.call);
    let writes = actions::is_writable(&view.actor, &view.dossier);
    let state = policy::shown(case.state, policy::sees_decision(&view.actor, &view.dossier));
    html! {
        (ui::breadcrumbs(lang, &[(paths::CASES.into(), texts::CASES.into()), (paths::call(call.id), call.series().said()), (paths::entries_of(call.id), texts::ENTRIES.into())]))
        (ui::heading(named(case.title().said()).get(lang), ui::badge(lang, state, texts::tone(shown_state(view)))))
        (ui::breach_summary(lang, &tried.breaches))
        (facts(visit, view))
        @if writes { (ui::section(lang, say("撰写案例", "Write the case"), entry_form::form(visit, view, tried))) }
        @else { (contents(visit, case)) }
        (ui::section(lang, FILES, entry_form::files(visit, view, writes, tried)))
        (reviews::own(visit, view, tried))
        (reviews::all(visit, view))
        (experts::panel(visit, view, tried))
        (ui::section(lang, say("办理", "Next steps"), steps(visit, view, tried)))
        (ui::section(lang, say("办理记录", "What happened"), trail(visit, view)))
    }
}

/// What the badge may give away.
fn shown_state(view: &Inside) -> State {
    let state = view.dossier.case.state;
    let is_told = policy::sees_decision(&view.actor, &view.dossier);
    if matches!(state, State::Selected | State::NotSelected) && !is_told { State::ExpertReview } else { state }
}

fn facts(visit: &Visit, view: &Inside) -> Markup {
    let (lang, case) = (visit.lang, &view.dossier.case);
    let house = |id: Option<kernel::OrganisationId>| {
        let name = id.and_then(|id| view.names.get(&id));
        html! { @if let Some((zh, en)) = name { (ui::named(lang, zh, en)) } }
    };
    let mut lines = vec![
        (texts::KIND, html! { (case.kind.text().get(lang)) }),
        (texts::ROUTE, html! { (case.route.text().get(lang)) }),
        (texts::AUTHOR, ui::theirs(lang, &case.author_name)),
        (texts::UNIVERSITY, house(case.university_id)),
        (texts::ENTERPRISE, house(case.enterprise_id)),
        (texts::CLOSES, ui::day(lang, view.dossier.call.closes_on)),
    ];
    if let Some(project) = &view.project {
        lines.insert(2, (texts::PROJECT, html! { a href=(projects::paths::project(project.id)) { (project.number) } " " (ui::theirs(lang, &project.title)) }));
    }
    if !case.nomination_reason.is_empty() {
        lines.push((say("未推荐理由", "Why not nominated"), ui::prose(&case.nomination_reason)));
    }
    if !case.decision_reason.is_empty() && policy::sees_decision(&view.actor, &view.dossier) {
        lines.push((say("审定理由", "Reason of the decision"), ui::prose(&case.decision_reason)));
    }
    if policy::may_read_reviews(&view.actor, &view.dossier) && case.review_count > 0 {
        let score = html! { (texts::hundredths(case.mean)) " (" (case.review_count) ")" };
        lines.push((texts::MEAN, score));
    }
    ui::facts(lang, lines)
}

/// The name of the reason field of a step, since several forms may ask for one.
pub(super) fn reason_field(step: Step) -> String {
    format!("reason.{}", step.word())
}

/// The steps the state allows: a button where the actor may, else who can.
fn steps(visit: &Visit, view: &Inside, tried: &Tried) -> Markup {
    let (lang, case) = (visit.lang, &view.dossier.case);
    let open: Vec<Step> = steps_from(case.state, case.route).filter(|step| is_asked_here(*step, view)).collect();
    html! {
        @if open.is_empty() { p.muted { (say("目前没有可办理的步骤。", "Nothing can be done now.").get(lang)) } }
        @for step in open {
            @if policy::may(&view.actor, step, &view.dossier) { (step_form(visit, view, step, tried)) }
            @else {
                @let who = policy::who_else(&view.actor, step, &view.dossier);
                @let why = say("办理人：{who}", "This is done by {who_en}.").with(&[("who", &who.zh), ("who_en", &who.en)]);
                (ui::blocked(lang, step.text(), &why))
            }
        }
    }
}

/// Experts are assigned in their own part, lists published with the call; what is decided is no news before that.
fn is_asked_here(step: Step, view: &Inside) -> bool {
    match step {
        Step::Assign | Step::Publish => false,
        Step::Reconsider | Step::Select | Step::NotSelect => policy::may_read_reviews(&view.actor, &view.dossier),
        Step::Show => policy::runs(&view.actor),
        Step::HandIn | Step::TakeBack | Step::Nominate | Step::Decline | Step::Unnominate | Step::Submit => true,
    }
}

fn step_form(visit: &Visit, view: &Inside, step: Step, tried: &Tried) -> Markup {
    let (lang, id) = (visit.lang, view.dossier.case.id);
    let action = paths::step(id, step);
    match step {
        Step::Decline | Step::Select | Step::NotSelect | Step::Reconsider => {
            let field = reason_field(step);
            ui::form(
                lang,
                &visit.csrf,
                &action,
                "",
                html! {
                    (ui::Field::area(&*field, texts::REASON).value(tried.form.get(&field)).rows(2).maxlength(2_000).required().render(lang, &tried.breaches))
                    (ui::actions(ui::submit_as(lang, "do", step.word(), step.text(), if step == Step::Select { ui::Kind::Primary } else { ui::Kind::Secondary })))
                },
            )
        }
        Step::Show => {
            let options = view.meetings.iter().map(|it| (it.id.to_string(), it.title().get(lang).to_owned())).collect();
            ui::form(
                lang,
                &visit.csrf,
                &action,
                "",
                html! {
                    (ui::Field::select("meeting_id", texts::MEETING, options).value(tried.form.get("meeting_id")).render(lang, &tried.breaches))
                    (ui::actions(ui::submit_as(lang, "do", step.word(), step.text(), ui::Kind::Secondary)))
                },
            )
        }
        Step::HandIn | Step::Nominate | Step::Submit => {
            ui::step_button(&action, &visit.csrf, step.text()).primary().render(lang)
        }
        Step::TakeBack | Step::Unnominate | Step::Assign | Step::Publish => {
            ui::step_button(&action, &visit.csrf, step.text()).render(lang)
        }
    }
}

/// What happened. Names of experts, and what was decided, are left out for those who may not read them.
fn trail(visit: &Visit, view: &Inside) -> Markup {
    let lang = visit.lang;
    let reads = policy::may_read_reviews(&view.actor, &view.dossier);
    let told = policy::sees_decision(&view.actor, &view.dossier);
    let is_shown = |entry: &&journal::Entry| match Step::parse(entry.step()) {
        Ok(Step::Select | Step::NotSelect | Step::Reconsider) => told,
        Ok(_) => true,
        Err(_) => reads || matches!(entry.step(), "begin" | "save" | "attach" | "detach"),
    };
    let entries = view.trail.iter().filter(is_shown).map(|entry| ui::TimelineEntry {
        at: entry.at,
        what: act(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
        who: entry.person_name.clone(),
    });
    ui::timeline(lang, entries.collect())
}

fn act(step: &str) -> Text {
    match (Step::parse(step), step) {
        (Ok(step), _) => step.text(),
        (Err(_), "begin") => say("开始撰写", "Begun"),
        (Err(_), "save") => say("保存", "Saved"),
        (Err(_), "attach") => say("上传附件", "A file was attached"),
        (Err(_), "detach") => say("移除附件", "A file was taken away"),
        (Err(_), "add_experts") => say("增加专家", "Experts were added"),
        (Err(_), "release_expert") => say("移出专家", "An expert was taken out"),
        (Err(_), "declare_interest") => say("声明利益关系", "An expert answered about interests"),
        (Err(_), _) => say("提交评审意见", "A review was handed in"),
    }
}
