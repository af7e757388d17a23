//! `xieyu serve`: tables up to date, letters and dated work in the background, pages until Ctrl-C.

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
    let (site, routes) = site::open(config, db.clone(), demo)?;
    let mail = mail::Transport::open(&config.mail, &config.mail_from)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener =
            TcpListener::bind(&config.listen).await.map_err(|e| format!("cannot listen on {}: {e}", config.listen))?;
        tracing::info!(address = %listener.local_addr()?, database = db.shown_address(), "serving");
        let (stop, stopped) = watch::channel(false);
        let letters = tokio::spawn(mail::run(db.clone(), mail, config.base_url.clone(), until(stopped.clone())));
        let dated = tokio::spawn(jobs::run(db, demo, until(stopped.clone())));
        let served = tokio::spawn(web::serve(listener, web::router(&site, routes), until(stopped)));
        asked_to_stop().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
        let _ = tokio::time::timeout(GRACE, async { tokio::join!(letters, dated, served) }).await;
        Ok(())
    })
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|stop| *stop).await;
}

pub(crate) async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
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
