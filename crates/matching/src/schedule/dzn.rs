//! Reads MiniZinc data: assignments of numbers, sets, ranges and arrays of one or two dimensions, over any number of lines.
//!
//! (The MiniZinc Handbook, "Spec of data files".) Not read: strings, floats, records, comprehensions; nothing published for this
//! problem holds them.

use std::collections::BTreeMap;

use crate::Fault;

/// Arrays and sets nested deeper are no instance.
const DEEPEST: usize = 4;
/// Members of one range written `a..b`, and of all ranges together: a few letters must not fill the memory.
const LONGEST_RANGE: i64 = 1_000_000;
const LONGEST_RANGES: i64 = 8_000_000;

/// What stands behind an equals sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Number(i64),
    Set(Vec<i64>),
    /// Of one dimension.
    List(Vec<Item>),
    /// Of two: rows.
    Rows(Vec<(u32, Vec<Item>)>),
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub line: u32,
    pub value: Value,
}

/// The assignments of a text, by name.
pub fn read(text: &str) -> Result<BTreeMap<String, Item>, Fault> {
    let mut reader = Reader { rest: text, line: 1, ranged: 0 };
    let mut found = BTreeMap::new();
    loop {
        reader.skip()?;
        if reader.rest.is_empty() {
            return Ok(found);
        }
        let line = reader.line;
        let name = reader.word().ok_or_else(|| reader.fault("a name is expected"))?.to_owned();
        reader.expect("=")?;
        let value = reader.value(0)?;
        if found.insert(name.clone(), Item { line, value }).is_some() {
            return Err(Fault::on_line(line, format!("{name} is given twice")));
        }
        reader.skip()?;
        if !reader.take(";") && !reader.rest.is_empty() {
            return Err(reader.fault("\";\" is expected"));
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: u32,
    /// Members of ranges so far.
    ranged: i64,
}

impl<'a> Reader<'a> {
    fn fault(&self, what: &str) -> Fault {
        let found: String = self.rest.chars().take(12).take_while(|c| !c.is_control()).collect();
        let found = if self.rest.is_empty() { "the end".to_owned() } else { format!("\"{found}\"") };
        Fault::on_line(self.line, format!("{what}, and {found} stands there"))
    }

    fn forward(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.bytes().filter(|&b| b == b'\n').count() as u32;
        self.rest = rest;
        taken
    }

    /// Past blanks and comments: `% to the end of the line` and `/* … */`.
    fn skip(&mut self) -> Result<(), Fault> {
        loop {
            let blank =
                self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
            self.forward(blank);
            if self.rest.starts_with('%') {
                self.forward(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                let end = self.rest.find("*/").ok_or_else(|| self.fault("a comment is not closed"))?;
                self.forward(end + 2);
            } else {
                return Ok(());
            }
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        let there = self.rest.starts_with(sign);
        if there {
            self.forward(sign.len());
        }
        there
    }

    fn expect(&mut self, sign: &str) -> Result<(), Fault> {
        self.skip()?;
        if self.take(sign) { Ok(()) } else { Err(self.fault(&format!("\"{sign}\" is expected"))) }
    }

    fn word(&mut self) -> Option<&'a str> {
        let long = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        (long > 0 && !self.rest.starts_with(|c: char| c.is_ascii_digit())).then(|| self.forward(long))
    }

    fn number(&mut self) -> Result<i64, Fault> {
        self.skip()?;
        let sign = usize::from(self.rest.starts_with('-'));
        let digits = self.rest[sign..].bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest[..sign + digits].parse().map_err(|_| self.fault("a whole number is expected"))?;
        self.forward(sign + digits);
        Ok(number)
    }

    fn value(&mut self, deep: usize) -> Result<Value, Fault> {
        self.skip()?;
        if deep >= DEEPEST {
            return Err(self.fault(&format!("more than {DEEPEST} levels are not read")));
        }
        if self.take("{") {
            return self.set();
        }
        if self.take("[|") {
            return self.rows(deep);
        }
        if self.take("[") {
            return Ok(Value::List(self.items(deep, "]")?));
        }
        match self.word() {
            Some("true") => Ok(Value::Number(1)),
            Some("false") => Ok(Value::Number(0)),
            Some("array1d") => {
                self.expect("(")?;
                self.value(deep + 1)?;
                self.expect(",")?;
                let list = self.value(deep + 1)?;
                self.expect(")")?;
                Ok(list)
            }
            Some("array2d") => self.folded(deep),
            Some(_) => Err(self.fault("a number, a set or an array is expected before this")),
            None => self.number_or_range(),
        }
    }

    fn number_or_range(&mut self) -> Result<Value, Fault> {
        let low = self.number()?;
        self.skip()?;
        if !self.take("..") {
            return Ok(Value::Number(low));
        }
        let high = self.number()?;
        self.range(low, high).map(Value::Set)
    }

    fn range(&mut self, low: i64, high: i64) -> Result<Vec<i64>, Fault> {
        if high.saturating_sub(low) >= LONGEST_RANGE {
            return Err(self.fault(&format!("the range {low}..{high} has more than {LONGEST_RANGE} members")));
        }
        self.ranged += (high - low + 1).max(0);
        if self.ranged > LONGEST_RANGES {
            return Err(self.fault(&format!("all ranges together have more than {LONGEST_RANGES} members")));
        }
        Ok((low..=high).collect())
    }

    /// Behind the opening brace; single members and ranges may be mixed.
    fn set(&mut self) -> Result<Value, Fault> {
        let mut members = Vec::new();
        loop {
            self.skip()?;
            if self.take("}") {
                return Ok(Value::Set(members));
            }
            match self.number_or_range()? {
                Value::Set(range) => members.extend(range),
                Value::Number(one) => members.push(one),
                Value::List(_) | Value::Rows(_) => {}
            }
            self.comma_or("}")?;
        }
    }

    /// Values behind an opening sign, up to and with the closing one; a comma may stand before it.
    fn items(&mut self, deep: usize, close: &str) -> Result<Vec<Item>, Fault> {
        let mut items = Vec::new();
        loop {
            self.skip()?;
            if self.take(close) {
                return Ok(items);
            }
            let line = self.line;
            items.push(Item { line, value: self.value(deep + 1)? });
            self.comma_or(close)?;
        }
    }

    fn comma_or(&mut self, close: &str) -> Result<(), Fault> {
        self.skip()?;
        if self.take(",") || self.rest.starts_with(close) {
            Ok(())
        } else {
            Err(self.fault(&format!("\",\" or \"{close}\" is expected")))
        }
    }

    /// Behind `[|`: rows each closed by a bar, the last perhaps by `|]`.
    fn rows(&mut self, deep: usize) -> Result<Value, Fault> {
        let mut rows = Vec::new();
        loop {
            self.skip()?;
            if self.take("]") {
                return Ok(Value::Rows(rows));
            }
            let line = self.line;
            let row = self.items(deep, "|")?;
            if !row.is_empty() {
                rows.push((line, row));
            }
        }
    }

    /// `array2d(rows, columns, [ … ])`.
    fn folded(&mut self, deep: usize) -> Result<Value, Fault> {
        self.expect("(")?;
        self.value(deep + 1)?;
        self.expect(",")?;
        let Value::Set(columns) = self.value(deep + 1)? else {
            return Err(self.fault("the columns must be a range such as 1..3"));
        };
        self.expect(",")?;
        let Value::List(items) = self.value(deep + 1)? else {
            return Err(self.fault("a list is expected as the third part"));
        };
        self.expect(")")?;
        if columns.is_empty() || items.len() % columns.len() != 0 {
            return Err(self.fault(&format!("{} values do not fill rows of {}", items.len(), columns.len())));
        }
        Ok(Value::Rows(items.chunks(columns.len()).map(|row| (row[0].line, row.to_vec())).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, read};

    #[test]
    fn numbers_sets_ranges_and_arrays_are_read_with_comments_between() {
        let text = "a = 3; % three\nb = {1, 4..6,};\n/* two\nlines */ c = [|1, 2 |\n 3, 4|];\nd = array1d(1..2, [{}, 7..8]);\ne=array2d(1..1,1..2,[5,-6])";
        let found = read(text).unwrap();
        assert_eq!(found["a"].value, Value::Number(3));
        assert_eq!(found["b"].value, Value::Set(vec![1, 4, 5, 6]));
        assert!(matches!(&found["c"].value, Value::Rows(rows) if rows.len() == 2 && rows[1].0 == 5));
        assert!(matches!(&found["d"].value, Value::List(items) if items[1].value == Value::Set(vec![7, 8])));
        assert!(matches!(&found["e"].value, Value::Rows(rows) if rows[0].1[1].value == Value::Number(-6)));
    }

    #[test]
    fn a_fault_names_its_line() {
        let line = |text| read(text).unwrap_err().line;
        assert_eq!(line("a = 3;\nb = x;"), Some(2));
        assert_eq!(line("a = 3;\na = 4;"), Some(2));
        assert_eq!(line("a =\n\n[1, 2"), Some(3));
        assert_eq!(line("/* "), Some(1));
        assert_eq!(line("a = 1..99999999999;"), Some(1));
        let many = format!("a = [\n{}];", "1..1000000,".repeat(9));
        assert_eq!(line(&many), Some(2));
        assert_eq!(line("a = [[[[[[[[1]]]]]]]];"), Some(1));
    }
}
