//! Rows of people in a form: as many as there are, and an empty one to add.

use kernel::{Breach, Lang, SpeakerId, Text, say};
use ui::{Field, Markup, html};
use web::Form;

use crate::actions::PersonDraft;
use crate::agenda::{Printed, Words};
use crate::texts;

/// The parts of a person, each in two languages: name in the form, label.
pub(super) const PARTS: [(&str, Text); 6] = [
    ("name_zh", texts::NAME_ZH),
    ("title_zh", texts::TITLE_ZH),
    ("organisation_zh", texts::HOUSE_ZH),
    ("name_en", texts::NAME_EN),
    ("title_en", texts::TITLE_EN),
    ("organisation_en", texts::HOUSE_EN),
];
const SAME: Text = say("更正姓名，仍是同一人", "The same person; the name was corrected");
const ONE: Text = say("{who} {n}", "{who} {n}");
const MORE: Text = say("再加一位：{who}", "One more: {who}");

/// `chair.0.name_zh` and so on: the numbers in use after `prefix`, in their order.
pub(super) fn numbers(form: &Form, prefix: &str) -> Vec<usize> {
    let number = |name: &str| name.strip_prefix(prefix)?.strip_prefix('.')?.split('.').next()?.parse().ok();
    let mut all: Vec<usize> = form.pairs().iter().filter_map(|(name, _)| number(name)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The pairs of one person under `row`.
pub(super) fn pairs(row: &str, it: &Printed) -> Vec<(String, String)> {
    let words = [&it.name.zh, &it.title.zh, &it.organisation.zh, &it.name.en, &it.title.en, &it.organisation.en];
    let mut all: Vec<(String, String)> =
        PARTS.iter().zip(words).map(|((part, _), text)| (format!("{row}.{part}"), text.clone())).collect();
    all.push((format!("{row}.id"), it.speaker_id.to_string()));
    all.push((format!("{row}.was"), was(&it.name.zh, &it.name.en)));
    all
}

fn was(zh: &str, en: &str) -> String {
    format!("{zh}|{en}")
}

fn is_blank(form: &Form, row: &str) -> bool {
    PARTS.iter().all(|(part, _)| form.get(&format!("{row}.{part}")).is_empty())
}

/// The rows under `prefix` that hold something, numbered from 0 under `to`.
pub(super) fn compacted(form: &Form, prefix: &str, to: &str, out: &mut Vec<(String, String)>) {
    let rows = numbers(form, prefix).into_iter().map(|n| format!("{prefix}.{n}"));
    for (at, row) in rows.filter(|row| !is_blank(form, row)).enumerate() {
        for part in PARTS.iter().map(|(part, _)| *part).chain(["id", "was", "same"]) {
            let name = format!("{row}.{part}");
            if form.has(&name) {
                out.push((format!("{to}.{at}.{part}"), form.get(&name).to_owned()));
            }
        }
    }
}

/// Reads the rows of a compacted form. Whoever has another name now is somebody else, unless the form says that it was corrected.
pub(super) fn read(form: &Form, prefix: &str) -> Vec<PersonDraft> {
    let rows = numbers(form, prefix).into_iter().map(|n| format!("{prefix}.{n}"));
    rows.map(|row| {
        let get = |part: &str| form.get(&format!("{row}.{part}"));
        let words = |part: &str| Words::of(get(&format!("{part}_zh")), get(&format!("{part}_en")));
        let name = words("name");
        let is_same = form.ticked(&format!("{row}.same")) || get("was") == was(&name.zh, &name.en);
        let speaker_id: Option<SpeakerId> = get("id").parse().ok().filter(|_| is_same && !name.is_empty());
        PersonDraft { speaker_id, name, title: words("title"), organisation: words("organisation") }
    })
    .collect()
}

/// The rows as fields, with an empty one at the end.
pub(super) fn fields(lang: Lang, form: &Form, prefix: &str, who: Text, breaches: &[Breach]) -> Markup {
    let known = numbers(form, prefix);
    let next = known.last().map_or(0, |last| last + 1);
    html! {
        @for n in &known { (row(lang, form, &format!("{prefix}.{n}"), ONE.with(&[("who", &who.get(lang)), ("n", &(n + 1))]).get(lang), breaches)) }
        details.person {
            summary { (MORE.with(&[("who", &who.get(lang))]).get(lang)) }
            (inputs(lang, form, &format!("{prefix}.{next}"), breaches))
        }
    }
}

fn row(lang: Lang, form: &Form, row: &str, label: &str, breaches: &[Breach]) -> Markup {
    let id = form.get(&format!("{row}.id"));
    html! {
        div.person role="group" aria-label=(label) {
            p.muted { (label) }
            @if !id.is_empty() {
                (ui::hidden(&format!("{row}.id"), id))
                (ui::hidden(&format!("{row}.was"), form.get(&format!("{row}.was"))))
            }
            (inputs(lang, form, row, breaches))
            @if !id.is_empty() {
                (Field::checkbox(format!("{row}.same"), SAME).checked(form.ticked(&format!("{row}.same"))).render(lang, breaches))
            }
        }
    }
}

fn inputs(lang: Lang, form: &Form, row: &str, breaches: &[Breach]) -> Markup {
    ui::fields_row(html! {
        @for (part, label) in PARTS {
            @let name = format!("{row}.{part}");
            (Field::text(name.clone(), label).value(form.get(&name)).maxlength(200).render(lang, breaches))
        }
    })
}
