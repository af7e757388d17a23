//! Files to download: the report of a list, and sample lists.

use kernel::{ImportId, Lang, Refusal, Text, Word, say};
use sheets::Output;
use web::{Answer, Path, Query, Visit, saved_as};

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
    let output = format_of(&asked.format)?;
    let (import, bytes) = visit
        .site
        .db
        .read(move |tx| {
            let import = actions::seen(tx, &actor, id)?;
            let found = import.found().unwrap_or_default();
            let mut report = report::begin(output, lang);
            let listed = lists::each_fault(tx, id, |fault| report.fault(&fault.fault()))?;
            let names: Vec<_> = lists::all_names(tx, id)?.iter().map(ImportParty::open_name).collect();
            let bytes = report.end((found.faults + found.notes).saturating_sub(listed), &names);
            Ok::<_, Refusal>((import, bytes))
        })
        .await?;
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
