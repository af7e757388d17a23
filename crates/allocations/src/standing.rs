//! What an allocation round starts from: offers left, applications in evaluation with their scores, and the order of wishes.

use std::collections::{HashMap, HashSet};

use applications::Application;
use applications::state::State;
use db::{Tx, params};
use guidelines::Item;
use kernel::{GuidelineId, PersonId, Refusal};

use crate::instance::Candidate;
use crate::store;

/// A guideline as it stands.
pub struct Standing {
    pub items: Vec<Item>,
    /// In evaluation and scored, of people without an offer of this guideline: each person's in the order of their wishes.
    pub candidates: Vec<Candidate>,
    /// In evaluation, without a score.
    pub unscored: Vec<Application>,
    /// In evaluation, of people who are selected for another item of this guideline.
    pub provided: Vec<Application>,
    /// All in evaluation.
    pub open: Vec<Application>,
}

impl Standing {
    /// Reads it with a number of statements that depends on the items alone.
    pub fn load(tx: &mut Tx<'_>, guideline: GuidelineId) -> Result<Standing, Refusal> {
        let items = guidelines::items_of(tx, guideline)?;
        let (mut open, mut means, mut selected) = (Vec::new(), HashMap::new(), HashSet::<PersonId>::new());
        for item in &items {
            let these: Vec<Application> = db::list(
                tx,
                "WHERE item_id = $1 AND state IN ($2, $3) ORDER BY id",
                params![item.id, State::EnterpriseReview, State::Selected],
            )?;
            means.extend(applications::actions::means(tx, item.id)?);
            let (mine, taken): (Vec<_>, Vec<_>) = these.into_iter().partition(|it| it.state == State::EnterpriseReview);
            open.extend(mine);
            selected.extend(taken.into_iter().map(|it| it.pi_id));
        }
        let wishes = store::wishes_of(tx, guideline)?;
        // Who said nothing wants first what was handed in first.
        open.sort_by_key(|it| (wishes.get(&it.id).copied().unwrap_or(i64::MAX), it.submitted_at, it.id));
        let (mut candidates, mut unscored, mut provided) = (Vec::new(), Vec::new(), Vec::new());
        for application in &open {
            match means.get(&application.id) {
                _ if selected.contains(&application.pi_id) => provided.push(application.clone()),
                None => unscored.push(application.clone()),
                Some(&mean_tenths) => candidates.push(Candidate {
                    application_id: application.id,
                    item_id: application.item_id,
                    pi_id: application.pi_id,
                    mean_tenths,
                }),
            }
        }
        Ok(Standing { items, candidates, unscored, provided, open })
    }
}
