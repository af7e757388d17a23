//! Addresses of the statistics, and of the list behind each figure.

use kernel::{Day, OrganisationId, Word};

use crate::count::{Asked, Party, Side};
use crate::tables::Table;

pub const STATISTICS: &str = "/statistics";
pub(crate) const PROJECTS: &str = "/statistics/projects";

/// All enterprises or all universities.
pub const fn organisations(side: Side) -> &'static str {
    match side {
        Side::Enterprise => "/statistics/enterprises",
        Side::University => "/statistics/universities",
    }
}

/// The page of the programme, or of one enterprise or university.
pub fn page(party: Option<Party>) -> String {
    party.map_or_else(|| STATISTICS.to_owned(), |Party { side, id }| format!("{}/{id}", organisations(side)))
}

/// Leads from figures to what they count, as of the same day.
#[derive(Clone, Debug)]
pub(crate) struct To {
    asked: Asked,
    today: Day,
}

impl To {
    pub(crate) fn new(asked: &Asked, today: Day) -> To {
        To { asked: asked.clone(), today }
    }

    /// Today needs no day in the address.
    fn as_of(&self, day: Day) -> Option<(&'static str, String)> {
        (day != self.today).then(|| ("as_of", day.to_string()))
    }

    fn at(&self, path: &str, day: Day, party: bool, more: &[(&'static str, &str)]) -> String {
        let party = self.asked.party.filter(|_| party).map(|party| (party.side.word(), party.id.to_string()));
        // What is asked for besides comes last and wins over the page's own party.
        let party = party.filter(|(name, _)| more.iter().all(|(known, _)| known != name));
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let pairs: Vec<(&str, String)> = self.as_of(day).into_iter().chain(party).chain(more).collect();
        if pairs.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{}", serde_urlencoded::to_string(&pairs).unwrap_or_default())
    }

    /// The projects that fit.
    pub(crate) fn projects(&self, more: &[(&'static str, &str)]) -> String {
        self.at(PROJECTS, self.asked.as_of, true, more)
    }

    /// The same as of the end of a year, or of the day asked for where that is earlier.
    pub(crate) fn projects_until(&self, year: i16) -> String {
        self.at(PROJECTS, self.end_of(year), true, &[])
    }

    pub(crate) fn organisations(&self, side: Side) -> String {
        self.at(organisations(side), self.asked.as_of, true, &[])
    }

    /// All organisations of a side, whoever the page is about.
    pub(crate) fn party_list(&self, side: Side) -> String {
        self.at(organisations(side), self.asked.as_of, false, &[])
    }

    pub(crate) fn organisations_until(&self, side: Side, year: i16) -> String {
        self.at(organisations(side), self.end_of(year), true, &[])
    }

    /// The next page of a list of organisations.
    pub(crate) fn next(&self, side: Side, after: &str) -> String {
        self.at(organisations(side), self.asked.as_of, true, &[("after", after)])
    }

    fn end_of(&self, year: i16) -> Day {
        Day::new(year, 12, 31).map_or(self.asked.as_of, |day| day.min(self.asked.as_of))
    }

    /// The statistics of an organisation as of the same day.
    pub(crate) fn party(&self, side: Side, id: OrganisationId) -> String {
        self.at(&page(Some(Party { side, id })), self.asked.as_of, false, &[])
    }

    pub(crate) fn programme(&self) -> String {
        self.at(STATISTICS, self.asked.as_of, false, &[])
    }

    pub(crate) fn table(&self, table: Table, format: &str) -> String {
        self.at(&format!("{STATISTICS}/tables/{table}"), self.asked.as_of, true, &[("format", format)])
    }
}
