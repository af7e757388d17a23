//! `xieyu serve`: tables up to date, letters, dated work and the search index in the background, pages until Ctrl-C.

use std::io::IsTerminal;
use std::time::Duration;

use kernel::Clock;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::command::Outcome;
use crate::config::{Config, LogFormat};
use crate::{jobs, schema, site};

/// How long requests in flight may take to finish after Ctrl-C.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until Ctrl-C or SIGTERM.
pub fn run(config: &Config, clock: Clock, demo: bool) -> Outcome {
    start_log(config);
    let db = db::Db::open_with(&config.database, clock)?;
    schema::bring_up_to_date(&db)?;
    let search = searches::Search::open(std::path::Path::new(&config.search))
        .map_err(|error| format!("the folder of the search index, {}: {error}", config.search))?;
    let statistics = statistics::Statistics::new();
    let pace = audience::rules::pace::Pace::of(config.comments_a_minute as usize);
    let (live, audiences) = (live::Live::new(), audience::Audiences::at(pace));
    let (site, routes) = site::open(config, db.clone(), &search, &statistics, (&live, &audiences), demo)?;
    let mail = mail::Transport::open(&config.mail, &config.mail_from)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (open_data, hooks) = (config.open_data.clone(), config.webhooks);
    let ended: Outcome = runtime.block_on(async move {
        let listener =
            TcpListener::bind(&config.listen).await.map_err(|e| format!("cannot listen on {}: {e}", config.listen))?;
        tracing::info!(address = %listener.local_addr()?, database = db.shown_address(), "serving");
        let asked_to_stop = asked_to_stop();
        let (stop, stopped) = watch::channel(false);
        let stopped_live = stopped.clone();
        let letters = tokio::spawn(mail::run(db.clone(), mail, config.base_url.clone(), until(stopped.clone())));
        let indexed = search.keep_up(db.clone());
        statistics.begin(&db);
        let told = tokio::spawn(jobs::tell_searches(search, db.clone(), demo, until(stopped.clone())));
        let hooked = tokio::spawn(jobs::tell_webhooks(site.clone(), hooks, until(stopped.clone())));
        let opened = tokio::spawn(jobs::make_open_data(site.clone(), open_data, until(stopped.clone())));
        let (channels, whole) = (live.clone(), site.clone());
        let aired = tokio::spawn(async move { channels.keep(whole, until(stopped_live)).await });
        let messages = messages::run(db.clone(), config.reminder_days.clone(), demo, until(stopped.clone()));
        let messages = tokio::spawn(messages);
        let dated = tokio::spawn(jobs::run(db, demo, until(stopped.clone())));
        let served = tokio::spawn(web::serve(listener, web::router(&site, routes), until(stopped)));
        asked_to_stop.await;
        tracing::info!("stopping");
        let _ = stop.send(true);
        // Whoever watches holds a connection that would never end of itself.
        audiences.close();
        let _ = tokio::time::timeout(GRACE, async {
            tokio::join!(letters, messages, dated, told, opened, hooked, aired, served)
        })
        .await;
        // What the index holds in memory only is written, so that the next start has little to follow. An index that is just
        // being built is left as it is: what was there before is whole.
        let _ = tokio::time::timeout(GRACE, tokio::task::spawn_blocking(move || drop(indexed))).await;
        Ok(())
    });
    runtime.shutdown_background();
    ended
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Listens from the moment it is called, not only when it is waited for: whoever is told that the platform serves may ask it
/// to stop at once.
pub(crate) fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn heard(signal: &mut Option<Signal>) {
        match signal {
            Some(signal) => drop(signal.recv().await),
            None => std::future::pending().await,
        }
    }
    let mut terminate = signal(SignalKind::terminate()).ok();
    let mut interrupt = signal(SignalKind::interrupt()).ok();
    async move {
        tokio::select! {
            () = heard(&mut terminate) => {}
            () = heard(&mut interrupt) => {}
        }
    }
}

fn start_log(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first log.
    let _ = match config.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}
