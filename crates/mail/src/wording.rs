//! Rewordings of templates by the programme office: the newest counts, older ones are kept.

use db::{DbError, Tx, params};
use kernel::{Breach, Instant, Lang, Refusal, RowId, Said, Text, check, say, within};

use crate::template::{Part, Template, fill, places_of};

/// The most characters of a subject and of a body.
pub const SUBJECT_MOST: usize = 200;
pub const BODY_MOST: usize = 4_000;

db::record! {
    /// One version of a template's wording.
    pub struct Wording in "letter_wording" {
        pub id: RowId,
        pub template: String,
        /// Counts from 1 within the template; the built-in wording is 0.
        pub version: i64,
        pub subject_zh: String,
        pub subject_en: String,
        pub body_zh: String,
        pub body_en: String,
        /// Name of whoever wrote it.
        pub made_by: String,
        pub made_at: Instant,
        /// When another version, or the built-in wording, took its place.
        pub replaced_at: Option<Instant>,
    }
}

/// Subject and body as they are to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWording {
    pub subject: Said,
    pub body: Said,
}

impl NewWording {
    /// The wording the program came with.
    pub fn built_in(template: &Template) -> NewWording {
        NewWording { subject: template.subject.into(), body: template.body.into() }
    }
}

impl From<Wording> for NewWording {
    fn from(w: Wording) -> NewWording {
        NewWording { subject: Said { zh: w.subject_zh, en: w.subject_en }, body: Said { zh: w.body_zh, en: w.body_en } }
    }
}

/// The wording that counts now and its version; version 0 is the built-in one.
pub fn current(tx: &mut Tx<'_>, template: &Template) -> Result<(i64, NewWording), DbError> {
    let of = params![template.name];
    let found = db::find_where::<Wording>(tx, "WHERE template = $1 AND replaced_at IS NULL", of)?;
    Ok(found.map_or_else(|| (0, NewWording::built_in(template)), |wording| (wording.version, wording.into())))
}

/// Every version of a template, the newest first.
pub fn versions(tx: &mut Tx<'_>, template: &Template) -> Result<Vec<Wording>, DbError> {
    db::list(tx, "WHERE template = $1 ORDER BY version DESC LIMIT 100", params![template.name])
}

/// Every rewording that counts now.
pub fn all_current(tx: &mut Tx<'_>) -> Result<Vec<Wording>, DbError> {
    db::list(tx, "WHERE replaced_at IS NULL ORDER BY template", &[])
}

/// The names of the templates that are reworded now, with their versions.
pub fn reworded(tx: &mut Tx<'_>) -> Result<Vec<(String, i64)>, DbError> {
    tx.query("SELECT template, version FROM letter_wording WHERE replaced_at IS NULL ORDER BY template", &[])
}

/// Gives a template another wording. `seen` is the version that whoever writes had before them.
pub fn reword(
    tx: &mut Tx<'_>,
    template: &Template,
    seen: i64,
    wording: NewWording,
    by: &str,
) -> Result<Wording, Refusal> {
    check(verdicts(template, &wording))?;
    let newest: (Option<i64>,) =
        tx.one("SELECT MAX(version) FROM letter_wording WHERE template = $1", params![template.name])?;
    end(tx, template, seen)?;
    let now = tx.now();
    let new = Wording {
        id: RowId::at(now),
        template: template.name.to_owned(),
        version: newest.0.unwrap_or(0) + 1,
        subject_zh: wording.subject.zh,
        subject_en: wording.subject.en,
        body_zh: wording.body.zh,
        body_en: wording.body.en,
        made_by: by.to_owned(),
        made_at: now,
        replaced_at: None,
    };
    // Two who write at once: one finds the place taken.
    let sql = "INSERT INTO letter_wording (id, template, version, subject_zh, subject_en, body_zh, body_en, made_by, made_at, replaced_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    match tx.execute(sql, &db::Record::values(&new))? {
        0 => Err(Refusal::Overtaken),
        _ => Ok(new),
    }
}

/// Goes back to the built-in wording.
pub fn reset(tx: &mut Tx<'_>, template: &Template, seen: i64) -> Result<(), Refusal> {
    if seen == 0 { Err(Refusal::Overtaken) } else { end(tx, template, seen) }
}

/// Ends the version that was seen, unless it is no longer the current one.
fn end(tx: &mut Tx<'_>, template: &Template, seen: i64) -> Result<(), Refusal> {
    let now = tx.now();
    let sql = "UPDATE letter_wording SET replaced_at = $1 WHERE template = $2 AND version = $3 AND replaced_at IS NULL";
    let ended = tx.execute(sql, params![now, template.name, seen])?;
    let (left,): (i64,) = tx.one(
        "SELECT COUNT(*) FROM letter_wording WHERE template = $1 AND replaced_at IS NULL",
        params![template.name],
    )?;
    if (ended == 1) == (seen > 0) && left == 0 { Ok(()) } else { Err(Refusal::Overtaken) }
}

const EMPTY: Text = say("此项必填", "This field is needed");
const UNKNOWN: Text = say(
    "没有名为 {place} 的占位符；可用的占位符：{known}",
    "There is no place called {place}; the places of this template are {known}",
);
const MISSING: Text = say(
    "缺少占位符 {place}：主题或正文中须出现一次，否则收件人看不到这项内容",
    "The place {place} is missing: it has to stand in the subject or the text, or readers miss what it says",
);

/// What stands in the way of a wording: empty or too long parts, places that do not exist, places left out.
pub fn verdicts(template: &Template, wording: &NewWording) -> Vec<Result<(), Breach>> {
    let mut all = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        let suffix = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        let (subject, body) = (wording.subject.get(lang), wording.body.get(lang));
        let (subject_field, body_field) = (format!("subject_{suffix}"), format!("body_{suffix}"));
        for (field, text, most) in [(&subject_field, subject, SUBJECT_MOST), (&body_field, body, BODY_MOST)] {
            if text.trim().is_empty() {
                all.push(Err(Breach::field(field.as_str(), EMPTY)));
            }
            all.push(within(field.as_str(), text, most));
            all.extend(unknown(template, text).map(|said| Err(Breach::field(field.as_str(), said))));
        }
        let used: Vec<&str> = places_of(subject).into_iter().chain(places_of(body)).collect();
        let left_out = needed(template, lang).into_iter().filter(|place| !used.contains(place));
        all.extend(
            left_out.map(|place| Err(Breach::field(body_field.as_str(), MISSING.with(&[("place", &braced(place))])))),
        );
    }
    all
}

fn braced(place: &str) -> String {
    format!("{{{place}}}")
}

fn unknown<'a>(template: &'a Template, text: &'a str) -> impl Iterator<Item = Said> + 'a {
    let known = template.places();
    let list = known.iter().map(|place| braced(place)).collect::<Vec<_>>().join(" ");
    let strange = places_of(text).into_iter().filter(move |place| !known.contains(place));
    strange.map(move |place| UNKNOWN.with(&[("place", &braced(place)), ("known", &list)]))
}

/// The places that the built-in wording has in this language.
fn needed(template: &Template, lang: Lang) -> Vec<&'static str> {
    let mut all = places_of(template.subject.get(lang));
    all.extend(places_of(template.body.get(lang)));
    all.sort_unstable();
    all.dedup();
    all
}

/// Subject and body with their places filled. Spaces at the end, left by an empty part, go.
pub fn filled(wording: &NewWording, parts: &[Part<'_>]) -> (Said, Said) {
    let both = |text: &Said| Said {
        zh: fill(&text.zh, parts, |said| &said.zh).trim_end().to_owned(),
        en: fill(&text.en, parts, |said| &said.en).trim_end().to_owned(),
    };
    let (subject, body) = (both(&wording.subject), both(&wording.body));
    // Where nothing is left of the text, the subject says all.
    let or_subject = |text: String, subject: &str| if text.trim().is_empty() { subject.to_owned() } else { text };
    let body = Said { zh: or_subject(body.zh, &subject.zh), en: or_subject(body.en, &subject.en) };
    (subject, body)
}
