//! How a speaker is reached, and how they are called where nothing else was said.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, MeetingId, Refusal, SpeakerId, Text, say};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{MEETING, TITLE_MOST, permitted, within};
use crate::agenda::Words;
use crate::record::Speaker;

/// What is known of a speaker. What is printed for a talk is said with the talk and does not follow.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeakerDraft {
    pub name: Words,
    #[serde(default)]
    pub title: Words,
    #[serde(default)]
    pub organisation: Words,
    /// Where letters go; an address of an account finds the account. Empty when nothing is known.
    #[serde(default)]
    pub email: String,
}

const NAME: Text = say("请填写姓名", "A name is needed");
const NO_ADDRESS: Text = say("请填写有效的邮箱地址", "Enter a valid e-mail address");

/// Changes what is known of a speaker.
pub fn edit_speaker(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (SpeakerId, i64),
    draft: &SpeakerDraft,
) -> Result<Speaker, Refusal> {
    permitted(tx, actor, meeting)?;
    let before: Speaker = db::get(tx, id)?;
    if before.meeting_id != meeting {
        return Err(Refusal::NotFound);
    }
    let (name, title, organisation) = (draft.name.trimmed(), draft.title.trimmed(), draft.organisation.trimmed());
    let email = draft.email.trim();
    let mut found = Breaches::new();
    if name.is_empty() {
        found.push(Breach::field("name_zh", NAME));
    }
    within(&mut found, "name", &name, TITLE_MOST);
    within(&mut found, "title", &title, TITLE_MOST);
    within(&mut found, "organisation", &organisation, TITLE_MOST);
    if !email.is_empty() && !is_address(email) {
        found.push(Breach::field("email", NO_ADDRESS));
    }
    kernel::check(found.into_iter().map(Err))?;
    let account = if email.is_empty() { None } else { directory::find_person_by_email(tx, email)? };
    let speaker = Speaker {
        person_id: account.map(|person| person.id),
        email: email.to_owned(),
        name_zh: name.zh,
        name_en: name.en,
        title_zh: title.zh,
        title_en: title.en,
        organisation_zh: organisation.zh,
        organisation_en: organisation.en,
        revision,
        ..before
    };
    db::save(tx, &speaker)?;
    let detail = serde_json::json!({ "speaker": id });
    journal::record(tx, Act::new(actor, MEETING, meeting.0, "edit_speaker").detail(detail));
    Ok(Speaker { revision: revision + 1, ..speaker })
}

/// One @ with something on both sides and no spaces; whether it arrives, the mail server says.
fn is_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control()) && text.len() <= 254;
    is_plain && matches!(parts.as_slice(), [name, house] if !name.is_empty() && house.contains('.'))
}
