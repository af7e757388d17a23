//! Files to download: the report of a list, and sample lists.

use kernel::{ImportId, Lang, Refusal, Text, Word, say};
use sheets::Output;
use web::{Answer, Path, Query, Visit, saved_as};

use crate::fault::Fault;
use crate::record::{ImportParty, Subject};
use crate::{actions, lists, report, sample};

/// What the address asks for.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// `xlsx` or `csv`.
    #[serde(default)]
    pub(crate) format: String,
}

pub(super) async fn show(visit: Visit, Path(id): Path<ImportId>, Query(asked): Query<Asked>) -> Answer {
    file(&visit, id, &asked).await
}

const NAME: Text = say("问题报告", "report");

/// The report of a list, as somebody who may see it downloads it.
pub(crate) async fn file(visit: &Visit, id: ImportId, asked: &Asked) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let (import, faults, parties) = visit
        .site
        .db
        .read(move |tx| {
            let import = actions::seen(tx, &actor, id)?;
            let (faults, parties) = lists::whole(tx, id)?;
            Ok::<_, Refusal>((import, faults, parties))
        })
        .await?;
    let output = format_of(&asked.format)?;
    let found = import.found().unwrap_or_default();
    let left_out = (found.faults + found.notes).saturating_sub(faults.len() as u64);
    let faults: Vec<Fault> = faults.iter().map(crate::record::ImportFault::fault).collect();
    let names: Vec<_> = parties.iter().map(ImportParty::open_name).collect();
    let bytes = report::workbook(output, lang, &faults, left_out, &names);
    saved_as(bytes, output.media_type(), &name_of(lang, &import.file_name, output))
}

fn format_of(typed: &str) -> Result<Output, Refusal> {
    let known = [Output::Xlsx, Output::Csv].into_iter().find(|output| output.word() == typed || typed.is_empty());
    known.ok_or_else(|| kernel::Breach::field("format", say("可选 xlsx 或 csv", "Choose xlsx or csv")).into())
}

fn name_of(lang: Lang, file: &str, output: Output) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{stem}-{}.{}", NAME.get(lang), output.word())
}

pub(super) async fn sample(visit: Visit, Path(kind): Path<String>) -> Answer {
    let kind = Subject::parse(&kind).map_err(|_| Refusal::NotFound)?;
    let name = format!("{}-{}.xlsx", say("示例名单", "sample").zh, kind.word());
    let known = visit.site.db.read(|tx| Ok::<_, Refusal>(sample::Known::read(tx)?)).await?;
    saved_as(sample::of(kind, &known), Output::Xlsx.media_type(), &name)
}
