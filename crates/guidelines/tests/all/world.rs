//! The people and organisations of these tests, and a whole guideline to begin from.

use db::Tx;
use directory::{
    EnterpriseProfile, Membership, MembershipState, Organisation, OrganisationKind, OrganisationState, Person,
};
use files::{Files, Limits, tiny_pdf};
use guidelines::actions::{self, NewGuideline, Opinion};
use guidelines::rules::Interest;
use guidelines::state::State;
use guidelines::{Content, Guideline, ItemContent, Recommendation};
use kernel::{
    Actor, Breach, Day, GuidelineId, Hat, ItemId, MembershipId, Money, OrganisationId, PersonId, ProjectType, Refusal,
    Role, RoundId,
};
use testing::TestDb;

/// Everybody these tests need.
#[derive(Clone)]
pub struct Cast {
    pub enterprise: OrganisationId,
    pub contact: Actor,
    pub reviewer: Actor,
    pub rival: Actor,
    pub expert: Actor,
    pub second_expert: Actor,
    /// An expert who also works for the enterprise.
    pub insider: Actor,
    pub office: Actor,
    /// Somebody of the office who also works for the enterprise.
    pub office_insider: Actor,
    pub ministry: Actor,
    pub teacher: Actor,
}

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: Files,
    _folder: tempfile::TempDir,
}

pub const MIGRATIONS: [&[db::Migration]; 6] = [
    directory::MIGRATIONS,
    journal::MIGRATIONS,
    files::MIGRATIONS,
    mail::MIGRATIONS,
    rulesets::MIGRATIONS,
    guidelines::MIGRATIONS,
];

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let cast = base.db.write_now(|tx| {
            rulesets::import_built_in(tx)?;
            make_cast(tx)
        });
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("a path in UTF-8")).expect("the folder opens");
        World { cast: cast.expect("the cast is made"), base, files, _folder: folder }
    }
}

fn make_cast(tx: &mut Tx<'_>) -> Result<Cast, Refusal> {
    let enterprise = organisation(tx, OrganisationKind::Enterprise, "华数智联科技有限公司", "91110000802100433B")?;
    let other_enterprise = organisation(tx, OrganisationKind::Enterprise, "远景仪器有限公司", "9144030071526726XG")?;
    let group = organisation(tx, OrganisationKind::ExpertGroup, "专家组", "")?;
    let university = organisation(tx, OrganisationKind::University, "北京大学", "4111010001")?;
    let ministry = organisation(tx, OrganisationKind::Ministry, "高等教育司", "")?;
    for id in [enterprise, other_enterprise] {
        profile(tx, id)?;
    }
    let insider = person(tx, "钱进", Role::Expert, group)?;
    membership(tx, insider.person_id, Role::EnterpriseReviewer, enterprise)?;
    let office_insider = person(tx, "冯刚", Role::ProgrammeOffice, group)?;
    membership(tx, office_insider.person_id, Role::EnterpriseReviewer, enterprise)?;
    Ok(Cast {
        office_insider,
        contact: person(tx, "王芳", Role::EnterpriseContact, enterprise)?,
        reviewer: person(tx, "李强", Role::EnterpriseReviewer, enterprise)?,
        rival: person(tx, "赵敏", Role::EnterpriseContact, other_enterprise)?,
        expert: person(tx, "周明", Role::Expert, group)?,
        second_expert: person(tx, "吴静", Role::Expert, group)?,
        insider,
        office: person(tx, "孙丽", Role::ProgrammeOffice, group)?,
        ministry: person(tx, "郑华", Role::Ministry, ministry)?,
        teacher: person(tx, "林梅", Role::Teacher, university)?,
        enterprise,
    })
}

fn organisation(tx: &mut Tx<'_>, kind: OrganisationKind, name: &str, code: &str) -> Result<OrganisationId, Refusal> {
    let now = tx.now();
    let id = OrganisationId::at(now);
    db::insert(
        tx,
        &Organisation {
            id,
            kind,
            name: name.into(),
            name_en: String::new(),
            code: (!code.is_empty()).then(|| code.to_owned()),
            province: "11".into(),
            state: OrganisationState::Verified,
            state_since: now,
            revision: 0,
            created_at: now,
        },
    )?;
    Ok(id)
}

fn profile(tx: &mut Tx<'_>, id: OrganisationId) -> Result<(), Refusal> {
    db::insert(
        tx,
        &EnterpriseProfile {
            id,
            is_legal_person: true,
            registered_on: day("2015-03-01"),
            paid_in_capital: Money::from_yuan(50_000_000),
            industry: "软件".into(),
            about: String::new(),
            contact_name: "王芳".into(),
            contact_phone: "010-62780001".into(),
            contact_email: "wang@example.com".into(),
            capital_waiver_reason: None,
            capital_waived_at: None,
        },
    )?;
    Ok(())
}

pub fn person(tx: &mut Tx<'_>, name: &str, role: Role, at: OrganisationId) -> Result<Actor, Refusal> {
    let now = tx.now();
    let id = PersonId::at(now);
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
            title: String::new(),
            revision: 0,
            created_at: now,
            closed_at: None,
        },
    )?;
    membership(tx, id, role, at)?;
    Ok(Actor::person(id, name, Some(Hat { role, organisation_id: at })))
}

fn membership(
    tx: &mut Tx<'_>,
    person_id: PersonId,
    role: Role,
    organisation_id: OrganisationId,
) -> Result<(), Refusal> {
    let now = tx.now();
    db::insert(
        tx,
        &Membership {
            id: MembershipId::at(now),
            person_id,
            organisation_id,
            role,
            school: String::new(),
            state: MembershipState::Active,
            state_since: now,
            created_at: now,
        },
    )?;
    Ok(())
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// An item that meets every minimum: ten curriculum projects of CNY 50,000.
pub fn item() -> ItemContent {
    ItemContent {
        id: None,
        title: "数字孪生课程".into(),
        goals: "建设 Digital Twin 课程与实验".into(),
        majors: "机械工程\n自动化".into(),
        deliverables: "课程大纲\n实验指导书".into(),
        offers: 10,
        cash_each: Money::from_yuan(50_000),
        deadline_on: Some(day("2024-12-31")),
        ..ItemContent::blank(ItemId::nil(), ProjectType::Curriculum)
    }
}

pub fn content() -> Content {
    Content {
        title: "智能制造课程改革".into(),
        about: "面向机械类专业".into(),
        directions: "智能制造".into(),
        how_to_apply: "在线申报".into(),
        contact_name: "王芳".into(),
        contact_phone: "010-62780001".into(),
        contact_email: "wang@example.com".into(),
        items: vec![item()],
    }
}

pub fn opinion() -> Opinion {
    Opinion {
        fit: 90,
        support: 80,
        content: 85,
        benefit: 70,
        comment: "内容扎实，支持到位".into(),
        recommendation: Recommendation::Approve,
    }
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(work)
    }
    pub fn read<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(work).expect("read")
    }

    /// A draft with everything in it, the commitment letter included.
    pub fn whole_draft(&self, round_id: Option<RoundId>, is_special: bool, content: Content) -> Guideline {
        let letter = self.files.put_now(&tiny_pdf(&["企业承诺书"]), "承诺书.pdf", &Limits::default()).expect("taken");
        let (contact, reading) = (self.cast.contact.clone(), self.files.reading_of_now(&letter).expect("readable"));
        self.write(move |tx| {
            let guideline = actions::create(tx, &contact, NewGuideline { round_id, is_special, content })?;
            actions::attach(tx, &contact, guideline.id, &letter, actions::COMMITMENT_LETTER, &reading)?;
            Ok(guideline)
        })
        .expect("a draft")
    }

    /// As above, handed in.
    pub fn submitted(&self, round_id: Option<RoundId>, is_special: bool) -> Guideline {
        let draft = self.whole_draft(round_id, is_special, content());
        let contact = self.cast.contact.clone();
        self.write(move |tx| actions::submit(tx, &contact, draft.id)).expect("submitted")
    }

    /// As above, assigned to the expert.
    pub fn under_review(&self, round_id: Option<RoundId>, is_special: bool) -> Guideline {
        let (submitted, cast) = (self.submitted(round_id, is_special), self.cast.clone());
        self.write(move |tx| actions::assign(tx, &cast.office, submitted.id, &[cast.expert.person_id]))
            .expect("under review")
    }

    /// The expert declares no interest and advises approval.
    pub fn reviewed(&self, id: GuidelineId) {
        let expert = self.cast.expert.clone();
        self.write(move |tx| {
            actions::declare_interest(tx, &expert, id, Interest::None, "")?;
            actions::hand_in_review(tx, &expert, id, &opinion())
        })
        .expect("reviewed");
    }

    /// Approved by the office: published at once in the 2024 mode.
    pub fn approved(&self, round_id: Option<RoundId>) -> Guideline {
        let guideline = self.under_review(round_id, false);
        self.reviewed(guideline.id);
        let office = self.cast.office.clone();
        self.write(move |tx| actions::approve(tx, &office, guideline.id, "")).expect("approved")
    }

    pub fn state_of(&self, id: GuidelineId) -> State {
        self.read(move |tx| guidelines::get_guideline(tx, id)).state
    }

    /// The acts about a guideline with the states they moved it between.
    pub fn acts_of(&self, id: GuidelineId) -> Vec<String> {
        let trail = self.read(move |tx| Ok(journal::trail(tx, id.0)?));
        let said = |e: &journal::Entry| {
            format!(
                "{} {} {}→{}",
                e.acting_as.clone().unwrap_or_default(),
                e.step(),
                e.from_state.clone().unwrap_or_default(),
                e.to_state.clone().unwrap_or_default()
            )
        };
        trail.iter().filter(|e| e.to_state.is_some()).map(said).collect()
    }

    /// Kinds of the letters in the outbox, by their names: the clock of a test stands still, so they have no order in time.
    pub fn letters(&self) -> Vec<String> {
        let rows: Vec<(String,)> = self.read(|tx| Ok(tx.query("SELECT kind FROM letter ORDER BY kind", &[])?));
        rows.into_iter().map(|(kind,)| kind).collect()
    }
}

/// The rules a refusal names, with their fields.
pub fn broken<T: std::fmt::Debug>(verdict: Result<T, Refusal>) -> Vec<(&'static str, String)> {
    let refusal = verdict.expect_err("it is refused");
    assert!(!refusal.breaches().is_empty(), "breaches were expected, not {refusal:?}");
    refusal.breaches().iter().map(|b: &Breach| (b.rule, b.field.clone())).collect()
}
