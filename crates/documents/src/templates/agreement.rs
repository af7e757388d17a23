//! The cooperation agreement (合作协议), one version of it, with places to sign and to seal.

use kernel::{Day, Instant, Lang, Money, Text, say};

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

/// What an agreement says.
#[derive(Clone, Debug)]
pub struct Agreement {
    pub id: String,
    pub title: String,
    pub mode: Text,
    pub enterprise: Party,
    pub university: Party,
    pub pi_name: String,
    pub starts_on: Option<Day>,
    pub closes_on: Option<Day>,
    pub cash: Money,
    pub goods: Money,
    pub payments: Vec<Payment>,
    pub deliverables: Vec<Deliverable>,
    pub ip_terms: String,
    pub duties: String,
    pub files: Vec<File>,
    /// `None` for a draft that nobody has handed in.
    pub version: Option<Version>,
    pub made_at: Instant,
}

#[derive(Clone, Debug)]
pub struct Party {
    pub name: String,
    /// Unified social credit code or university code; may be empty.
    pub code: String,
}

#[derive(Clone, Debug)]
pub struct Payment {
    pub kind: Text,
    pub amount: Money,
    pub due_on: Day,
    pub note: String,
}

#[derive(Clone, Debug)]
pub struct Deliverable {
    pub number: String,
    pub kind: Text,
    pub what: String,
    pub due_on: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub sha256: String,
}

#[derive(Clone, Debug)]
pub struct Version {
    pub number: i64,
    pub hash: String,
}

const TITLE: Text = say("合作协议", "Cooperation Agreement");
const DRAFT: Text = say("草稿，尚未提交，不作为凭证", "Draft, not handed in; no evidence of anything");

impl Agreement {
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let title = format!("{} · {}", TITLE.get(lang), self.title);
        let authors = [self.enterprise.name.as_str(), self.university.name.as_str()];
        Document {
            about: about(self.id.clone(), title.clone(), PROGRAMME.get(lang), &authors, lang, self.made_at),
            sheet: Sheet::A4,
            frame: frame(lang, &title, self.footer(lang)),
            blocks: self.blocks(lang),
        }
        .pdf()
    }

    /// Whoever signs a page sees which version it belongs to.
    fn footer(&self, lang: Lang) -> String {
        match &self.version {
            None => DRAFT.get(lang).to_owned(),
            Some(version) => format!("{}\nSHA-256 {}", self.numbered(lang, version), version.hash),
        }
    }

    fn numbered(&self, lang: Lang, version: &Version) -> String {
        let day = ui::day_text(lang, self.made_at.day());
        match lang {
            Lang::Zh => format!("第 {} 版，{day}提交", version.number),
            Lang::En => format!("Version {}, handed in on {day}", version.number),
        }
    }

    fn blocks(&self, lang: Lang) -> Vec<Block> {
        let centred = Style::BODY.aligned(Align::Centre);
        let mut blocks = vec![
            Block::text(
                Rich::new(Face::Sans, PROGRAMME.get(lang)),
                centred.sized(11.5).inked(Ink::GREY).spaced(6.0, 5.0),
            ),
            Block::title(TITLE.get(lang)),
            Block::text(self.title.as_str(), centred.sized(13.0).spaced(0.0, 4.0)),
        ];
        let state = self.version.as_ref().map_or(DRAFT.get(lang).to_owned(), |version| self.numbered(lang, version));
        blocks.push(Block::text(Rich::new(Face::Sans, state), centred.sized(9.0).inked(Ink::GREY).spaced(0.0, 14.0)));
        blocks.extend(self.parties(lang));
        blocks.extend(self.project(lang));
        blocks.extend(self.support(lang));
        blocks.extend(self.payments(lang));
        blocks.extend(self.deliverables(lang));
        blocks.extend(prose(
            lang,
            say("第六条 知识产权与成果归属", "Article 6. Intellectual property"),
            &self.ip_terms,
        ));
        blocks.extend(prose(lang, say("第七条 双方权利与义务", "Article 7. Rights and duties"), &self.duties));
        blocks.push(self.signatures(lang));
        blocks.extend(self.annex(lang));
        blocks
    }

    fn parties(&self, lang: Lang) -> Vec<Block> {
        let widths = vec![Column::new(2.1), Column::new(4.2), Column::new(2.6), Column::new(3.1)];
        let mut table = Table::new(widths);
        let code = say("统一社会信用代码", "Credit code");
        let of_university = say("学校标识码", "University code");
        let row = |who: Text, party: &Party, label: Text| {
            Row::new(vec![
                Cell::label(who.get(lang)),
                Cell::new(Rich::bold(&party.name)),
                Cell::label(label.get(lang)),
                Cell::new(or_dash(&party.code)),
            ])
        };
        table.rows = vec![
            row(say("甲方（企业）", "Party A (enterprise)"), &self.enterprise, code),
            row(say("乙方（高校）", "Party B (university)"), &self.university, of_university),
            Row::new(vec![
                Cell::label(say("项目负责人", "Principal investigator").get(lang)),
                Cell::new(self.pi_name.as_str()).over(3),
            ]),
        ];
        let heading = say("第一条 合作双方", "Article 1. Parties");
        vec![Block::heading(heading.get(lang)), Block::Table(table)]
    }

    fn project(&self, lang: Lang) -> Vec<Block> {
        let day = |day: Option<Day>| day.map_or("—".to_owned(), |day| ui::day_text(lang, day));
        let line = |label: Text, said: &str| Block::text(Rich::labelled(&labelled(lang, label), said), Style::BODY);
        vec![
            Block::heading(say("第二条 合作项目", "Article 2. Project").get(lang)),
            line(say("项目名称", "Project title"), &self.title),
            line(say("运行模式", "Operating mode"), self.mode.get(lang)),
            line(say("开始日期", "Starts on"), &day(self.starts_on)),
            line(say("结题日期", "Closes on"), &day(self.closes_on)),
        ]
    }

    fn support(&self, lang: Lang) -> Vec<Block> {
        let line = |label: Text, amount: Money| {
            let said = match lang {
                Lang::Zh => format!("{}（大写：人民币{}）", ui::amount_text(lang, amount), capitals(amount)),
                Lang::En => {
                    format!("{} (in Chinese capitals: 人民币{})", ui::amount_text(lang, amount), capitals(amount))
                }
            };
            Block::text(Rich::labelled(&labelled(lang, label), said), Style::BODY)
        };
        vec![
            Block::heading(say("第三条 支持经费与软硬件", "Article 3. Cash and goods").get(lang)),
            line(say("支持经费", "Cash"), self.cash),
            line(say("软硬件价值", "Value of goods"), self.goods),
        ]
    }

    fn payments(&self, lang: Lang) -> Vec<Block> {
        let columns = [
            (say("期次", "No."), Column::aligned(0.8, Align::Centre)),
            (say("类别", "Kind"), Column::aligned(1.2, Align::Centre)),
            (say("金额", "Amount"), Column::aligned(1.9, Align::End)),
            (say("金额大写", "In Chinese capitals"), Column::new(3.0)),
            (say("期限", "Due on"), Column::aligned(2.5, Align::Centre)),
            (say("说明", "Note"), Column::new(2.6)),
        ];
        let mut table = headed(lang, &columns);
        for (at, payment) in self.payments.iter().enumerate() {
            table.rows.push(Row::new(vec![
                Cell::new((at + 1).to_string()),
                Cell::new(payment.kind.get(lang)),
                Cell::new(ui::amount_text(lang, payment.amount)),
                Cell::new(capitals(payment.amount)),
                Cell::new(ui::day_text(lang, payment.due_on)),
                Cell::new(or_dash(&payment.note)),
            ]));
        }
        let heading = say("第四条 拨付与交付安排", "Article 4. Payment plan");
        vec![Block::heading(heading.get(lang)), or_none(lang, table)]
    }

    fn deliverables(&self, lang: Lang) -> Vec<Block> {
        let columns = [
            (say("编号", "No."), Column::aligned(0.8, Align::Centre)),
            (say("类别", "Kind"), Column::aligned(1.6, Align::Centre)),
            (say("成果", "Deliverable"), Column::new(6.4)),
            (say("期限", "Due on"), Column::aligned(2.4, Align::Centre)),
        ];
        let mut table = headed(lang, &columns);
        for one in &self.deliverables {
            table.rows.push(Row::new(vec![
                Cell::new(one.number.as_str()),
                Cell::new(one.kind.get(lang)),
                Cell::new(or_dash(&one.what)),
                Cell::new(one.due_on.map_or("—".to_owned(), |day| ui::day_text(lang, day))),
            ]));
        }
        let heading = say("第五条 预期成果", "Article 5. Deliverables");
        vec![Block::heading(heading.get(lang)), or_none(lang, table)]
    }

    /// Both sides, the principal investigator and the days on one page.
    fn signatures(&self, lang: Lang) -> Block {
        let mut table = Table::new(vec![Column::new(1.0), Column::new(1.0)]);
        let (signed, dated) = (say("代表（签字）", "Representative (signature)"), say("日期", "Date"));
        let side = |who: Text, name: &str, also: Option<&str>| {
            let day = say("　　　　年　　月　　日", "____________").get(lang);
            let mut text = Rich::new(Face::Sans, labelled(lang, who)).and(Face::SerifBold, format!("\n{name}\n\n\n\n"));
            text = text.and(Face::Sans, format!("{}\n\n", labelled(lang, signed)));
            if let Some(also) = also {
                let label = labelled(lang, say("项目负责人（签字）", "Principal investigator (signature)"));
                text = text.and(Face::Sans, label).and(Face::Serif, format!("{also}\n\n"));
            } else {
                text = text.and(Face::Sans, "\n\n");
            }
            Cell::new(text.and(Face::Sans, labelled(lang, dated)).and(Face::Serif, day))
        };
        table.rows = vec![Row::tall(
            vec![
                side(say("甲方（盖章）", "Party A (seal)"), &self.enterprise.name, None),
                side(say("乙方（盖章）", "Party B (seal)"), &self.university.name, Some("")),
            ],
            180.0,
        )];
        table.pad = 9.0;
        let heading = say("签字盖章", "Signatures and seals");
        Block::Together(vec![Block::heading(heading.get(lang)), Block::Space(4.0), Block::Table(table)])
    }

    fn annex(&self, lang: Lang) -> Vec<Block> {
        if self.files.is_empty() {
            return Vec::new();
        }
        let columns = [(say("文件", "File"), Column::new(3.0)), (say("SHA-256", "SHA-256"), Column::new(6.0))];
        let mut table = headed(lang, &columns);
        table.style = Style::CELL.sized(8.5);
        table.rows = self
            .files
            .iter()
            .map(|file| Row::new(vec![Cell::new(file.name.as_str()), Cell::new(file.sha256.as_str())]))
            .collect();
        vec![Block::heading(say("附件 双方签章文本", "Annex. Signed documents").get(lang)), Block::Table(table)]
    }
}

/// A table with its columns' names.
pub(super) fn headed(lang: Lang, columns: &[(Text, Column)]) -> Table {
    let mut table = Table::new(columns.iter().map(|(_, column)| *column).collect());
    table.head = columns.iter().map(|(name, _)| Rich::new(Face::Sans, name.get(lang))).collect();
    table
}

fn or_none(lang: Lang, table: Table) -> Block {
    match table.rows.is_empty() {
        true => Block::text(say("未约定。", "Nothing agreed.").get(lang), Style::BODY),
        false => Block::Table(table),
    }
}

/// What people wrote, a paragraph a line; Chinese ones begin two letters in.
fn prose(lang: Lang, heading: Text, text: &str) -> Vec<Block> {
    let mut blocks = vec![Block::heading(heading.get(lang))];
    blocks.extend(paragraphs(text));
    if blocks.len() == 1 {
        blocks.push(Block::text(say("未约定。", "Nothing agreed.").get(lang), Style::BODY));
    }
    blocks
}

pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Block::text(line, style_of(line))).collect()
}

/// Chinese is set even at both sides with two letters of indent, Latin ragged without.
fn style_of(text: &str) -> Style {
    match text.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c)) {
        true => Style::BODY.indented(2.0),
        false => Style::BODY.aligned(Align::Start),
    }
}
