//! The figures as a value, and as rows of a table.

use kernel::{MeetingId, Money, Said};
use serde::Serialize;
use utoipa::ToSchema;

use crate::texts;

/// How many registered and how many of them came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Came {
    /// With a place, whether they came or not.
    pub registered: i64,
    /// Checked in.
    pub present: i64,
}

/// People of one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfRole {
    /// The word of the role: `delegate`, `speaker`, …
    pub role: String,
    pub people: Came,
}

/// Universities and enterprises of one province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfProvince {
    /// Two digits of GB/T 2260.
    pub province: String,
    pub universities: Came,
    pub enterprises: Came,
}

/// From wishes to applications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Negotiated {
    /// Requests to meet, and those that were accepted.
    pub requests: i64,
    pub accepted: i64,
    /// Appointments that stood, and what became of them.
    pub placed: i64,
    pub held: i64,
    pub no_show: i64,
    /// Held appointments that ended with an intention, and the sum they named, in fen.
    pub intentions: i64,
    pub amount: Money,
    /// Applications that were begun from an intention, and those of them that were handed in.
    pub applications: i64,
    pub handed_in: i64,
}

/// What a meeting brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MeetingFigures)]
pub struct Figures {
    pub meeting_id: MeetingId,
    pub people: Came,
    pub universities: Came,
    pub enterprises: Came,
    pub roles: Vec<OfRole>,
    pub provinces: Vec<OfProvince>,
    /// Of the published agenda.
    pub sessions: i64,
    pub talks: i64,
    /// Booths on the plan, and those with an exhibitor.
    pub booths: i64,
    pub exhibitors: i64,
    pub negotiated: Negotiated,
    /// Different viewers of the live channels, an estimate; none while no channel counted any.
    pub views: Option<i64>,
    /// The same with the most at once, watch minutes, and how it was counted.
    pub viewers: Option<audience::Viewers>,
}

impl Figures {
    /// Group, what, and how many: one row for each figure, in the order of the page.
    pub fn rows(&self) -> Vec<(Said, Said, Option<i64>)> {
        let mut rows = Vec::new();
        let mut came = |group: Said, what: Said, it: Came| {
            rows.push((group.clone(), texts::joined(&what, texts::REGISTERED), Some(it.registered)));
            rows.push((group, texts::joined(&what, texts::PRESENT), Some(it.present)));
        };
        came(texts::WHO.into(), texts::PEOPLE.into(), self.people);
        came(texts::WHO.into(), texts::UNIVERSITIES.into(), self.universities);
        came(texts::WHO.into(), texts::ENTERPRISES.into(), self.enterprises);
        for it in &self.roles {
            came(texts::ROLES.into(), texts::role(&it.role), it.people);
        }
        for it in &self.provinces {
            let name = texts::province(&it.province);
            came(texts::PROVINCES.into(), texts::joined(&name, texts::UNIVERSITIES), it.universities);
            came(texts::PROVINCES.into(), texts::joined(&name, texts::ENTERPRISES), it.enterprises);
        }
        let negotiated = &self.negotiated;
        let more = [
            (texts::PROGRAMME, texts::SESSIONS, Some(self.sessions)),
            (texts::PROGRAMME, texts::TALKS, Some(self.talks)),
            (texts::PROGRAMME, texts::BOOTHS, Some(self.booths)),
            (texts::PROGRAMME, texts::EXHIBITORS, Some(self.exhibitors)),
            (texts::PROGRAMME, texts::VIEWS, self.views),
            (texts::PROGRAMME, texts::VIEWERS_MOST, self.viewers.as_ref().map(|it| it.most_at_once)),
            (texts::PROGRAMME, texts::WATCHED, self.viewers.as_ref().map(|it| it.watch_minutes)),
            (texts::NEGOTIATED, texts::REQUESTS, Some(negotiated.requests)),
            (texts::NEGOTIATED, texts::ACCEPTED, Some(negotiated.accepted)),
            (texts::NEGOTIATED, texts::PLACED, Some(negotiated.placed)),
            (texts::NEGOTIATED, texts::HELD, Some(negotiated.held)),
            (texts::NEGOTIATED, texts::NO_SHOW, Some(negotiated.no_show)),
            (texts::NEGOTIATED, texts::INTENTIONS, Some(negotiated.intentions)),
            (texts::NEGOTIATED, texts::APPLICATIONS, Some(negotiated.applications)),
            (texts::NEGOTIATED, texts::HANDED_IN, Some(negotiated.handed_in)),
        ];
        rows.extend(more.into_iter().map(|(group, what, n)| (group.into(), what.into(), n)));
        rows
    }
}
