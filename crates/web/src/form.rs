//! What somebody typed or uploaded.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use kernel::{Breach, Day, Money, Refusal, Said, say};

use crate::{Failed, Visit};

/// The largest form without files, in bytes.
pub(crate) const FORM_MAX: usize = 1024 * 1024;
/// The largest upload of one request, in bytes: the file limit plus the other fields.
pub(crate) const UPLOAD_MAX: usize = 25 * 1024 * 1024;
/// So much of an upload that is too large is read, and dropped, to give back the fields that follow the files.
pub(crate) const UPLOAD_READ: usize = 100 * 1024 * 1024;
/// The largest number of fields of one form.
const FIELDS_MAX: usize = 5_000;

/// A file of a form.
#[derive(Clone, Debug)]
pub struct Uploaded {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A form, its token already checked. Values keep exactly what was typed.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pairs: Vec<(String, String)>,
    files: BTreeMap<String, Vec<Uploaded>>,
}

impl Form {
    /// A form from pairs: for tests and for commands that use a page's checks.
    pub fn of(pairs: &[(&str, &str)]) -> Form {
        Form { pairs: pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(), files: BTreeMap::new() }
    }
    /// The value of a field, trimmed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.trim())
    }
    /// All values of a repeated field, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(k, _)| k == name)
    }
    /// A tick box.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.get(name), "on" | "true" | "1" | "yes")
    }
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
    /// The first file of a file field; `None` when none was chosen.
    pub fn file(&self, name: &str) -> Option<&Uploaded> {
        self.files(name).first()
    }
    pub fn files(&self, name: &str) -> &[Uploaded] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// Drops the character NUL, which nobody types and one of the databases cannot hold.
    fn drop_nul(&mut self) {
        for (name, value) in &mut self.pairs {
            name.retain(|c| c != '\0');
            value.retain(|c| c != '\0');
        }
    }

    /// An amount in yuan as typed. Empty is a breach.
    pub fn money(&self, name: &str) -> Result<Money, Breach> {
        Money::parse(self.get(name)).map_err(|_| Breach::field(name, NO_AMOUNT))
    }
    /// A day as typed or picked. Empty is a breach.
    pub fn day(&self, name: &str) -> Result<Day, Breach> {
        self.get(name).parse().map_err(|_| Breach::field(name, NO_DAY))
    }
    /// A whole number between `least` and `most`.
    pub fn number(&self, name: &str, least: i64, most: i64) -> Result<i64, Breach> {
        let wrong = || Breach::field(name, NO_NUMBER.with(&[("least", &least), ("most", &most)]));
        self.get(name).parse().ok().filter(|n| (least..=most).contains(n)).ok_or_else(wrong)
    }
    /// A member of a closed set of words.
    pub fn word<W: kernel::Word>(&self, name: &str) -> Result<W, Breach> {
        W::parse(self.get(name)).map_err(|_| Breach::field(name, NO_CHOICE))
    }
    /// An id sent by the page itself.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, Breach> {
        self.get(name).parse().map_err(|_| Breach::field(name, NO_CHOICE))
    }
    /// A text that must not be empty, at most `most` characters.
    pub fn text(&self, name: &str, most: usize) -> Result<String, Breach> {
        match self.get(name) {
            "" => Err(Breach::field(name, MISSING)),
            text => within(name, text, most),
        }
    }
    /// A text that may be empty, at most `most` characters.
    pub fn optional(&self, name: &str, most: usize) -> Result<String, Breach> {
        within(name, self.get(name), most)
    }
}

impl Form {
    fn written(&self) -> Vec<String> {
        in_words(&self.pairs)
    }
    /// The names of all files that came with the form.
    pub(crate) fn file_names(&self) -> Vec<&str> {
        self.files.values().flatten().map(|file| file.name.as_str()).collect()
    }
}

/// What somebody wrote in words: choices, figures and the form's own values are quickly given again, sentences are not.
pub(crate) fn in_words(pairs: &[(String, String)]) -> Vec<String> {
    let words = |text: &str| text.contains(char::is_whitespace) || !text.is_ascii();
    let own = |name: &str| name.starts_with('_') || name.starts_with("password") || name.starts_with("resume");
    let kept = pairs.iter().filter(|(name, text)| !own(name) && words(text.trim()));
    kept.map(|(_, text)| text.trim().to_owned()).collect()
}

fn within(name: &str, text: &str, most: usize) -> Result<String, Breach> {
    kernel::within(name, text, most).map(|()| text.to_owned())
}

const NO_AMOUNT: kernel::Text =
    say("请填写金额（元），如 50000 或 50000.00", "Enter an amount in yuan, such as 50000 or 50000.00");
const NO_DAY: kernel::Text = say("请填写日期，如 2024-09-01", "Enter a date such as 2024-09-01");
const NO_NUMBER: kernel::Text =
    say("请填写 {least} 至 {most} 之间的整数", "Enter a whole number from {least} to {most}");
const NO_CHOICE: kernel::Text = say("请选择一项", "Choose one of the options");
const MISSING: kernel::Text = say("此项必填", "This field is needed");

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failed;
    async fn from_request(request: Request, state: &S) -> Result<Form, Failed> {
        let visit = request.extensions().get::<Visit>().cloned();
        let mut form = Form::default();
        if let Err(failed) = read_into(&mut form, request, state).await {
            // What came before the part that is too large is shown again.
            if let Some(visit) = visit {
                let _ = visit.written.set(form.written());
            }
            return Err(failed);
        }
        match visit {
            Some(visit) if same(form.get("_csrf"), &visit.csrf) => {
                // Set once: a request has one form.
                let _ = visit.written.set(form.written());
                Ok(form)
            }
            _ => Err(Failed::Stale(Box::new(form))),
        }
    }
}

/// Reads a form without looking at its token: the log-in that follows an expired session needs what was typed.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Form, Failed> {
    let mut form = Form::default();
    read_into(&mut form, request, state).await?;
    Ok(form)
}

async fn read_into<S: Send + Sync>(form: &mut Form, request: Request, state: &S) -> Result<(), Failed> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        read_parts(form, request, state).await?;
    } else {
        read_pairs(form, request).await?;
    }
    if form.pairs.len() > FIELDS_MAX {
        return Err(too_large(FORM_MAX));
    }
    form.drop_nul();
    Ok(())
}

async fn read_pairs(form: &mut Form, request: Request) -> Result<(), Failed> {
    let bytes = axum::body::to_bytes(request.into_body(), FORM_MAX).await.map_err(|_| too_large(FORM_MAX))?;
    form.pairs = serde_urlencoded::from_bytes(&bytes).map_err(|_| unreadable())?;
    Ok(())
}

/// Beyond [`UPLOAD_MAX`] the files are let go of and the fields after them still read, so that they can be given back.
async fn read_parts<S: Send + Sync>(form: &mut Form, request: Request, state: &S) -> Result<(), Failed> {
    let mut parts = Multipart::from_request(request, state).await.map_err(|_| unreadable())?;
    let mut total = 0usize;
    while let Some(mut part) = parts.next_field().await.map_err(|_| too_large(UPLOAD_MAX))? {
        let name = part.name().unwrap_or("").to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(piece) = part.chunk().await.map_err(|_| too_large(UPLOAD_MAX))? {
            total += piece.len();
            if total > UPLOAD_READ {
                return Err(too_large(UPLOAD_MAX));
            }
            if total <= UPLOAD_MAX || (file_name.is_none() && bytes.len() < FORM_MAX) {
                bytes.extend_from_slice(&piece);
            }
        }
        match file_name {
            Some(file) if file.is_empty() && bytes.is_empty() => {} // no file chosen
            Some(file) => form.files.entry(name).or_default().push(Uploaded { name: file, bytes }),
            None => form.pairs.push((name, String::from_utf8(bytes).map_err(|_| unreadable())?)),
        }
    }
    if total > UPLOAD_MAX { Err(too_large(UPLOAD_MAX)) } else { Ok(()) }
}

pub(crate) fn too_large(limit: usize) -> Failed {
    Failed::TooLarge(
        say("提交内容过大，上限 {mb} MB", "The form is too large, the limit is {mb} MB")
            .with(&[("mb", &(limit / 1024 / 1024))]),
    )
}

fn unreadable() -> Failed {
    Failed::Refused(Refusal::Breaches(vec![Breach::field(
        "",
        Said::from(say("表单无法读取，请重新提交", "The form cannot be read, please send it again")),
    )]))
}

/// Compares without telling by its duration where two texts differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0 && !b.is_empty()
}

/// A JSON body of the API. What cannot be read is answered 422 with the place.
pub struct Json<T>(pub T);

impl<T: serde::de::DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failed;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failed> {
        let bytes = axum::body::to_bytes(request.into_body(), FORM_MAX).await.map_err(|_| too_large(FORM_MAX))?;
        let bytes = if bytes.is_empty() { &b"{}"[..] } else { &bytes[..] };
        if has_nul(bytes) {
            return Err(Breach::field("body", kernel::NO_NUL).into());
        }
        serde_json::from_slice(bytes).map(Json).map_err(|error| {
            let said = say("JSON 无法读取：{error}", "The JSON cannot be read: {error}").with(&[("error", &error)]);
            Failed::Refused(Breach::field("body", said).into())
        })
    }
}

/// Whether a text of the JSON holds the character NUL. It has one spelling only, so most bodies are not read twice.
fn has_nul(bytes: &[u8]) -> bool {
    fn holds(value: &serde_json::Value) -> bool {
        match value {
            serde_json::Value::String(text) => text.contains('\0'),
            serde_json::Value::Array(all) => all.iter().any(holds),
            serde_json::Value::Object(all) => all.iter().any(|(name, value)| name.contains('\0') || holds(value)),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => false,
        }
    }
    bytes.windows(6).any(|six| six == b"\\u0000") && serde_json::from_slice(bytes).is_ok_and(|value| holds(&value))
}
