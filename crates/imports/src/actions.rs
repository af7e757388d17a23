//! One function per thing a person does with a list.

use db::Tx;
use directory::OrganisationKind;
use journal::Act;
use kernel::{Actor, Breach, ImportId, OrganisationId, Refusal, Text, Word, say};
use serde_json::json;

use crate::checked::{Checked, Settings, choices_from_json, choices_to_json};
use crate::overview::Counts;
use crate::parties::{Choice, Choices};
use crate::policy;
use crate::progress::Progress;
use crate::reading::HowToRead;
use crate::record::{Import, Subject};
use crate::state::{State, Step};
use crate::store::{self, Report};

/// A list somebody brings. Its bytes are kept with the files already.
#[derive(Clone, Debug)]
pub struct NewImport {
    pub subject: Subject,
    pub file_name: String,
    pub sha256: String,
    pub bytes: u64,
    pub how: HowToRead,
    pub settings: Settings,
}

/// Takes a list in. Nothing of it is read yet.
pub fn upload(tx: &mut Tx<'_>, actor: &Actor, new: &NewImport) -> Result<Import, Refusal> {
    let house = policy::house_of(actor);
    if !policy::may_upload(actor, new.subject, house) {
        return Err(Refusal::forbidden(policy::who(new.subject)));
    }
    insert(tx, actor, new, house, State::Uploaded)
}

fn insert(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewImport,
    house: Option<OrganisationId>,
    state: State,
) -> Result<Import, Refusal> {
    let now = tx.now();
    let mut settings = new.settings.clone();
    if house.is_some() {
        settings.people.organisation_id = house;
    }
    let import = Import {
        id: ImportId::at(now),
        kind: new.subject,
        organisation_id: house,
        file_name: new.file_name.chars().filter(|c| !c.is_control()).take(200).collect(),
        sha256: new.sha256.clone(),
        bytes: i64::try_from(new.bytes).unwrap_or(i64::MAX),
        how: json_of(&new.how)?,
        settings: json_of(&settings)?,
        choices: "[]".into(),
        report: "null".into(),
        fingerprint: String::new(),
        created_by: actor.person_id,
        committed_at: None,
        state,
        state_since: now,
        revision: 0,
        created_at: now,
    };
    db::insert(tx, &import)?;
    let act = Act::new(actor, "import", import.id.0, "upload").born(state).documents([import.sha256.clone()]);
    journal::record(tx, act.detail(json!({ "kind": import.kind, "file": import.file_name })));
    Ok(import)
}

fn json_of<T: serde::Serialize>(value: &T) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(Refusal::fault)
}

impl Import {
    pub fn how(&self) -> HowToRead {
        serde_json::from_str(&self.how).unwrap_or_default()
    }
    pub fn settings(&self) -> Settings {
        serde_json::from_str(&self.settings).unwrap_or_default()
    }
    pub fn choices(&self) -> Choices {
        choices_from_json(&self.choices)
    }
}

/// The list, when this person may see it.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, id: ImportId) -> Result<Import, Refusal> {
    let import = store::get(tx, id)?;
    Ok(policy::permit(actor, import)?.into_import())
}

/// Writes down what a check found. The list moves on, unless somebody changed it since it was read.
/// `again` tells that the list was to be imported and the register had changed since it was seen.
pub fn keep_check(
    tx: &mut Tx<'_>,
    id: ImportId,
    revision: i64,
    checked: &Checked,
    again: bool,
) -> Result<Import, Refusal> {
    let report = Report { looked_again: again, ..Report::of(checked) };
    store::keep_findings(tx, id, checked)?;
    settle_check(tx, id, revision, &report, &checked.fingerprint())
}

/// The same for a list that could not be read at all; `sheets` are those a person may choose from.
pub fn keep_refusal(
    tx: &mut Tx<'_>,
    id: ImportId,
    revision: i64,
    refusal: &Refusal,
    sheets: Vec<String>,
) -> Result<Import, Refusal> {
    let said = refusal.breaches().iter().map(|breach| (breach.said.zh.clone(), breach.said.en.clone()));
    let report = Report { unreadable: said.collect(), sheets, ..Report::default() };
    store::forget_findings(tx, id)?;
    settle_check(tx, id, revision, &report, "")
}

fn settle_check(
    tx: &mut Tx<'_>,
    id: ImportId,
    revision: i64,
    report: &Report,
    fingerprint: &str,
) -> Result<Import, Refusal> {
    let mut import = store::get(tx, id)?;
    import.revision = revision;
    import.report = json_of(report)?;
    fingerprint.clone_into(&mut import.fingerprint);
    db::save(tx, &import)?;
    step(tx, &Actor::system(), &import, Step::Check, "")
}

fn step(tx: &mut Tx<'_>, actor: &Actor, import: &Import, step: Step, reason: &str) -> Result<Import, Refusal> {
    let after = import.state.after(step)?;
    let act = Act::new(actor, "import", import.id.0, step.word()).moved(import.state, after).because(reason);
    journal::advance(tx, act.documents([import.sha256.clone()]))?;
    store::get(tx, import.id)
}

/// Says anew how the list is to be read and taken; it is looked through again afterwards.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ImportId,
    how: &HowToRead,
    settings: &Settings,
) -> Result<Import, Refusal> {
    let mut import = seen(tx, actor, id)?;
    let mut settings = settings.clone();
    if import.organisation_id.is_some() {
        settings.people.organisation_id = import.organisation_id;
    }
    import.how = json_of(how)?;
    import.settings = json_of(&settings)?;
    reopen(tx, actor, &import)
}

/// Says what names mean that nobody knew. They are remembered when the list is imported.
pub fn choose(tx: &mut Tx<'_>, actor: &Actor, id: ImportId, more: &Choices) -> Result<Import, Refusal> {
    let mut import = seen(tx, actor, id)?;
    for ((kind, _), choice) in more {
        if let Choice::Is(organisation) = choice
            && directory::organisation(tx, *organisation)?.kind != *kind
        {
            return Err(Breach::field("names", OTHER_KIND).into());
        }
    }
    let mut choices = import.choices();
    choices.extend(more.iter().map(|(key, choice)| (key.clone(), choice.clone())));
    import.choices = choices_to_json(&choices);
    reopen(tx, actor, &import)
}

const OTHER_KIND: Text = say("所选单位的类别不同", "The organisation chosen is of another kind");

fn reopen(tx: &mut Tx<'_>, actor: &Actor, import: &Import) -> Result<Import, Refusal> {
    match import.state {
        State::Uploaded => {
            db::save(tx, import)?;
            store::get(tx, import.id)
        }
        State::Checked | State::Committed | State::Discarded => {
            import.state.after(Step::Change)?;
            db::save(tx, import)?;
            step(tx, actor, import, Step::Change, "")
        }
    }
}

/// Opens a list anew that could not be imported as it was seen.
pub fn look_again(tx: &mut Tx<'_>, id: ImportId) -> Result<Import, Refusal> {
    let import = store::get(tx, id)?;
    step(tx, &Actor::system(), &import, Step::Change, "")
}

/// Gives a list up; its bytes stay as evidence.
pub fn discard(tx: &mut Tx<'_>, actor: &Actor, id: ImportId) -> Result<Import, Refusal> {
    let import = seen(tx, actor, id)?;
    step(tx, actor, &import, Step::Discard, "")
}

/// Imports a list that was checked: what the person saw, or nothing. That they agreed to it, [`agreed`] has asked.
pub fn commit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    import: &Import,
    checked: &Checked,
    progress: &Progress,
) -> Result<Counts, Refusal> {
    let fresh = seen(tx, actor, import.id)?;
    fresh.state.after(Step::Commit)?;
    if fresh.revision != import.revision || !checked.overview().is_ready() {
        return Err(Refusal::Overtaken);
    }
    let counts = checked.write(tx, actor, import.id, &import.sha256, progress)?;
    let now = tx.now();
    let done = Import { committed_at: Some(now), ..fresh };
    db::save(tx, &done)?;
    step(tx, actor, &done, Step::Commit, "")?;
    Ok(counts)
}

/// Imports a list from the command line, where a person looked at it in one go.
pub fn commit_at_once(
    tx: &mut Tx<'_>,
    actor: &Actor,
    new: &NewImport,
    checked: &Checked,
    progress: &Progress,
) -> Result<Counts, Refusal> {
    if !checked.overview().is_ready() {
        return Err(Refusal::Overtaken);
    }
    let mut import = insert(tx, actor, new, None, State::Checked)?;
    import.report = json_of(&Report::of(checked))?;
    import.fingerprint = checked.fingerprint();
    import.committed_at = Some(tx.now());
    let counts = checked.write(tx, actor, import.id, &import.sha256, progress)?;
    db::save(tx, &import)?;
    step(tx, actor, &import, Step::Commit, "")?;
    Ok(counts)
}

/// What the person agreed to is what would be done.
pub fn agreed(import: &Import, fingerprint: &str, letters: Option<u64>) -> Result<(), Refusal> {
    import.state.after(Step::Commit)?;
    let report = import.found().unwrap_or_default();
    if import.fingerprint.is_empty() || import.fingerprint != fingerprint {
        return Err(Refusal::Overtaken);
    }
    if !report.is_ready() {
        return Err(Breach::field("", NOT_READY).into());
    }
    if report.is_known() {
        return Err(Breach::field("", KNOWN).into());
    }
    if report.counts.letters > 0 && letters != Some(report.counts.letters) {
        return Err(Breach::field("letters", LETTERS.with(&[("n", &report.counts.letters)])).into());
    }
    Ok(())
}

const NOT_READY: Text = say(
    "名单中还有问题或待确认的名称，改正后才能导入。",
    "There are faults or names to confirm; the list can be imported once they are settled.",
);
const KNOWN: Text = say(
    "登记信息与名单相同，没有需要导入的内容。",
    "The register says the same as the list; there is nothing to import.",
);
const LETTERS: Text =
    say("将发出 {n} 封邀请邮件，请勾选确认。", "{n} letters of invitation would go out; tick the box to agree.");

/// What a choice on a page or in a program says.
pub fn choice_of(kind: OrganisationKind, name: &str, meant: &str) -> Option<((OrganisationKind, String), Choice)> {
    let key = (kind, directory::names::key(name));
    match meant {
        "" => None,
        "create" => Some((key, Choice::Create)),
        id => id.parse().ok().map(|id| (key, Choice::Is(id))),
    }
}
