//! What waits for somebody in the directory.

use db::{DbError, Tx, params};
use kernel::{Actor, Instant, OrganisationId, Role, Said, Text, Todo, Word, say};

use crate::paths;

/// At most so many lines.
const MOST: i64 = 200;

/// What waits for this person in the role worn now, the oldest first: organisations to verify for the programme office, roles
/// to confirm for administrators, a returned registration for its contact. At most two statements.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let Some(hat) = actor.hat else { return Ok(Vec::new()) };
    let here = hat.organisation_id;
    match hat.role {
        Role::ProgrammeOffice => {
            let mut all = organisations(tx, "state = 'registered'", None, VERIFY)?;
            all.extend(requests(tx, here)?);
            all.sort_by_key(|todo| todo.since);
            all.truncate(MOST as usize);
            Ok(all)
        }
        Role::EnterpriseContact => {
            let mut all = organisations(tx, "state = 'returned' AND id = $2", Some(here), COMPLETE)?;
            all.extend(requests(tx, here)?);
            Ok(all)
        }
        Role::UniversityAdministrator => requests(tx, here),
        Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::Province
        | Role::Ministry
        | Role::Operator => Ok(Vec::new()),
    }
}

const VERIFY: Text = say("核验企业登记", "Verify the enterprise");
const COMPLETE: Text = say("补充登记信息后重新提交", "Complete the registration and hand it in again");

fn organisations(
    tx: &mut Tx<'_>,
    condition: &str,
    id: Option<OrganisationId>,
    what: Text,
) -> Result<Vec<Todo>, DbError> {
    let sql =
        format!("SELECT id, name, state_since FROM organisation WHERE {condition} ORDER BY state_since, id LIMIT $1");
    let mut values = params![MOST].to_vec();
    values.extend(id.map(|id| kernel::ToValue::to_value(&id)));
    let rows: Vec<(OrganisationId, String, Instant)> = tx.query(&sql, &values)?;
    let line =
        |(id, name, since)| Todo { what: what.into(), subject: name, href: paths::organisation(id), since, due: None };
    Ok(rows.into_iter().map(line).collect())
}

fn requests(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<Todo>, DbError> {
    let sql = "SELECT p.name, m.role, m.state_since FROM membership m JOIN person p ON p.id = m.person_id \
               WHERE m.organisation_id = $1 AND m.state = 'requested' ORDER BY m.state_since, m.id LIMIT $2";
    let rows: Vec<(String, Role, Instant)> = tx.query(sql, params![organisation, MOST])?;
    let href = paths::people(organisation);
    Ok(rows
        .into_iter()
        .map(|(subject, role, since)| Todo { what: confirm(role), subject, href: href.clone(), since, due: None })
        .collect())
}

fn confirm(role: Role) -> Said {
    let role = role.text();
    Said { zh: format!("审批身份申请：{}", role.zh), en: format!("Confirm the role: {}", role.en) }
}
