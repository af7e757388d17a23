//! Work that falls due by date: looked for every minute, safe in several copies because each act is a guarded step.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use db::{Db, Tx};
use kernel::Refusal;
use searches::Search;

const LOOK: Duration = Duration::from_secs(60);
/// In a demo nobody wants to wait a minute for a project to start.
const LOOK_IN_DEMO: Duration = Duration::from_secs(2);
/// Programs are told soon.
const LOOK_FOR_HOOKS: Duration = Duration::from_secs(5);

/// A job does what is due and tells how much it did.
type Job = fn(&mut Tx<'_>) -> Result<u64, Refusal>;

const ALL: &[(&str, Job)] = &[
    ("guidelines past their deadline", |tx| guidelines::actions::close_due(tx).map(u64::from)),
    ("applications to guidelines that moved", |tx| applications::actions::follow_guidelines(tx).map(|n| n as u64)),
    ("agreements that go on in the 2024 mode", |tx| agreements::carry_over(tx).map(|n| n as u64)),
    ("agreements past their cut-off", |tx| establishment::miss_cut_offs(tx).map(|n| n as u64)),
    ("projects that start", projects::start_due),
    ("projects past their closing day", projects::mark_overdue),
    ("postponed projects that did not close", projects::fail_unclosed),
    ("payments past their grace", funding::mark_late),
    ("closings an enterprise is silent about", |tx| closings::escalate_silent(tx).map(|n| n as u64)),
    ("booths that were not confirmed", exhibition::actions::lapse_due),
    ("offers from waiting lists that nobody took", registrations::actions::lapse_due),
    ("registrations of meetings that are over", registrations::actions::close_ended),
    ("requests to meet that nobody answered", negotiations::actions::expire_due),
];

/// Does everything that is due now, in the order of a project's life. Every job has a transaction of its own.
pub async fn run_due(db: &Db) {
    for (name, job) in ALL {
        match db.write(job).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, name, "done by date"),
            Err(error) => tracing::error!(%error, name, "dated work failed, it is tried again in a minute"),
        }
    }
}

/// Tells people what is new in their saved searches, every minute until `shutdown` is ready. A loop of its own: many searches
/// must not keep dated work waiting.
pub async fn tell_searches(search: Search, db: Db, demo: bool, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = pin!(shutdown);
    loop {
        match searches::tell_due(&search, &db).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "letters about saved searches"),
            Err(error) => tracing::error!(%error, "saved searches could not be told, it is tried again in a minute"),
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(if demo { LOOK_IN_DEMO } else { LOOK }) => {}
        }
    }
}

/// Makes the open data of the night, once over all copies, until `shutdown` is ready.
pub async fn make_open_data(site: web::Site, settings: open_data::Settings, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = pin!(shutdown);
    loop {
        match open_data::make_due(&site.db, &site.files, &settings, &site.base_url).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "files of open data"),
            Err(error) => tracing::error!(%error, "open data could not be made, it is tried again in an hour"),
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(if site.demo { LOOK_IN_DEMO } else { LOOK }) => {}
        }
    }
}

/// Tells webhooks what happened, every few seconds until `shutdown` is ready.
pub async fn tell_webhooks(site: web::Site, settings: webhooks::Settings, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = pin!(shutdown);
    loop {
        match webhooks::gather_due(&site.db).await {
            // Another copy looked first: what it wrote is sent by whoever claims it.
            Ok(_) | Err(Refusal::Overtaken) => {}
            Err(error) => tracing::error!(%error, "webhooks could not follow what happened, it is tried again"),
        }
        match webhooks::send_due(&site.db, settings, &site.base_url).await {
            Ok(told) if told == webhooks::Told::default() => {}
            Ok(told) => tracing::info!(delivered = told.delivered, failed = told.failed, "messages to webhooks"),
            Err(error) => tracing::error!(%error, "messages to webhooks could not be sent, it is tried again"),
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(LOOK_FOR_HOOKS) => {}
        }
    }
}

/// Looks every minute until `shutdown` is ready.
pub async fn run(db: Db, demo: bool, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = pin!(shutdown);
    loop {
        run_due(&db).await;
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(if demo { LOOK_IN_DEMO } else { LOOK }) => {}
        }
    }
}
