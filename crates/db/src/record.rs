//! Records: a struct whose fields are the columns of one table, so that reading and writing are written once.

use kernel::{Refusal, ToValue, Value};

use crate::row::FromRow;
use crate::{DbError, Tx};

/// A struct that mirrors one table. Made by [`record!`](crate::record).
pub trait Record: FromRow {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    /// The values in the order of `COLUMNS`.
    fn values(&self) -> Vec<Value>;
}

/// Declares a record and its columns in one go; the first column must be `id`.
///
/// ```ignore
/// db::record! {
///     /// An application (项目申请).
///     pub struct Application in "application" {
///         pub id: ApplicationId,
///         /// ¥ in fen
///         pub cash: Money,
///     }
/// }
/// ```
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* $vis:vis struct $name:ident in $table:literal { $($(#[$fdoc:meta])* $fvis:vis $field:ident : $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::utoipa::ToSchema)]
        $vis struct $name { $($(#[$fdoc])* $fvis $field: $kind),* }

        impl $crate::FromRow for $name {
            fn from_row(row: &mut $crate::Row) -> Result<Self, $crate::DbError> {
                Ok(Self { $($field: row.next()?),* })
            }
        }
        impl $crate::Record for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn values(&self) -> Vec<::kernel::Value> { vec![$(::kernel::ToValue::to_value(&self.$field)),*] }
        }
    };
}

fn columns<R: Record>() -> String {
    R::COLUMNS.iter().map(|c| format!("{}.{c}", R::TABLE)).collect::<Vec<_>>().join(", ")
}

/// The record with this id, or `None`.
pub fn find<R: Record>(tx: &mut Tx<'_>, id: impl ToValue) -> Result<Option<R>, DbError> {
    find_where(tx, "WHERE id = $1", &[id.to_value()])
}

/// The record with this id, or [`Refusal::NotFound`].
pub fn get<R: Record>(tx: &mut Tx<'_>, id: impl ToValue) -> Result<R, Refusal> {
    find(tx, id)?.ok_or(Refusal::NotFound)
}

/// The first record for the rest of a query: `find_where(tx, "WHERE pi_id = $1 AND item_id = $2", …)`.
pub fn find_where<R: Record>(tx: &mut Tx<'_>, rest: &str, params: &[Value]) -> Result<Option<R>, DbError> {
    Ok(list(tx, rest, params)?.into_iter().next())
}

/// All records for the rest of a query, which may join: `list(tx, "WHERE item_id = $1 ORDER BY id LIMIT 51", …)`.
pub fn list<R: Record>(tx: &mut Tx<'_>, rest: &str, params: &[Value]) -> Result<Vec<R>, DbError> {
    tx.query(&format!("SELECT {} FROM {} {rest}", columns::<R>(), R::TABLE), params)
}

/// Writes a new row.
pub fn insert<R: Record>(tx: &mut Tx<'_>, record: &R) -> Result<(), DbError> {
    let places: Vec<String> = (1..=R::COLUMNS.len()).map(|n| format!("${n}")).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES ({})", R::TABLE, R::COLUMNS.join(", "), places.join(", "));
    tx.execute(&sql, &record.values()).map(drop)
}

/// Writes many rows with few statements; for demo data and imports.
pub fn bulk_insert<R: Record>(tx: &mut Tx<'_>, records: &[R]) -> Result<(), DbError> {
    let width = R::COLUMNS.len();
    let per_statement = (16_000 / width).clamp(1, 200);
    for chunk in records.chunks(per_statement) {
        let rows: Vec<String> = (0..chunk.len())
            .map(|row| {
                format!("({})", (1..=width).map(|n| format!("${}", row * width + n)).collect::<Vec<_>>().join(", "))
            })
            .collect();
        let sql = format!("INSERT INTO {} ({}) VALUES {}", R::TABLE, R::COLUMNS.join(", "), rows.join(", "));
        let values: Vec<Value> = chunk.iter().flat_map(Record::values).collect();
        tx.execute(&sql, &values)?;
    }
    Ok(())
}

/// Writes every column of an existing row but `id`, `state` and `state_since`, which only `journal::advance` writes. A record
/// with a `revision` is written only if nobody wrote it since it was read, else [`Refusal::Overtaken`]; the stored
/// revision is then one higher.
pub fn save<R: Record>(tx: &mut Tx<'_>, record: &R) -> Result<(), Refusal> {
    let mut sets = Vec::new();
    let mut params = Vec::new();
    let mut guard = String::new();
    for (column, value) in R::COLUMNS.iter().zip(record.values()) {
        match *column {
            "state" | "state_since" => {}
            "id" => {
                params.push(value);
                guard.insert_str(0, &format!("id = ${}", params.len()));
            }
            "revision" => {
                params.push(value);
                sets.push("revision = revision + 1".to_owned());
                guard.push_str(&format!(" AND revision = ${}", params.len()));
            }
            _ => {
                params.push(value);
                sets.push(format!("{column} = ${}", params.len()));
            }
        }
    }
    let sql = format!("UPDATE {} SET {} WHERE {guard}", R::TABLE, sets.join(", "));
    if tx.execute(&sql, &params)? == 0 { Err(Refusal::Overtaken) } else { Ok(()) }
}
