//! The rows of each table.

use kernel::{OrganisationId, ProjectType, Text, Word, province as provinces_of, say};

use super::{Cell, Grid, Names};
use crate::count::{Figures, Side, Sums};
use crate::facts::NO_INDUSTRY;
use crate::paths::To;
use crate::rules::{Outcome, Support};
use crate::texts;

type Heads = &'static [(&'static str, Text)];

fn sums(sums: &Sums, href: &str) -> [Cell; 3] {
    [
        Cell::Count { n: sums.projects, href: href.to_owned() },
        Cell::Money { amount: sums.cash, href: href.to_owned() },
        Cell::Money { amount: sums.goods, href: href.to_owned() },
    ]
}

fn grid(columns: Heads, rows: Vec<Vec<Cell>>) -> Grid {
    Grid { columns: columns.to_vec(), rows }
}

const PROJECTS: (&str, Text) = ("projects", texts::PROJECTS);
const CASH: (&str, Text) = ("cash", texts::CASH);
const GOODS: (&str, Text) = ("goods", texts::GOODS);

pub(super) fn years(figures: &Figures, to: &To) -> Grid {
    const HEADS: Heads = &[
        ("year", texts::YEAR),
        ("new_projects", texts::NEW),
        ("projects", texts::UNTIL),
        ("enterprises", texts::ENTERPRISES_UNTIL),
        ("universities", texts::UNIVERSITIES_UNTIL),
        ("new_cash", texts::NEW_CASH),
        ("new_goods", texts::NEW_GOODS),
        ("cash", texts::CASH_UNTIL),
        ("goods", texts::GOODS_UNTIL),
    ];
    let row = |year: &crate::count::Year| {
        let [new, new_cash, new_goods] = sums(&year.new, &to.projects(&[("year", &year.year.to_string())]));
        let [until, cash, goods] = sums(&year.until, &to.projects_until(year.year));
        let of = |side: Side, n: u64| Cell::Count { n, href: to.organisations_until(side, year.year) };
        let (enterprises, universities) =
            (of(Side::Enterprise, year.enterprises), of(Side::University, year.universities));
        vec![Cell::Year(year.year), new, until, enterprises, universities, new_cash, new_goods, cash, goods]
    };
    grid(HEADS, figures.years.iter().map(row).collect())
}

pub(super) fn types(figures: &Figures, to: &To) -> Grid {
    const HEADS: Heads = &[("type", texts::TYPE), PROJECTS, CASH, GOODS];
    let row = |(kind, found): (&ProjectType, &Sums)| {
        let href = to.projects(&[("type", kind.word())]);
        std::iter::once(Cell::said(kind.text())).chain(sums(found, &href)).collect()
    };
    grid(HEADS, ProjectType::ALL.iter().zip(&figures.kinds).map(row).collect())
}

/// The name of a province by its number.
pub(crate) fn province(code: u8) -> Text {
    provinces_of::by_code(&format!("{code:02}")).map_or(texts::UNKNOWN, |province| province.name)
}

pub(super) fn provinces(figures: &Figures, to: &To) -> Grid {
    const HEADS: Heads = &[("province", texts::PROVINCE), PROJECTS, CASH, GOODS];
    let mut all: Vec<_> = figures.provinces.iter().collect();
    all.sort_by_key(|(code, sums)| (std::cmp::Reverse(sums.projects), *code));
    let row = |(code, found): &&(u8, Sums)| {
        let href = to.projects(&[("province", &format!("{code:02}"))]);
        std::iter::once(Cell::said(province(*code))).chain(sums(found, &href)).collect()
    };
    grid(HEADS, all.iter().map(row).collect())
}

fn name_of(names: &Names, id: OrganisationId, href: Option<String>) -> Cell {
    let (zh, en) = names.get(&id).cloned().unwrap_or_else(|| (id.to_string(), String::new()));
    Cell::Said { zh, en, href }
}

pub(super) fn organisations(
    side: Side,
    parties: &[(OrganisationId, Sums)],
    names: &Names,
    to: &To,
    most: usize,
) -> Grid {
    const ENTERPRISES: Heads = &[("enterprise", texts::ENTERPRISE), PROJECTS, CASH, GOODS];
    const UNIVERSITIES: Heads = &[("university", texts::UNIVERSITY), PROJECTS, CASH, GOODS];
    let heads = match side {
        Side::Enterprise => ENTERPRISES,
        Side::University => UNIVERSITIES,
    };
    let row = |(id, found): &(OrganisationId, Sums)| {
        let href = to.projects(&[(side.word(), &id.to_string())]);
        std::iter::once(name_of(names, *id, Some(to.party(side, *id)))).chain(sums(found, &href)).collect()
    };
    grid(heads, parties.iter().take(most).map(row).collect())
}

/// The name of an industry section by its letter.
pub(crate) fn industry(section: u8) -> Text {
    let section = char::from(section);
    directory::industry(&section.to_string()).unwrap_or(texts::UNKNOWN)
}

pub(super) fn industries(figures: &Figures, to: &To) -> Grid {
    const HEADS: Heads = &[("industry", texts::INDUSTRY), PROJECTS, CASH, GOODS];
    let row = |(section, found): &(u8, Sums)| {
        let word = if *section == NO_INDUSTRY { '-' } else { char::from(*section) };
        let href = to.projects(&[("industry", &word.to_string())]);
        std::iter::once(Cell::said(industry(*section))).chain(sums(found, &href)).collect()
    };
    grid(HEADS, figures.industries.iter().map(row).collect())
}

pub(super) fn flows(figures: &Figures, names: &Names, to: &To) -> Grid {
    const HEADS: Heads = &[("from", texts::FROM), ("to", texts::TO), PROJECTS];
    let mut rows = Vec::new();
    for flow in &figures.flows {
        let word = flow.enterprise.map_or_else(|| "others".to_owned(), |id| id.to_string());
        for (kind, n) in ProjectType::ALL.iter().zip(flow.kinds).filter(|(_, n)| *n > 0) {
            let from = match flow.enterprise {
                Some(id) => name_of(names, id, Some(to.party(Side::Enterprise, id))),
                None => Cell::said(texts::OTHERS),
            };
            let href = to.projects(&[("enterprise", &word), ("type", kind.word())]);
            rows.push(vec![from, Cell::said(kind.text()), Cell::Count { n, href }]);
        }
    }
    for (kind, code, n) in &figures.to_provinces {
        let href = to.projects(&[("type", kind.word()), ("province", &format!("{code:02}"))]);
        rows.push(vec![Cell::said(kind.text()), Cell::said(province(*code)), Cell::Count { n: *n, href }]);
    }
    grid(HEADS, rows)
}

pub(super) fn record(figures: &Figures, to: &To) -> Grid {
    const HEADS: Heads = &[
        ("ended_in", texts::ENDED_IN),
        ("ended", texts::ENDED),
        ("passed", say("结题通过", "Closed, passed")),
        ("not_passed", say("结题未通过", "Closed, not passed")),
        ("terminated", say("已终止", "Terminated")),
        ("on_time", say("支持按期到位", "Support on time")),
        ("late", say("支持未按期到位", "Support not on time")),
    ];
    let row = |year: &crate::count::Ended| {
        let ended = year.year.to_string();
        let count = |n: u64, more: Option<(&'static str, &str)>| {
            let pairs: Vec<(&'static str, &str)> = std::iter::once(("ended", ended.as_str())).chain(more).collect();
            Cell::Count { n, href: to.projects(&pairs) }
        };
        let by = |outcome: Outcome| Some(("outcome", outcome.word()));
        let came = |support: Support| Some(("support", support.word()));
        vec![
            Cell::Year(year.year),
            count(year.all(), None),
            count(year.passed, by(Outcome::Passed)),
            count(year.not_passed, by(Outcome::NotPassed)),
            count(year.terminated, by(Outcome::Terminated)),
            count(year.on_time, came(Support::OnTime)),
            count(year.late, came(Support::Late)),
        ]
    };
    grid(HEADS, figures.ended.iter().map(row).collect())
}
