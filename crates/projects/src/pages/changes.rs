//! The change requests of one project, and beginning another.

use kernel::{Breach, ProjectId, Refusal, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::change::{Kind, State};
use crate::{ChangeRequest, Project, actions, paths, policy, store, texts};

pub(crate) async fn show(visit: Visit, Path(id): Path<ProjectId>) -> Answer {
    again(&visit, id, &[]).await
}

async fn again(visit: &Visit, id: ProjectId, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let by = actor.clone();
    let (project, changes) = visit
        .site
        .db
        .read(move |tx| {
            let viewer = store::viewer(tx, &by)?;
            let project = policy::inside(&viewer, store::get(tx, id)?)?;
            let changes: Vec<ChangeRequest> = store::changes(tx, id)?
                .into_iter()
                .filter(|c| c.state != State::Draft || by.is(c.requested_by))
                .collect();
            Ok::<_, Refusal>((project, changes))
        })
        .await?;
    let lang = visit.lang;
    let heads = [say("变更", "Change"), texts::STATE, say("提交时间", "Submitted"), say("生效时间", "In effect")];
    let rows = changes
        .iter()
        .map(|c| {
            vec![
                html! { a href=(paths::change(c.id)) { (c.kind.text().get(lang)) } },
                texts::change_badge(lang, c.state),
                html! { @if let Some(at) = c.submitted_at { (ui::when(lang, at)) } },
                html! { @if let Some(at) = c.applied_at { (ui::when(lang, at)) } },
            ]
        })
        .collect();
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(
        status,
        texts::CHANGES,
        html! {
            (ui::breadcrumbs(lang, &super::project_crumbs(&project)))
            (ui::heading(texts::CHANGES.get(lang), html! {}))
            (ui::breach_summary(lang, breaches))
            (ui::table(lang, texts::CHANGES, &heads, rows, say("没有变更申请。", "No change was asked for.")))
            (ui::section(lang, say("新的变更申请", "Ask for a change"), begin(visit, &actor, &project)))
        },
    ))
}

fn begin(visit: &Visit, actor: &kernel::Actor, project: &Project) -> Markup {
    let lang = visit.lang;
    html! { div.actions {
        @for kind in Kind::ALL {
            @if policy::may_ask(actor, *kind, project) { (ui::step_button(&paths::changes(project.id), &visit.csrf, kind.text()).field("kind", kind.word()).render(lang)) }
            @else { (ui::blocked(lang, kind.text(), &texts::why_not(project.state.text(), policy::who_asks(*kind), false))) }
        }
    } }
}

pub(crate) async fn start(visit: Visit, Path(id): Path<ProjectId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let kind: Kind = match form.word("kind") {
        Ok(kind) => kind,
        Err(breach) => return again(&visit, id, &[breach]).await,
    };
    match visit.site.db.write(move |tx| actions::start_change(tx, &actor, id, kind)).await {
        Ok(request) => visit.done(
            &paths::change(request.id),
            say("已新建变更申请，请填写", "The request was begun; please fill it in"),
        ),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, &breaches).await,
        Err(other) => Err(other.into()),
    }
}
