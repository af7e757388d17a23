//! From what stands in an address to hits people can read.

use std::collections::HashMap;

use db::{Db, DbError, Tx};
use kernel::{Actor, Breach, Lang, Mode, OrganisationId, ProjectType, Refusal, Text, Word, check, province, say};
use search::syntax::{Fact, Fault, Part, Query, parse};
use search::{After, Asked, Found, Kind, Order, Standing};
use uuid::Uuid;
use web::Cursor;

use crate::engine::{NotReady, Search};
use crate::rows::{self, Row};
use crate::store;

/// Hits of one page.
pub(crate) const PAGE: usize = 20;
/// Suggestions while typing.
const SUGGESTIONS: usize = 8;

/// What is wanted, as it stands in the address of the search page and of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Wanted {
    pub q: String,
    pub kind: String,
    pub year: String,
    #[serde(rename = "type")]
    pub project_type: String,
    pub province: String,
    pub state: String,
    pub mode: String,
    /// Ids.
    pub enterprise: String,
    pub university: String,
    /// `newest`, or the best first.
    pub order: String,
    pub after: Cursor<After>,
}

impl Wanted {
    /// Names and values as they stand in an address.
    fn pairs(&self) -> [(&'static str, &str); 10] {
        [
            ("q", self.q.trim()),
            ("kind", &self.kind),
            ("year", &self.year),
            ("type", &self.project_type),
            ("province", &self.province),
            ("state", &self.state),
            ("mode", &self.mode),
            ("enterprise", &self.enterprise),
            ("university", &self.university),
            ("order", &self.order),
        ]
    }

    /// Read from a query string, as [`Wanted::address`] writes it.
    pub fn of_address(query: &str) -> Result<Wanted, Breach> {
        let unreadable = |_| Breach::field("query", UNREADABLE);
        serde_urlencoded::from_str(query.trim_start_matches('?')).map_err(unreadable)
    }

    /// The query string, without the place of a page.
    pub fn address(&self) -> String {
        let kept: Vec<(&str, &str)> = self.pairs().into_iter().filter(|(_, value)| !value.is_empty()).collect();
        serde_urlencoded::to_string(kept).unwrap_or_default()
    }

    /// The same with one value set, or cleared when it is empty.
    pub fn with(&self, name: &str, value: &str) -> Wanted {
        let mut next = Wanted { after: Cursor(None), ..self.clone() };
        let place = match name {
            "kind" => &mut next.kind,
            "year" => &mut next.year,
            "type" => &mut next.project_type,
            "province" => &mut next.province,
            "state" => &mut next.state,
            "mode" => &mut next.mode,
            "enterprise" => &mut next.enterprise,
            "university" => &mut next.university,
            "order" => &mut next.order,
            _ => &mut next.q,
        };
        value.clone_into(place);
        next
    }

    /// Whether anything is asked besides words.
    pub fn narrows(&self) -> bool {
        self.pairs().iter().any(|(name, value)| !matches!(*name, "q" | "order") && !value.is_empty())
    }

    /// The question, or what is wrong with the words or the conditions.
    pub fn asked(&self) -> Result<Asked, NoAnswer> {
        let mut query = parse(&self.q)?;
        let mut breaches = Vec::new();
        let facts = [
            chosen("kind", &self.kind, &mut breaches, |typed| Kind::parse(typed).ok())
                .map(|kind| Fact::Kind(vec![kind])),
            chosen("year", &self.year, &mut breaches, |typed| {
                typed.parse().ok().filter(|year| (1990..=9999).contains(year))
            })
            .map(|year| Fact::Year(vec![(year, year)])),
            chosen("type", &self.project_type, &mut breaches, |typed| ProjectType::parse(typed).ok())
                .map(|kind| Fact::Type(vec![kind])),
            chosen("province", &self.province, &mut breaches, |typed| province::by_code(typed)?.code.parse().ok())
                .map(|code| Fact::Province(vec![code])),
            chosen("state", &self.state, &mut breaches, |typed| Standing::parse(typed).ok())
                .map(|standing| Fact::Standing(vec![standing])),
            chosen("mode", &self.mode, &mut breaches, |typed| Mode::parse(typed).ok())
                .map(|mode| Fact::Mode(vec![mode])),
        ];
        query.wanted.extend(facts.into_iter().flatten().map(Part::Fact));
        let newest = chosen("order", &self.order, &mut breaches, |typed| (typed == "newest").then_some(Order::Newest));
        let enterprise = chosen("enterprise", &self.enterprise, &mut breaches, |typed| Uuid::try_parse(typed).ok());
        let university = chosen("university", &self.university, &mut breaches, |typed| Uuid::try_parse(typed).ok());
        check(breaches.into_iter().map(Err))?;
        let order = newest.unwrap_or(Order::Best);
        Ok(Asked {
            query,
            enterprise,
            university,
            since: None,
            until: None,
            order,
            limit: PAGE,
            after: self.after.0,
            is_typing: false,
        })
    }
}

const UNREADABLE: Text = say("该条件无法识别，请重新选择。", "This choice is not known; please choose again.");

/// A condition as it stands in the address; nothing is asked by an empty one.
fn chosen<T>(field: &str, typed: &str, breaches: &mut Vec<Breach>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let value = if typed.is_empty() { return None } else { read(typed) };
    if value.is_none() {
        breaches.push(Breach::field(field, UNREADABLE));
    }
    value
}

/// An answer with everything a page or a program shows of it.
#[derive(Clone, Debug)]
pub struct Answered {
    pub query: Query,
    pub found: Found,
    pub rows: Vec<Row>,
    /// Names of the organisations that are counted.
    pub names: HashMap<OrganisationId, String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum NoAnswer {
    Fault(Fault),
    NotReady(NotReady),
    Refused(Refusal),
}

impl From<Refusal> for NoAnswer {
    fn from(refusal: Refusal) -> Self {
        NoAnswer::Refused(refusal)
    }
}
impl From<Fault> for NoAnswer {
    fn from(fault: Fault) -> Self {
        NoAnswer::Fault(fault)
    }
}
impl From<NotReady> for NoAnswer {
    fn from(not_ready: NotReady) -> Self {
        NoAnswer::NotReady(not_ready)
    }
}

/// Looks up what is wanted, for this reader.
pub async fn find(
    search: &Search,
    db: &Db,
    actor: Option<Actor>,
    lang: Lang,
    wanted: &Wanted,
) -> Result<Answered, NoAnswer> {
    look(search, db, actor, lang, wanted.asked()?).await
}

/// A few things that begin with what is being typed. What cannot be read yet has no suggestions.
pub async fn suggest(
    search: &Search,
    db: &Db,
    actor: Option<Actor>,
    lang: Lang,
    typed: &str,
) -> Result<Vec<Row>, NoAnswer> {
    let Ok(query) = parse(typed) else { return Ok(Vec::new()) };
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let asked = Asked { query, limit: SUGGESTIONS, is_typing: true, ..Asked::default() };
    Ok(look(search, db, actor, lang, asked).await?.rows)
}

/// Looks a question up and reads its hits for this reader.
pub(crate) async fn look(
    search: &Search,
    db: &Db,
    actor: Option<Actor>,
    lang: Lang,
    asked: Asked,
) -> Result<Answered, NoAnswer> {
    let who = actor.clone();
    let reader = db.read(move |tx| store::reader(tx, who.as_ref()).map_err(Refusal::from)).await?;
    let query = asked.query.clone();
    let found = search.look(reader, asked).await?;
    let (rows, names) = db
        .read({
            let (found, query) = (found.clone(), query.clone());
            move |tx: &mut Tx<'_>| {
                let rows = rows::read(tx, actor.as_ref(), lang, &found.hits, &query)?;
                let counted = found.facets.enterprises.iter().chain(&found.facets.universities);
                let ids: Vec<OrganisationId> = counted.map(|(id, _)| OrganisationId(*id)).collect();
                Ok::<_, Refusal>((rows, names(tx, lang, &ids)?))
            }
        })
        .await?;
    Ok(Answered { query, found, rows, names })
}

/// Names in the reader's language.
fn names(tx: &mut Tx<'_>, lang: Lang, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, String>, DbError> {
    let both = directory::organisation_names_both(tx, ids)?;
    Ok(both.into_iter().map(|(id, (zh, en))| (id, rows::named(lang, &zh, &en))).collect())
}
