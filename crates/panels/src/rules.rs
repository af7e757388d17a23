//! Who may judge what: the same few questions when a plan is computed, when it is changed by hand and when it is carried out.

use cases::rules::{Ties, reviewer_is_apart};
use guidelines::rules::{Interest, is_employer, reviewer_is_independent};
use kernel::{Breach, Breaches, PersonId, RowId, Said, Text, say};

use crate::facts::{Asked, Expert, Facts};
use crate::record::{Contents, Wishes};
use crate::state::Kind;

/// Experts one subject may have.
pub const PER_ITEM_MAX: u32 = 9;
/// Reviews one expert may be asked to have at the same time.
pub const MOST_MAX: u32 = 50;

const GONE: Text = say("已不是在任专家", "No active expert any more");
const MOVED: Text = say("已不在待分派状态，或内容已变", "It no longer waits for experts, or its text changed");
const FULL: Text = say("一份最多 {most} 位专家", "Each has at most {most} experts");
const LOADED: Text = say(
    "{name} 已有 {load} 份（含在评 {waiting} 份），上限 {most} 份",
    "{name} has {load} (of them {waiting} under review), {most} at most",
);
const SAME_HOUSE: Text = say(
    "{name} 与 {other} 同属“{house}”，每份材料每个单位最多一位专家",
    "{name} and {other} both belong to {house}; each has at most one expert of an organisation",
);
const WORKS_THERE: Text = say("{name} 的工作单位就是该企业", "{name} works for the enterprise");

/// Refuses a pair that may never be: whoever is of the team, belongs to one of the organisations, works there, or declared an
/// interest in it.
pub(crate) fn independent(expert: &Expert, subject: &Asked) -> Result<(), Breach> {
    let belongs = subject.houses().any(|(id, _, _)| expert.houses.iter().any(|(house, _)| *house == id));
    let works = subject.houses().any(|(_, zh, en)| is_employer(&expert.employer, zh, en));
    let is_bound = subject.houses().any(|(id, _, _)| expert.interests.contains(&id));
    let interest = if is_bound { Interest::Declared } else { Interest::None };
    match subject.kind {
        Kind::Guideline => reviewer_is_independent(belongs, interest)?,
        Kind::Case => {
            let is_of_team = subject.team.contains(&expert.id);
            reviewer_is_apart(Ties { is_of_team, is_of_house: belongs || works }, interest)?;
        }
    }
    if works { Err(Breach::of("G-09", "expert", WORKS_THERE.with(&[("name", &expert.name)]))) } else { Ok(()) }
}

/// The organisation two experts share, if there is one.
pub(crate) fn common_house<'e>(one: &'e Expert, other: &Expert) -> Option<&'e str> {
    one.places().find(|place| other.places().any(|own| own == *place))
}

/// Everything that speaks against an expert for a subject, beside those on it already. `load` counts the subjects of the plan
/// they have apart from this one.
pub(crate) fn obstacles(expert: &Expert, subject: &Asked, others: &[&Expert], load: u32, most: u32) -> Breaches {
    let mut found: Breaches = independent(expert, subject).err().into_iter().collect();
    for other in others {
        if let Some(house) = common_house(expert, other) {
            let parts: [(&str, &dyn std::fmt::Display); 3] =
                [("name", &expert.name), ("other", &other.name), ("house", &house)];
            found.push(Breach::field("expert", SAME_HOUSE.with(&parts)));
        }
    }
    let loaded = expert.waiting + load;
    if loaded >= most {
        let parts: [(&str, &dyn std::fmt::Display); 4] =
            [("name", &expert.name), ("load", &loaded), ("waiting", &expert.waiting), ("most", &most)];
        found.push(Breach::field("expert", LOADED.with(&parts)));
    }
    found
}

/// Whether one more expert finds room on a subject.
pub(crate) fn has_room(on_it: usize) -> Result<(), Breach> {
    if on_it < PER_ITEM_MAX as usize {
        return Ok(());
    }
    Err(Breach::field("expert", FULL.with(&[("most", &PER_ITEM_MAX)])))
}

/// What no longer is as the plan assumes. While there is anything, it cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub subject: RowId,
    /// Nobody where the subject itself moved.
    pub expert: Option<PersonId>,
    pub said: Said,
}

/// Everything that changed since the plan was computed, or was wrong with a pair from the start.
pub fn changed(contents: &Contents, facts: &Facts, wishes: &Wishes) -> Vec<Changed> {
    let mut found = Vec::new();
    for subject in &contents.subjects {
        let now = facts.subject(subject.id).filter(|now| now.is_open && now.revision == subject.revision);
        match now {
            None => found.push(Changed { subject: subject.id, expert: None, said: MOVED.into() }),
            Some(now) => found.extend(pairs_of(now, contents, facts, wishes)),
        }
    }
    found
}

fn pairs_of(subject: &Asked, contents: &Contents, facts: &Facts, wishes: &Wishes) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut before: Vec<&Expert> = Vec::new();
    for pair in contents.on(subject.id) {
        let change = |said| Changed { subject: subject.id, expert: Some(pair.expert), said };
        match facts.expert(pair.expert) {
            None => found.push(change(GONE.into())),
            Some(expert) => {
                let load = contents.load(expert.id) - 1;
                let wrong = obstacles(expert, subject, &before, load, wishes.most);
                found.extend(wrong.into_iter().map(|breach| change(breach.said)));
                before.push(expert);
            }
        }
    }
    found
}

/// Refuses what cannot be asked for.
pub(crate) fn can_be_asked(wishes: &Wishes) -> Breaches {
    let number = |field: &str, given: u32, most: u32| {
        let said = say("请填写 1 至 {most} 之间的整数", "Enter a whole number from 1 to {most}");
        (!(1..=most).contains(&given)).then(|| Breach::field(field, said.with(&[("most", &most)])))
    };
    number("per_item", wishes.per_item, PER_ITEM_MAX).into_iter().chain(number("most", wishes.most, MOST_MAX)).collect()
}

#[cfg(test)]
mod tests;
