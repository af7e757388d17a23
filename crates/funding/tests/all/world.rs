//! A project between Meridian Optics and Nanjiang University, led by Lin Mei, with its plan.

use agreements::{PaymentLine, SupportKind};
use cast::Cast;
use db::{Migration, Tx};
use files::{Files, Limits, Stored};
use funding::{Arrived, Given, Instalment};
use kernel::{AgreementId, Day, Instant, Mode, Money, ProjectId, ProjectType, Refusal, RowId};
use projects::{NewProject, Project};
use testing::TestDb;

pub const ALL: [&[Migration]; 9] = [
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    directory::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    projects::MIGRATIONS,
    funding::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub project: Project,
    pub files: Files,
    _folder: tempfile::TempDir,
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}
pub fn yuan(amount: i64) -> Money {
    Money::from_yuan(amount)
}

/// Lines of an agreement; the plan asks nothing else of it.
pub fn lines(all: &[(SupportKind, i64, &str)]) -> Vec<PaymentLine> {
    let line = |(sort, (kind, amount, due)): (usize, &(SupportKind, i64, &str))| PaymentLine {
        id: RowId::nil(),
        agreement_id: AgreementId::nil(),
        kind: *kind,
        amount: yuan(*amount),
        due_on: day(due),
        note: String::new(),
        sort: sort as i64,
    };
    all.iter().enumerate().map(line).collect()
}

pub const PLAN: [(SupportKind, i64, &str); 2] =
    [(SupportKind::Cash, 30_000, "2024-09-10"), (SupportKind::Cash, 20_000, "2025-03-01")];

/// A project of CNY 50,000 and goods of CNY 20,000, without a plan.
pub fn project(tx: &mut Tx<'_>, cast: &Cast) -> Result<Project, Refusal> {
    let today = tx.now().day();
    let (ruleset_id, _) = rulesets::applicable_on(tx, Mode::Rolling, today)?;
    projects::create(
        tx,
        &cast.wang_jianguo,
        NewProject {
            agreement_id: None,
            item_id: None,
            round_id: None,
            ruleset_id,
            mode: Mode::Rolling,
            project_type: ProjectType::FourNew,
            title: "光电检测课程建设".into(),
            enterprise_id: cast.meridian,
            university_id: cast.nanjiang,
            pi_id: cast.lin_mei.person_id,
            starts_on: today,
            closes_on: day("2025-09-01"),
            cash: yuan(50_000),
            goods: yuan(20_000),
            members: Vec::new(),
        },
    )
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("a name in UTF-8")).expect("a folder for files");
        let made = base.db.write_now(|tx| {
            let cast = cast::seed(tx)?;
            let project = project(tx, &cast)?;
            funding::plan(tx, &cast.wang_jianguo, &project, &lines(&PLAN))?;
            Ok::<_, Refusal>((cast, project))
        });
        let (cast, project) = made.expect("a project with its plan");
        World { base, cast, project, files, _folder: folder }
    }
}

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(action)
    }
    pub fn id(&self) -> ProjectId {
        self.project.id
    }
    /// Moves the clock to nine in the morning of this day.
    pub fn on(&self, text: &str) {
        self.base.clock.move_to(Instant::beijing(day(text), 9, 0, 0));
    }
    /// One part of the plan, counted from 1.
    pub fn part(&self, n: usize) -> Instalment {
        let id = self.id();
        let all = self.act(move |tx| Ok(funding::instalments(tx, id)?)).expect("the plan");
        all.into_iter().nth(n - 1).expect("this part")
    }
    pub fn pdf(&self, name: &str) -> Stored {
        self.files.put_now(&files::tiny_pdf(&[name]), &format!("{name}.pdf"), &Limits::default()).expect("stored")
    }
    pub fn pay(&self, n: usize, on: &str) -> Result<Instalment, Refusal> {
        let (actor, id, on) = (self.cast.zhao_lei.clone(), self.part(n).id, day(on));
        self.act(move |tx| funding::pay(tx, &actor, id, Given { on, note: "汇款 0917".into() }))
    }
    pub fn prove(&self, n: usize) -> Result<(), Refusal> {
        let (actor, id, proof) = (self.cast.li_fang.clone(), self.part(n).id, self.pdf("到账证明"));
        self.act(move |tx| funding::attach(tx, &actor, id, &proof).map(drop))
    }
    pub fn receive(&self, n: usize, on: &str, is_stamped: bool) -> Result<Instalment, Refusal> {
        let (actor, id, on) = (self.cast.li_fang.clone(), self.part(n).id, day(on));
        self.act(move |tx| funding::receive(tx, &actor, id, Arrived { on, note: String::new(), is_stamped }))
    }
    pub fn dispute(&self, n: usize, reason: &str) -> Result<Instalment, Refusal> {
        let (actor, id, reason) = (self.cast.li_fang.clone(), self.part(n).id, reason.to_owned());
        self.act(move |tx| funding::dispute(tx, &actor, id, &reason))
    }
    pub fn confirm_late(&self, n: usize) -> Result<Instalment, Refusal> {
        let (actor, id) = (self.cast.wang_jianguo.clone(), self.part(n).id);
        self.act(move |tx| funding::confirm_late(tx, &actor, id, "已电话核实"))
    }
    pub fn mark_late(&self) -> u64 {
        self.act(funding::mark_late).expect("the job runs")
    }
    pub fn late_since(&self) -> Option<String> {
        let id = self.id();
        self.act(move |tx| Ok(projects::get(tx, id)?.late_since)).expect("the project")
    }
    /// Acts on one instalment as the journal has them.
    pub fn steps(&self, n: usize) -> Vec<String> {
        let id = self.part(n).id;
        let trail = self.act(move |tx| Ok(journal::trail(tx, id.0)?)).expect("the trail");
        trail.into_iter().map(|entry| entry.step().to_owned()).collect()
    }
    /// Kinds of letters and who gets them, sorted.
    pub fn letters(&self) -> Vec<String> {
        let rows = self.act(|tx| {
            Ok(tx.query::<(String, String)>("SELECT kind, to_address FROM letter ORDER BY kind, to_address", &[])?)
        });
        rows.expect("the outbox")
            .into_iter()
            .filter(|(kind, _)| kind.starts_with("funding."))
            .map(|(kind, to)| format!("{kind} → {to}"))
            .collect()
    }
}

/// What became of an act, in a word.
pub fn verdict<T>(answer: &Result<T, Refusal>) -> String {
    match answer {
        Ok(_) => "done".into(),
        Err(Refusal::NotFound) => "not found".into(),
        Err(Refusal::Forbidden { who }) => format!("forbidden: {}", who.en),
        Err(Refusal::NotOpen { state, .. }) => format!("not open: {}", state.en),
        Err(Refusal::Overtaken) => "overtaken".into(),
        Err(Refusal::Breaches(all)) => {
            all.iter().map(|b| format!("{} {}", b.rule, b.field).trim().to_owned()).collect::<Vec<_>>().join(", ")
        }
        Err(Refusal::Fault(cause)) => format!("fault: {cause}"),
    }
}
