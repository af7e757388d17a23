//! What waits for somebody in the directory.

use db::{DbError, Tx, params};
use kernel::{Actor, Instant, OrganisationId, Role, Said, Text, Todo, Value, Waiting, Word, say};

use crate::paths;

/// What waits for this person in the role worn now, the oldest first: organisations to verify for the programme office, roles
/// to confirm for administrators, a returned registration for its contact, letters that did not arrive for the operator. At
/// most two statements.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = Vec::new();
    for asked in asked(actor) {
        all.extend(match asked.kind {
            Kind::Organisations(what) => organisations(tx, &asked, what)?,
            Kind::Requests(organisation) => requests(tx, &asked, organisation)?,
            Kind::Letters => letters(tx)?,
        });
    }
    all.sort_by_key(|todo| todo.since);
    all.truncate(Todo::MOST);
    Ok(all)
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    let count = |asked: Asked| match asked.kind {
        // However many letters did not arrive, they are one line.
        Kind::Letters => Waiting {
            rows: format!("SELECT 1 AS line FROM letter WHERE {} LIMIT 1", mail::GIVEN_UP),
            values: Vec::new(),
        },
        Kind::Organisations(_) | Kind::Requests(_) => Waiting::of(asked.from, &asked.values),
    };
    asked(actor).into_iter().map(count).collect()
}

enum Kind {
    Organisations(Text),
    Requests(OrganisationId),
    Letters,
}

/// Rows that wait and what they are.
struct Asked {
    kind: Kind,
    from: &'static str,
    values: Vec<Value>,
}

fn asked(actor: &Actor) -> Vec<Asked> {
    let Some(hat) = actor.hat else { return Vec::new() };
    let here = hat.organisation_id;
    let requests = || Asked { kind: Kind::Requests(here), from: REQUESTS, values: params![here].to_vec() };
    match hat.role {
        Role::ProgrammeOffice => {
            let registered = "organisation WHERE state = 'registered'";
            vec![Asked { kind: Kind::Organisations(VERIFY), from: registered, values: Vec::new() }, requests()]
        }
        Role::EnterpriseContact => {
            let returned = "organisation WHERE state = 'returned' AND id = $1";
            let own = Asked { kind: Kind::Organisations(COMPLETE), from: returned, values: params![here].to_vec() };
            vec![own, requests()]
        }
        Role::UniversityAdministrator => vec![requests()],
        Role::Operator => vec![Asked { kind: Kind::Letters, from: "", values: Vec::new() }],
        Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::Province
        | Role::Ministry => Vec::new(),
    }
}

const REQUESTS: &str =
    "membership m JOIN person p ON p.id = m.person_id WHERE m.organisation_id = $1 AND m.state = 'requested'";
const VERIFY: Text = say("核验企业登记", "Verify the enterprise");
const COMPLETE: Text = say("补充登记信息后重新提交", "Complete the registration and hand it in again");

fn organisations(tx: &mut Tx<'_>, asked: &Asked, what: Text) -> Result<Vec<Todo>, DbError> {
    let sql = format!("SELECT id, name, state_since FROM {} ORDER BY state_since, id LIMIT {}", asked.from, Todo::MOST);
    let rows: Vec<(OrganisationId, String, Instant)> = tx.query(&sql, &asked.values)?;
    let line =
        |(id, name, since)| Todo { what: what.into(), subject: name, href: paths::organisation(id), since, due: None };
    Ok(rows.into_iter().map(line).collect())
}

fn requests(tx: &mut Tx<'_>, asked: &Asked, organisation: OrganisationId) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT p.name, m.role, m.state_since FROM {} ORDER BY m.state_since, m.id LIMIT {}",
        asked.from,
        Todo::MOST
    );
    let rows: Vec<(String, Role, Instant)> = tx.query(&sql, &asked.values)?;
    let href = paths::people(organisation);
    Ok(rows
        .into_iter()
        .map(|(subject, role, since)| Todo { what: confirm(role), subject, href: href.clone(), since, due: None })
        .collect())
}

/// Letters that were given up, as one line.
fn letters(tx: &mut Tx<'_>) -> Result<Vec<Todo>, DbError> {
    let (count, since) = mail::given_up(tx)?;
    let what = say("查看未能送达的邮件：{n} 封", "Look at the letters that did not arrive: {n}").with(&[("n", &count)]);
    let line = |since| Todo { what, subject: String::new(), href: paths::LETTERS.to_owned(), since, due: None };
    Ok(since.map(line).into_iter().collect())
}

fn confirm(role: Role) -> Said {
    let role = role.text();
    Said { zh: format!("审批身份申请：{}", role.zh), en: format!("Confirm the role: {}", role.en) }
}
