//! Readers of plain texts: matrices (`.in`) and lists of pairs (`.csv`).

use super::build::{Numbers, Pairs, bounds, expert, item};
use super::instance::Instance;
use super::quoted::quoted;
use crate::Fault;

/// Places of an item where nothing else is said.
pub const PLACES: u32 = 3;
/// The largest load where nothing else is said.
pub const MOST_ITEMS: u32 = 6;
/// A matrix holds at most so many items or experts.
const LARGEST_SIDE: u64 = 1_000_000;

/// Reads a matrix: the numbers of rows (items) and columns (experts), then the affinities row by row; 0 means "may not be".
///
/// # Errors
/// The first fault, with its line.
pub fn read_matrix(name: &str, text: &str) -> Result<Instance, Fault> {
    let mut words =
        text.lines().zip(1_u32..).flat_map(|(line, at)| line.split_ascii_whitespace().map(move |word| (word, at)));
    let mut side = |what: &str| {
        let (word, at) = words.next().ok_or_else(|| Fault::of_the_whole(format!("the number of {what} is missing")))?;
        match word.parse::<u64>() {
            Ok(count) if (1..=LARGEST_SIDE).contains(&count) => Ok(count as usize),
            _ => Err(Fault::on_line(at, format!("the number of {what} is from 1 to {LARGEST_SIDE}; {word} is not"))),
        }
    };
    let (rows, columns) = (side("rows")?, side("columns")?);
    let mut pairs = Pairs::default();
    let mut cells: u64 = 0;
    let whole = rows as u64 * columns as u64;
    for (word, at) in words {
        if cells == whole {
            return Err(Fault::on_line(at, format!("after {rows} rows of {columns} numbers the text goes on: {word}")));
        }
        let affinity: f64 = word.parse().map_err(|_| Fault::on_line(at, format!("{word} is no affinity")))?;
        if affinity != 0.0 {
            let (row, column) = (cells / columns as u64, cells % columns as u64);
            pairs.add(row as u32, column as u32, affinity, at).map_err(|reason| Fault::on_line(at, reason))?;
        }
        cells += 1;
    }
    if cells < whole {
        return Err(Fault::of_the_whole(format!("{rows} rows of {columns} numbers are {whole}; there are {cells}")));
    }
    // Only now: a matrix that claims to be large must be.
    let mut instance = Instance { name: name.to_owned(), ..Instance::default() };
    instance.items = (1..=rows).map(|row| item(&row.to_string(), PLACES)).collect();
    instance.experts = (1..=columns).map(|column| expert(&column.to_string(), 0, MOST_ITEMS)).collect();
    pairs.settle(&mut instance, &[]).map_err(|at| Fault::on_line(at.place, at.reason))?;
    Ok(instance)
}

/// Reads lines of `item,expert,affinity`, a first line with these words allowed, cells in quotes where they hold commas. Items and experts are numbered as they appear.
///
/// # Errors
/// The first fault, with its line.
pub fn read_list(name: &str, text: &str) -> Result<Instance, Fault> {
    let (mut items, mut experts) = (Numbers::default(), Numbers::default());
    let mut pairs = Pairs::default();
    let text = text.trim_start_matches('\u{feff}');
    let read = quoted(text)?;
    let (mut read, mut rest, mut next) = (read.iter(), text, 1);
    while !rest.is_empty() {
        let at = next;
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        (rest, next) = (after, at + 1);
        let mut cells = [""; 3];
        let count = if line.contains('"')
            && let Some(record) = read.next()
        {
            (rest, next) = (&text[text.len() - record.left..], record.next);
            cells.iter_mut().zip(&record.cells).for_each(|(cell, read)| *cell = read);
            record.cells.len()
        } else if line.trim().is_empty() {
            continue;
        } else {
            cells.iter_mut().zip(line.split(',')).for_each(|(cell, read)| *cell = read.trim());
            line.split(',').count()
        };
        let [of, by, worth] = cells;
        if count != 3 {
            return Err(Fault::on_line(at, "a line is item,expert,affinity"));
        }
        if at == 1
            && cells.iter().zip(["item", "expert", "affinity"]).all(|(cell, word)| cell.eq_ignore_ascii_case(word))
        {
            continue;
        }
        if of.is_empty() || by.is_empty() {
            return Err(Fault::on_line(at, "an item and an expert have a name"));
        }
        let affinity: f64 = worth.parse().map_err(|_| Fault::on_line(at, format!("{worth} is no affinity")))?;
        let added = pairs.add(items.number(of), experts.number(by), affinity, at);
        added.map_err(|reason| Fault::on_line(at, reason))?;
    }
    let mut instance = Instance { name: name.to_owned(), ..Instance::default() };
    instance.items = items.names().iter().map(|id| item(id, PLACES)).collect();
    instance.experts = experts.names().iter().map(|id| expert(id, 0, MOST_ITEMS)).collect();
    if instance.items.is_empty() {
        return Err(Fault::of_the_whole("a list holds at least one pair"));
    }
    pairs.settle(&mut instance, &[]).map_err(|at| Fault::on_line(at.place, at.reason))?;
    bounds(&instance).map_err(Fault::of_the_whole)?;
    Ok(instance)
}
