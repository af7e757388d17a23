//! QR codes, drawn as squares so that they print sharp at any size.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::paper::{Op, Paper};

/// Clear ground around the code, in its own squares.
pub(crate) const QUIET: f32 = 4.0;

/// Draws the code for `text` into a square of `side` points, its quiet zone included. A text too long for any code draws
/// nothing: the text itself stands beside it.
pub(crate) fn draw(paper: &mut Paper, text: &str, x: f32, y: f32, side: f32) {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return };
    let unit = side / (code.size() as f32 + 2.0 * QUIET);
    let runs = (0..code.size()).flat_map(|row| dark_runs(&code, row)).collect();
    paper.push(Op::Squares { x: x + QUIET * unit, y: y + QUIET * unit, unit, runs });
}

/// The code as a path for a drawing that scales, and the side of its square, both in the code's own squares. A text too
/// long for any code has none.
pub fn qr_path(text: &str) -> Option<(String, u32)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let quiet = QUIET as i32;
    let runs = (0..code.size()).flat_map(|row| dark_runs(&code, row));
    let path = runs.map(|(x, y, length)| {
        format!("M{} {}h{length}v1h-{length}z", i32::from(x) + quiet, i32::from(y) + quiet)
    });
    Some((path.collect(), (code.size() + 2 * quiet).unsigned_abs()))
}

/// Neighbours in a row are one rectangle, so that no hairline shows between them.
fn dark_runs(code: &QrCode, row: i32) -> Vec<(u16, u16, u16)> {
    let mut runs: Vec<(u16, u16, u16)> = Vec::new();
    for column in (0..code.size()).filter(|column| code.get_module(*column, row)) {
        let (column, row) = (column as u16, row as u16);
        match runs.last_mut() {
            Some((from, _, length)) if *from + *length == column => *length += 1,
            _ => runs.push((column, row, 1)),
        }
    }
    runs
}
