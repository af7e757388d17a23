//! How many things wait, for the header of every page: one statement, whatever the role.

use db::{DbError, Tx};
use kernel::{Actor, Day, Instant, Todo, Value, Waiting};

/// How many lines [`crate::of_hat`] has for this actor, without reading them. One statement.
pub fn count(tx: &mut Tx<'_>, actor: &Actor) -> Result<u32, DbError> {
    let slices = of_slices(actor, tx.now().day());
    let pressing = applications::pressing(actor);
    let mut lines = vec![0_usize; slices.len()];
    for (slice, count, rules, since) in rows(tx, &slices, pressing.as_ref())? {
        let Some(line) = lines.get_mut(slice) else { continue };
        if rules.is_empty() || applications::is_pressing(tx, &rules, since)? {
            *line += count;
        }
    }
    let all: usize = lines.into_iter().map(|count| count.min(Todo::MOST)).sum();
    Ok(u32::try_from(all).unwrap_or(u32::MAX))
}

/// What each slice would list; the applications lead, since they alone have rows to be sifted.
fn of_slices(actor: &Actor, today: Day) -> Vec<Vec<Waiting>> {
    vec![
        applications::waiting(actor, today),
        directory::waiting(actor),
        guidelines::waiting(actor),
        allocations::waiting(actor),
        agreements::waiting(actor),
        establishment::waiting(actor),
        projects::waiting(actor),
        funding::waiting(actor, today),
        closings::waiting(actor, today),
        registrations::waiting(actor),
        exhibition::waiting(actor),
        negotiations::waiting(actor),
        cases::waiting(actor, today),
    ]
}

/// Which slice, how many, and for a row that has to be sifted the rule set that decides and since when it waits.
type Counted = (usize, usize, String, Instant);

fn rows(tx: &mut Tx<'_>, slices: &[Vec<Waiting>], sifted: Option<&Waiting>) -> Result<Vec<Counted>, DbError> {
    let (mut parts, mut values) = (Vec::new(), Vec::new());
    for (slice, waiting) in slices.iter().enumerate().flat_map(|(slice, all)| all.iter().map(move |one| (slice, one))) {
        let rows = placed(waiting, &mut values);
        parts
            .push(format!("SELECT {slice} AS slice, COUNT(*) AS lines, '' AS rules, 0 AS since FROM ({rows}) AS part"));
    }
    if let Some(waiting) = sifted {
        parts.push(format!("SELECT 0, 1, rules, since FROM ({}) AS part", placed(waiting, &mut values)));
    }
    tx.query(&parts.join(" UNION ALL "), &values)
}

/// The query of one part among others: its places count on from the values gathered so far.
fn placed(waiting: &Waiting, values: &mut Vec<Value>) -> String {
    let before = values.len();
    values.extend(waiting.values.iter().cloned());
    let mut pieces = waiting.rows.split('$');
    let mut sql = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
        let place: usize = piece[..digits].parse().unwrap_or(0);
        sql.push_str(&format!("${}{}", before + place, &piece[digits..]));
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_a_part_count_on_from_the_parts_before() {
        let mut values = vec![Value::Int(1)];
        let part = Waiting {
            rows: "SELECT 1 FROM t WHERE a = $2 AND b = $1".into(),
            values: vec![Value::Int(2), Value::Int(3)],
        };
        assert_eq!(placed(&part, &mut values), "SELECT 1 FROM t WHERE a = $3 AND b = $2");
        assert_eq!(placed(&part, &mut values), "SELECT 1 FROM t WHERE a = $5 AND b = $4");
        assert_eq!(values.len(), 5);
    }
}
