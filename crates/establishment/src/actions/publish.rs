//! Publishing a list: everything on it is established in one transaction.

use agreements::establishment::{established_by_list, mode_is_kept, mode_of};
use agreements::state::Step as AgreementStep;
use agreements::{Agreement, EstablishmentList, ForList};
use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, ListId, Mode, Refusal, Said, Word, say};
use projects::Project;

use super::project;
use crate::document_number::DocumentNumber;
use crate::plan::{Plan, plan};
use crate::policy::{Step, permit};
use crate::{mails, store, texts};

/// What became of a published list.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    pub list: EstablishmentList,
    pub projects: Vec<Project>,
    /// Title and reason of what was taken off at the last moment.
    pub left_out: Vec<(String, Said)>,
}

/// Publishes a list under its document number and establishes everything on it, all or nothing. Whose principal
/// investigator runs too many projects by now is taken off and stays with the expert group. `seen` is the digest of what
/// the Department looked at. Rules P-02, P-03, A-02.
pub fn publish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ListId,
    document_number: &str,
    seen: &str,
) -> Result<Published, Refusal> {
    permit(actor, Step::PublishList)?;
    let list = store::get_list(tx, id)?;
    if list.published_at.is_some() {
        return Err(Refusal::NotOpen { step: Step::PublishList.text(), state: texts::PUBLISHED });
    }
    kernel::check([
        established_by_list(Mode::Legacy, Some(document_number)),
        DocumentNumber::parse(document_number).map(drop),
    ])?;
    let document_number = DocumentNumber::parse(document_number)?.to_string();
    let planned = on_list(tx, &list)?;
    if planned.digest() != seen {
        return Err(Refusal::Overtaken);
    }
    if planned.included().next().is_none() {
        return Err(Breach::field("", say("名单为空，不能公布", "The list is empty and cannot be published")).into());
    }
    let now = tx.now();
    store::publish(tx, id, &document_number, now)?;
    let (established, left_out) = establish_all(tx, actor, planned, &document_number)?;
    if established.is_empty() {
        // A list that establishes nobody is no list; everything done so far is undone.
        return Err(Refusal::Breaches(left_out.into_iter().map(|out| out.because).collect()));
    }
    journal::record(tx, Act::new(actor, "establishment_list", id.0, Step::PublishList.word()).because(&document_number).detail(serde_json::json!({
        "projects": established.iter().map(|(_, project)| &project.number).collect::<Vec<_>>(), "left_out": left_out.len(),
    })));
    mails::established(tx, &established, Some(&document_number))?;
    let projects = established.into_iter().map(|(_, project)| project).collect();
    let left_out = left_out.into_iter().map(|out| (out.title, out.said)).collect();
    Ok(Published { list: EstablishmentList { published_at: Some(now), document_number, ..list }, projects, left_out })
}

/// What stands on a list that is not published yet, with those who run too many projects by now.
pub(crate) fn on_list(tx: &mut Tx<'_>, list: &EstablishmentList) -> Result<Plan, Refusal> {
    let rows = agreements::on_list(tx, list.id)?;
    let terms = store::terms(tx, &rows)?;
    Ok(plan(rows, 2, |row| &terms[&row.ruleset_id]))
}

type Established = Vec<(Agreement, Project)>;

/// What was taken off at the last moment, and the first reason.
struct LeftOut {
    title: String,
    said: Said,
    because: Breach,
}

fn establish_all(
    tx: &mut Tx<'_>,
    actor: &Actor,
    planned: Plan,
    document_number: &str,
) -> Result<(Established, Vec<LeftOut>), Refusal> {
    let (mut established, mut left_out) = (Vec::new(), Vec::new());
    for row in planned.rows {
        let verdict = match row.left_out {
            Some(breach) => Err(Refusal::from(breach)),
            None => establish(tx, actor, &row.agreement, document_number),
        };
        match verdict {
            Ok(pair) => established.push(pair),
            Err(Refusal::Breaches(breaches)) => left_out.push(take_off(tx, actor, &row.agreement, breaches)?),
            Err(other) => return Err(other),
        }
    }
    Ok((established, left_out))
}

/// The project first: it refuses for a full limit before it writes anything, and only then may the list go on without it.
fn establish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &ForList,
    document_number: &str,
) -> Result<(Agreement, Project), Refusal> {
    let agreement = agreements::get(tx, row.id)?;
    still_legacy(tx, &agreement)?;
    let terms = agreements::terms_of(tx, &agreement)?;
    let running = limits::running(tx, agreement.pi_id)?;
    limits::rules::below_running_limit(running, &terms)?;
    let project = project::create(tx, actor, &agreement).map_err(whole)?;
    let agreement = agreements::advance(tx, actor, &agreement, AgreementStep::PublishList, document_number)?;
    mode_is_kept(agreement.mode, project.mode).map_err(|breach| whole(breach.into()))?;
    Ok((agreement, project))
}

/// Past the checks above a breach means that somebody took the last place at this very moment: something may be written by
/// then, so the whole publication is undone and can be repeated.
fn whole(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Breaches(_) => Refusal::Overtaken,
        other => other,
    }
}

fn still_legacy(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<(), Refusal> {
    let item = guidelines::get_item(tx, agreement.item_id)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    let terms = rulesets::terms(tx, guideline.ruleset_id)?;
    match mode_of(guideline.published_at.unwrap_or(guideline.created_at), Some(tx.now()), &terms) {
        Mode::Legacy => Ok(()),
        Mode::Rolling => Err(Breach::of(
            "P-03",
            "",
            say("已转入 2024 模式，由高校确认立项", "It has moved to the 2024 mode; the university establishes it"),
        )
        .into()),
    }
}

fn take_off(tx: &mut Tx<'_>, actor: &Actor, row: &ForList, breaches: Vec<Breach>) -> Result<LeftOut, Refusal> {
    agreements::put_on_list(tx, &[row.id], None)?;
    let join = |get: fn(&Said) -> &str| breaches.iter().map(|breach| get(&breach.said)).collect::<Vec<_>>().join(" ");
    let said = Said { zh: join(|said| said.zh.as_str()), en: join(|said| said.en.as_str()) };
    journal::record(tx, Act::new(actor, "agreement", row.id.0, "take_off_list").because(&said.zh));
    mails::taken_off(tx, row, &said)?;
    let rule = breaches.first().map_or("", |breach| breach.rule);
    Ok(LeftOut { title: row.title.clone(), because: Breach::of(rule, "", said.clone()), said })
}
