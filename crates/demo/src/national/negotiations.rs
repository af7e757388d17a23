//! Negotiations at the meeting of national size: who of its delegates takes part, and 3,000 requests by the seed. A timetable is left to be
//! computed.

use std::collections::HashSet;

use db::{Db, Tx, params};
use directory::{Organisation, OrganisationKind};
use journal::Act;
use kernel::{
    Actor, Instant, MatchRequestId, MeetingId, NegotiatorId, OrganisationId, PersonId, Refusal, RowId, SlotId, TableId,
};
use meetings::Meeting;
use negotiations::kinds::{Rank, Side};
use negotiations::state::{negotiation, request};
use negotiations::{MatchRequest, Negotiation, Negotiator, Slot, Table, Zone, ordered};
use registrations::Registration;

use super::dice::Dice;
use super::ids::Ids;

const REQUESTS: usize = 3_000;
const TABLES: i64 = 120;
/// Slots of an afternoon.
const SLOTS: i64 = 14;
const ZONES: [(&str, &str); 3] = [("洽谈一区", "Zone 1"), ("洽谈二区", "Zone 2"), ("洽谈三区", "Zone 3")];

/// Writes them for a meeting, unless they are there.
pub(crate) fn write(db: &Db, seed: u64, title: &'static str) -> Result<(), Refusal> {
    db.write_now(move |tx| {
        let meeting: Option<Meeting> = db::find_where(tx, "WHERE title_zh = $1", params![title])?;
        match meeting {
            Some(meeting) if negotiations::store::setup(tx, meeting.id)?.is_none() => make(tx, seed, &meeting),
            Some(_) | None => Ok(()),
        }
    })
}

fn make(tx: &mut Tx<'_>, seed: u64, meeting: &Meeting) -> Result<(), Refusal> {
    let at = meeting.created_at.plus_days(8);
    let mut maker =
        Maker { dice: Dice::new(seed, "negotiations"), ids: Ids::new(seed, "negotiations"), at, meeting: meeting.id };
    let setup = maker.setup();
    db::insert(tx, &setup)?;
    let zones: Vec<Zone> = ZONES.iter().enumerate().map(|(n, words)| maker.zone(n, *words)).collect();
    db::bulk_insert(tx, &zones)?;
    let tables: Vec<Table> = (1..=TABLES).map(|number| maker.table(&zones, number)).collect();
    db::bulk_insert(tx, &tables)?;
    let slots: Vec<Slot> = meeting
        .days()
        .iter()
        .flat_map(|day| (0..SLOTS).map(move |n| (*day, n)))
        .map(|(day, n)| maker.slot(day, n))
        .collect();
    db::bulk_insert(tx, &slots)?;
    let people = people(tx, &mut maker)?;
    db::bulk_insert(tx, &people)?;
    let requests = maker.requests(&people);
    db::bulk_insert(tx, &requests)?;
    let system = Actor::system();
    let mut acts: Vec<(Act, Instant)> =
        vec![(Act::new(&system, "negotiation", setup.id.0, "import").born(negotiation::State::Open), at)];
    let born =
        |it: &MatchRequest| (Act::new(&system, "match_request", it.id.0, "import").born(it.state), it.created_at);
    acts.extend(requests.iter().map(born));
    acts.sort_by_key(|(_, at)| *at);
    Ok(journal::append_at(tx, acts)?)
}

/// Of every registration with a university or an enterprise, somebody who negotiates.
fn people(tx: &mut Tx<'_>, maker: &mut Maker) -> Result<Vec<Negotiator>, Refusal> {
    let coming: Vec<Registration> =
        db::list(tx, "WHERE meeting_id = $1 AND state = 'confirmed' ORDER BY id", params![maker.meeting])?;
    let rest = "WHERE id IN (SELECT organisation_id FROM registration WHERE meeting_id = $1)";
    let houses: Vec<Organisation> = db::list(tx, rest, params![maker.meeting])?;
    let house = |id: OrganisationId| houses.iter().find(|it| it.id == id);
    let made = coming.iter().filter_map(|it| {
        let house = house(it.organisation_id?)?;
        let side = match house.kind {
            OrganisationKind::University => Side::University,
            OrganisationKind::Enterprise => Side::Enterprise,
            OrganisationKind::Province
            | OrganisationKind::Ministry
            | OrganisationKind::ExpertGroup
            | OrganisationKind::Operator => return None,
        };
        Some(maker.negotiator(it, house, side))
    });
    let mut made: Vec<Negotiator> = made.collect();
    made.sort_by_key(|it| it.id);
    Ok(made)
}

struct Maker {
    dice: Dice,
    ids: Ids,
    at: Instant,
    meeting: MeetingId,
}

impl Maker {
    fn setup(&mut self) -> Negotiation {
        Negotiation {
            id: RowId(self.ids.at(self.at)),
            meeting_id: self.meeting,
            is_any_to_any: false,
            wish_hours: 72,
            least: 1,
            most: 12,
            state: negotiation::State::Open,
            state_since: self.at,
            board_revision: 0,
            running_id: None,
            revision: 1,
            created_at: self.at,
        }
    }

    fn zone(&mut self, n: usize, (zh, en): (&str, &str)) -> Zone {
        let id = RowId(self.ids.at(self.at));
        Zone { id, meeting_id: self.meeting, name_zh: zh.into(), name_en: en.into(), sort: n as i64 + 1 }
    }

    fn table(&mut self, zones: &[Zone], number: i64) -> Table {
        let zone = &zones[(number as usize - 1) * zones.len() / TABLES as usize];
        let id = TableId(self.ids.at(self.at));
        Table { id, meeting_id: self.meeting, zone_id: zone.id, number, organisation_id: None }
    }

    fn slot(&mut self, day: kernel::Day, n: i64) -> Slot {
        let starts_at = Instant::beijing(day, 13, 0, 0).plus_seconds(n * 25 * 60);
        let id = SlotId(self.ids.at(self.at));
        Slot { id, meeting_id: self.meeting, starts_at, ends_at: starts_at.plus_seconds(20 * 60) }
    }

    fn negotiator(&mut self, it: &Registration, house: &Organisation, side: Side) -> Negotiator {
        // Delegates of the list have no account: what they are told waits for one.
        let person_id = it.person_id.unwrap_or(PersonId(self.ids.at(self.at)));
        Negotiator {
            id: NegotiatorId(self.ids.at(self.at)),
            meeting_id: self.meeting,
            person_id,
            organisation_id: house.id,
            side,
            name: it.name_zh.clone(),
            name_en: it.name_en.clone(),
            organisation: house.name.clone(),
            organisation_en: house.name_en.clone(),
            province: house.province.clone(),
            least: None,
            most: None,
            offers: String::new(),
            seeks: String::new(),
            left_at: None,
            revision: 1,
            created_at: self.at,
        }
    }

    /// Few enterprises are asked by many; seven of ten requests are accepted.
    fn requests(&mut self, people: &[Negotiator]) -> Vec<MatchRequest> {
        let of = |side| people.iter().filter(move |it| it.side == side).collect::<Vec<_>>();
        let (universities, enterprises) = (of(Side::University), of(Side::Enterprise));
        let possible = universities.len() * enterprises.len();
        let mut known: HashSet<(NegotiatorId, NegotiatorId)> = HashSet::new();
        let mut requests = Vec::new();
        for _ in 0..REQUESTS * 20 {
            if requests.len() >= REQUESTS.min(possible / 2) {
                break;
            }
            let popular = self.dice.below(enterprises.len().max(1)).min(self.dice.below(enterprises.len().max(1)));
            let (Some(one), Some(other)) =
                (universities.get(self.dice.below(universities.len().max(1))), enterprises.get(popular))
            else {
                break;
            };
            let pair = ordered(one.id, other.id);
            if known.insert(pair) {
                requests.push(self.request(one, other, pair));
            }
        }
        requests
    }

    fn request(&mut self, one: &Negotiator, other: &Negotiator, pair: (NegotiatorId, NegotiatorId)) -> MatchRequest {
        const RANKS: [Rank; 3] = [Rank::Must, Rank::Want, Rank::IfPossible];
        let (from, to) = if self.dice.in_thousand(700) { (one, other) } else { (other, one) };
        let at = self.at.plus_seconds(self.dice.between(0, 3 * 86_400));
        let rank = RANKS[self.dice.share(&[250, 500, 250])];
        let state = [request::State::Accepted, request::State::Sent, request::State::Declined, request::State::Expired]
            [self.dice.share(&[700, 120, 100, 80])];
        let answer = match state {
            request::State::Accepted => Some(RANKS[self.dice.share(&[200, 500, 300])]),
            request::State::Declined => Some(Rank::No),
            request::State::Sent | request::State::Expired | request::State::Withdrawn => None,
        };
        MatchRequest {
            id: MatchRequestId(self.ids.at(at)),
            meeting_id: self.meeting,
            from_id: from.id,
            to_id: to.id,
            first_id: pair.0,
            second_id: pair.1,
            rank,
            answer,
            item_id: None,
            note: String::new(),
            reply: String::new(),
            expires_at: at.plus_days(60),
            state,
            state_since: at,
            revision: 1,
            created_at: at,
        }
    }
}
