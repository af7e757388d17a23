//! The cast, projects whose closings passed, and a call that takes them.

use axum::Router;
use cases::actions::{self as a, Begin, CallDraft, Content, Opinion};
use cases::state::call::CallStep;
use cases::state::{Kind, State, Step};
use cases::{Case, CaseCall};
use cast::Cast;
use closings::{Closing, Conclusion};
use db::Tx;
use files::Files;
use guidelines::rules::Interest;
use kernel::{
    Actor, CaseCallId, CaseId, ClosingId, Day, Instant, Mode, Money, OrganisationId, PersonId, ProjectId, ProjectType,
    Refusal, RulesetId,
};
use meetings::Words;
use porter::{Doors, Named};
use projects::Project;
use testing::TestDb;

pub const MIGRATIONS: [&[db::Migration]; 9] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    guidelines::MIGRATIONS,
    projects::MIGRATIONS,
    closings::MIGRATIONS,
    MORE,
];

/// Meetings and cases, whose names are in order.
const MORE: &[db::Migration] = &[meetings::MIGRATIONS[0], cases::MIGRATIONS[0]];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    /// 林梅 with Meridian Optics, accepted long before the cut-off.
    pub optics: ProjectId,
    /// 林梅 with Bluebrook Software, the same.
    pub software: ProjectId,
    /// 周远 with Meridian Optics, the same.
    pub vision: ProjectId,
    /// 林梅 with Meridian Optics, accepted a moment after the cut-off.
    pub late: ProjectId,
    /// 林梅 with Meridian Optics, still running.
    pub running: ProjectId,
    /// Of 2024, open, one nomination for each university.
    pub call: CaseCallId,
    files: Files,
    _folder: tempfile::TempDir,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// 30 June 2024, 24:00.
pub fn cut_off() -> Instant {
    day("2024-06-30").ends()
}

pub fn words(zh: &str, en: &str) -> Words {
    Words::of(zh, en)
}

pub fn call_draft() -> CallDraft {
    CallDraft {
        year: 2024,
        series: words("2024 年度优秀项目案例", "Excellent cases of 2024"),
        about: words("典型性、新理念、新模式", "Typical, new ideas and modes"),
        takes_projects: true,
        takes_universities: true,
        takes_enterprises: true,
        accepted_by: Some(cut_off()),
        takes_earlier: false,
        by_enterprises: true,
        quota: Some(1),
        closes_on: day("2024-09-30"),
        other: serde_json::Map::new(),
    }
}

pub fn content() -> Content {
    Content {
        title: words("光电检测课程的校企共建", "A course built together"),
        summary: "三年，两轮授课。".into(),
        novelty: "企业工程师进课堂。".into(),
        influence: "四所高校采用。".into(),
        by_enterprise: false,
    }
}

pub fn opinion(points: i64) -> Opinion {
    Opinion {
        representative: points,
        novelty: points,
        results: points,
        example: points,
        conduct: points,
        comment: "值得推广。".into(),
    }
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("UTF-8")).expect("the folder opens");
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let early = Some(cut_off().plus_days(-30));
        let late = Some(Instant::from_millis(cut_off().millis() + 1));
        let (lin, zhou) = (cast.lin_mei.clone(), cast.zhou_yuan.clone());
        let wanted = [
            ("202401001", &lin, cast.meridian, early),
            ("202401002", &lin, cast.bluebrook, early),
            ("202401003", &zhou, cast.meridian, early),
            ("202401004", &lin, cast.meridian, late),
            ("202401005", &lin, cast.meridian, None),
        ];
        let mut ids = Vec::new();
        for (number, pi, enterprise, accepted) in wanted {
            let (pi, university) = (pi.clone(), cast.nanjiang);
            let made = base.db.write_now(move |tx| closed(tx, number, &pi, (university, enterprise), accepted));
            ids.push(made.expect("a project"));
        }
        let office = cast.wu_min.clone();
        let call = base.db.write_now(move |tx| {
            let call = a::create_call(tx, &office, &call_draft())?;
            a::step_call(tx, &office, call.id, CallStep::Open)
        });
        let call = call.expect("a call").id;
        World {
            base,
            cast,
            optics: ids[0],
            software: ids[1],
            vision: ids[2],
            late: ids[3],
            running: ids[4],
            call,
            files,
            _folder: folder,
        }
    }
}

/// A project of this leader whose closing passed when the enterprise accepted it; running where nothing was accepted.
pub fn closed(
    tx: &mut Tx<'_>,
    number: &str,
    pi: &Actor,
    (university_id, enterprise_id): (OrganisationId, OrganisationId),
    accepted: Option<Instant>,
) -> Result<ProjectId, Refusal> {
    let now = tx.now();
    let on = day("2022-01-10");
    let project = Project {
        id: ProjectId::at(now),
        number: number.into(),
        agreement_id: None,
        item_id: None,
        round_id: None,
        ruleset_id: RulesetId::nil(),
        mode: Mode::Rolling,
        project_type: ProjectType::Curriculum,
        title: format!("项目 {number}"),
        enterprise_id,
        enterprise_name: "企业".into(),
        university_id,
        university_name: "高校".into(),
        province: "32".into(),
        pi_id: Some(pi.person_id),
        pi_name: pi.name.clone(),
        year: 2022,
        established_on: on,
        starts_on: on,
        closes_on: day("2024-01-10"),
        agreed_closes_on: day("2024-01-10"),
        postponements: 0,
        cash: Money::from_yuan(50_000),
        goods: Money::ZERO,
        late_since: None,
        imported_from: None,
        state: if accepted.is_some() { projects::State::ClosedPassed } else { projects::State::Running },
        state_since: now,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &project)?;
    if let Some(at) = accepted {
        db::insert(tx, &closing(&project, pi.person_id, at))?;
    }
    Ok(project.id)
}

fn closing(project: &Project, pi_id: PersonId, at: Instant) -> Closing {
    Closing {
        id: ClosingId::at(at),
        project_id: project.id,
        enterprise_id: project.enterprise_id,
        university_id: project.university_id,
        province: project.province.clone(),
        pi_id,
        mode: project.mode,
        summary: String::new(),
        missing_cash_reason: String::new(),
        conclusion: Some(Conclusion::Passed),
        conclusion_text: String::new(),
        concluded_at: Some(at),
        audited_conclusion: Some(Conclusion::Passed),
        audit_reason: String::new(),
        published_at: Some(at),
        published_year: Some(2024),
        submitted_at: Some(at),
        silence_told_at: None,
        saved_from: String::new(),
        state: closings::State::Passed,
        state_since: at,
        revision: 1,
        created_at: at,
    }
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.clock.move_to(Instant::from_millis(self.base.clock.now().millis() + 1));
        self.base.db.write_now(work)
    }

    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    pub fn begin(&self, who: &Actor, project: ProjectId) -> Result<Case, Refusal> {
        let (who, call) = (who.clone(), self.call);
        self.write(move |tx| a::begin(tx, &who, call, Begin { kind: Kind::Project, project_id: Some(project) }))
    }

    /// A complete draft of this project.
    pub fn written(&self, who: &Actor, project: ProjectId, by_enterprise: bool) -> Case {
        let case = self.begin(who, project).expect("begun");
        let (who, content) = (who.clone(), Content { by_enterprise, ..content() });
        self.write(move |tx| a::save(tx, &who, case.id, case.revision, &content)).expect("saved")
    }

    pub fn step(&self, who: &Actor, id: CaseId, step: Step, reason: &str) -> Result<Case, Refusal> {
        let (who, reason) = (who.clone(), reason.to_owned());
        self.write(move |tx| a::step(tx, &who, id, step, &reason))
    }

    pub fn call_step(&self, step: CallStep) -> Result<CaseCall, Refusal> {
        let (office, call) = (self.cast.wu_min.clone(), self.call);
        self.write(move |tx| a::step_call(tx, &office, call, step))
    }

    /// A case of this leader's project as the university submitted it.
    pub fn submitted(&self, who: &Actor, project: ProjectId) -> Case {
        let case = self.written(who, project, false);
        let university = self.cast.wang_jianguo.clone();
        self.step(who, case.id, Step::HandIn, "").expect("handed in");
        self.step(&university, case.id, Step::Nominate, "").expect("nominated");
        self.step(&university, case.id, Step::Submit, "").expect("submitted")
    }

    /// A quota for 南江大学 of its own.
    pub fn quota(&self, quota: Option<i64>) -> Result<(), Refusal> {
        let (office, call, university) = (self.cast.wu_min.clone(), self.call, self.cast.nanjiang);
        self.write(move |tx| a::set_quota(tx, &office, call, university, quota))
    }

    pub fn assign(&self, id: CaseId, experts: &[PersonId]) -> Result<Case, Refusal> {
        let (office, experts) = (self.cast.wu_min.clone(), experts.to_vec());
        self.write(move |tx| a::assign(tx, &office, id, &experts))
    }

    /// The expert declares no interest and scores.
    pub fn review(&self, expert: &Actor, id: CaseId, points: i64) -> Result<(), Refusal> {
        let who = expert.clone();
        self.write(move |tx| a::declare_interest(tx, &who, id, Interest::None, ""))?;
        let who = expert.clone();
        self.write(move |tx| a::hand_in_review(tx, &who, id, &opinion(points))).map(drop)
    }

    pub fn decide(&self, id: CaseId, step: Step, reason: &str) -> Result<Case, Refusal> {
        let (office, reason) = (self.cast.wu_min.clone(), reason.to_owned());
        self.write(move |tx| a::decide(tx, &office, id, step, &reason))
    }

    pub fn case(&self, id: CaseId) -> Case {
        self.read(move |tx| cases::store::get(tx, id))
    }

    pub fn state(&self, id: CaseId) -> State {
        self.case(id).state
    }

    /// Kinds of the letters in the outbox that this slice writes, by their names.
    pub fn letters(&self) -> Vec<String> {
        let sql = "SELECT kind FROM letter WHERE kind LIKE 'case.%' ORDER BY kind";
        let rows: Vec<(String,)> = self.read(move |tx| Ok(tx.query(sql, &[])?));
        rows.into_iter().map(|(kind,)| kind).collect()
    }

    /// The acts about a case, in order.
    pub fn acts(&self, id: CaseId) -> Vec<String> {
        let trail = self.read(move |tx| Ok(journal::trail(tx, id.0)?));
        trail.into_iter().map(|entry| entry.step().to_owned()).collect()
    }
}

impl Doors for World {
    fn router(&self) -> Router {
        let cast = &self.cast;
        let named = [
            ("office", &cast.wu_min),
            ("teacher", &cast.lin_mei),
            ("zhou", &cast.zhou_yuan),
            ("university", &cast.wang_jianguo),
            ("enterprise", &cast.zhao_lei),
            ("bluebrook", &cast.qin_yue),
            ("beiyuan", &cast.gao_ning),
            ("expert", &cast.he_zhiyuan),
            ("luo", &cast.luo_cheng),
            ("ministry", &cast.feng_jing),
        ];
        let routes = cases::routes();
        let porter = Named::of(named.into_iter().map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}

/// Rules and fields a refusal names.
#[track_caller]
pub fn fields<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<(&'static str, String)> {
    let refusal = verdict.expect_err("it is refused");
    assert!(!refusal.breaches().is_empty(), "breaches were expected, not {refusal:?}");
    refusal.breaches().iter().map(|breach| (breach.rule, breach.field.clone())).collect()
}
