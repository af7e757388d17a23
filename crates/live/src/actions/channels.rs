//! Channels of a meeting.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, ChannelId, HallId, MeetingId, Refusal, Text, say};
use meetings::Words;
use meetings::actions::within;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{CHANNEL, produced};
use crate::kinds::{Audience, Tongue};
use crate::record::Channel;
use crate::{policy, store};

/// Characters of a name, and of the code in addresses; channels of one meeting.
const NAME_MOST: usize = 100;
const CODE_MOST: usize = 40;
const CHANNELS_MOST: usize = 40;

/// What is known of a channel.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelDraft {
    /// Stands in addresses: 1 to 40 of `a-z`, `0-9` and `-`. Nobody else may have it, and it does not change any more.
    pub code: String,
    pub name: Words,
    #[serde(default)]
    pub hall_id: Option<HallId>,
    pub language: Tongue,
    pub audience: Audience,
}

const CODE: Text =
    say("频道代码为 1 至 40 个小写字母、数字或连字符", "A code is 1 to 40 small letters, digits or hyphens");
const TAKEN: Text = say("代码 {code} 已被使用，请换一个", "The code {code} is taken; choose another one");
const NAME: Text = say("请填写频道名称", "Name the channel");
const HALL: Text = say("请选择本次会议的会场", "Choose a hall of this meeting");
const ENOUGH: Text = say("一次会议最多 {most} 个频道", "A meeting has at most {most} channels");
const CHANGED: Text = say("代码已在地址中使用，不能修改", "The code stands in addresses and does not change");

impl ChannelDraft {
    fn check(&self, tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Breaches, Refusal> {
        let mut found = Breaches::new();
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(1..=CODE_MOST).contains(&self.code.len()) || !self.code.bytes().all(is_plain) {
            found.push(Breach::field("code", CODE));
        }
        if self.name.trimmed().zh.is_empty() && self.name.trimmed().en.is_empty() {
            found.push(Breach::field("name_zh", NAME));
        }
        within(&mut found, "name", &self.name, NAME_MOST);
        let halls = meetings::store::halls(tx, meeting)?;
        if self.hall_id.is_some_and(|hall| !halls.iter().any(|it| it.id == hall)) {
            found.push(Breach::field("hall_id", HALL));
        }
        Ok(found)
    }

    fn over(&self, channel: Channel) -> Channel {
        let name = self.name.trimmed();
        Channel {
            name_zh: name.zh,
            name_en: name.en,
            hall_id: self.hall_id,
            language: self.language,
            audience: self.audience,
            ..channel
        }
    }
}

/// Adds a channel to a meeting.
///
/// # Errors
/// Breaches for fields, and when the code belongs to another channel.
pub fn add_channel(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    draft: &ChannelDraft,
) -> Result<Channel, Refusal> {
    policy::permit_produce(actor)?;
    db::get::<meetings::Meeting>(tx, meeting)?;
    let mut found = draft.check(tx, meeting)?;
    let known = store::channels(tx, meeting)?;
    if known.len() >= CHANNELS_MOST {
        found.push(Breach::field("", ENOUGH.with(&[("most", &CHANNELS_MOST)])));
    }
    let taken = || Breach::field("code", TAKEN.with(&[("code", &draft.code)]));
    if store::by_code(tx, &draft.code)?.is_some() {
        found.push(taken());
    }
    kernel::check(found.into_iter().map(Err))?;
    let now = tx.now();
    let channel = draft.over(Channel {
        id: ChannelId::at(now),
        meeting_id: meeting,
        code: draft.code.clone(),
        name_zh: String::new(),
        name_en: String::new(),
        hall_id: None,
        language: draft.language,
        audience: draft.audience,
        slate_at: None,
        sort: known.last().map_or(0, |it| it.sort + 1),
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    });
    match db::insert(tx, &channel) {
        Err(error) if error.is_duplicate() => return Err(taken().into()),
        other => other?,
    }
    let detail = serde_json::json!({ "code": channel.code });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "add").detail(detail));
    Ok(channel)
}

/// Changes what is known of a channel.
pub fn edit_channel(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    revision: i64,
    draft: &ChannelDraft,
) -> Result<Channel, Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    let mut found = draft.check(tx, meeting)?;
    if draft.code != channel.code {
        found.push(Breach::field("code", CHANGED));
    }
    kernel::check(found.into_iter().map(Err))?;
    let channel = draft.over(Channel { revision, ..channel });
    db::save(tx, &channel)?;
    let detail = serde_json::json!({ "audience": channel.audience });
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, "edit").detail(detail));
    store::channel(tx, meeting, code)
}

/// Shows viewers the slate instead of what the encoder sends, or the picture again.
///
/// # Errors
/// [`Refusal::Overtaken`] when it is so already.
pub fn set_slate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (meeting, code): (MeetingId, &str),
    is_on: bool,
) -> Result<Channel, Refusal> {
    let (_, channel) = produced(tx, actor, meeting, code)?;
    if store::set_slate(tx, channel.id, is_on)? == 0 {
        return Err(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, CHANNEL, channel.id.0, if is_on { "slate" } else { "picture" }));
    store::channel(tx, meeting, code)
}
