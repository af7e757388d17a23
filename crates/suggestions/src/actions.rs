//! "Not for me", and taking it back.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, ItemId, Refusal, RowId, Text, Word, say, within};

use crate::record::{Kind, Refused};
use crate::{policy, store};

/// Characters of a subject and of its name.
const LONGEST: usize = 200;

const TOO_MANY: Text = say(
    "最多标记 {most} 项，请先恢复一些。",
    "At most {most} can be marked; please let some be suggested again first.",
);

/// Says that an item is not to be suggested to the actor again. An item that applicants may not know of is not there. Rule G-07.
pub fn refuse_item(tx: &mut Tx<'_>, actor: &Actor, id: ItemId) -> Result<(), Refusal> {
    policy::may_ask(actor)?;
    let item = guidelines::get_item(tx, id)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    if !guidelines::rules::visible_to_applicants(guideline.state) {
        return Err(Refusal::NotFound);
    }
    refuse(tx, actor, RowId(actor.person_id.0), Kind::Item, &id.to_string(), &item.title)
}

/// Says that something is not to be suggested to `owner` again: the actor, or the actor's enterprise. Saying it twice is saying it once.
pub fn refuse(
    tx: &mut Tx<'_>,
    actor: &Actor,
    owner: RowId,
    kind: Kind,
    subject: &str,
    name: &str,
) -> Result<(), Refusal> {
    kernel::check([within("subject", subject, LONGEST), within("name", name, LONGEST)])?;
    let refused = store::refused(tx, owner)?;
    if refused.iter().any(|it| it.kind == kind && it.subject == subject) {
        return Ok(());
    }
    if refused.len() >= store::MOST {
        return Err(Breach::field("subject", TOO_MANY.with(&[("most", &store::MOST)])).into());
    }
    let now = tx.now();
    let row = Refused {
        id: RowId::at(now),
        owner_id: owner,
        kind,
        subject: subject.to_owned(),
        name: name.to_owned(),
        by_person: actor.person_id,
        refused_at: now,
    };
    // Two windows at once said the same.
    if !store::keep(tx, &row)? {
        return Ok(());
    }
    record(tx, actor, owner, "refuse_suggestion", kind, subject);
    Ok(())
}

/// Lets something be suggested again.
pub fn take_back(tx: &mut Tx<'_>, actor: &Actor, owner: RowId, kind: Kind, subject: &str) -> Result<(), Refusal> {
    if store::forget(tx, owner, kind, subject)? {
        record(tx, actor, owner, "take_back_suggestion", kind, subject);
    }
    Ok(())
}

fn record(tx: &mut Tx<'_>, actor: &Actor, owner: RowId, step: &str, kind: Kind, subject: &str) {
    let whose = if owner.0 == actor.person_id.0 { "person" } else { "organisation" };
    let detail = serde_json::json!({ "kind": kind.word(), "subject": subject });
    journal::record(tx, Act::new(actor, whose, owner.0, step).detail(detail));
}
