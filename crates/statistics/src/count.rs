//! Counting: one pass over the facts, for the whole programme or for one enterprise or university, as of the end of a day.

use kernel::{Day, Money, OrganisationId, ProjectType, Word};

use crate::facts::{Fact, Facts};
use crate::rules::{self, Outcome, Support};

kernel::words! {
    /// The two sides of a project.
    pub enum Side {
        Enterprise = "enterprise" ("企业", "Enterprise"),
        University = "university" ("高校", "University"),
    }
}

impl Side {
    pub const fn other(self) -> Side {
        match self {
            Side::Enterprise => Side::University,
            Side::University => Side::Enterprise,
        }
    }
}

/// One enterprise or university.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    pub side: Side,
    pub id: OrganisationId,
}

/// What is to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What was true at the end of this day in Beijing.
    pub as_of: Day,
    pub party: Option<Party>,
}

/// Projects and what was promised for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub projects: u64,
    pub cash: Money,
    pub goods: Money,
}

impl Sums {
    pub(crate) fn add(&mut self, fact: &Fact) {
        self.projects += 1;
        (self.cash, self.goods) = (self.cash + fact.cash, self.goods + fact.goods);
    }
    fn and(self, other: Sums) -> Sums {
        Sums { projects: self.projects + other.projects, cash: self.cash + other.cash, goods: self.goods + other.goods }
    }
}

/// A year, and everything until its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Year {
    pub year: i16,
    pub new: Sums,
    pub until: Sums,
    /// Enterprises and universities with a project until then.
    pub enterprises: u64,
    pub universities: u64,
}

/// Projects that ended in a year, by how, and by how their support came where some had fallen due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    pub year: i16,
    pub passed: u64,
    pub not_passed: u64,
    pub terminated: u64,
    pub on_time: u64,
    pub late: u64,
}

impl Ended {
    pub fn all(&self) -> u64 {
        self.passed + self.not_passed + self.terminated
    }
    /// The share that passed, in whole per cent.
    pub fn passed_percent(&self) -> Option<u64> {
        rules::percent(self.passed, self.all())
    }
    /// The share whose support came on time, of those that had support due, in whole per cent.
    pub fn on_time_percent(&self) -> Option<u64> {
        rules::percent(self.on_time, self.on_time + self.late)
    }
}

/// How long enterprises took to decide on the applications that became projects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    pub projects: u64,
    pub middle_days: Option<u16>,
}

/// Projects of an enterprise by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Nobody stands for all others together.
    pub enterprise: Option<OrganisationId>,
    /// In the order of the types.
    pub kinds: [u64; 6],
}

/// Everything that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub asked: Asked,
    pub total: Sums,
    /// Without a gap, from the first project's to the last project's.
    pub years: Vec<Year>,
    pub kinds: [Sums; 6],
    /// By code, those with a project; 0 where none is known.
    pub provinces: Vec<(u8, Sums)>,
    /// The most projects first.
    pub enterprises: Vec<(OrganisationId, Sums)>,
    pub universities: Vec<(OrganisationId, Sums)>,
    /// Sections of GB/T 4754 by the enterprise, the most projects first.
    pub industries: Vec<(u8, Sums)>,
    pub flows: Vec<Flow>,
    /// From types (in their order) to provinces (by code), those with a project.
    pub to_provinces: Vec<(ProjectType, u8, u64)>,
    pub ended: Vec<Ended>,
    pub ended_in_all: Ended,
    pub decided: Decided,
}

impl Figures {
    pub fn parties(&self, side: Side) -> &[(OrganisationId, Sums)] {
        match side {
            Side::Enterprise => &self.enterprises,
            Side::University => &self.universities,
        }
    }
}

/// Enterprises that flows name; the others flow together.
pub(crate) const NAMED_IN_FLOWS: usize = 10;

/// The first year there may be.
const FIRST: i16 = 1990;

/// What one pass gathers. Each project touches four places only, and what belongs to one enterprise lies together.
struct Pass {
    years: Vec<Sums>,
    /// By type and province.
    cells: Vec<[Sums; 100]>,
    enterprises: Vec<OfEnterprise>,
    universities: Vec<OfUniversity>,
    ended: Vec<Ended>,
    days: Vec<u16>,
}

#[derive(Clone, Copy, Default)]
struct OfEnterprise {
    sums: Sums,
    kinds: [u32; 6],
    /// The first day with a project.
    first: Option<Day>,
}

#[derive(Clone, Copy, Default)]
struct OfUniversity {
    sums: Sums,
    first: Option<Day>,
}

impl Pass {
    fn over(facts: &Facts, asked: &Asked) -> Pass {
        let years = usize::try_from(asked.as_of.year() - FIRST + 1).unwrap_or(1).max(1);
        let mut pass = Pass {
            years: vec![Sums::default(); years],
            cells: vec![[Sums::default(); 100]; 6],
            enterprises: vec![OfEnterprise::default(); facts.enterprises.len()],
            universities: vec![OfUniversity::default(); facts.universities.len()],
            ended: vec![Ended::default(); years],
            days: Vec::new(),
        };
        each(facts, asked.as_of, asked.party, |fact| pass.take(fact, asked.as_of));
        pass
    }

    fn take(&mut self, fact: &Fact, as_of: Day) {
        let (kind, province) = (place(fact.kind), usize::from(fact.province.min(99)));
        self.years[year_at(fact.established)].add(fact);
        self.cells[kind][province].add(fact);
        let enterprise = &mut self.enterprises[fact.enterprise as usize];
        enterprise.sums.add(fact);
        enterprise.kinds[kind] += 1;
        sooner(&mut enterprise.first, fact.established);
        let university = &mut self.universities[fact.university as usize];
        university.sums.add(fact);
        sooner(&mut university.first, fact.established);
        self.days.extend(fact.days_to_decide);
        let Some(ended) = fact.ended.filter(|ended| *ended <= as_of) else { return };
        let year = &mut self.ended[year_at(ended)];
        match fact.outcome {
            Outcome::Open => {}
            Outcome::Passed => year.passed += 1,
            Outcome::NotPassed => year.not_passed += 1,
            Outcome::Terminated => year.terminated += 1,
        }
        match fact.arrivals.support_at(as_of) {
            None => {}
            Some(Support::OnTime) => year.on_time += 1,
            Some(Support::Late) => year.late += 1,
        }
    }

    fn kinds(&self) -> [Sums; 6] {
        std::array::from_fn(|kind| self.cells[kind].iter().fold(Sums::default(), |sum, cell| sum.and(*cell)))
    }

    fn provinces(&self) -> Vec<Sums> {
        (0..100).map(|code| self.cells.iter().fold(Sums::default(), |sum, kind| sum.and(kind[code]))).collect()
    }
}

fn sooner(first: &mut Option<Day>, day: Day) {
    if first.is_none_or(|known| day < known) {
        *first = Some(day);
    }
}

const fn place(kind: ProjectType) -> usize {
    match kind {
        ProjectType::FourNew => 0,
        ProjectType::Curriculum => 1,
        ProjectType::TeacherTraining => 2,
        ProjectType::PracticeBase => 3,
        ProjectType::Innovation => 4,
        ProjectType::JointFund => 5,
    }
}

fn year_at(day: Day) -> usize {
    usize::try_from(day.year() - FIRST).unwrap_or(0)
}

/// Hands over every project of a party that was established by the end of a day.
pub(crate) fn each(facts: &Facts, as_of: Day, party: Option<Party>, mut visit: impl FnMut(&Fact)) {
    match party {
        None => facts.all.iter().filter(|fact| fact.established <= as_of).for_each(visit),
        Some(Party { side, id }) => facts.of(side, id).filter(|fact| fact.established <= as_of).for_each(&mut visit),
    }
}

/// Counts what was true at the end of a day.
pub(crate) fn count(facts: &Facts, asked: &Asked) -> Figures {
    let mut pass = Pass::over(facts, asked);
    let enterprises = ranked(pass.enterprises.iter().map(|of| of.sums), |place| facts.enterprises.id(place));
    let universities = ranked(pass.universities.iter().map(|of| of.sums), |place| facts.universities.id(place));
    let kinds = pass.kinds();
    let mut industries = vec![Sums::default(); 256];
    for (place, of) in pass.enterprises.iter().enumerate() {
        let section = &mut industries[usize::from(facts.industry(place as u32))];
        *section = section.and(of.sums);
    }
    let mut ended_in_all = Ended::default();
    for year in &pass.ended {
        ended_in_all.passed += year.passed;
        ended_in_all.not_passed += year.not_passed;
        ended_in_all.terminated += year.terminated;
        ended_in_all.on_time += year.on_time;
        ended_in_all.late += year.late;
    }
    Figures {
        asked: asked.clone(),
        total: kinds.iter().fold(Sums::default(), |sum, kind| sum.and(*kind)),
        years: years(&pass),
        kinds,
        provinces: some(&pass.provinces()),
        universities,
        industries: {
            let mut all = some(&industries);
            all.sort_by_key(|(section, sums)| (std::cmp::Reverse(sums.projects), *section));
            all
        },
        flows: flows(facts, &pass, &enterprises),
        to_provinces: to_provinces(&pass),
        enterprises,
        ended: without_ends(&pass.ended, |year| year.all() > 0)
            .map(|(at, year)| Ended { year: FIRST + at as i16, ..*year })
            .collect(),
        ended_in_all,
        decided: Decided { projects: pass.days.len() as u64, middle_days: rules::middle(&mut pass.days) },
    }
}

/// Those with a project, the most first; equal ones by their ids, so that every database has one order.
fn ranked(sums: impl Iterator<Item = Sums>, id: impl Fn(u32) -> OrganisationId) -> Vec<(OrganisationId, Sums)> {
    let with_some = sums.enumerate().filter(|(_, sums)| sums.projects > 0);
    let mut all: Vec<(OrganisationId, Sums)> = with_some.map(|(place, sums)| (id(place as u32), sums)).collect();
    all.sort_unstable_by_key(|(id, sums)| (std::cmp::Reverse(sums.projects), *id));
    all
}

fn some(sums: &[Sums]) -> Vec<(u8, Sums)> {
    sums.iter().enumerate().filter(|(_, sums)| sums.projects > 0).map(|(code, sums)| (code as u8, *sums)).collect()
}

/// From the first to the last that holds something, with their places.
fn without_ends<T>(all: &[T], holds: impl Fn(&T) -> bool) -> impl Iterator<Item = (usize, &T)> {
    let first = all.iter().position(&holds).unwrap_or(all.len());
    let after = all.iter().rposition(&holds).map_or(0, |last| last + 1);
    all.iter().enumerate().take(after).skip(first)
}

fn years(pass: &Pass) -> Vec<Year> {
    let mut joined = vec![[0_u64; 2]; pass.years.len()];
    pass.enterprises.iter().filter_map(|of| of.first).for_each(|day| joined[year_at(day)][0] += 1);
    pass.universities.iter().filter_map(|of| of.first).for_each(|day| joined[year_at(day)][1] += 1);
    let (mut until, mut known) = (Sums::default(), [0; 2]);
    without_ends(&pass.years, |year| year.projects > 0)
        .map(|(at, new)| {
            until = until.and(*new);
            known = [known[0] + joined[at][0], known[1] + joined[at][1]];
            Year { year: FIRST + at as i16, new: *new, until, enterprises: known[0], universities: known[1] }
        })
        .collect()
}

fn flows(facts: &Facts, pass: &Pass, enterprises: &[(OrganisationId, Sums)]) -> Vec<Flow> {
    let named = |(id, _): &(OrganisationId, Sums)| {
        let kinds = facts.enterprises.place(*id).map_or([0; 6], |place| pass.enterprises[place as usize].kinds);
        Flow { enterprise: Some(*id), kinds: kinds.map(u64::from) }
    };
    let mut flows: Vec<Flow> = enterprises.iter().take(NAMED_IN_FLOWS).map(named).collect();
    let mut rest = pass.kinds().map(|kind| kind.projects);
    for flow in &flows {
        rest.iter_mut().zip(flow.kinds).for_each(|(rest, named)| *rest -= named);
    }
    if rest.iter().any(|rest| *rest > 0) {
        flows.push(Flow { enterprise: None, kinds: rest });
    }
    flows
}

fn to_provinces(pass: &Pass) -> Vec<(ProjectType, u8, u64)> {
    let mut all = Vec::new();
    for (kind, provinces) in ProjectType::ALL.iter().zip(&pass.cells) {
        let some = provinces.iter().enumerate().filter(|(_, cell)| cell.projects > 0);
        all.extend(some.map(|(code, cell)| (*kind, code as u8, cell.projects)));
    }
    all
}
