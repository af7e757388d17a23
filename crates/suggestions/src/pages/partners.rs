//! Teachers and universities for the guideline of an enterprise.

use guidelines::Guideline;
use kernel::{Actor, GuidelineId, Refusal, RowId, Said, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Visit};

use super::{reasons, refused, subject};
use crate::ask::{ForGuideline, for_guideline};
use crate::engine::Suggestions;
use crate::record::Kind;
use crate::{actions, paths, policy, texts};

const HOW: Text = say(
    "按已立项项目的名称，与本指南各项目的名称、专业和目标比较，找出用词相近的负责人和高校。标为“不合适”的，本企业不再看到。",
    "By the titles of established projects against titles, majors and goals of this guideline's items: who leads projects that speak of the same things, and where. What is marked “Not for me” your enterprise does not see again.",
);
const NEAREST: Text = say("最相近的项目", "Nearest project");
const NOBODY: Text = say("没有相近的项目。", "No project is near.");

pub async fn show(suggestions: Suggestions, visit: Visit, Path(id): Path<GuidelineId>) -> Answer {
    let actor = visit.actor()?;
    let asker = actor.clone();
    let found =
        suggestions.ask(&visit.site.db, move |suggestions, db| for_guideline(suggestions, db, &asker, id)).await?;
    let guideline = visit.site.db.read(move |tx| guidelines::get_guideline(tx, id)).await?;
    let body = body(&visit, &actor, &guideline, &found);
    visit.page(texts::PARTNERS, body)
}

fn body(visit: &Visit, actor: &Actor, guideline: &Guideline, found: &ForGuideline) -> Markup {
    let lang = visit.lang;
    let may = policy::may_refuse_partners(actor, guideline).is_ok();
    let title = Said { zh: guideline.title.clone(), en: guideline.title.clone() };
    let button = |kind: Kind, subject: &str, name: &str| {
        let button = ui::step_button(&paths::refuse_partner(guideline.id), &visit.csrf, texts::NOT_FOR_ME)
            .field("kind", kind.word())
            .field("subject", subject)
            .field("name", name)
            .render(lang);
        html! { @if may { (button) } }
    };
    let teachers = found.teachers.iter().map(|it| {
        vec![
            html! { (it.name) },
            ui::named(lang, &it.university, &it.university_en),
            html! { a href=(paths::project(it.project_id)) { (it.project) } },
            reasons(lang, &it.reasons),
            button(Kind::Person, &it.subject, &it.name),
        ]
    });
    let universities = found.universities.iter().map(|it| {
        vec![
            ui::named(lang, &it.name, &it.name_en),
            ui::number(it.teachers as i64),
            html! { a href=(paths::project(it.project_id)) { (it.project) } },
            reasons(lang, &it.reasons),
            button(Kind::University, &it.university_id.to_string(), &it.name),
        ]
    });
    let (teacher, university) = (say("教师", "Teacher"), say("高校", "University"));
    let of_teachers = [teacher, university, NEAREST, texts::WHY, texts::NOT_FOR_ME];
    let count = say("相近项目的负责人", "Teachers with a near project");
    let of_universities = [university, count, NEAREST, texts::WHY, texts::NOT_FOR_ME];
    html! {
        (ui::breadcrumbs(lang, &[(paths::guideline(guideline.id), title)]))
        (ui::heading(texts::PARTNERS.get(lang), html! {}))
        p { (HOW.get(lang)) }
        (ui::section(lang, say("教师", "Teachers"), ui::table(lang, say("教师", "Teachers"), &of_teachers, teachers.collect(), NOBODY)))
        (ui::section(lang, say("高校", "Universities"), ui::table(lang, say("高校", "Universities"), &of_universities, universities.collect(), NOBODY)))
        @if may { (refused(visit, &found.refused, &paths::take_back_partner(guideline.id))) }
    }
}

/// The enterprise for whose people something is refused.
fn owner(tx: &mut db::Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<RowId, Refusal> {
    let guideline = guidelines::get_guideline(tx, id)?;
    policy::may_refuse_partners(actor, &guideline)?;
    Ok(RowId(guideline.enterprise_id.0))
}

pub async fn refuse(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let ((kind, subject), name) = (subject(&form)?, form.get("name").to_owned());
    let work = move |tx: &mut db::Tx<'_>| {
        let owner = owner(tx, &actor, id)?;
        actions::refuse(tx, &actor, owner, kind, &subject, &name)
    };
    visit.site.db.write(work).await?;
    visit.done(&paths::partners(id), say("本企业不再看到这条推荐", "Your enterprise does not see this again"))
}

pub async fn take_back(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (kind, subject) = subject(&form)?;
    let work = move |tx: &mut db::Tx<'_>| {
        let owner = owner(tx, &actor, id)?;
        actions::take_back(tx, &actor, owner, kind, &subject)
    };
    visit.site.db.write(work).await?;
    visit.done(&paths::partners(id), say("会再次推荐", "It is suggested again"))
}
