//! Tables that become cards on a phone.

use kernel::{Lang, Said};
use maud::{Markup, html};

/// A table with a caption and one heading per column. The first column names the row. A column of figures (`amount`,
/// `number`) is aligned to the right. Without rows only `empty` is shown: say what would be here and how it comes about.
pub fn table<H: Clone + Into<Said>>(
    lang: Lang,
    caption: impl Into<Said>,
    headers: &[H],
    rows: Vec<Vec<Markup>>,
    empty: impl Into<Said>,
) -> Markup {
    let (caption, empty) = (caption.into(), empty.into());
    let headers: Vec<Said> = headers.iter().cloned().map(Into::into).collect();
    let figures: Vec<bool> = (0..headers.len()).map(|column| is_figures(&rows, column)).collect();
    html! {
        @if rows.is_empty() { p.empty { (empty.get(lang)) } }
        @else {
            // Roles are spelled out since browsers drop them from a table that is laid out as cards.
            div.table-box role="region" tabindex="0" aria-label=(caption.get(lang)) {
                table role="table" {
                    caption { (caption.get(lang)) }
                    thead role="rowgroup" { tr role="row" {
                        @for (header, figure) in headers.iter().zip(&figures) { th scope="col" role="columnheader" .figure[*figure] { (header.get(lang)) } }
                    } }
                    tbody role="rowgroup" { @for row in &rows { (line(lang, &headers, &figures, row)) } }
                }
            }
        }
    }
}

fn line(lang: Lang, headers: &[Said], figures: &[bool], row: &[Markup]) -> Markup {
    html! {
        tr role="row" {
            @for (i, ((cell, header), figure)) in row.iter().zip(headers).zip(figures).enumerate() {
                @if i == 0 { th scope="row" role="rowheader" data-label=(header.get(lang)) .figure[*figure] { (cell) } }
                @else { td role="cell" data-label=(header.get(lang)) .figure[*figure] { (cell) } }
            }
        }
    }
}

fn is_figures(rows: &[Vec<Markup>], column: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.0.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.0.starts_with("<span class=\"num\">"))
}
