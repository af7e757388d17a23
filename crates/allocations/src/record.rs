//! The row of this slice.

use applications::PlanState;
use kernel::{AllocationId, GuidelineId, Instant, OrganisationId, PersonId};

db::record! {
    /// An allocation round (名额分配轮次) of a guideline: what was asked, what came out, and where it stands.
    pub struct Allocation in "allocation" {
        pub id: AllocationId,
        pub guideline_id: GuidelineId,
        pub enterprise_id: OrganisationId,
        /// The first round of a guideline is 1.
        pub ordinal: i64,
        /// Breaks ties between equal scores; the same for all rounds of a guideline. Below 2^53.
        pub seed: i64,
        /// The document that was solved, as `xieyu match allocate` reads it.
        #[serde(skip)]
        pub instance: String,
        /// The result, as `xieyu match allocate` writes it.
        #[serde(skip)]
        pub plan: String,
        /// JSON list of the applications that took part, each person's in the order of their wishes.
        #[serde(skip)]
        pub candidates: String,
        /// JSON list of the prepared decisions, one for each item somebody is selected for.
        #[serde(skip)]
        pub decisions: String,
        pub made_by: PersonId,
        pub made_by_name: String,
        pub state: PlanState,
        pub state_since: Instant,
        pub created_at: Instant,
    }
}

impl Allocation {
    /// Whether a round of the guideline was carried out after this one was previewed. Such a preview can only be dropped.
    pub fn is_overtaken(&self, rounds: &[Allocation]) -> bool {
        matches!(self.state, PlanState::Prepared | PlanState::Signed)
            && rounds.iter().any(|it| it.state == PlanState::Committed && it.state_since >= self.created_at)
    }
}
