//! Lists of organisations.

use db::{DbError, FromRow, Row, Tx};
use kernel::{Instant, OrganisationId, ToValue, Value};

use crate::kinds::OrganisationKind;
use crate::policy::{self, Eyes};
use crate::record::Organisation;
use crate::state::OrganisationState;

/// Rows of one page; one more is read to know whether there is a next page.
pub(crate) const PAGE: usize = 50;

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub kind: Option<OrganisationKind>,
    pub state: Option<OrganisationState>,
    /// Part of the Chinese or English name, or of the code.
    pub name: String,
    pub province: String,
    /// Only universities nobody administers. Rule U-01.
    pub without_administrator: bool,
    /// The last organisation of the page before.
    pub after: Option<OrganisationId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    pub page: usize,
}

/// The organisations this person may see, newest first: a page and one more.
pub fn organisations(tx: &mut Tx<'_>, eyes: &Eyes, filter: &Filter) -> Result<Vec<Organisation>, DbError> {
    let mut query = Query::new(eyes);
    query.and_filter(filter);
    let most = if filter.page == 0 { PAGE } else { filter.page };
    if let Some(after) = filter.after {
        query.and("organisation.id < {}", &[&after]);
    }
    let rest = format!("WHERE {} ORDER BY organisation.id DESC LIMIT {}", query.conditions, most + 1);
    db::list(tx, &rest, &query.values)
}

struct Query {
    conditions: String,
    values: Vec<Value>,
}

impl Query {
    fn new(eyes: &Eyes) -> Query {
        let (conditions, values) = policy::scope(eyes, 1);
        Query { conditions, values }
    }

    /// Adds a condition whose `{}` are its values in order.
    fn and(&mut self, condition: &str, values: &[&dyn ToValue]) {
        let mut text = condition.to_owned();
        for value in values {
            self.values.push(value.to_value());
            text = text.replacen("{}", &format!("${}", self.values.len()), 1);
        }
        self.conditions.push_str(" AND ");
        self.conditions.push_str(&text);
    }

    fn and_filter(&mut self, filter: &Filter) {
        if let Some(kind) = &filter.kind {
            self.and("organisation.kind = {}", &[kind]);
        }
        if let Some(state) = &filter.state {
            self.and("organisation.state = {}", &[state]);
        }
        if !filter.province.is_empty() {
            self.and("organisation.province = {}", &[&filter.province]);
        }
        if !filter.name.is_empty() {
            let like = like(&filter.name);
            self.and(
                "(LOWER(organisation.name) LIKE {} ESCAPE '!' OR LOWER(organisation.name_en) LIKE {} ESCAPE '!' OR organisation.code = {})",
                &[&like, &like, &filter.name.to_uppercase()],
            );
        }
        if filter.without_administrator {
            self.and(WITHOUT_ADMINISTRATOR, &[]);
        }
    }
}

/// Rule U-01, as far as the directory knows: nobody of this university can review what its teachers hand in.
const WITHOUT_ADMINISTRATOR: &str = "organisation.kind = 'university' AND organisation.state = 'verified' AND NOT EXISTS \
     (SELECT 1 FROM membership m WHERE m.organisation_id = organisation.id \
      AND m.role = 'university_administrator' AND m.state = 'active')";

/// `%text%` with the signs of LIKE taken literally.
fn like(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .chars()
        .flat_map(|c| if matches!(c, '%' | '_' | '!') { vec!['!', c] } else { vec![c] })
        .collect();
    format!("%{plain}%")
}

/// How many universities have no active administrator. Rule U-01.
pub(crate) fn count_without_administrator(tx: &mut Tx<'_>) -> Result<u64, DbError> {
    tx.one::<(u64,)>(&format!("SELECT COUNT(*) FROM organisation WHERE {WITHOUT_ADMINISTRATOR}"), &[]).map(|(n,)| n)
}

/// How many organisations wait for verification, and since when the first one does.
pub(crate) struct Waiting {
    pub count: u64,
    pub since: Option<Instant>,
}

impl FromRow for Waiting {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Waiting { count: row.next()?, since: row.next()? })
    }
}

pub(crate) fn waiting(tx: &mut Tx<'_>) -> Result<Waiting, DbError> {
    tx.one("SELECT COUNT(*), MIN(state_since) FROM organisation WHERE state = 'registered'", &[])
}

/// Verified universities whose name, English name or code fits, by name: to choose one on registering.
pub(crate) fn universities(tx: &mut Tx<'_>, text: &str) -> Result<Vec<Organisation>, DbError> {
    let mut query = Query::new(&Eyes::default());
    let filter = Filter {
        kind: Some(OrganisationKind::University),
        state: Some(OrganisationState::Verified),
        name: text.trim().to_owned(),
        ..Filter::default()
    };
    query.and_filter(&filter);
    db::list(
        tx,
        &format!("WHERE {} ORDER BY organisation.name, organisation.id LIMIT 31", query.conditions),
        &query.values,
    )
}
