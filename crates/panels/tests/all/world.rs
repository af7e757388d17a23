//! Three submitted guidelines of two enterprises, and seven experts: two of one university, one of an enterprise, one who works for the
//! other, one who declared an interest.

use axum::Router;
use cast::Cast;
use db::Tx;
use directory::{ExpertiseForm, Membership, MembershipState, Person};
use files::Files;
use guidelines::rules::Interest;
use guidelines::state::State as GuidelineState;
use guidelines::{Guideline, GuidelineReview, Item};
use kernel::{
    Actor, GuidelineId, ItemId, MembershipId, Mode, Money, OrganisationId, PersonId, PlanId, ProjectType, Refusal,
    ReviewId, Role, RowId,
};
use panels::actions::{self, Edit};
use panels::state::{Change, Kind};
use panels::{AssignmentPlan, Contents, Wishes};
use porter::{Doors, Named};
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 11] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    guidelines::MIGRATIONS,
    projects::MIGRATIONS,
    closings::MIGRATIONS,
    meetings::MIGRATIONS,
    cases::MIGRATIONS,
    panels::MIGRATIONS,
];

pub const WISHES: Wishes = Wishes { per_item: 2, most: 2, seed: 7, is_fair: false };

/// The experts. Those of the cast have left: ids made at one moment have no order, and the order decides between equals.
#[derive(Clone)]
pub struct Experts {
    /// 何方, optics.
    pub he: PersonId,
    /// 罗恒, software and instruments.
    pub luo: PersonId,
    /// 杜若, teacher at Nanjiang, optics.
    pub du_ruo: PersonId,
    /// 苏河, teacher at Nanjiang, instruments.
    pub su_he: PersonId,
    /// 聂岚, optics, of Meridian Optics.
    pub nie_lan: PersonId,
    /// 叶枫, software, says to work for Bluebrook.
    pub ye_feng: PersonId,
    /// 高山, optics, declared an interest in Meridian Optics.
    pub gao_shan: PersonId,
}

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub experts: Experts,
    /// Meridian: optics course.
    pub optics: RowId,
    /// Bluebrook: databases.
    pub software: RowId,
    /// Meridian: instruments.
    pub instruments: RowId,
    files: Files,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let step = || base.clock.move_to(kernel::Instant::from_millis(base.clock.now().millis() + 1));
        let mut ids = Vec::new();
        for (house, title, majors) in [
            (cast.meridian, "智能光电检测课程", "光电信息科学与工程"),
            (cast.bluebrook, "国产数据库课程群", "软件工程"),
            (cast.meridian, "光谱仪器实践基地", "测控技术与仪器"),
        ] {
            step();
            let by = cast.zhao_lei.person_id;
            ids.push(base.db.write_now(move |tx| guideline(tx, house, by, title, majors)).expect("a guideline"));
        }
        let experts = base
            .db
            .write_now({
                let cast = cast.clone();
                move |tx| experts(tx, &cast)
            })
            .expect("experts");
        step();
        World { base, cast, experts, optics: ids[0], software: ids[1], instruments: ids[2], files, _folder: folder }
    }
}

fn guideline(
    tx: &mut Tx<'_>,
    house: OrganisationId,
    by: PersonId,
    title: &str,
    majors: &str,
) -> Result<RowId, Refusal> {
    let now = tx.now();
    let (round, ruleset) = (guidelines::rolling_round(tx)?, rulesets::applicable_on(tx, Mode::Rolling, now.day())?.0);
    let guideline = Guideline {
        id: GuidelineId(uuid::Uuid::from_u128(
            0x0190_0000_0001_7000_8000_0000_0000_0000 + title.chars().map(u128::from).sum::<u128>(),
        )),
        enterprise_id: house,
        round_id: round.id,
        ruleset_id: ruleset,
        mode: Mode::Rolling,
        is_special: false,
        title: title.into(),
        about: String::new(),
        directions: String::new(),
        how_to_apply: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        contact_email: String::new(),
        state: GuidelineState::Submitted,
        state_since: now,
        revision: 1,
        created_by: by,
        created_at: now,
        submitted_at: Some(now),
        published_at: None,
    };
    db::insert(tx, &guideline)?;
    let item = Item {
        id: ItemId::at(now),
        guideline_id: guideline.id,
        enterprise_id: house,
        project_type: ProjectType::Curriculum,
        title: title.into(),
        goals: String::new(),
        majors: majors.into(),
        industries: String::new(),
        conditions: String::new(),
        deliverables: String::new(),
        offers: 1,
        selected: 0,
        cash_each: Money::from_yuan(50_000),
        goods_each: Money::ZERO,
        deadline_on: None,
        published_at: None,
        is_open: false,
        revision: 1,
        sort: 0,
    };
    db::insert(tx, &item)?;
    Ok(RowId(guideline.id.0))
}

fn experts(tx: &mut Tx<'_>, cast: &Cast) -> Result<Experts, Refusal> {
    tx.execute("UPDATE membership SET state = 'ended' WHERE role = 'expert'", &[])?;
    let mut made = 0;
    let mut expert = |name: &str, house: Option<(OrganisationId, Role)>, majors: &str, employer: &str| {
        made += 1;
        let id = person(tx, cast, name, made)?;
        if let Some((organisation, role)) = house {
            member(tx, id, organisation, role)?;
        }
        knows(tx, &Actor::person(id, name, None), majors, employer)?;
        Ok::<_, Refusal>(id)
    };
    let at_nanjiang = Some((cast.nanjiang, Role::Teacher));
    let all = Experts {
        he: expert("何方", None, "光电信息科学与工程", "")?,
        luo: expert("罗恒", None, "软件工程\n测控技术与仪器", "")?,
        du_ruo: expert("杜若", at_nanjiang, "光电信息科学与工程", "")?,
        su_he: expert("苏河", at_nanjiang, "测控技术与仪器", "")?,
        nie_lan: expert("聂岚", Some((cast.meridian, Role::EnterpriseReviewer)), "光电信息科学与工程", "")?,
        ye_feng: expert("叶枫", None, "软件工程", "Bluebrook Software")?,
        gao_shan: expert("高山", None, "光电信息科学与工程", "")?,
    };
    declared(tx, cast, all.gao_shan)?;
    Ok(all)
}

fn person(tx: &mut Tx<'_>, cast: &Cast, name: &str, nth: i64) -> Result<PersonId, Refusal> {
    let now = tx.now();
    // The same in every run: between equally good experts the seed decides by their ids.
    let id = PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + nth as u128));
    db::insert(
        tx,
        &Person {
            id,
            name: name.into(),
            name_en: String::new(),
            email: format!("{id}@example.com"),
            phone: String::new(),
            password_hash: String::new(),
            lang: "zh".into(),
            certificate_number: String::new(),
            title: "教授".into(),
            revision: 1,
            created_at: now,
            closed_at: None,
        },
    )?;
    member(tx, id, cast.expert_group, Role::Expert)?;
    Ok(id)
}

pub fn member(
    tx: &mut Tx<'_>,
    person_id: PersonId,
    organisation_id: OrganisationId,
    role: Role,
) -> Result<(), Refusal> {
    let now = tx.now();
    let state = MembershipState::Active;
    let id = MembershipId::at(now);
    let school = String::new();
    db::insert(
        tx,
        &Membership { id, person_id, organisation_id, role, school, state, state_since: now, created_at: now },
    )?;
    Ok(())
}

pub fn knows(tx: &mut Tx<'_>, actor: &Actor, majors: &str, employer: &str) -> Result<(), Refusal> {
    let form = ExpertiseForm { majors: majors.into(), employer: employer.into(), ..ExpertiseForm::default() };
    let revision = directory::expertise(tx, actor.person_id)?.map_or(0, |said| said.revision);
    directory::set_expertise(tx, actor, revision, &form).map(drop)
}

/// Once asked to review an earlier guideline of Meridian Optics, this expert declared an interest.
fn declared(tx: &mut Tx<'_>, cast: &Cast, expert: PersonId) -> Result<(), Refusal> {
    let earlier = guideline(tx, cast.meridian, cast.zhao_lei.person_id, "早先的指南", "光电信息科学与工程")?;
    tx.execute("UPDATE guideline SET state = 'revoked' WHERE id = $1", db::params![earlier])?;
    let now = tx.now();
    let review = GuidelineReview {
        id: ReviewId::at(now),
        guideline_id: GuidelineId(earlier.0),
        expert_id: expert,
        conflict: Interest::Declared,
        conflict_text: "持有股份".into(),
        scores: "{}".into(),
        comment: String::new(),
        recommendation: None,
        revision: 0,
        assigned_by: cast.wu_min.person_id,
        assigned_at: now,
        declared_at: Some(now),
        decided_at: None,
        released_at: None,
    };
    db::insert(tx, &review)?;
    Ok(())
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.clock.move_to(kernel::Instant::from_millis(self.base.clock.now().millis() + 1));
        self.base.db.write_now(work)
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    pub fn office(&self) -> Actor {
        self.cast.wu_min.clone()
    }

    pub fn prepared(&self, wishes: Wishes) -> Result<AssignmentPlan, Refusal> {
        let office = self.office();
        let question = self.base.db.read_now({
            let office = office.clone();
            move |tx| actions::ask(tx, &office, Kind::Guideline, wishes)
        })?;
        let solved = question.solve()?;
        self.write(move |tx| actions::keep(tx, &office, solved))
    }

    pub fn again(&self, id: PlanId, wishes: Wishes) -> Result<AssignmentPlan, Refusal> {
        let office = self.office();
        let question = self.base.db.read_now({
            let office = office.clone();
            move |tx| actions::ask_again(tx, &office, id, wishes)
        })?;
        let solved = question.solve()?;
        self.write(move |tx| actions::keep(tx, &office, solved))
    }

    pub fn edit(
        &self,
        id: PlanId,
        change: Change,
        subject: RowId,
        expert: PersonId,
    ) -> Result<AssignmentPlan, Refusal> {
        let office = self.office();
        self.write(move |tx| actions::edit(tx, &office, id, Edit { change, subject, expert }))
    }

    pub fn commit(&self, id: PlanId) -> Result<AssignmentPlan, Refusal> {
        let office = self.office();
        self.write(move |tx| actions::commit(tx, &office, id))
    }

    pub fn contents(&self, id: PlanId) -> Contents {
        let office = self.office();
        self.read(move |tx| Ok(actions::load(tx, &office, id)?.contents))
    }

    /// Who judges a guideline under a plan, in the order of their ids.
    pub fn on(&self, id: PlanId, subject: RowId) -> Vec<PersonId> {
        let mut experts: Vec<PersonId> = self.contents(id).on(subject).map(|pair| pair.expert).collect();
        experts.sort();
        experts
    }

    /// The document of a plan as it can be downloaded, with its digest.
    pub fn document(&self, id: PlanId) -> String {
        let office = self.office();
        self.read(move |tx| actions::load(tx, &office, id)?.document())
    }

    /// What anybody gets who computes the document of a plan with its seed, and what the judge says about it.
    pub fn computed_again(&self, id: PlanId) -> (Vec<(String, String)>, Vec<String>) {
        let office = self.office();
        let plan = self.read(move |tx| Ok(actions::load(tx, &office, id)?.plan));
        let document = self.document(id);
        let instance = matching::assign::read_document("replay", &document).expect("the document is whole");
        let wishes = matching::assign::Wishes { fair: plan.is_fair, seed: u64::try_from(plan.seed).expect("a seed") };
        let answer = matching::assign::solve(&instance, wishes, &matching::Steps(10_000_000)).expect("a plan");
        let text = serde_json::to_string(&answer).expect("JSON");
        let broken = matching::check::assign::check(&instance, &text).expect("a plan is a plan");
        let mut pairs: Vec<(String, String)> =
            answer.placed.into_iter().map(|placed| (placed.item, placed.expert)).collect();
        pairs.sort();
        (pairs, broken)
    }

    /// The pairs of a plan in the words of the document.
    pub fn pairs(&self, id: PlanId) -> Vec<(String, String)> {
        let contents = self.contents(id);
        let mut pairs: Vec<(String, String)> =
            contents.pairs.iter().map(|pair| (pair.subject.to_string(), pair.expert.to_string())).collect();
        pairs.sort();
        pairs
    }

    pub fn state_of(&self, subject: RowId) -> GuidelineState {
        self.read(move |tx| guidelines::get_guideline(tx, GuidelineId(subject.0))).state
    }

    /// Kinds of the letters in the outbox, by their names.
    pub fn letters(&self) -> Vec<String> {
        let rows: Vec<(String,)> = self.read(|tx| Ok(tx.query("SELECT kind FROM letter ORDER BY kind", &[])?));
        rows.into_iter().map(|(kind,)| kind).collect()
    }

    /// The acts about a plan with what they tell.
    pub fn acts(&self, id: PlanId) -> Vec<(String, serde_json::Value)> {
        let trail = self.read(move |tx| Ok(journal::trail(tx, id.0)?));
        let told = |entry: journal::Entry| {
            (entry.step().to_owned(), serde_json::from_str(&entry.detail).expect("detail is JSON"))
        };
        trail.into_iter().map(told).collect()
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [
            ("office", &cast.wu_min),
            ("expert", &cast.he_zhiyuan),
            ("contact", &cast.zhao_lei),
            ("ministry", &cast.feng_jing),
        ];
        let routes = panels::routes();
        let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}

/// The fields a refusal names.
pub fn fields<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<(&'static str, String)> {
    let refusal = verdict.expect_err("it is refused");
    assert!(!refusal.breaches().is_empty(), "breaches were expected, not {refusal:?}");
    refusal.breaches().iter().map(|breach| (breach.rule, breach.field.clone())).collect()
}
