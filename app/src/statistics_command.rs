//! `xieyu statistics`: the figures as everybody may read them, for a terminal or another program.

use std::io::Write;
use std::path::PathBuf;

use db::Db;
use directory::OrganisationKind;
use kernel::{Day, Lang, OrganisationId, Word};
use sheets::Output;
use statistics::{Figures, NoFigures, Party, Side, Statistics, Table};

use crate::command::{Outcome, Settings};
use crate::config::Config;
use crate::schema;

/// What is asked for.
#[derive(clap::Args, Clone, Debug)]
pub struct Asked {
    /// What was true at the end of this day in Beijing, such as 2023-04-30; today when left away.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// One enterprise or university: its id, or its name or a part of it that no other has.
    #[arg(long, value_name = "ID|NAME")]
    organisation: Option<String>,
    /// years, types, provinces, enterprises, universities, industries, flows, record.
    #[arg(long, default_value = "years", value_name = "TABLE")]
    table: String,
    /// csv, json or xlsx: one table, instead of an overview.
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to a file instead of the terminal; xlsx needs one.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(asked: &Asked) -> Outcome {
    let table = Table::parse(&asked.table).map_err(|_| format!("{}: choose {}", asked.table, all::<Table>()))?;
    let format = match &asked.format {
        None => None,
        Some(word) => Some(Output::parse(word).map_err(|_| format!("{word}: choose {}", all::<Output>()))?),
    };
    if format == Some(Output::Xlsx) && asked.output.is_none() {
        return Err("an xlsx file is not for a terminal: name a file with -o".into());
    }
    let config = Config::load(&asked.settings)?;
    let db = schema::open_to_read(&config.database)?;
    let today = db.clock().now().day();
    let as_of = statistics::as_of(asked.as_of.as_deref().unwrap_or_default(), today).map_err(|b| b.said.en)?;
    let party = asked.organisation.as_deref().map(|typed| party(&db, typed)).transpose()?;
    let figures = Statistics::new().figures_now(&db, &statistics::Asked { as_of, party });
    let figures = figures.map_err(|no: NoFigures| no.to_string())?;
    let mut out: Box<dyn Write> = match &asked.output {
        Some(file) => Box::new(std::fs::File::create(file).map_err(|error| format!("{}: {error}", file.display()))?),
        None => Box::new(std::io::stdout().lock()),
    };
    match format {
        Some(output) => write(&db, table, output, &figures, today, &mut *out),
        None => overview(&figures, &mut *out),
    }
}

fn all<W: Word>() -> String {
    W::ALL.iter().map(|word| word.word()).collect::<Vec<_>>().join(", ")
}

fn write(db: &Db, table: Table, output: Output, figures: &Figures, today: Day, out: &mut dyn Write) -> Outcome {
    let mut failed = None;
    statistics::write_table(db, table, output, Lang::Zh, figures, today, &mut |piece| {
        failed = out.write_all(&piece).err();
        failed.is_none()
    })?;
    // Whoever reads only the beginning closes the pipe, which is no fault.
    match failed {
        Some(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Some(_) | None => Ok(()),
    }
}

/// The whole in a few lines, and the years.
fn overview(figures: &Figures, out: &mut dyn Write) -> Outcome {
    let (total, ended, decided) = (&figures.total, &figures.ended_in_all, &figures.decided);
    let percent = |share: Option<u64>| share.map_or_else(|| "-".to_owned(), |share| format!("{share}%"));
    let days = decided.middle_days.map_or_else(|| "-".to_owned(), |days| days.to_string());
    writeln!(out, "as of           {}", figures.asked.as_of)?;
    writeln!(out, "projects        {}", total.projects)?;
    writeln!(out, "enterprises     {}", figures.enterprises.len())?;
    writeln!(out, "universities    {}", figures.universities.len())?;
    writeln!(out, "cash            CNY {}", total.cash)?;
    writeln!(out, "goods           CNY {}", total.goods)?;
    writeln!(
        out,
        "ended           {} (passed {}, not passed {}, terminated {})",
        ended.all(),
        ended.passed,
        ended.not_passed,
        ended.terminated
    )?;
    writeln!(
        out,
        "support on time {} ({} of {} ended projects with support due)",
        percent(ended.on_time_percent()),
        ended.on_time,
        ended.on_time + ended.late
    )?;
    writeln!(out, "days to decide  {days} in the middle ({} projects)", decided.projects)?;
    writeln!(out)?;
    writeln!(out, "year  new projects  in all  enterprises  universities")?;
    for year in &figures.years {
        writeln!(
            out,
            "{}  {:>12}  {:>6}  {:>11}  {:>12}",
            year.year, year.new.projects, year.until.projects, year.enterprises, year.universities
        )?;
    }
    Ok(())
}

/// The organisation with this id, or the one whose name holds what was typed.
fn party(db: &Db, typed: &str) -> Result<Party, Box<dyn std::error::Error + Send + Sync>> {
    let named = typed.trim().to_owned();
    let found = db.read_now(move |tx| {
        let mut found: Vec<(Party, String)> = Vec::new();
        if let Ok(id) = named.parse::<OrganisationId>() {
            let organisation = directory::organisation(tx, id)?;
            found.extend(side(organisation.kind).map(|side| (Party { side, id }, organisation.name)));
            return Ok::<_, kernel::Refusal>(found);
        }
        for kind in [OrganisationKind::Enterprise, OrganisationKind::University] {
            let some = projects::organisations_named(tx, kind, &named)?;
            let whole = some.iter().any(|(_, name)| *name == named);
            let some = some.into_iter().filter(|(_, name)| !whole || *name == named);
            found.extend(some.filter_map(|(id, name)| side(kind).map(|side| (Party { side, id }, name))));
        }
        Ok(found)
    });
    match found.map_err(|refusal| crate::command::in_english(&refusal))?.as_slice() {
        [] => Err(format!("no enterprise or university is called {typed}").into()),
        [(party, _)] => Ok(*party),
        several => {
            let some: Vec<&str> = several.iter().take(5).map(|(_, name)| name.as_str()).collect();
            Err(format!("several are called {typed}, such as {}; type more of the name", some.join(", ")).into())
        }
    }
}

const fn side(kind: OrganisationKind) -> Option<Side> {
    match kind {
        OrganisationKind::Enterprise => Some(Side::Enterprise),
        OrganisationKind::University => Some(Side::University),
        OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => None,
    }
}
