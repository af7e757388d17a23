//! Lists: each bounded by the policy's scope, paged by seeking, with a constant number of statements.

use std::collections::HashMap;
use std::sync::Arc;

use db::{DbError, FromRow, Row, Tx};
use kernel::{
    Actor, ApplicationId, Day, Instant, ItemId, OrganisationId, ProjectType, Refusal, RulesetId, ToValue, Value, say,
};
use rulesets::Terms;

use crate::actions::Score;
use crate::policy;
use crate::state::State;
use crate::{Application, Evaluation};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Which applications are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<State>,
    pub kind: Option<ProjectType>,
    pub item: Option<ItemId>,
    /// Part of a title, of a name or of a school.
    pub text: String,
    /// The last row of the page before.
    pub after: Option<ApplicationId>,
    /// Rows of a page; 0 stands for [`PAGE`].
    pub page: usize,
}

impl Filter {
    fn page(&self) -> usize {
        if self.page == 0 { PAGE } else { self.page }
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ListedApplication)]
pub struct Listed {
    pub id: ApplicationId,
    pub title: String,
    pub pi_name: String,
    pub school: String,
    pub project_type: ProjectType,
    pub state: State,
    pub state_since: Instant,
    pub saved_at: Instant,
    pub submitted_at: Option<Instant>,
    pub item_id: ItemId,
    pub item_title: String,
    pub enterprise: String,
    /// Empty where there is none; so is that of the university.
    pub enterprise_en: String,
    pub university: String,
    pub university_en: String,
    /// Last day of the university's review. Rule U-03.
    pub due_on: Option<Day>,
    #[serde(skip)]
    ruleset_id: RulesetId,
}

impl FromRow for Listed {
    fn from_row(row: &mut Row) -> Result<Self, DbError> {
        Ok(Listed {
            id: row.next()?,
            title: row.next()?,
            pi_name: row.next()?,
            school: row.next()?,
            project_type: row.next()?,
            state: row.next()?,
            state_since: row.next()?,
            saved_at: row.next()?,
            submitted_at: row.next()?,
            item_id: row.next()?,
            item_title: row.next()?,
            enterprise: row.next()?,
            enterprise_en: row.next()?,
            university: row.next()?,
            university_en: row.next()?,
            ruleset_id: row.next()?,
            due_on: None,
        })
    }
}

const LISTED: &str = "SELECT application.id, application.title, application.pi_name, application.school, application.project_type, \
    application.state, application.state_since, application.saved_at, application.submitted_at, application.item_id, i.title, \
    e.name, e.name_en, u.name, u.name_en, g.ruleset_id FROM application JOIN item i ON i.id = application.item_id JOIN guideline g ON g.id = i.guideline_id \
    JOIN organisation e ON e.id = application.enterprise_id JOIN organisation u ON u.id = application.university_id";

/// A page of what the actor may see, newest first; the second value says whether more follows.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, filter: &Filter) -> Result<(Vec<Listed>, bool), Refusal> {
    let (mut condition, mut values) = policy::scope(actor);
    let mut demand = |sql: &str, value: Value| {
        values.push(value);
        condition.push_str(&format!(" AND {}", sql.replace("$?", &format!("${}", values.len()))));
    };
    if let Some(state) = filter.state {
        demand("application.state = $?", state.to_value());
    }
    if let Some(kind) = filter.kind {
        demand("application.project_type = $?", kind.to_value());
    }
    if let Some(item) = filter.item {
        demand("application.item_id = $?", item.to_value());
    }
    if let Some(after) = filter.after {
        demand("application.id < $?", after.to_value());
    }
    if !filter.text.trim().is_empty() {
        let places = ["title", "pi_name", "school"].map(|c| format!("LOWER(application.{c}) LIKE $? ESCAPE '!'"));
        demand(&format!("({})", places.join(" OR ")), anywhere(filter.text.trim()));
    }
    let sql = format!("{LISTED} WHERE {condition} ORDER BY application.id DESC LIMIT {}", filter.page() + 1);
    let mut rows: Vec<Listed> = tx.query(&sql, &values)?;
    let more = rows.len() > filter.page();
    rows.truncate(filter.page());
    set_due(tx, &mut rows)?;
    Ok((rows, more))
}

/// `text` anywhere in a column; the pattern's own signs are taken literally, alike on both engines.
fn anywhere(text: &str) -> Value {
    let signs = |c| matches!(c, '!' | '%' | '_').then_some('!').into_iter().chain([c]);
    Value::Text(format!("%{}%", text.to_lowercase().chars().flat_map(signs).collect::<String>()))
}

/// Sets the last day of the university's review. Rule U-03.
fn set_due(tx: &mut Tx<'_>, rows: &mut [Listed]) -> Result<(), Refusal> {
    let mut known: HashMap<RulesetId, Arc<Terms>> = HashMap::new();
    for row in rows.iter_mut().filter(|row| row.state == State::UniversityReview) {
        let terms = match known.get(&row.ruleset_id) {
            Some(terms) => terms.clone(),
            None => rulesets::terms(tx, row.ruleset_id)?,
        };
        row.due_on = Some(review_due(row.state_since, &terms));
        known.insert(row.ruleset_id, terms);
    }
    Ok(())
}

/// The last day on which a review is in time. Rule U-03.
pub(crate) fn review_due(since: Instant, terms: &Terms) -> Day {
    since.day().plus_workdays(terms.review_reminder_workdays)
}

/// One application as the enterprise ranks it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = RankedApplication)]
pub struct Ranked {
    pub application: Application,
    pub university: String,
    /// Empty where there is none.
    pub university_en: String,
    pub evaluations: Vec<Evaluation>,
    /// Mean score in tenths of a point.
    pub mean_tenths: Option<i64>,
}

impl Ranked {
    /// What this person has given so far.
    pub fn score_of(&self, actor: &Actor) -> Option<Score> {
        let mine = self.evaluations.iter().find(|e| e.reviewer_id == actor.person_id)?;
        Some(Score { application_id: self.application.id, score: mine.score, note: mine.note.clone() })
    }
}

/// All applications to an item that the enterprise may see, best first; those without a score follow in the order handed
/// in. Whoever applied to the item does not see it. Rule A-12.
pub fn ranking(tx: &mut Tx<'_>, actor: &Actor, item: ItemId) -> Result<(guidelines::Item, Vec<Ranked>), Refusal> {
    let item = guidelines::get_item(tx, item)?;
    let applied = crate::store::applied_to(tx, actor, item.id)?;
    policy::sees_judgement(actor, item.enterprise_id, applied)?;
    let rest = format!(
        "WHERE application.item_id = $1 AND {} ORDER BY application.id LIMIT 1000",
        policy::seen_by_enterprise()
    );
    let applications: Vec<Application> = db::list(tx, &rest, db::params![item.id])?;
    let universities: Vec<OrganisationId> = applications.iter().map(|a| a.university_id).collect();
    let names = directory::organisation_names_both(tx, &universities)?;
    let mut evaluations: HashMap<ApplicationId, Vec<Evaluation>> = HashMap::new();
    for evaluation in crate::store::evaluations_of_item(tx, item.id)? {
        evaluations.entry(evaluation.application_id).or_default().push(evaluation);
    }
    let mut ranked: Vec<Ranked> = applications
        .into_iter()
        .map(|application| {
            let evaluations = evaluations.remove(&application.id).unwrap_or_default();
            let mean_tenths = crate::actions::mean_tenths(evaluations.iter().map(|e| e.score));
            let (university, university_en) = names.get(&application.university_id).cloned().unwrap_or_default();
            Ranked { application, university, university_en, evaluations, mean_tenths }
        })
        .collect();
    ranked.sort_by_key(|r| (std::cmp::Reverse(r.mean_tenths), r.application.submitted_at, r.application.id));
    Ok((item, ranked))
}

/// Whether a list of this actor has a column of universities, of enterprises or both.
pub(crate) fn heading(actor: &Actor) -> kernel::Text {
    use kernel::Role::*;
    match actor.role() {
        Some(UniversityAdministrator | UniversityFinance) => say("本校申请", "Applications of the university"),
        Some(EnterpriseContact | EnterpriseReviewer) => say("收到的申请", "Applications received"),
        Some(ProgrammeOffice | Ministry) => say("全部申请", "All applications"),
        Some(Teacher | Student | Expert | Province | Operator) | None => say("我的申请", "My applications"),
    }
}
