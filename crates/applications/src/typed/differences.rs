//! Two versions of a draft beside each other.

use kernel::Money;

use super::{Typed, TypedLine, TypedMember, texts};

/// One text that differs between two versions: field, here, there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: &'static str,
    pub typed: String,
    pub stored: String,
}

/// Where two versions of a draft differ, in the order of the form.
pub fn differences(typed: &Typed, stored: &Typed) -> Vec<Difference> {
    let mut pairs: Vec<(&'static str, String, String)> = texts(typed)
        .into_iter()
        .zip(texts(stored))
        .map(|((name, a, _), (_, b, _))| (name, a.to_owned(), b.to_owned()))
        .collect();
    let tick = |on: bool| if on { "✓".to_owned() } else { String::new() };
    pairs.push(("ends_on", typed.ends_on.clone(), stored.ends_on.clone()));
    pairs.push(("asks_name_check", tick(typed.asks_name_check), tick(stored.asks_name_check)));
    pairs.push(("is_signed", tick(typed.is_signed), tick(stored.is_signed)));
    pairs.push(("members", members_text(typed), members_text(stored)));
    pairs.push(("budget", budget_text(typed), budget_text(stored)));
    pairs
        .into_iter()
        .filter(|(_, a, b)| a != b)
        .map(|(field, typed, stored)| Difference { field, typed, stored })
        .collect()
}

fn members_text(typed: &Typed) -> String {
    let line = |m: &TypedMember| format!("{} <{}> {} {}", m.name, m.email.to_lowercase(), m.unit, m.duty);
    typed.members.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Amounts are compared as amounts, so that `50,000` equals `50000.00`.
fn budget_text(typed: &Typed) -> String {
    let amount = |text: &str| {
        if text.trim().is_empty() {
            Money::ZERO.plain()
        } else {
            Money::parse(text).map_or(text.to_owned(), Money::plain)
        }
    };
    let line = |l: &TypedLine| format!("{} {} {}", l.purpose, amount(&l.cash), amount(&l.goods));
    typed.budget.iter().map(line).collect::<Vec<_>>().join("\n")
}
