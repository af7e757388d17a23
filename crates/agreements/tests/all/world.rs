//! A selected application of Lin Mei to an item of Meridian Optics, and how it becomes an agreement.

use agreements::{Agreement, Edit, EditedDeliverable, EditedPayment, Seen, SupportKind};
use applications::Application;
use applications::checklist::{Answer, Stage, checklist};
use applications::state::State as ApplicationState;
use cast::Cast;
use db::{DbError, Tx, params};
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

/// The rules broken, in order; plain form checks as the name of their field.
pub fn broken(refusal: &Refusal) -> Vec<String> {
    refusal
        .breaches()
        .iter()
        .map(|breach| if breach.rule.is_empty() { breach.field.clone() } else { breach.rule.to_owned() })
        .collect()
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
    /// Does it as somebody of the cast and expects it to work.
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

    /// A published item and an application selected for it, in the round of the mode: `2021年5月` or the rolling one.
    pub fn selected(&self, mode: Mode, pi: &Actor) -> ApplicationId {
        let (cast, pi) = (self.cast.clone(), pi.clone());
        self.write(move |tx| select(tx, &cast, mode, &pi)).expect("rows are written")
    }

    pub fn begun(&self, mode: Mode) -> Agreement {
        let application = self.selected(mode, &self.cast.lin_mei);
        self.done(&self.cast.lin_mei, move |tx, actor| agreements::begin(tx, actor, application))
    }

    /// A draft with everything that is needed.
    pub fn complete(&self, mode: Mode) -> Agreement {
        let begun = self.begun(mode);
        let edit = self.good_edit(&begun);
        self.done(&self.cast.lin_mei, move |tx, actor| {
            agreements::attach(tx, actor, begun.id, &document(1))?;
            agreements::edit(tx, actor, begun.id, &edit)
        })
    }

    pub fn submitted(&self, mode: Mode) -> Agreement {
        let draft = self.complete(mode);
        self.done(&self.cast.lin_mei, move |tx, actor| agreements::submit(tx, actor, draft.id))
    }

    pub fn passed(&self, mode: Mode) -> Agreement {
        let agreement = self.submitted(mode);
        self.done(&self.cast.wang_jianguo, move |tx, actor| {
            agreements::university_pass(tx, actor, agreement.id, Some(Seen(agreement.version)), &all_yes(), true)
        })
    }

    pub fn agreed(&self, mode: Mode) -> Agreement {
        let agreement = self.passed(mode);
        self.done(&self.cast.zhao_lei, move |tx, actor| {
            agreements::enterprise_confirm(tx, actor, agreement.id, Some(Seen(agreement.version)), true)
        })
    }

    pub fn get(&self, id: AgreementId) -> Agreement {
        self.read(move |tx| agreements::get(tx, id))
    }

    /// What the journal says was done about the agreement.
    pub fn acts(&self, id: AgreementId) -> Vec<String> {
        self.read(move |tx| Ok(journal::trail(tx, id.0)?.into_iter().map(|entry| entry.step().to_owned()).collect()))
    }

    /// Occasion and address of every letter, sorted: the clock stands still, so there is no order of time.
    pub fn letters(&self) -> Vec<String> {
        self.read(|tx| {
            let mut all: Vec<_> = mail::recent(tx, 200)?
                .into_iter()
                .map(|letter| format!("{} {}", letter.kind, letter.to_address))
                .collect();
            all.sort();
            Ok(all)
        })
    }

    /// Everything the rules ask for, in the draft as it was begun.
    pub fn good_edit(&self, agreement: &Agreement) -> Edit {
        let (agreement, id) = (agreement.clone(), agreement.id);
        let deliverables = self.read(move |tx| Ok(agreements::deliverables(tx, id)?));
        let today = self.base.clock.now().day();
        Edit {
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
                EditedPayment {
                    kind: SupportKind::Cash,
                    amount: Money::from_yuan(30_000),
                    due_on: today.plus_days(60),
                    note: "首期".into(),
                },
                EditedPayment {
                    kind: SupportKind::Cash,
                    amount: Money::from_yuan(20_000),
                    due_on: today.plus_days(200),
                    note: "尾款".into(),
                },
                EditedPayment {
                    kind: SupportKind::Goods,
                    amount: Money::from_yuan(20_000),
                    due_on: today.plus_days(90),
                    note: String::new(),
                },
            ],
            deliverables: deliverables
                .into_iter()
                .map(|d| EditedDeliverable { id: Some(d.id), kind: d.kind, what: d.what, due_on: d.due_on })
                .collect(),
        }
    }
}

pub fn all_yes() -> Vec<Answer> {
    checklist(Stage::Agreement)
        .iter()
        .map(|check| Answer { check: *check, yes: true, comment: String::new() })
        .collect()
}

/// A stored document that differs from others by its number.
pub fn document(n: u8) -> Stored {
    Stored { sha256: format!("{n:02x}").repeat(32), bytes: 1_000, kind: Kind::Pdf, name: format!("协议{n}.pdf") }
}

fn select(tx: &mut Tx<'_>, cast: &Cast, mode: Mode, pi: &Actor) -> Result<ApplicationId, Refusal> {
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
        deliverables: "在线课程一门\n教学改革报告一份".into(),
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
        title: "光电检测课程共建".into(),
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

fn round(tx: &mut Tx<'_>, mode: Mode) -> Result<RoundId, Refusal> {
    if mode == Mode::Rolling {
        return Ok(guidelines::rolling_round(tx)?.id);
    }
    let known: Option<(RoundId,)> = tx
        .first::<(RoundId,)>("SELECT id FROM round WHERE name = $1", params!["2021年5月"])
        .map_err(|e: DbError| Refusal::from(e))?;
    if let Some((id,)) = known {
        return Ok(id);
    }
    let round = Round {
        id: RoundId::at(tx.now()),
        name: "2021年5月".into(),
        mode,
        year: 2021,
        opens_on: day("2021-05-01"),
        closes_on: Some(day("2021-06-15")),
        created_at: tx.now(),
    };
    db::insert(tx, &round)?;
    Ok(round.id)
}
