//! Whose matter something is. Nobody decides for a house about a matter of their own.

use crate::text::{Said, Text, say};
use crate::{Actor, PersonId};

/// The people a thing belongs to: its principal investigator and its members, and whoever a change would make one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team(Vec<PersonId>);

impl Team {
    pub fn of(people: impl IntoIterator<Item = PersonId>) -> Team {
        Team(people.into_iter().collect())
    }

    /// The same team with somebody more.
    pub fn and(mut self, people: impl IntoIterator<Item = PersonId>) -> Team {
        self.0.extend(people);
        self
    }

    /// Whether this person belongs to it, whatever hat they wear. The platform itself never does.
    pub fn has(&self, actor: &Actor) -> bool {
        self.0.iter().any(|person| actor.is(*person))
    }

    /// Whether the person with this id belongs to it.
    pub fn contains(&self, person: PersonId) -> bool {
        self.0.contains(&person)
    }
}

/// Who can do it when the actor wears the right hat and is kept from it only by belonging to the team.
pub fn somebody_else(who: Text) -> Said {
    const OTHER: Text = say(
        "{who}（您是项目负责人或成员，不能办理自己的事项，须由其他人办理）",
        "{who} - somebody other than you, because nobody decides about a project they lead or belong to",
    );
    Said { zh: OTHER.zh.replace("{who}", who.zh), en: OTHER.en.replace("{who}", who.en) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instant;

    #[test]
    fn a_team_knows_its_people_under_every_hat_and_never_the_platform() {
        let [own, other] = [PersonId::at(Instant::from_millis(1)), PersonId::at(Instant::from_millis(2))];
        let team = Team::of([own]).and([PersonId::nil()]);
        assert!(team.has(&Actor::person(own, "林梅", None)));
        assert!(!team.has(&Actor::person(other, "陈立", None)));
        assert!(!team.has(&Actor::system()));
    }
}
