//! Agreed days of money and goods that are still ahead, for calendars.

use db::{DbError, Tx};
use kernel::{Actor, Dated, Day, InstalmentId, Instant, Money, ProjectId, Role, Text, ToValue, say};

use crate::paths;
use crate::state::Kind;

/// Days in one calendar at most.
const MOST: usize = 500;
const TO_PAY: Text = say("经费拨付期限", "Money to be paid");
const TO_DELIVER: Text = say("软硬件交付期限", "Goods to be delivered");
const TO_ARRIVE: Text = say("经费应到账", "Money due");
const TO_BE_DELIVERED: Text = say("软硬件应交付", "Goods due");

type Row = (InstalmentId, ProjectId, String, Kind, Money, Day, i64, Instant);

/// What the contact's enterprise has to give, what the finance officer's university and what a principal investigator
/// waits for; the next ones first. One statement.
pub fn dates(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Dated>, DbError> {
    let (condition, value, gives) = match (actor.role(), actor.organisation_id()) {
        (Some(Role::EnterpriseContact), Some(enterprise)) => {
            ("instalment.enterprise_id = $1", enterprise.to_value(), true)
        }
        (Some(Role::UniversityFinance), Some(university)) => {
            ("instalment.university_id = $1", university.to_value(), false)
        }
        (_, _) => ("project.pi_id = $1", actor.person_id.to_value(), false),
    };
    let sql = format!(
        "SELECT instalment.id, instalment.project_id, project.title, instalment.kind, instalment.amount, instalment.due_on, \
         instalment.revision, instalment.state_since FROM instalment JOIN project ON project.id = instalment.project_id \
         WHERE {condition} AND instalment.state = 'agreed' AND project.state <> 'terminated' \
         ORDER BY instalment.due_on, instalment.id LIMIT {MOST}"
    );
    let rows: Vec<Row> = tx.query(&sql, &[value])?;
    Ok(rows.into_iter().map(|row| dated(gives, row)).collect())
}

fn dated(gives: bool, (id, project, title, kind, amount, on, revision, changed_at): Row) -> Dated {
    let what = match (kind, gives) {
        (Kind::Cash, true) => TO_PAY,
        (Kind::Goods, true) => TO_DELIVER,
        (Kind::Cash, false) => TO_ARRIVE,
        (Kind::Goods, false) => TO_BE_DELIVERED,
    };
    Dated {
        key: format!("instalment/{id}/due"),
        revision,
        changed_at,
        on,
        what: what.into(),
        subject: format!("{title} · ¥\u{a0}{amount}"),
        href: paths::instalment(project, id),
    }
}
