//! Files of a form that must survive until the form is accepted: stored at once, named by a secret in a hidden field.

use files::{Kind, Limits, Stored};
use kernel::{Breach, Lang, Said, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Failed, Form, Visit};

use super::Gate;
use crate::store;

/// Scans: PDF or a picture, 20 MiB.
pub(crate) const SCANS: Limits = Limits { most_bytes: 20 * 1024 * 1024, kinds: &[Kind::Pdf, Kind::Png, Kind::Jpeg] };
pub(super) const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg";
pub(super) const SCAN_HINT: Text = say("PDF、PNG 或 JPEG，不超过 20 MB", "PDF, PNG or JPEG, at most 20 MB");

/// A file of the form: freshly uploaded or kept from an earlier attempt.
#[derive(Clone)]
pub(super) struct Kept {
    pub secret: String,
    pub stored: Stored,
}

/// Reads one file field. A refused file is a breach; an earlier one stays in place then.
pub(super) async fn read(
    gate: &Gate,
    visit: &Visit,
    form: &Form,
    purpose: &'static str,
) -> Result<(Option<Kept>, Option<Breach>), Failed> {
    let before = kept(visit, form, purpose).await?;
    let Some(file) = form.file(purpose) else { return Ok((before, None)) };
    gate.upload(visit)?;
    match visit.site.files.put(file.bytes.clone(), &file.name, &SCANS).await {
        Ok(stored) => {
            let row = stored.clone();
            let secret = visit.site.db.write(move |tx| store::keep_upload(tx, purpose, &row)).await?;
            Ok((Some(Kept { secret, stored }), None))
        }
        Err(refused) => match refused.refusal(purpose) {
            kernel::Refusal::Breaches(mut breaches) => Ok((before, breaches.pop())),
            other => Err(other.into()),
        },
    }
}

/// Reads several file fields; every refused file is noted.
pub(super) async fn read_all<const N: usize>(
    gate: &Gate,
    visit: &Visit,
    form: &Form,
    collect: &mut super::Collect,
    purposes: [&'static str; N],
) -> Result<[Option<Kept>; N], Failed> {
    let mut all = [const { None }; N];
    for (place, purpose) in all.iter_mut().zip(purposes) {
        let (kept, refused) = read(gate, visit, form, purpose).await?;
        collect.breaches.extend(refused);
        *place = kept;
    }
    Ok(all)
}

async fn kept(visit: &Visit, form: &Form, purpose: &'static str) -> Result<Option<Kept>, Failed> {
    let secret = form.get(&field(purpose)).to_owned();
    if secret.is_empty() {
        return Ok(None);
    }
    let wanted = secret.clone();
    let stored = visit.site.db.read(move |tx| store::kept_upload(tx, purpose, &wanted)).await?;
    Ok(stored.map(|stored| Kept { secret, stored }))
}

/// The file field, with the file already uploaded above it.
pub(super) fn render(lang: Lang, purpose: &str, label: Text, kept: Option<&Kept>, breaches: &[Breach]) -> Markup {
    let input = Field::file(purpose, label, ACCEPT).hint(SCAN_HINT);
    html! {
        @if let Some(kept) = kept {
            (ui::hidden(&field(purpose), &kept.secret))
            (ui::alert(ui::Tone::Good, html! { p { (uploaded(label, &kept.stored.name).get(lang)) } }))
        }
        (input.render(lang, breaches))
    }
}

fn uploaded(label: Text, name: &str) -> Said {
    Said {
        zh: format!("{}已上传：{name}。如需更换，请重新选择。", label.zh),
        en: format!("{}: {name} is uploaded. Choose another file only to replace it.", label.en),
    }
}

fn field(purpose: &str) -> String {
    format!("{purpose}_kept")
}
