//! A new guideline: its round gives the mode, and the day pins the rule set.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, GuidelineId, Mode, Refusal, RoundId, Text, check, say};

use super::save::write_items;
use crate::content::Content;
use crate::policy;
use crate::record::{Guideline, Round};
use crate::rounds::{ROLLING, rolling_round};
use crate::rules;
use crate::state::State;
use crate::store;

/// What is decided once for a guideline, together with the first text.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGuideline {
    /// The round it is handed in to; none means the round of the 2024 mode.
    #[serde(default)]
    pub round_id: Option<RoundId>,
    /// Enterprise special programme (企业专项).
    #[serde(default)]
    pub is_special: bool,
    #[serde(default)]
    pub content: Content,
}

const CONTACT: Text = say("企业联系人", "the contact of an enterprise");

/// Begins a guideline as a draft. Whether the enterprise may submit is shown from the start and decided on submission.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, new: NewGuideline) -> Result<Guideline, Refusal> {
    let enterprise = match actor.organisation_id() {
        Some(own) if policy::may_create(actor) => own,
        Some(_) | None => return Err(Refusal::forbidden(CONTACT)),
    };
    check(new.content.cannot_be_kept().into_iter().map(Err))?;
    let now = tx.now();
    let round = chosen_round(tx, new.round_id)?;
    still_takes_guidelines(&round, now.day())?;
    let (ruleset_id, _) = rulesets::applicable_on(tx, round.mode, now.day())?;
    let mut guideline = Guideline {
        id: GuidelineId::at(now),
        enterprise_id: enterprise,
        round_id: round.id,
        ruleset_id,
        mode: round.mode,
        is_special: new.is_special,
        title: String::new(),
        about: String::new(),
        directions: String::new(),
        how_to_apply: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        contact_email: String::new(),
        state: State::Draft,
        state_since: now,
        revision: 0,
        created_by: actor.person_id,
        created_at: now,
        submitted_at: None,
        published_at: None,
    };
    new.content.write_to(&mut guideline);
    db::insert(tx, &guideline)?;
    write_items(tx, &guideline, new.content.items)?;
    journal::record(tx, Act::new(actor, "guideline", guideline.id.0, "create").born(State::Draft));
    Ok(guideline)
}

fn chosen_round(tx: &mut Tx<'_>, id: Option<RoundId>) -> Result<Round, Refusal> {
    match id {
        None => rolling_round(tx),
        Some(ROLLING) => rolling_round(tx),
        Some(id) => store::get_round(tx, id).map_err(|refusal| match refusal {
            Refusal::NotFound => {
                Breach::field("round_id", say("没有这个批次，请重新选择", "There is no such round, choose again"))
                    .into()
            }
            other => other,
        }),
    }
}

/// A round that has ended takes no new draft; one that has not begun does, so that texts can be prepared. Rule G-06.
fn still_takes_guidelines(round: &Round, today: kernel::Day) -> Result<(), Breach> {
    match (round.mode, round.closes_on) {
        (Mode::Legacy, Some(last)) if today > last => {
            rules::may_be_submitted_on(today, round.mode, Some((round.opens_on, last)))
        }
        (Mode::Legacy | Mode::Rolling, _) => Ok(()),
    }
}
