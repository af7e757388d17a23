//! Who is suggested what.

use guidelines::Guideline;
use kernel::{Actor, OrganisationId, Refusal, Role, Text, say};

/// Open items are suggested to those who can apply: teachers and students.
pub fn may_ask(actor: &Actor) -> Result<Role, Refusal> {
    actor.role().filter(|role| matches!(role, Role::Teacher | Role::Student)).ok_or_else(|| Refusal::forbidden(WHO))
}

const WHO: Text = say("教师和学生", "Teachers and students");

/// Teachers and universities are suggested to the people of the enterprise, and to the programme office.
fn sees_partners(actor: &Actor, enterprise: OrganisationId) -> bool {
    actor.evaluates_for(enterprise) || actor.is_office()
}

/// What an enterprise does not want to be suggested again its own people say.
fn refuses_partners(actor: &Actor, enterprise: OrganisationId) -> bool {
    actor.evaluates_for(enterprise)
}

/// Lets somebody see who fits a guideline.
pub fn may_see_partners(actor: &Actor, guideline: &Guideline) -> Result<(), Refusal> {
    if sees_partners(actor, guideline.enterprise_id) { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Lets somebody say who does not fit the enterprise.
pub fn may_refuse_partners(actor: &Actor, guideline: &Guideline) -> Result<(), Refusal> {
    const WHO: Text =
        say("发布指南的企业的联系人和评审人", "Contacts and reviewers of the enterprise that offers the item");
    may_see_partners(actor, guideline)?;
    if refuses_partners(actor, guideline.enterprise_id) { Ok(()) } else { Err(Refusal::forbidden(WHO)) }
}

#[cfg(test)]
mod tests {
    use kernel::{Hat, Instant, PersonId, Word};

    use super::*;

    #[test]
    fn rights_over_suggestions() {
        let now = Instant::from_millis(0);
        let (own, other) = (OrganisationId::at(now), OrganisationId::at(now));
        let mut out = String::new();
        for role in Role::ALL {
            for (place, organisation_id) in [("of the enterprise", own), ("elsewhere", other)] {
                let actor = Actor::person(PersonId::at(now), "某人", Some(Hat { role: *role, organisation_id }));
                let asks = if may_ask(&actor).is_ok() { "items, " } else { "" };
                let partners = match (sees_partners(&actor, own), refuses_partners(&actor, own)) {
                    (true, true) => "sees and refuses partners",
                    (true, false) => "sees partners",
                    (false, _) => "-",
                };
                out.push_str(&format!("{} {place}: {asks}{partners}\n", role.word()));
            }
        }
        insta::assert_snapshot!(out);
    }
}
