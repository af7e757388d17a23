//! The rows of a draft: from what was typed, and back.

use db::{DbError, Tx, params};
use kernel::{ApplicationId, Refusal, RowId};

use super::save;
use crate::typed::{Read, Typed, TypedLine, TypedMember};
use crate::{Application, BudgetLine, Member};

/// Puts everything that could be read of a typed draft into the application and its rows.
pub(crate) fn write_draft(
    tx: &mut Tx<'_>,
    mut application: Application,
    typed: &Typed,
    read: &Read,
) -> Result<Application, Refusal> {
    for (field, place, text) in [
        ("title", &mut application.title, &typed.title),
        ("school", &mut application.school, &typed.school),
        ("summary", &mut application.summary, &typed.summary),
        ("plan", &mut application.plan, &typed.plan),
        ("expected_results", &mut application.expected_results, &typed.expected_results),
        ("document_pi_name", &mut application.document_pi_name, &typed.document_pi_name),
    ] {
        if read.fits(field) {
            place.clone_from(text);
        }
    }
    application.asks_name_check = typed.asks_name_check;
    application.is_signed = typed.is_signed;
    application.starts_on = read.starts_on.unwrap_or(application.starts_on);
    application.ends_on = read.ends_on.unwrap_or(application.ends_on);
    application.saved_at = tx.now();
    let application = save(tx, application)?;
    if read.fits("members") {
        replace_members(tx, application.id, &typed.members)?;
    }
    if let Some(amounts) = read.amounts.as_ref().filter(|_| read.fits("budget")) {
        replace_budget(tx, application.id, &typed.budget, amounts)?;
    }
    Ok(application)
}

fn replace_members(tx: &mut Tx<'_>, id: ApplicationId, typed: &[TypedMember]) -> Result<(), DbError> {
    tx.execute("DELETE FROM application_member WHERE application_id = $1", params![id])?;
    let now = tx.now();
    let rows: Vec<Member> = typed
        .iter()
        .zip(0..)
        .map(|(member, sort)| Member {
            id: RowId::at(now),
            application_id: id,
            sort,
            name: member.name.clone(),
            email: member.email.to_lowercase(),
            unit: member.unit.clone(),
            duty: member.duty.clone(),
        })
        .collect();
    db::bulk_insert(tx, &rows)
}

fn replace_budget(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    typed: &[TypedLine],
    amounts: &[(kernel::Money, kernel::Money)],
) -> Result<(), DbError> {
    tx.execute("DELETE FROM budget_line WHERE application_id = $1", params![id])?;
    let now = tx.now();
    let rows: Vec<BudgetLine> = typed
        .iter()
        .zip(amounts)
        .zip(0..)
        .map(|((line, (cash, goods)), sort)| BudgetLine {
            id: RowId::at(now),
            application_id: id,
            sort,
            purpose: line.purpose.clone(),
            cash: *cash,
            goods: *goods,
        })
        .collect();
    db::bulk_insert(tx, &rows)
}

/// The stored draft as if it had been typed.
pub(crate) fn as_typed(application: &Application, members: &[Member], budget: &[BudgetLine]) -> Typed {
    let day = |day: Option<kernel::Day>| day.map_or(String::new(), |d| d.to_string());
    Typed {
        title: application.title.clone(),
        school: application.school.clone(),
        summary: application.summary.clone(),
        plan: application.plan.clone(),
        expected_results: application.expected_results.clone(),
        starts_on: day(application.starts_on),
        ends_on: day(application.ends_on),
        document_pi_name: application.document_pi_name.clone(),
        asks_name_check: application.asks_name_check,
        is_signed: application.is_signed,
        members: members
            .iter()
            .map(|m| TypedMember {
                name: m.name.clone(),
                email: m.email.clone(),
                unit: m.unit.clone(),
                duty: m.duty.clone(),
            })
            .collect(),
        budget: budget
            .iter()
            .map(|l| TypedLine { purpose: l.purpose.clone(), cash: l.cash.plain(), goods: l.goods.plain() })
            .collect(),
    }
}
