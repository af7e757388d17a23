//! `xieyu match rank`: documents, or their owners, for queries.

mod dense;
mod finder;
mod past;
mod sheet;
mod table;

use std::path::PathBuf;
use std::thread;

use clap::Args;
use matching::Fault;
use matching::affinity::fuse::Spread;
use matching::affinity::learn::learn;
use matching::affinity::reasons::{Of, Reason};
use matching::affinity::{Asks, Space};

use self::dense::{Directions, Endpoint};
use self::finder::Finder;
use self::table::{Row, Table, weight};
use crate::outcome::in_file;
use crate::{Ended, Outcome, files};

/// What is ranked and for whom.
#[derive(Args, Clone, Debug)]
pub struct Rank {
    /// A table of documents: `id`, any texts such as `title` or `text`, where known `code` (several with `;` between them),
    /// `enterprise`, `small` and `known`, and `owner` to rank persons.
    #[arg(long)]
    documents: PathBuf,
    /// A table of queries: `id`, any texts, where known `code` and `excluded` documents.
    #[arg(long)]
    queries: PathBuf,
    /// Documents for every query at most.
    #[arg(long, default_value_t = 20)]
    top: usize,
    /// Of one enterprise at most.
    #[arg(long, value_parser = at_least_one)]
    cap: Option<usize>,
    /// Of small enterprises at least, where there are so many.
    #[arg(long, default_value_t = 0)]
    floor: usize,
    /// What was done together before: a table of `who` (a query), `document`, where known `enterprise` and `counts`.
    #[arg(long)]
    history: Option<PathBuf>,
    /// What was shown and chosen: a table of `query`, `document` and `grade` (0 shown, more is better). What each score counts is
    /// learned from it.
    #[arg(long)]
    shown: Option<PathBuf>,
    /// Where to write what was learned.
    #[arg(long, requires = "shown")]
    learned: Option<PathBuf>,
    /// What each score counts, as it was learned before.
    #[arg(long, conflicts_with = "shown")]
    weights: Option<PathBuf>,
    /// Directions of documents and queries that a model gave: a table of `of` (document or query), `id` and `direction`.
    #[arg(long)]
    dense: Option<PathBuf>,
    /// An endpoint that speaks as OpenAI's does, such as https://models.example.org/v1, is asked for directions; a key stands in
    /// XIEYU_DENSE_KEY.
    #[arg(long, conflicts_with = "dense", requires = "dense_model")]
    dense_endpoint: Option<String>,
    /// The model it is asked for.
    #[arg(long, requires = "dense_endpoint")]
    dense_model: Option<String>,
    /// Where to write its directions, as --dense reads them.
    #[arg(long, requires = "dense_endpoint")]
    dense_out: Option<PathBuf>,
    /// Queries answered side by side; the result is the same.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Where to write the ranks; without it they are printed.
    #[arg(long)]
    out: Option<PathBuf>,
}

fn at_least_one(given: &str) -> Result<usize, String> {
    given.parse::<usize>().ok().filter(|&cap| cap > 0).ok_or_else(|| "give a whole number from 1 on".to_owned())
}

/// Ranks.
///
/// # Errors
/// A file that cannot be read or has faults; an endpoint that does not give what it was asked for.
pub fn run(rank: &Rank) -> Outcome {
    let documents = sheet::read(&rank.documents, table::parse)?;
    let queries = sheet::read(&rank.queries, table::parse)?;
    let directions = directions(rank, &documents, &queries)?;
    let mut finder = Finder::of(&documents, &queries, &directions).map_err(|fault| in_file(&rank.documents, &fault))?;
    if let Some(file) = &rank.history {
        sheet::read(file, |sheet| past::note(sheet, &documents, finder.history()))?;
    }
    if let Some(file) = &rank.weights {
        finder.weigh(sheet::read(file, past::weights)?).map_err(|fault| in_file(file, &fault))?;
    }
    let asking = Asking { queries: &queries, directions: &directions, rank };
    asking.learn(&mut finder)?;
    let answers = asking.answer(&finder).map_err(|fault| in_file(&rank.queries, &fault))?;
    let mut text = String::from("query\trank\tdocument\tscore\treasons\n");
    text.extend(answers);
    files::write(rank.out.as_deref(), &text)?;
    Ok(Ended::Solved)
}

fn directions(rank: &Rank, documents: &Table, queries: &Table) -> Result<Directions, String> {
    if let Some(file) = &rank.dense {
        return sheet::read(file, Directions::read);
    }
    let Some((base, model)) = rank.dense_endpoint.as_deref().zip(rank.dense_model.as_deref()) else {
        return Ok(Directions::default());
    };
    let found = Endpoint::new(base, model)?.ask(documents, queries)?;
    if let Some(out) = &rank.dense_out {
        files::write(Some(out), &found.told(documents, queries))?;
    }
    Ok(found)
}

/// Queries with all that is asked with them.
struct Asking<'a> {
    queries: &'a Table,
    directions: &'a Directions,
    rank: &'a Rank,
}

impl Asking<'_> {
    fn asks<'r>(&'r self, row: &'r Row) -> Asks<'r> {
        let texts = row.texts.iter().zip(&self.queries.fields);
        Asks {
            who: Some(&row.id),
            texts: texts.map(|(text, field)| (text.as_str(), weight(field))).collect(),
            codes: row.codes(),
            direction: self.directions.query(&row.id),
            excluded: row.excluded.iter().map(String::as_str).collect(),
            spread: Spread { cap: self.rank.cap.unwrap_or(usize::MAX), floor: self.rank.floor },
        }
    }

    /// What each score counts, from what was shown, where anything was.
    fn learn(&self, finder: &mut Finder) -> Result<(), String> {
        let Some(file) = &self.rank.shown else { return Ok(()) };
        let graded = sheet::read(file, |sheet| past::graded(sheet, self.queries))?;
        let mut space = Space::default();
        let mut shown = Vec::new();
        for row in &self.queries.rows {
            let Some(graded) = graded.get(&row.id) else { continue };
            let graded: Vec<(&str, u8)> = graded.iter().map(|(id, grade)| (id.as_str(), *grade)).collect();
            // Whoever was excluded since was shown all the same.
            let asks = Asks { excluded: Vec::new(), ..self.asks(row) };
            let seen = finder.shown(&asks, &graded, &mut space);
            shown.push(seen.map_err(|fault| in_file(&self.rank.queries, &Fault::on_line(row.line, fault.reason)))?);
        }
        let learned = learn(&shown).map_err(|fault| in_file(file, &fault))?;
        eprintln!("{}", past::in_words(&learned));
        if let Some(out) = &self.rank.learned {
            files::write(Some(out), &past::told(learned.weights))?;
        }
        finder.weigh(learned.weights).map_err(|fault| in_file(file, &fault))
    }

    /// The lines of every query, in the order of the queries.
    fn answer(&self, finder: &Finder) -> Result<Vec<String>, Fault> {
        let rows = &self.queries.rows;
        let share = rows.len().div_ceil(self.rank.threads.clamp(1, 64)).max(1);
        let one_share = |rows: &[Row]| {
            let mut space = Space::default();
            rows.iter().map(|row| self.lines(finder, row, &mut space)).collect::<Result<Vec<String>, Fault>>()
        };
        let shares: Vec<Result<Vec<String>, Fault>> = thread::scope(|scope| {
            let running: Vec<_> = rows.chunks(share).map(|rows| scope.spawn(move || one_share(rows))).collect();
            let ended = running
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|_| Err(Fault::of_the_whole("a query was not answered"))));
            ended.collect()
        });
        let mut all = Vec::with_capacity(rows.len());
        for share in shares {
            all.extend(share?);
        }
        Ok(all)
    }

    fn lines(&self, finder: &Finder, row: &Row, space: &mut Space) -> Result<String, Fault> {
        let found = finder.top(&self.asks(row), self.rank.top, space);
        let found = found.map_err(|fault| Fault::on_line(row.line, fault.reason))?.into_iter().enumerate();
        let lines = found.map(|(at, (it, document))| {
            let reasons: Vec<String> = it.reasons.iter().map(told).collect();
            let reasons = reasons.join("; ");
            let reasons = document.map_or_else(|| reasons.clone(), |document| format!("{document}: {reasons}"));
            format!("{}\t{}\t{}\t{:.6}\t{reasons}\n", row.id, at + 1, it.id, it.score)
        });
        Ok(lines.collect())
    }
}

fn told(reason: &Reason) -> String {
    let Reason { of, words, gives } = reason;
    match of {
        Of::Text => format!("{words} {gives:.3}"),
        Of::Code => format!("code {words} {gives:.3}"),
        Of::Before => format!("before {words} {gives:.3}"),
        Of::Others => format!("others {words} {gives:.3}"),
        Of::Dense => format!("dense {gives:.3}"),
        Of::Known => format!("known {gives:.3}"),
    }
}
