//! The delegates of a meeting of national size: up to 1,000 people of 500 universities and 300 enterprises of the register.

use db::{Db, Tx, params};
use directory::{Organisation, OrganisationKind};
use journal::Act;
use kernel::{Actor, Day, Instant, MeetingId, PersonId, Refusal, RegistrationId, RowId, Word};
use meetings::Meeting;
use registrations::actions::RegistrationDraft;
use registrations::kinds::MeetingRole;
use registrations::state::State;
use registrations::{Opening, Places, Registration};

use super::dice::Dice;
use super::ids::Ids;
use super::names::person;

const DELEGATES: usize = 1_000;
const UNIVERSITIES: usize = 500;
const ENTERPRISES: usize = 300;
/// Of the meeting, by which others find it.
pub(crate) const TITLE: &str = "全国规模对接会（演示）";
const TITLES: [(&str, &str); 6] = [
    ("教授", "Professor"),
    ("副院长", "Vice Dean"),
    ("教务处处长", "Director of Academic Affairs"),
    ("项目主管", "Project Manager"),
    ("总经理", "General Manager"),
    ("讲师", "Lecturer"),
];

/// Writes the meeting with its delegates, unless it is there.
pub(crate) fn write(db: &Db, seed: u64, today: Day) -> Result<(), Refusal> {
    db.write_now(move |tx| {
        let (known,): (i64,) = tx.one("SELECT COUNT(*) FROM meeting WHERE title_zh = $1", params![TITLE])?;
        if known > 0 { Ok(()) } else { make(tx, seed, today) }
    })
}

fn make(tx: &mut Tx<'_>, seed: u64, today: Day) -> Result<(), Refusal> {
    let houses = [(OrganisationKind::University, UNIVERSITIES), (OrganisationKind::Enterprise, ENTERPRISES)];
    let mut from: Vec<Organisation> = Vec::new();
    for (kind, most) in houses {
        let rest = "WHERE kind = $1 AND state = 'verified' ORDER BY id LIMIT $2";
        from.extend(db::list::<Organisation>(tx, rest, params![kind, most])?);
    }
    if from.is_empty() {
        return Ok(());
    }
    let mut maker = Maker { dice: Dice::new(seed, "delegates"), ids: Ids::new(seed, "delegates"), today };
    let meeting = maker.meeting();
    db::insert(tx, &meeting)?;
    let opens = today.plus_days(-20).begins();
    db::insert(
        tx,
        &Opening {
            id: RowId(maker.ids.at(opens)),
            meeting_id: meeting.id,
            opens_at: opens,
            closes_at: today.plus_days(20).begins(),
            offer_hours: 48,
            revision: 1,
            created_at: opens,
        },
    )?;
    let people: Vec<Registration> =
        (0..DELEGATES).map(|n| maker.delegate(meeting.id, &from[n % from.len()], n)).collect();
    let places: Vec<Places> = MeetingRole::ALL
        .iter()
        .map(|role| Places {
            id: RowId(maker.ids.at(opens)),
            meeting_id: meeting.id,
            role: *role,
            places: (*role == MeetingRole::Delegate).then_some(DELEGATES as i64),
            needs_approval: role.usually_approved(),
            taken: people.iter().filter(|it| it.role == *role).count() as i64,
        })
        .collect();
    db::bulk_insert(tx, &places)?;
    db::bulk_insert(tx, &people)?;
    let system = Actor::system();
    let born = |it: &Registration| {
        (Act::new(&system, "registration", it.id.0, "import").born(State::Confirmed), it.created_at)
    };
    let mut acts: Vec<(Act, Instant)> = people.iter().map(born).collect();
    acts.push((
        Act::new(&system, "meeting", meeting.id.0, "import").born(meetings::state::State::Preparing),
        meeting.created_at,
    ));
    acts.sort_by_key(|(_, at)| *at);
    Ok(journal::append_at(tx, acts)?)
}

struct Maker {
    dice: Dice,
    ids: Ids,
    today: Day,
}

impl Maker {
    fn meeting(&mut self) -> Meeting {
        let now = self.today.plus_days(-25).begins();
        Meeting {
            id: MeetingId(self.ids.at(now)),
            title_zh: TITLE.into(),
            title_en: "A meeting of national size (demo)".into(),
            place_zh: "北京".into(),
            place_en: "Beijing".into(),
            about_zh: String::new(),
            about_en: String::new(),
            first_on: self.today.plus_days(30),
            last_on: self.today.plus_days(31),
            change_minutes: 10,
            published_id: None,
            state: meetings::state::State::Preparing,
            state_since: now,
            revision: 1,
            created_by: PersonId::nil(),
            created_at: now,
        }
    }

    fn delegate(&mut self, meeting_id: MeetingId, house: &Organisation, n: usize) -> Registration {
        let named = person(&mut self.dice);
        let at = self.today.plus_days(-19).begins().plus_seconds(n as i64 * 900);
        let (title_zh, title_en) = *self.dice.pick(&TITLES);
        let role = if n % 40 == 39 { MeetingRole::Exhibitor } else { MeetingRole::Delegate };
        let end = format!("{:04}", self.dice.below(10_000));
        Registration {
            id: RegistrationId(self.ids.at(at)),
            meeting_id,
            role,
            person_id: None,
            organisation_id: Some(house.id),
            name_zh: named.zh,
            name_en: named.en,
            title_zh: title_zh.into(),
            title_en: title_en.into(),
            organisation_zh: house.name.clone(),
            organisation_en: house.name_en.clone(),
            phone: format!("1390000{end}"),
            phone_end: end,
            email: format!("delegate{n}@demo.xieyu"),
            pass: RegistrationDraft::blank(role).pass,
            days: "[]".into(),
            sessions: "[]".into(),
            hotel_nights: self.dice.between(0, 2),
            arrives_on: None,
            leaves_on: None,
            invoice_title: String::new(),
            tax_number: String::new(),
            exhibition: String::new(),
            offers: String::new(),
            seeks: String::new(),
            subjects: String::new(),
            partners: String::new(),
            publishes_contact: self.dice.in_thousand(600),
            badge_version: 1,
            waiting_since: None,
            offer_ends_at: None,
            checked_in_at: None,
            reason: String::new(),
            state: State::Confirmed,
            state_since: at,
            revision: 1,
            created_by: PersonId::nil(),
            created_at: at,
        }
    }
}
