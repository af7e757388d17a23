//! What the office lays down: figures, zones and tables, slots, minima of groups.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, Breach, Breaches, Day, MeetingId, OrganisationId, Refusal, RowId, SlotId, TableId, Text, say};
use meetings::{Meeting, Words};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{NAME_MOST, NEGOTIATION, office, place};
use crate::availability::Span;
use crate::kinds::Side;
use crate::record::{Appointment, Group, Negotiation, Slot, Table, Zone};
use crate::state::negotiation::State;
use crate::{clock, policy, rules, store};

/// The figures of the negotiations of a meeting.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[schema(as = NegotiationSetup)]
#[serde(deny_unknown_fields, default)]
pub struct SetupDraft {
    pub is_any_to_any: bool,
    pub wish_hours: i64,
    pub least: i64,
    pub most: i64,
}

impl Default for SetupDraft {
    fn default() -> SetupDraft {
        SetupDraft { is_any_to_any: false, wish_hours: 72, least: 0, most: 8 }
    }
}

/// Sets negotiations up, or changes their figures.
pub fn set_up(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    revision: i64,
    draft: SetupDraft,
) -> Result<Negotiation, Refusal> {
    let meeting: Meeting = db::get(tx, meeting)?;
    policy::permit_office(actor, &meeting)?;
    kernel::check(rules::figures(draft.wish_hours, draft.least, draft.most).into_iter().map(Err))?;
    let now = tx.now();
    let SetupDraft { is_any_to_any, wish_hours, least, most } = draft;
    if let Some(before) = store::setup(tx, meeting.id)? {
        let setup = Negotiation { is_any_to_any, wish_hours, least, most, revision, ..before };
        db::save(tx, &setup)?;
        record(tx, actor, &setup, "edit", serde_json::json!({}));
        return Ok(Negotiation { revision: revision + 1, ..setup });
    }
    let setup = Negotiation {
        id: RowId::at(now),
        meeting_id: meeting.id,
        is_any_to_any,
        wish_hours,
        least,
        most,
        state: State::Preparing,
        state_since: now,
        board_revision: 0,
        running_id: None,
        revision: 1,
        created_at: now,
    };
    db::insert(tx, &setup).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    journal::record(tx, Act::new(actor, NEGOTIATION, setup.id.0, "create").born(State::Preparing));
    Ok(setup)
}

fn record(tx: &mut Tx<'_>, actor: &Actor, setup: &Negotiation, step: &str, detail: serde_json::Value) {
    journal::record(tx, Act::new(actor, NEGOTIATION, setup.id.0, step).detail(detail));
}

const NAME: Text = say("请填写名称", "A name is needed");
const TAKEN: Text = say("该区域还有 {n} 张洽谈桌，请先移除", "{n} table(s) stand in this zone; take them away first");

/// Adds a zone after the others.
pub fn add_zone(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, name: &Words) -> Result<Zone, Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    kernel::check(named("name", name).into_iter().map(Err))?;
    let sort = store::zones(tx, meeting)?.last().map_or(1, |last| last.sort + 1);
    let (name_zh, name_en) = (name.zh.trim().to_owned(), name.en.trim().to_owned());
    let zone = Zone { id: RowId::at(tx.now()), meeting_id: meeting, name_zh, name_en, sort };
    db::insert(tx, &zone)?;
    record(tx, actor, &setup, "add_zone", serde_json::json!({ "zone": zone.id }));
    Ok(zone)
}

fn named(field: &str, name: &Words) -> Breaches {
    let mut found = Breaches::new();
    if name.zh.trim().is_empty() && name.en.trim().is_empty() {
        found.push(Breach::field(format!("{field}_zh"), NAME));
    }
    found.extend(kernel::within(format!("{field}_zh"), &name.zh, NAME_MOST).err());
    found.extend(kernel::within(format!("{field}_en"), &name.en, NAME_MOST).err());
    found
}

/// Takes a zone away in which no table stands.
pub fn remove_zone(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: RowId) -> Result<(), Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    let (n,): (i64,) = tx.one("SELECT COUNT(*) FROM negotiation_table WHERE zone_id = $1", params![id])?;
    if n > 0 {
        return Err(Breach::field("zone", TAKEN.with(&[("n", &n)])).into());
    }
    if tx.execute("DELETE FROM negotiation_zone WHERE id = $1 AND meeting_id = $2", params![id, meeting])? == 0 {
        return Err(Refusal::NotFound);
    }
    record(tx, actor, &setup, "remove_zone", serde_json::json!({ "zone": id }));
    Ok(())
}

/// Tables that are added at once, numbered on from the last.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[schema(as = NewNegotiationTables)]
#[serde(deny_unknown_fields)]
pub struct TablesDraft {
    pub zone_id: RowId,
    pub count: i64,
}

/// Adds tables to a zone.
pub fn add_tables(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: TablesDraft,
) -> Result<Vec<Table>, Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    if !store::zones(tx, meeting)?.iter().any(|zone| zone.id == draft.zone_id) {
        return Err(Breach::field("zone", say("请选择区域", "Choose a zone")).into());
    }
    let last = store::tables(tx, meeting)?.last().map_or(0, |table| table.number);
    let count = draft.count.clamp(0, rules::TABLES_MOST + 1);
    kernel::check([
        if draft.count < 1 { Err(Breach::field("count", say("至少一张", "At least one"))) } else { Ok(()) },
        rules::last_tables_number(last + count),
    ])?;
    let now = tx.now();
    let table = |n: i64| Table {
        id: TableId::at(now),
        meeting_id: meeting,
        zone_id: draft.zone_id,
        number: last + n,
        organisation_id: None,
    };
    let tables: Vec<Table> = (1..=count).map(table).collect();
    db::bulk_insert(tx, &tables)?;
    record(tx, actor, &setup, "add_tables", serde_json::json!({ "zone": draft.zone_id, "count": count }));
    Ok(tables)
}

/// Gives a table to an enterprise, or back to everybody.
pub fn own_table(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: TableId,
    owner: Option<OrganisationId>,
) -> Result<(), Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    if let Some(owner) = owner {
        let house = directory::organisation(tx, owner)?;
        if house.kind != directory::OrganisationKind::Enterprise {
            return Err(Breach::field("owner", say("只有企业可以有自己的洽谈桌", "Only enterprises own tables")).into());
        }
    }
    let sql = "UPDATE negotiation_table SET organisation_id = $1 WHERE id = $2 AND meeting_id = $3";
    if tx.execute(sql, params![owner, id, meeting])? == 0 {
        return Err(Refusal::NotFound);
    }
    record(tx, actor, &setup, "own_table", serde_json::json!({ "table": id, "owner": owner }));
    Ok(())
}

const APPOINTED: Text = say(
    "还有 {n} 个洽谈安排，请在删除的同时选择移到哪里",
    "{n} appointment(s) stand there; say in the same act where they move",
);

/// Takes a table away. What is arranged at it moves to another table in the same act, or the table stays.
pub fn remove_table(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: TableId,
    to: Option<TableId>,
) -> Result<(), Refusal> {
    let (meeting, setup) = office(tx, actor, meeting)?;
    store::touch_board(tx, meeting.id)?;
    let there = store::appointments_at(tx, id)?;
    let place = |it: &Appointment| to.filter(|to| *to != id).map(|to| (it.slot_id, to));
    move_out(tx, actor, &meeting, &there, &place)?;
    tx.execute("DELETE FROM table_ticket WHERE table_id = $1", params![id])?;
    forget_cancelled(tx, "table_id", RowId(id.0))?;
    if tx.execute("DELETE FROM negotiation_table WHERE id = $1 AND meeting_id = $2", params![id, meeting.id])? == 0 {
        return Err(Refusal::NotFound);
    }
    record(tx, actor, &setup, "remove_table", serde_json::json!({ "table": id, "moved": there.len() }));
    Ok(())
}

/// Moves everything to where `place` says; one that has no other place refuses the whole.
fn move_out(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    there: &[Appointment],
    to: &dyn Fn(&Appointment) -> Option<(SlotId, TableId)>,
) -> Result<(), Refusal> {
    for it in there {
        let Some((slot, table)) = to(it) else {
            return Err(Breach::field("to", APPOINTED.with(&[("n", &there.len())])).into());
        };
        place::shift(tx, actor, meeting, it, slot, table)?;
    }
    Ok(())
}

/// Rows of what was cancelled there would keep a table or slot from going.
fn forget_cancelled(tx: &mut Tx<'_>, column: &str, id: RowId) -> Result<(), Refusal> {
    tx.execute(&format!("DELETE FROM appointment WHERE {column} = $1 AND state = 'cancelled'"), params![id])?;
    Ok(())
}

/// Slots of one day, or of every day: when the first begins, how many there are, and how many minutes each and the gap after it last.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = NewNegotiationSlots)]
#[serde(deny_unknown_fields)]
pub struct SlotsDraft {
    /// Left out, every day of the meeting.
    #[serde(default)]
    pub day: Option<Day>,
    /// Such as `09:30`.
    pub begins: String,
    pub count: i64,
    pub minutes: i64,
    #[serde(default)]
    pub gap: i64,
}

/// Adds slots.
pub fn add_slots(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, draft: &SlotsDraft) -> Result<Vec<Slot>, Refusal> {
    let (meeting, setup) = office(tx, actor, meeting)?;
    let number = |field: &str, n: i64, least: i64, most: i64| {
        let said = say("请填写 {least} 至 {most} 之间的整数", "Enter a whole number from {least} to {most}");
        let is_it = (least..=most).contains(&n);
        if is_it { Ok(()) } else { Err(Breach::field(field, said.with(&[("least", &least), ("most", &most)]))) }
    };
    kernel::check([
        number("count", draft.count, 1, 128),
        number("minutes", draft.minutes, 5, 240),
        number("gap", draft.gap, 0, 240),
    ])?;
    let days = draft.day.map_or_else(|| meeting.days(), |day| vec![day]);
    let mut spans: Vec<Span> = Vec::new();
    for day in days {
        let begins = clock::at("begins", day, &draft.begins)?;
        spans.extend((0..draft.count).map(|n| {
            let from = begins.plus_seconds(n * (draft.minutes + draft.gap) * 60);
            (from, from.plus_seconds(draft.minutes * 60))
        }));
    }
    let known: Vec<Span> = store::slots(tx, meeting.id)?.iter().map(Slot::span).collect();
    let found = rules::slots_fit(&spans, &known, meeting.first_on, meeting.last_on);
    kernel::check(found.into_iter().map(Err))?;
    let now = tx.now();
    let slot = |(starts_at, ends_at): &Span| Slot {
        id: SlotId::at(now),
        meeting_id: meeting.id,
        starts_at: *starts_at,
        ends_at: *ends_at,
    };
    let slots: Vec<Slot> = spans.iter().map(slot).collect();
    db::bulk_insert(tx, &slots)?;
    record(tx, actor, &setup, "add_slots", serde_json::json!({ "count": slots.len() }));
    Ok(slots)
}

/// Takes a slot away. What is arranged in it moves to another slot in the same act, or the slot stays.
pub fn remove_slot(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    id: SlotId,
    to: Option<SlotId>,
) -> Result<(), Refusal> {
    let (meeting, setup) = office(tx, actor, meeting)?;
    store::touch_board(tx, meeting.id)?;
    let there: Vec<Appointment> =
        db::list(tx, "WHERE slot_id = $1 AND meeting_id = $2 AND state <> 'cancelled'", params![id, meeting.id])?;
    let place = |it: &Appointment| to.filter(|to| *to != id).map(|to| (to, it.table_id));
    move_out(tx, actor, &meeting, &there, &place)?;
    forget_cancelled(tx, "slot_id", RowId(id.0))?;
    if tx.execute("DELETE FROM negotiation_slot WHERE id = $1 AND meeting_id = $2", params![id, meeting.id])? == 0 {
        return Err(Refusal::NotFound);
    }
    record(tx, actor, &setup, "remove_slot", serde_json::json!({ "slot": id, "moved": there.len() }));
    Ok(())
}

/// A minimum for each of a group, such as western universities.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = NegotiationGroupDraft)]
#[serde(deny_unknown_fields)]
pub struct GroupDraft {
    pub name: Words,
    pub side: Side,
    /// Codes of provinces; none for all.
    #[serde(default)]
    pub provinces: Vec<String>,
    pub least: i64,
}

/// Adds a minimum for a group.
pub fn add_group(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, draft: &GroupDraft) -> Result<Group, Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    let mut found = named("name", &draft.name);
    if draft.provinces.iter().any(|code| kernel::province::by_code(code).is_none()) {
        found.push(Breach::field("province", say("没有这个省份", "There is no such province")));
    }
    if !(1..=128).contains(&draft.least) {
        found.push(Breach::field("least", say("请填写 1 至 128 之间的整数", "Enter a whole number from 1 to 128")));
    }
    kernel::check(found.into_iter().map(Err))?;
    let group = Group {
        id: RowId::at(tx.now()),
        meeting_id: meeting,
        name_zh: draft.name.zh.trim().to_owned(),
        name_en: draft.name.en.trim().to_owned(),
        side: draft.side,
        provinces: draft.provinces.join(","),
        least: draft.least,
    };
    db::insert(tx, &group)?;
    record(tx, actor, &setup, "add_group", serde_json::json!({ "group": group.id, "least": draft.least }));
    Ok(group)
}

/// Takes a minimum back.
pub fn remove_group(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: RowId) -> Result<(), Refusal> {
    let (_, setup) = office(tx, actor, meeting)?;
    if tx.execute("DELETE FROM negotiation_group WHERE id = $1 AND meeting_id = $2", params![id, meeting])? == 0 {
        return Err(Refusal::NotFound);
    }
    record(tx, actor, &setup, "remove_group", serde_json::json!({ "group": id }));
    Ok(())
}
