//! Making the plan of a project from the payment lines of its agreement.

use agreements::{PaymentLine, SupportKind};
use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Day, InstalmentId, Money, Refusal, say};
use projects::Project;

use crate::Instalment;
use crate::rules;
use crate::state::State;

/// One line of a plan, whatever it was made from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub kind: SupportKind,
    pub amount: Money,
    pub due_on: Day,
    pub note: String,
}

/// Writes the plan of a project from the payment lines of its agreement. The cash lines add up to the cash of the project,
/// to the fen (rule P-07). Goods without lines of their own are due with the closing.
pub fn plan(tx: &mut Tx<'_>, actor: &Actor, project: &Project, lines: &[PaymentLine]) -> Result<(), Refusal> {
    let line = |l: &PaymentLine| Line { kind: l.kind, amount: l.amount, due_on: l.due_on, note: l.note.clone() };
    let lines = complete(project, lines.iter().map(line).collect());
    kernel::check(verdicts(project.cash, project.goods, &lines))?;
    let rows: Vec<Instalment> = lines.into_iter().enumerate().map(|(at, line)| row(tx, project, at as i64 + 1, line)).collect();
    db::bulk_insert(tx, &rows)?;
    journal::record(tx, Act::new(actor, "project", project.id.0, "plan_support").detail(serde_json::json!({
        "instalments": rows.len(), "cash": project.cash, "goods": project.goods,
    })));
    Ok(())
}

fn complete(project: &Project, mut lines: Vec<Line>) -> Vec<Line> {
    let has_goods = lines.iter().any(|l| l.kind == SupportKind::Goods);
    if project.goods > Money::ZERO && !has_goods {
        lines.push(Line { kind: SupportKind::Goods, amount: project.goods, due_on: project.closes_on, note: String::new() });
    }
    lines
}

/// What a plan must hold: cash to the fen, and goods likewise. Rule P-07.
pub(crate) fn verdicts(cash: Money, goods: Money, lines: &[Line]) -> Vec<Result<(), Breach>> {
    let of = |kind: SupportKind| -> Vec<Money> { lines.iter().filter(|l| l.kind == kind).map(|l| l.amount).collect() };
    let goods_sum: Money = of(SupportKind::Goods).into_iter().sum();
    let goods_fit = if goods_sum == goods { Ok(()) } else {
        let said = say(
            "软硬件各批合计 {sum} 元，协议价值 {agreed} 元，请调整使两者相等。",
            "The deliveries of goods add up to CNY {sum}, the agreement says CNY {agreed}. Please make them equal.",
        );
        Err(Breach::of("P-07", "plan", said.with(&[("sum", &goods_sum), ("agreed", &goods)])))
    };
    vec![rules::plan_adds_up(&of(SupportKind::Cash), cash), goods_fit]
}

pub(crate) fn row(tx: &Tx<'_>, project: &Project, sort: i64, line: Line) -> Instalment {
    let now = tx.now();
    Instalment {
        id: InstalmentId::at(now),
        project_id: project.id,
        enterprise_id: project.enterprise_id,
        university_id: project.university_id,
        kind: line.kind,
        amount: line.amount,
        due_on: line.due_on,
        note: line.note,
        paid_on: None,
        paid_note: String::new(),
        received_on: None,
        received_note: String::new(),
        is_stamped: false,
        late_at: None,
        credit_event_id: None,
        state: State::Agreed,
        state_since: now,
        revision: 0,
        sort,
        created_at: now,
    }
}
