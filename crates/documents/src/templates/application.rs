//! The application approval sheet (申报审批表): what was applied for, and the places where each level decides. What the
//! platform knows of a decision is printed; the rest is room to write, to sign and to seal.

use kernel::{Day, Instant, Lang, Money, Text, say};

use super::review::{PROJECT, facts_table};
use super::{PROGRAMME, about, frame, labelled, or_dash};
use crate::block::Block;
use crate::capitals::capitals;
use crate::document::Document;
use crate::font::Face;
use crate::lines::Align;
use crate::paper::{Ink, Sheet};
use crate::pdf::PdfError;
use crate::rich::Rich;
use crate::style::Style;
use crate::table::{Cell, Column, Row, Table};

/// What an application says and what became of it.
#[derive(Clone, Debug)]
pub struct Application {
    pub id: String,
    pub title: String,
    /// Shown two by two above the text.
    pub facts: Vec<(Text, String)>,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub members: Vec<Member>,
    pub budget: Vec<BudgetLine>,
    /// Heading and text: summary, plan, expected results.
    pub texts: Vec<(Text, String)>,
    /// The levels that decide, in their order.
    pub approvals: Vec<Approval>,
    pub submitted_at: Instant,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub unit: String,
    pub duty: String,
}

#[derive(Clone, Debug)]
pub struct BudgetLine {
    pub purpose: String,
    pub cash: Money,
    pub goods: Money,
}

/// A level's opinion with its decision, or room for it.
#[derive(Clone, Debug)]
pub struct Approval {
    pub level: Text,
    /// What the platform has recorded; empty when nothing is decided yet.
    pub said: String,
    /// Who signs or seals.
    pub signature: Text,
    pub decided_at: Option<Instant>,
}

const TITLE: Text = say("项目申报审批表", "Application Approval Sheet");

impl Application {
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let title = format!("{} · {}", TITLE.get(lang), self.title);
        let submitted = say("{at} 提交", "Handed in {at}").with(&[("at", &ui::when_text(lang, self.submitted_at))]);
        let under = Style::BODY.aligned(Align::Centre).inked(Ink::GREY);
        let mut blocks = vec![
            Block::text(Rich::new(Face::Sans, PROGRAMME.get(lang)), under.spaced(4.0, 4.0)),
            Block::title(TITLE.get(lang)),
            Block::Table(facts_table(lang, PROJECT, &self.title, &self.all_facts(lang))),
        ];
        if !self.members.is_empty() {
            blocks.push(Block::Table(self.members(lang)));
        }
        if !self.budget.is_empty() {
            blocks.push(Block::Table(self.budget(lang)));
        }
        blocks.push(Block::Table(self.texts(lang)));
        blocks.extend(self.approvals.iter().map(|approval| approval.block(lang)));
        Document {
            about: about(self.id.clone(), title.clone(), PROGRAMME.get(lang), &[], lang, self.submitted_at),
            sheet: Sheet::A4,
            frame: frame(lang, &title, format!("{} · {}", self.id, submitted.get(lang))),
            blocks,
        }
        .pdf()
    }

    fn all_facts(&self, lang: Lang) -> Vec<(Text, String)> {
        let day = |day: Option<Day>| day.map_or(String::new(), |day| ui::day_text(lang, day));
        let mut facts = self.facts.clone();
        facts.push((say("开始日期", "Starts on"), day(self.starts_on)));
        facts.push((say("结束日期", "Ends on"), day(self.ends_on)));
        facts
    }

    fn members(&self, lang: Lang) -> Table {
        let mut table = grid(
            lang,
            say("项目组成员", "Members"),
            &[
                (say("姓名", "Name"), Align::Start, 2.0),
                (say("单位", "School or company"), Align::Start, 3.2),
                (say("分工", "Part in the project"), Align::Start, 3.1),
            ],
        );
        for member in &self.members {
            table.rows.push(Row::new(vec![
                Cell::label(""),
                Cell::new(member.name.as_str()),
                Cell::new(or_dash(&member.unit)),
                Cell::new(or_dash(&member.duty)),
            ]));
        }
        table
    }

    fn budget(&self, lang: Lang) -> Table {
        let mut table = grid(
            lang,
            say("经费预算", "Budget"),
            &[
                (say("用途", "Purpose"), Align::Start, 4.3),
                (say("经费", "Cash"), Align::End, 2.0),
                (say("软硬件价值", "Goods, value"), Align::End, 2.0),
            ],
        );
        let amount = |money: Money| Cell::new(ui::amount_text(lang, money)).aligned(Align::End);
        for line in &self.budget {
            let cells = vec![Cell::label(""), Cell::new(or_dash(&line.purpose)), amount(line.cash), amount(line.goods)];
            table.rows.push(Row::new(cells));
        }
        let cash: Money = self.budget.iter().map(|line| line.cash).sum();
        let goods: Money = self.budget.iter().map(|line| line.goods).sum();
        let sum = say("合计（经费大写：人民币{said}）", "Sum (cash in Chinese capitals: 人民币{said})");
        table.rows.push(Row::new(vec![
            Cell::label(""),
            Cell::new(sum.with(&[("said", &capitals(cash))]).get(lang)),
            amount(cash),
            amount(goods),
        ]));
        table
    }

    fn texts(&self, lang: Lang) -> Table {
        let mut table = Table::new(vec![Column::new(1.7), Column::new(8.3)]);
        for (label, text) in &self.texts {
            let mut row = Row::tall(vec![Cell::label(label.get(lang)), Cell::new(or_dash(text))], 60.0);
            for cell in row.cells.iter_mut().skip(1) {
                cell.align = Some(Align::Start);
            }
            table.rows.push(row);
        }
        table.pad = 6.0;
        table
    }
}

/// A table under a label at its left.
fn grid(lang: Lang, label: Text, columns: &[(Text, Align, f32)]) -> Table {
    let mut all = vec![Column::new(1.7)];
    all.extend(columns.iter().map(|(_, align, weight)| Column::aligned(*weight, *align)));
    let mut table = Table::new(all);
    table.head = vec![Rich::new(Face::Sans, label.get(lang))];
    table.head.extend(columns.iter().map(|(name, _, _)| Rich::new(Face::Sans, name.get(lang))));
    table
}

impl Approval {
    /// Stays on one page, so that a signature stands under what is signed.
    fn block(&self, lang: Lang) -> Block {
        let day = match self.decided_at {
            Some(at) => ui::day_text(lang, at.day()),
            None => say("　　　　年　　月　　日", "____________").get(lang).to_owned(),
        };
        let opinion = Rich::new(Face::Serif, if self.said.is_empty() { "\n\n" } else { self.said.as_str() });
        let sign = Rich::new(Face::Sans, labelled(lang, self.signature))
            .and(Face::Serif, "　　　　　　　　　　")
            .and(Face::Sans, labelled(lang, say("日期", "Date")))
            .and(Face::Serif, day);
        let mut table = Table::new(vec![Column::new(1.7), Column::new(8.3)]);
        let text = opinion.and(Face::Serif, "\n\n\n").joined(sign);
        table.rows = vec![Row::tall(vec![Cell::label(self.level.get(lang)), Cell::new(text)], 96.0)];
        table.pad = 6.0;
        Block::Together(vec![Block::Table(table)])
    }
}
