//! Lists of awards: begun with year and kind, filled, published. Rule M-07.

use db::{Tx, params};
use journal::Act;
use kernel::{
    Actor, AwardListId, Breach, Breaches, CaseCallId, MeetingId, OrganisationId, Refusal, RowId, Text, Word, say,
};
use meetings::{Meeting, Words};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TEXT_MOST, TITLE_MOST, after_decision, trimmed, within};
use crate::policy;
use crate::record::{Award, AwardList, Case};
use crate::rules::carries_year_and_kind;
use crate::state::award::{AwardKind, ListState, ListStep};
use crate::{mails, store};

/// What is known of a list. Year and kind come as they were typed and are read by the rule. Rule M-07.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AwardListDraft)]
#[serde(deny_unknown_fields, default)]
pub struct ListDraft {
    pub year: String,
    pub kind: String,
    /// Where they are given.
    pub meeting_id: Option<MeetingId>,
    pub note: Words,
}

/// One award: of an organisation the platform knows, or of a name.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AwardDraft)]
#[serde(deny_unknown_fields, default)]
pub struct AwardDraft {
    pub organisation_id: Option<OrganisationId>,
    /// As it is printed; of a known organisation its name where nothing is said.
    pub name: Words,
}

const TAKEN: Text = say("该年度已有此类名单", "There is a list of this kind for the year already");
const NO_MEETING: Text = say("请选择一次对接会", "Choose a meeting");
const NO_NAME: Text = say("请填写名称或选择单位", "Enter a name, or choose an organisation");
const NO_HOUSE: Text = say("平台上没有该单位", "The platform knows no such organisation");
const TWICE: Text = say("名单中已有该单位", "This organisation is on the list already");
const OTHER_KIND: Text = say("只有“优秀项目案例”名单可列入案例", "Only a list of excellent project cases takes cases");
const OTHER_YEAR: Text = say("该征集的年度与名单不同", "The call is of another year than the list");
const EMPTY: Text = say("名单为空，不能公布", "The list is empty and cannot be published");

/// Begins a list.
pub fn create_list(tx: &mut Tx<'_>, actor: &Actor, draft: &ListDraft) -> Result<AwardList, Refusal> {
    policy::permit_office(actor)?;
    let (year, kind) = checked(tx, draft)?;
    let now = tx.now();
    let note = trimmed(&draft.note);
    let list = AwardList {
        id: AwardListId::at(now),
        year,
        kind,
        meeting_id: draft.meeting_id,
        note_zh: note.zh,
        note_en: note.en,
        published_at: None,
        state: ListState::Draft,
        state_since: now,
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    };
    db::insert(tx, &list).map_err(taken)?;
    let act = Act::new(actor, store::LIST, list.id.0, "create").born(ListState::Draft);
    journal::record(tx, act.detail(serde_json::json!({ "year": year, "kind": kind })));
    Ok(list)
}

fn taken(error: db::DbError) -> Refusal {
    if error.is_duplicate() { Breach::of("M-07", "year", TAKEN).into() } else { error.into() }
}

fn checked(tx: &mut Tx<'_>, draft: &ListDraft) -> Result<(i64, AwardKind), Refusal> {
    let mut found = Breaches::new();
    let read = carries_year_and_kind(&draft.year, &draft.kind);
    within(&mut found, "note", &draft.note, TEXT_MOST);
    if let Some(meeting) = draft.meeting_id
        && db::find::<Meeting>(tx, meeting)?.is_none()
    {
        found.push(Breach::field("meeting_id", NO_MEETING));
    }
    match read {
        Ok(read) if found.is_empty() => Ok(read),
        Ok(_) => Err(Refusal::Breaches(found)),
        Err(wrong) => Err(Refusal::Breaches(wrong.into_iter().chain(found).collect())),
    }
}

/// Changes what is known of a list that is not published.
pub fn edit_list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AwardListId,
    revision: i64,
    draft: &ListDraft,
) -> Result<AwardList, Refusal> {
    let list = policy::permit_list_edit(actor, db::get(tx, id)?)?;
    let (year, kind) = checked(tx, draft)?;
    let sql = "SELECT COUNT(*) FROM award_list WHERE year = $1 AND kind = $2 AND id <> $3";
    if tx.one::<(i64,)>(sql, params![year, kind, id])?.0 > 0 {
        return Err(Breach::of("M-07", "year", TAKEN).into());
    }
    let note = trimmed(&draft.note);
    let list =
        AwardList { year, kind, meeting_id: draft.meeting_id, note_zh: note.zh, note_en: note.en, revision, ..list };
    db::save(tx, &list)?;
    journal::record(tx, Act::new(actor, store::LIST, id.0, "edit"));
    Ok(AwardList { revision: revision + 1, ..list })
}

/// Puts one award on a list.
pub fn add_award(tx: &mut Tx<'_>, actor: &Actor, id: AwardListId, draft: &AwardDraft) -> Result<Award, Refusal> {
    let list = held(tx, actor, id)?;
    let mut found = Breaches::new();
    within(&mut found, "name", &draft.name, TITLE_MOST);
    let mut name = trimmed(&draft.name);
    if let Some(house) = draft.organisation_id {
        match directory::organisation_names_both(tx, &[house])?.remove(&house) {
            Some((zh, en)) if name.is_empty() => name = Words::of(&zh, &en),
            Some(_) => {}
            None => found.push(Breach::field("organisation_id", NO_HOUSE)),
        }
        let known = store::awards(tx, id)?;
        if known.iter().any(|award| award.organisation_id == Some(house)) {
            found.push(Breach::field("organisation_id", TWICE));
        }
    }
    if name.is_empty() && found.is_empty() {
        found.push(Breach::field("name_zh", NO_NAME));
    }
    kernel::check(found.into_iter().map(Err))?;
    let award = Award {
        id: RowId::at(tx.now()),
        list_id: list.id,
        organisation_id: draft.organisation_id,
        case_id: None,
        name_zh: name.zh,
        name_en: name.en,
        sort: next_place(tx, id)?,
    };
    db::insert(tx, &award)?;
    let detail = serde_json::json!({ "name": award.name_zh, "organisation": award.organisation_id });
    journal::record(tx, Act::new(actor, store::LIST, id.0, "add").detail(detail));
    Ok(award)
}

fn next_place(tx: &mut Tx<'_>, id: AwardListId) -> Result<i64, Refusal> {
    Ok(store::awards(tx, id)?.iter().map(|award| award.sort).max().unwrap_or(0) + 1)
}

/// A list that nobody else works on until the transaction ends.
fn held(tx: &mut Tx<'_>, actor: &Actor, id: AwardListId) -> Result<AwardList, Refusal> {
    tx.execute("UPDATE award_list SET revision = revision WHERE id = $1", params![id])?;
    policy::permit_list_edit(actor, db::get(tx, id)?)
}

/// Takes an award off the list.
pub fn remove_award(tx: &mut Tx<'_>, actor: &Actor, id: AwardListId, award: RowId) -> Result<(), Refusal> {
    held(tx, actor, id)?;
    let known = store::awards(tx, id)?.into_iter().find(|known| known.id == award).ok_or(Refusal::NotFound)?;
    tx.execute("DELETE FROM award WHERE id = $1", params![award])?;
    let detail = serde_json::json!({ "name": known.name_zh });
    journal::record(tx, Act::new(actor, store::LIST, id.0, "remove").detail(detail));
    Ok(())
}

/// Puts every published case of a call on a list of excellent cases of its year; those that are there stay as they are.
pub fn fill_with_cases(tx: &mut Tx<'_>, actor: &Actor, id: AwardListId, call: CaseCallId) -> Result<usize, Refusal> {
    let list = held(tx, actor, id)?;
    let call = after_decision(tx, actor, call)?;
    if list.kind != AwardKind::ExcellentCase {
        return Err(Breach::of("M-07", "call_id", OTHER_KIND).into());
    }
    if list.year != call.year {
        return Err(Breach::of("M-07", "call_id", OTHER_YEAR).into());
    }
    let known = store::awards(tx, id)?;
    let rest = "WHERE call_id = $1 AND published_at IS NOT NULL ORDER BY kind, id";
    let cases: Vec<Case> = db::list(tx, rest, params![call.id])?;
    let mut sort = known.iter().map(|award| award.sort).max().unwrap_or(0);
    let now = tx.now();
    let new = cases.into_iter().filter(|case| !known.iter().any(|award| award.case_id == Some(case.id)));
    let rows: Vec<Award> = new
        .map(|case| {
            sort += 1;
            Award {
                id: RowId::at(now),
                list_id: id,
                organisation_id: None,
                case_id: Some(case.id),
                name_zh: case.title_zh,
                name_en: case.title_en,
                sort,
            }
        })
        .collect();
    db::bulk_insert(tx, &rows)?;
    let detail = serde_json::json!({ "call": call.id, "added": rows.len() });
    journal::record(tx, Act::new(actor, store::LIST, id.0, "fill").detail(detail));
    Ok(rows.len())
}

/// Publishes a list; everybody reads it, and the organisations on it are told.
pub fn publish_list(tx: &mut Tx<'_>, actor: &Actor, id: AwardListId) -> Result<AwardList, Refusal> {
    tx.execute("UPDATE award_list SET revision = revision WHERE id = $1", params![id])?;
    let mut list = policy::permit_list(actor, ListStep::Publish, db::get(tx, id)?)?;
    let awards = store::awards(tx, id)?;
    if awards.is_empty() {
        return Err(Breach::field("", EMPTY).into());
    }
    list.published_at = Some(tx.now());
    db::save(tx, &list)?;
    list.revision += 1;
    let (before, after) = (list.state, list.state.after(ListStep::Publish)?);
    let act = Act::new(actor, store::LIST, id.0, ListStep::Publish.word()).moved(before, after);
    journal::advance(tx, act.detail(serde_json::json!({ "awards": awards.len() })))?;
    list.state = after;
    list.state_since = tx.now();
    mails::honoured(tx, &list, &awards)?;
    Ok(list)
}
