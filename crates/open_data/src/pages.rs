//! The page of the data, the dictionary, and the files.

use std::sync::Arc;

use futures_util::stream;
use kernel::{Lang, Refusal, Role, RowId, Word};
use ui::{Markup, html};
use web::{Access, Answer, ApiAnswer, Doc, Failed, Method, Path, Routes, Visit, json};

use crate::dataset::datasets;
use crate::dictionary::{GRANT_FIELDS, dictionary, package};
use crate::make::shelf;
use crate::record::OpenFile;
use crate::settings::Settings;
use crate::turn::make_by_hand;
use crate::{store, texts};

const PAGE: &str = "/open-data";
const MAKERS: Access = Access::Roles(&[Role::ProgrammeOffice, Role::Operator]);

pub(crate) fn routes(settings: &Settings) -> Routes {
    let settings = Arc::new(settings.clone());
    let (shown, made, listed, asked) = (settings.clone(), settings.clone(), settings.clone(), settings);
    Routes::new()
        .get(PAGE, Access::Public, move |visit: Visit| show(shown.clone(), visit))
        .post(PAGE, MAKERS, move |visit: Visit, form: web::Form| make_now(made.clone(), visit, form))
        .get("/open-data/dictionary", Access::Public, words)
        .get("/open-data/dictionary.json", Access::Public, || async { json(&dictionary()) })
        .get("/open-data/datapackage.json", Access::Public, move |visit: Visit| described(listed.clone(), visit))
        .get("/open-data/latest/{name}", Access::Public, latest)
        .get("/open-data/files/{id}/{name}", Access::Public, version)
        .api(
            Method::GET,
            "/open-data",
            Access::Public,
            Doc::new("open data", "The files of the latest making, as a Frictionless data package"),
            move |visit: Visit| described(asked.clone(), visit),
        )
        .api(
            Method::GET,
            "/open-data/dictionary",
            Access::Public,
            Doc::new("open data", "Every dataset with its columns and what they mean"),
            || async { json(&dictionary()) },
        )
}

async fn show(settings: Arc<Settings>, visit: Visit) -> Answer {
    let files = visit.site.db.read(store::files).await?;
    let lang = visit.lang;
    let newest = files.first().map(|file| file.made_at);
    let (latest, earlier): (Vec<&OpenFile>, Vec<&OpenFile>) =
        files.iter().partition(|file| Some(file.made_at) == newest);
    let may_make = visit.actor_or_public().and_then(|actor| actor.role()).is_some_and(is_maker);
    let body = html! {
        (ui::heading(visit.t(texts::TITLE), ui::actions(html! {
            (ui::link_button(lang, "/open-data/dictionary", texts::DICTIONARY))
            @if may_make { (ui::step_button(PAGE, &visit.csrf, texts::MAKE).render(lang)) }
        })))
        p.lead { (visit.t(texts::LEAD)) }
        (licence(lang, &settings))
        (table(lang, texts::TITLE, &latest, true))
        p { a href="/open-data/datapackage.json" { "datapackage.json" } " · " a href="/open-data/dictionary.json" { "dictionary.json" } }
        @if !earlier.is_empty() { (ui::section(lang, texts::EARLIER, table(lang, texts::EARLIER, &earlier, false))) }
    };
    visit.page(texts::TITLE, body)
}

fn is_maker(role: Role) -> bool {
    matches!(role, Role::ProgrammeOffice | Role::Operator)
}

fn licence(lang: Lang, settings: &Settings) -> Markup {
    html! {
        p { (texts::LICENCE.get(lang)) ": "
            @if settings.licence.is_empty() { (texts::NO_LICENCE.get(lang)) }
            @else { a rel="license" href=(settings.licence) { (settings.licence) } " · " (settings.publisher) }
        }
    }
}

fn table(lang: Lang, caption: kernel::Text, files: &[&OpenFile], is_latest: bool) -> Markup {
    let all = datasets();
    let heads = [texts::DATASET, texts::FORMAT, texts::ROWS, texts::SIZE, texts::MADE, texts::SUM];
    let rows = files.iter().map(|file| {
        let title = all.iter().find(|dataset| dataset.name == file.dataset).map_or("", |d| d.title.get(lang));
        let href = if is_latest {
            format!("/open-data/latest/{}", file.name())
        } else {
            format!("/open-data/files/{}/{}", file.id, file.name())
        };
        vec![
            html! { (title) br; a href=(href) download { (file.name()) } },
            html! { (file.format.text().get(lang)) },
            ui::number(file.row_count),
            html! { (size(file.bytes)) },
            ui::when(lang, file.made_at),
            html! { code.hash { (file.sha256) } },
        ]
    });
    ui::table(lang, caption, &heads, rows.collect(), texts::EMPTY)
}

fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Makes all anew while the visitor waits; a long making goes on when they leave.
async fn make_now(settings: Arc<Settings>, visit: Visit, _form: web::Form) -> Answer {
    let (actor, site) = (visit.actor()?, visit.site.clone());
    let work = move || make_by_hand(&site.db, &site.files, &settings, &site.base_url, &actor);
    tokio::task::spawn_blocking(work).await.map_err(Refusal::fault)??;
    visit.done(PAGE, texts::MADE_NOW)
}

async fn words(visit: Visit) -> Answer {
    let lang = visit.lang;
    let heads = [texts::COLUMN, texts::NAME, texts::KIND, texts::MEANING];
    let parts = datasets().into_iter().map(|dataset| {
        let rows: Vec<Vec<Markup>> = if dataset.columns().is_empty() {
            let line = |(key, kind, about): &(&str, exports::Kind, kernel::Text)| {
                vec![html! { code { (key) } }, html! {}, html! { (kind.text().get(lang)) }, html! { (about.get(lang)) }]
            };
            GRANT_FIELDS.iter().map(line).collect()
        } else {
            let line = |column: &exports::Fact| {
                vec![
                    html! { code { (column.key) } },
                    html! { (column.heading.get(lang)) },
                    html! { (column.kind.text().get(lang)) },
                    html! { (column.about.get(lang)) },
                ]
            };
            dataset.columns().iter().map(line).collect()
        };
        let inner =
            html! { p { (dataset.about.get(lang)) } (ui::table(lang, dataset.title, &heads, rows, texts::EMPTY)) };
        ui::section(lang, dataset.title, inner)
    });
    let body = html! {
        (ui::breadcrumbs(lang, &[(PAGE.to_owned(), texts::TITLE.into())]))
        (ui::heading(visit.t(texts::DICTIONARY), html! {}))
        @for part in parts { (part) }
    };
    visit.page(texts::DICTIONARY, body)
}

async fn described(settings: Arc<Settings>, visit: Visit) -> ApiAnswer {
    let files = visit.site.db.read(store::latest).await?;
    json(&package(&settings, &files, Some(&visit.site.base_url)))
}

async fn latest(visit: Visit, Path(name): Path<String>) -> Answer {
    let files = visit.site.db.read(store::latest).await?;
    let file = files.into_iter().find(|file| file.name() == name).ok_or(Refusal::NotFound)?;
    send(&visit, &file).await
}

async fn version(visit: Visit, Path((id, name)): Path<(RowId, String)>) -> Answer {
    let found = visit.site.db.read(move |tx| store::find(tx, id)).await?;
    let file = found.filter(|file| file.name() == name).ok_or(Refusal::NotFound)?;
    send(&visit, &file).await
}

/// Bytes of a piece.
const PIECE: usize = 256 * 1024;

/// Piece by piece, as the reader takes it.
async fn send(visit: &Visit, file: &OpenFile) -> Answer {
    let (files, sha256) = (shelf(&visit.site.files), file.sha256.clone());
    let open = tokio::task::spawn_blocking(move || files.open_now(&sha256)).await.map_err(Refusal::fault)?;
    let open = open.map_err(|error| Failed::from(Refusal::from(error)))?;
    let pieces = stream::try_unfold(open, |mut open| async move {
        let read = move || {
            let mut piece = vec![0; PIECE];
            let count = open.read(&mut piece)?;
            piece.truncate(count);
            Ok::<_, std::io::Error>((piece, open))
        };
        let (piece, open) = tokio::task::spawn_blocking(read).await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!piece.is_empty()).then_some((piece, open)))
    });
    web::streamed(pieces, file.format.media_type(), &file.name())
}
