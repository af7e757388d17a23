//! The set-up of the tests: the cast, guidelines with items, projects, and what people say they know.

use cast::Cast;
use db::Tx;
use directory::ExpertiseForm;
use guidelines::{Guideline, Item};
use kernel::{Actor, Day, GuidelineId, Instant, ItemId, Mode, Money, OrganisationId, ProjectId, ProjectType, Refusal};
use projects::Project;
use suggestions::Suggestions;
use testing::TestDb;

pub const ALL: [&[db::Migration]; 11] = [
    directory::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    journal::MIGRATIONS,
    rulesets::MIGRATIONS,
    limits::MIGRATIONS,
    guidelines::MIGRATIONS,
    applications::MIGRATIONS,
    agreements::MIGRATIONS,
    projects::MIGRATIONS,
    suggestions::MIGRATIONS,
];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub suggestions: Suggestions,
    pub guideline: GuidelineId,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let (cast, guideline) = base
            .db
            .write_now(|tx| {
                let cast = cast::seed(tx)?;
                let guideline = guideline(tx, &cast)?;
                Ok::<_, Refusal>((cast, guideline))
            })
            .unwrap();
        World { base, cast, suggestions: Suggestions::new(), guideline }
    }
}

fn guideline(tx: &mut Tx<'_>, cast: &Cast) -> Result<GuidelineId, Refusal> {
    let (now, round) = (tx.now(), guidelines::rolling_round(tx)?);
    let guideline = Guideline {
        id: GuidelineId::at(now),
        enterprise_id: cast.meridian,
        round_id: round.id,
        ruleset_id: rulesets::applicable_on(tx, Mode::Rolling, now.day())?.0,
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
    Ok(guideline.id)
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

    /// An open item of an enterprise, told in the journal as publishing tells it.
    pub fn item(&self, enterprise: OrganisationId, kind: ProjectType, title: &str, last_day: Option<Day>) -> ItemId {
        let (guideline_id, title) = (self.guideline, title.to_owned());
        self.act(move |tx| {
            let item = Item {
                id: ItemId::at(tx.now()),
                guideline_id,
                enterprise_id: enterprise,
                project_type: kind,
                title,
                goals: String::new(),
                majors: String::new(),
                industries: String::new(),
                conditions: String::new(),
                deliverables: String::new(),
                offers: 2,
                selected: 0,
                cash_each: Money::from_yuan(30_000),
                goods_each: Money::ZERO,
                deadline_on: last_day,
                published_at: Some(tx.now()),
                is_open: true,
                revision: 1,
                sort: 0,
            };
            db::insert(tx, &item)?;
            journal::record(tx, journal::Act::new(&Actor::system(), "guideline", guideline_id.0, "save"));
            Ok(item.id)
        })
        .unwrap()
    }

    /// A project from a list of earlier years.
    pub fn project(&self, leader: &str, university: (OrganisationId, &str), title: &str) -> ProjectId {
        let (leader, title, enterprise) = (leader.to_owned(), title.to_owned(), self.cast.bluebrook);
        let (university_id, university_name) = (university.0, university.1.to_owned());
        self.act(move |tx| {
            let (now, day) = (tx.now(), tx.now().day());
            let project = Project {
                id: ProjectId::at(now),
                number: format!("2023{:08}", now.millis() % 100_000_000),
                agreement_id: None,
                item_id: None,
                round_id: None,
                ruleset_id: rulesets::applicable_on(tx, Mode::Rolling, day)?.0,
                mode: Mode::Legacy,
                project_type: ProjectType::Curriculum,
                title,
                enterprise_id: enterprise,
                enterprise_name: "蓝溪".into(),
                university_id,
                university_name,
                province: "32".into(),
                pi_id: None,
                pi_name: leader,
                year: 2023,
                established_on: day,
                starts_on: day,
                closes_on: day,
                agreed_closes_on: day,
                postponements: 0,
                cash: Money::from_yuan(30_000),
                goods: Money::ZERO,
                late_since: None,
                imported_from: None,
                state: projects::state::State::Running,
                state_since: now,
                revision: 1,
                created_at: now,
            };
            db::insert(tx, &project)?;
            journal::record(tx, journal::Act::new(&Actor::system(), "project", project.id.0, "establish"));
            Ok(project.id)
        })
        .unwrap()
    }

    /// Says what a person knows.
    pub fn knows(&self, actor: &Actor, keywords: &str) {
        let (actor, keywords) = (actor.clone(), keywords.to_owned());
        self.act(move |tx| {
            let revision = directory::expertise(tx, actor.person_id)?.map_or(0, |it| it.revision);
            directory::set_expertise(tx, &actor, revision, &ExpertiseForm { keywords, ..ExpertiseForm::default() })
        })
        .unwrap();
    }
}
