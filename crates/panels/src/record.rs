//! The row of an assignment plan, and the lists it holds as JSON.

use kernel::{Instant, OrganisationId, PersonId, PlanId, Refusal, RowId};
use serde::{Deserialize, Serialize};

use crate::state::{Kind, State};

db::record! {
    /// A prepared assignment of experts to many subjects at once.
    pub struct AssignmentPlan in "assignment_plan" {
        pub id: PlanId,
        pub kind: Kind,
        /// Experts for each.
        pub per_item: i64,
        /// Reviews an expert has at most, those that wait already included.
        pub most: i64,
        /// What decides between equally good plans.
        pub seed: i64,
        /// The worst-served subject as well served as can be.
        pub is_fair: bool,
        /// JSON list of [`Subject`].
        pub subjects: String,
        pub subject_count: i64,
        /// JSON list of [`Pair`], as they stand now.
        pub pairs: String,
        pub pair_count: i64,
        /// JSON list of [`Barred`].
        pub barred: String,
        /// What the engine read: a document as `xieyu match assign` takes it.
        pub instance: String,
        /// SHA-256 of its bytes, hexadecimal.
        pub instance_sha256: String,
        /// What the engine answered: pairs and certificate.
        pub result: String,
        pub made_by: PersonId,
        pub made_by_name: String,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

/// What needs experts, as it was when the plan was computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub id: RowId,
    pub title: String,
    /// The organisation whose work it is: the enterprise of a guideline, of a case its university or else its enterprise.
    pub house: OrganisationId,
    pub house_name: String,
    pub house_name_en: String,
    pub revision: i64,
}

/// An expert for a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub subject: RowId,
    pub expert: PersonId,
    /// Stays when the plan is computed again.
    pub locked: bool,
    /// Chosen by a person, not by the engine.
    pub by_hand: bool,
}

/// An expert whom a person took out for a subject: not chosen again unless put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barred {
    pub subject: RowId,
    pub expert: PersonId,
}

/// What a plan holds besides its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub subjects: Vec<Subject>,
    pub pairs: Vec<Pair>,
    pub barred: Vec<Barred>,
}

/// What the office asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    pub per_item: u32,
    pub most: u32,
    pub seed: u32,
    pub is_fair: bool,
}

impl AssignmentPlan {
    /// Its lists.
    pub fn contents(&self) -> Result<Contents, Refusal> {
        Ok(Contents {
            subjects: serde_json::from_str(&self.subjects).map_err(Refusal::fault)?,
            pairs: serde_json::from_str(&self.pairs).map_err(Refusal::fault)?,
            barred: serde_json::from_str(&self.barred).map_err(Refusal::fault)?,
        })
    }

    /// Writes its lists.
    pub(crate) fn hold(&mut self, contents: &Contents) -> Result<(), Refusal> {
        self.subjects = serde_json::to_string(&contents.subjects).map_err(Refusal::fault)?;
        self.pairs = serde_json::to_string(&contents.pairs).map_err(Refusal::fault)?;
        self.barred = serde_json::to_string(&contents.barred).map_err(Refusal::fault)?;
        self.subject_count = contents.subjects.len() as i64;
        self.pair_count = contents.pairs.len() as i64;
        Ok(())
    }

    /// What was asked for; what lies outside the bounds was never stored.
    pub fn wishes(&self) -> Wishes {
        let number = |stored: i64| u32::try_from(stored).unwrap_or(0);
        Wishes {
            per_item: number(self.per_item),
            most: number(self.most),
            seed: number(self.seed),
            is_fair: self.is_fair,
        }
    }

    /// What the engine answered.
    pub(crate) fn answer(&self) -> Result<matching::assign::Plan, Refusal> {
        serde_json::from_str(&self.result).map_err(Refusal::fault)
    }
}

impl Contents {
    /// The experts on a subject.
    pub fn on(&self, subject: RowId) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |pair| pair.subject == subject)
    }

    /// How many subjects of the plan an expert has.
    pub fn load(&self, expert: PersonId) -> u32 {
        self.pairs.iter().filter(|pair| pair.expert == expert).count() as u32
    }

    pub fn is_barred(&self, subject: RowId, expert: PersonId) -> bool {
        self.barred.contains(&Barred { subject, expert })
    }

    pub(crate) fn find(&mut self, subject: RowId, expert: PersonId) -> Option<&mut Pair> {
        self.pairs.iter_mut().find(|pair| pair.subject == subject && pair.expert == expert)
    }
}
