//! The list of applications, to take along.

use db::Tx;
use exports::{Asked, Column, Listed as List, Page};
use kernel::{Actor, Refusal, Text, say};
use sheets::Value;
use web::Access;

use crate::lists::{self, Listed};
use crate::pages::Asked as ListQuery;
use crate::{paths, texts};

pub(crate) const KEY: &str = "applications";

/// The applications somebody may see.
pub struct Applications;

impl List for Applications {
    type Row = Listed;
    const KEY: &'static str = KEY;
    const TITLE: Text = texts::APPLICATIONS;
    const ABOUT: Text = say(
        "您当前身份可以查看的申请，从新到旧排列。",
        "The applications you may see in your present role, the newest first.",
    );
    const PAGE: &'static str = paths::LIST;
    const ACCESS: Access = Access::SignedIn;
    const API: Access = Access::Token("applications:read");
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("state", "where the application stands"),
        ("type", "T1 to T6"),
        ("item", "identifier of the guideline item"),
        ("q", "part of the title, of a name or of a school"),
    ];

    fn columns() -> Vec<Column<Listed>> {
        vec![
            Column::text("title", texts::label("title"), |r: &Listed, _| Value::from(r.title.as_str())).wide(),
            Column::text("pi", texts::PI, |r: &Listed, _| Value::from(r.pi_name.as_str())).narrow(),
            Column::text("school", texts::label("school"), |r: &Listed, _| Value::from(r.school.as_str())),
            Column::text("university", texts::UNIVERSITY, |r: &Listed, _| Value::from(r.university.as_str())),
            Column::text(
                "university_en",
                say("高校英文名称", "English name of the university"),
                |r: &Listed, _| Value::from(r.university_en.as_str()),
            )
            .on_request(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &Listed, _| Value::from(r.enterprise.as_str())),
            Column::text(
                "enterprise_en",
                say("企业英文名称", "English name of the enterprise"),
                |r: &Listed, _| Value::from(r.enterprise_en.as_str()),
            )
            .on_request(),
            Column::text("item", texts::ITEM, |r: &Listed, _| Value::from(r.item_title.as_str())).wide(),
            Column::word("type", texts::TYPE, |r: &Listed, to| to.word(r.project_type)),
            Column::word("state", texts::STATE, |r: &Listed, to| to.word(r.state)),
            Column::at("state_since", say("状态起始时间", "In this state since"), |r: &Listed, _| {
                Value::At(r.state_since)
            }),
            Column::at("submitted_at", texts::SUBMITTED, |r: &Listed, _| Value::from(r.submitted_at)),
            Column::day("due_on", texts::DUE, |r: &Listed, _| Value::from(r.due_on))
                .about(say("高校审核的最后一天（U-03）", "Last day of the university's review (U-03)")),
            Column::at("saved_at", say("最后保存", "Last saved"), |r: &Listed, _| Value::At(r.saved_at)).on_request(),
            Column::text("id", say("申请标识", "Identifier"), |r: &Listed, _| Value::Text(r.id.to_string()))
                .on_request(),
            Column::text("item_id", say("指南项目标识", "Identifier of the item"), |r: &Listed, _| {
                Value::Text(r.item_id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &Listed, to| to.link(&paths::application(r.id))).on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Listed>, Refusal> {
        let query: ListQuery = asked.read()?;
        let filter = lists::Filter { page: rows, ..query.filter() };
        let (rows, more) = lists::list(tx, actor.ok_or(Refusal::NotFound)?, &filter)?;
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        Ok(Page { rows, next })
    }
}
