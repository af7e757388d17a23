//! `xieyu demo`: makes the data once, then serves it. Everything lies in the current folder.

use indicatif::{ProgressBar, ProgressStyle};

use kernel::Clock;

use crate::command::{Outcome, Play, Settings, Size};
use crate::config::Config;
use crate::{schema, serve};

/// Makes the demo database when it has no people yet, prints how to log in, and serves.
pub fn run(settings: &Settings, size: Size, seed: u64, play: &Play) -> Outcome {
    let mut settings = settings.clone();
    settings.database.get_or_insert_with(|| "sqlite:xieyu-demo.db".into());
    settings.files.get_or_insert_with(|| "demo-files/".into());
    let config = Config::load(&settings)?;
    let clock = play.today.map_or(Clock::System, Clock::on);
    let db = db::Db::open_with(&config.database, clock.clone())?;
    schema::bring_up_to_date(&db)?;
    let (people,): (i64,) = db.read_now(|tx| tx.one("SELECT COUNT(*) FROM person", &[]))?;
    if people == 0 {
        if play.cast_only {
            demo::cast_only(&db, &files::Files::open(&config.files)?)?;
        } else {
            fill(&db, &config, size, seed)?;
        }
    } else {
        eprintln!("{} holds a demo already; delete it to make a new one", db.shown_address());
    }
    drop(db);
    if play.only_data {
        return Ok(());
    }
    println!("Xieyu 协育 demo: {}", config.base_url);
    println!("Log in at {}/login with one click as any of the cast,", config.base_url);
    println!("or with lin.mei@demo.xieyu (and the others) and the password {}", cast::PASSWORD);
    println!("Ctrl-C stops it.");
    serve::run(&config, clock, true)
}

fn fill(db: &db::Db, config: &Config, size: Size, seed: u64) -> Outcome {
    let began = std::time::Instant::now();
    let files = files::Files::open(&config.files)?;
    eprintln!("making the demo data …");
    demo::small(db, &config.database, &files)?;
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
