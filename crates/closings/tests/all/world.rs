//! The cast with a running project: one agreed, established and filed, in the mode a test asks for.

use agreements::{Agreement, Deliverable, PaymentLine, ResultKind, SupportKind};
use applications::Application;
use applications::checklist::{Answer, Check, Stage, checklist};
use cast::Cast;
use closings::{AcceptanceInput, Closing, Conclusion, Draft, Judgement, OpinionInput, OutcomeInput, State, Step};
use db::Tx;
use guidelines::{Guideline, Item, Round};
use kernel::{
    Actor, AgreementId, ApplicationId, ClosingId, Day, DeliverableId, GuidelineId, ItemId, Mode, Money, ProjectType,
    Refusal, RoundId, RowId,
};
use projects::{NewProject, Project};
use testing::TestDb;

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: files::Files,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let cast = base.db.write_now(cast::seed).expect("the cast");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files::Files::open(folder.path().to_str().expect("a folder in UTF-8")).expect("a folder for files");
        World { base, cast, files, _folder: folder }
    }
}

/// The deliverables of every project of the tests.
pub const PROMISED: [(&str, ResultKind, &str); 2] =
    [("D1", ResultKind::Course, "一门课程"), ("D2", ResultKind::Textbook, "一部教材")];

impl World {
    pub fn act<T: Send + 'static>(
        &self,
        action: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(action)
    }

    /// A running project of 林梅 with 子午光电, whose money has arrived.
    pub fn project(&self, mode: Mode) -> Project {
        self.project_of(mode, true)
    }

    pub fn project_of(&self, mode: Mode, is_paid: bool) -> Project {
        let cast = self.cast.clone();
        self.act(move |tx| establish(tx, &cast, mode, is_paid)).expect("a project")
    }

    pub fn begin(&self, project: &Project) -> Closing {
        let (pi, id) = (self.cast.lin_mei.clone(), project.id);
        self.act(move |tx| closings::begin(tx, &pi, id)).expect("a closing")
    }

    /// A closing with everything in it, not handed in yet.
    pub fn complete(&self, project: &Project) -> Closing {
        let closing = self.begin(project);
        for purpose in [closings::REPORT, closings::RESULTS] {
            self.upload(closing.id, purpose)
        }
        self.answer_all(closing.id);
        closing
    }

    pub fn upload(&self, id: ClosingId, purpose: &'static str) {
        let stored = self
            .files
            .put_now(&files::tiny_pdf(&[purpose]), &format!("{purpose}.pdf"), &files::Limits::default())
            .expect("a stored file");
        let pi = self.cast.lin_mei.clone();
        self.act(move |tx| closings::attach(tx, &pi, id, purpose, &stored)).expect("an attachment");
    }

    /// Lists every deliverable as done and writes the summary.
    pub fn answer_all(&self, id: ClosingId) {
        let pi = self.cast.lin_mei.clone();
        self.act(move |tx| {
            let outcomes = closings::outcomes(tx, id)?
                .iter()
                .map(|o| OutcomeInput {
                    id: o.id.to_string(),
                    is_done: true,
                    what: o.promised.clone(),
                    deviation: String::new(),
                })
                .collect();
            closings::save(
                tx,
                &pi,
                id,
                &Draft {
                    summary: Some("课程已开设两轮，教材已出版。".into()), outcomes, ..Draft::default()
                },
            )
        })
        .expect("a saved draft");
    }

    pub fn step(&self, actor: &Actor, id: ClosingId, step: Step) -> Result<Closing, Refusal> {
        self.step_with(actor, id, step, "", None)
    }

    pub fn step_with(
        &self,
        actor: &Actor,
        id: ClosingId,
        step: Step,
        reason: &str,
        word: Option<Conclusion>,
    ) -> Result<Closing, Refusal> {
        let (actor, reason) = (actor.clone(), reason.to_owned());
        self.base.clock.move_to(self.base.clock.now().plus_seconds(1)); // so that letters and acts have an order
        let opinion = word.map(|conclusion| OpinionInput { conclusion, reason: reason.clone() });
        self.act(move |tx| closings::step(tx, &actor, id, step, &reason, opinion.as_ref(), &all_yes()))
    }

    /// The enterprise accepts every line and concludes.
    pub fn conclude(&self, id: ClosingId, conclusion: Conclusion) -> Closing {
        self.judge_all(id, Some(conclusion)).expect("judged");
        self.step(&self.cast.zhao_lei, id, Step::Conclude).expect("a conclusion")
    }

    pub fn judge_all(&self, id: ClosingId, conclusion: Option<Conclusion>) -> Result<Closing, Refusal> {
        let contact = self.cast.zhao_lei.clone();
        self.act(move |tx| {
            let judgements = closings::outcomes(tx, id)?
                .iter()
                .map(|o| Judgement { id: o.id.to_string(), accepted: Some(true), note: String::new() })
                .collect();
            let text = Some("逐项核对，符合协议。".to_owned());
            closings::judge(tx, &contact, id, &AcceptanceInput { judgements, conclusion, conclusion_text: text })
        })
    }

    pub fn opinion(
        &self,
        actor: &Actor,
        id: ClosingId,
        conclusion: Conclusion,
        reason: &str,
    ) -> Result<Closing, Refusal> {
        let (actor, input) = (actor.clone(), OpinionInput { conclusion, reason: reason.to_owned() });
        self.act(move |tx| closings::give_opinion(tx, &actor, id, &input))
    }

    /// Brings a fresh closing to `state` by the steps of its mode.
    pub fn closing_in(&self, mode: Mode, state: State) -> Closing {
        let closing = self.complete(&self.project(mode));
        self.bring(&closing, state);
        self.closing(closing.id)
    }

    fn bring(&self, closing: &Closing, state: State) {
        let (c, id) = (&self.cast, closing.id);
        let at = || self.closing(id).state;
        if state == State::Draft {
            return;
        }
        self.step(&c.lin_mei, id, Step::Submit).expect("handed in");
        if at() == state {
            return;
        }
        if closing.mode == Mode::Legacy {
            if state == State::Returned {
                self.step_with(&c.wang_jianguo, id, Step::UniversityReturn, "请补充成效", None).expect("returned");
                return;
            }
            self.step(&c.wang_jianguo, id, Step::UniversityPass).expect("passed on");
            if at() == state {
                return;
            }
        }
        if state == State::Returned {
            self.step_with(&c.zhao_lei, id, Step::EnterpriseReturn, "请补充成效", None).expect("returned");
            return;
        }
        self.conclude(id, Conclusion::Passed);
        if at() == state {
            return;
        }
        match closing.mode {
            Mode::Legacy => {
                self.step(&c.zhao_lei, id, Step::ReportToExperts).expect("reported");
                if at() == state {
                    return;
                }
                let word = if state == State::Passed { Conclusion::Passed } else { Conclusion::NotPassed };
                self.opinion(&c.he_zhiyuan, id, word, "成果不足").expect("an opinion");
                self.publish(&c.feng_jing, id, state);
            }
            Mode::Rolling => {
                let word = if state == State::Failed { Conclusion::NotPassed } else { Conclusion::Passed };
                self.step_with(&c.wang_jianguo, id, Step::Audit, "成果不足", Some(word)).expect("audited");
                if at() == state {
                    return;
                }
                self.publish(&c.wang_jianguo, id, state);
            }
        }
    }

    fn publish(&self, actor: &Actor, id: ClosingId, state: State) {
        let step = if state == State::Passed { Step::PublishPassed } else { Step::PublishFailed };
        self.step(actor, id, step).expect("published");
    }

    pub fn closing(&self, id: ClosingId) -> Closing {
        self.act(move |tx| closings::get(tx, id)).expect("the closing")
    }
    pub fn project_now(&self, project: &Project) -> Project {
        let id = project.id;
        self.act(move |tx| projects::get(tx, id)).expect("the project")
    }
    /// The journal's words about a closing, oldest first.
    pub fn acts(&self, id: ClosingId) -> Vec<String> {
        self.act(move |tx| Ok(journal::trail(tx, id.0)?))
            .expect("the trail")
            .into_iter()
            .map(|e| e.step().to_owned())
            .collect()
    }
    /// Kind and address of every letter, oldest first.
    pub fn letters(&self) -> Vec<(String, String)> {
        self.act(|tx| {
            Ok(tx.query(
                "SELECT kind, to_address FROM letter WHERE kind LIKE 'closing.%' ORDER BY created_at, id",
                &[],
            )?)
        })
        .expect("letters")
    }
}

/// The university's checklist, every answer yes.
pub fn all_yes() -> Vec<Answer> {
    let yes = |check: &Check| Answer { check: *check, yes: true, comment: String::new() };
    checklist(Stage::Closing).iter().map(yes).collect()
}

/// Everything the tests stand on, in the order of the tables.
pub const ALL: [&[db::Migration]; 14] = [
    journal::MIGRATIONS,
    directory::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
    agreements::MIGRATIONS,
    projects::MIGRATIONS,
    funding::MIGRATIONS,
    closings::MIGRATIONS,
    &[],
    &[],
];

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn establish(tx: &mut Tx<'_>, cast: &Cast, mode: Mode, is_paid: bool) -> Result<Project, Refusal> {
    let (ruleset_id, _) = rulesets::applicable_on(tx, mode, tx.now().day())?;
    // The tests need more projects of one person than rule A-02 allows to run at once; limits have their own tests.
    limits::give_back_running(tx, cast.lin_mei.person_id)?;
    let agreement = agreement(tx, cast, mode)?;
    let project = projects::create(
        tx,
        &Actor::system(),
        NewProject {
            agreement_id: Some(agreement),
            item_id: None,
            round_id: None,
            ruleset_id,
            mode,
            project_type: ProjectType::Curriculum,
            title: "光电课程改革".into(),
            enterprise_id: cast.meridian,
            university_id: cast.nanjiang,
            pi_id: cast.lin_mei.person_id,
            starts_on: day("2023-09-01"),
            closes_on: day("2024-09-01"),
            cash: Money::from_yuan(50_000),
            goods: Money::ZERO,
            members: Vec::new(),
        },
    )?;
    let line = PaymentLine {
        id: RowId::at(tx.now()),
        agreement_id: agreement,
        kind: SupportKind::Cash,
        amount: Money::from_yuan(50_000),
        due_on: day("2024-01-01"),
        note: String::new(),
        sort: 1,
    };
    funding::plan(tx, &Actor::system(), &project, &[line])?;
    if is_paid {
        tx.execute("UPDATE instalment SET state = 'received' WHERE project_id = $1", db::params![project.id])?;
    }
    projects::advance(tx, &Actor::system(), &project, projects::state::Step::Start, "")
}

/// A bare agreement with its deliverables. How it came about is the matter of earlier slices, so their rows are written directly.
fn agreement(tx: &mut Tx<'_>, cast: &Cast, mode: Mode) -> Result<AgreementId, Refusal> {
    let now = tx.now();
    let id = AgreementId::at(now);
    let application_id = application(tx, cast, mode)?;
    let application: Application = db::get(tx, application_id)?;
    db::insert(
        tx,
        &Agreement {
            id,
            application_id,
            item_id: application.item_id,
            enterprise_id: cast.meridian,
            university_id: cast.nanjiang,
            round_id: application.round_id,
            pi_id: cast.lin_mei.person_id,
            mode,
            title: "光电课程改革".into(),
            starts_on: None,
            closes_on: None,
            cash: Money::from_yuan(50_000),
            goods: Money::ZERO,
            document_cash: None,
            document_goods: None,
            clause_payment: true,
            clause_results: true,
            clause_copyright: true,
            clause_duties: true,
            ip_terms: String::new(),
            duties: String::new(),
            university_confirmed_at: Some(now),
            enterprise_confirmed_at: Some(now),
            agreed_at: Some(now),
            list_id: None,
            version: 1,
            version_hash: String::new(),
            state: agreements::state::State::Established,
            state_since: now,
            revision: 0,
            created_at: now,
        },
    )?;
    for (sort, (number, kind, what)) in PROMISED.into_iter().enumerate() {
        db::insert(
            tx,
            &Deliverable {
                id: DeliverableId::at(now),
                agreement_id: id,
                number: number.into(),
                kind,
                what: what.into(),
                due_on: None,
                sort: sort as i64,
            },
        )?;
    }
    Ok(id)
}

fn application(tx: &mut Tx<'_>, cast: &Cast, mode: Mode) -> Result<ApplicationId, Refusal> {
    let (item_id, round_id) = item(tx, cast, mode)?;
    let now = tx.now();
    let id = ApplicationId::at(now);
    db::insert(
        tx,
        &Application {
            id,
            item_id,
            enterprise_id: cast.meridian,
            university_id: cast.nanjiang,
            round_id,
            mode,
            project_type: ProjectType::Curriculum,
            pi_id: cast.lin_mei.person_id,
            pi_name: "林梅".into(),
            school: "光电工程学院".into(),
            title: "光电课程改革".into(),
            summary: String::new(),
            plan: String::new(),
            expected_results: String::new(),
            starts_on: None,
            ends_on: None,
            document_pi_name: "林梅".into(),
            asks_name_check: false,
            is_signed: true,
            state: applications::state::State::Selected,
            state_since: now,
            revision: 0,
            created_at: now,
            saved_at: now,
            submitted_at: Some(now),
            counted_year: None,
            passed_at: Some(now),
            saved_from: String::new(),
        },
    )?;
    Ok(id)
}

fn item(tx: &mut Tx<'_>, cast: &Cast, mode: Mode) -> Result<(ItemId, RoundId), Refusal> {
    let now = tx.now();
    let (ruleset_id, _) = rulesets::applicable_on(tx, mode, now.day())?;
    let round = Round {
        id: RoundId::at(now),
        name: RoundId::at(now).to_string(),
        mode,
        year: 2022,
        opens_on: day("2022-03-01"),
        closes_on: None,
        created_at: now,
    };
    db::insert(tx, &round)?;
    let guideline = Guideline {
        id: GuidelineId::at(now),
        enterprise_id: cast.meridian,
        round_id: round.id,
        ruleset_id,
        mode,
        is_special: false,
        title: "指南".into(),
        about: String::new(),
        directions: String::new(),
        how_to_apply: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        contact_email: String::new(),
        state: guidelines::state::State::Published,
        state_since: now,
        revision: 0,
        created_by: cast.zhao_lei.person_id,
        created_at: now,
        submitted_at: None,
        published_at: Some(now),
    };
    db::insert(tx, &guideline)?;
    let item = Item {
        id: ItemId::at(now),
        guideline_id: guideline.id,
        enterprise_id: cast.meridian,
        project_type: ProjectType::Curriculum,
        title: "指南项目".into(),
        goals: String::new(),
        majors: String::new(),
        industries: String::new(),
        conditions: String::new(),
        deliverables: String::new(),
        offers: 10,
        selected: 1,
        cash_each: Money::from_yuan(50_000),
        goods_each: Money::ZERO,
        deadline_on: None,
        published_at: Some(now),
        is_open: true,
        revision: 0,
        sort: 1,
    };
    db::insert(tx, &item)?;
    Ok((item.id, round.id))
}

/// The rules named by a refusal, in its order.
pub fn rules_of(refusal: &Refusal) -> Vec<&'static str> {
    refusal.breaches().iter().map(|b| b.rule).collect()
}
