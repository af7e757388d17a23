//! What somebody knows: the part of the account page.

use axum::http::HeaderMap;
use kernel::{Breach, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, Visit};

use super::{account, either};
use crate::actions::{self, EMPLOYER_MAX, ENTRIES_MAX, ENTRY_MAX, ExpertiseForm};
use crate::paths;
use crate::record::Expertise;

const TITLE: Text = say("专长", "Expertise");
const WHY: Text = say(
    "平台据此向教师和学生推荐指南项目；项目办公室据此为项目指南选择评审专家，并避开其工作单位。",
    "Items are suggested to teachers and students by it; the programme office chooses reviewers by it, and keeps them from judging where they work.",
);
const LINES: Text = say(
    "每行一项，最多 {most} 项，每项最多 {long} 字",
    "One per line, at most {most} entries of {long} characters each",
);

/// The form with what was said before.
pub(super) fn section(visit: &Visit, said: Option<&Expertise>, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let of = |name: &str, stored: Option<&str>| {
        typed.map_or_else(|| stored.unwrap_or_default().to_owned(), |form| form.get(name).to_owned())
    };
    let list = |name: &str, label: Text, stored: Option<&str>| {
        let hint = LINES.with(&[("most", &ENTRIES_MAX), ("long", &ENTRY_MAX)]);
        Field::area(name, label).value(of(name, stored)).rows(4).hint(hint).render(lang, breaches)
    };
    let revision = said.map_or(0, |said| said.revision).to_string();
    let form = html! {
        p { (WHY.get(lang)) }
        (ui::form(lang, &visit.csrf, paths::EXPERTISE, "expertise", html! {
            (ui::hidden("expertise_revision", &of("expertise_revision", Some(&revision))))
            (ui::fields_row(html! {
                (list("majors", say("专业", "Majors"), said.map(|said| said.majors.as_str())))
                (list("industries", say("产业方向", "Industries"), said.map(|said| said.industries.as_str())))
            }))
            (list("keywords", say("关键词", "Keywords"), said.map(|said| said.keywords.as_str())))
            (Field::text("employer", say("工作单位", "Where you work"))
                .value(of("employer", said.map(|said| said.employer.as_str())))
                .hint(say("与平台上登记的单位名称一致；已在“身份”中列出的不必再填", "As the platform names it; not needed where it stands among your roles"))
                .maxlength(EMPLOYER_MAX as u32)
                .render(lang, breaches))
            (ui::actions(ui::submit(lang, say("保存专长", "Save expertise"))))
        }))
    };
    ui::section(lang, TITLE, form)
}

pub(crate) async fn save(visit: Visit, headers: HeaderMap, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("expertise_revision", 0, i64::MAX)?;
    let said = ExpertiseForm {
        majors: form.get("majors").to_owned(),
        industries: form.get("industries").to_owned(),
        keywords: form.get("keywords").to_owned(),
        employer: form.get("employer").to_owned(),
    };
    let saved = visit.site.db.write(move |tx| actions::set_expertise(tx, &actor, revision, &said)).await;
    match either(saved)? {
        Ok(_) => visit.done(paths::ACCOUNT, say("专长已保存", "Your expertise is saved")),
        Err(breaches) => account::again(&visit, &headers, Some(&form), &breaches).await,
    }
}
