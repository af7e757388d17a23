//! A draft as it was typed. Whatever can be read is saved; what cannot be read stays in the form with its message, and
//! the stored value stays as it was.

mod differences;
mod read;

use kernel::Money;

pub use differences::{Difference, differences};
pub use read::{Read, read};

/// A member as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = TypedApplicationMember)]
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
#[schema(as = TypedBudgetLine)]
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
#[schema(as = TypedApplication)]
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
    /// That name is written differently but means the same person: the university is asked to confirm it. Rule A-07.
    pub asks_name_check: bool,
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

impl Typed {
    /// The draft out of the pairs a form sent. Rows are named `members.0.name`; wholly empty rows are dropped.
    pub fn from_pairs(pairs: &[(String, String)]) -> Typed {
        let get = |name: &str| {
            pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str()).trim().replace("\r\n", "\n")
        };
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
            asks_name_check: ticked(&get("asks_name_check")),
            is_signed: ticked(&get("is_signed")),
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

fn ticked(value: &str) -> bool {
    matches!(value, "on" | "true" | "1")
}

/// The numbers of the rows of one kind that a form sent, in order; a row whose removal is ticked is left out.
fn rows<'a>(pairs: &'a [(String, String)], kind: &'a str) -> impl Iterator<Item = usize> + 'a {
    let number = move |key: &str| key.strip_prefix(kind)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok();
    let mut all: Vec<usize> = pairs.iter().filter_map(|(k, _)| number(k)).filter(|n| *n < 1_000).collect();
    all.sort_unstable();
    all.dedup();
    let dropped =
        pairs.iter().filter(|(k, _)| k == "then").find_map(|(_, v)| v.strip_prefix("remove:").map(str::to_owned));
    all.into_iter().filter(move |n| dropped.as_deref() != Some(format!("{kind}.{n}").as_str()))
}

#[cfg(test)]
mod tests;
