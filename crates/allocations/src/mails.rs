//! Letters, written in the transaction of the act they tell of.

use applications::{Application, evaluators};
use db::{DbError, Tx};
use guidelines::Guideline;
use kernel::{Actor, say};
use mail::{Template, Topic, plain};

use crate::{Allocation, paths};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&WAITING, &SECOND_SIGNATURE];

const WAITING: Template = Template::new(
    "allocation.waiting",
    Topic::Application,
    say("候补第 {place} 位：{title}", "Place {place} on the waiting list: {title}"),
    say(
        "本轮名额已分配完毕，申请“{title}”排在候补第 {place} 位。有名额空出时，企业可按候补次序选中，或再分配一轮，届时按当时的评分重新排序；您无需再做什么。",
        "The offers of this round are given out. “{title}” has place {place} on the waiting list; where an offer falls free, the enterprise may go by its order, or hold another round, which ranks everybody anew by the scores of that day. You need not do anything.",
    ),
);

/// An applicant learns where the application stands.
pub(crate) fn waiting(tx: &mut Tx<'_>, application: &Application, place: usize) -> Result<(), DbError> {
    let parts = [("title", plain(&application.title)), ("place", plain(place.to_string()))];
    directory::tell(tx, &[application.pi_id], &WAITING, &parts, &applications::paths::application(application.id))
}

const SECOND_SIGNATURE: Template = Template::new(
    "allocation.second_signature",
    Topic::Application,
    say("请第二人签署名额分配：{title}", "An allocation round needs a second signature: {title}"),
    say(
        "{who}已签署指南“{title}”第 {round} 轮名额分配，须由另一位人员签署后一并生效。",
        "{who} signed round {round} of the allocation of “{title}”. It takes effect as a whole when another person signs.",
    ),
);

/// Everybody of the enterprise but the first signer is asked for the second signature, once for the whole round. Rule S-03.
pub(crate) fn second_signature(
    tx: &mut Tx<'_>,
    actor: &Actor,
    guideline: &Guideline,
    round: &Allocation,
) -> Result<(), DbError> {
    let mut people = evaluators(tx, round.enterprise_id)?;
    people.retain(|person| *person != actor.person_id);
    let (title, ordinal) = (plain(&guideline.title), plain(round.ordinal.to_string()));
    let parts = [("who", plain(&actor.name)), ("title", title), ("round", ordinal)];
    directory::tell(tx, &people, &SECOND_SIGNATURE, &parts, &paths::allocation(round.id))
}
