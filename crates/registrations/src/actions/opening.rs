//! When registration is open, how many may come in each role, and who is looked at first.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Breaches, Instant, MeetingId, Refusal, RowId, Text, Word, say};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MEETING, of_office, waiting};
use crate::kinds::MeetingRole;
use crate::record::{Opening, Places};
use crate::store;

/// What the office opens.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningDraft {
    pub opens_at: Instant,
    /// The first instant at which it is too late.
    pub closes_at: Instant,
    /// How long an offer from the waiting list stands.
    #[serde(default = "usual_hours")]
    pub offer_hours: i64,
    /// A role left out has no bound and its usual approval.
    #[serde(default)]
    pub places: Vec<PlacesDraft>,
}

/// How many may come in a role.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacesDraft {
    pub role: MeetingRole,
    /// Left out where there is no bound.
    #[serde(default)]
    pub places: Option<i64>,
    pub needs_approval: bool,
}

pub(crate) const fn usual_hours() -> i64 {
    48
}

const ORDER: Text = say("截止时间须晚于开放时间", "The deadline must be after the opening");
const HOURS: Text = say("请填写 1 至 720 之间的小时数", "Enter hours from 1 to 720");
const MOST: Text = say("名额须为 0 至 100000 之间的整数", "Places are a whole number from 0 to 100,000");
const FEWER: Text = say("已有 {taken} 人占用名额，不能少于此数", "{taken} places are taken already; it cannot be fewer");

impl OpeningDraft {
    fn check(&self, known: &[Places]) -> Breaches {
        let mut found = Breaches::new();
        if self.closes_at <= self.opens_at {
            found.push(Breach::field("closes", ORDER));
        }
        if !(1..=720).contains(&self.offer_hours) {
            found.push(Breach::field("offer_hours", HOURS));
        }
        for it in &self.places {
            let field = format!("places.{}", it.role);
            let taken = known.iter().find(|known| known.role == it.role).map_or(0, |known| known.taken);
            match it.places {
                Some(most) if !(0..=100_000).contains(&most) => found.push(Breach::field(field, MOST)),
                Some(most) if most < taken => found.push(Breach::field(field, FEWER.with(&[("taken", &taken)]))),
                Some(_) | None => {}
            }
        }
        found
    }
}

/// Opens registration, or changes what was opened. Places that were added go to those who wait.
/// `revision` is that of the opening which was read, 0 where there was none.
pub fn open(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    revision: i64,
    draft: &OpeningDraft,
) -> Result<Opening, Refusal> {
    let meeting = of_office(tx, actor, id)?;
    let known = store::places(tx, id)?;
    kernel::check(draft.check(&known).into_iter().map(Err))?;
    let now = tx.now();
    let before = store::opening(tx, id)?;
    let opening = Opening {
        id: before.as_ref().map_or_else(|| RowId::at(now), |it| it.id),
        meeting_id: id,
        opens_at: draft.opens_at,
        closes_at: draft.closes_at,
        offer_hours: draft.offer_hours,
        revision,
        created_at: before.as_ref().map_or(now, |it| it.created_at),
    };
    let opening = match before {
        Some(_) => {
            db::save(tx, &opening)?;
            Opening { revision: revision + 1, ..opening }
        }
        None => {
            let first = Opening { revision: 1, ..opening };
            match db::insert(tx, &first) {
                Err(error) if error.is_duplicate() => return Err(Refusal::Overtaken),
                done => done?,
            }
            first
        }
    };
    for role in MeetingRole::ALL {
        write_places(tx, id, *role, &known, draft)?;
    }
    let detail = serde_json::to_value(draft).map_err(Refusal::fault)?;
    journal::record(tx, Act::new(actor, MEETING, id.0, "open_registration").detail(detail));
    for role in MeetingRole::ALL {
        waiting::offer_next(tx, &meeting, *role)?;
    }
    Ok(opening)
}

fn write_places(
    tx: &mut Tx<'_>,
    meeting_id: MeetingId,
    role: MeetingRole,
    known: &[Places],
    draft: &OpeningDraft,
) -> Result<(), Refusal> {
    let said = draft.places.iter().find(|it| it.role == role);
    let places = said.and_then(|it| it.places);
    let needs_approval = said.map_or(role.usually_approved(), |it| it.needs_approval);
    if known.iter().any(|it| it.role == role) {
        // What was taken meanwhile is not written over, and never made more than there is.
        let bound = if places.is_some() { " AND taken <= $1" } else { "" };
        let sql = format!(
            "UPDATE registration_places SET places = $1, needs_approval = $2 WHERE meeting_id = $3 AND role = $4{bound}"
        );
        let values = params![places, needs_approval, meeting_id, role];
        return if tx.execute(&sql, values)? == 1 { Ok(()) } else { Err(Refusal::Overtaken) };
    }
    let id = RowId::at(tx.now());
    db::insert(tx, &Places { id, meeting_id, role, places, needs_approval, taken: 0 })?;
    Ok(())
}
