//! Texts that are read.

use sheets::{Cell, Encoding, Limits, Row};

use crate::files::{read, row};

const LIST: &str =
    "项目编号,公司名称\r\n202102311004,\"示例，科技\"\"有限\"\"公司\"\r\n\r\n=\"0012\",#N/A\n'=1+1,'引号\n";

fn list() -> Vec<Row> {
    let mut fault = row(4, &["0012"]);
    fault.cells.push(Cell::Fault("#N/A".into()));
    vec![
        row(1, &["项目编号", "公司名称"]),
        row(2, &["202102311004", "示例，科技\"有限\"公司"]),
        fault,
        row(5, &["=1+1", "'引号"]),
    ]
}

fn encoding_of(bytes: &[u8]) -> Encoding {
    let book = sheets::Book::open(std::io::Cursor::new(bytes.to_vec()), Limits::default()).expect("a text");
    book.encoding().expect("texts have an encoding")
}

#[test]
fn the_same_list_is_read_in_every_encoding() {
    let wide = |mark: &[u8], little: bool| {
        let bytes = LIST.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() });
        [mark.to_vec(), bytes.collect()].concat()
    };
    let gb = encoding_rs::GB18030.encode(LIST).0.into_owned();
    for (bytes, encoding) in [
        (LIST.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF", LIST.as_bytes()].concat(), Encoding::Utf8),
        (wide(b"\xFF\xFE", true), Encoding::Utf16Le),
        (wide(b"\xFE\xFF", false), Encoding::Utf16Be),
        (gb, Encoding::Gb18030),
    ] {
        assert_eq!(encoding_of(&bytes), encoding);
        assert_eq!(read(bytes).unwrap().0, list(), "{encoding}");
    }
}

#[test]
fn big5_is_read_when_it_is_told() {
    let bytes = encoding_rs::BIG5.encode("項目編號,公司名稱\n1,甲\n").0.into_owned();
    let source = std::io::Cursor::new(bytes);
    let mut book = sheets::Book::open_as(source, Limits::default(), Some(Encoding::Big5)).unwrap();
    let mut first = String::new();
    book.rows(0, |row| {
        first = row.cell(0).text().into_owned();
        Ok::<_, sheets::Refused>(std::ops::ControlFlow::Break(()))
    })
    .unwrap();
    assert_eq!(first, "項目編號");
}

#[test]
fn a_text_longer_than_a_piece_is_decoded_across_its_borders() {
    let line = "一二三四五六七八九十,甲乙丙丁戊己庚辛壬癸\n";
    let long: String = line.repeat(20_000);
    for bytes in [long.clone().into_bytes(), encoding_rs::GB18030.encode(&long).0.into_owned()] {
        let (all, summary) = read(bytes).unwrap();
        assert_eq!(summary.rows, 20_000);
        assert_eq!(all[19_999], row(20_000, &["一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸"]));
    }
}

#[test]
fn columns_may_stand_apart_by_tabs_or_semicolons() {
    assert_eq!(
        read(b"a\tb,c\td\n1\t2\t3\n".to_vec()).unwrap().0,
        [row(1, &["a", "b,c", "d"]), row(2, &["1", "2", "3"])]
    );
    assert_eq!(read(b"a;b\n1;2".to_vec()).unwrap().0, [row(1, &["a", "b"]), row(2, &["1", "2"])]);
}

#[test]
fn an_encoding_that_is_told_goes_before_what_it_looks_like() {
    let gb = encoding_rs::GB18030.encode("项目编号\n").0.into_owned();
    let source = std::io::Cursor::new(gb);
    let refused = sheets::Book::open_as(source, Limits::default(), Some(Encoding::Utf8)).err().unwrap();
    assert_eq!(
        refused.said().zh,
        "文本编码无法识别：按 UTF-8 读取，第 1 行（第 1 个字节）出错。请另存为“CSV UTF-8”或 xlsx。"
    );
}
