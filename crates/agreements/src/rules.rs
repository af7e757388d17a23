//! What an agreement must hold. Rules C-01 to C-07; what leads from the agreement to the project is in
//! [`crate::establishment`].

use kernel::{Breach, Breaches, Day, Money, ProjectType, say};
use rulesets::Terms;

/// Refuses a closing date that does not lie after today. Rule C-01.
pub fn closing_date_lies_ahead(closing_on: Day, today: Day) -> Result<(), Breach> {
    if closing_on > today {
        return Ok(());
    }
    let said = say(
        "结题日期 {closing} 须晚于今天（{today}），请修改。",
        "The closing date {closing} must lie after today ({today}). Please change it.",
    );
    Err(Breach::of("C-01", "closing_on", said.with(&[("closing", &closing_on), ("today", &today)])))
}

/// Refuses a running period shorter or longer than allowed; both bounds are allowed themselves. Rule C-02.
pub fn period_is_allowed(starts_on: Day, closing_on: Day, terms: &Terms) -> Result<(), Breach> {
    let months = |n: u32| starts_on.plus_months(i32::try_from(n).unwrap_or(i32::MAX));
    let (first, last) = (months(terms.period_min_months), months(terms.period_max_months));
    if (first..=last).contains(&closing_on) {
        return Ok(());
    }
    let said = say(
        "项目周期为 {min} 至 {max} 个月：{start} 开始的项目，结题日期应在 {first} 至 {last} 之间，现为 {closing}。",
        "A project runs {min} to {max} months: one that starts on {start} closes between {first} and {last}, not on {closing}.",
    );
    let said = said.with(&[
        ("min", &terms.period_min_months),
        ("max", &terms.period_max_months),
        ("start", &starts_on),
        ("first", &first),
        ("last", &last),
        ("closing", &closing_on),
    ]);
    Err(Breach::of("C-02", "closing_on", said))
}

/// Cash and the value of goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amounts {
    pub cash: Money,
    pub goods: Money,
}

/// Names every amount in the form that differs from the one typed from the signed document. Rule C-03.
pub fn amounts_match_document(form: Amounts, document: Amounts) -> Breaches {
    let text = say(
        "表单中为 {form} 元，协议文本中为 {document} 元，请改为一致。",
        "The form says CNY {form}, the document CNY {document}. Please make them equal.",
    );
    [("cash", form.cash, document.cash), ("goods", form.goods, document.goods)]
        .into_iter()
        .filter(|(_, form, document)| form != document)
        .map(|(field, form, document)| {
            Breach::of("C-03", field, text.with(&[("form", &form), ("document", &document)]))
        })
        .collect()
}

/// Refuses less cash than the item promised or than its type needs, whichever is more. Rule C-04.
pub fn cash_keeps_promise(cash: Money, promised: Money, kind: ProjectType, terms: &Terms) -> Result<(), Breach> {
    let min = terms.cash_min.of(kind);
    let needed = promised.max(min);
    if cash >= needed {
        return Ok(());
    }
    let said = say(
        "协议经费 {cash} 元，指南承诺 {promised} 元，该类型最低 {min} 元，至少应为 {needed} 元。",
        "The agreement gives CNY {cash}; the item promised CNY {promised} and the type needs CNY {min}: at least CNY {needed} are due.",
    );
    let said = said.with(&[("cash", &cash), ("promised", &promised), ("min", &min), ("needed", &needed)]);
    Err(Breach::of("C-04", "cash", said))
}

/// Names every side whose seal is not confirmed. Rule C-05.
pub fn both_seals_confirmed(university: bool, enterprise: bool) -> Breaches {
    [
        (
            university,
            "university_seal",
            say("尚未确认高校公章或合同章。", "The seal of the university is not confirmed yet."),
        ),
        (
            enterprise,
            "enterprise_seal",
            say("尚未确认企业公章或合同章。", "The seal of the enterprise is not confirmed yet."),
        ),
    ]
    .into_iter()
    .filter(|(confirmed, _, _)| !confirmed)
    .map(|(_, field, text)| Breach::of("C-05", field, text))
    .collect()
}

/// Which of the four clauses were ticked as present in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    pub payment: bool,
    pub results: bool,
    pub copyright: bool,
    pub duties: bool,
}

/// Names every clause that is missing. Rule C-06.
pub fn clauses_are_present(clauses: &Clauses) -> Breaches {
    [
        (
            clauses.payment,
            "clauses.payment",
            say("协议须写明拨付安排，写明后勾选。", "The agreement must settle payment; tick it once it does."),
        ),
        (
            clauses.results,
            "clauses.results",
            say("协议须写明预期成果，写明后勾选。", "The agreement must name the results; tick it once it does."),
        ),
        (
            clauses.copyright,
            "clauses.copyright",
            say("协议须写明版权归属，写明后勾选。", "The agreement must settle copyright; tick it once it does."),
        ),
        (
            clauses.duties,
            "clauses.duties",
            say(
                "协议须写明双方权责，写明后勾选。",
                "The agreement must settle rights and duties; tick it once it does.",
            ),
        ),
    ]
    .into_iter()
    .filter(|(present, _, _)| !present)
    .map(|(_, field, text)| Breach::of("C-06", field, text))
    .collect()
}

/// What an upload makes of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The number of the version after the upload; the first is 1.
    pub version: u32,
    /// Whether confirmations given before still hold.
    pub keeps_confirmations: bool,
}

/// Says what an upload does: a changed file makes a new version and cancels earlier confirmations, the same file changes
/// nothing. `before` is the number and the SHA-256 of the version so far. Rule C-07.
pub fn after_upload(before: Option<(u32, &str)>, sha256: &str) -> Upload {
    match before {
        Some((version, known)) if known.eq_ignore_ascii_case(sha256) => Upload { version, keeps_confirmations: true },
        Some((version, _)) => Upload { version: version.saturating_add(1), keeps_confirmations: false },
        None => Upload { version: 1, keeps_confirmations: false },
    }
}

#[cfg(test)]
mod tests;
