//! The set-up of the tests: the cast, and projects of Meridian Optics with Nanjiang University.

use cast::Cast;
use db::Tx;
use files::Files;
use kernel::{
    Actor, ChangeId, Clock, Day, Hat, Instant, MembershipId, Mode, Money, PersonId, ProjectId, ProjectType, Refusal,
    Role, RulesetId,
};
use projects::change::Step;
use projects::wanted::Wanted;
use projects::{NewMember, NewProject, Project};
use testing::TestDb;

pub const ALL: [&[db::Migration]; 7] = [
    directory::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    journal::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    projects::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: Files,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_str().unwrap()).unwrap();
        let cast = base.db.write_now(cast::seed).unwrap();
        World { base, cast, files, _folder: folder }
    }
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// What a project is made of, unless a test says otherwise.
pub fn new(cast: &Cast, pi: &Actor, mode: Mode, ruleset_id: RulesetId, starts_on: Day) -> NewProject {
    NewProject {
        agreement_id: None,
        item_id: None,
        round_id: None,
        ruleset_id,
        mode,
        project_type: ProjectType::Curriculum,
        title: "光电信息课程体系改革".into(),
        enterprise_id: cast.meridian,
        university_id: if pi.person_id == cast.xu_lan.person_id { cast.beiyuan } else { cast.nanjiang },
        pi_id: pi.person_id,
        starts_on,
        closes_on: starts_on.plus_months(12),
        cash: Money::from_yuan(50_000),
        goods: Money::from_yuan(20_000),
        members: vec![NewMember {
            name: "周远".into(),
            organisation: "南江大学".into(),
            duty: "实验".into(),
            email: "Zhou.Yuan@demo.xieyu".into(),
        }],
    }
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(work)
    }
    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).unwrap()
    }
    pub fn set_clock(&self, text: &str) {
        let clock: &Clock = &self.base.clock;
        clock.move_to(Instant::beijing(day(text), 9, 0, 0));
    }
    /// A project of the 2024 mode that starts today and runs for a year.
    pub fn project(&self, pi: &Actor) -> Project {
        self.establish(pi, Mode::Rolling).unwrap()
    }

    pub fn establish(&self, pi: &Actor, mode: Mode) -> Result<Project, Refusal> {
        let (cast, pi) = (self.cast.clone(), pi.clone());
        self.act(move |tx| {
            let today = tx.now().day();
            let (ruleset, _) = rulesets::applicable_on(tx, mode, today)?;
            projects::create(tx, &cast.wang_jianguo, new(&cast, &pi, mode, ruleset, today))
        })
    }
    /// The same, already running.
    pub fn running(&self, pi: &Actor, mode: Mode) -> Project {
        let project = self.establish(pi, mode).unwrap();
        self.act(projects::start_due).unwrap();
        self.get(project.id)
    }
    pub fn get(&self, id: ProjectId) -> Project {
        self.read(move |tx| projects::get(tx, id))
    }

    /// A request that was written but not handed in.
    pub fn asked(&self, by: &Actor, id: ProjectId, wanted: Wanted) -> Result<ChangeId, Refusal> {
        let by = by.clone();
        self.act(move |tx| {
            let request = projects::start_change(tx, &by, id, wanted.kind())?;
            projects::save_change(tx, &by, request.id, wanted, "教学安排调整")?;
            Ok(request.id)
        })
    }
    pub fn step(&self, by: &Actor, id: ChangeId, step: Step) -> Result<(), Refusal> {
        self.step_with(by, id, step, "说明", false)
    }

    pub fn step_with(
        &self,
        by: &Actor,
        id: ChangeId,
        step: Step,
        note: &'static str,
        special: bool,
    ) -> Result<(), Refusal> {
        let by = by.clone();
        self.act(move |tx| projects::step_change(tx, &by, id, step, note, special).map(drop))
    }
    /// The whole way of a request: handed in, passed, approved.
    pub fn approved(&self, by: &Actor, id: ProjectId, wanted: Wanted) -> Result<ChangeId, Refusal> {
        let change = self.asked(by, id, wanted)?;
        self.step(by, change, Step::Submit)?;
        self.step(&self.cast.wang_jianguo, change, Step::UniversityPass)?;
        self.step(&self.cast.zhao_lei, change, Step::EnterpriseApprove)?;
        Ok(change)
    }
    pub fn running_count(&self, person: PersonId) -> u32 {
        self.read(move |tx| Ok(limits::running(tx, person)?))
    }

    /// Kinds of all letters so far, with how many of each.
    pub fn letters(&self) -> Vec<(String, i64)> {
        self.read(|tx| Ok(tx.query("SELECT kind, COUNT(*) FROM letter GROUP BY kind ORDER BY kind", &[])?))
    }
    /// A further teacher at Nanjiang University.
    pub fn teacher(&self, n: usize) -> Actor {
        let cast = self.cast.clone();
        self.act(move |tx| {
            let now = tx.now();
            let id = PersonId::at(now);
            let model = directory::person(tx, cast.lin_mei.person_id)?;
            let name = format!("教师{n:02}");
            db::insert(
                tx,
                &directory::Person { id, name: name.clone(), email: format!("teacher{n}@demo.xieyu"), ..model },
            )?;
            let membership =
                directory::membership_of(tx, cast.lin_mei.person_id, cast.nanjiang, Role::Teacher)?.unwrap();
            db::insert(tx, &directory::Membership { id: MembershipId::at(now), person_id: id, ..membership })?;
            Ok(Actor::person(id, &name, Some(Hat { role: Role::Teacher, organisation_id: cast.nanjiang })))
        })
        .unwrap()
    }
}

/// The numbers of the rules that a refusal names.
pub fn rules_of<T>(answer: Result<T, Refusal>) -> Vec<&'static str> {
    match answer {
        Ok(_) => Vec::new(),
        Err(Refusal::Breaches(all)) => all.into_iter().map(|b| b.rule).collect(),
        Err(other) => panic!("{other:?}"),
    }
}
