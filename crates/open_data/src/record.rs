//! Files that were made.

use kernel::{Instant, RowId, words};

words! {
    /// How a dataset is written.
    pub enum Format {
        Csv = "csv" ("CSV（UTF-8）", "CSV (UTF-8)"),
        Json = "json" ("JSON", "JSON"),
    }
}

impl Format {
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Json => "application/json",
        }
    }
}

db::record! {
    /// A dataset in one format, as it was at one time. Its bytes lie in the file store under their hash.
    pub struct OpenFile in "open_data_file" {
        pub id: RowId,
        pub dataset: String,
        pub format: Format,
        pub row_count: i64,
        pub bytes: i64,
        pub sha256: String,
        /// The moment all rows of all datasets of one making were read at.
        pub made_at: Instant,
        /// Its place among the files of its making.
        pub sort: i64,
    }
}

impl OpenFile {
    /// `projects.csv`
    pub fn name(&self) -> String {
        format!("{}.{}", self.dataset, self.format)
    }
}
