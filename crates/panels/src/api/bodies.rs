//! What the API takes.

use kernel::{PersonId, RowId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::record::Wishes;
use crate::state::{Change, Kind};

/// What counts where a program says nothing.
pub(super) const USUAL: Wishes = Wishes { per_item: 3, most: 6, seed: 1, is_fair: false };

/// What is asked for. What is left out is as before, or for a new plan 3 experts for each, 6 reviews at most, seed 1, not fair.
#[derive(Default, Deserialize, ToSchema)]
#[schema(as = AssignmentWishes)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WishesBody {
    /// Experts for each, 1 to 9.
    pub per_item: Option<u32>,
    /// Reviews of an expert at most, 1 to 50; those that wait already count.
    pub most: Option<u32>,
    /// Decides between equally good plans.
    pub seed: Option<u32>,
    /// Serve the worst served as well as can be.
    pub is_fair: Option<bool>,
}

impl WishesBody {
    /// What is said here, and for the rest what counted before.
    pub fn over(&self, before: Wishes) -> Wishes {
        Wishes {
            per_item: self.per_item.unwrap_or(before.per_item),
            most: self.most.unwrap_or(before.most),
            seed: self.seed.unwrap_or(before.seed),
            is_fair: self.is_fair.unwrap_or(before.is_fair),
        }
    }
}

/// What a new plan is for, and what is asked for.
#[derive(Default, Deserialize, ToSchema)]
#[schema(as = NewAssignmentPlan)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewPlan {
    /// What is judged; guidelines where nothing is said.
    pub kind: Option<Kind>,
    /// Experts for each, 1 to 9.
    pub per_item: Option<u32>,
    /// Reviews of an expert at most, 1 to 50; those that wait already count.
    pub most: Option<u32>,
    /// Decides between equally good plans.
    pub seed: Option<u32>,
    /// Serve the worst served as well as can be.
    pub is_fair: Option<bool>,
}

impl NewPlan {
    pub fn wishes(&self) -> WishesBody {
        WishesBody { per_item: self.per_item, most: self.most, seed: self.seed, is_fair: self.is_fair }
    }
}

/// One change by hand.
#[derive(Deserialize, ToSchema)]
#[schema(as = AssignmentEdit)]
#[serde(deny_unknown_fields)]
pub(super) struct EditBody {
    pub change: Change,
    /// A guideline or case of the plan.
    pub subject: RowId,
    pub expert: PersonId,
}
