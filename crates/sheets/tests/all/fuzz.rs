//! Whatever arrives is read or refused; nothing panics. S-4.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::files::{archive, made_elsewhere, parts, read, read_within, xlsx};

/// Limits so narrow that random files meet them.
fn narrow() -> sheets::Limits {
    sheets::Limits {
        rows: 20,
        columns: 8,
        cell_chars: 40,
        merged_areas: 4,
        shared_strings: 30,
        ..sheets::Limits::default()
    }
}

fn changed(name: &str, wrong: &[(Index, u8)], cut: Option<Index>) -> Vec<u8> {
    let mut bytes = made_elsewhere(name);
    for (at, byte) in wrong {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

/// Tags, attributes and texts as a worksheet has them, in any order.
fn markup() -> impl Strategy<Value = String> {
    let pieces = [
        "<sheetData>",
        "</sheetData>",
        "<row>",
        "<row r='3'>",
        "<row r='99999999999'>",
        "<row hidden='1'>",
        "</row>",
        "<c>",
        "<c r='B2'>",
        "<c r='ZZZZZZ9'>",
        "<c r='A0'>",
        "<c t='s'>",
        "<c t='b'>",
        "<c t='e'>",
        "<c t='inlineStr'>",
        "<c s='1'>",
        "<c s='-1'>",
        "</c>",
        "<v>",
        "</v>",
        "<v>1e308</v>",
        "<v>-1</v>",
        "<v>99999999999999999999</v>",
        "<f>",
        "</f>",
        "<f/>",
        "<is><t>",
        "</t></is>",
        "<t xml:space='preserve'>",
        "文本",
        "&amp;",
        "&#x0;",
        "&#1114112;",
        "&nothing;",
        "<![CDATA[x]]>",
        "<!-- -->",
        "<mergeCells>",
        "<mergeCell ref='A1:C3'/>",
        "<mergeCell ref='A1:XFD1048576'/>",
        "<mergeCell ref='C3:A1'/>",
        "<mergeCell ref=':'/>",
        "</mergeCells>",
        "<?x?>",
        "\0",
        " ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(bytes.clone());
        let _ = read([b"PK\x03\x04".to_vec(), bytes.clone()].concat());
        let _ = read([b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), bytes].concat());
    }

    #[test]
    fn a_workbook_with_wrong_bytes(
        name in prop::sample::select(vec!["openpyxl.xlsx", "xlwt.xls"]),
        wrong in prop::collection::vec((any::<Index>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.2, any::<Index>()),
    ) {
        let bytes = changed(name, &wrong, cut);
        let _ = read(bytes.clone());
        let _ = read_within(bytes, narrow());
    }

    #[test]
    fn any_order_of_tags(inside in markup()) {
        let bytes = xlsx(&inside);
        let _ = read(bytes.clone());
        let _ = read_within(bytes, narrow());
    }

    #[test]
    fn any_part_of_a_workbook(part in prop::sample::select(vec!["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]), inside in markup(), text in "\\PC{0,80}") {
        for content in [inside, text] {
            let mut all = parts(b"<sheetData><row><c t='s'><v>0</v></c></row></sheetData>".to_vec());
            all.retain(|(name, _)| *name != part);
            all.push((part, content.into_bytes()));
            let _ = read(archive(&all));
        }
    }

    #[test]
    fn any_text(text in "[\\PC\n\r\t\"',;]{0,400}") {
        let _ = read(text.clone().into_bytes());
        let _ = read_within(text.into_bytes(), narrow());
    }

    #[test]
    fn a_written_table_is_read_back(rows in prop::collection::vec("[\\PC]{0,30}", 0..12)) {
        use sheets::{Column, Output, Value, Width, Writer};
        let rows: Vec<String> = rows.iter().map(|text| sheets::tidy(text)).filter(|text| !text.is_empty()).collect();
        for output in [Output::Xlsx, Output::Csv] {
            let column = Column { key: "text".into(), heading: "文本".into(), width: Width::Usual };
            let mut writer = Writer::new(output, "表", vec![column]);
            rows.iter().for_each(|text| writer.row(&[Value::from(text.as_str())]).unwrap());
            let (all, _) = read(writer.end()).unwrap();
            let texts: Vec<String> = all.iter().skip(1).map(|row| sheets::tidy(&row.cells[0].text())).collect();
            let unguarded = |text: &String| text.strip_prefix('\'').unwrap_or(text).to_owned();
            prop_assert_eq!(texts.iter().map(unguarded).collect::<Vec<_>>(), rows.iter().map(unguarded).collect::<Vec<_>>());
        }
    }
}
