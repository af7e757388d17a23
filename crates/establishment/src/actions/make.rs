//! Making a list: plan, preview, commit.

use std::collections::HashSet;

use agreements::EstablishmentList;
use db::Tx;
use guidelines::Round;
use journal::Act;
use kernel::{Actor, AgreementId, Breach, ListId, Mode, Refusal, RoundId, Word, say};

use crate::plan::{self, Plan};
use crate::policy::{self, Step, permit};
use crate::{mails, store, texts};

/// What a list of a round would hold now.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub round: Round,
    /// 1 or 2.
    pub ordinal: i64,
    /// The list when it was made before.
    pub list: Option<EstablishmentList>,
    pub plan: Plan,
}

/// Shows what list `ordinal` of a round would hold, with the reason for everything left out.
pub fn preview(tx: &mut Tx<'_>, actor: &Actor, round: RoundId, ordinal: i64) -> Result<Preview, Refusal> {
    if !policy::may_view(actor) || !(1..=2).contains(&ordinal) {
        return Err(Refusal::NotFound);
    }
    let round = guidelines::get_round(tx, round)?;
    if round.mode != Mode::Legacy {
        return Err(Refusal::NotFound); // the 2024 mode has no lists. Rule P-01
    }
    let list = store::find(tx, round.id, ordinal)?;
    let own = list.as_ref().map(|list| list.id);
    // What stands on another list is not this one's matter.
    let rows: Vec<_> = agreements::for_round(tx, round.id)?
        .into_iter()
        .filter(|row| row.list_id.is_none() || row.list_id == own)
        .collect();
    let terms = store::terms(tx, &rows)?;
    let plan = plan::plan(rows, ordinal, |row| &terms[&row.ruleset_id]);
    Ok(Preview { round, ordinal, list, plan })
}

/// Makes the list that was previewed, or makes it anew while it is not published. `seen` is the digest of the preview: when
/// something has changed since, nothing is made and the new preview has to be looked at.
pub fn make_list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    round: RoundId,
    ordinal: i64,
    seen: &str,
) -> Result<EstablishmentList, Refusal> {
    permit(actor, Step::MakeList)?;
    let preview = preview(tx, actor, round, ordinal)?;
    if preview.list.as_ref().is_some_and(|list| list.published_at.is_some()) {
        return Err(Refusal::NotOpen { step: Step::MakeList.text(), state: texts::PUBLISHED });
    }
    if preview.plan.digest() != seen {
        return Err(Refusal::Overtaken);
    }
    if preview.plan.included().next().is_none() {
        return Err(Breach::field("", say("没有可以列入的协议", "There is no agreement to put on the list")).into());
    }
    let list = match preview.list.clone() {
        Some(list) => {
            let now = tx.now();
            store::remake(tx, list.id, now)?;
            EstablishmentList { made_at: now, ..list }
        }
        None => insert(tx, &preview)?,
    };
    fill(tx, list.id, &preview.plan)?;
    let (cash, goods) = preview.plan.sums();
    journal::record(tx, Act::new(actor, "establishment_list", list.id.0, Step::MakeList.word()).detail(serde_json::json!({
        "round": list.round_id, "ordinal": ordinal, "projects": preview.plan.included().count(), "cash": cash, "goods": goods, "digest": seen,
    })));
    mails::list_made(tx, &list, preview.plan.included().count())?;
    Ok(list)
}

fn insert(tx: &mut Tx<'_>, preview: &Preview) -> Result<EstablishmentList, Refusal> {
    let now = tx.now();
    let list = EstablishmentList {
        id: ListId::at(now),
        round_id: preview.round.id,
        name: texts::list_name(&preview.round.name, preview.ordinal),
        ordinal: preview.ordinal,
        document_number: String::new(),
        made_at: now,
        published_at: None,
    };
    db::insert(tx, &list).map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?;
    Ok(list)
}

/// Puts on the list what is included and takes off what no longer is.
fn fill(tx: &mut Tx<'_>, list: ListId, plan: &Plan) -> Result<(), Refusal> {
    let wanted: Vec<AgreementId> = plan.included().map(|agreement| agreement.id).collect();
    let kept: HashSet<AgreementId> = wanted.iter().copied().collect();
    let gone: Vec<AgreementId> =
        agreements::on_list(tx, list)?.into_iter().map(|row| row.id).filter(|id| !kept.contains(id)).collect();
    agreements::put_on_list(tx, &gone, None)?;
    // Fewer rows than planned: one of them was withdrawn in the meantime.
    if agreements::put_on_list(tx, &wanted, Some(list))? == wanted.len() as u64 {
        Ok(())
    } else {
        Err(Refusal::Overtaken)
    }
}
