//! The register and the role's own projects, to take along.

use std::collections::HashMap;

use db::Tx;
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, OrganisationId, Refusal, Text, province, say};
use sheets::Value;
use web::Access;

use crate::filing::{self, Body};
use crate::pages::{RegisterQuery, search_page};
use crate::public::PublicState;
use crate::{Filing, Project, paths, texts};

/// The names under which the lists are taken along.
pub(crate) const REGISTER: &str = "projects";
const MINE: &str = "my-projects";
pub(crate) const FILINGS: &str = "filings";

/// Which list a page of the register shows.
pub(crate) fn of(asked: &RegisterQuery) -> &'static str {
    if asked.is_mine() { MINE } else { REGISTER }
}

/// A project with what lists do not hold of it.
pub struct Row {
    project: Project,
    enterprise_en: String,
    university_en: String,
}

const FILTERS: &[(&str, &str)] = &[
    ("year", "year of establishment"),
    ("type", "T1 to T6"),
    ("province", "two digits of GB/T 2260"),
    ("state", "where the project stands"),
    ("mode", "legacy or 2024"),
    ("enterprise", "identifier or part of the name"),
    ("university", "identifier or part of the name"),
    ("number", "the whole project number"),
    ("title", "words of the title"),
];

/// What everybody reads of projects.
pub struct Register;

impl Listed for Register {
    type Row = Row;
    const KEY: &'static str = REGISTER;
    const TITLE: Text = texts::PROJECTS;
    const ABOUT: Text = say(
        "已立项备案、任何人都可查询的项目，按年度从新到旧排列。",
        "Established and filed projects as everybody may look them up, the newest year first.",
    );
    const PAGE: &'static str = paths::REGISTER;
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = FILTERS;

    fn columns() -> Vec<Column<Row>> {
        let mut all = common();
        all.push(Column::word("state", texts::STATE, |r: &Row, to| to.word(PublicState::of(r.project.state))).narrow());
        all.extend(last());
        all
    }
    fn page(tx: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Row>, Refusal> {
        let mut query: RegisterQuery = asked.read()?;
        query.mine.clear();
        page(tx, None, &query, rows)
    }
}

/// The projects somebody's role has to do with, as its parties see them.
pub struct Mine;

impl Listed for Mine {
    type Row = Row;
    const KEY: &'static str = MINE;
    const TITLE: Text = say("我的项目", "My projects");
    const ABOUT: Text = say(
        "您当前身份可以查看内部情况的项目（高校管理员为本校项目，企业为本企业项目，项目负责人为本人项目）。",
        "Projects whose inside you see in your present role: those of your university or enterprise, or those you lead.",
    );
    const PAGE: &'static str = "/projects?mine=1";
    const ACCESS: Access = Access::SignedIn;
    const API: Access = Access::Token("projects:read");
    const FILTERS: &'static [(&'static str, &'static str)] = FILTERS;

    fn columns() -> Vec<Column<Row>> {
        let mut all = common();
        all.extend([
            Column::word("state", texts::STATE, |r: &Row, to| to.word(r.project.state)).narrow(),
            Column::at("state_since", say("状态起始时间", "In this state since"), |r: &Row, _| {
                Value::At(r.project.state_since)
            })
            .on_request(),
            Column::money("cash", say("企业支持经费（元）", "Cash (yuan)"), |r: &Row, _| {
                Value::Money(r.project.cash.fen())
            }),
            Column::money("goods", say("软硬件价值（元）", "Value of goods (yuan)"), |r: &Row, _| {
                Value::Money(r.project.goods.fen())
            }),
            Column::day("starts_on", say("开始日期", "Starts on"), |r: &Row, _| Value::Day(r.project.starts_on)),
            Column::day("closes_on", say("应结题日期", "Closes on"), |r: &Row, _| Value::Day(r.project.closes_on))
                .about(say("含已批准的延期", "With postponements that were approved")),
            Column::day("agreed_closes_on", say("协议结题日期", "Closing day of the agreement"), |r: &Row, _| {
                Value::Day(r.project.agreed_closes_on)
            })
            .on_request(),
            Column::whole("postponements", say("延期次数", "Postponements"), |r: &Row, _| {
                Value::Whole(r.project.postponements)
            })
            .on_request(),
            Column::text("late_since", say("款项逾期自", "Money late since"), |r: &Row, _| {
                Value::from(r.project.late_since.as_deref().unwrap_or(""))
            })
            .on_request(),
        ]);
        all.extend(last());
        all
    }
    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Row>, Refusal> {
        let mut query: RegisterQuery = asked.read()?;
        query.mine = "1".into();
        page(tx, Some(actor.ok_or(Refusal::NotFound)?), &query, rows)
    }
}

/// Filing records as everybody may check them.
pub struct Filings;

/// A filing with its content read.
pub struct FilingRow {
    filing: Filing,
    body: Body,
}

impl Listed for Filings {
    type Row = FilingRow;
    const KEY: &'static str = FILINGS;
    const TITLE: Text = say("备案记录", "Filings");
    const ABOUT: Text = say(
        "全部备案记录，最近备案的在前；每条都含前一条的校验值，任何人都可核对。",
        "All filing records, the latest first; each holds the hash of the one before, so that anybody can check the chain.",
    );
    const PAGE: &'static str = paths::FILINGS;
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[];

    fn columns() -> Vec<Column<FilingRow>> {
        vec![
            Column::whole("sequence", say("序号", "Sequence"), |r: &FilingRow, _| Value::Whole(r.filing.sequence)),
            Column::text("number", texts::NUMBER, |r: &FilingRow, _| Value::from(r.filing.number.as_str())),
            Column::text("title", texts::TITLE, |r: &FilingRow, _| Value::from(r.body.title.as_str())).wide(),
            Column::word("type", texts::TYPE, |r: &FilingRow, to| to.word(r.body.project_type)),
            Column::text("enterprise", texts::ENTERPRISE, |r: &FilingRow, _| Value::from(r.body.enterprise.as_str())),
            Column::text("university", texts::UNIVERSITY, |r: &FilingRow, _| Value::from(r.body.university.as_str())),
            Column::text("pi", texts::PI, |r: &FilingRow, _| Value::from(r.body.pi.as_str())).narrow(),
            Column::word("mode", texts::MODE, |r: &FilingRow, to| to.word(r.body.mode)).narrow(),
            Column::day("established_on", say("立项日期", "Established on"), |r: &FilingRow, _| {
                Value::Day(r.body.established_on)
            }),
            Column::at("filed_at", say("备案时间", "Filed at"), |r: &FilingRow, _| Value::At(r.filing.filed_at)),
            Column::text("hash", say("校验值", "Hash"), |r: &FilingRow, _| Value::from(r.filing.hash.as_str()))
                .about(say("SHA-256，含前一条的校验值", "SHA-256 over the record and the hash before it")),
            Column::text("prev_hash", say("前一条的校验值", "Hash of the one before"), |r: &FilingRow, _| {
                Value::from(r.filing.prev_hash.as_str())
            })
            .on_request(),
            Column::text("body", say("备案内容（JSON）", "Content that is hashed (JSON)"), |r: &FilingRow, _| {
                Value::from(r.filing.body.as_str())
            })
            .wide()
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &FilingRow, to| to.link(&paths::filing(&r.filing.number)))
                .on_request(),
        ]
    }

    fn page(tx: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<FilingRow>, Refusal> {
        let before = asked.after::<i64>()?.unwrap_or(i64::MAX);
        let found = filing::before(tx, before, rows + 1)?.into_iter().map(|filing| {
            let body = serde_json::from_str(&filing.body).map_err(Refusal::fault)?;
            Ok(FilingRow { filing, body })
        });
        let found: Vec<FilingRow> = found.collect::<Result<_, Refusal>>()?;
        Ok(Page::of(found, rows, |row| row.filing.sequence.to_string()))
    }
}

fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, query: &RegisterQuery, rows: usize) -> Result<Page<Row>, Refusal> {
    let (found, faults) = search_page(tx, query, actor, rows)?;
    if !faults.is_empty() {
        return Err(Refusal::Breaches(faults));
    }
    let parties: Vec<OrganisationId> = found.rows.iter().flat_map(|p| [p.enterprise_id, p.university_id]).collect();
    let names = directory::organisation_names_both(tx, &parties)?;
    let next = found.next.map(|after| after.to_string());
    Ok(Page { rows: found.rows.into_iter().map(|project| row(project, &names)).collect(), next })
}

fn row(project: Project, names: &HashMap<OrganisationId, (String, String)>) -> Row {
    let en = |id| names.get(&id).map(|(_, en)| en.clone()).unwrap_or_default();
    Row { enterprise_en: en(project.enterprise_id), university_en: en(project.university_id), project }
}

fn common() -> Vec<Column<Row>> {
    vec![
        Column::text("number", texts::NUMBER, |r: &Row, _| Value::from(r.project.number.as_str())),
        Column::text("title", texts::TITLE, |r: &Row, _| Value::from(r.project.title.as_str())).wide(),
        Column::word("type", texts::TYPE, |r: &Row, to| to.word(r.project.project_type)),
        Column::text("enterprise", texts::ENTERPRISE, |r: &Row, _| Value::from(r.project.enterprise_name.as_str()))
            .about(say("立项时的名称", "As it was called at establishment")),
        Column::text("enterprise_en", say("企业英文名称", "English name of the enterprise"), |r: &Row, _| {
            Value::from(r.enterprise_en.as_str())
        })
        .on_request(),
        Column::text("university", texts::UNIVERSITY, |r: &Row, _| Value::from(r.project.university_name.as_str()))
            .about(say("立项时的名称", "As it was called at establishment")),
        Column::text("university_en", say("学校英文名称", "English name of the university"), |r: &Row, _| {
            Value::from(r.university_en.as_str())
        })
        .on_request(),
        Column::text("pi", texts::PI, |r: &Row, _| Value::from(r.project.pi_name.as_str())).narrow(),
        Column::whole("year", texts::YEAR, |r: &Row, _| Value::Whole(r.project.year)),
        Column::word("mode", texts::MODE, |r: &Row, to| to.word(r.project.mode))
            .narrow()
            .on_request()
            .about(say("立项时所依据的运行模式，之后不变", "The mode it was established in; it never changes")),
        Column::text("province", texts::PROVINCE, |r: &Row, to| {
            Value::from(province::by_code(&r.project.province).map_or("", |p| p.name.get(to.lang)))
        })
        .narrow()
        .about(say("学校所在省份", "Of the university")),
        Column::text("province_code", say("省份代码", "Code of the province"), |r: &Row, _| {
            Value::from(r.project.province.as_str())
        })
        .on_request()
        .about(say("GB/T 2260 前两位", "The first two digits of GB/T 2260")),
        Column::day("established_on", say("立项日期", "Established on"), |r: &Row, _| {
            Value::Day(r.project.established_on)
        }),
    ]
}

fn last() -> Vec<Column<Row>> {
    vec![
        Column::text("id", say("项目标识", "Identifier"), |r: &Row, _| Value::Text(r.project.id.to_string()))
            .on_request(),
        Column::text("enterprise_id", say("企业标识", "Identifier of the enterprise"), |r: &Row, _| {
            Value::Text(r.project.enterprise_id.to_string())
        })
        .on_request(),
        Column::text("university_id", say("学校标识", "Identifier of the university"), |r: &Row, _| {
            Value::Text(r.project.university_id.to_string())
        })
        .on_request(),
        Column::link("link", say("网址", "Page"), |r: &Row, to| to.link(&paths::project(r.project.id))).on_request(),
    ]
}
