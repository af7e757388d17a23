//! The tables of all slices, in the order of a project's life.

use db::{Db, Migration, OpenError};

/// Every migration, sorted by name.
pub fn migrations() -> Vec<Migration> {
    let mut all: Vec<Migration> = [
        directory::MIGRATIONS,
        journal::MIGRATIONS,
        files::MIGRATIONS,
        mail::MIGRATIONS,
        rulesets::MIGRATIONS,
        limits::MIGRATIONS,
        guidelines::MIGRATIONS,
        panels::MIGRATIONS,
        applications::MIGRATIONS,
        suggestions::MIGRATIONS,
        allocations::MIGRATIONS,
        agreements::MIGRATIONS,
        projects::MIGRATIONS,
        funding::MIGRATIONS,
        closings::MIGRATIONS,
        cases::MIGRATIONS,
        searches::MIGRATIONS,
        exports::MIGRATIONS,
        open_data::MIGRATIONS,
        webhooks::MIGRATIONS,
        imports::MIGRATIONS,
        meetings::MIGRATIONS,
        exhibition::MIGRATIONS,
        news::MIGRATIONS,
        registrations::MIGRATIONS,
        negotiations::MIGRATIONS,
        live::MIGRATIONS,
        audience::MIGRATIONS,
        messages::MIGRATIONS,
    ]
    .concat();
    all.sort_by_key(|m| m.name);
    all
}

/// Applies what is missing and imports the built-in rule sets. Safe to call at every start and from several copies.
pub fn bring_up_to_date(db: &Db) -> Result<Vec<&'static str>, Box<dyn std::error::Error + Send + Sync>> {
    let applied = db::migrate(db, &migrations()).map_err(|e: OpenError| e)?;
    db.write_now(rulesets::import_built_in)?;
    db.write_now(|tx| guidelines::rolling_round(tx).map(drop))?;
    Ok(applied)
}

/// Opens a database for a command that only reads: it must be there, with tables of this version.
pub fn open_to_read(address: &str) -> Result<Db, Box<dyn std::error::Error + Send + Sync>> {
    let db = Db::open_existing(address)?;
    match db::pending(&db, &migrations())?.len() {
        0 => Ok(db),
        missing => Err(format!(
            "the database at {} lacks {missing} table change(s) of this version: run `xieyu migrate` first",
            db.shown_address()
        )
        .into()),
    }
}
