//! What somebody says of a list in a form: how to read it, how to take it, what names mean.

use directory::OrganisationKind;
use directory::names::{Names, key};
use kernel::{Breach, Day, OrganisationId, Refusal, Role, Text, Word, say};
use sheets::Encoding;
use web::Form;

use crate::actions::choice_of;
use crate::checked::Settings;
use crate::layout::Layout;
use crate::organisations::OrganisationField;
use crate::parties::{Choice, Choices};
use crate::people::PersonField;
use crate::projects::ProjectField;
use crate::reading::HowToRead;
use crate::record::{Import, Subject};

const TEXT_MOST: usize = 200;

/// The fields a column of such a list may be.
pub(crate) fn fields_of(kind: Subject) -> Vec<(&'static str, Text)> {
    fn all<F: Word>() -> Vec<(&'static str, Text)> {
        F::ALL.iter().map(|field| (field.word(), field.text())).collect()
    }
    match kind {
        Subject::Projects => all::<ProjectField>(),
        Subject::Organisations => all::<OrganisationField>(),
        Subject::People => all::<PersonField>(),
    }
}

/// How the list is to be read: columns count only while the sheet and the encoding stay, whose columns they are.
pub(crate) fn how(form: &Form, import: &Import, layout: &Layout) -> Result<HowToRead, Vec<Breach>> {
    let before = import.how();
    let mut faults = Vec::new();
    let sheet = keep(form.optional("sheet", TEXT_MOST), &mut faults);
    let encoding = match form.get("encoding") {
        "" => String::new(),
        _ => keep(form.word::<Encoding>("encoding"), &mut faults).map(|e| e.word().to_owned()).unwrap_or_default(),
    };
    let sheet = sheet.unwrap_or_default();
    let mut how = HowToRead { sheet, encoding, columns: Vec::new() };
    if (&how.sheet, &how.encoding) == (&before.sheet, &before.encoding) {
        let chosen = |at: u32| form.get(&format!("column.{at}")).to_owned();
        how.columns = layout.columns.iter().map(|c| (c.at, chosen(c.at))).collect();
        let said = layout.columns.iter().any(|c| form.has(&format!("column.{}", c.at)));
        if !said {
            how.columns = before.columns;
        }
    }
    if faults.is_empty() { Ok(how) } else { Err(faults) }
}

/// How the list is to be taken. `organisation` finds the one whose people it holds by what was typed.
pub(crate) fn settings(
    form: &Form,
    import: &Import,
    organisation: impl Fn(&str) -> Option<OrganisationId>,
) -> Result<Settings, Vec<Breach>> {
    let mut settings = import.settings();
    let mut faults = Vec::new();
    match import.kind {
        Subject::Projects => {
            let projects = &mut settings.projects;
            projects.established_on = match form.get("established_on") {
                "" => None,
                _ => keep::<Day>(form.day("established_on"), &mut faults),
            };
            projects.round = keep(form.optional("round", TEXT_MOST), &mut faults).unwrap_or_default();
            projects.document = keep(form.optional("document", TEXT_MOST), &mut faults).unwrap_or_default();
            projects.create_unknown = form.ticked("create_unknown");
        }
        Subject::Organisations => {}
        Subject::People => {
            let people = &mut settings.people;
            people.role = match form.get("role") {
                "" => None,
                _ => keep::<Role>(form.word("role"), &mut faults),
            };
            people.sends_letters = form.ticked("sends_letters");
            if import.organisation_id.is_none() {
                people.organisation_id = match form.get("organisation") {
                    "" => None,
                    typed => keep(organisation(typed).ok_or(Breach::field("organisation", UNKNOWN)), &mut faults),
                };
            }
        }
    }
    if faults.is_empty() { Ok(settings) } else { Err(faults) }
}

fn keep<T>(read: Result<T, Breach>, faults: &mut Vec<Breach>) -> Option<T> {
    read.map_err(|breach| faults.push(breach)).ok()
}

const UNKNOWN: Text = say(
    "平台上没有这个单位，请填写全称或代码",
    "The register holds no such organisation; give its whole name or its code",
);

/// What names mean, one after the other: `name.0` with its kind, what was chosen for it (`means.0`) or typed (`other.0`).
pub(crate) fn choices(form: &Form, registers: &[(OrganisationKind, Names)]) -> Result<Choices, Refusal> {
    let mut choices = Choices::new();
    let mut faults = Vec::new();
    for at in 0.. {
        let name = form.get(&format!("name.{at}"));
        if name.is_empty() {
            break;
        }
        let kind = form.word::<OrganisationKind>(&format!("kind.{at}"))?;
        let (field, other) = (format!("other.{at}"), form.get(&format!("other.{at}")).to_owned());
        if other.is_empty() {
            choices.extend(choice_of(kind, name, form.get(&format!("means.{at}"))));
            continue;
        }
        let register = registers.iter().find(|(of, _)| *of == kind).map(|(_, names)| names);
        match register.and_then(|names| names.find(&other)) {
            Some(found) => drop(choices.insert((kind, key(name)), Choice::Is(found.id()))),
            None => faults.push(Breach::field(field, UNKNOWN)),
        }
    }
    if faults.is_empty() { Ok(choices) } else { Err(Refusal::Breaches(faults)) }
}
