//! Intake rounds: those of legacy mode, and the one of the 2024 mode that never closes. A legacy round publishes all its
//! approved guidelines together: plan, preview, commit.

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Day, Instant, Mode, Refusal, RoundId, Said, Text, Word, check, say};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::record::{Guideline, Round};
use crate::state::{State, Step};
use crate::{mails, policy, store};

/// The one round of the 2024 mode has a fixed id, so that two copies of the platform that make it at once make the same.
pub(crate) const ROLLING: RoundId = RoundId(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_2024));
const ROLLING_NAME: &str = "2024 模式（随时征集）";

/// What the programme office says about a new legacy round.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRound {
    /// `2021年5月`
    pub name: String,
    /// The year whose cut-off days count for its agreements. Rule C-08.
    pub year: i64,
    pub opens_on: Day,
    pub closes_on: Day,
}

/// Opens a legacy round; the 2024 mode needs none.
pub fn create_round(tx: &mut Tx<'_>, actor: &Actor, new: NewRound) -> Result<Round, Refusal> {
    if !policy::may_run_rounds(actor) {
        return Err(Refusal::forbidden(policy::OFFICE));
    }
    check(faults(tx, &new)?.into_iter().map(Err))?;
    let now = tx.now();
    let round = Round {
        id: RoundId::at(now),
        name: new.name.trim().to_owned(),
        mode: Mode::Legacy,
        year: new.year,
        opens_on: new.opens_on,
        closes_on: Some(new.closes_on),
        created_at: now,
    };
    db::insert(tx, &round).map_err(|error| if error.is_duplicate() { Refusal::from(taken()) } else { error.into() })?;
    journal::record(tx, Act::new(actor, "round", round.id.0, "create"));
    Ok(round)
}

fn faults(tx: &mut Tx<'_>, new: &NewRound) -> Result<Vec<Breach>, DbError> {
    let mut found = Vec::new();
    let name = new.name.trim();
    let known: Option<(RoundId,)> = tx.first("SELECT id FROM round WHERE name = $1", params![name])?;
    if name.is_empty() || name.chars().count() > 100 {
        found.push(Breach::field(
            "name",
            say(
                "请填写批次名称，最多 100 字，如“2021年5月”",
                "Name the round in at most 100 characters, such as “2021年5月”",
            ),
        ));
    } else if known.is_some() {
        found.push(taken());
    }
    if !(2014..=2100).contains(&new.year) {
        found.push(Breach::field("year", say("请填写 2014 至 2100 之间的年份", "Enter a year from 2014 to 2100")));
    }
    // From this day on guidelines follow the 2024 mode, which has no rounds to open. Rule P-03.
    if rolling_from().is_some_and(|from| new.opens_on >= from) {
        found.push(Breach::of("P-03", "opens_on", TOO_LATE));
    }
    if new.closes_on < new.opens_on {
        found
            .push(Breach::field("closes_on", say("截止日不能早于开放日", "The last day cannot come before the first")));
    }
    Ok(found)
}

const TOO_LATE: Text = say(
    "2024 年 6 月 24 日起按 2024 模式随时征集，不再开设批次。",
    "From 24 June 2024 on intake never ends (2024 mode); no further round can be opened.",
);

/// The day on which the 2024 mode began.
fn rolling_from() -> Option<Day> {
    Day::new(2024, 6, 24)
}

fn taken() -> Breach {
    Breach::field("name", say("已有同名批次", "There is a round of this name already"))
}

/// The round of the 2024 mode, made when it is first needed.
pub fn rolling_round(tx: &mut Tx<'_>) -> Result<Round, Refusal> {
    if let Some(round) = db::find(tx, ROLLING)? {
        return Ok(round);
    }
    let round = rolling(tx.now());
    tx.execute(
        "INSERT INTO round (id, name, mode, year, opens_on, closes_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        params![round.id, round.name, round.mode, round.year, round.opens_on, round.closes_on, round.created_at],
    )?;
    store::get_round(tx, ROLLING)
}

fn rolling(now: Instant) -> Round {
    let from = rolling_from().unwrap_or_else(|| now.day());
    Round {
        id: ROLLING,
        name: ROLLING_NAME.into(),
        mode: Mode::Rolling,
        year: 2024,
        opens_on: from,
        closes_on: None,
        created_at: now,
    }
}

/// All rounds, the latest first; the one of the 2024 mode is always among them.
pub fn rounds(tx: &mut Tx<'_>) -> Result<Vec<Round>, DbError> {
    let mut all: Vec<Round> = db::list(tx, "ORDER BY opens_on DESC, id DESC LIMIT 500", &[])?;
    if !all.iter().any(|round| round.mode == Mode::Rolling) {
        all.insert(0, rolling(tx.now()));
    }
    Ok(all)
}

/// What publishing a legacy round would do, and a fingerprint that says whether it still would.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct PublicationPlan {
    pub round: Round,
    /// The approved guidelines that would become visible.
    pub guidelines: Vec<Guideline>,
    /// How many items they hold.
    pub items: i64,
    /// How many guidelines of the round are not decided yet and would stay behind.
    pub undecided: i64,
    pub fingerprint: String,
}

/// The plan for publishing a legacy round: every approved guideline of it, and nothing else.
pub fn publish_plan(tx: &mut Tx<'_>, actor: &Actor, id: RoundId) -> Result<PublicationPlan, Refusal> {
    if !policy::may_run_rounds(actor) {
        return Err(Refusal::NotFound);
    }
    let round = store::get_round(tx, id)?;
    if round.mode == Mode::Rolling {
        return Err(Breach::of("G-06", "", AT_ONCE).into());
    }
    let guidelines: Vec<Guideline> =
        db::list(tx, "WHERE round_id = $1 AND state = $2 ORDER BY id", params![id, State::Approved])?;
    let items_sql = "SELECT count(*) FROM item JOIN guideline ON guideline.id = item.guideline_id WHERE guideline.round_id = $1 AND guideline.state = $2";
    let (items,): (i64,) = tx.one(items_sql, params![id, State::Approved])?;
    let undecided_sql = "SELECT count(*) FROM guideline WHERE round_id = $1 AND state IN ($2, $3, $4, $5)";
    let undecided = params![id, State::Submitted, State::UnderReview, State::ExpertStage, State::Returned];
    let (undecided,): (i64,) = tx.one(undecided_sql, undecided)?;
    let fingerprint = fingerprint(&guidelines);
    Ok(PublicationPlan { round, guidelines, items, undecided, fingerprint })
}

fn fingerprint(guidelines: &[Guideline]) -> String {
    let text: String = guidelines.iter().map(|g| format!("{} {}\n", g.id, g.revision)).collect();
    hex::encode(Sha256::digest(text.as_bytes()))
}

const AT_ONCE: Text = say(
    "2024 模式的指南通过后立即发布，无须按批次发布。",
    "Guidelines of the 2024 mode are published on approval; there is no round to publish.",
);
const NOTHING: Text =
    say("本批次没有已通过、待发布的指南。", "This round has no approved guideline that waits for publication.");

/// Publishes every approved guideline of a legacy round together, exactly as the plan with this fingerprint showed it.
/// Anything else is [`Refusal::Overtaken`]: the office looks again.
pub fn publish_round(tx: &mut Tx<'_>, actor: &Actor, id: RoundId, seen: &str) -> Result<PublicationPlan, Refusal> {
    let mut plan = publish_plan(tx, actor, id)?;
    if plan.fingerprint != seen {
        return Err(Refusal::Overtaken);
    }
    if plan.guidelines.is_empty() {
        return Err(Breach::of("G-06", "", NOTHING).into());
    }
    let reason: Said =
        say("随批次“{name}”统一发布", "Published with the round “{name}”").with(&[("name", &plan.round.name)]);
    let mut published = Vec::new();
    for guideline in std::mem::take(&mut plan.guidelines) {
        let permit = policy::permit(actor, Step::Publish, guideline, Vec::new())?;
        let guideline = store::advance(tx, actor, permit, &reason.zh, Vec::new())?;
        mails::published(tx, &guideline)?;
        published.push(guideline);
    }
    plan.guidelines = published;
    let act = Act::new(actor, "round", id.0, Step::Publish.word());
    journal::record(tx, act.detail(serde_json::json!({ "guidelines": plan.guidelines.len(), "items": plan.items })));
    Ok(plan)
}
