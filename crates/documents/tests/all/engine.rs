use documents::{About, Align, Block, Cell, Column, Document, Frame, Grid, Rich, Row, Sheet, Style, Table};
use kernel::{Instant, Lang};

use crate::read;

fn about() -> About {
    About {
        id: "sample-1".into(),
        title: "样张 Sample".into(),
        subject: "排版".into(),
        keywords: vec!["协育".into()],
        authors: vec!["滨海理工大学".into()],
        lang: Lang::Zh,
        made_at: "2024-10-01T02:03:00Z".parse::<Instant>().expect("an instant"),
        is_tagged: true,
    }
}

fn document(blocks: Vec<Block>) -> Document {
    let frame = Frame {
        header: "样张".into(),
        footer: "第 2 版 · SHA-256 0a1b".into(),
        numbering: "第 {page} 页，共 {pages} 页".into(),
    };
    Document { about: about(), sheet: Sheet::A4, frame, blocks }
}

fn pdf(blocks: Vec<Block>) -> Vec<u8> {
    document(blocks).pdf().expect("a document")
}

#[test]
fn text_can_be_searched_and_selected_in_both_languages() {
    let said =
        "合作双方于2024年10月1日签订本协议，支持经费为¥\u{a0}50,000元（大写：伍万元整）。Party A pays by 31 Oct 2024.";
    let pdf = pdf(vec![Block::title("合作协议"), Block::text(said, Style::BODY)]);
    let text = read::run_together(&pdf);
    assert!(text.contains("合作双方于2024年10月1日签订本协议"), "{text}");
    assert!(text.contains("伍万元整"), "{text}");
    let text = read::text(&pdf).replace('\n', " ");
    assert!(text.contains("Party A pays by 31 Oct 2024."), "{text}");
    assert!(text.contains("于2024年10月"), "no space is read between Chinese and figures: {text}");
}

#[test]
fn the_document_says_what_it_is() {
    let pdf = pdf(vec![Block::title("合作协议"), Block::heading("第一条"), Block::text("甲", Style::BODY)]);
    assert_eq!(read::info(&pdf, "Title"), "样张 Sample");
    assert_eq!(read::info(&pdf, "Author"), "滨海理工大学");
    assert_eq!(read::info(&pdf, "Tagged"), "yes");
    assert!(
        read::info(&pdf, "CreationDate").starts_with("2024-10-01T10:03:00+08"),
        "the day of the data, not of the clock"
    );
    insta::assert_snapshot!(read::structure(&pdf));
    for line in read::fonts(&pdf).lines().skip(2) {
        assert!(
            line.contains("+NotoS") && line.contains("yes yes yes"),
            "embedded, a subset, with its characters: {line}"
        );
    }
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let blocks = || vec![Block::title("合作协议"), list(120)];
    assert!(pdf(blocks()) == pdf(blocks()));
}

#[test]
fn what_no_font_holds_is_drawn_as_a_box_and_still_found() {
    let pdf = pdf(vec![Block::text("贺词😀与生僻字𠮷、䶮。👨‍👩‍👧 ok\u{0}\u{202E}", Style::BODY)]);
    let text = read::run_together(&pdf);
    assert!(text.contains("贺词😀与生僻字𠮷〔U+20BB7〕、䶮。"), "{text}");
    assert!(text.contains("ok"), "{text}");
}

fn list(rows: usize) -> Block {
    let columns = vec![Column::new(1.0), Column::new(4.0), Column::aligned(1.5, Align::End)];
    let mut table = Table::new(columns);
    table.head = vec![Rich::from("编号"), Rich::from("项目名称"), Rich::from("金额")];
    table.grid = Grid::Rows;
    table.rows = (1..=rows)
        .map(|n| Row::new(vec![Cell::new(format!("No{n}")), Cell::new(format!("项目{n}")), Cell::new("¥\u{a0}5,000")]))
        .collect();
    Block::Table(table)
}

#[test]
fn a_table_goes_on_over_pages_with_its_head_repeated_and_no_row_lost() {
    let pdf = pdf(vec![Block::title("名单"), list(100)]);
    let pages = read::pages(&pdf);
    assert!(pages.len() > 2);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains("项目名称"), "page {} has the head", at + 1);
        let number = format!("第{}页，共{}页", at + 1, pages.len());
        let together: String = page.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(together.contains(&number), "{number} in {together}");
    }
    let text = read::text(&pdf);
    let found: Vec<usize> = text.split_whitespace().filter_map(|word| word.strip_prefix("No")?.parse().ok()).collect();
    assert_eq!(found, (1..=100).collect::<Vec<_>>());
    assert_eq!(read::structure(&pdf).matches("THead").count(), 1, "who hears the page hears the head once");
}

#[test]
fn a_row_taller_than_a_page_is_cut_between_its_lines() {
    let mut table = Table::new(vec![Column::new(1.0), Column::new(5.0)]);
    let long: String = (1..=3000).map(|n| format!("句{n}。")).collect();
    table.rows = vec![Row::new(vec![Cell::label("正文"), Cell::new(long)])];
    let pdf = pdf(vec![Block::text("前", Style::BODY), Block::Table(table)]);
    assert!(read::pages(&pdf).len() > 3);
    let text = read::run_together(&pdf);
    assert!(text.contains("句1。") && text.contains("句3000。"));
}

#[test]
fn a_heading_is_not_left_alone_and_a_block_that_belongs_together_is_not_cut() {
    let filler = |lines: usize| Block::text("行\n".repeat(lines).trim_end().to_owned(), Style::BODY);
    let pages = read::pages(&pdf(vec![filler(33), Block::heading("第二条"), filler(3)]));
    assert!(!pages[0].contains("第二条") && pages[1].contains("第二条"));
    let signed =
        Block::Together(vec![Block::text("甲方", Style::BODY), Block::Space(60.0), Block::text("乙方", Style::BODY)]);
    let pages = read::pages(&pdf(vec![filler(32), signed]));
    assert!(pages[1].contains("甲方") && pages[1].contains("乙方"));
}

#[test]
fn an_empty_document_is_one_page() {
    assert_eq!(read::info(&pdf(vec![]), "Pages"), "1");
}
