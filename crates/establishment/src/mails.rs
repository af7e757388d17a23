//! Who is told that a project is established.

use std::collections::BTreeMap;

use agreements::{Agreement, EstablishmentList, ForList};
use db::{DbError, Tx};
use kernel::{OrganisationId, Role, Said, say};
use projects::Project;

use crate::{paths, store, texts};

/// Tells each principal investigator of their project, and each university and enterprise of all of theirs in one letter.
pub(crate) fn established(
    tx: &mut Tx<'_>,
    all: &[(Agreement, Project)],
    document_number: Option<&str>,
) -> Result<(), DbError> {
    let number = document_number.unwrap_or("—");
    for (agreement, project) in all {
        let parts: &[(&str, &dyn std::fmt::Display)] =
            &[("title", &project.title), ("number", &project.number), ("document", &number)];
        let subject = say("项目已立项：{title}", "Project established: {title}").with(parts);
        let body = match document_number {
            None => say(
                "《{title}》已由高校确认立项并在平台备案，项目编号 {number}。",
                "The university confirmed “{title}” and it is filed on the platform under number {number}.",
            )
            .with(parts),
            Some(_) => say(
                "《{title}》已列入立项名单（{document}）公布，项目编号 {number}。",
                "“{title}” is on the establishment list published as {document}; its number is {number}.",
            )
            .with(parts),
        };
        directory::tell(
            tx,
            &[agreement.pi_id],
            "establishment.established",
            subject,
            body,
            &paths::project(project.id),
        )?;
    }
    by_organisation(tx, all, Role::UniversityAdministrator, number, |project| project.university_id)?;
    by_organisation(tx, all, Role::EnterpriseContact, number, |project| project.enterprise_id)
}

fn by_organisation(
    tx: &mut Tx<'_>,
    all: &[(Agreement, Project)],
    role: Role,
    number: &str,
    of: fn(&Project) -> OrganisationId,
) -> Result<(), DbError> {
    let mut grouped: BTreeMap<OrganisationId, Vec<&Project>> = BTreeMap::new();
    for (_, project) in all {
        grouped.entry(of(project)).or_default().push(project);
    }
    for (organisation, projects) in grouped {
        let to = directory::people_with(tx, organisation, role)?;
        let lines: Vec<String> = projects
            .iter()
            .map(|project| format!("{} {}（{}）", project.number, project.title, project.pi_name))
            .collect();
        let parts: &[(&str, &dyn std::fmt::Display)] =
            &[("n", &projects.len()), ("document", &number), ("lines", &lines.join("\n"))];
        let subject = say("{n} 个项目已立项", "{n} project(s) established").with(parts);
        let body = say("文号：{document}\n{lines}", "Document: {document}\n{lines}").with(parts);
        directory::tell(tx, &to, "establishment.established", subject, body, "/projects")?;
    }
    Ok(())
}

/// Tells the Department that a list waits for it.
pub(crate) fn list_made(tx: &mut Tx<'_>, list: &EstablishmentList, count: usize) -> Result<(), DbError> {
    let to = store::ministry_people(tx)?;
    let name = texts::list_said(list);
    let subject = Said { zh: format!("待公布：{}", name.zh), en: format!("To publish: {}", name.en) };
    let body = Said {
        zh: format!("{}已编制，共 {count} 项，请核对后公布。", name.zh),
        en: format!("“{}” was made with {count} project(s). Please check and publish it.", name.en),
    };
    directory::tell(tx, &to, "establishment.list_made", subject, body, &paths::list(list.id))
}

/// Tells the principal investigator and the programme office that an agreement was taken off at the last moment.
pub(crate) fn taken_off(tx: &mut Tx<'_>, row: &ForList, why: &Said) -> Result<(), DbError> {
    let mut to = directory::office_people(tx)?;
    to.push(row.pi_id);
    let subject = say("未列入立项名单：{title}", "Taken off the list: {title}").with(&[("title", &row.title)]);
    let body = Said {
        zh: format!("《{}》未列入本次立项名单。\n{}", row.title, why.zh),
        en: format!("“{}” was taken off this list.\n{}", row.title, why.en),
    };
    directory::tell(tx, &to, "establishment.taken_off", subject, body, &agreements::paths::show(row.id))
}
