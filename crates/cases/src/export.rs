//! Published cases to take along.

use db::Tx;
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, Breach, CaseCallId, Refusal, Text, Word, say};
use sheets::Value;
use web::Access;

use crate::lists::{self, PublicCase, Wanted};
use crate::state::Kind;
use crate::{paths, texts};

pub(crate) const KEY: &str = "cases";

/// Published cases of all years: everybody reads them. Rule M-07: each row carries year and kind.
pub struct PublishedCases;

impl Listed for PublishedCases {
    type Row = PublicCase;
    const KEY: &'static str = KEY;
    const TITLE: Text = texts::CASES;
    const ABOUT: Text =
        say("已公布的优秀项目案例，任何人都可查询。", "Published cases, as everybody may look them up.");
    const PAGE: &'static str = paths::CASES;
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("call", "identifier of the call"),
        ("year", "year of the cases"),
        ("kind", "project, university or enterprise"),
    ];

    fn columns() -> Vec<Column<PublicCase>> {
        vec![
            Column::text("year", texts::YEAR, |r: &PublicCase, _| Value::Text(r.year.to_string())).narrow(),
            Column::word("kind", texts::KIND, |r: &PublicCase, to| to.word(r.kind)).narrow(),
            Column::text("title", texts::TITLE, |r: &PublicCase, _| Value::from(r.title_zh.as_str())).wide(),
            Column::text("university", texts::UNIVERSITY, |r: &PublicCase, _| Value::from(r.university.as_str())),
            Column::text("enterprise", texts::ENTERPRISE, |r: &PublicCase, _| Value::from(r.enterprise.as_str())),
            Column::text("author", texts::AUTHOR, |r: &PublicCase, _| Value::from(r.author.as_str())).narrow(),
            Column::text("project", texts::PROJECT, |r: &PublicCase, _| Value::from(r.project_number.as_str())),
            Column::word("state", texts::STATE, |r: &PublicCase, to| to.word(r.state)).narrow(),
            Column::day("published_on", say("公布日期", "Published on"), |r: &PublicCase, _| {
                Value::from(r.published_at.map(|at| at.day()))
            }),
            Column::text("title_en", say("英文名称", "Title in English"), |r: &PublicCase, _| {
                Value::from(r.title_en.as_str())
            })
            .on_request(),
            Column::text("id", say("案例标识", "Identifier"), |r: &PublicCase, _| Value::Text(r.id.to_string()))
                .on_request(),
            Column::link("link", say("网址", "Page"), |r: &PublicCase, to| to.link(&paths::case(r.id))).on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<PublicCase>, Refusal> {
        let page = lists::published_cases(tx, wanted(asked, rows)?)?;
        Ok(Page { rows: page.rows, next: page.next.map(|id| id.to_string()) })
    }
}

fn wanted(asked: &Asked, rows: usize) -> Result<Wanted, Refusal> {
    let mut wanted = Wanted { page: rows, ..Wanted::default() };
    let no = |field: &str| Breach::field(field, say("无法识别的筛选条件", "This filter cannot be read"));
    for (name, value) in asked.pairs().iter().filter(|(_, value)| !value.trim().is_empty()) {
        let value = value.trim();
        match name.as_str() {
            "call" => wanted.call = Some(value.parse::<CaseCallId>().map_err(|_| no("call"))?),
            "year" => wanted.year = Some(value.parse().map_err(|_| no("year"))?),
            "kind" => wanted.kind = Some(Kind::parse(value).map_err(|_| no("kind"))?),
            "after" => wanted.after = Some(value.parse().map_err(|_| no("after"))?),
            _ => {}
        }
    }
    Ok(wanted)
}
