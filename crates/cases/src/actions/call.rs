//! Writing a call for cases, and what its universities may nominate.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Breaches, CaseCallId, Day, Instant, OrganisationId, Refusal, Text, Word, say};
use meetings::Words;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TEXT_MOST, TITLE_MOST, trimmed, within};
use crate::record::CaseCall;
use crate::state::call::CallState;
use crate::{policy, rules, store};

/// What a call says. It has no field for a fee. Rule K-06.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = CaseCallDraft)]
pub struct CallDraft {
    /// The year whose cases they are.
    pub year: i64,
    pub series: Words,
    #[serde(default)]
    pub about: Words,
    #[serde(default)]
    pub takes_projects: bool,
    #[serde(default)]
    pub takes_universities: bool,
    #[serde(default)]
    pub takes_enterprises: bool,
    /// The last instant at which the enterprise's acceptance is in time; left out, any is. Rule K-03.
    #[serde(default)]
    pub accepted_by: Option<Instant>,
    /// Projects that were selected before may enter again. Rule K-04.
    #[serde(default)]
    pub takes_earlier: bool,
    /// The enterprise of a project may nominate its case as well.
    #[serde(default)]
    pub by_enterprises: bool,
    /// Cases each university may nominate; left out, there is no bound. Rule K-05.
    #[serde(default)]
    pub quota: Option<i64>,
    pub closes_on: Day,
    /// Everything else that was sent; refused.
    #[serde(flatten)]
    #[schema(ignore)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

/// The largest quota.
pub(crate) const QUOTA_MOST: i64 = 1_000;

const SERIES: Text = say("请填写征集名称", "The call needs a name");
const YEAR: Text = say("请填写年度，如 2024", "Enter a year such as 2024");
const KIND: Text = say("请至少选择一类案例", "Choose at least one kind of case");
const QUOTA: Text = say("请填写 0 至 1000 之间的整数", "Enter a whole number from 0 to 1000");
const UNKNOWN: Text = say("没有“{name}”这一项", "There is no field “{name}”");

impl CallDraft {
    fn check(&self) -> Breaches {
        let mut found = Breaches::new();
        let sent = self.other.keys().map(String::as_str);
        match rules::asks_no_fee(sent.clone()) {
            Err(breach) => found.push(breach),
            Ok(()) => found.extend(sent.map(|name| Breach::field(name, UNKNOWN.with(&[("name", &name)])))),
        }
        if !(2014..=2100).contains(&self.year) {
            found.push(Breach::field("year", YEAR));
        }
        if self.series.zh.trim().is_empty() {
            found.push(Breach::field("series_zh", SERIES));
        }
        within(&mut found, "series", &self.series, TITLE_MOST);
        within(&mut found, "about", &self.about, TEXT_MOST);
        if !(self.takes_projects || self.takes_universities || self.takes_enterprises) {
            found.push(Breach::field("takes_projects", KIND));
        }
        if self.quota.is_some_and(|quota| !(0..=QUOTA_MOST).contains(&quota)) {
            found.push(Breach::field("quota", QUOTA));
        }
        found
    }

    fn over(&self, call: CaseCall) -> CaseCall {
        let (series, about) = (trimmed(&self.series), trimmed(&self.about));
        CaseCall {
            year: self.year,
            series_zh: series.zh,
            series_en: series.en,
            about_zh: about.zh,
            about_en: about.en,
            takes_projects: self.takes_projects,
            takes_universities: self.takes_universities,
            takes_enterprises: self.takes_enterprises,
            accepted_by: self.accepted_by,
            takes_earlier: self.takes_earlier,
            by_enterprises: self.by_enterprises,
            quota: self.quota,
            closes_on: self.closes_on,
            ..call
        }
    }
}

/// Writes a new call; nobody but the office sees it before it is opened.
pub fn create_call(tx: &mut Tx<'_>, actor: &Actor, draft: &CallDraft) -> Result<CaseCall, Refusal> {
    policy::permit_office(actor)?;
    kernel::check(draft.check().into_iter().map(Err))?;
    let now = tx.now();
    let blank = CaseCall {
        id: CaseCallId::at(now),
        year: draft.year,
        series_zh: String::new(),
        series_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        takes_projects: false,
        takes_universities: false,
        takes_enterprises: false,
        accepted_by: None,
        takes_earlier: false,
        by_enterprises: false,
        quota: None,
        closes_on: draft.closes_on,
        opened_at: None,
        published_at: None,
        state: CallState::Draft,
        state_since: now,
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    };
    let call = draft.over(blank);
    db::insert(tx, &call)?;
    journal::record(tx, Act::new(actor, store::CALL, call.id.0, "create").born(CallState::Draft));
    Ok(call)
}

const EDIT: Text = say("修改征集", "Edit the call");

/// Changes a call that is not open yet.
pub fn edit_call(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: CaseCallId,
    revision: i64,
    draft: &CallDraft,
) -> Result<CaseCall, Refusal> {
    let call = for_office(tx, actor, id)?;
    in_states(&call, EDIT, &[CallState::Draft])?;
    kernel::check(draft.check().into_iter().map(Err))?;
    let call = draft.over(CaseCall { revision, ..call });
    db::save(tx, &call)?;
    journal::record(tx, Act::new(actor, store::CALL, id.0, "edit"));
    Ok(CaseCall { revision: revision + 1, ..call })
}

const POSTPONE: Text = say("延长截止日期", "Move the closing day");
const LATER: Text = say("新的截止日期须晚于原定的 {day}", "The new closing day must be later than {day}");

/// Moves the closing day of an open call to a later one. Nothing else of an open call changes: people work by it.
pub fn postpone(tx: &mut Tx<'_>, actor: &Actor, id: CaseCallId, closes_on: Day) -> Result<CaseCall, Refusal> {
    store::hold_call(tx, id)?;
    let mut call = for_office(tx, actor, id)?;
    in_states(&call, POSTPONE, &[CallState::Open])?;
    if closes_on <= call.closes_on {
        return Err(Breach::field("closes_on", LATER.with(&[("day", &call.closes_on)])).into());
    }
    let before = call.closes_on;
    call.closes_on = closes_on;
    db::save(tx, &call)?;
    call.revision += 1;
    let detail = serde_json::json!({ "from": before, "to": closes_on });
    journal::record(tx, Act::new(actor, store::CALL, id.0, "postpone").detail(detail));
    Ok(call)
}

const SET_QUOTA: Text = say("调整推荐名额", "Set a quota");
const USED: Text =
    say("该校已推荐 {used} 个，名额不能少于此数", "This university has nominated {used}; the quota cannot be less");
const NO_UNIVERSITY: Text = say("请选择一所高校", "Choose a university");

/// Gives a university a quota of its own, or with nothing the call's again; never less than it has used. Rule K-05.
pub fn set_quota(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: CaseCallId,
    university: OrganisationId,
    own_quota: Option<i64>,
) -> Result<(), Refusal> {
    let call = for_office(tx, actor, id)?;
    in_states(&call, SET_QUOTA, &[CallState::Draft, CallState::Open])?;
    if own_quota.is_some_and(|quota| !(0..=QUOTA_MOST).contains(&quota)) {
        return Err(Breach::field("own_quota", QUOTA).into());
    }
    match directory::organisation(tx, university) {
        Ok(house) if house.kind == directory::OrganisationKind::University => {}
        Ok(_) | Err(Refusal::NotFound) => return Err(Breach::field("university_id", NO_UNIVERSITY).into()),
        Err(other) => return Err(other),
    }
    store::quota_row(tx, id, university)?;
    let counts = own_quota.or(call.quota);
    let sql = "UPDATE case_quota SET own_quota = $1 WHERE call_id = $2 AND university_id = $3 AND used <= $4";
    if tx.execute(sql, params![own_quota, id, university, counts.unwrap_or(i64::MAX)])? == 0 {
        let (used, _) = store::quota_of(tx, &call, university)?;
        return Err(Breach::of("K-05", "own_quota", USED.with(&[("used", &used)])).into());
    }
    let detail = serde_json::json!({ "university": university, "quota": own_quota });
    journal::record(tx, Act::new(actor, store::CALL, id.0, "set_quota").detail(detail));
    Ok(())
}

/// A call for the office to work on; for everybody else it is refused as they may see it.
pub(super) fn for_office(tx: &mut Tx<'_>, actor: &Actor, id: CaseCallId) -> Result<CaseCall, Refusal> {
    let call = store::get_call(tx, id)?;
    match (policy::runs(actor), policy::sees_call(Some(actor), &call)) {
        (true, _) => Ok(call),
        (false, true) => Err(Refusal::forbidden(policy::OFFICE)),
        (false, false) => Err(Refusal::NotFound),
    }
}

fn in_states(call: &CaseCall, step: Text, states: &[CallState]) -> Result<(), Refusal> {
    if states.contains(&call.state) { Ok(()) } else { Err(Refusal::NotOpen { step, state: call.state.text() }) }
}
