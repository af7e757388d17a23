//! Lists: guidelines within the actor's scope, open items for everybody. Each with a constant number of statements, and
//! paged by seeking from the last id shown.

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Actor, GuidelineId, Instant, ItemId, Money, OrganisationId, PersonId, ProjectType, ToValue, Value};

use crate::policy;
use crate::record::Item;
use crate::state::State;

/// Rows of one page; one more is read to learn whether another page follows.
pub const PAGE: usize = 50;

/// One page of a list and where the next begins.
pub struct Page<T, I> {
    pub rows: Vec<T>,
    pub next: Option<I>,
}

impl<T, I> Page<T, I> {
    fn of(mut rows: Vec<T>, most: usize, id: impl Fn(&T) -> I) -> Page<T, I> {
        let next = (rows.len() > most).then(|| rows.truncate(most)).and_then(|()| rows.last().map(id));
        Page { rows, next }
    }
}

/// A guideline as a list shows it.
pub struct GuidelineRow {
    pub id: GuidelineId,
    pub title: String,
    pub enterprise: String,
    /// Empty where there is none.
    pub enterprise_en: String,
    pub round: String,
    pub is_special: bool,
    pub state: State,
    pub state_since: Instant,
    pub items: i64,
}

impl FromRow for GuidelineRow {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(GuidelineRow {
            id: row.next()?,
            title: row.next()?,
            enterprise: row.next()?,
            enterprise_en: row.next()?,
            round: row.next()?,
            is_special: row.next()?,
            state: row.next()?,
            state_since: row.next()?,
            items: row.next()?,
        })
    }
}

/// The guidelines the actor may see, the latest first; at most so many.
pub fn guidelines(
    tx: &mut Tx<'_>,
    actor: &Actor,
    state: Option<State>,
    after: Option<GuidelineId>,
    most: usize,
) -> Result<Page<GuidelineRow, GuidelineId>, DbError> {
    let (scope, mut values) = policy::scope(actor, 1);
    let mut conditions = vec![scope];
    if let Some(state) = state {
        values.push(state.to_value());
        conditions.push(format!("guideline.state = ${}", values.len()));
    }
    if let Some(after) = after {
        values.push(after.to_value());
        conditions.push(format!("guideline.id < ${}", values.len()));
    }
    values.push((most + 1).to_value());
    let sql = format!(
        "SELECT guideline.id, guideline.title, organisation.name, organisation.name_en, round.name, guideline.is_special, guideline.state, guideline.state_since, \
         (SELECT count(*) FROM item WHERE item.guideline_id = guideline.id) FROM guideline \
         JOIN organisation ON organisation.id = guideline.enterprise_id JOIN round ON round.id = guideline.round_id \
         WHERE {} ORDER BY guideline.id DESC LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    Ok(Page::of(tx.query(&sql, &values)?, most, |row: &GuidelineRow| row.id))
}

/// What a visitor looks for among the open items; empty means everything.
#[derive(Clone, Debug, Default)]
pub struct ItemFilter {
    /// In title, goals, majors or industries.
    pub text: String,
    pub project_type: Option<ProjectType>,
    /// Part of the enterprise's name.
    pub enterprise: String,
    pub major: String,
    /// Cash for each project at least.
    pub cash_from: Option<Money>,
    pub after: Option<ItemId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    pub page: usize,
}

/// Open items with an offer left whose last day has not passed, the latest published first. Rule G-07: nothing unpublished can be among them.
pub fn open_items(tx: &mut Tx<'_>, filter: &ItemFilter) -> Result<Page<Item, ItemId>, DbError> {
    let today = tx.now().day();
    let mut values: Vec<Value> = params![1i64, today].to_vec();
    let mut conditions = vec![
        "item.is_open = $1 AND item.selected < item.offers".to_owned(),
        "(item.deadline_on IS NULL OR item.deadline_on >= $2)".to_owned(),
    ];
    let mut also = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("${}", values.len())));
    };
    if !filter.text.is_empty() {
        let places =
            ["title", "goals", "majors", "industries"].map(|column| format!("lower(item.{column}) LIKE ? ESCAPE '!'"));
        also(&format!("({})", places.join(" OR ")), pattern(&filter.text));
    }
    if let Some(kind) = filter.project_type {
        also("item.project_type = ?", kind.to_value());
    }
    if !filter.enterprise.is_empty() {
        let by_name = "item.enterprise_id IN (SELECT id FROM organisation WHERE lower(name) LIKE ? ESCAPE '!' OR lower(name_en) LIKE ? ESCAPE '!')";
        also(by_name, pattern(&filter.enterprise));
    }
    if !filter.major.is_empty() {
        also("lower(item.majors) LIKE ? ESCAPE '!'", pattern(&filter.major));
    }
    if let Some(cash) = filter.cash_from {
        also("item.cash_each >= ?", cash.to_value());
    }
    if let Some(after) = filter.after {
        also(
            "(item.published_at, item.id) < (SELECT shown.published_at, shown.id FROM item shown WHERE shown.id = ?)",
            after.to_value(),
        );
    }
    let most = if filter.page == 0 { PAGE } else { filter.page };
    also("", (most + 1).to_value());
    conditions.retain(|condition| !condition.is_empty());
    let rest = format!(
        "WHERE {} ORDER BY item.published_at DESC, item.id DESC LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    Ok(Page::of(db::list(tx, &rest, &values)?, most, |item: &Item| item.id))
}

/// A text anywhere in a column; what it holds of the pattern's own signs is taken literally. Only Latin letters are
/// folded, the same on both engines.
fn pattern(text: &str) -> Value {
    let escaped: String = text
        .to_ascii_lowercase()
        .chars()
        .flat_map(|c| matches!(c, '!' | '%' | '_').then_some('!').into_iter().chain([c]))
        .collect();
    Value::Text(format!("%{escaped}%"))
}

/// An expert the office may choose, and whether rule G-09 bars them.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct ExpertRow {
    pub id: PersonId,
    pub name: String,
    pub title: String,
    /// Reviews waiting for this expert now: shows who has room.
    pub waiting: i64,
    pub belongs_to_enterprise: bool,
    /// Once declared an interest in the enterprise.
    pub declared: bool,
}

impl FromRow for ExpertRow {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(ExpertRow {
            id: row.next()?,
            name: row.next()?,
            title: row.next()?,
            waiting: row.next()?,
            belongs_to_enterprise: row.next::<i64>()? > 0,
            declared: row.next::<i64>()? > 0,
        })
    }
}

/// Says in SQL that a person is an expert in office.
pub const IS_EXPERT: &str =
    "EXISTS (SELECT 1 FROM membership e WHERE e.person_id = person.id AND e.role = 'expert' AND e.state = 'active')";
/// Counts in SQL the reviews that wait for a person: asked for, not answered, without an interest, of what is not decided.
pub const REVIEWS_WAITING: &str = "(SELECT count(*) FROM guideline_review r JOIN guideline g ON g.id = r.guideline_id \
     WHERE r.expert_id = person.id AND r.released_at IS NULL AND r.decided_at IS NULL AND r.conflict <> 'declared' \
     AND g.state IN ('under_review', 'expert_stage'))";

/// Experts in office whose name holds `name`, those with the least to do first; 100 at most. Before them stand those already
/// chosen, whatever their name; of more than 100 chosen the first.
pub(crate) fn experts(
    tx: &mut Tx<'_>,
    enterprise: OrganisationId,
    name: &str,
    chosen: &[PersonId],
) -> Result<Vec<ExpertRow>, DbError> {
    const MOST: usize = 100;
    let chosen = &chosen[..chosen.len().min(MOST)];
    let places: Vec<String> = (0..chosen.len()).map(|i| format!("${}", i + 3)).collect();
    let is_chosen =
        if places.is_empty() { "1 = 0".to_owned() } else { format!("person.id IN ({})", places.join(", ")) };
    let sql = format!(
        "SELECT person.id, person.name, person.title, {REVIEWS_WAITING} AS waiting, \
         (SELECT count(*) FROM membership own WHERE own.person_id = person.id AND own.organisation_id = $1 AND own.state = 'active'), \
         (SELECT count(*) FROM guideline_review r JOIN guideline g ON g.id = r.guideline_id WHERE r.expert_id = person.id \
         AND r.conflict = 'declared' AND g.enterprise_id = $1) \
         FROM person WHERE person.closed_at IS NULL AND (lower(person.name) LIKE $2 ESCAPE '!' OR {is_chosen}) AND {IS_EXPERT} \
         ORDER BY CASE WHEN {is_chosen} THEN 0 ELSE 1 END, waiting, person.name, person.id LIMIT {MOST}"
    );
    let mut values = vec![enterprise.to_value(), pattern(name)];
    values.extend(chosen.iter().map(kernel::ToValue::to_value));
    tx.query(&sql, &values)
}
