//! Lines of cells with commas between them, some in quotes (RFC 4180): a quote inside is doubled, a line may end inside.

use crate::Fault;

/// A record with quotes.
pub(super) struct Quoted {
    pub cells: Vec<String>,
    /// Bytes of the text that come after it.
    pub left: usize,
    /// The number of the line after it.
    pub next: u32,
}

/// All records of a text that hold quotes, in their order.
///
/// # Errors
/// Quotes that do not fit, with the line on which their record begins.
pub(super) fn quoted(text: &str) -> Result<Vec<Quoted>, Fault> {
    let mut all = Vec::new();
    let (mut rest, mut at) = (text, 1);
    while rest.contains('"') {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if !line.contains('"') {
            (rest, at) = (after, at + 1);
            continue;
        }
        let (cells, after, lines) = record(rest).map_err(|reason| Fault::on_line(at, reason))?;
        (rest, at) = (after, at + lines.max(1));
        all.push(Quoted { cells, left: rest.len(), next: at });
    }
    Ok(all)
}

/// The first record of a text, what comes after it, and how many lines it takes.
fn record(text: &str) -> Result<(Vec<String>, &str, u32), String> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = cell(rest)?;
        cells.push(cell);
        match after.chars().next() {
            Some(',') => rest = &after[1..],
            other => {
                let after = if other.is_some() { &after[1..] } else { after };
                let taken = &text[..text.len() - after.len()];
                return Ok((cells, after, taken.bytes().filter(|&byte| byte == b'\n').count() as u32));
            }
        }
    }
}

/// One cell; what is left begins with a comma, the end of the line or nothing.
fn cell(text: &str) -> Result<(String, &str), String> {
    let text = text.trim_start_matches([' ', '\t']);
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\n']).unwrap_or(text.len());
        let (cell, after) = text.split_at(end);
        return if cell.contains('"') {
            Err("a quote stands inside a cell without quotes".to_owned())
        } else {
            Ok((cell.trim().to_owned(), after))
        };
    };
    let mut cell = String::new();
    loop {
        let end = rest.find('"').ok_or("a quote is not closed")?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => break,
        }
    }
    let after = rest.trim_start_matches([' ', '\t', '\r']);
    if after.is_empty() || after.starts_with([',', '\n']) {
        return Ok((cell.trim().to_owned(), after));
    }
    Err("after a closed quote comes a comma or the end of the line".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Result<Vec<String>, String> {
        record(text).map(|(cells, ..)| cells)
    }

    #[test]
    fn quotes_hold_commas_quotes_and_ends_of_lines() {
        assert_eq!(cells("\"a, b\" ,\"x\"\"y\", 0.5 \r\nnext").unwrap(), ["a, b", "x\"y", "0.5"]);
        let (cells, rest, lines) = record("a,\"b\nc\"\r\nd,e\n").unwrap();
        assert_eq!((cells, rest, lines), (vec!["a".to_owned(), "b\nc".to_owned()], "d,e\n", 2));
        assert_eq!(record("\"\"").unwrap(), (vec![String::new()], "", 0));
    }

    #[test]
    fn quotes_that_do_not_fit_are_refused() {
        assert_eq!(cells("\"a,b\n"), Err("a quote is not closed".to_owned()));
        assert!(cells("a\"b,c\n").is_err());
        assert!(cells("\"a\"b,c\n").is_err());
    }
}
