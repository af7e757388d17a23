//! Lists of agreements.

use db::{DbError, FromRow, Row as DbRow, Tx, params};
use kernel::{
    Actor, AgreementId, Instant, ListId, Mode, Money, OrganisationId, PersonId, RoundId, RulesetId, ToValue, Value,
    Word,
};

use crate::policy::scope;
use crate::record::Agreement;
use crate::state::State;

/// Rows of one page; one more is read to know whether there is a next page.
pub(crate) const PAGE: usize = 50;

/// An agreement as it stands in a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Row {
    pub id: AgreementId,
    pub title: String,
    pub enterprise: String,
    /// Empty where there is none; so is that of the university.
    pub enterprise_en: String,
    pub university: String,
    pub university_en: String,
    pub pi: String,
    pub cash: Money,
    pub goods: Money,
    pub mode: Mode,
    pub state: State,
    pub state_since: Instant,
}

impl FromRow for Row {
    fn from_row(row: &mut DbRow) -> Result<Self, DbError> {
        Ok(Row {
            id: row.next()?,
            title: row.next()?,
            enterprise: row.next()?,
            enterprise_en: row.next()?,
            university: row.next()?,
            university_en: row.next()?,
            pi: row.next()?,
            cash: row.next()?,
            goods: row.next()?,
            mode: row.next()?,
            state: row.next()?,
            state_since: row.next()?,
        })
    }
}

const COLUMNS: &str = "agreement.id, agreement.title, enterprise.name, enterprise.name_en, university.name, university.name_en, person.name, \
     agreement.cash, agreement.goods, \
     agreement.mode, agreement.state, agreement.state_since";
const JOINS: &str = "JOIN organisation enterprise ON enterprise.id = agreement.enterprise_id \
     JOIN organisation university ON university.id = agreement.university_id JOIN person ON person.id = agreement.pi_id";

/// What a reader asked the list for.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Words of [`State`] and [`Mode`]; others are taken as no filter.
    pub state: String,
    pub mode: String,
    /// Part of the title.
    pub q: String,
    /// Id of the last row of the page before.
    pub after: web::Cursor<AgreementId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    #[serde(skip)]
    pub page: usize,
}

/// One page of what `actor` may see, the newest first: one statement.
pub(crate) fn page(tx: &mut Tx<'_>, actor: &Actor, filter: &Filter) -> Result<Vec<Row>, DbError> {
    let (mut condition, mut values) = scope(actor, 1);
    let mut also = |sql: &str, value: Value| {
        values.push(value);
        condition.push_str(&sql.replace('?', &format!("${}", values.len())));
    };
    if let Ok(state) = State::parse(&filter.state) {
        also(" AND agreement.state = ?", state.to_value());
    }
    if let Ok(mode) = Mode::parse(&filter.mode) {
        also(" AND agreement.mode = ?", mode.to_value());
    }
    if let Some(part) = pattern(&filter.q) {
        also(" AND LOWER(agreement.title) LIKE ? ESCAPE '!'", part.to_value());
    }
    if let Some(after) = filter.after.0 {
        also(" AND agreement.id < ?", after.to_value());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM agreement {JOINS} WHERE {condition} ORDER BY agreement.id DESC LIMIT {}",
        if filter.page == 0 { PAGE } else { filter.page } + 1
    );
    tx.query(&sql, &values)
}

/// What is typed is looked for as it stands: `%` and `_` mean themselves.
fn pattern(typed: &str) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    let escaped: String = typed
        .chars()
        .filter(|c| *c != '\0')
        .flat_map(|c| if matches!(c, '%' | '_' | '!') { vec!['!', c] } else { vec![c] })
        .collect();
    (!escaped.is_empty()).then(|| format!("%{escaped}%"))
}

/// An agreement as establishment looks at it when it makes a list: with names and with the projects its principal
/// investigator runs now.
#[derive(Clone, Debug, PartialEq)]
pub struct ForList {
    pub id: AgreementId,
    pub title: String,
    pub enterprise_id: OrganisationId,
    pub enterprise: String,
    /// Empty where there is none; so is that of the university.
    pub enterprise_en: String,
    pub university_id: OrganisationId,
    pub university: String,
    pub university_en: String,
    pub pi_id: PersonId,
    pub pi: String,
    pub cash: Money,
    pub goods: Money,
    pub state: State,
    pub agreed_at: Option<Instant>,
    pub list_id: Option<ListId>,
    pub round_id: RoundId,
    /// Year of the round. Rule C-08.
    pub year: i64,
    /// The figures it was offered under.
    pub ruleset_id: RulesetId,
    /// Projects the principal investigator runs. Rule A-02.
    pub running: u32,
}

impl FromRow for ForList {
    fn from_row(row: &mut DbRow) -> Result<Self, DbError> {
        Ok(ForList {
            id: row.next()?,
            title: row.next()?,
            enterprise_id: row.next()?,
            enterprise: row.next()?,
            enterprise_en: row.next()?,
            university_id: row.next()?,
            university: row.next()?,
            university_en: row.next()?,
            pi_id: row.next()?,
            pi: row.next()?,
            cash: row.next()?,
            goods: row.next()?,
            state: row.next()?,
            agreed_at: row.next()?,
            list_id: row.next()?,
            round_id: row.next()?,
            year: row.next()?,
            ruleset_id: row.next()?,
            running: row.next::<Option<u32>>()?.unwrap_or(0),
        })
    }
}

const FOR_LIST: &str = "SELECT agreement.id, agreement.title, agreement.enterprise_id, enterprise.name, enterprise.name_en, \
     agreement.university_id, university.name, university.name_en, agreement.pi_id, person.name, agreement.cash, agreement.goods, agreement.state, agreement.agreed_at, \
     agreement.list_id, agreement.round_id, round.year, guideline.ruleset_id, limit_counter.taken FROM agreement";
const RUNNING: &str = "JOIN round ON round.id = agreement.round_id JOIN item ON item.id = agreement.item_id \
     JOIN guideline ON guideline.id = item.guideline_id LEFT JOIN limit_counter ON limit_counter.person_id = agreement.pi_id AND limit_counter.kind = 'running' AND limit_counter.year = 0";

fn for_lists(tx: &mut Tx<'_>, rest: &str, values: &[Value]) -> Result<Vec<ForList>, DbError> {
    tx.query(&format!("{FOR_LIST} {JOINS} {RUNNING} {rest}"), values)
}

/// The legacy agreements of a round that both sides have confirmed and that are not established yet, in the order of their
/// agreement: one statement.
pub fn for_round(tx: &mut Tx<'_>, round: RoundId) -> Result<Vec<ForList>, DbError> {
    let rest = "WHERE agreement.round_id = $1 AND agreement.mode = $2 AND agreement.state IN ('agreed', 'expert_filing') ORDER BY agreement.agreed_at, agreement.id";
    for_lists(tx, rest, params![round, Mode::Legacy])
}

/// The same over all rounds, of what is on no list yet.
pub fn waiting_for_list(tx: &mut Tx<'_>) -> Result<Vec<ForList>, DbError> {
    let rest = "WHERE agreement.mode = $1 AND agreement.state IN ('agreed', 'expert_filing') AND agreement.list_id IS NULL ORDER BY agreement.agreed_at, agreement.id";
    for_lists(tx, rest, params![Mode::Legacy])
}

/// What stands on a list, by university and title: one statement.
pub fn on_list(tx: &mut Tx<'_>, list: ListId) -> Result<Vec<ForList>, DbError> {
    for_lists(tx, "WHERE agreement.list_id = $1 ORDER BY university.name, agreement.title, agreement.id", params![list])
}

/// Every agreement, as a whole record, that `actor` may see; for the API.
pub(crate) fn records(tx: &mut Tx<'_>, actor: &Actor, after: Option<AgreementId>) -> Result<Vec<Agreement>, DbError> {
    let (condition, mut values) = scope(actor, 1);
    let seek = match after {
        Some(after) => {
            values.push(after.to_value());
            format!(" AND agreement.id < ${}", values.len())
        }
        None => String::new(),
    };
    db::list(tx, &format!("WHERE {condition}{seek} ORDER BY agreement.id DESC LIMIT {PAGE}"), &values)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_percent_sign_is_looked_for_as_such() {
        assert_eq!(super::pattern(" 50%_A "), Some("%50!%!_a%".into()));
        assert_eq!(super::pattern("  "), None);
    }
}
