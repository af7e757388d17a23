//! Asking for a booth, and changing what was said.

use db::Tx;
use journal::Act;
use kernel::{Actor, BoothRequestId, Breach, Breaches, MeetingId, Refusal, Text, say};
use meetings::Words;
use meetings::actions::within;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{REQUEST, TEXT_MOST, TITLE_MOST, shown};
use crate::kinds::BoothKind;
use crate::record::BoothRequest;
use crate::state::State;
use crate::{policy, rules, store};

/// What an exhibitor asks for and shows.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestDraft {
    pub kind: BoothKind,
    /// What is shown, for the directory.
    pub title: Words,
    #[serde(default)]
    pub about: Words,
    /// Goods that are brought; for the organiser.
    #[serde(default)]
    pub goods: String,
    /// Electric power needed, in watts, up to 100,000.
    #[serde(default)]
    pub watts: i64,
    pub contact_name: String,
    pub contact_phone: String,
}

const KIND: Text = say("贵单位可以申请：{kinds}", "Your organisation can ask for: {kinds}");
const TITLE: Text = say("请填写展示内容的名称", "Say what you show");
const WATTS: Text = say("用电功率须为 0 至 100000 瓦", "Power is 0 to 100,000 watts");
const NAME: Text = say("请填写联系人姓名", "Enter the name of somebody to talk to");
const PHONE: Text = say("请填写联系电话", "Enter a telephone number");
const TWICE: Text = say(
    "贵单位已有一份此类展位申请（{state}），请修改该申请",
    "Your organisation has a request of this kind already ({state}); change that one",
);

impl RequestDraft {
    fn check(&self) -> Breaches {
        let mut found = Breaches::new();
        if self.title.trimmed().is_empty() {
            found.push(Breach::field("title_zh", TITLE));
        }
        within(&mut found, "title", &self.title, TITLE_MOST);
        within(&mut found, "about", &self.about, TEXT_MOST);
        found.extend(kernel::within("goods", &self.goods, TEXT_MOST).err());
        if !(0..=100_000).contains(&self.watts) {
            found.push(Breach::field("watts", WATTS));
        }
        for (field, text, said) in
            [("contact_name", &self.contact_name, NAME), ("contact_phone", &self.contact_phone, PHONE)]
        {
            if text.trim().is_empty() {
                found.push(Breach::field(field, said));
            }
            found.extend(kernel::within(field, text, 80).err());
        }
        found
    }

    fn over(&self, request: BoothRequest) -> BoothRequest {
        let (title, about) = (self.title.trimmed(), self.about.trimmed());
        BoothRequest {
            title_zh: title.zh,
            title_en: title.en,
            about_zh: about.zh,
            about_en: about.en,
            goods: self.goods.trim().to_owned(),
            watts: self.watts,
            contact_name: self.contact_name.trim().to_owned(),
            contact_phone: self.contact_phone.trim().to_owned(),
            ..request
        }
    }
}

/// Asks for a booth on behalf of the actor's organisation.
///
/// # Errors
/// Breaches for fields, outside the organiser's time, and where the organisation has asked for this kind already.
pub fn ask(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, draft: &RequestDraft) -> Result<BoothRequest, Refusal> {
    let (own, kinds) = policy::permit_ask(actor)?;
    let (_, exhibition) = shown(tx, Some(actor), meeting)?;
    let mut found = draft.check();
    found.extend(rules::is_in_time(tx.now(), exhibition.opens_at, exhibition.closes_at).err());
    if !kinds.contains(&draft.kind) {
        let (zh, en) = kinds_said(kinds);
        found.push(Breach::field(
            "kind",
            kernel::Said { zh: KIND.with(&[("kinds", &zh)]).zh, en: KIND.with(&[("kinds", &en)]).en },
        ));
    }
    if let Some(known) = store::open_of(tx, meeting, own, draft.kind)? {
        found.push(Breach::field("kind", already(known.state)));
    }
    kernel::check(found.into_iter().map(Err))?;
    let (organisation, now) = (directory::organisation(tx, own)?, tx.now());
    let request = draft.over(BoothRequest {
        id: BoothRequestId::at(now),
        meeting_id: meeting,
        organisation_id: own,
        organisation_zh: organisation.name,
        organisation_en: organisation.name_en,
        kind: draft.kind,
        title_zh: String::new(),
        title_en: String::new(),
        about_zh: String::new(),
        about_en: String::new(),
        goods: String::new(),
        watts: 0,
        contact_name: String::new(),
        contact_phone: String::new(),
        booth_id: None,
        held_until: None,
        reason: String::new(),
        state: State::Requested,
        state_since: now,
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    });
    match db::insert(tx, &request) {
        Ok(()) => {}
        // Two windows asked at once: the index on the table settles it.
        Err(error) if error.is_duplicate() => return Err(Breach::field("kind", already(State::Requested)).into()),
        Err(error) => return Err(error.into()),
    }
    journal::record(tx, Act::new(actor, REQUEST, request.id.0, "ask").born(State::Requested));
    Ok(request)
}

fn already(state: State) -> kernel::Said {
    use kernel::Word;
    let said = state.text();
    kernel::Said { zh: TWICE.with(&[("state", &said.zh)]).zh, en: TWICE.with(&[("state", &said.en)]).en }
}

fn kinds_said(kinds: &[BoothKind]) -> (String, String) {
    use kernel::Word;
    let of = |get: fn(Text) -> &'static str| kinds.iter().map(|kind| get(kind.text())).collect::<Vec<_>>();
    (of(|text| text.zh).join("、"), of(|text| text.en).join(", "))
}

/// Changes what a request says; its kind stays, since the selection rests on it.
pub fn edit_request(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (BoothRequestId, i64),
    draft: &RequestDraft,
) -> Result<BoothRequest, Refusal> {
    let before = policy::permit_edit(actor, store::request(tx, meeting, id)?)?;
    kernel::check(draft.check().into_iter().map(Err))?;
    let made = BoothRequest { revision, ..draft.over(before) };
    db::save(tx, &made)?;
    journal::record(tx, Act::new(actor, REQUEST, id.0, "edit"));
    store::request(tx, meeting, id)
}
