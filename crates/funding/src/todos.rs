//! What waits for somebody in this slice.

use db::{DbError, Tx, params};
use kernel::{Actor, Day, InstalmentId, Instant, Money, ProjectId, Role, Text, ToValue, Todo, Value, say};

use crate::paths;
use crate::state::Kind;

/// Days before its due day from which a payment stands in the enterprise's list.
const AHEAD_DAYS: i32 = 30;

/// What waits for the actor with the hat worn now, oldest due first: one statement at most.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let today = tx.now().day();
    match asked(actor, today) {
        Some(asked) => lines(tx, &asked),
        None => Ok(Vec::new()),
    }
}

/// The same to be counted.
pub fn waiting(actor: &Actor, today: Day) -> Vec<kernel::Waiting> {
    asked(actor, today).map(|asked| kernel::Waiting::of(&asked.from, &asked.values)).into_iter().collect()
}

/// What a role is asked for, and of which instalments.
struct Asked {
    what: &'static Waiting,
    from: String,
    values: Vec<Value>,
}

/// What goes to the actor's own project waits for somebody else.
fn asked(actor: &Actor, today: Day) -> Option<Asked> {
    let (what, mut values) = by_role(actor, today)?;
    values.push(actor.person_id.to_value());
    let own = projects::of_team("project.pi_id", "project.id", values.len());
    let from =
        format!("instalment JOIN project ON project.id = instalment.project_id WHERE {} AND NOT {own}", what.condition);
    Some(Asked { what, from, values })
}

fn by_role(actor: &Actor, today: Day) -> Option<(&'static Waiting, Vec<Value>)> {
    let hat = actor.hat?;
    match hat.role {
        Role::EnterpriseContact => Some((TO_PAY, params![hat.organisation_id, today.plus_days(AHEAD_DAYS)].to_vec())),
        Role::UniversityFinance => Some((TO_RECEIVE, params![hat.organisation_id].to_vec())),
        Role::UniversityAdministrator => Some((TO_CONFIRM, params![hat.organisation_id].to_vec())),
        Role::Teacher
        | Role::Student
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::ProgrammeOffice
        | Role::Province
        | Role::Ministry
        | Role::Operator => None,
    }
}

/// A kind of waiting: condition, what is to be done with cash and with goods, the column that says since when, and whether
/// the due day of the payment is the due day of the act.
struct Waiting {
    condition: &'static str,
    cash: Text,
    goods: Text,
    since: &'static str,
    has_due: bool,
}

const TO_PAY: &Waiting = &Waiting {
    condition: "instalment.enterprise_id = $1 AND instalment.state = 'agreed' AND instalment.due_on <= $2 AND project.state <> 'terminated'",
    cash: say("拨付到期经费", "Pay what falls due"),
    goods: say("交付到期软硬件", "Deliver the goods that fall due"),
    since: "state_since",
    has_due: true,
};
const TO_RECEIVE: &Waiting = &Waiting {
    condition: "instalment.university_id = $1 AND instalment.state = 'paid'",
    cash: say("确认经费到账", "Confirm the arrival of the money"),
    goods: say("确认软硬件签收", "Confirm the receipt of the goods"),
    since: "state_since",
    has_due: false,
};
const TO_CONFIRM: &Waiting = &Waiting {
    condition: "instalment.university_id = $1 AND instalment.late_at IS NOT NULL AND instalment.state = 'agreed' AND instalment.credit_event_id IS NULL",
    cash: say("核实经费逾期未付", "Confirm that money is missing"),
    goods: say("核实软硬件逾期未交付", "Confirm that goods are missing"),
    since: "late_at",
    has_due: false,
};

type Row = (InstalmentId, ProjectId, String, Kind, Money, Day, Instant);

fn lines(tx: &mut Tx<'_>, asked: &Asked) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT instalment.id, instalment.project_id, project.title, instalment.kind, instalment.amount, instalment.due_on, instalment.{} \
         FROM {} ORDER BY instalment.due_on, instalment.id LIMIT {}",
        asked.what.since,
        asked.from,
        Todo::MOST
    );
    let rows: Vec<Row> = tx.query(&sql, &asked.values)?;
    Ok(rows.into_iter().map(|row| line(asked.what, row)).collect())
}

fn line(what: &Waiting, (id, project, title, kind, amount, due_on, since): Row) -> Todo {
    let text = match kind {
        Kind::Cash => what.cash,
        Kind::Goods => what.goods,
    };
    Todo {
        what: text.into(),
        subject: format!("{title} · ¥\u{a0}{amount}"),
        href: paths::instalment(project, id),
        since,
        due: what.has_due.then_some(due_on),
    }
}
