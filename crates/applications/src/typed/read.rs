//! Reading what was typed: what can be stored, and a message for everything else.

use kernel::{Breach, Breaches, Day, Money, Text, say};

use super::{LINE_MAX, ROWS_MAX, Typed, TypedLine, texts};

/// What could be read of a draft; `None` where the typed value cannot be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub starts_on: Option<Option<Day>>,
    pub ends_on: Option<Option<Day>>,
    /// Cash and goods line by line.
    pub amounts: Option<Vec<(Money, Money)>>,
    /// Fields whose text cannot be stored: too long, too many rows. Everything else is.
    pub unfit: Vec<String>,
}

impl Read {
    /// Whether the text of this field, or of every field of these rows (`members`), can be stored.
    pub fn fits(&self, name: &str) -> bool {
        !self
            .unfit
            .iter()
            .any(|field| field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    }
}

/// Reads what was typed and names everything that cannot be read.
pub fn read(typed: &Typed) -> (Read, Breaches) {
    let mut breaches = Breaches::new();
    too_long(typed, &mut breaches);
    let starts_on = day("starts_on", &typed.starts_on, &mut breaches);
    let ends_on = day("ends_on", &typed.ends_on, &mut breaches);
    for (rows, field) in [(typed.members.len(), "members.0.name"), (typed.budget.len(), "budget.0.purpose")] {
        if rows > ROWS_MAX {
            breaches.push(Breach::field(field, TOO_MANY_ROWS.with(&[("most", &ROWS_MAX)])));
        }
    }
    let unfit = breaches.iter().map(|breach| breach.field.clone()).collect();
    let amounts = amounts(&typed.budget, &mut breaches);
    (Read { starts_on, ends_on, amounts, unfit }, breaches)
}

fn too_long(typed: &Typed, breaches: &mut Breaches) {
    let mut demand = |field: String, text: &str, most: usize| {
        let count = text.chars().count();
        if text.contains('\0') {
            breaches.push(Breach::field(field, NO_NUL));
        } else if count > most {
            breaches.push(Breach::field(field, TOO_LONG.with(&[("most", &most), ("count", &count)])));
        }
    };
    for (field, text, most) in texts(typed) {
        if field != "starts_on" {
            demand(field.to_owned(), text, most);
        }
    }
    for (i, member) in typed.members.iter().enumerate() {
        for (name, text) in
            [("name", &member.name), ("email", &member.email), ("unit", &member.unit), ("duty", &member.duty)]
        {
            demand(format!("members.{i}.{name}"), text, LINE_MAX);
        }
    }
    for (i, line) in typed.budget.iter().enumerate() {
        demand(format!("budget.{i}.purpose"), &line.purpose, LINE_MAX);
    }
}

fn day(field: &str, typed: &str, breaches: &mut Breaches) -> Option<Option<Day>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    match typed.parse() {
        Ok(day) => Some(Some(day)),
        Err(_) => {
            breaches.push(Breach::field(field, NO_DAY));
            None
        }
    }
}

fn amounts(lines: &[TypedLine], breaches: &mut Breaches) -> Option<Vec<(Money, Money)>> {
    let mut amount = |field: String, typed: &str| {
        if typed.trim().is_empty() {
            return Some(Money::ZERO);
        }
        let read = Money::parse(typed).ok();
        if read.is_none() {
            breaches.push(Breach::field(field, NO_AMOUNT));
        }
        read
    };
    let read: Vec<Option<(Money, Money)>> = lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            let (cash, goods) =
                (amount(format!("budget.{i}.cash"), &line.cash), amount(format!("budget.{i}.goods"), &line.goods));
            Some((cash?, goods?))
        })
        .collect();
    read.into_iter().collect()
}

const TOO_LONG: Text = say(
    "最多 {most} 字，现有 {count} 字，请删减。",
    "At most {most} characters, there are {count}. Please shorten it.",
);
const NO_NUL: Text =
    say("含有不能使用的字符，请重新输入。", "It contains a character that cannot be used. Please type it again.");
const NO_DAY: Text = say("请填写日期，如 2024-09-01。", "Please enter a date such as 2024-09-01.");
const NO_AMOUNT: Text =
    say("请填写金额（元），如 50000 或 50000.00。", "Please enter an amount in yuan, such as 50000 or 50000.00.");
const TOO_MANY_ROWS: Text = say("成员和预算最多各 {most} 行。", "At most {most} members and {most} budget lines.");
