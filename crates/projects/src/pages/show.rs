//! One project: what everybody reads, and for its parties the inside.

use directory::EnglishNames;
use kernel::{Lang, ProjectId, Refusal, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use super::inside::{self, Inside};
use crate::rules::public;
use crate::{ImportedList, ListedClosing, Project, PublicProject, PublicState, paths, policy, store, texts};

pub(crate) async fn show(visit: Visit, Path(id): Path<ProjectId>) -> Answer {
    let (actor, lang) = (visit.actor_or_public(), visit.lang);
    let (project, source, names, inside, ended) = visit
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
            let ended = crate::listed_closing(tx, &project)?;
            Ok::<_, Refusal>((project, source, names, inside, ended))
        })
        .await?;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::REGISTER.into(), texts::PROJECTS.into())]))
        (ui::heading(&project.title, badge(lang, &project, inside.is_some())))
        (public_part(lang, &public(&project), &names))
        @if let Some(ended) = &ended { (ended_by(lang, &project, ended)) }
        (super::public_page_extras(lang, project.id, &project.number, project.imported_from.is_none()))
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

/// How a project ended that a list of earlier years told of, as that list gave it.
fn ended_by(lang: Lang, project: &Project, ended: &ListedClosing) -> Markup {
    let list = &ended.list;
    let conclusion =
        if ended.told.conclusion.is_empty() { project.state.text().get(lang) } else { &ended.told.conclusion };
    let day = ui::day_text(lang, list.taken_at.day());
    ui::section(
        lang,
        ENDED,
        html! {
            (ui::facts(lang, vec![
                (say("验收结论", "Conclusion"), html! { (conclusion) }),
                (say("结题时间", "Closed on"), html! { (ended.day(lang)) }),
                (say("依据", "According to"), html! {
                    (LIST.with(&[("day", &day)]).get(lang))
                    @if !list.document.is_empty() { (UNDER.with(&[("document", &list.document)]).get(lang)) }
                }),
            ]))
            p.hint { (NO_CERTIFICATE.get(lang)) }
        },
    )
}

const ENDED: Text = say("结题（按名单登记）", "Closing, as told by a list");
const LIST: Text = say("{day} 导入的结题名单", "A list imported on {day}");
const NO_CERTIFICATE: Text = say(
    "该项目不在本平台结题，验收材料和结题证书由当时的平台受理、颁发，本平台没有。",
    "It was not closed here: its papers and its certificate were handled by the platform of that time, and none is held here.",
);

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
    }
}
