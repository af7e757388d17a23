//! A list of objects, one to a line. Programs read words, yuan and instants in UTC.

use super::csv::yuan;
use super::{Column, Value};

pub(super) struct Json {
    out: Vec<u8>,
    columns: Vec<Column>,
    is_first: bool,
}

impl Json {
    pub(super) fn new(columns: Vec<Column>) -> Json {
        Json { out: b"[".to_vec(), columns, is_first: true }
    }

    pub(super) fn row(&mut self, values: &[Value]) {
        self.out.extend_from_slice(if self.is_first { b"\n{" } else { b",\n{" });
        self.is_first = false;
        for (n, (column, value)) in self.columns.iter().zip(values).enumerate() {
            if n > 0 {
                self.out.push(b',');
            }
            string(&mut self.out, &column.key);
            self.out.push(b':');
            match value {
                Value::Empty => self.out.extend_from_slice(b"null"),
                Value::Text(text) => string(&mut self.out, text),
                Value::Whole(number) => self.out.extend_from_slice(number.to_string().as_bytes()),
                Value::Money(fen) => self.out.extend_from_slice(yuan(*fen).as_bytes()),
                Value::Day(day) => string(&mut self.out, &day.to_string()),
                Value::At(at) => string(&mut self.out, &at.to_string()),
                Value::Word { word, .. } => string(&mut self.out, word),
            }
        }
        self.out.push(b'}');
    }

    pub(super) fn ready(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    pub(super) fn end(mut self) -> Vec<u8> {
        self.out.extend_from_slice(b"\n]\n");
        self.out
    }
}

fn string(out: &mut Vec<u8>, text: &str) {
    // Writing to memory cannot fail, and every text is a JSON string.
    let _ = serde_json::to_writer(out, text);
}
