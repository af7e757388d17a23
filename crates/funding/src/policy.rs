//! Who may do what with an instalment. Whoever sees the inside of a project sees its money.

use kernel::{Actor, Refusal, Said, Team, Text, ToValue, Value, say, somebody_else};
use projects::Project;
use projects::policy::{Scope, Viewer};

use crate::Instalment;
use crate::state::Step;

/// What somebody may want to do with an instalment: a step of its table, or the confirmation that it is missing, which
/// leaves it where it stands. Rule X-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Step(Step),
    ConfirmLate,
}

/// Whether the actor may do this; whether it is open, table and rules say. Nobody pays, receives or confirms for a house
/// what goes to a project they lead or belong to: `team` holds the people of the project.
pub fn may(actor: &Actor, act: Act, instalment: &Instalment, team: &Team) -> bool {
    wears_the_hat(actor, act, instalment) && !team.has(actor)
}

fn wears_the_hat(actor: &Actor, act: Act, instalment: &Instalment) -> bool {
    match act {
        // Written by establishment and by an approved change, whose own policies are asked.
        Act::Step(Step::Agree) => actor.is_system,
        Act::Step(Step::Pay) => actor.represents(instalment.enterprise_id),
        Act::Step(Step::Receive | Step::Dispute) => confirms_arrival(actor, instalment),
        Act::ConfirmLate => actor.administers(instalment.university_id),
    }
}

/// Whether the actor is the finance office that says whether something arrived. Rule X-02.
pub fn confirms_arrival(actor: &Actor, instalment: &Instalment) -> bool {
    actor.keeps_books_of(instalment.university_id)
}

/// Who can do this, for those who may not.
pub const fn who(act: Act) -> Text {
    match act {
        Act::Step(Step::Agree) => say("平台", "the platform"),
        Act::Step(Step::Pay) => say("该企业的企业联系人", "a contact of the enterprise"),
        Act::Step(Step::Receive | Step::Dispute) => say("该校的高校财务", "a finance officer of the university"),
        Act::ConfirmLate => say("该校的高校管理员", "an administrator of the university"),
    }
}

/// The same for those who may not, with the reason where it is only that the matter is their own.
pub fn who_else(actor: &Actor, act: Act, instalment: &Instalment, team: &Team) -> Said {
    let own = wears_the_hat(actor, act, instalment) && team.has(actor);
    if own { somebody_else(who(act)) } else { who(act).into() }
}

/// Whether somebody sees the money of a project.
pub fn may_view(viewer: &Viewer, project: &Project) -> bool {
    projects::policy::may_view(viewer, project)
}

/// An instalment and what somebody may do with it. Private fields: only this file makes one.
#[derive(Debug)]
pub struct Permit {
    instalment: Instalment,
}

impl Permit {
    pub fn instalment(&self) -> &Instalment {
        &self.instalment
    }
    pub(crate) fn into_instalment(self) -> Instalment {
        self.instalment
    }
}

/// Grants an act, or says who can do it; whoever may not see the project does not learn that there is an instalment.
pub fn permit(
    viewer: &Viewer,
    act: Act,
    project: &Project,
    instalment: Instalment,
    team: &Team,
) -> Result<Permit, Refusal> {
    match (may(&viewer.actor, act, &instalment, team), may_view(viewer, project)) {
        (true, _) => Ok(Permit { instalment }),
        (false, true) => Err(Refusal::forbidden(who_else(&viewer.actor, act, &instalment, team))),
        (false, false) => Err(Refusal::NotFound),
    }
}

/// [`may_view`] as a condition over `instalment`; places count from `$1`. Projects are found by their indexes first, so that a
/// house reads its own rows and not the whole table.
pub fn scope(viewer: &Viewer) -> (String, Vec<Value>) {
    if viewer.actor.is_system {
        return ("1 = 1".into(), Vec::new());
    }
    let mine = viewer.actor.person_id.to_value();
    match projects::policy::scope(viewer) {
        Scope::All => ("1 = 1".into(), Vec::new()),
        Scope::Province(code) => (of_house("province"), vec![mine, code.to_value()]),
        Scope::University(id) => (of_house("university_id"), vec![mine, id.to_value()]),
        Scope::Enterprise(id) => (of_house("enterprise_id"), vec![mine, id.to_value()]),
        Scope::Pi(person) => {
            ("instalment.project_id IN (SELECT p.id FROM project p WHERE p.pi_id = $1)".into(), vec![person.to_value()])
        }
    }
}

fn of_house(column: &str) -> String {
    format!(
        "instalment.project_id IN (SELECT p.id FROM project p WHERE p.pi_id = $1 UNION ALL SELECT p.id FROM project p WHERE p.{column} = $2)"
    )
}

#[cfg(test)]
mod tests;
