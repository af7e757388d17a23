//! Who is told that a project is established.

use std::collections::BTreeMap;

use agreements::{Agreement, EstablishmentList, ForList};
use db::{DbError, Tx};
use kernel::{OrganisationId, Role, Said, Text, say};
use mail::{Template, Topic, plain};
use projects::Project;

use crate::{paths, store, texts};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&FILED, &LISTED, &SEVERAL, &LIST_MADE, &TAKEN_OFF];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Project, subject, body)
}

const ESTABLISHED: Text = say("项目已立项：{title}", "Project established: {title}");

const FILED: Template = template(
    "establishment.filed",
    ESTABLISHED,
    say(
        "《{title}》已由高校确认立项并在平台备案，项目编号 {number}。",
        "The university confirmed “{title}” and it is filed on the platform under number {number}.",
    ),
);

const LISTED: Template = template(
    "establishment.listed",
    ESTABLISHED,
    say(
        "《{title}》已列入立项名单（{document}）公布，项目编号 {number}。",
        "“{title}” is on the establishment list published as {document}; its number is {number}.",
    ),
);

/// Tells each principal investigator of their project, and each university and enterprise of all of theirs in one letter.
pub(crate) fn established(
    tx: &mut Tx<'_>,
    all: &[(Agreement, Project)],
    document_number: Option<&str>,
) -> Result<(), DbError> {
    let number = document_number.unwrap_or("—");
    for (agreement, project) in all {
        let parts = [("title", plain(&project.title)), ("number", plain(&project.number)), ("document", plain(number))];
        let template = if document_number.is_some() { &LISTED } else { &FILED };
        directory::tell(tx, &[agreement.pi_id], template, &parts, &paths::project(project.id))?;
    }
    by_organisation(tx, all, Role::UniversityAdministrator, number, |project| project.university_id)?;
    by_organisation(tx, all, Role::EnterpriseContact, number, |project| project.enterprise_id)
}

const SEVERAL: Template = template(
    "establishment.several",
    say("{n} 个项目已立项", "{n} project(s) established"),
    say("文号：{document}\n{lines}", "Document: {document}\n{lines}"),
);

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
        let parts = [("n", plain(projects.len())), ("document", plain(number)), ("lines", plain(lines.join("\n")))];
        directory::tell(tx, &to, &SEVERAL, &parts, "/projects")?;
    }
    Ok(())
}

const LIST_MADE: Template = template(
    "establishment.list_made",
    say("待公布：{name}", "To publish: {name}"),
    say(
        "{name}已编制，共 {n} 项，请核对后公布。",
        "“{name}” was made with {n} project(s). Please check and publish it.",
    ),
);

/// Tells the Department that a list waits for it.
pub(crate) fn list_made(tx: &mut Tx<'_>, list: &EstablishmentList, count: usize) -> Result<(), DbError> {
    let to = store::ministry_people(tx)?;
    let parts = [("name", texts::list_said(list)), ("n", plain(count))];
    directory::tell(tx, &to, &LIST_MADE, &parts, &paths::list(list.id))
}

const TAKEN_OFF: Template = template(
    "establishment.taken_off",
    say("未列入立项名单：{title}", "Taken off the list: {title}"),
    say("《{title}》未列入本次立项名单。\n{why}", "“{title}” was taken off this list.\n{why}"),
);

/// Tells the principal investigator and the programme office that an agreement was taken off at the last moment.
pub(crate) fn taken_off(tx: &mut Tx<'_>, row: &ForList, why: &Said) -> Result<(), DbError> {
    let mut to = directory::office_people(tx)?;
    to.push(row.pi_id);
    let parts = [("title", plain(&row.title)), ("why", why.clone())];
    directory::tell(tx, &to, &TAKEN_OFF, &parts, &agreements::paths::show(row.id))
}
