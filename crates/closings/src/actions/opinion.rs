//! What the expert group makes of a closing before the Department publishes it, legacy mode.

use db::Tx;
use journal::Act;
use kernel::{Actor, ClosingId, Refusal, check, within};

use crate::actions::save::LONG;
use crate::policy::{Edit, permit_edit};
use crate::rules::{Conclusion, accepted_on_platform, university_may_publish};
use crate::{Closing, store};

/// The word of the university or the expert group on the enterprise's conclusion.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpinionInput {
    pub conclusion: Conclusion,
    #[serde(default)]
    pub reason: String,
}

/// Records the expert group's opinion. It may turn “passed” into “not passed” with a reason, never the reverse: what rule
/// Z-06 says of the university holds for the group as well.
pub fn give_opinion(tx: &mut Tx<'_>, actor: &Actor, id: ClosingId, input: &OpinionInput) -> Result<Closing, Refusal> {
    let dossier = store::dossier(tx, actor, id)?;
    let mut closing = permit_edit(actor, Edit::Opinion, dossier)?.into_dossier().closing;
    check([
        accepted_on_platform(store::channel_of(tx, &closing)?),
        university_may_publish(closing.conclusion, input.conclusion, &input.reason),
        within("reason", &input.reason, LONG),
    ])?;
    closing.audited_conclusion = Some(input.conclusion);
    closing.audit_reason.clone_from(&input.reason);
    db::save(tx, &closing)?;
    closing.revision += 1;
    let act = Act::new(actor, store::SUBJECT, id.0, "opinion").because(&input.reason);
    journal::record(tx, act.detail(serde_json::json!({ "conclusion": input.conclusion })));
    Ok(closing)
}
