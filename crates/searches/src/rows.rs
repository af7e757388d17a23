//! Hits as people read them: from the database, under the policies of the slices, so that a hit that may no longer be seen is
//! left out even before the index has heard of it.

use std::collections::HashMap;

use closings::State as ClosingState;
use db::{DbError, Tx};
use directory::OrganisationState;
use guidelines::state::State as GuidelineState;
use kernel::{
    Actor, Day, GuidelineId, Instant, Lang, OrganisationId, ProjectId, ProjectType, Refusal, Role, RowId, ToValue, Word,
};
use projects::{PublicState, State as ProjectState};
use search::syntax::Query;
use search::{Hit, Kind, marks};
use uuid::Uuid;

use crate::gather::{among, appeared, both};

/// Characters of an excerpt.
const EXCERPT: usize = 110;

/// A text with the places to be marked, in characters: from and behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<(usize, usize)>,
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SearchHit)]
pub struct Row {
    #[schema(value_type = String)]
    pub kind: Kind,
    #[schema(value_type = String, format = "uuid")]
    pub id: Uuid,
    /// Address of its page.
    pub href: String,
    pub title: Marked,
    /// Parties, people, number: what tells it from others, in the reader's language.
    pub facts: Vec<Marked>,
    /// Where it stands, in the reader's language.
    pub state: String,
    /// When it appeared, in milliseconds since 1970.
    pub since: i64,
    /// A piece of its text around the first word that was looked for; empty when none stands there.
    pub excerpt: Marked,
}

/// What is read of a thing before words are marked.
#[derive(Clone)]
struct Plain {
    href: String,
    title: String,
    facts: Vec<String>,
    state: String,
    text: String,
    since: Instant,
}

/// The rows of these hits, in their order; however many there are, a constant number of statements for each kind.
pub fn read(
    tx: &mut Tx<'_>,
    actor: Option<&Actor>,
    lang: Lang,
    hits: &[Hit],
    query: &Query,
) -> Result<Vec<Row>, Refusal> {
    let mut all: HashMap<(Kind, Uuid), Plain> = HashMap::new();
    for kind in Kind::ALL {
        let ids: Vec<Uuid> = hits.iter().filter(|hit| hit.kind == *kind).map(|hit| hit.id).collect();
        if ids.is_empty() {
            continue;
        }
        let found = match kind {
            Kind::Project => projects(tx, lang, &ids)?,
            Kind::Item => items(tx, actor, lang, &ids)?,
            Kind::Organisation => organisations(tx, actor, lang, &ids)?,
            Kind::Person => people(tx, actor, lang, &ids)?,
            Kind::Result => [results(tx, actor, lang, &ids)?, listed_ends(tx, lang, &ids)?].concat(),
        };
        all.extend(found.into_iter().map(|(id, plain)| ((*kind, id), plain)));
    }
    let row = |hit: &Hit| {
        let plain = all.remove(&(hit.kind, hit.id))?;
        Some(Row {
            kind: hit.kind,
            id: hit.id,
            href: plain.href,
            title: marked(plain.title, query),
            facts: plain.facts.into_iter().filter(|fact| !fact.is_empty()).map(|fact| marked(fact, query)).collect(),
            state: plain.state,
            since: plain.since.millis(),
            excerpt: excerpt(&plain.text, query),
        })
    };
    Ok(hits.iter().filter_map(row).collect())
}

fn marked(text: String, query: &Query) -> Marked {
    let marks = marks(&text, query).into_iter().map(|range| (range.start, range.end)).collect();
    Marked { text, marks }
}

/// The text around its first mark.
fn excerpt(text: &str, query: &Query) -> Marked {
    let Some(first) = marks(text, query).into_iter().next() else { return Marked::default() };
    let from = first.start.saturating_sub(EXCERPT / 4);
    let shown: String = text.chars().skip(from).take(EXCERPT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (before, after) = (from > 0, text.chars().nth(from + EXCERPT).is_some());
    let shown = format!("{}{}{}", if before { "…" } else { "" }, shown.trim(), if after { "…" } else { "" });
    marked(shown, query)
}

type Found = Vec<(Uuid, Plain)>;

fn projects(tx: &mut Tx<'_>, lang: Lang, ids: &[Uuid]) -> Result<Found, DbError> {
    let (places, values) = among(ids.iter().copied());
    let sql = format!(
        "SELECT id, number, title, enterprise_id, enterprise_name, university_id, university_name, pi_name, project_type, \
         state, created_at FROM project WHERE id IN ({places})"
    );
    type Line = (
        RowId,
        String,
        String,
        OrganisationId,
        String,
        OrganisationId,
        String,
        String,
        ProjectType,
        ProjectState,
        Instant,
    );
    let rows: Vec<Line> = tx.query(&sql, &values)?;
    let english = english(tx, lang, rows.iter().flat_map(|row| [row.3, row.5]))?;
    let plain =
        |(id, number, title, enterprise_id, enterprise, university_id, university, pi, kind, state, since): Line| {
            let parties = [english.of(enterprise_id, enterprise), english.of(university_id, university)];
            let [enterprise, university] = parties;
            (
                id.0,
                Plain {
                    href: format!("/projects/{id}"),
                    title,
                    facts: vec![number, enterprise, university, pi, kind.text().get(lang).to_owned()],
                    state: PublicState::of(state).text().get(lang).to_owned(),
                    text: String::new(),
                    since,
                },
            )
        };
    Ok(rows.into_iter().map(plain).collect())
}

/// English names of parties; empty for a Chinese reader.
struct English(HashMap<OrganisationId, String>);

impl English {
    /// The English name, or the Chinese one where there is no other.
    fn of(&self, id: OrganisationId, zh: String) -> String {
        self.0.get(&id).filter(|en| !en.is_empty()).cloned().unwrap_or(zh)
    }
}

fn english(tx: &mut Tx<'_>, lang: Lang, ids: impl Iterator<Item = OrganisationId>) -> Result<English, DbError> {
    match lang {
        Lang::Zh => Ok(English(HashMap::new())),
        Lang::En => {
            let both = directory::organisation_names_both(tx, &ids.collect::<Vec<_>>())?;
            Ok(English(both.into_iter().map(|(id, (_, en))| (id, en)).collect()))
        }
    }
}

fn items(tx: &mut Tx<'_>, actor: Option<&Actor>, lang: Lang, ids: &[Uuid]) -> Result<Found, DbError> {
    let (places, mut values) = among(ids.iter().copied());
    let (scope, more) = match actor {
        Some(actor) => guidelines::policy::scope(actor, values.len() + 1),
        None => ("1 = 0".to_owned(), Vec::new()),
    };
    values.extend(more);
    let public: Vec<String> = GuidelineState::ALL
        .iter()
        .filter(|state| guidelines::rules::visible_to_applicants(**state))
        .map(|state| format!("'{state}'"))
        .collect();
    let sql = format!(
        "SELECT item.id, item.guideline_id, item.title, item.project_type, item.goals, item.deadline_on, guideline.state, \
         organisation.name, organisation.name_en, item.published_at, guideline.state_since FROM item JOIN guideline ON guideline.id = item.guideline_id \
         JOIN organisation ON organisation.id = item.enterprise_id \
         WHERE item.id IN ({places}) AND (guideline.state IN ({}) OR ({scope}))",
        public.join(", ")
    );
    type Line = (
        RowId,
        GuidelineId,
        String,
        ProjectType,
        String,
        Option<Day>,
        GuidelineState,
        String,
        String,
        Option<Instant>,
        Instant,
    );
    let rows: Vec<Line> = tx.query(&sql, &values)?;
    let plain = |(id, guideline, title, kind, goals, last, state, name, name_en, published, since): Line| {
        let is_public = guidelines::rules::visible_to_applicants(state);
        let until = last.map_or_else(String::new, |day| match lang {
            Lang::Zh => format!("截止 {day}"),
            Lang::En => format!("until {day}"),
        });
        (
            id.0,
            Plain {
                href: if is_public { format!("/items/{id}") } else { format!("/guidelines/{guideline}") },
                title,
                facts: vec![named(lang, &name, &name_en), kind.text().get(lang).to_owned(), until],
                state: state.text().get(lang).to_owned(),
                text: goals,
                since: published.unwrap_or(since),
            },
        )
    };
    Ok(rows.into_iter().map(plain).collect())
}

/// A name in the reader's language; the Chinese one where there is no other.
pub(crate) fn named(lang: Lang, zh: &str, en: &str) -> String {
    if lang == Lang::En && !en.is_empty() { en.to_owned() } else { zh.to_owned() }
}

fn organisations(tx: &mut Tx<'_>, actor: Option<&Actor>, lang: Lang, ids: &[Uuid]) -> Result<Found, DbError> {
    let eyes = directory::eyes(tx, actor)?;
    let (places, mut values) = among(ids.iter().copied());
    let (scope, more) = directory::policy::scope(&eyes, values.len() + 1);
    values.extend(more);
    let sql = format!(
        "SELECT organisation.id, organisation.kind, organisation.name, organisation.name_en, organisation.code, \
         organisation.province, organisation.state, organisation.state_since, organisation.created_at FROM organisation WHERE organisation.id IN ({places}) AND {scope}"
    );
    type Line = (
        RowId,
        directory::OrganisationKind,
        String,
        String,
        Option<String>,
        String,
        OrganisationState,
        Instant,
        Instant,
    );
    let rows: Vec<Line> = tx.query(&sql, &values)?;
    let plain = |(id, kind, name, name_en, code, province, state, state_since, created_at): Line| {
        let other = if lang == Lang::En && !name_en.is_empty() { name.clone() } else { name_en.clone() };
        let place = kernel::province::by_code(&province).map_or("", |p| p.name.get(lang));
        (
            id.0,
            Plain {
                href: format!("/organisations/{id}"),
                title: named(lang, &name, &name_en),
                facts: vec![kind.text().get(lang).to_owned(), other, code.unwrap_or_default(), place.to_owned()],
                state: state.shown_to_public().unwrap_or(state.text()).get(lang).to_owned(),
                text: String::new(),
                since: appeared(state, state_since, created_at),
            },
        )
    };
    Ok(rows.into_iter().map(plain).collect())
}

fn people(tx: &mut Tx<'_>, actor: Option<&Actor>, lang: Lang, ids: &[Uuid]) -> Result<Found, DbError> {
    use directory::policy::Reach;
    let (places, mut values) = among(ids.iter().copied());
    let within = match actor.map_or(Reach::Nothing, directory::policy::people_reach) {
        Reach::All => "1 = 1".to_owned(),
        Reach::Own(own) | Reach::Province(own, _) => {
            values.push(own.to_value());
            format!("membership.organisation_id = ${}", values.len())
        }
        Reach::Nothing => "1 = 0".to_owned(),
    };
    let sql = format!(
        "SELECT membership.id, membership.role, membership.school, membership.state, person.name, person.email, \
         organisation.id, organisation.name, organisation.name_en, membership.created_at FROM membership JOIN person ON person.id = membership.person_id \
         JOIN organisation ON organisation.id = membership.organisation_id WHERE membership.id IN ({places}) \
         AND membership.state IN ('requested', 'invited', 'active') AND {within}"
    );
    type Line =
        (RowId, Role, String, directory::MembershipState, String, String, OrganisationId, String, String, Instant);
    let rows: Vec<Line> = tx.query(&sql, &values)?;
    let plain = |(id, role, school, state, name, email, at, zh, en, since): Line| {
        let is_invited = state == directory::MembershipState::Invited;
        let (title, email) = if is_invited { (email, String::new()) } else { (name, email) };
        (
            id.0,
            Plain {
                href: format!("/organisations/{at}/people?only={role}"),
                title,
                facts: vec![role.text().get(lang).to_owned(), named(lang, &zh, &en), school, email],
                state: state.text().get(lang).to_owned(),
                text: String::new(),
                since,
            },
        )
    };
    Ok(rows.into_iter().map(plain).collect())
}

fn results(tx: &mut Tx<'_>, actor: Option<&Actor>, lang: Lang, ids: &[Uuid]) -> Result<Found, DbError> {
    let texts = inside(tx, actor, ids)?;
    let (places, values) = among(ids.iter().copied());
    let sql = format!(
        "SELECT closing.id, closing.state, closing.published_at, project.number, project.title, project.enterprise_id, \
         project.enterprise_name, project.university_id, project.university_name, project.pi_name FROM closing JOIN project ON project.id = closing.project_id \
         WHERE closing.id IN ({places}) AND closing.published_at IS NOT NULL"
    );
    type Line = (RowId, ClosingState, Instant, String, String, OrganisationId, String, OrganisationId, String, String);
    let rows: Vec<Line> = tx.query(&sql, &values)?;
    let english = english(tx, lang, rows.iter().flat_map(|row| [row.5, row.7]))?;
    let plain = |(id, state, at, number, title, enterprise_id, enterprise, university_id, university, pi): Line| {
        let parties = [english.of(enterprise_id, enterprise), english.of(university_id, university)];
        let [enterprise, university] = parties;
        (
            id.0,
            Plain {
                href: format!("/closings/{id}"),
                title,
                facts: vec![number, enterprise, university, pi, at.day().to_string()],
                state: state.text().get(lang).to_owned(),
                text: texts.get(&id.0).cloned().unwrap_or_default(),
                since: at,
            },
        )
    };
    Ok(rows.into_iter().map(plain).collect())
}

/// Results that lists of earlier years told; everybody may read them.
fn listed_ends(tx: &mut Tx<'_>, lang: Lang, ids: &[Uuid]) -> Result<Found, DbError> {
    let ids: Vec<ProjectId> = ids.iter().map(|id| ProjectId(*id)).collect();
    let rows = closings::listed_of(tx, &ids)?;
    let english = english(tx, lang, rows.iter().flat_map(|row| [row.enterprise_id, row.university_id]))?;
    let plain = |row: closings::ListedLine| {
        let closed = row.closed();
        let enterprise = english.of(row.enterprise_id, row.enterprise);
        let university = english.of(row.university_id, row.university);
        (
            row.project_id.0,
            Plain {
                href: format!("/projects/{}", row.project_id),
                title: row.title,
                facts: vec![row.number, enterprise, university, row.pi, closed],
                state: row.result.text().get(lang).to_owned(),
                text: row.conclusion,
                since: row.taken_at,
            },
        )
    };
    Ok(rows.into_iter().map(plain).collect())
}

/// What those who may see a closing read of its outcomes; a statement for each part of what somebody may see.
fn inside(tx: &mut Tx<'_>, actor: Option<&Actor>, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, DbError> {
    let mut all: HashMap<Uuid, String> = HashMap::new();
    for part in actor.map(closings::policy::scope).unwrap_or_default() {
        let mut values = part.values.clone();
        let places: Vec<String> = (1..=ids.len()).map(|n| format!("${}", values.len() + n)).collect();
        values.extend(ids.iter().map(|id| RowId(*id).to_value()));
        let sql = format!(
            "SELECT closing.id, closing.summary, outcome.what FROM {} LEFT JOIN outcome ON outcome.closing_id = closing.id \
             WHERE {} AND closing.id IN ({}) ORDER BY closing.id, outcome.sort",
            part.from,
            part.condition,
            places.join(", ")
        );
        let mut found: HashMap<Uuid, String> = HashMap::new();
        for (id, summary, what) in tx.query::<(RowId, String, Option<String>)>(&sql, &values)? {
            let text = found.entry(id.0).or_insert(summary);
            *text = both(text, &what.unwrap_or_default());
        }
        all.extend(found);
    }
    Ok(all)
}
