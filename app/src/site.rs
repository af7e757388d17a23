//! Joins the routes of all slices into one site.

use std::sync::Arc;

use db::Db;
use searches::Search;
use statistics::Statistics;
use web::{Metrics, Routes, Site};

use crate::config::Config;

/// All doors of a platform that cannot search yet: for the access list, and for tests of everything else.
pub fn routes() -> Routes {
    routes_with(&Search::off(), &Statistics::new())
}

/// All doors of the platform. Whoever opens them keeps budgets: no change of one is approved without the payment plan.
pub fn routes_with(search: &Search, statistics: &Statistics) -> Routes {
    funding::keep_budgets();
    Routes::new()
        .and(home::routes())
        .and(directory::routes())
        .and(guidelines::routes())
        .and(applications::routes())
        .and(agreements::routes())
        .and(establishment::routes())
        .and(projects::routes())
        .and(funding::routes())
        .and(closings::routes())
        .and(imports::routes())
        .and(searches::routes(search))
        .and(statistics::routes(statistics))
}

/// Opens files and the receipt key and puts the site together.
pub fn open(
    config: &Config,
    db: Db,
    search: &Search,
    statistics: &Statistics,
    demo: bool,
) -> Result<(Site, Routes), Box<dyn std::error::Error + Send + Sync>> {
    let routes = routes_with(search, statistics);
    let identify = Arc::new(directory::Recogniser::new(db.clone()).counting(home::count));
    let parts = web::SiteParts {
        db,
        files: files::Files::open(&config.files)?,
        signer: journal::Signer::from_file(std::path::Path::new(&config.receipt_key))?,
        base_url: config.base_url.clone(),
        demo,
        metrics: Metrics::default(),
        identify,
        routes: routes.table().to_vec(),
    };
    let site = Site::behind(parts, config.proxies()?);
    Ok((site, routes))
}
