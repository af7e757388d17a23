//! A role is confirmed, accepted, refused, taken back or ended.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, MembershipId, Refusal, Word, say};

use crate::mails;
use crate::policy::{self, MembershipPermit};
use crate::record::Membership;
use crate::state::MembershipStep as Step;
use crate::store;

/// Characters of what may be said with a step, at most.
const REASON_MAX: usize = 500;

/// Takes a step on a membership. The last administrator of an organisation cannot be taken away.
/// With a role its tokens end.
pub fn step_membership(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MembershipId,
    step: Step,
    reason: &str,
) -> Result<Membership, Refusal> {
    let membership = db::get(tx, id)?;
    let permit = policy::permit_membership(actor, step, membership)?;
    move_membership(tx, actor, permit, reason)
}

pub(super) fn move_membership(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: MembershipPermit,
    reason: &str,
) -> Result<Membership, Refusal> {
    let step = permit.step();
    let (before, after) = (permit.membership().state, permit.membership().state.after(step)?);
    if step == Step::End {
        keeps_an_administrator(tx, permit.membership())?;
    }
    kernel::within("reason", reason, REASON_MAX)?;
    let mut membership = permit.into_membership();
    let act = Act::new(actor, "membership", membership.id.0, step.word()).moved(before, after);
    journal::advance(tx, act.because(reason.trim()))?;
    membership.state = after;
    membership.state_since = tx.now();
    if step == Step::End {
        store::revoke_those_of_role(tx, membership.id)?;
    }
    mails::membership_moved(tx, &membership, step, reason.trim())?;
    Ok(membership)
}

/// Refuses to end the role of the last administrator. Two who end each other at once both write the organisation's row:
/// the second is overtaken.
fn keeps_an_administrator(tx: &mut Tx<'_>, membership: &Membership) -> Result<(), Refusal> {
    let organisation = store::organisation(tx, membership.organisation_id)?;
    if membership.role != organisation.kind.administering_role() {
        return Ok(());
    }
    db::save(tx, &organisation)?;
    if store::count_active(tx, organisation.id, membership.role)? > 1 {
        return Ok(());
    }
    let said = say(
        "这是该单位最后一位“{role}”，不能结束：请先邀请接任者，待其接受后再结束。",
        "This is the organisation's last {role}. Invite a successor first; once they accepted, this role can be ended.",
    );
    let role = membership.role.text();
    let said =
        kernel::Said { zh: said.zh.replace("{role}", role.zh), en: said.en.replace("{role}", &role.en.to_lowercase()) };
    Err(Breach::field("", said).into())
}
