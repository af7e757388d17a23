//! Lists of people.

use db::{DbError, Tx, params};
use kernel::{MeetingId, NegotiatorId, ToValue};

use crate::kinds::Side;
use crate::record::Negotiator;

/// Rows of one page.
pub const PAGE: usize = 50;

/// What of the people is listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub side: Option<Side>,
    /// Part of a name, an organisation, an offer or what is sought.
    pub typed: String,
    pub after: Option<NegotiatorId>,
}

/// Those who take part, in the order in which they joined, and where the next page begins.
pub fn negotiators(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    filter: &Filter,
) -> Result<(Vec<Negotiator>, Option<NegotiatorId>), DbError> {
    let mut values = params![meeting, PAGE + 1].to_vec();
    let mut conditions = String::from("WHERE meeting_id = $1 AND left_at IS NULL");
    if let Some(side) = filter.side {
        values.push(side.to_value());
        conditions.push_str(&format!(" AND side = ${}", values.len()));
    }
    let typed = filter.typed.trim().to_lowercase();
    if !typed.is_empty() {
        values.push(format!("%{}%", typed.replace(['%', '_', '\\'], "")).to_value());
        let n = values.len();
        let fields = ["name", "name_en", "organisation", "organisation_en", "offers", "seeks"];
        let any: Vec<String> = fields.iter().map(|field| format!("LOWER({field}) LIKE ${n}")).collect();
        conditions.push_str(&format!(" AND ({})", any.join(" OR ")));
    }
    if let Some(after) = filter.after {
        values.push(after.to_value());
        conditions.push_str(&format!(" AND id > ${}", values.len()));
    }
    let mut rows: Vec<Negotiator> = db::list(tx, &format!("{conditions} ORDER BY id LIMIT $2"), &values)?;
    let next = (rows.len() > PAGE).then(|| rows.truncate(PAGE)).and_then(|()| rows.last().map(|row| row.id));
    Ok((rows, next))
}
