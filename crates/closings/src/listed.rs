//! Results that came with closing lists of earlier years: those projects were closed before this platform and have no closing
//! of their own here, only what the list said.

use std::collections::HashMap;

use db::{DbError, FromRow, Row, Tx};
use exports::{Asked, Column, Listed};
use kernel::{Actor, Breach, Day, Instant, OrganisationId, ProjectId, Refusal, Text, ToValue, Value, say};
use projects::{HowExact, State as ProjectState};
use sheets::Value as Cell;
use web::Access;

use crate::lists::{PAGE, Page, Parties, paged, party};
use crate::state::State;
use crate::{paths, texts};

pub(crate) const KEY: &str = "listed-closings";
pub(crate) const TITLE: Text = say("历年名单中的结题结果", "Results from lists of earlier years");

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Year of establishment: a list of closings rarely tells the year of the closing itself.
    pub established: Option<i64>,
    /// Id of a university, or part of its name.
    pub university: String,
    /// Id of an enterprise, or part of its name.
    pub enterprise: String,
    /// Continue after this project.
    pub after: Option<ProjectId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    pub page: usize,
}

impl Filter {
    /// Reads a query string; a condition that cannot be read narrows nothing, a place in the list that is none is refused.
    pub fn of(query: &HashMap<String, String>) -> Result<Filter, Breach> {
        let get = |name: &str| query.get(name).map_or("", |value| value.trim());
        Ok(Filter {
            established: get("established").parse().ok().filter(|year| (2000..=9999).contains(year)),
            university: get("university").to_owned(),
            enterprise: get("enterprise").to_owned(),
            after: web::Cursor::read(get("after"))?.0,
            page: 0,
        })
    }

    fn page(&self) -> usize {
        if self.page == 0 { PAGE } else { self.page }
    }

    /// The query string of the page after `next`.
    pub(crate) fn query(&self, next: ProjectId) -> String {
        let year = self.established.map(|year| year.to_string()).unwrap_or_default();
        let pairs = [
            ("view", "listed".to_owned()),
            ("established", year),
            ("university", self.university.clone()),
            ("enterprise", self.enterprise.clone()),
            ("after", next.to_string()),
        ];
        let said: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        serde_urlencoded::to_string(said).unwrap_or_default()
    }
}

/// What a list said of the end of one project.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ListedClosing)]
pub struct ListedLine {
    pub project_id: ProjectId,
    pub number: String,
    pub title: String,
    pub enterprise_id: OrganisationId,
    pub enterprise: String,
    pub university_id: OrganisationId,
    pub university: String,
    pub pi: String,
    /// Year of establishment.
    pub established: i64,
    /// `passed` or `failed`.
    pub result: State,
    /// As the list wrote it; may be empty.
    pub conclusion: String,
    /// Of a month or a year its first; absent where the list named none.
    pub closed_on: Option<Day>,
    /// `day`, `month` or `year`; `assumed` where there is no day.
    pub closed_as: HowExact,
    /// Number of the document the list came with; may be empty.
    pub document: String,
    /// When the list was imported.
    pub taken_at: Instant,
}

impl FromRow for ListedLine {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(ListedLine {
            project_id: row.next()?,
            number: row.next()?,
            title: row.next()?,
            enterprise_id: row.next()?,
            enterprise: row.next()?,
            university_id: row.next()?,
            university: row.next()?,
            pi: row.next()?,
            established: row.next()?,
            result: if row.next::<ProjectState>()? == ProjectState::ClosedFailed {
                State::Failed
            } else {
                State::Passed
            },
            conclusion: row.next()?,
            closed_on: row.next()?,
            closed_as: row.next()?,
            document: row.next()?,
            taken_at: row.next()?,
        })
    }
}

impl ListedLine {
    /// The day of the closing as far as the list told it: `2021-07-15`, `2021-07`, `2021` or nothing.
    pub fn closed(&self) -> String {
        self.closed_on.map_or_else(String::new, |day| self.closed_as.shown(day))
    }
}

impl Parties for ListedLine {
    fn parties(&self) -> [OrganisationId; 2] {
        [self.enterprise_id, self.university_id]
    }
}

/// What an index holds: projects that came from a list and have ended. Written as the indexes write it, or they are not used.
const ENDED: &str =
    "project.imported_from IS NOT NULL AND project.state IN ('closed_passed', 'closed_failed', 'certified')";

const LINES: &str = "SELECT project.id, project.number, project.title, project.enterprise_id, project.enterprise_name, \
     project.university_id, project.university_name, project.pi_name, project.year, project.state, listed_project.conclusion, \
     listed_project.closed_on, listed_project.closed_as, imported_list.document, imported_list.taken_at FROM project \
     JOIN listed_project ON listed_project.id = project.id JOIN imported_list ON imported_list.id = listed_project.closed_by";

/// What lists told of the end of these projects; nothing of those that are open or were closed here.
pub fn listed_of(tx: &mut Tx<'_>, projects: &[ProjectId]) -> Result<Vec<ListedLine>, DbError> {
    if projects.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=projects.len()).map(|n| format!("${n}")).collect();
    let values: Vec<Value> = projects.iter().map(ToValue::to_value).collect();
    tx.query(&format!("{LINES} WHERE project.id IN ({})", places.join(", ")), &values)
}

/// Results told by lists, the projects established last first. One statement, one more to continue, and one for each name that
/// was typed.
pub fn listed(tx: &mut Tx<'_>, filter: &Filter) -> Result<Page<ListedLine, ProjectId>, DbError> {
    let (mut values, mut narrowed): (Vec<Value>, _) = (Vec::new(), String::from(ENDED));
    for (kind, column, typed) in [
        ("university", "project.university_id", &filter.university),
        ("enterprise", "project.enterprise_id", &filter.enterprise),
    ] {
        if !typed.is_empty() {
            let (condition, _) = party(tx, &mut values, kind, column, typed)?;
            narrowed.push_str(&format!(" AND {condition}"));
        }
    }
    if let Some(year) = filter.established {
        values.push(year.to_value());
        narrowed.push_str(&format!(" AND project.year = ${}", values.len()));
    }
    if let Some(after) = filter.after {
        let year = projects::get(tx, after).map_or(0, |project| project.year);
        values.extend([year.to_value(), after.to_value()]);
        let last = values.len();
        narrowed.push_str(&format!(" AND (project.year, project.id) < (${}, ${last})", last - 1));
    }
    let limit = filter.page() + 1;
    let sql = format!("{LINES} WHERE {narrowed} ORDER BY project.year DESC, project.id DESC LIMIT {limit}");
    Ok(paged(tx.query(&sql, &values)?, filter.page(), |row: &ListedLine| row.project_id))
}

/// What lists of earlier years said of closings: everybody reads it.
pub struct ListedClosings;

impl Listed for ListedClosings {
    type Row = ListedLine;
    const KEY: &'static str = KEY;
    const TITLE: Text = TITLE;
    const ABOUT: Text = say(
        "本平台启用前已结题、由历年结题名单登记的结果，任何人都可查询。",
        "Results of projects that closed before this platform, as closing lists of earlier years told them; everybody may look them up.",
    );
    const PAGE: &'static str = "/closings?view=listed";
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("established", "year of establishment"),
        ("university", "identifier or part of the name"),
        ("enterprise", "identifier or part of the name"),
    ];

    fn columns() -> Vec<Column<ListedLine>> {
        vec![
            Column::text("number", texts::NUMBER, |r: &ListedLine, _| Cell::from(r.number.as_str())),
            Column::text("title", texts::TITLE, |r: &ListedLine, _| Cell::from(r.title.as_str())).wide(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &ListedLine, _| Cell::from(r.enterprise.as_str())),
            Column::text("university", texts::UNIVERSITY, |r: &ListedLine, _| Cell::from(r.university.as_str())),
            Column::text("pi", texts::PI, |r: &ListedLine, _| Cell::from(r.pi.as_str())).narrow(),
            Column::whole("established", texts::ESTABLISHED_YEAR, |r: &ListedLine, _| Cell::Whole(r.established))
                .narrow(),
            Column::word("result", texts::RESULT, |r: &ListedLine, to| to.word(r.result)),
            Column::text("conclusion", texts::CONCLUSION, |r: &ListedLine, _| Cell::from(r.conclusion.as_str()))
                .about(say("名单原文", "As the list wrote it")),
            Column::text("closed_on", texts::CLOSED_ON, |r: &ListedLine, _| Cell::Text(r.closed())).about(say(
                "名单只写明年月或年份时，只列年月或年份",
                "Month or year alone where the list told no more",
            )),
            Column::text("document", texts::DOCUMENT, |r: &ListedLine, _| Cell::from(r.document.as_str())),
            Column::text("project_id", say("项目标识", "Identifier of the project"), |r: &ListedLine, _| {
                Cell::Text(r.project_id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &ListedLine, to| to.link(&paths::project(r.project_id)))
                .on_request(),
        ]
    }

    fn page(
        tx: &mut Tx<'_>,
        _: Option<&Actor>,
        asked: &Asked,
        rows: usize,
    ) -> Result<exports::Page<ListedLine>, Refusal> {
        let query: HashMap<String, String> = asked.pairs().iter().cloned().collect();
        let page = listed(tx, &Filter { page: rows, ..Filter::of(&query)? })?;
        Ok(exports::Page { rows: page.rows, next: page.next.map(|id| id.to_string()) })
    }
}
