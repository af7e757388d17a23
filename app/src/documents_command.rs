//! `xieyu documents`: the printed documents without a browser, with the rights of whoever may read the database.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use db::Db;
use documents::PdfError;
use kernel::{Actor, AgreementId, ApplicationId, GuidelineId, Lang, ListId, MeetingId, Refusal, ReleaseId};

use crate::command::{Outcome, Settings, in_english};
use crate::config::Config;

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Zh,
    En,
}

/// Where a document goes, and in which language.
#[derive(Args, Clone, Debug)]
pub struct Print {
    /// File to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
pub enum What {
    /// A closing certificate, by its code, its number or the number of its project.
    Certificate {
        number: String,
        #[command(flatten)]
        print: Print,
    },
    /// A cooperation agreement; without a version what it says now.
    Agreement {
        id: AgreementId,
        /// Number of the version.
        #[arg(value_name = "VERSION")]
        number: Option<i64>,
        #[command(flatten)]
        print: Print,
    },
    /// The approval sheet of an application that was handed in.
    Application {
        id: ApplicationId,
        #[command(flatten)]
        print: Print,
    },
    /// The university's review sheet of an application.
    UniversityReview {
        application: ApplicationId,
        #[command(flatten)]
        print: Print,
    },
    /// The enterprise's evaluation sheet of an application.
    Evaluation {
        application: ApplicationId,
        #[command(flatten)]
        print: Print,
    },
    /// The review sheets of a guideline.
    GuidelineReview {
        guideline: GuidelineId,
        #[command(flatten)]
        print: Print,
    },
    /// An establishment list.
    List {
        id: ListId,
        #[command(flatten)]
        print: Print,
    },
    /// The agenda of a meeting: the one that is public, or the release named.
    Agenda {
        meeting: MeetingId,
        #[arg(value_name = "RELEASE")]
        release: Option<ReleaseId>,
        #[command(flatten)]
        print: Print,
    },
    /// Show the fonts that documents carry, with their copyright and licence.
    Fonts,
}

pub fn run(what: What) -> Outcome {
    match what {
        What::Certificate { number, print } => print.write(|db, lang, config| certificate(db, lang, config, &number)),
        What::Agreement { id, number, print } => print.write(|db, lang, _| {
            let agreement = read(db, move |tx| agreements::printed(tx, &Actor::system(), id, number))?;
            made(agreement.pdf(lang))
        }),
        What::Application { id, print } => print.write(|db, lang, _| {
            let printed = read(db, move |tx| applications::approval_sheet(tx, &Actor::system(), id))?;
            made(printed.sheet(lang).pdf(lang))
        }),
        What::UniversityReview { application, print } => print.write(|db, lang, _| {
            let sheets = read(db, move |tx| applications::university_reviews(tx, &Actor::system(), application, lang))?;
            made(sheets.pdf(lang))
        }),
        What::Evaluation { application, print } => print.write(|db, lang, _| {
            let sheets = read(db, move |tx| applications::evaluation(tx, &Actor::system(), application, lang))?;
            made(sheets.pdf(lang))
        }),
        What::GuidelineReview { guideline, print } => print.write(|db, lang, _| {
            let sheets = read(db, move |tx| guidelines::review_sheets(tx, &Actor::system(), guideline, lang))?;
            made(sheets.pdf(lang))
        }),
        What::List { id, print } => print.write(|db, lang, _| {
            let list = read(db, move |tx| establishment::printed(tx, &Actor::system(), id, lang))?;
            made(list.pdf(lang))
        }),
        What::Agenda { meeting, release, print } => print.write(|db, lang, config| {
            let (release, agenda) = read(db, move |tx| meetings::printed(tx, meeting, release))?;
            let base_url = &config.base_url;
            made(meetings::paper(&meetings::Source { agenda: &agenda, release: &release, lang, base_url }))
        }),
        What::Fonts => {
            for font in documents::origins() {
                println!("{}\n  {}\n  {} {}", font.name, font.copyright, font.licence, font.licence_address);
            }
            Ok(())
        }
    }
}

impl Print {
    fn write(self, make: impl FnOnce(&Db, Lang, &Config) -> Result<Vec<u8>, Fault>) -> Outcome {
        let config = Config::load(&self.settings)?;
        let lang = match self.lang {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        };
        let pdf = make(&Db::open(&config.database)?, lang, &config)?;
        save(&self.output, &pdf)
    }
}

fn save(path: &Path, pdf: &[u8]) -> Outcome {
    std::fs::write(path, pdf).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}: {} bytes", path.display(), pdf.len());
    Ok(())
}

fn certificate(db: &Db, lang: Lang, config: &Config, number: &str) -> Result<Vec<u8>, Fault> {
    let meant = closings::read_typed(number).map_err(|breach| breach.said.en)?;
    let base_url = config.base_url.clone();
    let printed = read(db, move |tx| {
        let found = closings::find_certificate(tx, meant)?.ok_or(Refusal::NotFound)?;
        closings::printed_certificate(tx, &found, &base_url)
    })?;
    made(printed.pdf(lang))
}

fn read<T: Send + 'static>(
    db: &Db,
    action: impl FnOnce(&mut db::Tx<'_>) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Fault> {
    db.read_now(action).map_err(|refusal| in_english(&refusal).into())
}

fn made(pdf: Result<Vec<u8>, PdfError>) -> Result<Vec<u8>, Fault> {
    Ok(pdf?)
}
