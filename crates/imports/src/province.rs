//! Provinces as lists write them.

use kernel::{Text, province, say};

use crate::fault::Findings;
use crate::layout::Field;
use crate::reading::Line;

/// The code of the province in a field; empty when the list says nothing.
pub(crate) fn read<F: Field>(line: &Line<'_, F>, field: F, most: usize, findings: &mut Findings) -> Option<String> {
    let written = line.optional(field, most, findings)?;
    if written.is_empty() {
        return Some(String::new());
    }
    let code = code(&written);
    if code.is_none() {
        findings.add(line.fault(Some(field), "", UNKNOWN, false));
    }
    code.map(str::to_owned)
}

/// A province by its code or name, with or without 省, 市, 自治区.
fn code(written: &str) -> Option<&'static str> {
    let plain = sheets::plain(written);
    if let Some(known) = province::by_code(&plain) {
        return Some(known.code);
    }
    let longest = province::ALL.iter().filter(|p| plain.starts_with(p.name.zh)).max_by_key(|p| p.name.zh.len());
    longest.map(|p| p.code)
}

const UNKNOWN: Text = say("不是已知的省份", "No known province");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_are_read_by_code_and_name() {
        for (written, found) in [
            ("33", "33"),
            ("浙江省", "33"),
            ("内蒙古自治区", "15"),
            ("新疆生产建设兵团", "66"),
            ("新疆维吾尔自治区", "65"),
        ] {
            assert_eq!(code(written), Some(found), "{written}");
        }
        assert_eq!(code("某省"), None);
    }
}
