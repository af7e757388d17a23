//! What the office lays down: figures, zones and tables, slots, minima of groups.

use std::collections::HashMap;

use kernel::{Breach, Breaches, Lang, MeetingId, OrganisationId, Refusal, RowId, SlotId, TableId, Text, Word, say};
use meetings::{Meeting, Words};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use super::frame::{Tried, act, tried};
use super::office::{Page, head, title};
use crate::actions::{self, GroupDraft, SetupDraft, SlotsDraft, TablesDraft};
use crate::kinds::Side;
use crate::record::{Group, Negotiation, Slot, Table, Zone};
use crate::state::negotiation::{State, Step};
use crate::{clock, paths, policy, store, texts};

struct Shown {
    meeting: Meeting,
    setup: Option<Negotiation>,
    zones: Vec<Zone>,
    tables: Vec<Table>,
    slots: Vec<Slot>,
    groups: Vec<Group>,
    owners: HashMap<OrganisationId, (String, String)>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, Tried::default()).await
}

async fn page(visit: &Visit, id: MeetingId, tried: Tried<'_>) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let meeting: Meeting = db::get(tx, id)?;
        policy::permit_office(&actor, &meeting)?;
        let tables = store::tables(tx, id)?;
        let owners: Vec<OrganisationId> = tables.iter().filter_map(|it| it.organisation_id).collect();
        Ok::<_, Refusal>(Shown {
            setup: store::setup(tx, id)?,
            zones: store::zones(tx, id)?,
            slots: store::slots(tx, id)?,
            groups: store::groups(tx, id)?,
            owners: directory::organisation_names_both(tx, &owners)?,
            tables,
            meeting,
        })
    });
    let it = read.await?;
    let lang = visit.lang;
    let body = html! {
        (head(visit, &it.meeting, it.setup.as_ref(), Page::Setup))
        (ui::breach_summary(lang, tried.breaches))
        (figures(visit, &it, &tried))
        @if it.setup.is_some() {
            (ui::section(lang, say("时段", "Slots"), slots(visit, &it, &tried)))
            (ui::section(lang, say("区域与洽谈桌", "Zones and tables"), tables(visit, &it, &tried)))
            (ui::section(lang, say("分组保障", "Minima of groups"), groups(visit, &it, &tried)))
        }
    };
    Ok(visit.page_with(tried.status(), title(texts::SETUP, &it.meeting), body))
}

const HOURS: Text = say("请求答复时限（小时）", "Hours a request waits");
const LEAST: Text = say("每人至少", "Each at least");
const MOST: Text = say("每人至多", "Each at most");
const ANY: Text = say("允许同类单位之间洽谈", "Two of one side may meet");

fn figures(visit: &Visit, it: &Shown, tried: &Tried<'_>) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let usual = SetupDraft::default();
    let known = it.setup.as_ref().map_or(usual, |it| SetupDraft {
        is_any_to_any: it.is_any_to_any,
        wish_hours: it.wish_hours,
        least: it.least,
        most: it.most,
    });
    let typed = tried.typed("figures");
    let or = |name: &str, known: i64| if typed.has(name) { typed.get(name).to_owned() } else { known.to_string() };
    let breaches = tried.breaches("figures");
    let revision = it.setup.as_ref().map_or(0, |it| it.revision).to_string();
    html! {
        (ui::form(lang, &visit.csrf, &paths::setup(id), &format!("negotiation-{id}"), html! {
            (ui::hidden("revision", &revision))
            (ui::fields_row(html! {
                (Field::number("wish_hours", HOURS).value(or("wish_hours", known.wish_hours)).render(lang, breaches))
                (Field::number("least", LEAST).value(or("least", known.least)).render(lang, breaches))
                (Field::number("most", MOST).value(or("most", known.most)).render(lang, breaches))
            }))
            (Field::checkbox("is_any_to_any", ANY).checked(known.is_any_to_any || typed.ticked("is_any_to_any")).render(lang, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
        @if let Some(setup) = &it.setup { (ui::actions(html! {
            @match setup.state {
                State::Preparing => (ui::step_button(&paths::step(id, "open"), &visit.csrf, Step::Open.text()).primary().render(lang)),
                State::Published => (ui::step_button(&paths::step(id, "hide"), &visit.csrf, Step::Hide.text()).render(lang)),
                State::Open => {},
            }
        })) }
    }
}

const NO_SLOT: Text = say("还没有时段。", "No slot yet.");
const TO: Text = say("移到", "Move to");
const STAYS: Text = say("不移动", "nothing moves");

fn slots(visit: &Visit, it: &Shown, tried: &Tried<'_>) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let name = |slot: &Slot| clock::day_span(slot.span());
    let row = |slot: &Slot| {
        let to = it.slots.iter().filter(|other| other.id != slot.id).map(|other| (other.id.to_string(), name(other)));
        let options: Vec<(String, String)> =
            [(String::new(), STAYS.get(lang).to_owned())].into_iter().chain(to).collect();
        vec![html! { (name(slot)) }, moving(visit, &paths::remove_slot(id, slot.id), &options, &name(slot))]
    };
    let typed = tried.typed("slots");
    let breaches = tried.breaches("slots");
    let or = |name: &str, usual: &str| if typed.has(name) { typed.get(name).to_owned() } else { usual.to_owned() };
    let every = (String::new(), say("每天", "every day").get(lang).to_owned());
    let days = it.meeting.days().into_iter().map(|day| (day.to_string(), ui::day_text(lang, day)));
    html! {
        p.hint { (texts::BEIJING.get(lang)) " · " (it.slots.len()) " / " (crate::rules::SLOTS_MOST) }
        details open[it.slots.is_empty()] { summary { (say("全部时段", "All slots").get(lang)) }
            (ui::table(lang, texts::SLOT, &[texts::SLOT, texts::NEXT], it.slots.iter().map(row).collect(), NO_SLOT))
        }
        (ui::form(lang, &visit.csrf, &paths::setup_part(id, "slots"), "", html! {
            (ui::fields_row(html! {
                (Field::select("day", say("日期", "Day"), [every].into_iter().chain(days).collect()).value(typed.get("day")).render(lang, breaches))
                (Field::time("begins", say("开始", "From")).value(or("begins", "14:00")).render(lang, breaches))
                (Field::number("count", say("个数", "How many")).value(or("count", "8")).render(lang, breaches))
                (Field::number("minutes", say("每段分钟", "Minutes each")).value(or("minutes", "20")).render(lang, breaches))
                (Field::number("gap", say("间隔分钟", "Minutes between")).value(or("gap", "5")).render(lang, breaches))
            }))
            (ui::actions(ui::submit_as(lang, "then", "add", say("添加时段", "Add slots"), ui::Kind::Secondary)))
        }))
    }
}

/// A button that takes something away, with a choice of where its appointments go.
fn moving(visit: &Visit, action: &str, options: &[(String, String)], what: &str) -> Markup {
    let lang = visit.lang;
    html! {
        form.step method="post" action=(action) {
            (ui::hidden("_csrf", &visit.csrf))
            label { span.muted { (TO.get(lang)) } " " select name="to" aria-label={ (TO.get(lang)) " · " (what) } {
                @for (value, label) in options { option value=(value) { (label) } }
            } } " "
            button.btn.danger { (texts::REMOVE.get(lang)) span.unseen { " " (what) } }
        }
    }
}

const OWNER: Text = say("专属企业（全称或统一社会信用代码）", "Enterprise that owns it (name or credit code)");
const NO_TABLES: Text = say("还没有洽谈桌。", "No table yet.");

fn tables(visit: &Visit, it: &Shown, tried: &Tried<'_>) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let zone =
        |table: &Table| it.zones.iter().find(|zone| zone.id == table.zone_id).map(Zone::words).unwrap_or_default();
    let called = |table: &Table| texts::NO_TABLE.with(&[("n", &table.number)]).get(lang).to_owned();
    let row = |table: &Table| {
        let owner = table.organisation_id.and_then(|owner| it.owners.get(&owner)).cloned().unwrap_or_default();
        let to =
            it.tables.iter().filter(|other| other.id != table.id).map(|other| (other.id.to_string(), called(other)));
        let options: Vec<(String, String)> =
            [(String::new(), STAYS.get(lang).to_owned())].into_iter().chain(to).collect();
        vec![
            html! { a href=(paths::table(id, table.number)) { (called(table)) } },
            html! { (zone(table).get(lang)) },
            html! { form.step method="post" action=(paths::table_part(id, table.id, "own")) {
                (ui::hidden("_csrf", &visit.csrf))
                input type="text" name="owner" value=(owner.0) aria-label={ (OWNER.get(lang)) " · " (called(table)) };
                button.btn.secondary { (texts::SAVE.get(lang)) span.unseen { " " (called(table)) } }
            } },
            moving(visit, &paths::table_part(id, table.id, "remove"), &options, &called(table)),
        ]
    };
    let heads = [texts::TABLE, say("区域", "Zone"), say("专属企业", "Owner"), texts::NEXT];
    let zones: Vec<(String, String)> =
        it.zones.iter().map(|zone| (zone.id.to_string(), zone.words().get(lang).to_owned())).collect();
    let (typed, breaches) = (tried.typed("tables"), tried.breaches("tables"));
    let (typed_zone, zone_breaches) = (tried.typed("zones"), tried.breaches("zones"));
    html! {
        ul { @for zone in &it.zones { li { (zone.words().get(lang)) " "
            (ui::step_button(&paths::remove_zone(id, zone.id), &visit.csrf, texts::REMOVE).render(lang))
        } } }
        (ui::form(lang, &visit.csrf, &paths::setup_part(id, "zones"), "", html! {
            (ui::fields_row(html! {
                (Field::text("zone_zh", say("区域中文名称", "Zone, in Chinese")).value(typed_zone.get("zone_zh")).render(lang, zone_breaches))
                (Field::text("zone_en", say("区域英文名称", "Zone, in English")).value(typed_zone.get("zone_en")).render(lang, zone_breaches))
            }))
            (ui::actions(ui::submit_as(lang, "then", "zone", say("添加区域", "Add a zone"), ui::Kind::Secondary)))
        }))
        (ui::table(lang, texts::TABLE, &heads, it.tables.iter().map(row).collect(), NO_TABLES))
        @if !zones.is_empty() { (ui::form(lang, &visit.csrf, &paths::setup_part(id, "tables"), "", html! {
            (ui::fields_row(html! {
                (Field::select("zone", say("区域", "Zone"), zones.clone()).value(typed.get("zone")).render(lang, breaches))
                (Field::number("tables", say("张数", "How many")).value(if typed.has("tables") { typed.get("tables") } else { "4" }).render(lang, breaches))
            }))
            (ui::actions(ui::submit_as(lang, "then", "tables", say("添加洽谈桌", "Add tables"), ui::Kind::Secondary)))
        })) }
    }
}

const NO_GROUP: Text = say("没有分组保障。", "No group has a minimum of its own.");
const PROVINCES: Text = say("省份代码（逗号分隔，留空为全部）", "Codes of provinces, with commas; empty for all");

fn groups(visit: &Visit, it: &Shown, tried: &Tried<'_>) -> Markup {
    let (lang, id) = (visit.lang, it.meeting.id);
    let province =
        |code: &str| kernel::province::by_code(code).map_or(code.to_owned(), |it| it.name.get(lang).to_owned());
    let row = |group: &Group| {
        let names: Vec<String> = group.provinces().map(province).collect();
        let all = say("全部", "all").get(lang).to_owned();
        vec![
            html! { (group.words().get(lang)) },
            html! { (group.side.text().get(lang)) },
            html! { (if names.is_empty() { all } else { names.join(if lang == Lang::Zh { "、" } else { ", " }) }) },
            ui::number(group.least),
            ui::step_button(&paths::remove_group(id, group.id), &visit.csrf, texts::REMOVE).render(lang),
        ]
    };
    let heads = [say("分组", "Group"), say("类别", "Side"), say("省份", "Provinces"), LEAST, texts::NEXT];
    let (typed, breaches) = (tried.typed("groups"), tried.breaches("groups"));
    let sides = Side::ALL.iter().map(|side| (side.word().to_owned(), side.text().get(lang).to_owned())).collect();
    html! {
        (ui::table(lang, heads[0], &heads, it.groups.iter().map(row).collect(), NO_GROUP))
        (ui::form(lang, &visit.csrf, &paths::setup_part(id, "groups"), "", html! {
            (ui::fields_row(html! {
                (Field::text("group_zh", say("中文名称", "Name in Chinese")).value(typed.get("group_zh")).render(lang, breaches))
                (Field::text("group_en", say("英文名称", "Name in English")).value(typed.get("group_en")).render(lang, breaches))
                (Field::select("side", heads[1], sides).value(typed.get("side")).render(lang, breaches))
                (Field::text("province", PROVINCES).value(typed.get("province")).render(lang, breaches))
                (Field::number("group_least", LEAST).value(typed.get("group_least")).render(lang, breaches))
            }))
            (ui::actions(ui::submit_as(lang, "then", "group", say("添加分组", "Add a group"), ui::Kind::Secondary)))
        }))
    }
}

/// Back to the page: done, or with what was typed and why not.
async fn after<T>(visit: &Visit, id: MeetingId, which: &str, form: &Form, outcome: Result<T, Breaches>) -> Answer {
    match outcome {
        Ok(_) => visit.done(&paths::setup(id), say("已保存", "Saved")),
        Err(breaches) => {
            let own: Breaches =
                breaches.into_iter().map(|it| Breach { field: field_of(which, &it.field), ..it }).collect();
            page(visit, id, Tried::of(which, form, &own)).await
        }
    }
}

/// Names of fields differ between the forms of the page, so that each has an id of its own.
fn field_of(which: &str, field: &str) -> String {
    match (which, field) {
        ("zones", "name_zh") => "zone_zh",
        ("zones", "name_en") => "zone_en",
        ("tables", "count") => "tables",
        ("groups", "name_zh") => "group_zh",
        ("groups", "name_en") => "group_en",
        ("groups", "least") => "group_least",
        (_, other) => other,
    }
    .to_owned()
}

/// A whole number; what is none is a breach of its own.
fn number(form: &Form, name: &str, found: &mut Breaches) -> i64 {
    form.number(name, -1_000_000, 1_000_000).map_err(|breach| found.push(breach)).unwrap_or_default()
}

pub(crate) async fn save(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let draft = SetupDraft {
        is_any_to_any: form.ticked("is_any_to_any"),
        wish_hours: number(&form, "wish_hours", &mut found),
        least: number(&form, "least", &mut found),
        most: number(&form, "most", &mut found),
    };
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match found.is_empty() {
        true => tried(&visit, move |tx, actor| actions::set_up(tx, actor, id, revision, draft)).await?,
        false => Err(found),
    };
    after(&visit, id, "figures", &form, outcome).await
}

pub(crate) async fn add_zone(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let name = Words::of(form.get("zone_zh"), form.get("zone_en"));
    let outcome = tried(&visit, move |tx, actor| actions::add_zone(tx, actor, id, &name)).await?;
    after(&visit, id, "zones", &form, outcome).await
}

pub(crate) async fn remove_zone(visit: Visit, Path((id, zone)): Path<(MeetingId, RowId)>, form: Form) -> Answer {
    let outcome = tried(&visit, move |tx, actor| actions::remove_zone(tx, actor, id, zone)).await?;
    after(&visit, id, "zone", &form, outcome).await
}

pub(crate) async fn add_tables(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let count = number(&form, "tables", &mut found);
    let zone = form.id::<RowId>("zone").map_err(|breach| found.push(breach)).ok();
    let outcome = match zone.filter(|_| found.is_empty()) {
        Some(zone_id) => {
            let draft = TablesDraft { zone_id, count };
            tried(&visit, move |tx, actor| actions::add_tables(tx, actor, id, draft)).await?
        }
        None => Err(found),
    };
    after(&visit, id, "tables", &form, outcome).await
}

const NO_HOUSE: Text = say("没有找到这家企业", "No such enterprise is known");

pub(crate) async fn own_table(visit: Visit, Path((id, table)): Path<(MeetingId, TableId)>, form: Form) -> Answer {
    let typed = form.get("owner").trim().to_owned();
    let outcome = tried(&visit, move |tx, actor| {
        let owner = if typed.is_empty() {
            None
        } else {
            let eyes = directory::eyes(tx, Some(actor))?;
            let found = directory::organisations_called(tx, &eyes, &typed)?;
            match found.as_slice() {
                [one] => Some(one.id),
                _ => return Err(Breach::field("owner", NO_HOUSE).into()),
            }
        };
        actions::own_table(tx, actor, id, table, owner)
    });
    after(&visit, id, "owner", &form, outcome.await?).await
}

pub(crate) async fn remove_table(visit: Visit, Path((id, table)): Path<(MeetingId, TableId)>, form: Form) -> Answer {
    let to = form.id::<TableId>("to").ok();
    let outcome = tried(&visit, move |tx, actor| actions::remove_table(tx, actor, id, table, to)).await?;
    after(&visit, id, "table", &form, outcome).await
}

pub(crate) async fn add_slots(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let day = match form.get("day") {
        "" => None,
        _ => form.day("day").map_err(|breach| found.push(breach)).ok(),
    };
    let draft = SlotsDraft {
        day,
        begins: form.get("begins").to_owned(),
        count: number(&form, "count", &mut found),
        minutes: number(&form, "minutes", &mut found),
        gap: number(&form, "gap", &mut found),
    };
    let outcome = match found.is_empty() {
        true => tried(&visit, move |tx, actor| actions::add_slots(tx, actor, id, &draft)).await?,
        false => Err(found),
    };
    after(&visit, id, "slots", &form, outcome).await
}

pub(crate) async fn remove_slot(visit: Visit, Path((id, slot)): Path<(MeetingId, SlotId)>, form: Form) -> Answer {
    let to = form.id::<SlotId>("to").ok();
    let outcome = tried(&visit, move |tx, actor| actions::remove_slot(tx, actor, id, slot, to)).await?;
    after(&visit, id, "slot", &form, outcome).await
}

pub(crate) async fn add_group(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let mut found = Breaches::new();
    let least = number(&form, "group_least", &mut found);
    let side = form.word::<Side>("side").map_err(|breach| found.push(breach)).ok();
    let codes = form.get("province").split([',', '，', '、', ' ']).map(str::trim).filter(|code| !code.is_empty());
    let provinces: Vec<String> = codes.map(str::to_owned).collect();
    let name = Words::of(form.get("group_zh"), form.get("group_en"));
    let outcome = match side.filter(|_| found.is_empty()) {
        Some(side) => {
            let draft = GroupDraft { name, side, provinces, least };
            tried(&visit, move |tx, actor| actions::add_group(tx, actor, id, &draft)).await?
        }
        None => Err(found),
    };
    after(&visit, id, "groups", &form, outcome).await
}

pub(crate) async fn remove_group(visit: Visit, Path((id, group)): Path<(MeetingId, RowId)>, form: Form) -> Answer {
    let outcome = tried(&visit, move |tx, actor| actions::remove_group(tx, actor, id, group)).await?;
    after(&visit, id, "group", &form, outcome).await
}

pub(crate) async fn open(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    act(&visit, move |tx, actor| actions::open(tx, actor, id)).await?;
    visit.done(&paths::setup(id), say("已开放意愿征集", "Requests are taken now"))
}

pub(crate) async fn hide(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    act(&visit, move |tx, actor| actions::hide(tx, actor, id)).await?;
    visit.done(&paths::setup(id), say("已收回时间表", "The timetable is taken back"))
}
