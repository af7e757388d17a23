//! The past: what was done together, what was shown and chosen, and what was learned from it.

use std::collections::HashMap;
use std::fmt::Write;

use matching::Fault;
use matching::affinity::fuse::{COLD, NAMES, Weights};
use matching::affinity::learn::Learned;
use matching::affinity::{History, MOST_COUNTS};

use super::sheet::Sheet;
use super::table::Table;

/// Notes each line of a table of `who`, `document` (or person), where known `enterprise` and `counts`.
pub fn note(sheet: &Sheet<'_>, documents: &Table, history: &mut History) -> Result<(), Fault> {
    let (who, thing) = (sheet.needed("who")?, sheet.needed("document")?);
    let (enterprise, counts) = (sheet.column("enterprise"), sheet.column("counts"));
    let known: HashMap<&str, &str> = documents
        .rows
        .iter()
        .filter_map(|row| Some((row.owner.as_deref().unwrap_or(&row.id), row.enterprise.as_deref()?)))
        .collect();
    for line in &sheet.lines {
        let (who, thing) = (line.needed(who, "who")?, line.needed(thing, "document")?);
        let group = line.given(enterprise).or_else(|| known.get(thing).copied());
        let counts = match line.given(counts).map(str::parse::<u32>) {
            None => 1,
            Some(Ok(counts)) if (1..=MOST_COUNTS).contains(&counts) => counts,
            Some(_) => return Err(line.fault(format!("counts must be a whole number from 1 to {MOST_COUNTS}"))),
        };
        history.put(who, thing, group, counts).map_err(|fault| line.fault(fault.reason))?;
    }
    Ok(())
}

/// What was shown to a query, with how far it came.
pub type Graded = HashMap<String, Vec<(String, u8)>>;

/// A table of `query`, `document` (or person) and `grade`.
pub fn graded(sheet: &Sheet<'_>, queries: &Table) -> Result<Graded, Fault> {
    let (query, document) = (sheet.needed("query")?, sheet.needed("document")?);
    let grade = sheet.needed("grade")?;
    let known: HashMap<&str, ()> = queries.rows.iter().map(|row| (row.id.as_str(), ())).collect();
    let mut all = Graded::new();
    for line in &sheet.lines {
        let (query, document) = (line.needed(query, "query")?, line.needed(document, "document")?);
        if !known.contains_key(query) {
            return Err(line.fault(format!("query {query} is unknown")));
        }
        let grade = match line.needed(grade, "grade")?.parse::<u8>() {
            Ok(grade @ 0..=9) => grade,
            _ => return Err(line.fault("the grade must be a whole number from 0 to 9")),
        };
        all.entry(query.to_owned()).or_default().push((document.to_owned(), grade));
    }
    Ok(all)
}

/// A table of `score` and `weight`; a score that is not named keeps its weight of a cold start.
pub fn weights(sheet: &Sheet<'_>) -> Result<Weights, Fault> {
    let (score, weight) = (sheet.needed("score")?, sheet.needed("weight")?);
    let mut all = COLD.all();
    for line in &sheet.lines {
        let name = line.needed(score, "score")?;
        let part = NAMES.iter().position(|known| *known == name);
        let part = part.ok_or_else(|| line.fault(format!("{name:.40} is no score; they are {}", NAMES.join(", "))))?;
        all[part] = line.number(Some(weight), "weight")?.ok_or_else(|| line.fault("the weight is empty"))?;
        Weights::of(all).checked().map_err(|fault| line.fault(fault.reason))?;
    }
    Ok(Weights::of(all))
}

/// The same table, with the weights of a cold start beside.
pub fn told(weights: Weights) -> String {
    let mut text = String::from("score\tweight\tcold\n");
    for ((name, weight), cold) in NAMES.into_iter().zip(weights.all()).zip(COLD.all()) {
        let _ = writeln!(text, "{name}\t{weight:.6}\t{cold}");
    }
    text
}

/// For people: from how much it was learned, and what it is worth.
pub fn in_words(learned: &Learned) -> String {
    let weights: Vec<String> =
        NAMES.into_iter().zip(learned.weights.all()).map(|(name, weight)| format!("{name} {weight:.3}")).collect();
    format!(
        "{} pairs of {} askers; right before {:.1} %, learned from others {:.1} %: {}; {}",
        learned.pairs,
        learned.askers,
        learned.right_cold * 100.0,
        learned.right_learned * 100.0,
        if learned.taken { "taken" } else { "not taken" },
        weights.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_are_written() {
        let written = told(Weights { text: 0.25, history: 1.5, ..COLD });
        let read = Sheet::parse(&written).and_then(|sheet| weights(&sheet));
        assert_eq!(read, Ok(Weights { text: 0.25, history: 1.5, ..COLD }));
        let fault = |text: &str| Sheet::parse(text).and_then(|sheet| weights(&sheet)).expect_err("a fault").to_string();
        assert_eq!(
            fault("score\tweight\nfame\t1\n"),
            "line 2: fame is no score; they are text, codes, history, dense, known"
        );
        assert_eq!(
            fault("score\tweight\ntext\t-1\n"),
            "line 2: the weight of text is -1; give a number from 0 to 1000"
        );
        assert_eq!(fault("score\tweight\ntext\t\n"), "line 2: the weight is empty");
    }

    #[test]
    fn faults_of_the_past_are_named_with_their_line() {
        let table = Table { fields: Vec::new(), rows: Vec::new() };
        let noted = |text: &str| {
            let read = Sheet::parse(text).and_then(|sheet| note(&sheet, &table, &mut History::default()));
            read.err().map_or_else(String::new, |fault| fault.to_string())
        };
        assert_eq!(noted("who\tdocument\tcounts\na\tb\t0\n"), "line 2: counts must be a whole number from 1 to 1000");
        assert_eq!(noted("who\tdocument\na\t\n"), "line 2: the document is empty");
        assert_eq!(noted("who\tdocument\na\tb\n"), "");
        let shown = Sheet::parse("query\tdocument\tgrade\na\tb\t1\n").and_then(|sheet| graded(&sheet, &table));
        assert_eq!(shown.expect_err("a fault").to_string(), "line 2: query a is unknown");
    }
}
