//! What the database holds before anything is added.

use std::sync::Arc;

use db::{Db, Tx, params};
use directory::{Organisation, OrganisationKind, OrganisationState};
use kernel::{Day, Mode, Money, Refusal, RoundId, RulesetId};
use rulesets::Terms;

use super::{Fault, Scale};

/// The state of the database and of the day.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) today: Day,
    pub(crate) projects: usize,
    pub(crate) cash: Money,
    pub(crate) enterprises: Vec<Organisation>,
    pub(crate) universities: Vec<Organisation>,
    /// Names that may not be given again.
    pub(crate) names: Vec<String>,
    pub(crate) organisations: usize,
    pub(crate) people: usize,
    pub(crate) open_items: usize,
    /// Number and hash of the latest filing.
    pub(crate) filing: (i64, String),
    /// Last sequence of own numbers, by year, in 2024 mode.
    pub(crate) sequences: Vec<(i64, i64)>,
    /// Numbers of 12 and 15 digits that are given, see [`Standing::enterprises_on_list`].
    pub(crate) legacy_numbers: Vec<String>,
    pub(crate) round: RoundId,
    pub(crate) rolling: (RulesetId, Arc<Terms>),
    /// Rule sets of legacy mode, oldest first.
    pub(crate) legacy: Vec<(Day, RulesetId)>,
    pub(crate) expert_group: String,
}

/// How much is missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Missing {
    pub(crate) projects: usize,
    pub(crate) enterprises: usize,
    pub(crate) universities: usize,
    pub(crate) cash: Money,
    pub(crate) open_items: usize,
}

pub(crate) fn read(db: &Db) -> Result<Standing, Refusal> {
    let round = db.write_now(guidelines::rolling_round)?.id;
    db.read_now(move |tx| {
        let today = tx.now().day();
        let mut number = |sql: &str| -> Result<i64, Refusal> { Ok(tx.one::<(i64,)>(sql, &[])?.0) };
        let projects = number("SELECT COUNT(*) FROM project")? as usize;
        let cash = Money::from_fen(number("SELECT CAST(COALESCE(SUM(cash), 0) AS BIGINT) FROM project")?);
        let organisations = number("SELECT COUNT(*) FROM organisation")? as usize;
        let people = number("SELECT COUNT(*) FROM person")? as usize;
        let open_items = number("SELECT COUNT(*) FROM item WHERE is_open = 1")? as usize;
        let names: Vec<(String,)> = tx.query("SELECT name FROM organisation", &[])?;
        let expert_group =
            tx.first("SELECT name FROM organisation WHERE kind = 'expert_group' ORDER BY id LIMIT 1", &[])?;
        let legacy_numbers: Vec<(String,)> =
            tx.query("SELECT number FROM project WHERE mode = $1", params![Mode::Legacy])?;
        Ok(Standing {
            legacy_numbers: legacy_numbers.into_iter().map(|(number,)| number).collect(),
            today,
            projects,
            cash,
            enterprises: verified(tx, OrganisationKind::Enterprise)?,
            universities: verified(tx, OrganisationKind::University)?,
            names: names.into_iter().map(|(name,)| name).collect(),
            organisations,
            people,
            open_items,
            filing: tx
                .first("SELECT sequence, hash FROM filing ORDER BY sequence DESC LIMIT 1", &[])?
                .unwrap_or_else(|| (0, projects::filing::GENESIS.to_owned())),
            sequences: tx.query("SELECT year, last FROM project_sequence WHERE mode = $1", params![Mode::Rolling])?,
            round,
            rolling: rulesets::applicable_on(tx, Mode::Rolling, today)?,
            legacy: tx.query(
                "SELECT valid_from, id FROM ruleset WHERE mode = $1 ORDER BY valid_from",
                params![Mode::Legacy],
            )?,
            expert_group: expert_group
                .map_or_else(|| "产学合作协同育人项目专家组".to_owned(), |(name,): (String,)| name),
        })
    })
}

fn verified(tx: &mut Tx<'_>, kind: OrganisationKind) -> Result<Vec<Organisation>, Refusal> {
    Ok(db::list(tx, "WHERE kind = $1 AND state = $2 ORDER BY id", params![kind, OrganisationState::Verified])?)
}

impl Standing {
    pub(crate) fn missing(&self, scale: &Scale) -> Result<Missing, Fault> {
        let left = |what: &str, wanted: usize, found: usize| {
            wanted.checked_sub(found).ok_or_else(|| {
                Fault::from(format!("there are {found} {what} already, more than the {wanted} asked for"))
            })
        };
        if scale.cash < self.cash {
            return Err("there is more cash already than asked for".into());
        }
        Ok(Missing {
            projects: left("projects", scale.projects, self.projects)?,
            enterprises: left("enterprises", scale.enterprises, self.enterprises.len())?,
            universities: left("universities", scale.universities, self.universities.len())?,
            cash: scale.cash - self.cash,
            open_items: left("open items", scale.open_items, self.open_items)?,
        })
    }

    /// How far the enterprises of a list are counted already, in numbers that begin with `prefix` and bear the enterprise's
    /// place in the next `digits`.
    pub(crate) fn enterprises_on_list(&self, prefix: &str, digits: usize) -> usize {
        let of_list = self.legacy_numbers.iter().filter_map(|number| number.strip_prefix(prefix));
        of_list.filter_map(|rest| rest.get(..digits)?.parse().ok()).max().unwrap_or(0)
    }

    /// The rule set a project established on this day was made under. Before the first legacy set, the first counts.
    pub(crate) fn ruleset(&self, mode: Mode, day: Day) -> RulesetId {
        match mode {
            Mode::Rolling => self.rolling.0,
            Mode::Legacy => {
                let begun = self.legacy.iter().rev().find(|(from, _)| *from <= day);
                begun.or(self.legacy.first()).map_or(self.rolling.0, |(_, id)| *id)
            }
        }
    }
}
