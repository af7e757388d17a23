//! What a change request wants: the new values, typed by kind, kept as JSON in the request.

use kernel::{Breach, Breaches, Day, Money, PersonId, Refusal, Text, say, within};

use crate::NewMember;
use crate::change::Kind;

/// Characters of a title, of a part of a member's line, of a line of the plan, of the new content and of a settlement.
pub(crate) const TITLE_MAX: usize = 200;
pub(crate) const MEMBER_MAX: usize = 100;
pub(crate) const NOTE_MAX: usize = 200;
pub(crate) const CONTENT_MAX: usize = 8_000;
pub(crate) const SETTLEMENT_MAX: usize = 4_000;
/// Members and lines of a plan, each: as many as an application and an agreement may have.
pub(crate) const ROWS_MAX: usize = 60;
const TOO_MANY: Text = say("最多 {most} 行，现有 {count} 行", "At most {most} lines, there are {count}");

/// A line of the payment plan after a change of the budget.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct PlanLine {
    /// `cash` or `goods`.
    pub kind: agreements::SupportKind,
    pub amount: Money,
    pub due_on: Day,
    pub note: String,
}

/// The new values of a change request.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wanted {
    Postponement {
        closes_on: Day,
    },
    Pi {
        person_id: PersonId,
        /// As the register has it, whatever is sent.
        #[serde(default)]
        name: String,
    },
    Members {
        members: Vec<NewMember>,
    },
    Content {
        title: String,
        content: String,
    },
    /// The whole plan from now on: what was paid already stays and counts.
    Budget {
        cash: Money,
        goods: Money,
        plan: Vec<PlanLine>,
    },
    /// How what was given and made so far is settled.
    Termination {
        settlement: String,
    },
}

impl Wanted {
    pub const fn kind(&self) -> Kind {
        match self {
            Wanted::Postponement { .. } => Kind::Postponement,
            Wanted::Pi { .. } => Kind::Pi,
            Wanted::Members { .. } => Kind::Members,
            Wanted::Content { .. } => Kind::Content,
            Wanted::Budget { .. } => Kind::Budget,
            Wanted::Termination { .. } => Kind::Termination,
        }
    }
    /// Names everything that is too long to be kept.
    pub(crate) fn too_long(&self) -> Breaches {
        let verdicts = match self {
            Wanted::Postponement { .. } | Wanted::Pi { .. } => Vec::new(),
            Wanted::Members { members } => members_fit(members),
            Wanted::Content { title, content } => {
                vec![within("title", title, TITLE_MAX), within("content", content, CONTENT_MAX)]
            }
            Wanted::Budget { plan, .. } => {
                let notes = plan.iter().enumerate().map(|(n, l)| within(format!("plan.{n}.note"), &l.note, NOTE_MAX));
                std::iter::once(rows_fit("plan", plan.len())).chain(notes).collect()
            }
            Wanted::Termination { settlement } => vec![within("settlement", settlement, SETTLEMENT_MAX)],
        };
        verdicts.into_iter().filter_map(Result::err).collect()
    }

    pub fn read(json: &str) -> Result<Wanted, Refusal> {
        serde_json::from_str(json).map_err(Refusal::fault)
    }
    pub fn write(&self) -> Result<String, Refusal> {
        serde_json::to_string(self).map_err(Refusal::fault)
    }
}

fn members_fit(members: &[NewMember]) -> Vec<Result<(), Breach>> {
    let line = |(n, m): (usize, &NewMember)| {
        [("name", &m.name), ("organisation", &m.organisation), ("duty", &m.duty), ("email", &m.email)]
            .map(|(part, text)| within(format!("members.{n}.{part}"), text, MEMBER_MAX))
    };
    std::iter::once(rows_fit("members", members.len())).chain(members.iter().enumerate().flat_map(line)).collect()
}

fn rows_fit(field: &str, count: usize) -> Result<(), Breach> {
    if count <= ROWS_MAX {
        return Ok(());
    }
    Err(Breach::field(field, TOO_MANY.with(&[("most", &ROWS_MAX), ("count", &count)])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_too_long_is_named_with_its_line() {
        let member = |name: &str| NewMember {
            name: name.into(),
            organisation: String::new(),
            duty: String::new(),
            email: String::new(),
        };
        let fields = |wanted: Wanted| wanted.too_long().into_iter().map(|b| b.field).collect::<Vec<_>>();
        let long = "长".repeat(MEMBER_MAX + 1);
        assert_eq!(fields(Wanted::Members { members: vec![member("何静"), member(&long)] }), ["members.1.name"]);
        assert_eq!(fields(Wanted::Members { members: vec![member("何静"); ROWS_MAX + 1] }), ["members"]);
        let content = |most: usize| Wanted::Content { title: "题目".into(), content: "文".repeat(most) };
        assert_eq!(fields(content(CONTENT_MAX)), [""; 0]);
        assert_eq!(fields(content(CONTENT_MAX + 1)), ["content"]);
    }

    #[test]
    fn what_is_wanted_is_read_back_as_it_was_written() {
        let wanted = Wanted::Postponement { closes_on: "2025-12-31".parse().expect("a day") };
        let json = wanted.write().expect("written");
        assert_eq!(json, r#"{"kind":"postponement","closes_on":"2025-12-31"}"#);
        assert_eq!(Wanted::read(&json).expect("read"), wanted);
        assert_eq!(wanted.kind(), Kind::Postponement);
    }
}
