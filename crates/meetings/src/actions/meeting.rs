//! Beginning a meeting, and what is known of the whole.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, Day, MeetingId, Mode, Refusal, Text, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{MEETING, TEXT_MOST, TITLE_MOST, permitted, within};
use crate::agenda::Words;
use crate::record::Meeting;
use crate::state::State;
use crate::{policy, rules, store};

/// What is known of a meeting.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingDraft {
    pub title: Words,
    #[serde(default)]
    pub place: Words,
    #[serde(default)]
    pub about: Words,
    pub first_on: Day,
    pub last_on: Day,
    /// Minutes somebody needs from one hall to another; left out, those of the rule set that counts on the first day.
    #[serde(default)]
    pub change_minutes: Option<i64>,
}

const NEEDED: Text = say("请填写会议名称", "The meeting needs a name");
const MINUTES: Text = say("请填写 0 至 240 之间的分钟数", "Enter minutes from 0 to 240");
const LEFT_OUT: Text = say(
    "这些场次将落在会期之外，请先移动：{titles}",
    "These sessions would lie outside the days; move them first: {titles}",
);

impl MeetingDraft {
    fn check(&self) -> Breaches {
        let mut found = Breaches::new();
        if self.title.trimmed().is_empty() {
            found.push(Breach::field("title_zh", NEEDED));
        }
        within(&mut found, "title", &self.title, TITLE_MOST);
        within(&mut found, "place", &self.place, TITLE_MOST);
        within(&mut found, "about", &self.about, TEXT_MOST);
        found.extend(rules::days_are_in_order(self.first_on, self.last_on).err());
        if self.change_minutes.is_some_and(|minutes| !(0..=240).contains(&minutes)) {
            found.push(Breach::field("change_minutes", MINUTES));
        }
        found
    }

    fn over(&self, meeting: Meeting, change_minutes: i64) -> Meeting {
        let (title, place, about) = (self.title.trimmed(), self.place.trimmed(), self.about.trimmed());
        Meeting {
            title_zh: title.zh,
            title_en: title.en,
            place_zh: place.zh,
            place_en: place.en,
            about_zh: about.zh,
            about_en: about.en,
            first_on: self.first_on,
            last_on: self.last_on,
            change_minutes,
            ..meeting
        }
    }
}

/// Begins a meeting; nobody but the office sees it before an agenda is published.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, draft: &MeetingDraft) -> Result<Meeting, Refusal> {
    policy::permit_create(actor)?;
    kernel::check(draft.check().into_iter().map(Err))?;
    let now = tx.now();
    let change_minutes = match draft.change_minutes {
        Some(minutes) => minutes,
        None => usual_change(tx, draft.first_on)?,
    };
    let blank = Meeting {
        id: MeetingId::at(now),
        title_zh: String::new(),
        title_en: String::new(),
        place_zh: String::new(),
        place_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        first_on: draft.first_on,
        last_on: draft.last_on,
        change_minutes,
        published_id: None,
        state: State::Preparing,
        state_since: now,
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    };
    let meeting = draft.over(blank, change_minutes);
    db::insert(tx, &meeting)?;
    journal::record(tx, Act::new(actor, MEETING, meeting.id.0, "create").born(State::Preparing));
    Ok(meeting)
}

/// The figure of the rule set that counts on a day, in the mode of that day.
pub(crate) fn usual_change(tx: &mut Tx<'_>, day: Day) -> Result<i64, Refusal> {
    let (_, terms) = match rulesets::applicable_on(tx, Mode::Rolling, day) {
        Ok(found) => found,
        Err(Refusal::Breaches(_)) => rulesets::applicable_on(tx, Mode::Legacy, day)?,
        Err(other) => return Err(other),
    };
    Ok(i64::from(terms.hall_change_minutes))
}

/// Changes what is known of a meeting. Days that would leave a session outside are refused, and the sessions named.
pub fn edit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    revision: i64,
    draft: &MeetingDraft,
) -> Result<Meeting, Refusal> {
    let before = permitted(tx, actor, id)?.into_meeting();
    let mut found = draft.check();
    let agenda = store::working(tx, &before)?;
    let is_out = |at| rules::is_within_days("", at, draft.first_on, draft.last_on).is_err();
    let out = agenda.sessions.iter().filter(|it| it.span().is_some_and(|(from, until)| is_out(from) || is_out(until)));
    let titles: Vec<&str> = out.map(|it| it.title.get(kernel::Lang::Zh)).take(10).collect();
    if !titles.is_empty() {
        found.push(Breach::field("last_on", LEFT_OUT.with(&[("titles", &titles.join("、"))])));
    }
    kernel::check(found.into_iter().map(Err))?;
    let minutes = draft.change_minutes.unwrap_or(before.change_minutes);
    let meeting = draft.over(Meeting { revision, ..before }, minutes);
    db::save(tx, &meeting)?;
    journal::record(tx, Act::new(actor, MEETING, id.0, "edit"));
    Ok(Meeting { revision: revision + 1, ..meeting })
}
