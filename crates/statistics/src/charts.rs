//! Charts as data: what is drawn, with the words and the address of every point. The script in `ui` gives them shape and
//! colour. Amounts are whole yuan here, for lengths alone; what people read of them is written by us.

use kernel::{Lang, Money, ProjectType, Said, Text, Word, say};
use serde_json::{Value, json};

use crate::count::{Figures, Side, Sums};
use crate::map;
use crate::paths::To;
use crate::tables::{Names, SHOWN, Table, industry, province};
use crate::texts;

/// A picture with its heading and, in words, what it shows.
pub(crate) struct Chart {
    pub heading: Text,
    pub said: Said,
    pub data: Value,
}

/// What charts are drawn from.
pub(crate) struct Source<'a> {
    pub figures: &'a Figures,
    pub names: &'a Names,
    pub to: &'a To,
    pub lang: Lang,
}

const SEE_TABLE: Text = say("数据见下方表格。", "The table below holds the data.");

impl Source<'_> {
    /// The charts above a table.
    pub(crate) fn of(&self, table: Table) -> Vec<Chart> {
        match table {
            Table::Years => self.years(),
            Table::Types => {
                let kinds = ProjectType::ALL.iter().zip(&self.figures.kinds);
                let bars = kinds.map(|(kind, sums)| {
                    (kind.text().get(self.lang).to_owned(), *sums, self.to.projects(&[("type", kind.word())]))
                });
                vec![self.bars(say("各类型立项数", "Projects by type"), bars.collect())]
            }
            Table::Provinces => vec![self.tiles()],
            Table::Enterprises => {
                vec![self.organisations(Side::Enterprise, say("立项最多的企业", "Enterprises with the most projects"))]
            }
            Table::Universities => {
                vec![self.organisations(Side::University, say("立项最多的高校", "Universities with the most projects"))]
            }
            Table::Industries => {
                let bars = self.figures.industries.iter().map(|(section, sums)| {
                    let word = if section.is_ascii_uppercase() { char::from(*section) } else { '-' };
                    let href = self.to.projects(&[("industry", &word.to_string())]);
                    (industry(*section).get(self.lang).to_owned(), *sums, href)
                });
                vec![self.bars(say("各行业企业支持的项目数", "Projects by the enterprise's industry"), bars.collect())]
            }
            Table::Flows => vec![self.flow()],
            Table::Record => vec![self.record()],
        }
    }

    fn count(&self, n: u64, href: String) -> Value {
        json!({ "v": n, "t": ui::count(n), "h": href })
    }

    fn money(&self, amount: Money, href: String) -> Value {
        json!({ "v": amount.fen() / 100, "t": ui::wan(self.lang, amount), "h": href })
    }

    /// Bars and lines over years.
    fn columns(&self, heading: Text, said: Said, units: [&str; 2], categories: Vec<i16>, series: &Value) -> Chart {
        let categories: Vec<String> = categories.iter().map(i16::to_string).collect();
        let data = json!({ "kind": "columns", "categories": categories, "units": units, "series": series });
        Chart { heading, said, data }
    }

    fn years(&self) -> Vec<Chart> {
        let (years, to) = (&self.figures.years, self.to);
        let categories: Vec<i16> = years.iter().map(|year| year.year).collect();
        let new = |year: i16| to.projects(&[("year", &year.to_string())]);
        let name = |text: Text| text.get(self.lang);
        let said = |text: Text| match (years.first(), years.last()) {
            (Some(first), Some(last)) => {
                text.with(&[("from", &first.year), ("to", &last.year), ("n", &ui::count(last.until.projects))])
            }
            (_, _) => SEE_TABLE.into(),
        };
        let over = |points: &dyn Fn(&crate::count::Year) -> Value| years.iter().map(points).collect::<Vec<Value>>();
        let projects = json!([
            { "name": name(texts::NEW), "as": "bar", "axis": 0, "points": over(&|y| self.count(y.new.projects, new(y.year))) },
            { "name": name(texts::UNTIL), "as": "line", "axis": 1, "points": over(&|y| self.count(y.until.projects, to.projects_until(y.year))) },
        ]);
        let sides = |side: Side| {
            over(&|y| {
                let n = if side == Side::Enterprise { y.enterprises } else { y.universities };
                self.count(n, to.organisations_until(side, y.year))
            })
        };
        let parties = json!([
            { "name": name(texts::ENTERPRISES_UNTIL), "as": "line", "axis": 0, "points": sides(Side::Enterprise) },
            { "name": name(texts::UNIVERSITIES_UNTIL), "as": "line", "axis": 0, "points": sides(Side::University) },
        ]);
        let money = json!([
            { "name": name(texts::NEW_CASH), "as": "bar", "axis": 0, "stack": "new", "points": over(&|y| self.money(y.new.cash, new(y.year))) },
            { "name": name(texts::NEW_GOODS), "as": "bar", "axis": 0, "stack": "new", "points": over(&|y| self.money(y.new.goods, new(y.year))) },
            { "name": name(texts::CASH_UNTIL), "as": "line", "axis": 1, "points": over(&|y| self.money(y.until.cash, to.projects_until(y.year))) },
        ]);
        let mut charts = vec![
            self.columns(
                say("立项数", "Projects"),
                said(say("{from}—{to} 年每年的立项数与累计数，累计 {n} 项。数据见下方表格。", "New projects of each year from {from} to {to} and in all, {n} at the end. The table below holds the data.")),
                ["count", "count"],
                categories.clone(),
                &projects,
            ),
            self.columns(
                say("支持经费与软硬件", "Cash and goods promised"),
                said(say("{from}—{to} 年每年的支持经费、软硬件价值与累计经费。数据见下方表格。", "Cash and the value of goods promised in each year from {from} to {to}, and cash in all. The table below holds the data.")),
                ["money", "money"],
                categories.clone(),
                &money,
            ),
        ];
        // Of one organisation only the other side grows.
        let shown: Vec<Value> = match self.figures.asked.party.map(|party| party.side) {
            None => vec![parties[0].clone(), parties[1].clone()],
            Some(Side::Enterprise) => vec![parties[1].clone()],
            Some(Side::University) => vec![parties[0].clone()],
        };
        charts.insert(
            1,
            self.columns(
                say("参与单位", "Taking part"),
                said(say("{from}—{to} 年累计参与的单位数。数据见下方表格。", "Organisations that had taken part by the end of each year from {from} to {to}. The table below holds the data.")),
                ["count", "count"],
                categories,
                &Value::Array(shown),
            ),
        );
        charts
    }

    /// Bars that lie, the most first.
    fn bars(&self, heading: Text, bars: Vec<(String, Sums, String)>) -> Chart {
        let most = bars.iter().max_by_key(|(_, sums, _)| sums.projects);
        let said = most.map_or_else(
            || SEE_TABLE.into(),
            |(name, sums, _)| {
                say("最多：{name}，{n} 项。数据见下方表格。", "The most: {name}, {n}. The table below holds the data.")
                    .with(&[("name", name), ("n", &ui::count(sums.projects))])
            },
        );
        let point = |(name, sums, href): (String, Sums, String)| {
            let mut point = self.count(sums.projects, href);
            point["n"] = name.into();
            point
        };
        let points: Vec<Value> = bars.into_iter().map(point).collect();
        Chart { heading, said, data: json!({ "kind": "bars", "points": points }) }
    }

    fn organisations(&self, side: Side, heading: Text) -> Chart {
        let bar = |(id, sums): &(kernel::OrganisationId, Sums)| {
            (self.name(*id), *sums, self.to.projects(&[(side.word(), &id.to_string())]))
        };
        self.bars(heading, self.figures.parties(side).iter().take(SHOWN).map(bar).collect())
    }

    fn name(&self, id: kernel::OrganisationId) -> String {
        self.names.get(&id).map_or_else(String::new, |(zh, en)| ui::named_text(self.lang, zh, en).to_owned())
    }

    fn tiles(&self) -> Chart {
        let of =
            |code: u8| self.figures.provinces.iter().find(|(known, _)| *known == code).map(|(_, sums)| sums.projects);
        let cell = |tile: &map::Tile| {
            let code = format!("{:02}", tile.code);
            let mut cell = self.count(of(tile.code).unwrap_or(0), self.to.projects(&[("province", &code)]));
            cell["x"] = tile.x.into();
            cell["y"] = tile.y.into();
            cell["s"] = tile.short(self.lang).into();
            cell["n"] = province(tile.code).get(self.lang).into();
            cell
        };
        let cells: Vec<Value> = map::ALL.iter().map(cell).collect();
        let most = self.figures.provinces.iter().max_by_key(|(_, sums)| sums.projects);
        let said = most.map_or_else(
            || SEE_TABLE.into(),
            |(code, sums)| {
                let (name, n) = (province(*code), ui::count(sums.projects));
                Said {
                    zh: format!("各省份的立项数，每省一格；最多：{}，{n} 项。数据见下方表格。", name.zh),
                    en: format!(
                        "Projects by province, a square each; the most: {}, {n}. The table below holds the data.",
                        name.en
                    ),
                }
            },
        );
        let data = json!({ "kind": "tiles", "columns": map::COLUMNS, "rows": map::ROWS, "cells": cells });
        Chart { heading: say("各省份立项数", "Projects by province"), said, data }
    }

    fn flow(&self) -> Chart {
        let (mut nodes, mut links) = (Vec::new(), Vec::new());
        let node = |id: String, name: String| json!({ "id": id, "n": name });
        for flow in &self.figures.flows {
            let word = flow.enterprise.map_or_else(|| "others".to_owned(), |id| id.to_string());
            let name = flow.enterprise.map_or_else(|| texts::OTHERS.get(self.lang).to_owned(), |id| self.name(id));
            nodes.push(node(word.clone(), name));
            for (kind, n) in ProjectType::ALL.iter().zip(flow.kinds).filter(|(_, n)| *n > 0) {
                let href = self.to.projects(&[("enterprise", &word), ("type", kind.word())]);
                links.push(self.link(&word, kind.word(), n, href));
            }
        }
        let kinds = ProjectType::ALL.iter().zip(&self.figures.kinds).filter(|(_, sums)| sums.projects > 0);
        nodes.extend(kinds.map(|(kind, _)| node(kind.word().to_owned(), kind.text().get(self.lang).to_owned())));
        let provinces = self.figures.provinces.iter();
        nodes.extend(provinces.map(|(code, _)| node(format!("{code:02}"), province(*code).get(self.lang).to_owned())));
        for (kind, code, n) in &self.figures.to_provinces {
            let code = format!("{code:02}");
            let href = self.to.projects(&[("type", kind.word()), ("province", &code)]);
            links.push(self.link(kind.word(), &code, *n, href));
        }
        let said = say(
            "项目从企业经项目类型到高校所在省份的流向。数据见下方表格。",
            "Projects flow from enterprises by type to the universities' provinces. The table below holds the data.",
        );
        let data = json!({ "kind": "flow", "nodes": nodes, "links": links });
        Chart { heading: say("企业—类型—省份", "Enterprise, type, province"), said: said.into(), data }
    }

    fn link(&self, from: &str, to: &str, n: u64, href: String) -> Value {
        json!({ "s": from, "d": to, "v": n, "t": ui::count(n), "h": href })
    }

    fn record(&self) -> Chart {
        let ended = &self.figures.ended;
        let series = |name: Text, condition: &'static str, word: &str, of: &dyn Fn(&crate::count::Ended) -> u64| {
            let point = |year: &crate::count::Ended| {
                self.count(of(year), self.to.projects(&[("ended", &year.year.to_string()), (condition, word)]))
            };
            let points: Vec<Value> = ended.iter().map(point).collect();
            json!({ "name": name.get(self.lang), "as": "bar", "axis": 0, "stack": condition, "points": points })
        };
        let all = json!([
            series(say("结题通过", "Closed, passed"), "outcome", "passed", &|y| y.passed),
            series(say("结题未通过", "Closed, not passed"), "outcome", "not_passed", &|y| y.not_passed),
            series(say("已终止", "Terminated"), "outcome", "terminated", &|y| y.terminated),
            series(say("支持按期到位", "Support on time"), "support", "on_time", &|y| y.on_time),
            series(say("支持未按期到位", "Support not on time"), "support", "late", &|y| y.late),
        ]);
        let said = say(
            "每年结束的项目：如何结束，支持是否按期到位。数据见下方表格。",
            "Projects that ended in each year: how they ended, and whether their support came on time. The table below holds the data.",
        );
        let years = ended.iter().map(|year| year.year).collect();
        self.columns(say("已结束的项目", "Projects that have ended"), said.into(), ["count", "count"], years, &all)
    }
}
