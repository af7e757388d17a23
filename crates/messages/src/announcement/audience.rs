//! Whom an announcement is for, and the query that finds them within the reach of whoever writes.

use kernel::{Actor, GuidelineId, OrganisationId, Role, ToValue, Value, Word};

use crate::policy::{Reach, reach};

kernel::words! {
    /// The ways to name many people.
    pub enum AudienceKind {
        Members = "members" ("按身份", "People by role"),
        Leaders = "leaders" ("项目负责人", "Principal investigators of projects"),
        Applicants = "applicants" ("某指南的申请人", "Applicants of a guideline"),
    }
}

impl AudienceKind {
    /// The kind of an audience; every audience has one.
    pub fn of(audience: &Audience) -> Option<AudienceKind> {
        Some(match audience {
            Audience::Members { .. } => AudienceKind::Members,
            Audience::Leaders { .. } => AudienceKind::Leaders,
            Audience::Applicants { .. } => AudienceKind::Applicants,
        })
    }
}

/// Whom an announcement is for. An empty list sets no condition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Audience {
    /// Everybody who holds one of these roles, in this province, at one of these organisations.
    Members {
        #[serde(default)]
        roles: Vec<Role>,
        /// Two digits; empty for everywhere.
        #[serde(default)]
        province: String,
        #[serde(default)]
        organisations: Vec<OrganisationId>,
    },
    /// Whoever leads a project in one of these states.
    Leaders {
        #[serde(default)]
        states: Vec<projects::state::State>,
    },
    /// Whoever handed in an application to this guideline.
    Applicants { guideline: GuidelineId },
}

impl Default for Audience {
    fn default() -> Audience {
        Audience::Members { roles: Vec::new(), province: String::new(), organisations: Vec::new() }
    }
}

/// A query of the ids of people, and its values.
pub(super) struct Found {
    pub sql: String,
    pub values: Vec<Value>,
}

/// The people of an audience whose account is open, as far as `actor` reaches.
pub(super) fn found(actor: &Actor, audience: &Audience) -> Found {
    let mut values = Values::default();
    let (from, mut conditions) = match audience {
        Audience::Members { roles, province, organisations } => {
            members(&mut values, reach(actor), roles, province, organisations)
        }
        Audience::Leaders { states } => leaders(&mut values, reach(actor), states),
        Audience::Applicants { guideline } => applicants(&mut values, actor, *guideline),
    };
    conditions.push("person.closed_at IS NULL".into());
    let sql = format!("SELECT DISTINCT person.id AS id FROM {from} WHERE {}", conditions.join(" AND "));
    Found { sql, values: values.0 }
}

#[derive(Default)]
struct Values(Vec<Value>);

impl Values {
    fn place(&mut self, value: impl ToValue) -> String {
        self.0.push(value.to_value());
        format!("${}", self.0.len())
    }
    fn within<V: ToValue>(&mut self, column: &str, all: &[V]) -> String {
        let places: Vec<String> = all.iter().map(|value| self.place(value)).collect();
        format!("{column} IN ({})", places.join(", "))
    }
}

const NOBODY: &str = "1 = 0";

fn members(
    values: &mut Values,
    reach: Reach,
    roles: &[Role],
    province: &str,
    organisations: &[OrganisationId],
) -> (&'static str, Vec<String>) {
    let mut all = vec!["membership.state = 'active'".to_owned()];
    match reach {
        Reach::All => {}
        Reach::University(own) | Reach::Enterprise(own) => {
            all.push(format!("membership.organisation_id = {}", values.place(own)));
        }
        Reach::Nothing => all.push(NOBODY.into()),
    }
    if !roles.is_empty() {
        all.push(values.within("membership.role", roles));
    }
    if !province.is_empty() {
        all.push(format!("organisation.province = {}", values.place(province)));
    }
    if !organisations.is_empty() {
        all.push(values.within("membership.organisation_id", organisations));
    }
    let from = "person JOIN membership ON membership.person_id = person.id \
                JOIN organisation ON organisation.id = membership.organisation_id";
    (from, all)
}

fn leaders(values: &mut Values, reach: Reach, states: &[projects::state::State]) -> (&'static str, Vec<String>) {
    let mut all = match reach {
        Reach::All => Vec::new(),
        Reach::University(own) => vec![format!("project.university_id = {}", values.place(own))],
        Reach::Enterprise(own) => vec![format!("project.enterprise_id = {}", values.place(own))],
        Reach::Nothing => vec![NOBODY.into()],
    };
    if !states.is_empty() {
        all.push(values.within("project.state", states));
    }
    ("person JOIN project ON project.pi_id = person.id", all)
}

/// Applications as the policy of their slice shows them to `actor`, so that no count tells an enterprise of what still lies
/// with a university.
fn applicants(values: &mut Values, actor: &Actor, guideline: GuidelineId) -> (&'static str, Vec<String>) {
    let (scope, own) = applications::policy::scope(actor);
    values.0.extend(own);
    let mut all = vec![
        format!("({scope})"),
        "application.submitted_at IS NOT NULL".into(),
        format!("item.guideline_id = {}", values.place(guideline)),
    ];
    match reach(actor) {
        Reach::All => {}
        Reach::Enterprise(own) => all.push(format!("application.enterprise_id = {}", values.place(own))),
        Reach::University(_) | Reach::Nothing => all.push(NOBODY.into()),
    }
    ("application JOIN item ON item.id = application.item_id JOIN person ON person.id = application.pi_id", all)
}

/// The word of a kind as a form sends it.
pub(crate) fn kind_of(audience: &Audience) -> &'static str {
    AudienceKind::of(audience).map_or("", Word::word)
}
