//! The programme's figures and the amounts per facet: kept while writing, so that no page ever counts rows.
//!
//! They are written just before the commit, after the journal has taken its head row. Whoever writes them holds that row,
//! so two transactions never wait for each other's figures.

use db::{DbError, Tx, params};
use kernel::Money;

use crate::Project;

/// The key figures of the home page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = RegisterFigures)]
pub struct Figures {
    pub projects: i64,
    /// In fen.
    pub cash: Money,
    /// Value in fen.
    pub goods: Money,
    pub filings: i64,
}

/// Reads the key figures: four rows, however many projects there are.
pub fn figures(tx: &mut Tx<'_>) -> Result<Figures, DbError> {
    let mut found = Figures::default();
    for (name, amount) in tx.query::<(String, i64)>("SELECT name, amount FROM programme_figure", &[])? {
        match name.as_str() {
            "projects" => found.projects = amount,
            "cash" => found.cash = Money::from_fen(amount),
            "goods" => found.goods = Money::from_fen(amount),
            "filings" => found.filings = amount,
            _ => {} // figures of other slices
        }
    }
    Ok(found)
}

/// Counts a new project.
pub(crate) fn count_at_commit(tx: &mut Tx<'_>, project: &Project) {
    let project = project.clone();
    tx.defer(move |tx| {
        add(tx, "projects", 1)?;
        add_support(tx, project.cash, project.goods)?;
        raise_facet(tx, &project)
    });
}

/// Counts a project among others than before.
pub(crate) fn move_at_commit(tx: &mut Tx<'_>, before: &Project, after: &Project) {
    if before.facet() == after.facet() {
        return;
    }
    let (left, after) = (before.facet(), after.clone());
    tx.defer(move |tx| {
        tx.execute("UPDATE project_facet SET amount = amount - 1 WHERE facet = $1", params![left])?;
        raise_facet(tx, &after)
    });
}

/// Adds to the support the programme brought; negative when a change lowers it.
pub(crate) fn add_support_at_commit(tx: &mut Tx<'_>, cash: Money, goods: Money) {
    tx.defer(move |tx| add_support(tx, cash, goods));
}

fn add_support(tx: &mut Tx<'_>, cash: Money, goods: Money) -> Result<(), DbError> {
    add(tx, "cash", cash.fen())?;
    add(tx, "goods", goods.fen())
}

pub(crate) fn add(tx: &mut Tx<'_>, name: &str, amount: i64) -> Result<(), DbError> {
    tx.execute("UPDATE programme_figure SET amount = amount + $1 WHERE name = $2", params![amount, name]).map(drop)
}

fn raise_facet(tx: &mut Tx<'_>, p: &Project) -> Result<(), DbError> {
    let sql = "INSERT INTO project_facet (facet, year, mode, project_type, province, state, amount) VALUES ($1, $2, $3, $4, $5, $6, 1) \
               ON CONFLICT (facet) DO UPDATE SET amount = project_facet.amount + 1";
    tx.execute(sql, params![p.facet(), p.year, p.mode, p.project_type, p.province, p.state]).map(drop)
}
