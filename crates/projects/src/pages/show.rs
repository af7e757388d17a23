//! One project: what everybody reads, and for its parties the inside.

use directory::EnglishNames;
use kernel::{Lang, ProjectId, Refusal, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use super::inside::{self, Inside};
use crate::rules::public;
use crate::{ImportedList, Project, PublicProject, PublicState, paths, policy, store, texts};

pub(crate) async fn show(visit: Visit, Path(id): Path<ProjectId>) -> Answer {
    let (actor, lang) = (visit.actor_or_public(), visit.lang);
    let (project, source, names, inside) = visit
        .site
        .db
        .read(move |tx| {
            let project = store::get(tx, id)?;
            let inside = match actor {
                Some(actor) => {
                    let viewer = store::viewer(tx, &actor)?;
                    if policy::may_view(&viewer, &project) { Some(Inside::load(tx, &actor, &project)?) } else { None }
                }
                None => None,
            };
            let names = directory::english_names(tx, lang, [project.enterprise_id, project.university_id])?;
            let source = store::source_of(tx, &project)?;
            Ok::<_, Refusal>((project, source, names, inside))
        })
        .await?;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::REGISTER.into(), texts::PROJECTS.into())]))
        (ui::heading(&project.title, badge(lang, &project, inside.is_some())))
        (public_part(lang, &public(&project), &names))
        @if let Some(list) = &source { (taken_from(lang, &project, list)) }
        @if let Some(inside) = &inside { (inside::markup(&visit, &project, &names, inside)) }
    };
    visit.page(kernel::Said { zh: project.title.clone(), en: project.title.clone() }, body)
}

fn badge(lang: Lang, project: &Project, inside: bool) -> Markup {
    if inside { texts::state_badge(lang, project.state) } else { texts::public_badge(lang, public(project).state) }
}

const TAKEN: Text = say("来自历史名单，{day} 导入", "Taken from a list of earlier years on {day}");
const UNDER: Text = say("（文号：{document}）", " (document {document})");
const NO_END: Text = say(
    "；名单没有说明结题情况，此处的状态只由日期推算。",
    "; the list says nothing of its closing, and the state here is worked out from the dates.",
);

/// Where a project came from that was not established here, and what therefore is not known of it.
fn taken_from(lang: Lang, project: &Project, list: &ImportedList) -> Markup {
    let day = ui::day_text(lang, list.taken_at.day());
    let open = match PublicState::of(project.state) {
        PublicState::Established | PublicState::Running => true,
        PublicState::Closed | PublicState::Failed | PublicState::Terminated => false,
    };
    html! {
        p.hint {
            (TAKEN.with(&[("day", &day)]).get(lang))
            @if !list.document.is_empty() { (UNDER.with(&[("document", &list.document)]).get(lang)) }
            @if open { (NO_END.get(lang)) }
        }
    }
}

/// What everybody reads of the project.
fn public_part(lang: Lang, p: &PublicProject, names: &EnglishNames) -> Markup {
    html! {
        (ui::facts(lang, vec![
            (texts::NUMBER, html! { (p.number) }),
            (texts::TYPE, html! { (p.project_type.text().get(lang)) }),
            (texts::ENTERPRISE, html! { a href=(format!("{}?enterprise={}", paths::REGISTER, p.enterprise_id)) { (names.shown(lang, p.enterprise_id, &p.enterprise)) } }),
            (texts::UNIVERSITY, html! { a href=(format!("{}?university={}", paths::REGISTER, p.university_id)) { (names.shown(lang, p.university_id, &p.university)) } }),
            (texts::PROVINCE, html! { (texts::province(lang, &p.province)) }),
            (texts::PI, ui::theirs(lang, &p.pi)),
            (texts::YEAR, html! { (p.year) }),
            (texts::MODE, html! { (p.mode.text().get(lang)) }),
            (say("立项日期", "Established on"), ui::day(lang, p.established_on)),
        ]))
        (super::public_page_extras(lang, p.id, &p.number))
    }
}
