//! Payments and deliveries with their receipts, to take along.

use db::Tx;
use exports::{Asked, Column, Listed as List, Page};
use kernel::{Actor, Refusal, Text, say};
use sheets::Value;
use web::Access;

use crate::lists::{self, Filter, Listed};
use crate::{paths, texts};

pub(crate) const KEY: &str = "funding";

/// The parts of payment plans somebody may see.
pub struct Funding;

impl List for Funding {
    type Row = Listed;
    const KEY: &'static str = KEY;
    const TITLE: Text = texts::FUNDING;
    const ABOUT: Text = say(
        "您当前身份可以查看的拨付、交付与到账、签收情况，每期一行。",
        "Payments and deliveries with their receipts as you may see them in your present role, a line for each part.",
    );
    const PAGE: &'static str = paths::LIST;
    const ACCESS: Access = Access::SignedIn;
    const API: Access = Access::Token("funding:read");
    const FILTERS: &'static [(&'static str, &'static str)] =
        &[("state", "where the part stands"), ("kind", "cash or goods"), ("late", "on: only what is late")];

    fn columns() -> Vec<Column<Listed>> {
        vec![
            Column::text("number", say("项目编号", "Project number"), |r: &Listed, _| {
                Value::from(r.number.as_str())
            }),
            Column::text("title", say("项目名称", "Title"), |r: &Listed, _| Value::from(r.title.as_str())).wide(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &Listed, _| Value::from(r.enterprise.as_str())),
            Column::text("university", texts::UNIVERSITY, |r: &Listed, _| Value::from(r.university.as_str())),
            Column::whole("part", texts::NUMBER, |r: &Listed, _| Value::Whole(r.instalment.sort + 1)),
            Column::word("kind", texts::KIND, |r: &Listed, to| to.word(r.instalment.kind)).narrow(),
            Column::money("amount", say("金额（元）", "Amount (yuan)"), |r: &Listed, _| {
                Value::Money(r.instalment.amount.fen())
            }),
            Column::day("due_on", texts::DUE_ON, |r: &Listed, _| Value::Day(r.instalment.due_on)),
            Column::word("state", texts::STATE, |r: &Listed, to| to.word(r.instalment.state)),
            Column::day("paid_on", say("拨付或交付日期", "Paid or delivered on"), |r: &Listed, _| {
                Value::from(r.instalment.paid_on)
            })
            .about(say("由企业填写", "As the enterprise says")),
            Column::day("received_on", say("到账或签收日期", "Received on"), |r: &Listed, _| {
                Value::from(r.instalment.received_on)
            })
            .about(say("由高校确认", "As the university confirms")),
            Column::at("late_at", say("标记逾期时间", "Marked as late"), |r: &Listed, _| {
                Value::from(r.instalment.late_at)
            }),
            Column::text("note", say("备注", "Note"), |r: &Listed, _| Value::from(r.instalment.note.as_str()))
                .on_request(),
            Column::text("paid_note", say("拨付说明", "Note on the payment"), |r: &Listed, _| {
                Value::from(r.instalment.paid_note.as_str())
            })
            .on_request(),
            Column::text("received_note", say("签收说明", "Note on the receipt"), |r: &Listed, _| {
                Value::from(r.instalment.received_note.as_str())
            })
            .on_request(),
            Column::word("is_stamped", say("签收单已盖章", "Receipt carries a stamp"), |r: &Listed, to| {
                to.yes(r.instalment.is_stamped)
            })
            .on_request()
            .about(say("X-03", "X-03")),
            Column::text("id", say("期次标识", "Identifier"), |r: &Listed, _| {
                Value::Text(r.instalment.id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &Listed, to| {
                to.link(&paths::instalment(r.instalment.project_id, r.instalment.id))
            })
            .on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Listed>, Refusal> {
        let viewer = projects::viewer(tx, actor.ok_or(Refusal::NotFound)?)?;
        let filter = Filter { page: rows, ..asked.read()? };
        Ok(Page::of(lists::page(tx, &viewer, &filter)?, rows, |row| row.instalment.id.to_string()))
    }
}
