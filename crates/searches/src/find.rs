//! From what stands in an address to hits people can read.

use std::collections::HashMap;

use db::{Db, Tx};
use kernel::{Actor, Mode, OrganisationId, ProjectType, Refusal, Word};
use search::syntax::{Fact, Fault, Part, Query, parse};
use search::{After, Asked, Found, Kind, Order, Standing};
use uuid::Uuid;

use crate::engine::{NotReady, Search};
use crate::rows::{self, Row};
use crate::store;

/// Hits of one page.
pub(crate) const PAGE: usize = 20;
/// Suggestions while typing.
const SUGGESTIONS: usize = 8;

/// What is wanted, as it stands in the address of the search page and of the API. What cannot be read asks for nothing.
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
    pub after: String,
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

    /// The query string, without the place of a page.
    pub fn address(&self) -> String {
        let kept: Vec<(&str, &str)> = self.pairs().into_iter().filter(|(_, value)| !value.is_empty()).collect();
        serde_urlencoded::to_string(kept).unwrap_or_default()
    }

    /// The same with one value set, or cleared when it is empty.
    pub fn with(&self, name: &str, value: &str) -> Wanted {
        let mut next = Wanted { after: String::new(), ..self.clone() };
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

    /// The question, or what is wrong with the words.
    pub fn asked(&self) -> Result<Asked, Fault> {
        let mut query = parse(self.q.trim())?;
        self.facts().into_iter().for_each(|fact| query.wanted.push(Part::Fact(fact)));
        Ok(Asked {
            query,
            enterprise: Uuid::try_parse(&self.enterprise).ok(),
            university: Uuid::try_parse(&self.university).ok(),
            since: None,
            order: if self.order == "newest" { Order::Newest } else { Order::Best },
            limit: PAGE,
            after: self.after.parse::<After>().ok(),
            is_typing: false,
        })
    }

    fn facts(&self) -> Vec<Fact> {
        let year = self.year.parse().ok().map(|year: u16| Fact::Year(vec![(year, year)]));
        let province = self.province.parse().ok().filter(|code: &u8| *code > 0).map(|code| Fact::Province(vec![code]));
        [
            Kind::parse(&self.kind).ok().map(|kind| Fact::Kind(vec![kind])),
            year,
            ProjectType::parse(&self.project_type).ok().map(|kind| Fact::Type(vec![kind])),
            province,
            Standing::parse(&self.state).ok().map(|standing| Fact::Standing(vec![standing])),
            Mode::parse(&self.mode).ok().map(|mode| Fact::Mode(vec![mode])),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
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
    lang: kernel::Lang,
    wanted: &Wanted,
) -> Result<Answered, NoAnswer> {
    look(search, db, actor, lang, wanted.asked()?).await
}

/// A few things that begin with what is being typed. What cannot be read yet has no suggestions.
pub async fn suggest(
    search: &Search,
    db: &Db,
    actor: Option<Actor>,
    lang: kernel::Lang,
    typed: &str,
) -> Result<Vec<Row>, NoAnswer> {
    let Ok(query) = parse(typed.trim()) else { return Ok(Vec::new()) };
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let asked = Asked { query, limit: SUGGESTIONS, is_typing: true, ..Asked::default() };
    Ok(look(search, db, actor, lang, asked).await?.rows)
}

pub(crate) async fn look(
    search: &Search,
    db: &Db,
    actor: Option<Actor>,
    lang: kernel::Lang,
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
                Ok::<_, Refusal>((rows, directory::organisation_names_in(tx, lang, &ids)?))
            }
        })
        .await?;
    Ok(Answered { query, found, rows, names })
}
