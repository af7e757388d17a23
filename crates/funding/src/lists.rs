//! The list of instalments: what is due, given and waiting, for each within what they may see.

use db::{DbError, FromRow, Row as DbRow, Tx};
use kernel::{InstalmentId, ToValue, Value, Word};
use projects::policy::Viewer;

use crate::Instalment;
use crate::policy::scope;
use crate::state::{Kind, State};

/// Rows of one page; one more is read to know whether there is a next page.
pub const PAGE: usize = 50;

/// An instalment with the names around it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Listed {
    pub instalment: Instalment,
    pub number: String,
    pub title: String,
    pub enterprise: String,
    pub university: String,
}

impl FromRow for Listed {
    fn from_row(row: &mut DbRow) -> Result<Self, DbError> {
        Ok(Listed {
            instalment: Instalment::from_row(row)?,
            number: row.next()?,
            title: row.next()?,
            enterprise: row.next()?,
            university: row.next()?,
        })
    }
}

/// What a reader asked the list for. Words that are none are taken as no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub struct Filter {
    pub state: String,
    pub kind: String,
    /// `on`: only what is marked as late.
    pub late: String,
    /// Id of the last row of the page before.
    pub after: web::Cursor<InstalmentId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    #[serde(skip)]
    pub page: usize,
}

/// One page of what the viewer may see, the latest plan first: one statement.
pub fn page(tx: &mut Tx<'_>, viewer: &Viewer, filter: &Filter) -> Result<Vec<Listed>, DbError> {
    let (mut condition, mut values) = scope(viewer);
    let mut also = |sql: &str, value: Value| {
        values.push(value);
        condition.push_str(&sql.replace('?', &format!("${}", values.len())));
    };
    if let Ok(state) = State::parse(&filter.state) {
        also(" AND instalment.state = ?", state.to_value());
    }
    if let Ok(kind) = Kind::parse(&filter.kind) {
        also(" AND instalment.kind = ?", kind.to_value());
    }
    if let Some(after) = filter.after.0 {
        also(" AND instalment.id < ?", after.to_value());
    }
    if filter.late == "on" {
        condition.push_str(" AND instalment.late_at IS NOT NULL");
    }
    let columns: Vec<String> = <Instalment as db::Record>::COLUMNS.iter().map(|c| format!("instalment.{c}")).collect();
    let sql = format!(
        "SELECT {}, project.number, project.title, project.enterprise_name, project.university_name \
         FROM instalment JOIN project ON project.id = instalment.project_id WHERE {condition} ORDER BY instalment.id DESC LIMIT {}",
        columns.join(", "),
        if filter.page == 0 { PAGE } else { filter.page } + 1
    );
    tx.query(&sql, &values)
}
