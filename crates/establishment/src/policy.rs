//! Who makes and publishes lists. Confirming and filing in the 2024 mode is a step of the agreement: see its policy.

use kernel::{Actor, Refusal, Role, Text, say, words};

words! {
    /// What can be done with the lists of a round.
    pub enum Step {
        MakeList = "make_list" ("编制立项名单", "Make the list"),
        PublishList = "publish_list" ("公布立项名单", "Publish the list"),
        MissCutOff = "miss_cut_off" ("标记逾期未列入", "Mark what missed the cut-off"),
    }
}

/// Preparing and announcing are two facts: the programme office prepares, the Department announces.
pub fn may(actor: &Actor, step: Step) -> bool {
    match step {
        Step::MakeList => actor.is_office(),
        Step::PublishList => actor.wears(Role::Ministry),
        Step::MissCutOff => actor.is_office() || actor.is_system,
    }
}

/// Who can take a step, for people who cannot.
pub const fn who(step: Step) -> Text {
    match step {
        Step::MakeList | Step::MissCutOff => say("项目办公室", "the programme office"),
        Step::PublishList => say("高等教育司", "the Department of Higher Education"),
    }
}

/// Whether `actor` may see lists before they are published.
pub fn may_view(actor: &Actor) -> bool {
    actor.is_system || actor.is_office() || actor.wears(Role::Ministry)
}

/// Proof that somebody may take a step. Only this file can make one.
#[derive(Debug)]
pub(crate) struct Permit(());

pub(crate) fn permit(actor: &Actor, step: Step) -> Result<Permit, Refusal> {
    match (may(actor, step), may_view(actor)) {
        (true, _) => Ok(Permit(())),
        (false, true) => Err(Refusal::forbidden(who(step))),
        (false, false) => Err(Refusal::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Hat, Instant, OrganisationId, PersonId, Word};

    use super::*;

    #[test]
    fn rights_over_establishment_lists() {
        let now = Instant::from_millis(0);
        let mut out = String::new();
        let hats = Role::ALL.iter().map(|role| (role.word(), Some(*role))).chain([("nobody in particular", None)]);
        for (name, role) in hats {
            let hat = role.map(|role| Hat { role, organisation_id: OrganisationId::at(now) });
            let actor = Actor::person(PersonId::at(now), "某人", hat);
            out.push_str(&line(name, &actor));
        }
        out.push_str(&line("the platform", &Actor::system()));
        insta::assert_snapshot!(out);
    }

    fn line(name: &str, actor: &Actor) -> String {
        let steps: Vec<&str> = Step::ALL.iter().filter(|step| may(actor, **step)).map(|step| step.word()).collect();
        let steps = if steps.is_empty() { "-".to_owned() } else { steps.join(", ") };
        format!("{name}: {}; {steps}\n", if may_view(actor) { "sees lists" } else { "sees none" })
    }
}
