//! Closing an account: roles end, personal data goes where no rule needs it, the journal keeps the name.

use db::{DbError, Tx};
use journal::Act;
use kernel::{Actor, Breach, Refusal, Said, Todo, Word};

use super::memberships::move_membership;
use crate::policy::permit_membership;
use crate::state::{MembershipState, MembershipStep};
use crate::store;
use crate::{mails, paths};

/// What the rest of the platform knows of somebody who wants to go.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    /// What has to be finished or handed over first, with the page where it is done.
    pub in_the_way: Vec<Todo>,
    /// A decision rested on what this person showed of their qualification, so that it has to stay. Rule A-05.
    pub keeps_proofs: bool,
}

/// What later slices do when an account closes; the directory knows none of them.
#[derive(Clone, Copy)]
pub struct Keeper {
    pub ties: fn(&mut Tx<'_>, &Actor) -> Result<Ties, DbError>,
    /// Gives up what is this person's alone, such as drafts.
    pub let_go: fn(&mut Tx<'_>, &Actor) -> Result<(), Refusal>,
}

/// Everything that stands in the way: what others know, and organisations that would lose their last administrator.
pub fn ties(tx: &mut Tx<'_>, actor: &Actor, keeper: &Keeper) -> Result<Ties, DbError> {
    let mut ties = (keeper.ties)(tx, actor)?;
    let now = tx.now();
    for (id, name, role) in store::administered_alone(tx, actor.person_id)? {
        ties.in_the_way.push(Todo {
            what: last(role.text()),
            subject: name,
            href: paths::people(id),
            since: now,
            due: None,
        });
    }
    Ok(ties)
}

fn last(role: kernel::Text) -> Said {
    Said {
        zh: format!("您是最后一位“{}”：请先邀请接任者", role.zh),
        en: format!("You are the last {}: invite a successor first", role.en.to_lowercase()),
    }
}

/// Closes the account of whoever acts; the door has checked the password. Answers the hashes of papers whose bytes are to be
/// deleted once this is committed. Refused with everything that stands in the way.
pub fn close_account(tx: &mut Tx<'_>, actor: &Actor, keeper: &Keeper) -> Result<Vec<String>, Refusal> {
    // As oneself, whatever hat is worn: roles end by their holder.
    let actor = &Actor::person(actor.person_id, &actor.name, None);
    let ties = ties(tx, actor, keeper)?;
    if !ties.in_the_way.is_empty() {
        return Err(Refusal::Breaches(ties.breaches()));
    }
    (keeper.let_go)(tx, actor)?;
    end_roles(tx, actor)?;
    let person = store::person(tx, actor.person_id)?;
    store::forget_traces(tx, &person)?;
    let papers = if ties.keeps_proofs { Vec::new() } else { store::forget_proofs(tx, person.id)? };
    if !store::close_person(tx, &person, ties.keeps_proofs)? {
        return Err(Refusal::Overtaken);
    }
    mails::account_closed(tx, &person)?;
    journal::record(tx, Act::new(actor, "person", person.id.0, "close_account"));
    Ok(papers)
}

impl Ties {
    /// Everything that stands in the way, as a refusal says it.
    pub(crate) fn breaches(&self) -> Vec<Breach> {
        self.in_the_way.iter().map(in_the_way).collect()
    }
}

fn in_the_way(todo: &Todo) -> Breach {
    let said =
        Said { zh: format!("{}：{}", todo.what.zh, todo.subject), en: format!("{}: {}", todo.what.en, todo.subject) };
    Breach::field("", said)
}

fn end_roles(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Refusal> {
    for placed in store::open_memberships_of(tx, actor.person_id)? {
        let step = match placed.membership.state {
            MembershipState::Requested => MembershipStep::Withdraw,
            MembershipState::Invited => MembershipStep::Decline,
            MembershipState::Active => MembershipStep::End,
            MembershipState::Refused | MembershipState::Ended => continue,
        };
        let permit = permit_membership(actor, step, placed.membership)?;
        move_membership(tx, actor, permit, "")?;
    }
    Ok(())
}
