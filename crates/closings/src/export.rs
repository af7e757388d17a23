//! Published results with their certificates, and the closings of a role, to take along.

use std::collections::HashMap;

use db::Tx;
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, Refusal, Text, say};
use sheets::Value;
use web::Access;

use crate::lists::{self, Filter, Line, Published};
use crate::{paths, texts};

pub(crate) const PUBLISHED: &str = "closings";
pub(crate) const MINE: &str = "my-closings";

fn filter(asked: &Asked, rows: usize) -> Result<Filter, Refusal> {
    let query: HashMap<String, String> = asked.pairs().iter().cloned().collect();
    Ok(Filter { page: rows, ..Filter::of(&query)? })
}

/// What is published of closings: everybody reads it.
pub struct PublishedClosings;

impl Listed for PublishedClosings {
    type Row = Published;
    const KEY: &'static str = PUBLISHED;
    const TITLE: Text = texts::CLOSINGS;
    const ABOUT: Text = say(
        "已公布的结题结果与结题证书，任何人都可查询。",
        "Published results of closings with their certificates, as everybody may look them up.",
    );
    const PAGE: &'static str = paths::LIST;
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("year", "year of publication"),
        ("university", "identifier or part of the name"),
        ("enterprise", "identifier or part of the name"),
    ];

    fn columns() -> Vec<Column<Published>> {
        vec![
            Column::text("number", texts::NUMBER, |r: &Published, _| Value::from(r.number.as_str())),
            Column::text("title", texts::TITLE, |r: &Published, _| Value::from(r.title.as_str())).wide(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &Published, _| Value::from(r.enterprise.as_str())),
            Column::text("university", texts::UNIVERSITY, |r: &Published, _| Value::from(r.university.as_str())),
            Column::text("pi", texts::PI, |r: &Published, _| Value::from(r.pi.as_str())).narrow(),
            Column::word("result", texts::RESULT, |r: &Published, to| to.word(r.result)),
            Column::day("published_on", texts::PUBLISHED_ON, |r: &Published, _| {
                Value::from(r.published_at.map(|at| at.day()))
            }),
            Column::text("certificate", say("证书核验码", "Code of the certificate"), |r: &Published, _| {
                Value::from(r.certificate.as_deref().unwrap_or(""))
            })
            .about(say("凭此码可核验结题证书（Z-08）", "The certificate is checked by this code (Z-08)")),
            Column::text("id", say("结题标识", "Identifier"), |r: &Published, _| Value::Text(r.id.to_string()))
                .on_request(),
            Column::text("project_id", say("项目标识", "Identifier of the project"), |r: &Published, _| {
                Value::Text(r.project_id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &Published, to| to.link(&paths::closing(r.id))).on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Published>, Refusal> {
        let page = lists::published(tx, &filter(asked, rows)?)?;
        Ok(Page { rows: page.rows, next: page.next.map(|id| id.to_string()) })
    }
}

/// The closings somebody's role has to do with.
pub struct MyClosings;

impl Listed for MyClosings {
    type Row = Line;
    const KEY: &'static str = MINE;
    const TITLE: Text = texts::CLOSING;
    const ABOUT: Text =
        say("与您当前身份有关的结题，从新到旧排列。", "Closings that concern your present role, the newest first.");
    const PAGE: &'static str = "/closings?view=mine";
    const ACCESS: Access = Access::SignedIn;
    const API: Access = Access::Token("closings:read");
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("state", "where the closing stands"),
        ("university", "identifier or part of the name"),
        ("enterprise", "identifier or part of the name"),
    ];

    fn columns() -> Vec<Column<Line>> {
        vec![
            Column::text("number", texts::NUMBER, |r: &Line, _| Value::from(r.number.as_str())),
            Column::text("title", texts::TITLE, |r: &Line, _| Value::from(r.title.as_str())).wide(),
            Column::text("enterprise", texts::ENTERPRISE, |r: &Line, _| Value::from(r.enterprise.as_str())),
            Column::text("university", texts::UNIVERSITY, |r: &Line, _| Value::from(r.university.as_str())),
            Column::text("pi", texts::PI, |r: &Line, _| Value::from(r.pi.as_str())).narrow(),
            Column::word("mode", say("运行模式", "Operating mode"), |r: &Line, to| to.word(r.mode)).narrow(),
            Column::word("state", texts::STATE, |r: &Line, to| to.word(r.state)),
            Column::at("state_since", say("状态起始时间", "In this state since"), |r: &Line, _| {
                Value::At(r.state_since)
            }),
            Column::text("id", say("结题标识", "Identifier"), |r: &Line, _| Value::Text(r.id.to_string())).on_request(),
            Column::text("project_id", say("项目标识", "Identifier of the project"), |r: &Line, _| {
                Value::Text(r.project_id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &Line, to| to.link(&paths::closing(r.id))).on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Line>, Refusal> {
        let page = lists::visible(tx, actor.ok_or(Refusal::NotFound)?, &filter(asked, rows)?)?;
        Ok(Page { rows: page.rows, next: page.next.map(|id| id.to_string()) })
    }
}
