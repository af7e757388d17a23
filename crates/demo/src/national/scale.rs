//! How large the register is to be, and what it holds in the end.

use std::fmt;

use db::{Db, DbError};
use kernel::Money;

use super::Fault;

/// Totals of the whole database, what was there before included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pub projects: usize,
    /// Verified ones.
    pub enterprises: usize,
    /// Verified ones.
    pub universities: usize,
    /// Promised cash of all projects, to the fen; goods come on top.
    pub cash: Money,
    /// Principal investigators that are added.
    pub people: usize,
    /// Items one may apply to.
    pub open_items: usize,
}

impl Scale {
    /// The programme as it stood in April 2023, with items enough for a year.
    pub fn national() -> Scale {
        Scale {
            projects: 99_000,
            enterprises: 1_700,
            universities: 1_100,
            cash: Money::from_yuan(3_561_000_000),
            people: 30_000,
            open_items: 20_000,
        }
    }

    /// What the platform is designed for.
    pub fn million() -> Scale {
        Scale {
            projects: 1_000_000,
            enterprises: 6_000,
            universities: 1_300,
            cash: Money::from_yuan(35_970_000_000),
            people: 100_000,
            open_items: 20_000,
        }
    }
}

/// What the database holds, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub projects: i64,
    pub first_year: i64,
    pub enterprises: i64,
    pub universities: i64,
    pub cash: Money,
    pub goods: Money,
    pub people: i64,
    pub open_items: i64,
    pub certificates: i64,
    pub filings: i64,
}

/// Counts row by row; no counter is trusted here.
pub(crate) fn summary(db: &Db) -> Result<Summary, DbError> {
    db.read_now(|tx| {
        let mut number = |sql: &str| -> Result<i64, DbError> { Ok(tx.one::<(i64,)>(sql, &[])?.0) };
        Ok(Summary {
            projects: number("SELECT COUNT(*) FROM project")?,
            first_year: number("SELECT CAST(COALESCE(MIN(year), 0) AS BIGINT) FROM project")?,
            enterprises: number("SELECT COUNT(*) FROM organisation WHERE kind = 'enterprise' AND state = 'verified'")?,
            universities: number("SELECT COUNT(*) FROM organisation WHERE kind = 'university' AND state = 'verified'")?,
            cash: Money::from_fen(number("SELECT CAST(COALESCE(SUM(cash), 0) AS BIGINT) FROM project")?),
            goods: Money::from_fen(number("SELECT CAST(COALESCE(SUM(goods), 0) AS BIGINT) FROM project")?),
            people: number("SELECT COUNT(*) FROM person")?,
            open_items: number("SELECT COUNT(*) FROM item WHERE is_open = 1")?,
            certificates: number("SELECT COUNT(*) FROM certificate")?,
            filings: number("SELECT COUNT(*) FROM filing")?,
        })
    })
}

impl Summary {
    /// Refuses a register whose totals are not those asked for.
    pub(crate) fn checked(self, scale: &Scale) -> Result<Summary, Fault> {
        let wanted = [scale.projects, scale.enterprises, scale.universities, scale.open_items].map(|n| n as i64);
        let found = [self.projects, self.enterprises, self.universities, self.open_items];
        if wanted != found || self.cash != scale.cash || self.filings != self.projects {
            return Err(format!("the totals are not those of the scale: {self}; wanted {scale:?}").into());
        }
        Ok(self)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: i64| Money::from_yuan(n).to_string(); // grouped by thousands
        write!(
            f,
            "{} projects since {}, {} verified enterprises, {} universities, CNY {} in cash and goods worth CNY {}, {} people, \
             {} open items, {} certificates, {} filings",
            count(self.projects),
            self.first_year,
            count(self.enterprises),
            count(self.universities),
            self.cash,
            self.goods,
            count(self.people),
            count(self.open_items),
            count(self.certificates),
            count(self.filings),
        )
    }
}
