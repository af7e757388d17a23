//! Which of several applications to one guideline is the dearest: the applicant says, until an offer is given out.

use applications::Application;
use applications::state::State;
use db::{Tx, params};
use journal::Act;
use kernel::{Actor, ApplicationId, Breach, GuidelineId, Refusal, Text, say};

use crate::store;

/// The actor's applications to a guideline that were handed in and not decided, the dearest first.
pub fn own_applications(tx: &mut Tx<'_>, actor: &Actor, id: GuidelineId) -> Result<Vec<Application>, Refusal> {
    let [a, b, c, d] = State::UNDECIDED;
    let mut own: Vec<Application> = db::list(
        tx,
        "JOIN item ON item.id = application.item_id WHERE item.guideline_id = $1 AND application.pi_id = $2 \
         AND application.submitted_at IS NOT NULL AND application.state IN ($3, $4, $5, $6)",
        params![id, actor.person_id, a, b, c, d],
    )?;
    let wishes = store::wishes_of(tx, id)?;
    own.sort_by_key(|it| (wishes.get(&it.id).copied().unwrap_or(i64::MAX), it.submitted_at, it.id));
    Ok(own)
}

/// Puts the actor's applications to a guideline in this order, the dearest first. All of them have to be named.
pub fn order_wishes(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: GuidelineId,
    order: &[ApplicationId],
) -> Result<Vec<Application>, Refusal> {
    const ALL_ONCE: Text = say(
        "请为本指南下您的每一项申请各排一个志愿，次序不能重复。",
        "Give each of your applications to this guideline one place; no two may have the same.",
    );
    let own = own_applications(tx, actor, id)?;
    if own.is_empty() {
        return Err(Refusal::NotFound);
    }
    let (mut named, mut mine): (Vec<_>, Vec<_>) = (order.to_vec(), own.iter().map(|it| it.id).collect());
    named.sort_unstable();
    mine.sort_unstable();
    if named != mine {
        return Err(Breach::field("order", ALL_ONCE).into());
    }
    for (index, application) in order.iter().enumerate() {
        store::set_wish(tx, *application, index as i64 + 1)?;
        let detail = serde_json::json!({ "place": index + 1, "guideline": id });
        journal::record(tx, Act::new(actor, "application", application.0, "order_wish").detail(detail));
    }
    own_applications(tx, actor, id)
}
