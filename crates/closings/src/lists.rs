//! Lists over many closings. Each is read with a constant number of statements and paged by seeking.

use std::borrow::Cow;
use std::collections::HashMap;

use db::{DbError, FromRow, Row, Tx, params};
use kernel::{Actor, Breach, ClosingId, Instant, Mode, OrganisationId, ProjectId, ToValue, Value, Word};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::Closing;
use crate::policy;
use crate::state::State;

/// Rows of one page.
pub(crate) const PAGE: usize = 50;
/// Closings one run of the silence job takes at once.
const BATCH: usize = 500;

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Year of publication.
    pub year: Option<i64>,
    /// Id of a university, or part of its name.
    pub university: String,
    /// Id of an enterprise, or part of its name.
    pub enterprise: String,
    pub state: Option<State>,
    /// Continue after this one.
    pub after: Option<ClosingId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    pub page: usize,
}

impl Filter {
    /// Reads a query string; a condition that cannot be read narrows nothing, a place in the list that is none is refused.
    pub fn of(query: &HashMap<String, String>) -> Result<Filter, Breach> {
        let get = |name: &str| query.get(name).map_or("", |value| value.trim());
        Ok(Filter {
            year: get("year").parse().ok().filter(|year| (2000..=9999).contains(year)),
            university: get("university").to_owned(),
            enterprise: get("enterprise").to_owned(),
            state: State::parse(get("state")).ok(),
            after: web::Cursor::read(get("after"))?.0,
            page: 0,
        })
    }

    fn page(&self) -> usize {
        if self.page == 0 { PAGE } else { self.page }
    }

    /// The query string of the page after `next`.
    pub(crate) fn query(&self, next: ClosingId, view: Option<&str>) -> String {
        let mut pairs: Vec<(&str, String)> = view.map(|v| ("view", v.to_owned())).into_iter().collect();
        pairs.extend(self.year.map(|year| ("year", year.to_string())));
        pairs.extend(
            [("university", &self.university), ("enterprise", &self.enterprise)]
                .into_iter()
                .filter(|(_, v)| !v.is_empty())
                .map(|(k, v)| (k, v.clone())),
        );
        pairs.extend(self.state.map(|state| ("state", state.word().to_owned())));
        pairs.push(("after", next.to_string()));
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ClosingLine)]
pub struct Line {
    pub id: ClosingId,
    pub project_id: ProjectId,
    pub number: String,
    pub title: String,
    pub enterprise_id: OrganisationId,
    pub enterprise: String,
    pub university_id: OrganisationId,
    pub university: String,
    pub pi: String,
    pub mode: Mode,
    pub state: State,
    pub state_since: Instant,
}

impl FromRow for Line {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Line {
            id: row.next()?,
            project_id: row.next()?,
            number: row.next()?,
            title: row.next()?,
            enterprise_id: row.next()?,
            enterprise: row.next()?,
            university_id: row.next()?,
            university: row.next()?,
            pi: row.next()?,
            mode: row.next()?,
            state: row.next()?,
            state_since: row.next()?,
        })
    }
}

const LINE: &str = "closing.id, closing.project_id, project.number, project.title, closing.enterprise_id, project.enterprise_name, \
     closing.university_id, project.university_name, \
     project.pi_name, closing.mode, closing.state, closing.state_since";

/// A published closing: what everybody may read.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = PublishedClosing)]
pub struct Published {
    pub id: ClosingId,
    pub project_id: ProjectId,
    pub number: String,
    pub title: String,
    pub enterprise_id: OrganisationId,
    pub enterprise: String,
    pub university_id: OrganisationId,
    pub university: String,
    pub pi: String,
    /// `passed` or `failed`.
    pub result: State,
    pub published_at: Option<Instant>,
    /// Verification code of the certificate, when there is one.
    pub certificate: Option<String>,
}

impl FromRow for Published {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Published {
            id: row.next()?,
            project_id: row.next()?,
            number: row.next()?,
            title: row.next()?,
            enterprise_id: row.next()?,
            enterprise: row.next()?,
            university_id: row.next()?,
            university: row.next()?,
            pi: row.next()?,
            result: row.next()?,
            published_at: row.next()?,
            certificate: row.next()?,
        })
    }
}

/// A line that names two parties.
pub(crate) trait Parties {
    /// Enterprise and university.
    fn parties(&self) -> [OrganisationId; 2];
}

impl Parties for Line {
    fn parties(&self) -> [OrganisationId; 2] {
        [self.enterprise_id, self.university_id]
    }
}

impl Parties for Published {
    fn parties(&self) -> [OrganisationId; 2] {
        [self.enterprise_id, self.university_id]
    }
}

/// One page, and what to continue after.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Page<T, I = ClosingId> {
    pub rows: Vec<T>,
    pub next: Option<I>,
}

// Written out, because the derived name is the same for pages of different lines.
impl<T: ToSchema, I: ToSchema> PartialSchema for Page<T, I> {
    fn schema() -> RefOr<Schema> {
        let rows = ArrayBuilder::new().items(Ref::from_schema_name(T::name()));
        let next = OneOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Null))
            .item(Ref::from_schema_name(I::name()));
        ObjectBuilder::new().property("rows", rows).property("next", next).required("rows").into()
    }
}

impl<T: ToSchema, I: ToSchema> ToSchema for Page<T, I> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("PageOf{}", T::name()))
    }
    fn schemas(found: &mut Vec<(String, RefOr<Schema>)>) {
        found.push((T::name().into_owned(), T::schema()));
        found.push((I::name().into_owned(), I::schema()));
        T::schemas(found);
    }
}

pub(crate) fn paged<T, I>(mut rows: Vec<T>, most: usize, id: impl Fn(&T) -> I) -> Page<T, I> {
    let more = rows.len() > most;
    rows.truncate(most);
    let next = if more { rows.last().map(id) } else { None };
    Page { rows, next }
}

/// The published closings, the latest first. One statement, and one more for each name that was typed.
pub fn published(tx: &mut Tx<'_>, filter: &Filter) -> Result<Page<Published>, DbError> {
    let mut values = Vec::new();
    let mut narrowed = String::from("closing.published_at IS NOT NULL");
    let order = narrow(tx, &mut narrowed, &mut values, filter, false)?;
    let sql = format!(
        "SELECT closing.id, closing.project_id, project.number, project.title, closing.enterprise_id, project.enterprise_name, \
         closing.university_id, project.university_name, project.pi_name, closing.state, closing.published_at, certificate.code \
         FROM closing JOIN project ON project.id = closing.project_id LEFT JOIN certificate ON certificate.project_id = closing.project_id \
         WHERE {narrowed} {order} LIMIT {}",
        filter.page() + 1
    );
    Ok(paged(tx.query(&sql, &values)?, filter.page(), |row: &Published| row.id))
}

/// The closings `actor` may see, the latest first. One statement for each part of the role's scope, and one more for each name
/// that was typed.
pub(crate) fn visible(tx: &mut Tx<'_>, actor: &Actor, filter: &Filter) -> Result<Page<Line>, DbError> {
    let mut rows: Vec<Line> = Vec::new();
    for mut part in policy::scope(actor) {
        let mut condition = part.condition.to_owned();
        let order = narrow(tx, &mut condition, &mut part.values, filter, part.is_narrow)?;
        let sql = format!("SELECT {LINE} FROM {} WHERE {condition} {order} LIMIT {}", part.from, filter.page() + 1);
        rows.extend(tx.query::<Line>(&sql, &part.values)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(filter.page() + 1);
    Ok(paged(rows, filter.page(), |row: &Line| row.id))
}

/// Organisations that are looked for by their index; a name that fits more is compared row by row, where the page is full
/// soon.
const NAMED: usize = 20;

/// Adds what the filter asks for and answers the order of the rows. Within a narrow part, or where few parties are named, the state
/// is compared row by row (`|| ''`): its index would lead away from the few rows of the house. Elsewhere a year is read as a
/// range in the order of its index: told that it is one value, the planner of a server rather walks all closings by their
/// identifiers and hopes to meet the year soon.
fn narrow(
    tx: &mut Tx<'_>,
    condition: &mut String,
    values: &mut Vec<Value>,
    filter: &Filter,
    mut is_narrow: bool,
) -> Result<&'static str, DbError> {
    let parties = [
        ("university", "closing.university_id", &filter.university),
        ("enterprise", "closing.enterprise_id", &filter.enterprise),
    ];
    for (kind, column, typed) in parties.into_iter().filter(|(_, _, typed)| !typed.is_empty()) {
        let (party, few) = party(tx, values, kind, column, typed)?;
        is_narrow |= few;
        condition.push_str(&format!(" AND {party}"));
    }
    let mut and = |column: &str, value: Option<Value>| {
        let Some(value) = value else { return };
        values.push(value);
        condition.push_str(&format!(" AND {column} ${}", values.len()));
    };
    let state = if is_narrow && filter.year.is_some() { "closing.state || '' =" } else { "closing.state =" };
    and(state, filter.state.map(|v| v.to_value()));
    let (year, after) = (filter.year.map(|v| v.to_value()), filter.after.map(|v| v.to_value()));
    if year.is_none() || is_narrow {
        and("closing.published_at IS NOT NULL AND closing.published_year =", year);
        and("closing.id <", after);
        return Ok("ORDER BY closing.id DESC");
    }
    and("closing.published_at IS NOT NULL AND closing.published_year >=", year.clone());
    and("closing.published_year <=", year.clone());
    if let (Some(year), Some(after)) = (year, after) {
        let first = values.len() + 1;
        values.extend([year, after]);
        condition.push_str(&format!(" AND (closing.published_year, closing.id) < (${first}, ${})", first + 1));
    }
    Ok("ORDER BY closing.published_year DESC, closing.id DESC")
}

/// What rows of the organisation with this id are told by, or of those whose name contains what was typed; and whether they are
/// looked for by their index.
pub(crate) fn party(
    tx: &mut Tx<'_>,
    values: &mut Vec<Value>,
    kind: &str,
    column: &str,
    typed: &str,
) -> Result<(String, bool), DbError> {
    let ids = organisations(tx, kind, typed)?;
    let first = values.len() + 1;
    let few = ids.len() <= NAMED;
    let condition = if ids.is_empty() {
        "1 = 0".to_owned()
    } else if few {
        values.extend(ids.iter().map(ToValue::to_value));
        let places: Vec<String> = (first..first + ids.len()).map(|n| format!("${n}")).collect();
        format!("{column} IN ({})", places.join(", "))
    } else {
        values.push(containing(typed).to_value());
        format!(
            "EXISTS (SELECT 1 FROM organisation o WHERE o.id = {column} AND (o.name LIKE ${first} ESCAPE '\\' OR o.name_en LIKE ${first} ESCAPE '\\'))"
        )
    };
    Ok((condition, few))
}

/// The organisation with this id, or those whose name contains what was typed; one more than [`NAMED`] at most.
fn organisations(tx: &mut Tx<'_>, kind: &str, typed: &str) -> Result<Vec<OrganisationId>, DbError> {
    if let Ok(id) = typed.parse() {
        return Ok(vec![id]);
    }
    let sql = "SELECT id FROM organisation WHERE kind = $1 AND (name LIKE $2 ESCAPE '\\' OR name_en LIKE $2 ESCAPE '\\') LIMIT $3";
    let limit = i64::try_from(NAMED + 1).unwrap_or(i64::MAX);
    Ok(tx
        .query::<(OrganisationId,)>(sql, params![kind, containing(typed), limit])?
        .into_iter()
        .map(|(id,)| id)
        .collect())
}

/// The pattern of a name that contains this text; its own signs of a pattern stand for themselves.
fn containing(typed: &str) -> String {
    format!("%{}%", typed.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Closings that came to the enterprise before `latest` and of which nobody was told yet. Rule Z-10.
pub(crate) fn untold_before(tx: &mut Tx<'_>, mode: Mode, latest: Instant) -> Result<Vec<Closing>, DbError> {
    let rest = "WHERE state = 'enterprise_review' AND mode = $1 AND state_since < $2 \
                AND (silence_told_at IS NULL OR silence_told_at < state_since) ORDER BY state_since, id LIMIT $3";
    db::list(tx, rest, params![mode, latest, i64::try_from(BATCH).unwrap_or(i64::MAX)])
}
