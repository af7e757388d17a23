//! Directions of texts: from a file, or from an endpoint that speaks as OpenAI's does.

use std::collections::HashMap;
use std::fmt::Write;
use std::time::Duration;

use matching::Fault;
use matching::affinity::MOST_DIMENSIONS;
use serde_json::{Value, json};

use super::sheet::Sheet;
use super::table::{Row, Table};

/// Texts asked for at once, and letters of each at most.
const BATCH: usize = 64;
const LONGEST: usize = 8_000;
/// Bytes of an answer at most.
const MOST_BYTES: u64 = 64 << 20;
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(120);
/// Where the key stands, where the endpoint asks for one.
const KEY: &str = "XIEYU_DENSE_KEY";

/// Directions of documents and queries by their ids; not all need have one.
#[derive(Default)]
pub struct Directions {
    documents: HashMap<String, Vec<f32>>,
    queries: HashMap<String, Vec<f32>>,
}

impl Directions {
    pub fn document(&self, id: &str) -> Option<&Vec<f32>> {
        self.documents.get(id)
    }

    pub fn query(&self, id: &str) -> Option<&[f32]> {
        self.queries.get(id).map(Vec::as_slice)
    }

    /// A table of `of` (document or query), `id` and `direction`, numbers with spaces between them.
    pub fn read(sheet: &Sheet<'_>) -> Result<Self, Fault> {
        let (of, id, numbers) = (sheet.needed("of")?, sheet.needed("id")?, sheet.needed("direction")?);
        let (mut all, mut length) = (Self::default(), None);
        for line in &sheet.lines {
            let side = match line.needed(of, "of")? {
                "document" => &mut all.documents,
                "query" => &mut all.queries,
                other => return Err(line.fault(format!("of is {other:.40}; give document or query"))),
            };
            let cell = line.needed(numbers, "direction")?;
            let read =
                cell.split_ascii_whitespace().map(|number| number.parse::<f32>().ok().filter(|it| it.is_finite()));
            let read: Option<Vec<f32>> = read.take(MOST_DIMENSIONS + 1).collect();
            let read = read.ok_or_else(|| line.fault("the direction holds what is no number"))?;
            let right = *length.get_or_insert(read.len());
            if read.len() != right || right > MOST_DIMENSIONS {
                let reason = format!(
                    "the direction has {} numbers; the first has {right}, {MOST_DIMENSIONS} is the most",
                    read.len()
                );
                return Err(line.fault(reason));
            }
            let id = line.needed(id, "id")?;
            if side.insert(id.to_owned(), read).is_some() {
                return Err(line.fault(format!("{id} is there twice")));
            }
        }
        Ok(all)
    }

    /// The same table, in the order of documents and queries.
    pub fn told(&self, documents: &Table, queries: &Table) -> String {
        let mut text = String::from("of\tid\tdirection\n");
        for (of, side, table) in [("document", &self.documents, documents), ("query", &self.queries, queries)] {
            for (row, numbers) in table.rows.iter().filter_map(|row| Some((row, side.get(&row.id)?))) {
                let numbers: Vec<String> = numbers.iter().map(f32::to_string).collect();
                let _ = writeln!(text, "{of}\t{}\t{}", row.id, numbers.join(" "));
            }
        }
        text
    }
}

/// An endpoint that is asked for directions.
pub struct Endpoint {
    agent: ureq::Agent,
    address: String,
    model: String,
    key: Option<String>,
}

impl Endpoint {
    /// The endpoint at a base address such as `https://models.example.org/v1`. The key is read from the environment.
    pub fn new(base: &str, model: &str) -> Result<Self, String> {
        let base = base.trim_end_matches('/');
        if !(base.starts_with("http://") || base.starts_with("https://")) {
            return Err(format!("{base}: an endpoint begins with http:// or https://"));
        }
        let address = if base.ends_with("/embeddings") { base.to_owned() } else { format!("{base}/embeddings") };
        // No redirect: the key goes nowhere but where it was meant to go.
        let agent = ureq::AgentBuilder::new().redirects(0).timeout_connect(CONNECT).timeout(WHOLE).build();
        let key = std::env::var(KEY).ok().filter(|key| !key.is_empty());
        Ok(Self { agent, address, model: model.to_owned(), key })
    }

    /// The directions of all texts of both tables; a row without letters has none.
    pub fn ask(&self, documents: &Table, queries: &Table) -> Result<Directions, String> {
        let mut length = None;
        Ok(Directions {
            documents: self.of(&documents.rows, &mut length)?,
            queries: self.of(&queries.rows, &mut length)?,
        })
    }

    fn of(&self, rows: &[Row], length: &mut Option<usize>) -> Result<HashMap<String, Vec<f32>>, String> {
        let rows: Vec<(&str, String)> = rows.iter().map(|row| (row.id.as_str(), cut(row))).collect();
        let rows: Vec<&(&str, String)> = rows.iter().filter(|(_, text)| !text.is_empty()).collect();
        let mut all = HashMap::new();
        for batch in rows.chunks(BATCH) {
            let texts: Vec<&str> = batch.iter().map(|(_, text)| text.as_str()).collect();
            let found = self.batch(&texts, length).map_err(|reason| format!("{}: {reason}", self.address))?;
            all.extend(batch.iter().map(|(id, _)| (*id).to_owned()).zip(found));
        }
        Ok(all)
    }

    fn batch(&self, texts: &[&str], length: &mut Option<usize>) -> Result<Vec<Vec<f32>>, String> {
        let mut request = self.agent.post(&self.address).set("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.set("Authorization", &format!("Bearer {key}"));
        }
        let body = json!({"model": self.model, "input": texts, "encoding_format": "float"}).to_string();
        let answer = match request.send_string(&body) {
            Ok(answer) if answer.status() == 200 => answer,
            Ok(answer) | Err(ureq::Error::Status(_, answer)) => return Err(format!("answered {}", answer.status())),
            // Its own words would begin with the address, which is said already.
            Err(ureq::Error::Transport(fault)) => {
                let kind = fault.kind().to_string();
                return Err(fault.message().map_or_else(|| kind.clone(), |more| one_line(&format!("{kind}: {more}"))));
            }
        };
        let bytes = std::io::Read::take(answer.into_reader(), MOST_BYTES);
        let answer: Value = serde_json::from_reader(bytes).map_err(|fault| one_line(&format!("no JSON: {fault}")))?;
        directions(&answer, texts.len(), length)
    }
}

/// The directions of an answer, in the order of what was asked.
fn directions(answer: &Value, asked: usize, length: &mut Option<usize>) -> Result<Vec<Vec<f32>>, String> {
    let data = answer["data"].as_array().ok_or("the answer has no list `data`")?;
    let mut all: Vec<Option<Vec<f32>>> = vec![None; asked];
    for (at, entry) in data.iter().enumerate() {
        let at = entry["index"].as_u64().map_or(Some(at), |index| usize::try_from(index).ok());
        let place = at.and_then(|at| all.get_mut(at)).ok_or("the answer has more directions than were asked for")?;
        let numbers = entry["embedding"].as_array().ok_or("a direction of the answer is no list `embedding`")?;
        let numbers: Option<Vec<f32>> = numbers
            .iter()
            .map(|number| number.as_f64().map(|number| number as f32).filter(|it| it.is_finite()))
            .collect();
        let numbers = numbers.ok_or("a direction of the answer holds what is no number")?;
        let right = *length.get_or_insert(numbers.len());
        if numbers.len() != right || !(1..=MOST_DIMENSIONS).contains(&right) {
            return Err(format!("a direction of the answer has {} numbers; the first has {right}", numbers.len()));
        }
        *place = Some(numbers);
    }
    all.into_iter()
        .collect::<Option<_>>()
        .ok_or_else(|| "the answer has fewer directions than were asked for".to_owned())
}

/// The beginning of what a row says.
fn cut(row: &Row) -> String {
    row.text().trim().chars().take(LONGEST).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Directions, Fault> {
        Sheet::parse(text).and_then(|sheet| Directions::read(&sheet))
    }

    #[test]
    fn directions_are_read_from_a_table() {
        let all = read("of\tid\tdirection\ndocument\ta\t1 -2.5 3e-2\nquery\ta\t0 0 1\n").expect("directions");
        assert_eq!(all.document("a"), Some(&vec![1.0, -2.5, 0.03]));
        assert_eq!(all.query("a"), Some(&[0.0, 0.0, 1.0][..]));
        let fault = |text: &str| read(text).err().map_or_else(String::new, |fault| fault.to_string());
        assert_eq!(fault("of\tid\tdirection\nitem\ta\t1\n"), "line 2: of is item; give document or query");
        assert_eq!(fault("of\tid\tdirection\nquery\ta\t1 x\n"), "line 2: the direction holds what is no number");
        assert!(
            fault("of\tid\tdirection\nquery\ta\t1 2\nquery\tb\t1\n")
                .starts_with("line 3: the direction has 1 numbers; the first has 2")
        );
        assert_eq!(fault("of\tid\tdirection\nquery\ta\t1\nquery\ta\t1\n"), "line 3: a is there twice");
    }

    #[test]
    fn an_answer_is_read_by_its_indices_and_refused_where_it_is_not_what_was_asked() {
        let answer = json!({"data": [{"index": 1, "embedding": [0.0, 1.0]}, {"index": 0, "embedding": [1, 2]}]});
        assert_eq!(directions(&answer, 2, &mut None), Ok(vec![vec![1.0, 2.0], vec![0.0, 1.0]]));
        assert!(directions(&answer, 3, &mut None).is_err_and(|it| it.contains("fewer")));
        assert!(directions(&answer, 1, &mut None).is_err_and(|it| it.contains("more")));
        assert!(directions(&answer, 2, &mut Some(3)).is_err_and(|it| it.contains("the first has 3")));
        for wrong in [
            json!({}),
            json!({"data": [{}]}),
            json!({"data": [{"embedding": ["x"]}]}),
            json!({"data": [{"embedding": []}]}),
        ] {
            assert!(directions(&wrong, 1, &mut None).is_err(), "{wrong}");
        }
    }
}
