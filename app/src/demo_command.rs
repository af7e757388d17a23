//! `xieyu demo`: makes the data once, then serves it. Everything lies in the current folder.

use indicatif::{ProgressBar, ProgressStyle};

use kernel::Clock;

use crate::command::{Outcome, Play, Settings, Size};
use crate::config::Config;
use crate::{demo_beside, demo_encoder, schema, serve};

/// Makes the demo database when it has no people yet, prints how to log in, and serves.
pub fn run(settings: &Settings, size: Size, seed: u64, play: &Play) -> Outcome {
    let mut settings = settings.clone();
    settings.database.get_or_insert_with(|| "sqlite:xieyu-demo.db".into());
    settings.files.get_or_insert_with(|| "demo-files/".into());
    settings.search.get_or_insert_with(|| "demo-search/".into());
    let config = Config::load(&settings)?;
    let clock = play.today.map_or(Clock::System, Clock::on);
    clear_unfinished(&config)?;
    let db = db::Db::open_with(&config.database, clock.clone())?;
    schema::bring_up_to_date(&db)?;
    let (people,): (i64,) = db.read_now(|tx| tx.one("SELECT COUNT(*) FROM person", &[]))?;
    if people == 0 {
        let _stop = stopped_by_hand();
        mark(&db, true)?;
        if play.cast_only {
            demo::cast_only(&db, &files::Files::open(&config.files)?)?;
        } else {
            fill(&db, &config, size, seed)?;
        }
        mark(&db, false)?;
    } else {
        eprintln!("{} holds a demo already; delete it to make a new one", db.shown_address());
    }
    if play.only_data {
        return Ok(());
    }
    println!("Xieyu 协育 demo: {}", config.base_url);
    println!("Log in at {}/login with one click as any of the cast,", config.base_url);
    println!("or with lin.mei@demo.xieyu (and the others) and the password {}", cast::PASSWORD);
    // The encoder tries again until the doors are open.
    let _encoder = if play.no_clip { None } else { demo_encoder::start(&db, &config.base_url) };
    drop(db);
    println!("Ctrl-C stops it.");
    serve::run(&config, clock, true)
}

/// The figure that stands in the database while a demo is being made.
const UNFINISHED: &str = "demo_unfinished";

fn mark(db: &db::Db, begins: bool) -> Outcome {
    let sql = if begins {
        "INSERT INTO programme_figure (name, amount) VALUES ($1, 1) ON CONFLICT (name) DO NOTHING"
    } else {
        "DELETE FROM programme_figure WHERE name = $1"
    };
    Ok(db.write_now(move |tx| tx.execute(sql, db::params![UNFINISHED]).map(drop))?)
}

/// A demo that was interrupted while it was made is no demo: an embedded one is made anew, on a server its owner clears away.
fn clear_unfinished(config: &Config) -> Outcome {
    let Ok(db) = db::Db::open_existing(&config.database) else { return Ok(()) };
    let ask = |tx: &mut db::Tx<'_>| {
        tx.first::<(i64,)>("SELECT amount FROM programme_figure WHERE name = $1", db::params![UNFINISHED])
    };
    // A database without tables holds nothing to clear.
    let unfinished = db.read_now(ask).ok().flatten().is_some();
    let shown = db.shown_address();
    drop(db);
    match (unfinished, config.database.strip_prefix("sqlite:")) {
        (false, _) => Ok(()),
        (true, Some(path)) => {
            eprintln!("the demo in {shown} was interrupted while it was made; it is made anew");
            for file in [path.to_owned(), format!("{path}-wal"), format!("{path}-shm")] {
                match std::fs::remove_file(&file) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(format!("{file}: {error}").into());
                    }
                    Ok(()) | Err(_) => {}
                }
            }
            Ok(())
        }
        (true, None) => Err(format!(
            "the demo in {shown} was interrupted while it was made: drop and create that database, then start again"
        )
        .into()),
    }
}

/// Ends the program with a word when somebody stops it while the data is made. Dropping what is answered takes the word back.
fn stopped_by_hand() -> Option<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().ok()?;
    runtime.spawn(async {
        crate::serve::asked_to_stop().await;
        eprintln!("\nstopped; the unfinished demo is made anew the next time");
        std::process::exit(130);
    });
    Some(runtime)
}

fn fill(db: &db::Db, config: &Config, size: Size, seed: u64) -> Outcome {
    let began = std::time::Instant::now();
    let files = files::Files::open(&config.files)?;
    eprintln!("making the demo data …");
    demo::small(db, &config.database, &files)?;
    demo_beside::add(db, &files)?;
    let scale = match size {
        Size::Small => None,
        Size::National => Some(demo::Scale::national()),
        Size::Million => Some(demo::Scale::million()),
    };
    if let Some(scale) = scale {
        let bar = ProgressBar::new(1);
        bar.set_style(
            ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}, {eta} left")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let shown = bar.clone();
        let summary = demo::national(db, seed, scale, &move |done, total, what| {
            shown.set_length(total);
            shown.set_position(done);
            shown.set_message(what.to_owned());
        })?;
        bar.finish_and_clear();
        eprintln!("{summary}");
    }
    eprintln!("demo data made in {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}
