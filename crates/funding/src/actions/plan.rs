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

impl From<&PaymentLine> for Line {
    fn from(l: &PaymentLine) -> Line {
        Line { kind: l.kind, amount: l.amount, due_on: l.due_on, note: l.note.clone() }
    }
}

/// Writes the plan of a project from the payment lines of its agreement. The cash lines add up to the cash of the project,
/// to the fen (rule P-07). Goods without lines of their own are due with the closing. A project has one plan; later only an
/// approved change of the budget replaces what was not paid.
pub fn plan(tx: &mut Tx<'_>, actor: &Actor, project: &Project, lines: &[PaymentLine]) -> Result<(), Refusal> {
    if !crate::store::instalments(tx, project.id)?.is_empty() {
        return Err(Refusal::NotOpen {
            step: say("制定拨付计划", "Make the plan"),
            state: say("已有拨付计划", "There is a plan already"),
        });
    }
    let lines = complete(project.goods, project.closes_on, lines.iter().map(Line::from).collect());
    kernel::check(verdicts(project.cash, project.goods, &lines))?;
    let rows = rows(tx, project, 1, lines);
    db::bulk_insert(tx, &rows)?;
    journal::record(
        tx,
        Act::new(actor, "project", project.id.0, "plan_support").detail(serde_json::json!({
            "instalments": rows.len(), "cash": project.cash, "goods": project.goods,
        })),
    );
    Ok(())
}

/// Adds the goods that no line speaks of: they are due with the closing.
pub(crate) fn complete(goods: Money, closes_on: Day, mut lines: Vec<Line>) -> Vec<Line> {
    let has_goods = lines.iter().any(|l| l.kind == SupportKind::Goods);
    if goods > Money::ZERO && !has_goods {
        lines.push(Line { kind: SupportKind::Goods, amount: goods, due_on: closes_on, note: String::new() });
    }
    lines
}

/// What a plan must hold: cash to the fen, and goods likewise. Rule P-07.
pub(crate) fn verdicts(cash: Money, goods: Money, lines: &[Line]) -> Vec<Result<(), Breach>> {
    let of = |kind: SupportKind| lines.iter().enumerate().filter(move |(_, l)| l.kind == kind);
    let amounts = |kind: SupportKind| -> Vec<Money> { of(kind).map(|(_, l)| l.amount).collect() };
    // The rule counts the lines it is given; the form counts all.
    let place = |kind: SupportKind, b: Breach| {
        let nth = b
            .field
            .strip_prefix("plan.")
            .and_then(|rest| rest.strip_suffix(".amount"))
            .and_then(|n| n.parse::<usize>().ok());
        let line = nth.and_then(|n| of(kind).nth(n)).map(|(at, _)| format!("plan.{at}.amount"));
        Breach { field: line.unwrap_or(b.field), ..b }
    };
    let goods_parts = amounts(SupportKind::Goods);
    let goods_sum: Money = goods_parts.iter().copied().sum();
    let goods_fit = if goods_sum == goods && goods_parts.iter().all(|part| *part > Money::ZERO) {
        Ok(())
    } else {
        let said = say(
            "软硬件各批均须大于 0，合计须等于协议价值；现合计 {sum} 元，协议价值 {agreed} 元。",
            "Every delivery of goods must be more than 0 and together they equal the agreement; they add up to CNY {sum}, the agreement says CNY {agreed}.",
        );
        Err(Breach::of("P-07", "plan", said.with(&[("sum", &goods_sum), ("agreed", &goods)])))
    };
    vec![rules::plan_adds_up(&amounts(SupportKind::Cash), cash).map_err(|b| place(SupportKind::Cash, b)), goods_fit]
}

/// The lines as rows, numbered from `first`. Ids of one moment have no order of their own: they are dealt out so that a list,
/// which begins with the highest, shows a plan in its order.
pub(crate) fn rows(tx: &Tx<'_>, project: &Project, first: i64, lines: Vec<Line>) -> Vec<Instalment> {
    let mut ids: Vec<InstalmentId> = lines.iter().map(|_| InstalmentId::at(tx.now())).collect();
    ids.sort_by(|a, b| b.cmp(a));
    lines.into_iter().zip(ids).zip(first..).map(|((line, id), sort)| row(tx, project, id, sort, line)).collect()
}

fn row(tx: &Tx<'_>, project: &Project, id: InstalmentId, sort: i64, line: Line) -> Instalment {
    let now = tx.now();
    Instalment {
        id,
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
