//! Rule sets in the database: imported once, never changed, pinned by guidelines.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Day, Instant, Mode, Refusal, RulesetId, say};

use crate::{RulesetHeader, Terms, applicable, built_in, parse};

db::record! {
    /// A version of the programme's figures as it was imported.
    pub struct StoredRuleset in "ruleset" {
        pub id: RulesetId,
        pub name: String,
        pub mode: Mode,
        pub valid_from: Day,
        pub source: String,
        /// The text as it was imported.
        pub body: String,
        pub sha256: String,
        pub imported_at: Instant,
    }
}

/// Imports a rule set. The same text under the same name changes nothing; another text under a name that is taken is
/// refused, since what was decided under a rule set must stay explainable.
pub fn import(tx: &mut Tx<'_>, actor: &Actor, text: &str) -> Result<RulesetId, Refusal> {
    let read = parse(text).map_err(|error| {
        Breach::field(
            "file",
            say("规则集无法读取：{error}", "The rule set cannot be read: {error}").with(&[("error", &error)]),
        )
    })?;
    if let Some(known) = by_name(tx, &read.header.name)? {
        if known.sha256 == read.sha256 {
            return Ok(known.id);
        }
        return Err(Breach::field("name", NAME_TAKEN.with(&[("name", &read.header.name)])).into());
    }
    let stored = StoredRuleset {
        id: RulesetId::at(tx.now()),
        name: read.header.name,
        mode: read.header.mode,
        valid_from: read.header.valid_from,
        source: read.header.source,
        body: read.text,
        sha256: read.sha256.clone(),
        imported_at: tx.now(),
    };
    db::insert(tx, &stored)?;
    journal::record(tx, Act::new(actor, "ruleset", stored.id.0, "import").documents([read.sha256]));
    Ok(stored.id)
}

const NAME_TAKEN: kernel::Text = say(
    "规则集“{name}”已存在且内容不同；已导入的规则集不可更改，请换一个名称",
    "There is a rule set “{name}” with another text; an imported one is never changed, choose another name",
);

/// Imports the rule sets that come with the platform, where they are missing.
pub fn import_built_in(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    for (_, text) in built_in() {
        import(tx, &Actor::system(), text)?;
    }
    Ok(())
}

/// All rule sets, the latest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<StoredRuleset>, DbError> {
    db::list(tx, "ORDER BY valid_from DESC, name", &[])
}

/// The figures of a rule set.
pub fn terms(tx: &mut Tx<'_>, id: RulesetId) -> Result<Arc<Terms>, Refusal> {
    if let Some(known) = remembered(id) {
        return Ok(known);
    }
    let stored: StoredRuleset = db::get(tx, id)?;
    remember(&stored)
}

/// The figures of the rule set with this SHA-256, where a query read that instead of the identifier.
pub fn terms_of_text(tx: &mut Tx<'_>, sha256: &str) -> Result<Arc<Terms>, Refusal> {
    if let Some(known) = known_texts().lock().unwrap_or_else(PoisonError::into_inner).get(sha256).cloned() {
        return Ok(known);
    }
    let stored: StoredRuleset = db::find_where(tx, "WHERE sha256 = $1", params![sha256])?.ok_or(Refusal::NotFound)?;
    let terms = terms(tx, stored.id)?;
    known_texts().lock().unwrap_or_else(PoisonError::into_inner).insert(stored.sha256, terms.clone());
    Ok(terms)
}

/// The rule set that counts on `day` in `mode`.
pub fn applicable_on(tx: &mut Tx<'_>, mode: Mode, day: Day) -> Result<(RulesetId, Arc<Terms>), Refusal> {
    let known: Vec<(RulesetId, String, Day, Mode)> =
        tx.query("SELECT id, name, valid_from, mode FROM ruleset WHERE mode = $1 ORDER BY valid_from", params![mode])?;
    let headers: Vec<RulesetHeader> = known
        .iter()
        .map(|(_, name, valid_from, mode)| RulesetHeader {
            name: name.clone(),
            valid_from: *valid_from,
            source: String::new(),
            mode: *mode,
        })
        .collect();
    let found =
        applicable(&headers, day, mode).and_then(|header| known.iter().find(|(_, name, _, _)| *name == header.name));
    match found {
        Some((id, _, _, _)) => Ok((*id, terms(tx, *id)?)),
        None => Err(Breach::field("", NONE_COUNTS.with(&[("day", &day)])).into()),
    }
}

const NONE_COUNTS: kernel::Text = say(
    "{day} 尚无适用的规则集，请联系项目办公室导入",
    "No rule set counts on {day}; ask the programme office to import one",
);

fn by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<StoredRuleset>, DbError> {
    db::find_where(tx, "WHERE name = $1", params![name])
}

type Known = Mutex<HashMap<RulesetId, Arc<Terms>>>;

/// Rule sets never change, so what was read once stays right for the life of the process.
fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(Known::default)
}

/// The same by text: whatever the database, the same text says the same.
fn known_texts() -> &'static Mutex<HashMap<String, Arc<Terms>>> {
    static KNOWN: OnceLock<Mutex<HashMap<String, Arc<Terms>>>> = OnceLock::new();
    KNOWN.get_or_init(Mutex::default)
}

fn remembered(id: RulesetId) -> Option<Arc<Terms>> {
    known().lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
}

fn remember(stored: &StoredRuleset) -> Result<Arc<Terms>, Refusal> {
    let read = parse(&stored.body).map_err(Refusal::fault)?;
    let terms = Arc::new(read.terms);
    known().lock().unwrap_or_else(PoisonError::into_inner).insert(stored.id, terms.clone());
    Ok(terms)
}
