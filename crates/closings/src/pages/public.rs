//! What everybody may read of a closing: its result, once it is published.

use db::{DbError, Tx};
use kernel::{Actor, ClosingId, Lang, ProjectId, Refusal, Word, say};
use projects::Project;
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use crate::store::{self, certificate_of_project, of_project};
use crate::{Certificate, Closing, paths, policy, texts};

/// The public page of a published closing. Whoever is not logged in is asked to, be there such a closing or not.
pub(super) async fn show(visit: Visit, id: ClosingId) -> Answer {
    let lang = visit.lang;
    let found = visit
        .site
        .db
        .read(move |tx| {
            let Some(closing) = db::find::<Closing>(tx, id)?.filter(|closing| closing.published_at.is_some()) else {
                return Ok(None);
            };
            let project = projects::get(tx, closing.project_id)?;
            let certificate = certificate_of_project(tx, closing.project_id)?;
            let names = directory::english_names(tx, lang, [project.enterprise_id, project.university_id])?;
            Ok::<_, Refusal>(Some((closing, project, certificate, names)))
        })
        .await?;
    let Some((closing, project, certificate, names)) = found else {
        return if visit.visitor.is_some() {
            Err(Refusal::NotFound.into())
        } else {
            Ok(web::see(&log_in(&paths::closing(id))))
        };
    };
    visit.page(say("结题：{title}", "Closing: {title}").with(&[("title", &project.title)]), html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::CLOSINGS.into())]))
        (ui::heading(&project.title, ui::badge(lang, closing.state.text(), texts::tone(closing.state))))
        (ui::facts(lang, vec![
            (texts::NUMBER, html! { a href=(paths::project(project.id)) { (project.number) } }),
            (texts::ENTERPRISE, names.shown(lang, project.enterprise_id, &project.enterprise_name)),
            (texts::UNIVERSITY, names.shown(lang, project.university_id, &project.university_name)),
            (texts::PI, ui::theirs(lang, &project.pi_name)),
            (texts::PUBLISHED_ON, html! { @if let Some(at) = closing.published_at { (ui::day(lang, at.day())) } }),
            (texts::CERTIFICATE, html! { @if let Some(certificate) = &certificate { (certificate_link(certificate)) } }),
        ]))
    })
}

fn log_in(next: &str) -> String {
    format!("/login?{}", serde_urlencoded::to_string([("next", next)]).unwrap_or_default())
}

fn certificate_link(certificate: &Certificate) -> Markup {
    html! { a href={ (paths::CERTIFICATES) "/" (certificate.code) } { (certificate.number) } }
}

/// The public result for the page of a project; empty until it is published. Two statements at most.
pub fn result_of_project(tx: &mut Tx<'_>, lang: Lang, project: ProjectId) -> Result<Markup, DbError> {
    let Some(closing) = of_project(tx, project)?.filter(|closing| closing.published_at.is_some()) else {
        return Ok(html! {});
    };
    let certificate = certificate_of_project(tx, project)?;
    Ok(ui::section(
        lang,
        texts::RESULT,
        ui::facts(
            lang,
            vec![
                (texts::RESULT, ui::badge(lang, closing.state.text(), texts::tone(closing.state))),
                (texts::PUBLISHED_ON, html! { @if let Some(at) = closing.published_at { (ui::day(lang, at.day())) } }),
                (
                    texts::CERTIFICATE,
                    html! { @if let Some(certificate) = &certificate { (certificate_link(certificate)) } },
                ),
            ],
        ),
    ))
}

/// Where the page of a project leads: to the closing for those who may see it, otherwise to its public result. A part of it,
/// the result, is what the project's page takes in.
pub(super) async fn of_a_project(visit: Visit, Path(id): Path<ProjectId>) -> Answer {
    let (actor, lang, wants_part) = (visit.actor_or_public(), visit.lang, visit.wants_part);
    let (project, own, result) = visit
        .site
        .db
        .read(move |tx| {
            let project = projects::get(tx, id)?;
            let own = if wants_part { None } else { own_closing(tx, actor.as_ref(), id)? };
            Ok::<_, Refusal>((project, own, result_of_project(tx, lang, id)?))
        })
        .await?;
    if wants_part {
        return visit.part(result);
    }
    if let Some(closing) = own {
        return Ok(web::see(&paths::closing(closing)));
    }
    let title = say("结题：{title}", "Closing: {title}").with(&[("title", &project.title)]);
    let body = before(&visit, &project, result);
    visit.page(title, body)
}

/// The closing of a project, if one was begun and the actor may see it.
fn own_closing(tx: &mut Tx<'_>, actor: Option<&Actor>, id: ProjectId) -> Result<Option<ClosingId>, Refusal> {
    let (Some(actor), Some(closing)) = (actor, of_project(tx, id)?) else { return Ok(None) };
    let dossier = store::dossier(tx, actor, closing.id)?;
    Ok(policy::may_view(actor, &dossier).then_some(closing.id))
}

/// The result, or what is said before there is one; the principal investigator finds the way to begin.
fn before(visit: &Visit, project: &Project, result: Markup) -> Markup {
    let lang = visit.lang;
    let leads = visit.actor_or_public().is_some_and(|actor| project.pi_id.is_some_and(|pi| actor.is(pi)));
    html! {
        (ui::breadcrumbs(lang, &[(paths::project(project.id), say("项目 {number}", "Project {number}").with(&[("number", &project.number)]))]))
        (ui::heading(&project.title, html! {}))
        @if !result.0.is_empty() { (result) } @else if project.imported_from.is_some() { p.empty { (CLOSED_ELSEWHERE.get(lang)) } } @else if !leads { p.empty { (say("该项目的结题结果尚未公布。", "The result of this project's closing is not published yet.").get(lang)) } }
        @if leads && result.0.is_empty() { (beginning(visit, project)) }
    }
}

const CLOSED_ELSEWHERE: kernel::Text = say(
    "该项目来自历史名单，不在本平台结题；名单所载的结论和时间见项目页。",
    "This project was taken from a list of earlier years and is not closed here; its page says what the list tells of its end.",
);

fn beginning(visit: &Visit, project: &Project) -> Markup {
    let lang = visit.lang;
    let open = project.state.after(projects::state::Step::SubmitClosing);
    ui::section(
        lang,
        say("申请结题", "Apply for closing"),
        html! {
            p { (say("结题需要：", "A closing needs:").get(lang)) }
            ul {
                li { (texts::SUMMARY.get(lang)) }
                li { (texts::REPORT_FILE.get(lang)) ", " (texts::RESULTS_FILE.get(lang)) }
                li { (say("协议中每项成果的完成情况或偏差说明（已按协议预填）", "for each deliverable of the agreement what was delivered, or why not (half filled from the agreement)").get(lang)) }
                li { (say("约定结题日期（{day}）之前提交的，全部成果须已完成", "before the agreed day ({day}), every deliverable done").with(&[("day", &project.closes_on)]).get(lang)) }
            }
            @match open {
                Ok(_) => (ui::step_button(&paths::begin(project.id), &visit.csrf, say("开始填写结题", "Begin the closing")).primary().render(lang)),
                Err(_) => (ui::blocked(lang, say("开始填写结题", "Begin the closing"), &say("项目在研期间才能申请结题，现在的状态是“{zh}”。", "A closing begins while the project runs; it is now “{en}”.")
                    .with(&[("zh", &project.state.text().zh), ("en", &project.state.text().en)]))),
            }
        },
    )
}
