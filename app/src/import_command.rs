//! `xieyu import`: lists of earlier years and of other places, looked through and imported as a whole or not at all.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use db::Db;
use directory::OrganisationKind;
use directory::names::Names;
use imports::actions::{NewImport, commit_at_once};
use imports::{Checked, Choices, Fault, HowToRead, Progress, Settings as ListSettings, Subject, sample};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Actor, Day, Lang, OrganisationId, Refusal, Role, Word};
use sheets::Output;

use crate::command::{Outcome, Settings, in_english};
use crate::config::Config;
use crate::schema;

#[derive(Subcommand)]
pub enum What {
    /// Establishment and closing lists (立项名单、结题名单).
    Projects {
        #[command(flatten)]
        list: List,
        /// When the projects were established, where the list has no such column.
        #[arg(long, value_name = "DAY")]
        established_on: Option<Day>,
        /// Name of the round, where the list has no such column.
        #[arg(long, default_value = "", hide_default_value = true)]
        round: String,
        /// Number of the document the list came with; shown to everybody as the source.
        #[arg(long, default_value = "", hide_default_value = true)]
        document: String,
        /// Add every organisation that no known name comes close to, as imported and not verified.
        #[arg(long)]
        create_unknown: bool,
        /// What unknown names mean: the sheet “Names to confirm” of a report, filled in.
        #[arg(long, value_name = "FILE")]
        names: Option<PathBuf>,
    },
    /// Organisations, such as the ministry's list of universities.
    Organisations {
        #[command(flatten)]
        list: List,
    },
    /// People with their roles.
    People {
        #[command(flatten)]
        list: List,
        /// Name or code of the organisation, where the list names none.
        #[arg(long, value_name = "NAME")]
        organisation: Option<String>,
        /// The role, where the list names none, such as teacher.
        #[arg(long)]
        role: Option<String>,
        /// Send letters of invitation. Otherwise nobody is written to.
        #[arg(long)]
        letters: bool,
    },
    /// Write an invented establishment list, for trying an import out and for measuring.
    Sample {
        file: PathBuf,
        #[arg(long, default_value_t = 1_000)]
        rows: u32,
        /// One row in so many holds a fault; 0 for none.
        #[arg(long, default_value_t = 0)]
        faulty: u32,
    },
}

/// The file and how it is read.
#[derive(Args)]
pub struct List {
    /// xlsx, xls, csv or tsv.
    file: PathBuf,
    /// Look the list through and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// The sheet to read [default: the only one with the headings of such a list]
    #[arg(long, default_value = "", hide_default_value = true)]
    sheet: String,
    /// utf-8, utf-16le, utf-16be, gb18030 or big5 [default: found out]
    #[arg(long, default_value = "", hide_default_value = true)]
    encoding: String,
    /// Write every fault to this file, xlsx or csv by its ending (of more than 500,000 the first).
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(what: What) -> Outcome {
    let mut settings = ListSettings::default();
    match what {
        What::Projects { list, established_on, round, document, create_unknown, names } => {
            settings.projects = imports::projects::ProjectSettings { established_on, round, document, create_unknown };
            let tools = Tools::open(&list)?;
            let choices = names.map(|file| tools.choices(&file)).transpose()?.unwrap_or_default();
            tools.import(Subject::Projects, &list, settings, &choices)
        }
        What::Organisations { list } => {
            Tools::open(&list)?.import(Subject::Organisations, &list, settings, &Choices::new())
        }
        What::People { list, organisation, role, letters } => {
            let tools = Tools::open(&list)?;
            settings.people.organisation_id = organisation.map(|name| tools.organisation(&name)).transpose()?;
            settings.people.role = role.map(|word| Role::parse(&word)).transpose()?;
            settings.people.sends_letters = letters;
            tools.import(Subject::People, &list, settings, &Choices::new())
        }
        What::Sample { file, rows, faulty } => {
            std::fs::write(&file, sample::establishment_list(rows, faulty)).map_err(|e| at(&file, &e))?;
            println!("{} rows, all invented, in {}", rows, file.display());
            Ok(())
        }
    }
}

fn at(file: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", file.display())
}

fn open(file: &Path) -> Result<BufReader<File>, String> {
    File::open(file).map(BufReader::new).map_err(|error| at(file, &error))
}

/// What an import needs of the platform.
struct Tools {
    db: Db,
    files: files::Files,
}

impl Tools {
    fn open(list: &List) -> Result<Tools, Box<dyn std::error::Error + Send + Sync>> {
        let config = Config::load(&list.settings)?;
        let db = Db::open(&config.database)?;
        schema::bring_up_to_date(&db)?;
        Ok(Tools { db, files: files::Files::open(&config.files)? })
    }

    fn registers(&self) -> Result<Vec<(OrganisationKind, Names)>, Refusal> {
        self.db.read_now(|tx| {
            let read = OrganisationKind::ALL.iter().map(|kind| Ok((*kind, Names::read(tx, *kind)?)));
            read.collect::<Result<Vec<_>, Refusal>>()
        })
    }

    fn choices(&self, file: &Path) -> Result<Choices, String> {
        let registers = self.registers().map_err(|refusal| in_english(&refusal))?;
        let known: Vec<(OrganisationKind, &Names)> = registers.iter().map(|(kind, names)| (*kind, names)).collect();
        imports::names_file::read(open(file)?, &known).map_err(|refusal| in_english(&refusal))
    }

    fn organisation(&self, name: &str) -> Result<OrganisationId, String> {
        let registers = self.registers().map_err(|refusal| in_english(&refusal))?;
        let found = registers.iter().find_map(|(_, names)| names.find(name));
        found.map(directory::names::Found::id).ok_or_else(|| format!("the register holds no organisation {name}"))
    }

    fn import(&self, subject: Subject, list: &List, settings: ListSettings, choices: &Choices) -> Outcome {
        let how = HowToRead { sheet: list.sheet.clone(), encoding: list.encoding.clone(), columns: Vec::new() };
        let checked = watched(|progress| {
            let source = open(&list.file)?;
            imports::check(&self.db, subject, source, &how, &settings, choices, progress)
                .map_err(|refusal| in_english(&refusal))
        })?;
        tell(&checked);
        if let Some(report) = &list.report {
            write_report(report, &checked)?;
        }
        if !checked.overview().is_ready() {
            return Err("the list was not imported: every fault has to be corrected and every name known".into());
        }
        if checked.overview().is_known() {
            println!("The register says the same already: nothing to import.");
            return Ok(());
        }
        if list.dry_run {
            println!("Looked through only: nothing was written.");
            return Ok(());
        }
        self.write(subject, list, how, settings, checked)
    }

    fn write(
        &self,
        subject: Subject,
        list: &List,
        how: HowToRead,
        settings: ListSettings,
        checked: Checked,
    ) -> Outcome {
        let bytes = std::fs::read(&list.file).map_err(|error| at(&list.file, &error))?;
        let name = list.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sha256 = imports::keep(&self.files, &bytes)?;
        let new = NewImport { subject, file_name: name, sha256, bytes: bytes.len() as u64, how, settings };
        drop(bytes);
        let counts = watched(|progress| {
            let progress = progress.clone();
            let written = self.db.write_now(move |tx| commit_at_once(tx, &Actor::system(), &new, &checked, &progress));
            written.map_err(|refusal| in_english(&refusal))
        })?;
        println!("Imported: {} new, {} changed, {} known already.", counts.new, counts.changed, counts.unchanged);
        Ok(())
    }
}

/// Shows on a terminal how far `work` has got.
fn watched<T>(work: impl FnOnce(&Progress) -> Result<T, String>) -> Result<T, String> {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {elapsed}") {
        bar.set_style(style);
    }
    let progress = Progress::default();
    let (seen, drawn) = (progress.clone(), bar.clone());
    let ended = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let end = ended.clone();
    let watcher = std::thread::spawn(move || {
        while !end.load(std::sync::atomic::Ordering::Relaxed) {
            let (stage, done, total) = seen.now();
            drawn.set_message(stage.text().en);
            drawn.set_length(total);
            drawn.set_position(done);
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    });
    let answer = work(&progress);
    ended.store(true, std::sync::atomic::Ordering::Relaxed);
    let _ = watcher.join(); // it only draws
    bar.finish_and_clear();
    answer
}

/// Faults shown on a terminal; a report holds them all.
const SHOWN: usize = 20;

fn tell(checked: &Checked) {
    let overview = checked.overview();
    let counts = overview.counts;
    if !overview.sheet.is_empty() {
        println!("Sheet {}, headings in row {}", overview.sheet, overview.layout.head_to);
    }
    println!(
        "{} rows: {} new, {} changed, {} known already",
        counts.rows, counts.new, counts.changed, counts.unchanged
    );
    if counts.created > 0 {
        println!("{} organisations would be added as not verified", counts.created);
    }
    if counts.letters > 0 {
        println!("{} letters of invitation would go out", counts.letters);
    }
    let findings = &overview.findings;
    println!("{} faults, {} notes", findings.faults, findings.notes);
    findings.kept.iter().take(SHOWN).for_each(show);
    let more = (findings.faults + findings.notes).saturating_sub(SHOWN as u64);
    if more > 0 {
        println!("  … and {more} more; --report FILE.xlsx writes them");
    }
    let open = checked.open_names();
    for name in open.iter().take(SHOWN) {
        let may: Vec<&str> = name.suggestions.iter().map(|s| s.name.as_str()).collect();
        let may = if may.is_empty() { "no known name comes close".to_owned() } else { may.join(", ") };
        println!("  unknown {}: {} ({} rows): {may}", name.kind.text().en, name.name, name.rows);
    }
    if !open.is_empty() {
        println!(
            "{} names to confirm: write --report FILE.xlsx, fill its second sheet in, hand it back with --names",
            open.len()
        );
    }
}

fn show(fault: &Fault) {
    let level = if fault.is_note { "note " } else { "fault" };
    let value = if fault.value.is_empty() { String::new() } else { format!(" “{}”", fault.value) };
    println!("  {level} {} {}{value}: {}", fault.sheet, fault.place(), fault.said.en);
}

fn write_report(path: &Path, checked: &Checked) -> Outcome {
    let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let output = if is_csv { Output::Csv } else { Output::Xlsx };
    let findings = &checked.overview().findings;
    let mut report = imports::report::begin(output, Lang::Zh);
    findings.each(|fault| {
        report.fault(fault);
        Ok::<_, std::io::Error>(())
    })?;
    let left_out = findings.left_out();
    std::fs::write(path, report.end(left_out, &checked.open_names())).map_err(|error| at(path, &error))?;
    println!("The report is in {}", path.display());
    if left_out > 0 {
        println!("{left_out} more are counted and not listed: correct these first and check again");
    }
    Ok(())
}
