//! `xieyu match rank`: documents, or their owners, for queries.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread;

use clap::Args;
use matching::Fault;
use matching::affinity::codes::{MOST_CODES, Tree};
use matching::affinity::{Asks, Field, Item, People, Query, Ranker, Reader, Space, fuse, reasons::Of};

use crate::outcome::in_file;
use crate::{Ended, Outcome, files};

/// What is ranked and for whom.
#[derive(Args, Clone, Debug)]
pub struct Rank {
    /// A table of documents: `id`, any texts such as `title` or `text`, where known `code` (several with `;` between them), and
    /// `owner` to rank persons.
    #[arg(long)]
    documents: PathBuf,
    /// A table of queries: `id`, any texts, where known `code`.
    #[arg(long)]
    queries: PathBuf,
    /// Documents for every query at most.
    #[arg(long, default_value_t = 20)]
    top: usize,
    /// Queries answered side by side; the result is the same.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Where to write the ranks; without it they are printed.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Ranks.
///
/// # Errors
/// A file that cannot be read or has faults.
pub fn run(rank: &Rank) -> Outcome {
    let documents = read(&rank.documents)?;
    let queries = read(&rank.queries)?;
    let finder = if documents.rows.iter().any(|row| row.owner.is_some()) {
        Finder::People(Box::new(people(&documents).map_err(|fault| in_file(&rank.documents, &fault))?))
    } else {
        Finder::Items(Box::new(items(&documents, &queries).map_err(|fault| in_file(&rank.documents, &fault))?))
    };
    let answers = answer(&finder, &queries, rank).map_err(|fault| in_file(&rank.queries, &fault))?;
    let mut text = String::from("query\trank\tdocument\tscore\treasons\n");
    text.extend(answers);
    files::write(rank.out.as_deref(), &text)?;
    Ok(Ended::Solved)
}

enum Finder {
    Items(Box<Ranker>),
    People(Box<People>),
}

struct Table {
    fields: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    codes: Vec<String>,
    owner: Option<String>,
    texts: Vec<String>,
}

fn read(file: &Path) -> Result<Table, String> {
    parse(&files::text(file)?).map_err(|fault| in_file(file, &fault))
}

fn parse(text: &str) -> Result<Table, Fault> {
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
    let mut seen = HashSet::new();
    if let Some(twice) = header.iter().find(|name| !seen.insert(**name)) {
        return Err(Fault::on_line(1, format!("column {twice} is there twice")));
    }
    let column = |name: &str| header.iter().position(|other| *other == name);
    let id =
        column("id").ok_or_else(|| Fault::on_line(1, "there is no column id; the first line names the columns"))?;
    let (code, owner) = (column("code"), column("owner"));
    let texts: Vec<usize> = (0..header.len()).filter(|&at| at != id && Some(at) != code && Some(at) != owner).collect();
    if texts.is_empty() {
        return Err(Fault::on_line(1, "there is no column of texts beside id, code and owner"));
    }
    let mut rows = Vec::new();
    let mut ids = HashSet::new();
    for (at, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let fault = |reason: String| Fault::on_line(at as u32 + 2, reason);
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != header.len() {
            return Err(fault(format!("there are {} columns; the first line names {}", cells.len(), header.len())));
        }
        let given = |column: Option<usize>| {
            column.map(|at| cells[at].trim()).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let id = given(Some(id)).ok_or_else(|| fault("the id is empty".to_owned()))?;
        if !ids.insert(id.clone()) {
            return Err(fault(format!("id {id} is there twice")));
        }
        if owner.is_some() && given(owner).is_none() {
            return Err(fault(format!("{id} has no owner; every document has one or none has")));
        }
        let codes = given(code).map_or_else(Vec::new, |cell| codes(&cell));
        if codes.len() > MOST_CODES {
            return Err(fault(format!("{id} has {} codes; {MOST_CODES} is the most", codes.len())));
        }
        let texts = texts.iter().map(|&at| cells[at].to_owned()).collect();
        rows.push(Row { id, codes, owner: given(owner), texts });
    }
    Ok(Table { fields: texts.iter().map(|&at| header[at].to_owned()).collect(), rows })
}

/// Each code of a cell once, in their order.
fn codes(cell: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in cell.split([';', '；']).map(str::trim).filter(|code| !code.is_empty()) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// What is short and chosen says more than what is long.
fn weight(field: &str) -> f64 {
    if matches!(field, "title" | "name" | "keywords" | "majors" | "courses" | "tags") { 2.0 } else { 1.0 }
}

fn people(documents: &Table) -> Result<People, Fault> {
    let mut people = People::new()?;
    for row in &documents.rows {
        people.put(row.owner.as_deref().unwrap_or_default(), &row.id, &row.texts.join("\n"))?;
    }
    Ok(people)
}

fn items(documents: &Table, queries: &Table) -> Result<Ranker, Fault> {
    let rows = || documents.rows.iter();
    let texts: Vec<String> = rows().map(|row| row.texts.join("\n")).collect();
    let labelled: Vec<(&str, &str)> = rows()
        .zip(&texts)
        .flat_map(|(row, text)| row.codes.iter().map(|code| (text.as_str(), code.as_str())))
        .collect();
    let codes: HashSet<&str> = labelled.iter().map(|(_, code)| *code).collect();
    let missing = rows().chain(&queries.rows).any(|row| row.codes.is_empty());
    let reader = if codes.len() > 1 && missing { Some(Reader::learn(&labelled)?) } else { None };
    let fields = documents.fields.iter().map(|name| Field::new(name, weight(name))).collect();
    let mut ranker = Ranker::new(fields, fuse::COLD, Tree::default(), reader)?;
    for row in rows() {
        let (id, parts, codes) = (row.id.clone(), row.texts.clone(), row.codes.clone());
        ranker.put(&Item { id, parts, codes, ..Item::default() })?;
    }
    Ok(ranker)
}

/// The lines of every query, in the order of the queries.
fn answer(finder: &Finder, queries: &Table, rank: &Rank) -> Result<Vec<String>, Fault> {
    let share = queries.rows.len().div_ceil(rank.threads.clamp(1, 64)).max(1);
    let one_share = |rows: &[Row]| {
        let mut space = Space::default();
        rows.iter().map(|row| lines(finder, queries, row, rank.top, &mut space)).collect::<Result<Vec<String>, Fault>>()
    };
    let shares: Vec<Result<Vec<String>, Fault>> = thread::scope(|scope| {
        let running: Vec<_> = queries.rows.chunks(share).map(|rows| scope.spawn(move || one_share(rows))).collect();
        let ended = running
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Err(Fault::of_the_whole("a query was not answered"))));
        ended.collect()
    });
    let mut all = Vec::with_capacity(queries.rows.len());
    for share in shares {
        all.extend(share?);
    }
    Ok(all)
}

fn lines(finder: &Finder, queries: &Table, row: &Row, top: usize, space: &mut Space) -> Result<String, Fault> {
    let texts: Vec<(&str, f64)> =
        row.texts.iter().zip(&queries.fields).map(|(text, field)| (text.as_str(), weight(field))).collect();
    let found: Vec<(String, f64, String)> = match finder {
        Finder::Items(ranker) => {
            let codes = row.codes.iter().map(String::as_str).collect();
            let asks = Asks { texts, codes, ..Asks::default() };
            let told = ranker.top(&asks, top, space)?.into_iter().map(|suggestion| {
                let reasons = suggestion.reasons.iter().map(|reason| match reason.of {
                    Of::Text => format!("{} {:.3}", reason.words, reason.gives),
                    Of::Code => format!("code {} {:.3}", reason.words, reason.gives),
                });
                (suggestion.id, suggestion.score, reasons.collect::<Vec<_>>().join("; "))
            });
            told.collect()
        }
        Finder::People(people) => {
            let near = people.top(&Query::new(texts)?, top, space).into_iter().map(|near| {
                let reasons: Vec<String> =
                    near.reasons.iter().map(|(words, gives)| format!("{words} {gives:.3}")).collect();
                (near.person, near.score, format!("{}: {}", near.document, reasons.join("; ")))
            });
            near.collect()
        }
    };
    let told = found
        .into_iter()
        .enumerate()
        .map(|(at, (document, score, reasons))| format!("{}\t{}\t{document}\t{score:.6}\t{reasons}\n", row.id, at + 1));
    Ok(told.collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn fault(table: &str) -> String {
        parse(table).err().map_or_else(String::new, |fault| fault.to_string())
    }

    #[test]
    fn faults_of_a_table_are_named_with_their_line() {
        assert_eq!(fault("name\ttext\n"), "line 1: there is no column id; the first line names the columns");
        assert_eq!(fault("id\ttext\n1\ta\n1\tb\n"), "line 3: id 1 is there twice");
        assert_eq!(fault("id\ttext\n1\ta\n2\n"), "line 3: there are 1 columns; the first line names 2");
        assert_eq!(fault("id\tcode\n"), "line 1: there is no column of texts beside id, code and owner");
        assert_eq!(fault("id\ttext\towner\n1\ta\t\n"), "line 2: 1 has no owner; every document has one or none has");
        let many =
            format!("id\ttext\tcode\n1\ta\t{}\n", (0..17).map(|at| at.to_string()).collect::<Vec<_>>().join(";"));
        assert_eq!(fault(&many), "line 2: 1 has 17 codes; 16 is the most");
        assert_eq!(fault("id\ttext\ttext\n"), "line 1: column text is there twice");
        assert_eq!(fault(""), "line 1: there is no column id; the first line names the columns");
    }

    fn ranked(documents: &str, queries: &str, threads: usize) -> String {
        let folder = std::env::temp_dir().join(format!("rank-{}-{threads}-{}", std::process::id(), documents.len()));
        fs::create_dir_all(&folder).expect("a folder");
        let [one, two, out] = ["d.tsv", "q.tsv", "r.tsv"].map(|name| folder.join(name));
        fs::write(&one, documents).expect("documents");
        fs::write(&two, queries).expect("queries");
        let rank = Rank { documents: one, queries: two, top: 3, threads, out: Some(out.clone()) };
        assert_eq!(run(&rank), Ok(Ended::Solved));
        let text = fs::read_to_string(out).expect("ranks");
        fs::remove_dir_all(folder).expect("its end");
        text
    }

    #[test]
    fn threads_change_no_byte() {
        let documents: String = (0..40)
            .map(|at| format!("d{at}\t{}课程{}\t0{}\n", ["智能制造", "会计", "护理", "网络安全"][at % 4], at, at % 3))
            .collect();
        let queries: String = (0..9).map(|at| format!("q{at}\t{}\n", ["制造", "会计学", "安全"][at % 3])).collect();
        let (documents, queries) = (format!("id\ttext\tcode\n{documents}"), format!("id\ttext\n{queries}"));
        let one = ranked(&documents, &queries, 1);
        assert_eq!(one, ranked(&documents, &queries, 2));
        assert_eq!(one.lines().count(), 1 + 9 * 3);
    }

    #[test]
    fn persons_are_ranked_by_their_documents() {
        let documents = "id\ttext\towner\n1\t智能制造\tanna\n2\t会计\tbert\n3\t制造工艺\tanna\n";
        let text = ranked(documents, "id\ttext\nq\t智能制造工艺\n", 1);
        let line = text.lines().nth(1).unwrap_or_default();
        assert!(line.starts_with("q\t1\tanna\t") && line.contains("智能制造"), "{line}");
    }

    #[test]
    fn traditional_queries_find_simplified_documents_and_several_codes_count() {
        let documents = "id\ttext\tcode\n1\t机器学习\t080901;020101\n2\t会计\t120203\n3\t护理\t101101\n";
        let text = ranked(documents, "id\ttext\tcode\nq\t機器學習\t\nr\t.NET\t020102； 101101\n", 1);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("q\t1\t1\t") && lines[1].contains("機器學習"), "{text}");
        assert!(lines[4].starts_with("r\t1\t3\t") && lines[4].contains("code 101101"), "{text}");
        assert!(lines[5].starts_with("r\t2\t1\t") && lines[5].contains("code 0201 "), "{text}");
    }
}
