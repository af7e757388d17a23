//! Agreements of both modes, as far as establishment needs them.

use agreements::{Agreement, Edit, EditedDeliverable, EditedPayment, SupportKind};
use applications::Application;
use applications::checklist::{Answer, Stage, checklist};
use applications::state::State as ApplicationState;
use cast::Cast;
use db::{Tx, params};
use files::{Kind, Stored};
use guidelines::{Guideline, Item, Round};
use kernel::{
    Actor, AgreementId, ApplicationId, Day, GuidelineId, Instant, ItemId, Mode, Money, ProjectType, Refusal, RoundId,
};
use testing::TestDb;

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let cast = base.db.write_now(cast::seed).expect("the cast is written");
        World { base, cast }
    }
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

impl World {
    pub fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(act)
    }
    pub fn read<T: Send + 'static>(&self, ask: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(ask).expect("it can be read")
    }
    pub fn done<T: Send + 'static>(
        &self,
        actor: &Actor,
        act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        self.tried(actor, act).expect("it is allowed")
    }
    pub fn tried<T: Send + 'static>(
        &self,
        actor: &Actor,
        act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let actor = actor.clone();
        self.write(move |tx| act(tx, &actor))
    }
    /// Sets the clock to a minute in Beijing.
    pub fn at(&self, day_text: &str, hour: i64, minute: i64) {
        self.base.clock.move_to(Instant::beijing(day(day_text), hour, minute, 0));
    }

    /// An agreement of `pi` called `title` that both sides have confirmed just now.
    pub fn agreed(&self, mode: Mode, pi: &Actor, title: &str) -> Agreement {
        let (cast, pi, title) = (self.cast.clone(), pi.clone(), title.to_owned());
        self.write(move |tx| {
            let application = select(tx, &cast, mode, &pi, &title)?;
            let id = agreements::begin(tx, &pi, application)?.id;
            agreements::attach(
                tx,
                &pi,
                id,
                &Stored { sha256: "ab".repeat(32), bytes: 1, kind: Kind::Pdf, name: "协议.pdf".into() },
            )?;
            let edit = good_edit(tx, id)?;
            agreements::edit(tx, &pi, id, &edit)?;
            agreements::submit(tx, &pi, id)?;
            agreements::university_pass(tx, &cast.wang_jianguo, id, None, &all_yes(), true)?;
            agreements::enterprise_confirm(tx, &cast.zhao_lei, id, None, true)
        })
        .expect("it comes so far")
    }

    /// A legacy agreement that the enterprise has reported as well.
    pub fn reported(&self, pi: &Actor, title: &str) -> Agreement {
        let agreed = self.agreed(Mode::Legacy, pi, title);
        self.done(&self.cast.zhao_lei, move |tx, actor| agreements::report(tx, actor, agreed.id))
    }

    pub fn get(&self, id: AgreementId) -> Agreement {
        self.read(move |tx| agreements::get(tx, id))
    }

    /// Lets `pi` run `n` projects already.
    pub fn runs(&self, pi: &Actor, n: u32) {
        let person = pi.person_id;
        self.write(move |tx| (0..n).try_for_each(|_| limits::take_running(tx, person, u32::MAX)))
            .expect("places are free");
    }

    pub fn running(&self, pi: &Actor) -> u32 {
        let person = pi.person_id;
        self.read(move |tx| Ok(limits::running(tx, person)?))
    }

    pub fn letters(&self) -> Vec<String> {
        self.read(|tx| {
            let all = mail::recent(tx, 500)?.into_iter().map(|letter| format!("{} {}", letter.kind, letter.to_address));
            let mut ours: Vec<_> = all.filter(|line| line.starts_with("establishment.")).collect();
            ours.sort();
            Ok(ours)
        })
    }
}

pub fn all_yes() -> Vec<Answer> {
    checklist(Stage::Agreement)
        .iter()
        .map(|check| Answer { check: *check, yes: true, comment: String::new() })
        .collect()
}

fn good_edit(tx: &mut Tx<'_>, id: AgreementId) -> Result<Edit, Refusal> {
    let agreement = agreements::get(tx, id)?;
    let today = tx.now().day();
    let line = |kind, yuan, days| EditedPayment {
        kind,
        amount: Money::from_yuan(yuan),
        due_on: today.plus_days(days),
        note: String::new(),
    };
    Ok(Edit {
        revision: agreement.revision,
        starts_on: Some(today.plus_days(30)),
        closes_on: Some(today.plus_days(30).plus_months(12)),
        cash: Money::from_yuan(50_000),
        goods: Money::from_yuan(20_000),
        document_cash: Some(Money::from_yuan(50_000)),
        document_goods: Some(Money::from_yuan(20_000)),
        clause_payment: true,
        clause_results: true,
        clause_copyright: true,
        clause_duties: true,
        ip_terms: agreement.ip_terms,
        duties: agreement.duties,
        payments: vec![
            line(SupportKind::Cash, 30_000, 60),
            line(SupportKind::Cash, 20_000, 200),
            line(SupportKind::Goods, 20_000, 90),
        ],
        deliverables: agreements::deliverables(tx, id)?
            .into_iter()
            .map(|d| EditedDeliverable { id: Some(d.id), kind: d.kind, what: d.what, due_on: None })
            .collect(),
    })
}

fn select(tx: &mut Tx<'_>, cast: &Cast, mode: Mode, pi: &Actor, title: &str) -> Result<ApplicationId, Refusal> {
    let now = tx.now();
    let round = round(tx, mode)?;
    let (ruleset_id, _) = rulesets::applicable_on(tx, mode, now.day())?;
    let guideline = Guideline {
        id: GuidelineId::at(now),
        enterprise_id: cast.meridian,
        round_id: round,
        ruleset_id,
        mode,
        is_special: false,
        title: "光电检测".into(),
        about: String::new(),
        directions: String::new(),
        how_to_apply: String::new(),
        contact_name: "赵磊".into(),
        contact_phone: "010".into(),
        contact_email: "a@b.cn".into(),
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
        project_type: ProjectType::Curriculum,
        title: "光电检测课程".into(),
        goals: String::new(),
        majors: "光电信息".into(),
        industries: String::new(),
        conditions: String::new(),
        deliverables: "在线课程一门".into(),
        offers: 5,
        selected: 1,
        cash_each: Money::from_yuan(50_000),
        goods_each: Money::from_yuan(20_000),
        deadline_on: None,
        published_at: Some(now),
        is_open: true,
        revision: 1,
        sort: 1,
    };
    db::insert(tx, &item)?;
    let application = Application {
        id: ApplicationId::at(now),
        item_id: item.id,
        enterprise_id: cast.meridian,
        university_id: cast.nanjiang,
        round_id: round,
        mode,
        project_type: item.project_type,
        pi_id: pi.person_id,
        pi_name: pi.name.clone(),
        school: "光电工程学院".into(),
        title: title.into(),
        summary: "简述".into(),
        plan: String::new(),
        expected_results: String::new(),
        starts_on: None,
        ends_on: None,
        document_pi_name: pi.name.clone(),
        asks_name_check: false,
        is_signed: true,
        state: ApplicationState::Selected,
        state_since: now,
        revision: 1,
        created_at: now,
        saved_at: now,
        submitted_at: Some(now),
        counted_year: Some(i64::from(now.day().year())),
        passed_at: Some(now),
        saved_from: String::new(),
    };
    db::insert(tx, &application)?;
    Ok(application.id)
}

/// The rolling round, or the legacy round `2022年5月`.
fn round(tx: &mut Tx<'_>, mode: Mode) -> Result<RoundId, Refusal> {
    if mode == Mode::Rolling {
        return Ok(guidelines::rolling_round(tx)?.id);
    }
    if let Some((id,)) = tx.first::<(RoundId,)>("SELECT id FROM round WHERE name = $1", params!["2022年5月"])? {
        return Ok(id);
    }
    let round = Round {
        id: RoundId::at(tx.now()),
        name: "2022年5月".into(),
        mode,
        year: 2022,
        opens_on: day("2022-05-01"),
        closes_on: Some(day("2022-06-15")),
        created_at: tx.now(),
    };
    db::insert(tx, &round)?;
    Ok(round.id)
}
