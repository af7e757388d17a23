//! The projects, in the order of their establishment.

use closings::{Certificate, Closing, Outcome};
use funding::Instalment;
use journal::Act;
use kernel::{Actor, Instant, Mode, Money, PersonId, ProjectId, ProjectType};
use projects::number::OwnNumber;
use projects::{Filing, Project, ProjectMember};

use super::calendar::{Batch, Numbering};
use super::closed::Closings;
use super::dice::Dice;
use super::fates::{Fate, fate};
use super::filed::Files;
use super::ids::Ids;
use super::partners::Partners;
use super::people::People;
use super::running::Running;
use super::standing::Standing;
use super::support::{Support, goods};
use super::{Fault, titles};

/// Rows that are written together.
#[derive(Default)]
pub(crate) struct Chunk {
    pub(crate) projects: Vec<Project>,
    pub(crate) members: Vec<ProjectMember>,
    pub(crate) filings: Vec<Filing>,
    pub(crate) acts: Vec<(Act, Instant)>,
    pub(crate) instalments: Vec<Instalment>,
    pub(crate) closings: Vec<Closing>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) certificates: Vec<Certificate>,
    /// Who leads how many running projects. Rule A-02.
    pub(crate) running: Vec<(PersonId, u8)>,
    /// Last own number of each year.
    pub(crate) sequences: Vec<(i64, i64)>,
}

/// Makes one project after the other.
pub(crate) struct Register<'a> {
    standing: &'a Standing,
    partners: &'a Partners,
    people: People,
    batches: &'a [Batch],
    support: Vec<Support>,
    enterprises: Enterprises,
    files: Files,
    closings: Closings,
    running: Running,
    ended: Running,
    ids: Ids,
    dice: Dice,
    sequences: Vec<(i64, i64)>,
    /// Projects made, the batch at hand and how many of it are made.
    place: usize,
    batch: usize,
    of_batch: usize,
}

/// Of projects that have ended, one in so many that began in this year or later has its money written down: enough for figures,
/// and a register of a million does not grow by millions of rows.
const GIVEN_EVERY: usize = 4;
const GIVEN_SINCE: i64 = 2021;

impl<'a> Register<'a> {
    pub(crate) fn new(
        seed: u64,
        standing: &'a Standing,
        partners: &'a Partners,
        people: People,
        batches: &'a [Batch],
        support: Vec<Support>,
    ) -> Register<'a> {
        Register {
            standing,
            partners,
            people,
            batches,
            support,
            enterprises: Enterprises::new(seed, standing.enterprises.len(), partners.enterprises.len()),
            files: Files::new(seed, &standing.filing),
            closings: Closings::new(seed, &standing.expert_group),
            running: Running::new(seed, standing.today),
            ended: Running::of_ended(seed, standing.today),
            ids: Ids::new(seed, "project"),
            dice: Dice::new(seed, "projects"),
            sequences: standing.sequences.clone(),
            place: 0,
            batch: 0,
            of_batch: 0,
        }
    }

    /// The next projects, at most `most`; `None` after the last.
    pub(crate) fn chunk(&mut self, most: usize) -> Result<Option<Chunk>, Fault> {
        let mut chunk = Chunk::default();
        while chunk.projects.len() < most && self.place < self.support.len() {
            let Some(batch) = self.batches.get(self.batch).copied() else { break };
            if self.of_batch == 0 {
                let counted = match batch.numbering {
                    Numbering::Twelve(round) => self.standing.enterprises_on_list(&round.to_string(), 3),
                    Numbering::Fifteen(round) => self.standing.enterprises_on_list(&round.to_string(), 5),
                    Numbering::Own => 0,
                };
                self.enterprises.begin(&batch, self.place, self.support.len(), counted);
            }
            self.one(&mut chunk, &batch)?;
            self.place += 1;
            self.of_batch += 1;
            if self.of_batch == batch.count {
                (self.batch, self.of_batch) = (self.batch + 1, 0);
            }
        }
        Ok((!chunk.projects.is_empty()).then_some(chunk))
    }

    /// The counters, once all projects are made.
    pub(crate) fn last(&self) -> Chunk {
        Chunk { running: self.people.running().collect(), sequences: self.sequences.clone(), ..Chunk::default() }
    }

    fn one(&mut self, chunk: &mut Chunk, batch: &Batch) -> Result<(), Fault> {
        let fate = fate(&mut self.dice, batch.day, batch.mode, self.standing.today);
        let (mut project, pi) = self.project(batch, &fate)?;
        if project.state.counts_as_running() {
            chunk.instalments.extend(self.running.plan(&mut project));
            chunk.members.extend(self.running.members(&project));
        } else if project.year >= GIVEN_SINCE && self.place.is_multiple_of(GIVEN_EVERY) {
            chunk.instalments.extend(self.ended.given(&mut project, fate.since));
        }
        let filing = self.files.file(&project);
        if let Some(closed) = &fate.closed {
            let closing = self.closings.closing(&project, pi, closed);
            chunk.outcomes.push(self.closings.outcome(&project, &closing));
            chunk.certificates.extend(self.closings.certificate(&project, &filing, closed)?);
            chunk.closings.push(closing);
        }
        let act = Act::new(&Actor::system(), "project", project.id.0, "import")
            .born(project.state)
            .documents([filing.hash.clone()]);
        let detail =
            serde_json::json!({ "number": project.number, "filing": filing.sequence, "closes_on": project.closes_on });
        chunk.acts.push((act.detail(detail), project.created_at));
        chunk.filings.push(filing);
        chunk.projects.push(project);
        Ok(())
    }

    fn project(&mut self, batch: &Batch, fate: &Fate) -> Result<(Project, PersonId), Fault> {
        let Support { kind, cash } = self.support[self.place];
        let (place, total, is_running) = (self.place, self.support.len(), fate.state.counts_as_running());
        let pi = match kind {
            ProjectType::JointFund => self.people.student(place, total, is_running),
            ProjectType::FourNew
            | ProjectType::Curriculum
            | ProjectType::TeacherTraining
            | ProjectType::PracticeBase
            | ProjectType::Innovation => self.people.teacher(&mut self.dice, place, total, is_running),
        };
        let pi = self
            .people
            .get(pi.ok_or("nobody is left who may lead another running project; ask for more people")?)
            .clone();
        let enterprise = self.enterprises.next(place, total).ok_or("there is no enterprise")?;
        let (enterprise, university) =
            (&self.partners.enterprises[enterprise], &self.partners.universities[pi.university]);
        let number = self.number(batch)?;
        let filed_at = filed_at(batch, self.of_batch);
        let project = Project {
            id: ProjectId(self.ids.at(filed_at)),
            number,
            agreement_id: None,
            item_id: None,
            round_id: (batch.mode == Mode::Rolling).then_some(self.standing.round),
            ruleset_id: self.standing.ruleset(batch.mode, batch.day),
            mode: batch.mode,
            project_type: kind,
            title: titles::title(&mut self.dice, kind),
            enterprise_id: enterprise.id,
            enterprise_name: enterprise.name.clone(),
            university_id: university.id,
            university_name: university.name.clone(),
            province: university.province.clone(),
            pi_id: Some(pi.id),
            pi_name: pi.name,
            year: i64::from(batch.day.year()),
            established_on: batch.day,
            starts_on: fate.starts_on,
            closes_on: fate.closes_on,
            agreed_closes_on: fate.agreed_closes_on,
            postponements: fate.postponements,
            cash: Money::from_fen(cash),
            goods: Money::from_fen(goods(&mut self.dice, kind)),
            late_since: None,
            imported_from: None,
            state: fate.state,
            state_since: Instant::beijing(fate.since, 15, 0, 0).max(filed_at),
            revision: 1,
            created_at: filed_at,
        };
        Ok((project, pi.id))
    }

    fn number(&mut self, batch: &Batch) -> Result<String, Fault> {
        let (run, of_run) = self.enterprises.run();
        Ok(match batch.numbering {
            Numbering::Twelve(round) => format!("{round}{run:03}{of_run:03}"),
            Numbering::Fifteen(round) => format!("{round}{run:05}{:06}", self.of_batch + 1),
            Numbering::Own => {
                let year = batch.day.year();
                let at = self.sequences.iter().position(|(of, _)| *of == i64::from(year)).unwrap_or_else(|| {
                    self.sequences.push((i64::from(year), 0));
                    self.sequences.len() - 1
                });
                self.sequences[at].1 += 1;
                let sequence = u32::try_from(self.sequences[at].1)?;
                OwnNumber::new(year, Mode::Rolling, sequence).ok_or("no project number is left")?.to_string()
            }
        })
    }
}

/// Filings of a day follow each other through its working hours, so that no two bear the same millisecond.
fn filed_at(batch: &Batch, place: usize) -> Instant {
    let step = (28_800_000 / batch.count.max(1)).clamp(1, 1_800_000);
    Instant::from_millis(Instant::beijing(batch.day, 9, 0, 0).millis() + (step * place) as i64)
}

/// Which enterprise is next. A list of the Department goes enterprise by enterprise; later each filing stands alone.
struct Enterprises {
    dice: Dice,
    existing: usize,
    count: usize,
    /// Enterprises as often as they are active, in their order.
    weights: Vec<usize>,
    /// Those of the list at hand, in its order, where it has got to, and how many projects of this one are left.
    order: Vec<usize>,
    mean: usize,
    run: usize,
    of_run: usize,
    left: usize,
}

impl Enterprises {
    fn new(seed: u64, existing: usize, count: usize) -> Enterprises {
        let weights = (0..count).flat_map(|rank| std::iter::repeat_n(rank, 1_000 / (rank + 30) + 3)).collect();
        Enterprises {
            dice: Dice::new(seed, "enterprises"),
            existing,
            count,
            weights,
            order: Vec::new(),
            mean: 1,
            run: 0,
            of_run: 0,
            left: 0,
        }
    }

    /// How many had joined by then.
    fn joined(&self, place: usize, total: usize) -> usize {
        let new = self.count - self.existing;
        (self.existing + new * place / total.max(1) + new / 20 + 1).min(self.count)
    }

    /// About five hundred enterprises make a list, fewer a short one: three digits count them in 12-digit numbers. They are
    /// counted on from `counted`.
    fn begin(&mut self, batch: &Batch, place: usize, total: usize, counted: usize) {
        (self.order, self.run, self.left, self.of_run) = (Vec::new(), counted, 0, 0);
        if batch.mode == Mode::Legacy {
            self.order = (0..self.joined(place, total)).collect();
            self.dice.shuffle(&mut self.order);
            self.mean = (batch.count / 500 + 1).max(12);
        }
    }

    fn next(&mut self, place: usize, total: usize) -> Option<usize> {
        if self.order.is_empty() {
            let joined = self.joined(place, total);
            let known = self.weights.partition_point(|enterprise| *enterprise < joined);
            return self.weights.get(self.dice.below(known)).copied();
        }
        if self.left == 0 {
            (self.run, self.of_run) = (self.run + 1, 0);
            self.left = self.dice.between(1, 2 * self.mean as i64 - 1) as usize;
        }
        (self.left, self.of_run) = (self.left - 1, self.of_run + 1);
        self.order.get(self.run % self.order.len()).copied()
    }

    /// Which enterprise of the list, and which of its projects; both from 1.
    fn run(&self) -> (usize, usize) {
        (self.run, self.of_run)
    }
}
