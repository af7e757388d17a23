//! From a question to an answer. Computing takes a while, so that it happens between two transactions: what was read goes in,
//! what was found is written only if nothing changed meanwhile.

use kernel::{Breach, PlanId, Refusal, RowId, say};
use matching::Steps;
use matching::assign::{NoPlan, Plan, solve};
use sha2::{Digest, Sha256};

use crate::instance;
use crate::record::{Contents, Pair, Wishes};
use crate::state::Kind;

/// Steps granted: far more than an instance of the largest size takes, and the same on every machine.
const STEPS: Steps = Steps(200_000_000);

/// What is to be computed.
#[derive(Clone, Debug)]
pub struct Question {
    pub(crate) kind: Kind,
    pub(crate) wishes: Wishes,
    /// The subjects, and what a person locked or took out before.
    pub(crate) contents: Contents,
    /// The plan that is computed again, as it was read.
    pub(crate) plan: Option<(PlanId, i64)>,
    pub(crate) document: String,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Solved {
    pub(crate) question: Question,
    pub(crate) contents: Contents,
    pub(crate) answer: Plan,
}

impl Question {
    /// Finds the pairs. Takes no database and no clock.
    pub fn solve(self) -> Result<Solved, Refusal> {
        let answer = computed(&self.document, &self.wishes)?;
        let contents = Contents { pairs: pairs(&answer, &self.contents)?, ..self.contents.clone() };
        Ok(Solved { contents, answer, question: self })
    }
}

/// The engine's answer to a document.
pub(crate) fn computed(document: &str, wishes: &Wishes) -> Result<Plan, Refusal> {
    let wishes = matching::assign::Wishes { fair: wishes.is_fair, seed: u64::from(wishes.seed) };
    solve(&instance::read(document)?, wishes, &STEPS).map_err(|reason| match reason {
        NoPlan::Infeasible(why) => {
            let said = say("这样无法分派：{why}", "No assignment is possible this way: {why}");
            Breach::field("", said.with(&[("why", &why)])).into()
        }
        NoPlan::Stopped | NoPlan::OutOfRange(_) => Refusal::fault(reason),
    })
}

fn pairs(answer: &Plan, before: &Contents) -> Result<Vec<Pair>, Refusal> {
    let pair = |placed: &matching::assign::Placed| {
        let subject: RowId = placed.item.parse().map_err(Refusal::fault)?;
        let expert = placed.expert.parse().map_err(Refusal::fault)?;
        let kept = before.on(subject).find(|pair| pair.locked && pair.expert == expert);
        Ok(kept.copied().unwrap_or(Pair { subject, expert, locked: false, by_hand: false }))
    };
    answer.placed.iter().map(pair).collect()
}

/// SHA-256 of a text's bytes, as `sha256sum` prints it.
pub(crate) fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
