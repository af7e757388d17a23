//! What was found in a list, as a workbook that people correct by: one row per fault, and the names to be confirmed.

use kernel::{Lang, Text, Word, say};
use sheets::{Column, Output, Value, Width, Writer};

use crate::checked::OpenName;
use crate::fault::Fault;
use crate::names_file::{NameField, SHEET};

const FAULTS: Text = say("问题清单", "Faults");
const HEADS: [(&str, Text, Width); 8] = [
    ("kind", say("级别", "Level"), Width::Narrow),
    ("sheet", say("工作表", "Sheet"), Width::Narrow),
    ("place", say("位置", "Cell"), Width::Narrow),
    ("column", say("列", "Column"), Width::Usual),
    ("value", say("内容", "Value"), Width::Usual),
    ("reason", say("原因", "Reason"), Width::Wide),
    ("rule", say("规则", "Rule"), Width::Narrow),
    ("row", say("行", "Row"), Width::Narrow),
];
const FAULT: Text = say("必须改正", "To correct");
const NOTE: Text = say("提示", "Note");
const CUT: Text =
    say("另有 {n} 条没有列出；请先改正上面的问题再检查一次", "{n} more are not listed; correct these and check again");

/// Writes the report; a csv holds the faults only. `left_out` of them were counted and not kept.
pub fn workbook<'a>(
    output: Output,
    lang: Lang,
    faults: impl IntoIterator<Item = &'a Fault>,
    left_out: u64,
    names: &[OpenName],
) -> Vec<u8> {
    let mut report = begin(output, lang);
    faults.into_iter().for_each(|fault| report.fault(fault));
    report.end(left_out, names)
}

/// A report being written, one fault after the other.
pub struct Report {
    writer: Writer,
    output: Output,
    lang: Lang,
}

/// Begins a report.
pub fn begin(output: Output, lang: Lang) -> Report {
    let column = |(key, heading, width): &(&str, Text, Width)| Column {
        key: (*key).to_owned(),
        heading: heading.get(lang).to_owned(),
        width: *width,
    };
    let writer = Writer::new(output, FAULTS.get(lang), HEADS.iter().map(column).collect());
    Report { writer, output, lang }
}

impl Report {
    pub fn fault(&mut self, fault: &Fault) {
        let lang = self.lang;
        let level = if fault.is_note { NOTE } else { FAULT };
        let row = [
            Value::from(level.get(lang)),
            Value::from(fault.sheet.as_str()),
            Value::from(fault.place().as_str()),
            Value::from(fault.heading.as_str()),
            Value::from(fault.value.as_str()),
            Value::from(fault.said.get(lang)),
            Value::from(fault.rule.as_str()),
            if fault.row == 0 { Value::Empty } else { Value::Whole(i64::from(fault.row)) },
        ];
        // A report holds some hundred thousand rows at most: the sheet has room.
        let _ = self.writer.row(&row);
    }

    /// Ends it with the names to be confirmed; `left_out` faults were counted and not kept.
    pub fn end(mut self, left_out: u64, names: &[OpenName]) -> Vec<u8> {
        if left_out > 0 {
            let said = CUT.with(&[("n", &left_out)]);
            let mut row = vec![Value::Empty; 5];
            row.push(Value::from(said.get(self.lang)));
            let _ = self.writer.row(&row);
        }
        if !names.is_empty() && self.output == Output::Xlsx {
            names_sheet(&mut self.writer, self.lang, names);
        }
        self.writer.end()
    }
}

/// The sheet that is filled in and handed back: names with what they may mean, and a column for the answer.
fn names_sheet(writer: &mut Writer, lang: Lang, names: &[OpenName]) {
    let wide = |key: &str, heading: &str| Column { key: key.into(), heading: heading.into(), width: Width::Wide };
    let field = |field: NameField| wide(field.word(), field.text().get(lang));
    let mut columns = vec![field(NameField::Kind), field(NameField::Name), field(NameField::Means)];
    columns.push(wide("rows", say("行数", "Rows").get(lang)));
    columns.push(wide("first", say("首次出现的行", "First row").get(lang)));
    for n in 1..=3 {
        columns.push(wide("suggestion", say("可能是 {n}", "May be {n}").with(&[("n", &n)]).get(lang)));
    }
    writer.sheet(SHEET.get(lang), columns);
    for name in names {
        let mut row = vec![
            Value::from(name.kind.text().get(lang)),
            Value::from(name.name.as_str()),
            Value::Empty,
            Value::Whole(i64::from(name.rows)),
            Value::Whole(i64::from(name.first_line)),
        ];
        row.extend(name.suggestions.iter().take(3).map(|suggestion| Value::from(suggestion.name.as_str())));
        let _ = writer.row(&row);
    }
}
