//! The set-up of the tests: the cast, a published guideline, and shortcuts along the life of an application.

use applications::Application;
use applications::actions::{self, Saved, Version};
use applications::checklist::{Answer, Stage, checklist};
use applications::state::{State, Step};
use applications::typed::{Typed, TypedLine, TypedMember};
use cast::Cast;
use db::Tx;
use files::{Files, Limits, tiny_pdf};
use guidelines::{Guideline, Item};
use kernel::{
    Actor, ApplicationId, Day, GuidelineId, Hat, ItemId, MembershipId, Mode, Money, PersonId, ProjectType, Refusal,
    Role, RowId, RulesetId,
};
use testing::TestDb;

pub const ALL: [&[db::Migration]; 8] = [
    directory::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    journal::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: Files,
    _folder: tempfile::TempDir,
    /// Curriculum reform of Meridian Optics: two offers, CNY 30,000 each, until 2024-12-31.
    pub item: ItemId,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_str().unwrap()).unwrap();
        let scan = files.put_now(&tiny_pdf(&["certificate"]), "certificate.pdf", &Limits::default()).unwrap();
        let (cast, item) = base
            .db
            .write_now(move |tx| {
                let cast = cast::seed(tx)?;
                cast::give_proofs(tx, &cast, &scan)?;
                let (ruleset, _) = rulesets::applicable_on(tx, Mode::Rolling, tx.now().day())?;
                let item = publish(tx, &cast, ruleset, "光电实验课程改革", ProjectType::Curriculum, 2)?;
                Ok::<_, Refusal>((cast, item))
            })
            .unwrap();
        World { base, cast, files, _folder: folder, item }
    }
}

fn publish(
    tx: &mut Tx<'_>,
    cast: &Cast,
    ruleset: RulesetId,
    title: &str,
    kind: ProjectType,
    offers: i64,
) -> Result<ItemId, Refusal> {
    let (now, round) = (tx.now(), guidelines::rolling_round(tx)?);
    let guideline = Guideline {
        id: GuidelineId::at(now),
        enterprise_id: cast.meridian,
        round_id: round.id,
        ruleset_id: ruleset,
        mode: Mode::Rolling,
        is_special: false,
        title: format!("{title}指南"),
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
    let item = Item {
        id: ItemId::at(now),
        guideline_id: guideline.id,
        enterprise_id: cast.meridian,
        project_type: kind,
        title: title.into(),
        goals: String::new(),
        majors: "080705 光电信息科学与工程".into(),
        industries: String::new(),
        conditions: String::new(),
        deliverables: "课程大纲\n实验手册".into(),
        offers,
        selected: 0,
        cash_each: Money::from_yuan(30_000),
        goods_each: Money::ZERO,
        deadline_on: Day::new(2024, 12, 31),
        published_at: Some(now),
        is_open: true,
        revision: 1,
        sort: 0,
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
        self.base.clock.move_to(kernel::Instant::from_millis(self.base.clock.now().millis() + 1));
        self.base.db.write_now(work)
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).unwrap()
    }

    /// A further item of Meridian Optics.
    pub fn item(&self, kind: ProjectType, offers: i64) -> ItemId {
        let cast = self.cast.clone();
        self.act(move |tx| {
            let (ruleset, _) = rulesets::applicable_on(tx, Mode::Rolling, tx.now().day())?;
            publish(tx, &cast, ruleset, "另一指南项目", kind, offers)
        })
        .unwrap()
    }

    /// An item whose rule set asks for two signatures. Rule S-03.
    pub fn item_with_four_eyes(&self, offers: i64) -> ItemId {
        let text = include_str!("../../../../rulesets/rolling-2024.toml")
            .replace("name = \"rolling-2024\"", "name = \"four-eyes\"")
            .replace("four_eyes = false", "four_eyes = true");
        let cast = self.cast.clone();
        self.act(move |tx| {
            let ruleset = rulesets::store::import(tx, &Actor::system(), &text)?;
            publish(tx, &cast, ruleset, "双签指南项目", ProjectType::Curriculum, offers)
        })
        .unwrap()
    }

    /// A further teacher at Nanjiang University, proven.
    pub fn teacher(&self, n: usize) -> Actor {
        let (cast, scan) = (self.cast.clone(), self.stored("certificate"));
        self.act(move |tx| {
            let now = tx.now();
            let id = PersonId::at(now);
            let model = directory::person(tx, cast.lin_mei.person_id)?;
            let name = format!("教师{n:02}");
            db::insert(
                tx,
                &directory::Person { id, name: name.clone(), email: format!("teacher{n}@demo.xieyu"), ..model },
            )?;
            let hat = Hat { role: Role::Teacher, organisation_id: cast.nanjiang };
            let membership =
                directory::membership_of(tx, cast.lin_mei.person_id, cast.nanjiang, Role::Teacher)?.unwrap();
            db::insert(tx, &directory::Membership { id: MembershipId::at(now), person_id: id, ..membership })?;
            let actor = Actor::person(id, &name, Some(hat));
            files::attach(tx, &actor, &scan, "person", RowId(id.0), "teacher_certificate")?;
            Ok(actor)
        })
        .unwrap()
    }

    pub fn stored(&self, text: &str) -> files::Stored {
        self.files.put_now(&tiny_pdf(&[text]), "申报书.pdf", &Limits::default()).unwrap()
    }

    /// A complete draft with its document, ready to be handed in.
    pub fn draft(&self, pi: &Actor, item: ItemId) -> ApplicationId {
        let (actor, stored) = (pi.clone(), self.stored("application document"));
        self.act(move |tx| {
            let (draft, _) = actions::start(tx, &actor, item)?;
            let version = Version { revision: draft.revision, tab: "test".into() };
            match actions::save(tx, &actor, draft.id, &complete(&actor.name), &version)? {
                Saved::Stored { breaches, .. } => assert_eq!(breaches, []),
                Saved::Conflict { .. } => panic!("a new draft has no second version"),
            }
            actions::attach(tx, &actor, draft.id, actions::DOCUMENT, &stored)?;
            Ok(draft.id)
        })
        .unwrap()
    }

    pub fn submitted(&self, pi: &Actor, item: ItemId) -> ApplicationId {
        let (id, actor) = (self.draft(pi, item), pi.clone());
        self.act(move |tx| actions::submit(tx, &actor, id)).unwrap();
        id
    }

    /// Passed by the university, with the enterprise.
    pub fn passed(&self, pi: &Actor, item: ItemId) -> ApplicationId {
        let id = self.submitted(pi, item);
        self.review(id, Step::UniversityPass).unwrap();
        id
    }

    pub fn review(&self, id: ApplicationId, step: Step) -> Result<Application, Refusal> {
        let reviewer = self.cast.wang_jianguo.clone();
        self.act(move |tx| {
            actions::review(
                tx,
                &reviewer,
                id,
                step,
                &all_yes(),
                if step == Step::UniversityPass { "" } else { "请补充预算" },
            )
        })
    }

    pub fn decide(&self, id: ApplicationId, step: Step, reason: &str) -> Result<actions::Decided, Refusal> {
        let (actor, reason) = (self.cast.zhao_lei.clone(), reason.to_owned());
        self.act(move |tx| actions::decide(tx, &actor, id, step, &reason))
    }

    pub fn get(&self, id: ApplicationId) -> Application {
        self.read(move |tx| applications::get(tx, id))
    }
    pub fn state(&self, id: ApplicationId) -> State {
        self.get(id).state
    }

    /// What the journal says was done with it, in order.
    pub fn acts(&self, id: ApplicationId) -> Vec<String> {
        self.read(move |tx| Ok(journal::trail(tx, id.0)?.into_iter().map(|e| e.step().to_owned()).collect()))
    }

    /// Kind and reader of every letter, act by act.
    pub fn letters(&self) -> Vec<(String, PersonId)> {
        self.read(|tx| Ok(tx.query("SELECT kind, to_person FROM letter ORDER BY created_at, kind, id", &[])?))
    }

    pub fn letters_to(&self, person: &Actor) -> Vec<String> {
        self.letters().into_iter().filter(|(_, to)| *to == person.person_id).map(|(kind, _)| kind).collect()
    }
}

pub fn all_yes() -> Vec<Answer> {
    checklist(Stage::Application)
        .iter()
        .map(|check| Answer { check: *check, yes: true, comment: String::new() })
        .collect()
}

/// A draft without a gap.
pub fn complete(pi: &str) -> Typed {
    Typed {
        title: "面向新工科的光电实验课程建设".into(),
        school: "光电工程学院".into(),
        summary: "建设一门项目制光电实验课程。".into(),
        plan: "第一年编写大纲，第二年开课。".into(),
        expected_results: "课程大纲\n实验手册".into(),
        starts_on: "2024-10-01".into(),
        ends_on: "2025-12-31".into(),
        document_pi_name: pi.into(),
        asks_name_check: false,
        is_signed: true,
        members: vec![TypedMember {
            name: "钱进".into(),
            email: "qian.jin@example.edu.cn".into(),
            unit: "光电工程学院".into(),
            duty: "实验".into(),
        }],
        budget: vec![TypedLine { purpose: "教材".into(), cash: "30,000".into(), goods: String::new() }],
    }
}

/// The rules of a refusal, in order; empty texts for plain form checks.
pub fn rules(refusal: &Refusal) -> Vec<(&'static str, String)> {
    refusal.breaches().iter().map(|b| (b.rule, b.field.clone())).collect()
}
