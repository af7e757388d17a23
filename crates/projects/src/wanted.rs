//! What a change request wants: the new values, typed by kind, kept as JSON in the request.

use kernel::{Day, Money, PersonId, Refusal};

use crate::NewMember;
use crate::change::Kind;

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
    pub fn read(json: &str) -> Result<Wanted, Refusal> {
        serde_json::from_str(json).map_err(Refusal::fault)
    }
    pub fn write(&self) -> Result<String, Refusal> {
        serde_json::to_string(self).map_err(Refusal::fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_read_back_as_it_was_written() {
        let wanted = Wanted::Postponement { closes_on: "2025-12-31".parse().expect("a day") };
        let json = wanted.write().expect("written");
        assert_eq!(json, r#"{"kind":"postponement","closes_on":"2025-12-31"}"#);
        assert_eq!(Wanted::read(&json).expect("read"), wanted);
        assert_eq!(wanted.kind(), Kind::Postponement);
    }
}
