//! What can go wrong below the actions.

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("database address {0:?} is neither sqlite:FILE nor postgres://…")]
    Address(String),
    #[error("cannot open the database at {address}: {source}")]
    Open {
        address: String,
        #[source]
        source: DbError,
    },
    #[error("there is no database at {0}; `xieyu serve` or `xieyu migrate` makes one")]
    Absent(String),
    #[error("migration {name}: {source}")]
    Migration {
        name: &'static str,
        #[source]
        source: DbError,
    },
    #[error("migration {name} was applied with another text (its fingerprint differs); restore the file it came from")]
    Changed { name: String },
}

/// A statement failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Two rows with the same key: an action turns this into its own refusal where it expects it. It cannot go on, because
    /// PostgreSQL has given the transaction up; who wants to go on writes `ON CONFLICT`.
    #[error("a row with this key exists already ({0})")]
    Duplicate(String),
    /// The engine is away, busy or full; trying again later may help.
    #[error("the database cannot be reached: {0}")]
    Away(String),
    /// The statement or the data is wrong: a fault of the program.
    #[error("{message} in: {sql}")]
    Statement { message: String, sql: String },
    #[error("{0} in column {1}")]
    Column(#[source] kernel::ValueError, usize),
    #[error("no row where one must be: {0}")]
    Missing(String),
    #[error("the database threads have stopped")]
    Stopped,
    #[error("the action panicked: {0}")]
    Panicked(String),
}

impl DbError {
    pub fn is_duplicate(&self) -> bool {
        matches!(self, DbError::Duplicate(_))
    }
    /// True when the caller may try again later: answered 503 with `Retry-After`.
    pub fn is_away(&self) -> bool {
        matches!(self, DbError::Away(_) | DbError::Stopped)
    }
}

impl From<DbError> for kernel::Refusal {
    fn from(error: DbError) -> Self {
        kernel::Refusal::fault(error)
    }
}
