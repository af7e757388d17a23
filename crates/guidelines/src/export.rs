//! Open items, and the guidelines of a role, to take along.

use std::collections::HashMap;

use db::Tx;
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, OrganisationId, Refusal, Text, Word, say};
use sheets::Value;
use web::Access;

use crate::lists::{self, GuidelineRow, ItemFilter};
use crate::pages::{GuidelineQuery, INSIDE, ItemQuery};
use crate::paths;
use crate::record::Item;
use crate::state::State;
use crate::texts::{self, heading, label};

pub(crate) const ITEMS: &str = "items";
pub(crate) const GUIDELINES: &str = "guidelines";

/// An open item with the names of its enterprise.
pub struct ItemRow {
    item: Item,
    enterprise: String,
    enterprise_en: String,
}

/// What enterprises offer and what takes applications: everybody reads it.
pub struct OpenItems;

impl Listed for OpenItems {
    type Row = ItemRow;
    const KEY: &'static str = ITEMS;
    const TITLE: Text = texts::ITEMS;
    const ABOUT: Text = say(
        "企业已发布、正在接受申报的项目，最近发布的在前。",
        "What enterprises offer and what takes applications, the latest published first.",
    );
    const PAGE: &'static str = paths::ITEMS;
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("q", "words in title, goals, majors or industries"),
        ("type", "T1 to T6"),
        ("enterprise", "part of the name"),
        ("major", "part of a major"),
        ("cash", "cash for each project at least, in yuan"),
    ];

    fn columns() -> Vec<Column<ItemRow>> {
        vec![
            Column::text("title", label("item.title"), |r: &ItemRow, _| Value::from(r.item.title.as_str())).wide(),
            Column::word("type", texts::TYPE, |r: &ItemRow, to| to.word(r.item.project_type)),
            Column::text("enterprise", texts::ENTERPRISE, |r: &ItemRow, _| Value::from(r.enterprise.as_str())),
            Column::text(
                "enterprise_en",
                say("企业英文名称", "English name of the enterprise"),
                |r: &ItemRow, _| Value::from(r.enterprise_en.as_str()),
            )
            .on_request(),
            Column::text("majors", heading("majors"), |r: &ItemRow, _| Value::from(r.item.majors.as_str())),
            Column::text("industries", heading("industries"), |r: &ItemRow, _| Value::from(r.item.industries.as_str())),
            Column::whole("offers", label("offers"), |r: &ItemRow, _| Value::Whole(r.item.offers)),
            Column::whole("offers_left", say("剩余名额", "Offers left"), |r: &ItemRow, _| {
                Value::Whole(r.item.offers_left())
            }),
            Column::money(
                "cash_each",
                say("每项支持经费（元）", "Cash for each project (yuan)"),
                |r: &ItemRow, _| Value::Money(r.item.cash_each.fen()),
            ),
            Column::money(
                "goods_each",
                say("每项软硬件价值（元）", "Value of goods for each project (yuan)"),
                |r: &ItemRow, _| Value::Money(r.item.goods_each.fen()),
            ),
            Column::day("deadline_on", label("deadline_on"), |r: &ItemRow, _| Value::from(r.item.deadline_on)),
            Column::day("published_on", say("发布日期", "Published on"), |r: &ItemRow, _| {
                Value::from(r.item.published_at.map(|at| at.day()))
            }),
            Column::text("goals", heading("goals"), |r: &ItemRow, _| Value::from(r.item.goals.as_str()))
                .wide()
                .on_request(),
            Column::text("conditions", heading("conditions"), |r: &ItemRow, _| Value::from(r.item.conditions.as_str()))
                .wide()
                .on_request(),
            Column::text("deliverables", heading("deliverables"), |r: &ItemRow, _| {
                Value::from(r.item.deliverables.as_str())
            })
            .wide()
            .on_request(),
            Column::text("id", say("项目标识", "Identifier"), |r: &ItemRow, _| Value::Text(r.item.id.to_string()))
                .on_request(),
            Column::text("enterprise_id", say("企业标识", "Identifier of the enterprise"), |r: &ItemRow, _| {
                Value::Text(r.item.enterprise_id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &ItemRow, to| to.link(&paths::item(r.item.id))).on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<ItemRow>, Refusal> {
        let query: ItemQuery = asked.read()?;
        let page = lists::open_items(tx, &ItemFilter { page: rows, ..query.filter() })?;
        let enterprises: Vec<OrganisationId> = page.rows.iter().map(|item| item.enterprise_id).collect();
        let names = directory::organisation_names_both(tx, &enterprises)?;
        let next = page.next.map(|id| id.to_string());
        Ok(Page { rows: page.rows.into_iter().map(|item| row(item, &names)).collect(), next })
    }
}

fn row(item: Item, names: &HashMap<OrganisationId, (String, String)>) -> ItemRow {
    let (enterprise, enterprise_en) = names.get(&item.enterprise_id).cloned().unwrap_or_default();
    ItemRow { item, enterprise, enterprise_en }
}

/// The guidelines somebody may see from inside.
pub struct Guidelines;

impl Listed for Guidelines {
    type Row = GuidelineRow;
    const KEY: &'static str = GUIDELINES;
    const TITLE: Text = texts::GUIDELINES;
    const ABOUT: Text = say(
        "您当前身份可以查看的项目指南，从新到旧排列。",
        "The guidelines you may see in your present role, the newest first.",
    );
    const PAGE: &'static str = paths::GUIDELINES;
    const ACCESS: Access = INSIDE;
    const API: Access = Access::Token("guidelines:read");
    const FILTERS: &'static [(&'static str, &'static str)] = &[("state", "where the guideline stands")];

    fn columns() -> Vec<Column<GuidelineRow>> {
        vec![
            Column::text("title", label("title"), |r: &GuidelineRow, _| Value::from(r.title.as_str())).wide(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &GuidelineRow, _| Value::from(r.enterprise.as_str())),
            Column::text(
                "enterprise_en",
                say("企业英文名称", "English name of the enterprise"),
                |r: &GuidelineRow, _| Value::from(r.enterprise_en.as_str()),
            )
            .on_request(),
            Column::text("round", texts::ROUND, |r: &GuidelineRow, _| Value::from(r.round.as_str())),
            Column::word("is_special", texts::SPECIAL, |r: &GuidelineRow, to| to.yes(r.is_special)).narrow(),
            Column::whole("items", say("项目数", "Items"), |r: &GuidelineRow, _| Value::Whole(r.items)),
            Column::word("state", texts::STATE, |r: &GuidelineRow, to| to.word(r.state)),
            Column::at("state_since", texts::SINCE, |r: &GuidelineRow, _| Value::At(r.state_since)),
            Column::text("id", say("指南标识", "Identifier"), |r: &GuidelineRow, _| Value::Text(r.id.to_string()))
                .on_request(),
            Column::link("link", say("网址", "Page"), |r: &GuidelineRow, to| to.link(&paths::guideline(r.id)))
                .on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<GuidelineRow>, Refusal> {
        let query: GuidelineQuery = asked.read()?;
        let state = State::parse(&query.state).ok();
        let page = lists::guidelines(tx, actor.ok_or(Refusal::NotFound)?, state, query.after.0, rows)?;
        Ok(Page { rows: page.rows, next: page.next.map(|id| id.to_string()) })
    }
}
