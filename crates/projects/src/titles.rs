//! Finding projects by words of their title: every pair of neighbouring characters (Chinese) and every word (Latin) of a
//! title is a row. A search follows its rarest piece and compares the whole title, so it reads few rows.

use std::collections::BTreeSet;

use db::{DbError, Tx, params};
use kernel::Value;

use crate::Project;

/// The longest Latin word that is kept; longer ones are cut.
const LONGEST: usize = 24;

/// Pieces of a title or of what is searched for: each once.
pub(crate) fn grams(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for c in folded(text).chars().chain([' ']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            before = None;
            continue;
        }
        if !word.is_empty() {
            found.insert(word.chars().take(LONGEST).collect());
            word.clear();
        }
        if !c.is_alphanumeric() {
            before = None;
            continue;
        }
        if let Some(left) = before {
            found.insert(format!("{left}{c}"));
        }
        before = Some(c);
    }
    found
}

/// Lower case, full-width letters and digits made plain.
pub(crate) fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(plain).flat_map(char::to_lowercase).collect()
}

/// Makes the title of a new project findable. Call it after the journal has been told, so that the totals are raised
/// while the journal's head row is held.
pub(crate) fn index(tx: &mut Tx<'_>, project: &Project) -> Result<(), DbError> {
    let all: Vec<String> = grams(&project.title).into_iter().collect();
    if all.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..all.len()).map(|n| format!("(${}, $1, $2)", n + 3)).collect();
    let mut values = params![project.year, project.id].to_vec();
    values.extend(all.iter().map(|gram| Value::Text(gram.clone())));
    tx.execute(&format!("INSERT INTO title_gram (gram, year, id) VALUES {}", rows.join(", ")), &values)?;
    tx.defer(move |tx| raise(tx, &all));
    Ok(())
}

/// Takes the title of a project out again, before another is written. Totals only steer the search and are left as they are.
pub(crate) fn forget(tx: &mut Tx<'_>, project: &Project) -> Result<(), DbError> {
    for gram in grams(&project.title) {
        tx.execute(
            "DELETE FROM title_gram WHERE gram = $1 AND year = $2 AND id = $3",
            params![gram, project.year, project.id],
        )?;
    }
    Ok(())
}

/// The rarest piece of what is searched for and how many titles may hold it; `None` when nothing can be searched for.
/// A piece that no title holds counts 0.
pub(crate) fn rarest(tx: &mut Tx<'_>, words: &str) -> Result<Option<(String, i64)>, DbError> {
    let wanted: Vec<String> = grams(words).into_iter().take(60).collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let places: Vec<String> = (1..=wanted.len()).map(|n| format!("${n}")).collect();
    let values: Vec<Value> = wanted.iter().map(|gram| Value::Text(gram.clone())).collect();
    let sql = format!("SELECT gram, amount FROM title_gram_total WHERE gram IN ({})", places.join(", "));
    let known: Vec<(String, i64)> = tx.query(&sql, &values)?;
    let total = |gram: &String| known.iter().find(|(g, _)| g == gram).map_or(0, |(_, n)| *n);
    Ok(wanted
        .into_iter()
        .map(|gram| {
            let n = total(&gram);
            (gram, n)
        })
        .min_by_key(|(_, n)| *n))
}

/// Whether a title holds every word searched for.
pub(crate) fn holds(title: &str, words: &str) -> bool {
    let (title, words) = (folded(title), folded(words));
    words.split_whitespace().all(|word| title.contains(word))
}

fn raise(tx: &mut Tx<'_>, grams: &[String]) -> Result<(), DbError> {
    let rows: Vec<String> = (1..=grams.len()).map(|n| format!("(${n}, 1)")).collect();
    let sql = format!(
        "INSERT INTO title_gram_total (gram, amount) VALUES {} ON CONFLICT (gram) DO UPDATE SET amount = title_gram_total.amount + 1",
        rows.join(", ")
    );
    let values: Vec<Value> = grams.iter().map(|gram| Value::Text(gram.clone())).collect();
    tx.execute(&sql, &values).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fall_into_pairs_of_characters_and_words() {
        let found: Vec<String> = grams("面向ＡＩ的 Python3 课程").into_iter().collect();
        assert_eq!(found, ["ai", "python3", "课程", "面向"]);
    }

    #[test]
    fn a_title_is_found_by_parts_of_it_in_any_order() {
        assert!(holds("智能制造课程体系改革", "课程 智能"));
        assert!(holds("Machine Learning 课程", "ＭＡＣＨＩＮＥ"));
        assert!(!holds("智能制造课程体系改革", "制造业"));
    }
}
