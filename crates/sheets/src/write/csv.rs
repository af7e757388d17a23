//! Text with commas. It begins with the mark of UTF-8, without which Excel and WPS take Chinese for something else.

use super::{Column, Value};

/// Signs that would begin a formula in a spreadsheet; a text that begins with one is guarded by an apostrophe.
const GUARDED: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether a text would begin a formula, or look like one that is guarded: then it would come back without its apostrophe.
pub(crate) fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(GUARDED)
}

pub(super) struct Csv {
    out: Vec<u8>,
    columns: usize,
}

impl Csv {
    pub(super) fn new(columns: &[Column]) -> Csv {
        let mut csv = Csv { out: b"\xEF\xBB\xBF".to_vec(), columns: columns.len() };
        for (n, column) in columns.iter().enumerate() {
            csv.field(n, &column.heading);
        }
        csv.out.extend_from_slice(b"\r\n");
        csv
    }

    pub(super) fn row(&mut self, values: &[Value]) {
        for (n, value) in values.iter().take(self.columns).enumerate() {
            match value {
                Value::Empty => self.field(n, ""),
                Value::Text(text) if needs_guard(text) => self.field(n, &format!("'{text}")),
                Value::Text(text) => self.field(n, text),
                Value::Whole(number) => self.field(n, &number.to_string()),
                Value::Money(fen) => self.field(n, &yuan(*fen)),
                Value::Day(day) => self.field(n, &day.to_string()),
                Value::At(at) => self.field(n, &at.beijing_minute()),
                Value::Word { text, .. } => self.field(n, text),
            }
        }
        self.out.extend_from_slice(b"\r\n");
    }

    fn field(&mut self, n: usize, text: &str) {
        if n > 0 {
            self.out.push(b',');
        }
        // Whatever a reader may take for the sign between columns is quoted, so that it counts commas only.
        if text.contains([',', ';', '\t', '|', '，', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ')
        {
            self.out.push(b'"');
            self.out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.out.push(b'"');
        } else {
            self.out.extend_from_slice(text.as_bytes());
        }
    }

    pub(super) fn ready(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
}

/// `50000.00`, exactly.
pub(super) fn yuan(fen: i64) -> String {
    kernel::Money::from_fen(fen).plain()
}
