//! The list of agreements, to take along.

use db::Tx;
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, Refusal, Text, say};
use sheets::Value;
use web::Access;

use crate::lists::{self, Filter, Row};
use crate::{paths, texts};

pub(crate) const KEY: &str = "agreements";

/// The agreements somebody may see.
pub struct Agreements;

impl Listed for Agreements {
    type Row = Row;
    const KEY: &'static str = KEY;
    const TITLE: Text = texts::AGREEMENTS;
    const ABOUT: Text = say(
        "您当前身份可以查看的合作协议，从新到旧排列。",
        "The agreements you may see in your present role, the newest first.",
    );
    const PAGE: &'static str = paths::LIST;
    const ACCESS: Access = Access::SignedIn;
    const API: Access = Access::Token("agreements:read");
    const FILTERS: &'static [(&'static str, &'static str)] =
        &[("state", "where the agreement stands"), ("mode", "legacy or 2024"), ("q", "part of the title")];

    fn columns() -> Vec<Column<Row>> {
        vec![
            Column::text("title", texts::TITLE, |r: &Row, _| Value::from(r.title.as_str())).wide(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &Row, _| Value::from(r.enterprise.as_str())),
            Column::text("enterprise_en", say("企业英文名称", "English name of the enterprise"), |r: &Row, _| {
                Value::from(r.enterprise_en.as_str())
            })
            .on_request(),
            Column::text("university", texts::UNIVERSITY, |r: &Row, _| Value::from(r.university.as_str())),
            Column::text("university_en", say("高校英文名称", "English name of the university"), |r: &Row, _| {
                Value::from(r.university_en.as_str())
            })
            .on_request(),
            Column::text("pi", texts::PI, |r: &Row, _| Value::from(r.pi.as_str())).narrow(),
            Column::money("cash", say("支持经费（元）", "Cash (yuan)"), |r: &Row, _| Value::Money(r.cash.fen())),
            Column::money("goods", say("软硬件价值（元）", "Value of goods (yuan)"), |r: &Row, _| {
                Value::Money(r.goods.fen())
            }),
            Column::word("mode", texts::MODE, |r: &Row, to| to.word(r.mode)).narrow(),
            Column::word("state", texts::STATE, |r: &Row, to| to.word(r.state)),
            Column::at("state_since", say("状态起始时间", "In this state since"), |r: &Row, _| {
                Value::At(r.state_since)
            }),
            Column::text("id", say("协议标识", "Identifier"), |r: &Row, _| Value::Text(r.id.to_string())).on_request(),
            Column::link("link", say("网址", "Page"), |r: &Row, to| to.link(&paths::show(r.id))).on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Row>, Refusal> {
        let filter = Filter { page: rows, ..asked.read()? };
        let found = lists::page(tx, actor.ok_or(Refusal::NotFound)?, &filter)?;
        Ok(Page::of(found, rows, |row| row.id.to_string()))
    }
}
