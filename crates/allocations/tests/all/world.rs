//! The set-up of the tests: the cast, a published guideline with two items, and applications that stand with the enterprise.

use applications::state::State;
use applications::{Application, Evaluation};
use cast::Cast;
use db::Tx;
use guidelines::{Guideline, Item};
use kernel::{
    Actor, ApplicationId, Day, EvaluationId, GuidelineId, Instant, ItemId, Mode, Money, PersonId, ProjectType, Refusal,
};
use testing::TestDb;

pub const ALL: [&[db::Migration]; 9] = [
    directory::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    journal::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
    allocations::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    /// Of Meridian Optics.
    pub guideline: GuidelineId,
    /// One offer, and two.
    pub one: ItemId,
    pub two: ItemId,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        world(base, false)
    }
}

/// The same where two people of the enterprise have to sign. Rule S-03.
pub struct FourEyes(pub World);

impl From<TestDb> for FourEyes {
    fn from(base: TestDb) -> FourEyes {
        FourEyes(world(base, true))
    }
}

fn world(base: TestDb, four_eyes: bool) -> World {
    let (cast, guideline, one, two) = base
        .db
        .write_now(move |tx| {
            let cast = cast::seed(tx)?;
            let ruleset = if four_eyes {
                let text = include_str!("../../../../rulesets/rolling-2024.toml")
                    .replace("name = \"rolling-2024\"", "name = \"four-eyes\"")
                    .replace("four_eyes = false", "four_eyes = true");
                rulesets::store::import(tx, &Actor::system(), &text)?
            } else {
                rulesets::applicable_on(tx, Mode::Rolling, tx.now().day())?.0
            };
            let guideline = publish(tx, &cast, ruleset)?;
            let (one, two) = (item(tx, &guideline, "光电实验", 1, 0)?, item(tx, &guideline, "光电课程", 2, 1)?);
            Ok::<_, Refusal>((cast, guideline.id, one, two))
        })
        .unwrap();
    World { base, cast, guideline, one, two }
}

fn publish(tx: &mut Tx<'_>, cast: &Cast, ruleset: kernel::RulesetId) -> Result<Guideline, Refusal> {
    let (now, round) = (tx.now(), guidelines::rolling_round(tx)?);
    let guideline = Guideline {
        id: GuidelineId::at(now),
        enterprise_id: cast.meridian,
        round_id: round.id,
        ruleset_id: ruleset,
        mode: Mode::Rolling,
        is_special: false,
        title: "光电指南".into(),
        about: String::new(),
        directions: String::new(),
        how_to_apply: String::new(),
        contact_name: "赵磊".into(),
        contact_phone: "025-88880000".into(),
        contact_email: "contact@demo.xieyu".into(),
        state: guidelines::state::State::Published,
        state_since: now,
        revision: 1,
        created_by: cast.zhao_lei.person_id,
        created_at: now,
        submitted_at: Some(now),
        published_at: Some(now),
    };
    db::insert(tx, &guideline)?;
    Ok(guideline)
}

fn item(tx: &mut Tx<'_>, guideline: &Guideline, title: &str, offers: i64, sort: i64) -> Result<ItemId, Refusal> {
    let item = Item {
        id: ItemId::at(tx.now()),
        guideline_id: guideline.id,
        enterprise_id: guideline.enterprise_id,
        project_type: ProjectType::Curriculum,
        title: title.into(),
        goals: String::new(),
        majors: String::new(),
        industries: String::new(),
        conditions: String::new(),
        deliverables: String::new(),
        offers,
        selected: 0,
        cash_each: Money::from_yuan(30_000),
        goods_each: Money::ZERO,
        deadline_on: Day::new(2024, 12, 31),
        published_at: Some(tx.now()),
        is_open: true,
        revision: 1,
        sort,
    };
    db::insert(tx, &item)?;
    Ok(item.id)
}

impl World {
    /// Runs an act a millisecond after the one before, so that ids sort in the order things were done.
    pub fn act<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + 1));
        self.base.db.write_now(work)
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).unwrap()
    }

    /// A further teacher of Nanjiang University.
    pub fn teacher(&self, n: usize) -> Actor {
        let cast = self.cast.clone();
        self.act(move |tx| {
            let (id, name) = (PersonId::at(tx.now()), format!("教师{n:02}"));
            let model = directory::person(tx, cast.lin_mei.person_id)?;
            let email = format!("teacher{n}@demo.xieyu");
            db::insert(tx, &directory::Person { id, name: name.clone(), email, ..model })?;
            Ok(Actor::person(id, &name, cast.lin_mei.hat))
        })
        .unwrap()
    }

    /// An application that the university passed on, scored if a score is given.
    pub fn passed(&self, pi: &Actor, item: ItemId, score: Option<i64>) -> ApplicationId {
        let (pi, cast) = (pi.clone(), self.cast.clone());
        self.act(move |tx| {
            let (now, of) = (tx.now(), guidelines::get_item(tx, item)?);
            let guideline = guidelines::get_guideline(tx, of.guideline_id)?;
            let application = Application {
                id: ApplicationId::at(now),
                item_id: item,
                enterprise_id: of.enterprise_id,
                university_id: cast.nanjiang,
                round_id: guideline.round_id,
                mode: guideline.mode,
                project_type: of.project_type,
                pi_id: pi.person_id,
                pi_name: pi.name.clone(),
                school: "光电工程学院".into(),
                title: format!("{}的{}", pi.name, of.title),
                summary: String::new(),
                plan: String::new(),
                expected_results: String::new(),
                starts_on: None,
                ends_on: None,
                document_pi_name: pi.name.clone(),
                asks_name_check: false,
                is_signed: true,
                state: State::EnterpriseReview,
                state_since: now,
                revision: 3,
                created_at: now,
                saved_at: now,
                submitted_at: Some(now),
                counted_year: Some(2024),
                passed_at: Some(now),
                saved_from: String::new(),
            };
            db::insert(tx, &application)?;
            if let Some(score) = score {
                let evaluation = Evaluation {
                    id: EvaluationId::at(now),
                    application_id: application.id,
                    item_id: item,
                    reviewer_id: cast.zhao_lei.person_id,
                    reviewer_name: cast.zhao_lei.name.clone(),
                    score,
                    note: String::new(),
                    saved_at: now,
                };
                db::insert(tx, &evaluation)?;
            }
            Ok(application.id)
        })
        .unwrap()
    }

    pub fn state(&self, id: ApplicationId) -> State {
        self.read(move |tx| applications::get(tx, id)).state
    }

    pub fn waiting(&self, item: ItemId) -> Vec<ApplicationId> {
        self.read(move |tx| Ok(applications::waiting_for(tx, item)?))
    }

    /// Kind and reader of every letter.
    pub fn letters(&self) -> Vec<(String, PersonId)> {
        self.read(|tx| Ok(tx.query("SELECT kind, to_person FROM letter ORDER BY created_at, kind, id", &[])?))
    }
}
