//! A draft as it was typed. Whatever can be read is saved; what cannot be read stays in the form with its message, and
//! the stored value stays as it was.

use kernel::{Breach, Breaches, Day, Money, Text, Word, say};

/// A member as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TypedMember {
    pub name: String,
    pub email: String,
    /// School, department or company.
    pub unit: String,
    /// What this person does in the project.
    pub duty: String,
}

/// A budget line as typed, amounts in yuan.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TypedLine {
    pub purpose: String,
    /// Yuan, such as `50000` or `50,000.00`.
    pub cash: String,
    /// Value of software and hardware in yuan.
    pub goods: String,
}

/// The whole draft as typed: what the form sends and what the API takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Typed {
    pub title: String,
    pub school: String,
    pub summary: String,
    pub plan: String,
    /// One per line.
    pub expected_results: String,
    /// `2024-09-01`; empty when not planned yet.
    pub starts_on: String,
    pub ends_on: String,
    /// The principal investigator's name as it stands in the signed document. Rule A-07.
    pub document_pi_name: String,
    pub is_signed: bool,
    pub members: Vec<TypedMember>,
    pub budget: Vec<TypedLine>,
}

/// Longest texts, in characters.
pub const TITLE_MAX: usize = 120;
pub const LINE_MAX: usize = 200;
pub const SUMMARY_MAX: usize = 2_000;
pub const TEXT_MAX: usize = 10_000;
/// Rows of members and of the budget at most.
pub const ROWS_MAX: usize = 50;

/// The texts of a draft with their names and greatest lengths, in the order of the form.
pub fn texts(typed: &Typed) -> [(&'static str, &str, usize); 7] {
    [
        ("title", &typed.title, TITLE_MAX),
        ("school", &typed.school, LINE_MAX),
        ("summary", &typed.summary, SUMMARY_MAX),
        ("plan", &typed.plan, TEXT_MAX),
        ("expected_results", &typed.expected_results, TEXT_MAX),
        ("document_pi_name", &typed.document_pi_name, LINE_MAX),
        ("starts_on", &typed.starts_on, 10),
    ]
}

/// What could be read of a draft; `None` where the typed value cannot be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub starts_on: Option<Option<Day>>,
    pub ends_on: Option<Option<Day>>,
    /// Cash and goods line by line.
    pub amounts: Option<Vec<(Money, Money)>>,
    pub texts_fit: bool,
    pub rows_fit: bool,
}

/// Reads what was typed and names everything that cannot be read.
pub fn read(typed: &Typed) -> (Read, Breaches) {
    let mut breaches = Breaches::new();
    too_long(typed, &mut breaches);
    let texts_fit = breaches.is_empty();
    let starts_on = day("starts_on", &typed.starts_on, &mut breaches);
    let ends_on = day("ends_on", &typed.ends_on, &mut breaches);
    let rows_fit = typed.members.len() <= ROWS_MAX && typed.budget.len() <= ROWS_MAX;
    if !rows_fit {
        breaches.push(Breach::field("members.0.name", TOO_MANY_ROWS.with(&[("most", &ROWS_MAX)])));
    }
    let amounts = amounts(&typed.budget, &mut breaches);
    (Read { starts_on, ends_on, amounts, texts_fit, rows_fit }, breaches)
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
        for (name, text) in [("name", &member.name), ("email", &member.email), ("unit", &member.unit), ("duty", &member.duty)] {
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
            let (cash, goods) = (amount(format!("budget.{i}.cash"), &line.cash), amount(format!("budget.{i}.goods"), &line.goods));
            Some((cash?, goods?))
        })
        .collect();
    read.into_iter().collect()
}

impl Typed {
    /// The draft out of the pairs a form sent. Rows are named `members.0.name`; wholly empty rows are dropped.
    pub fn from_pairs(pairs: &[(String, String)]) -> Typed {
        let get = |name: &str| pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str()).trim().replace("\r\n", "\n");
        let members = rows(pairs, "members").map(|row| TypedMember {
            name: get(&format!("members.{row}.name")),
            email: get(&format!("members.{row}.email")),
            unit: get(&format!("members.{row}.unit")),
            duty: get(&format!("members.{row}.duty")),
        });
        let budget = rows(pairs, "budget").map(|row| TypedLine {
            purpose: get(&format!("budget.{row}.purpose")),
            cash: get(&format!("budget.{row}.cash")),
            goods: get(&format!("budget.{row}.goods")),
        });
        Typed {
            title: get("title"),
            school: get("school"),
            summary: get("summary"),
            plan: get("plan"),
            expected_results: get("expected_results"),
            starts_on: get("starts_on"),
            ends_on: get("ends_on"),
            document_pi_name: get("document_pi_name"),
            is_signed: matches!(get("is_signed").as_str(), "on" | "true" | "1"),
            members: members.filter(|m| *m != TypedMember::default()).collect(),
            budget: budget.filter(|l| *l != TypedLine::default()).collect(),
        }
    }

    /// The sums of the lines that can be read.
    pub fn sums(&self) -> (Money, Money) {
        let read = |typed: &str| Money::parse(typed).unwrap_or(Money::ZERO);
        (self.budget.iter().map(|l| read(&l.cash)).sum(), self.budget.iter().map(|l| read(&l.goods)).sum())
    }
}

/// The numbers of the rows of one kind that a form sent, in order; a row whose removal is ticked is left out.
fn rows<'a>(pairs: &'a [(String, String)], kind: &'a str) -> impl Iterator<Item = usize> + 'a {
    let number = move |key: &str| key.strip_prefix(kind)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok();
    let mut all: Vec<usize> = pairs.iter().filter_map(|(k, _)| number(k)).filter(|n| *n < 1_000).collect();
    all.sort_unstable();
    all.dedup();
    let dropped = pairs.iter().filter(|(k, _)| k == "then").find_map(|(_, v)| v.strip_prefix("remove:").map(str::to_owned));
    all.into_iter().filter(move |n| dropped.as_deref() != Some(format!("{kind}.{n}").as_str()))
}

/// One text that differs between two versions: field, here, there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: &'static str,
    pub typed: String,
    pub stored: String,
}

/// Where two versions of a draft differ, in the order of the form.
pub fn differences(typed: &Typed, stored: &Typed) -> Vec<Difference> {
    let mut pairs: Vec<(&'static str, String, String)> =
        texts(typed).into_iter().zip(texts(stored)).map(|((name, a, _), (_, b, _))| (name, a.to_owned(), b.to_owned())).collect();
    let tick = |on: bool| if on { "✓".to_owned() } else { String::new() };
    pairs.push(("ends_on", typed.ends_on.clone(), stored.ends_on.clone()));
    pairs.push(("is_signed", tick(typed.is_signed), tick(stored.is_signed)));
    pairs.push(("members", members_text(typed), members_text(stored)));
    pairs.push(("budget", budget_text(typed), budget_text(stored)));
    pairs.into_iter().filter(|(_, a, b)| a != b).map(|(field, typed, stored)| Difference { field, typed, stored }).collect()
}

fn members_text(typed: &Typed) -> String {
    let line = |m: &TypedMember| format!("{} <{}> {} {}", m.name, m.email.to_lowercase(), m.unit, m.duty);
    typed.members.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Amounts are compared as amounts, so that `50,000` equals `50000.00`.
fn budget_text(typed: &Typed) -> String {
    let amount = |text: &str| if text.trim().is_empty() { Money::ZERO.plain() } else { Money::parse(text).map_or(text.to_owned(), Money::plain) };
    let line = |l: &TypedLine| format!("{} {} {}", l.purpose, amount(&l.cash), amount(&l.goods));
    typed.budget.iter().map(line).collect::<Vec<_>>().join("\n")
}

const TOO_LONG: Text = say("最多 {most} 字，现有 {count} 字，请删减。", "At most {most} characters, there are {count}. Please shorten it.");
const NO_NUL: Text = say("含有不能使用的字符，请重新输入。", "It contains a character that cannot be used. Please type it again.");
const NO_DAY: Text = say("请填写日期，如 2024-09-01。", "Please enter a date such as 2024-09-01.");
const NO_AMOUNT: Text = say("请填写金额（元），如 50000 或 50000.00。", "Please enter an amount in yuan, such as 50000 or 50000.00.");
const TOO_MANY_ROWS: Text = say("成员和预算最多各 {most} 行。", "At most {most} members and {most} budget lines.");

/// The word of a step button that opened another row: `add:members`.
pub fn asked_row(then: &str) -> Option<&str> { then.strip_prefix("add:") }

/// Names of the words a checklist form uses: kept here so that form and reader agree.
pub fn check_field<W: Word>(check: W) -> String { format!("checks.{}", check.word()) }

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn rows_are_read_in_order_and_empty_or_removed_ones_are_left_out() {
        let sent = pairs(&[
            ("members.2.name", "周远"), ("members.0.name", "许岚"), ("members.1.name", " "), ("members.3.name", "某人"),
            ("budget.0.cash", "50,000"), ("then", "remove:members.3"),
        ]);
        let typed = Typed::from_pairs(&sent);
        assert_eq!(typed.members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["许岚", "周远"]);
        assert_eq!(typed.sums(), (Money::from_yuan(50_000), Money::ZERO));
    }

    #[test]
    fn what_cannot_be_read_is_named_all_at_once() {
        let typed = Typed {
            title: "题".repeat(121),
            starts_on: "明天".into(),
            budget: vec![TypedLine { cash: "五万".into(), ..TypedLine::default() }],
            ..Typed::default()
        };
        let (read, breaches) = read(&typed);
        assert_eq!(breaches.iter().map(|b| b.field.as_str()).collect::<Vec<_>>(), ["title", "starts_on", "budget.0.cash"]);
        assert_eq!((read.starts_on, read.ends_on, read.amounts, read.texts_fit), (None, Some(None), None, false));
    }

    #[test]
    fn two_versions_differ_only_where_they_mean_something_else() {
        let line = |cash: &str| vec![TypedLine { purpose: "设备".into(), cash: cash.into(), goods: String::new() }];
        let a = Typed { title: "甲".into(), budget: line("50,000"), ..Typed::default() };
        let b = Typed { title: "乙".into(), budget: line("50000.00"), ..Typed::default() };
        assert_eq!(differences(&a, &b), [Difference { field: "title", typed: "甲".into(), stored: "乙".into() }]);
    }
}
