//! Joins the routes of all slices into one site.

use std::sync::Arc;

use audience::Audiences;
use db::Db;
use live::Live;
use searches::Search;
use statistics::Statistics;
use suggestions::Suggestions;
use web::{Metrics, Routes, Site};

use crate::config::Config;

/// What stands beside a meeting's agenda, in the order in which people go there.
const BESIDE: &[meetings::Beside] = &[
    registrations::BESIDE,
    negotiations::BESIDE,
    exhibition::BESIDE,
    live::BESIDE,
    news::BESIDE,
    meeting_figures::BESIDE,
];

/// What stands beside every player.
const PANELS: &[live::Panel] = &[audience::PANEL];

/// All doors of a platform that cannot search yet: for the access list, and for tests of everything else.
pub fn routes() -> Routes {
    routes_with(&Search::off(), &Statistics::new())
}

/// All doors of the platform. Whoever opens them keeps budgets: no change of one is approved without the payment plan.
pub fn routes_with(search: &Search, statistics: &Statistics) -> Routes {
    let (live, audiences) = (Live::new(), Audiences::new());
    let (data, hooks) = (open_data::Settings::default(), webhooks::Settings::default());
    routes_for(search, statistics, (&live, &audiences), &data, hooks)
}

fn routes_for(
    search: &Search,
    statistics: &Statistics,
    (live, audiences): (&Live, &Audiences),
    data: &open_data::Settings,
    hooks: webhooks::Settings,
) -> Routes {
    funding::keep_budgets();
    meetings::stand_beside(BESIDE);
    meetings::ask_first(&[negotiations::upset]);
    live::stand_beside_player(PANELS);
    let suggestions = Suggestions::new();
    Routes::new()
        .and(home::routes())
        .and(directory::routes())
        .and(guidelines::routes())
        .and(panels::routes())
        .and(applications::routes())
        .and(allocations::routes())
        .and(agreements::routes())
        .and(establishment::routes())
        .and(projects::routes())
        .and(funding::routes())
        .and(closings::routes())
        .and(cases::routes())
        .and(meetings::routes())
        .and(meeting_figures::routes())
        .and(exhibition::routes())
        .and(news::routes())
        .and(live::routes(live))
        .and(registrations::routes())
        .and(negotiations::routes(&suggestions))
        .and(audience::routes(audiences, live))
        .and(imports::routes())
        .and(exports::routes(exported()))
        .and(open_data::routes(data))
        .and(webhooks::routes(hooks))
        .and(searches::routes(search))
        .and(statistics::routes(statistics))
        .and(messages::routes())
        .and(suggestions::routes(&suggestions))
}

/// The lists people may take along, in the order of a project's life.
pub fn exported() -> Vec<exports::List> {
    use exports::List;
    vec![
        List::of::<directory::Organisations>(),
        List::of::<directory::People>(),
        List::of::<guidelines::OpenItems>(),
        List::of::<guidelines::Guidelines>(),
        List::of::<applications::Applications>(),
        List::of::<agreements::Agreements>(),
        List::of::<projects::Register>(),
        List::of::<projects::Mine>(),
        List::of::<projects::Filings>(),
        List::of::<funding::Funding>(),
        List::of::<closings::PublishedClosings>(),
        List::of::<closings::ListedClosings>(),
        List::of::<closings::MyClosings>(),
        List::of::<cases::PublishedCases>(),
    ]
}

/// Opens files and the receipt key and puts the site together.
pub fn open(
    config: &Config,
    db: Db,
    search: &Search,
    statistics: &Statistics,
    on_air: (&Live, &Audiences),
    demo: bool,
) -> Result<(Site, Routes), Box<dyn std::error::Error + Send + Sync>> {
    let routes = routes_for(search, statistics, on_air, &config.open_data, config.webhooks);
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
