//! Published texts, when they lie beside the repository: titles and keywords find their own abstracts.

use std::fs;

use search::{Entry, Reader, Texts};

use crate::world::{World, asked, project};

/// A folder with `csl-1000.tsv`: split, title, abstract, keywords (joined with `_`), category, discipline.
const FOLDER: &str = "XIEYU_TEXTS_ZH";

fn records() -> Option<Vec<[String; 3]>> {
    let folder = std::env::var(FOLDER).unwrap_or_else(|_| "../../../shared/data/text-zh".into());
    let text = fs::read_to_string(format!("{folder}/csl-1000.tsv")).ok()?;
    let row = |line: &str| {
        let mut parts = line.split('\t').skip(1).map(str::to_owned);
        Some([parts.next()?, parts.next()?, parts.next()?])
    };
    Some(text.lines().skip(1).filter_map(row).collect())
}

/// The mean of 1 / place over the first ten.
fn mean_place(world: &World, questions: &[(u128, String)]) -> f64 {
    let place = |(n, words): &(u128, String)| {
        let found = world.index.look(&Reader::public(), &search::Asked { limit: 10, ..asked(words) });
        found.hits.iter().position(|hit| hit.id.as_u128() == *n).map_or(0.0, |at| 1.0 / (at + 1) as f64)
    };
    questions.iter().map(place).sum::<f64>() / questions.len() as f64
}

#[test]
fn titles_and_keywords_find_their_abstracts() {
    let Some(records) = records() else {
        eprintln!("left out: the published texts do not lie here; {FOLDER} names their folder");
        return;
    };
    let abstracts = records.iter().enumerate().map(|(n, [_, text, _])| Entry {
        open: Some(Texts { body: text.clone(), ..Texts::default() }),
        ..project(n as u128, "")
    });
    let world = World::of(abstracts);
    let plain = |text: &str| {
        text.chars().filter(|c| !matches!(c, '"' | '“' | '”' | ':' | '：' | '-')).take(250).collect::<String>()
    };
    let titles: Vec<(u128, String)> = records.iter().enumerate().map(|(n, [t, ..])| (n as u128, plain(t))).collect();
    let words: Vec<(u128, String)> =
        records.iter().enumerate().map(|(n, [_, _, k])| (n as u128, plain(&k.replace('_', " ")))).collect();
    let (by_title, by_words) = (mean_place(&world, &titles), mean_place(&world, &words));
    eprintln!("MRR@10 of {} records: title {by_title:.3}, keywords {by_words:.3}", records.len());
    assert!(by_title > 0.95 && by_words > 0.95, "title {by_title:.3}, keywords {by_words:.3}");
}
