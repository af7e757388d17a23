//! How a channel is moderated.

use db::Tx;
use journal::Act;
use kernel::{Actor, Refusal};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::place::Place;
use crate::policy;
use crate::record::AudienceSettings;
use crate::state::Mode;

/// How a channel is to be moderated.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AudienceSettingsDraft)]
pub struct Settings {
    pub mode: Mode,
    pub danmu: bool,
    pub questions: bool,
    pub reactions: bool,
    /// As it was read; 0 while nobody set anything.
    pub revision: i64,
}

/// Sets it. What waits for review goes on waiting.
pub fn set(tx: &mut Tx<'_>, actor: &Actor, place: &Place, settings: &Settings) -> Result<AudienceSettings, Refusal> {
    policy::permit_moderate(actor)?;
    let Settings { mode, danmu, questions, reactions, revision } = *settings;
    let next = AudienceSettings { id: place.channel.id, mode, danmu, questions, reactions, revision };
    if place.audience.revision != revision {
        return Err(Refusal::Overtaken);
    }
    if revision == 0 {
        // Two who set it for the first time at once are told apart by the key.
        let sql = "INSERT INTO audience (id, mode, danmu, questions, reactions, revision) VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (id) DO NOTHING";
        if tx.execute(sql, db::params![next.id, mode, danmu, questions, reactions])? == 0 {
            return Err(Refusal::Overtaken);
        }
    } else {
        db::save(tx, &next)?;
    }
    let detail = json!({ "mode": mode, "danmu": danmu, "questions": questions, "reactions": reactions });
    journal::record(tx, Act::new(actor, "audience", next.id.0, "set").detail(detail));
    db::get(tx, next.id)
}
