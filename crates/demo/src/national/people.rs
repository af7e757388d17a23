//! Principal investigators: teachers and, for the joint fund, students. Nobody can log in as one of them.

use directory::{Membership, MembershipState, Person};
use kernel::{Instant, MembershipId, PersonId, Role};

use super::calendar::{Batch, day_of};
use super::dice::Dice;
use super::ids::Ids;
use super::names;
use super::partners::Partners;
use super::standing::Standing;
use super::words::{SCHOOLS, TITLES};

/// Projects one person may lead at the same time. Rule A-02.
const RUNNING_MOST: u8 = 3;
/// Students among a thousand people.
const STUDENTS: usize = 20;

/// Somebody who leads projects.
#[derive(Clone, Debug)]
pub(crate) struct Pi {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    /// Place in the list of universities.
    pub(crate) university: usize,
    pub(crate) running: u8,
}

/// Everybody, in the order in which they joined.
pub(crate) struct People {
    pub(crate) rows: Vec<(Person, Membership)>,
    all: Vec<Pi>,
    students: Vec<usize>,
    /// Teachers of each university, in the order in which they joined.
    teachers: Vec<Vec<usize>>,
    /// Universities as often as they are large.
    weights: Vec<usize>,
}

impl People {
    pub(crate) fn make(seed: u64, partners: &Partners, standing: &Standing, count: usize, batches: &[Batch]) -> People {
        let mut dice = Dice::new(seed, "people");
        let mut ids = (Ids::new(seed, "person"), Ids::new(seed, "membership"));
        let mut people = People {
            rows: Vec::with_capacity(count),
            all: Vec::with_capacity(count),
            students: Vec::new(),
            teachers: vec![Vec::new(); partners.universities.len()],
            weights: weights(partners.universities.len()),
        };
        let total: usize = batches.iter().map(|b| b.count).sum();
        let count = if people.weights.is_empty() || total == 0 { 0 } else { count };
        for index in 0..count {
            let first_project = day_of(batches, total * index / count).unwrap_or(standing.today);
            let joined =
                Instant::beijing(first_project.plus_days(-dice.between(90, 200) as i32), 9, 0, dice.between(0, 28_800));
            let is_student = dice.in_thousand(STUDENTS) || index == 0;
            let university = people.weights[dice.below(people.weights.len())];
            let number = standing.people + index;
            let (person, membership) =
                rows(&mut dice, &mut ids, joined, is_student, number, &partners.universities[university]);
            people.all.push(Pi { id: person.id, name: person.name.clone(), university, running: 0 });
            if is_student {
                people.students.push(index)
            } else {
                people.teachers[university].push(index)
            }
            people.rows.push((person, membership));
        }
        people
    }

    /// A teacher who had joined when `place` of `total` projects were established and can take on another one.
    pub(crate) fn teacher(&mut self, dice: &mut Dice, place: usize, total: usize, is_running: bool) -> Option<usize> {
        let joined = (self.all.len() / 25 + self.all.len() * place / total.max(1)).min(self.all.len());
        for _ in 0..400 {
            let university = *self.weights.get(dice.below(self.weights.len()))?;
            let here = &self.teachers[university];
            let known = here.partition_point(|index| *index < joined);
            if known == 0 {
                continue;
            }
            let chosen = here[dice.below(known).max(dice.below(known))]; // rather somebody who joined lately
            if self.takes(chosen, is_running) {
                return Some(chosen);
            }
        }
        let free = (0..self.all.len())
            .find(|index| !self.students.contains(index) && self.all[*index].running < RUNNING_MOST)?;
        self.takes(free, is_running).then_some(free)
    }

    /// A student of the time.
    pub(crate) fn student(&mut self, place: usize, total: usize, is_running: bool) -> Option<usize> {
        let from = self.students.len() * place / total.max(1);
        let near = (from..self.students.len()).chain((0..from).rev());
        let chosen =
            near.map(|at| self.students[at]).find(|index| !is_running || self.all[*index].running < RUNNING_MOST)?;
        self.takes(chosen, is_running).then_some(chosen)
    }

    /// Takes a place among the running projects where one is needed. Rule A-02.
    fn takes(&mut self, index: usize, is_running: bool) -> bool {
        let running = &mut self.all[index].running;
        if is_running && *running >= RUNNING_MOST {
            return false;
        }
        *running += u8::from(is_running);
        true
    }

    pub(crate) fn get(&self, index: usize) -> &Pi {
        &self.all[index]
    }

    /// Whoever leads a running project, with their number.
    pub(crate) fn running(&self) -> impl Iterator<Item = (PersonId, u8)> {
        self.all.iter().filter(|pi| pi.running > 0).map(|pi| (pi.id, pi.running))
    }
}

/// The largest university leads about seventeen times as many projects as the smallest.
fn weights(universities: usize) -> Vec<usize> {
    (0..universities).flat_map(|rank| std::iter::repeat_n(rank, 1_000 / (rank + 20) + 3)).collect()
}

fn rows(
    dice: &mut Dice,
    ids: &mut (Ids, Ids),
    joined: Instant,
    is_student: bool,
    number: usize,
    university: &directory::Organisation,
) -> (Person, Membership) {
    let name = names::person(dice);
    let year = joined.day().year() - dice.between(1, 20) as i16;
    let person = Person {
        id: PersonId(ids.0.at(joined)),
        name: name.zh,
        name_en: name.en,
        email: format!("p{number:06}@{}.example", university.code.as_deref().unwrap_or("university")),
        phone: String::new(),
        password_hash: String::new(),
        lang: "zh".to_owned(),
        certificate_number: if is_student {
            String::new()
        } else {
            format!("{year}{}000710{:05}", university.province, number % 100_000)
        },
        title: if is_student { String::new() } else { dice.word(&TITLES).to_owned() },
        revision: 1,
        created_at: joined,
        closed_at: None,
    };
    let membership = Membership {
        id: MembershipId(ids.1.at(joined)),
        person_id: person.id,
        organisation_id: university.id,
        role: if is_student { Role::Student } else { Role::Teacher },
        school: dice.word(&SCHOOLS).to_owned(),
        state: MembershipState::Active,
        state_since: joined,
        created_at: joined,
    };
    (person, membership)
}
