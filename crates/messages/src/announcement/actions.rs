//! What people do with announcements.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, AnnouncementId, Breach, PersonId, Refusal, Role, RowId, Text, Word, check, say, within};
use mail::Delivery;
use serde_json::json;

use super::audience::{Audience, AudienceKind};
use super::record::Announcement;
use super::state::{State, Step};
use super::{BODY_MOST, RECALL_MINUTES, SUBJECT_MOST, store};
use crate::policy::{self, Reach, Right};

/// People of one batch: so many inboxes are written in one transaction.
const BATCH: usize = 200;
/// Roles and organisations one announcement may name.
const NAMED_MOST: usize = 100;

/// An announcement as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub audience: Audience,
    pub subject: Both,
    pub body: Both,
}

/// Both languages as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both {
    pub zh: String,
    pub en: String,
}

const NEEDED: Text =
    say("此项必填；收件人按各自的语言阅读", "This field is needed; everybody reads their own language");
const TOO_MANY: Text = say("最多选择 {most} 个", "At most {most} can be named");
const NO_PROVINCE: Text = say("没有这个省份", "There is no such province");

impl Draft {
    fn check(&self) -> Result<(), Refusal> {
        let mut all = Vec::new();
        for (field, text, most) in [
            ("subject_zh", &self.subject.zh, SUBJECT_MOST),
            ("body_zh", &self.body.zh, BODY_MOST),
            ("subject_en", &self.subject.en, SUBJECT_MOST),
            ("body_en", &self.body.en, BODY_MOST),
        ] {
            if text.trim().is_empty() {
                all.push(Err(Breach::field(field, NEEDED)));
            }
            all.push(within(field, text, most));
        }
        if let Audience::Members { roles, province, organisations } = &self.audience {
            if organisations.len() > NAMED_MOST || roles.len() > Role::ALL.len() {
                all.push(Err(Breach::field("organisations", TOO_MANY.with(&[("most", &NAMED_MOST)]))));
            }
            if !province.is_empty() && kernel::province::by_code(province).is_none() {
                all.push(Err(Breach::field("province", NO_PROVINCE)));
            }
        }
        check(all)
    }
}

/// Keeps a new draft.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, draft: &Draft) -> Result<Announcement, Refusal> {
    permit_kind(actor, &draft.audience)?;
    let hat = actor.hat.ok_or(Refusal::NotFound)?;
    draft.check()?;
    within_reach(tx, actor, &draft.audience)?;
    let now = tx.now();
    let announcement = Announcement {
        id: AnnouncementId::at(now),
        author_id: actor.person_id,
        author_name: actor.name.clone(),
        role: hat.role,
        organisation_id: hat.organisation_id,
        state: State::Draft,
        state_since: now,
        revision: 0,
        audience: as_json(&draft.audience)?,
        subject_zh: draft.subject.zh.trim().to_owned(),
        subject_en: draft.subject.en.trim().to_owned(),
        body_zh: draft.body.zh.trim_end().to_owned(),
        body_en: draft.body.en.trim_end().to_owned(),
        recipients: 0,
        release_at: None,
        created_at: now,
    };
    db::insert(tx, &announcement)?;
    journal::record(tx, Act::new(actor, "announcement", announcement.id.0, "write").born(State::Draft));
    Ok(announcement)
}

/// Changes a draft that nobody changed since `revision`.
pub fn save(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AnnouncementId,
    revision: i64,
    draft: &Draft,
) -> Result<Announcement, Refusal> {
    let before = own(tx, actor, id)?;
    permit_kind(actor, &draft.audience)?;
    // Only a draft can be written; the step that ends it names the state that stands in the way.
    before.state.after(Step::Commit)?;
    draft.check()?;
    within_reach(tx, actor, &draft.audience)?;
    let announcement = Announcement {
        revision,
        audience: as_json(&draft.audience)?,
        subject_zh: draft.subject.zh.trim().to_owned(),
        subject_en: draft.subject.en.trim().to_owned(),
        body_zh: draft.body.zh.trim_end().to_owned(),
        body_en: draft.body.en.trim_end().to_owned(),
        ..before
    };
    db::save(tx, &announcement)?;
    journal::record(tx, Act::new(actor, "announcement", id.0, "change"));
    Ok(Announcement { revision: revision + 1, ..announcement })
}

fn as_json(audience: &Audience) -> Result<String, Refusal> {
    serde_json::to_string(audience).map_err(Refusal::fault)
}

fn permit_kind(actor: &Actor, audience: &Audience) -> Result<(), Refusal> {
    AudienceKind::of(audience).map_or(Ok(()), |kind| policy::permit(actor, Right::Announce(kind)))
}

const OWN_ONLY: Text = say(
    "只能写给本单位的人员，不能选择省份和其他单位",
    "You write to people of your own organisation only; province and other organisations cannot be chosen",
);

/// Refuses what lies beyond the reach of whoever writes, so that no name is shown and no count told of it.
fn within_reach(tx: &mut Tx<'_>, actor: &Actor, audience: &Audience) -> Result<(), Refusal> {
    let own = match policy::reach(actor) {
        Reach::All => return Ok(()),
        Reach::University(own) | Reach::Enterprise(own) => own,
        Reach::Nothing => return Err(Refusal::NotFound),
    };
    match audience {
        Audience::Members { province, organisations, .. } => {
            let is_own = province.is_empty() && organisations.iter().all(|house| *house == own);
            if is_own { Ok(()) } else { Err(Breach::field("organisations", OWN_ONLY).into()) }
        }
        Audience::Leaders { .. } => Ok(()),
        Audience::Applicants { guideline } => {
            let guideline = guidelines::get_guideline(tx, *guideline)?;
            if guideline.enterprise_id == own { Ok(()) } else { Err(Refusal::NotFound) }
        }
    }
}

/// An announcement the actor works on; of others nobody learns that they exist.
pub(crate) fn own(tx: &mut Tx<'_>, actor: &Actor, id: AnnouncementId) -> Result<Announcement, Refusal> {
    let found = store::get(tx, id)?;
    if policy::may_work_on(actor, &found) && found.state != State::Discarded {
        Ok(found)
    } else {
        Err(Refusal::NotFound)
    }
}

/// Whom an announcement would reach now.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Preview {
    pub recipients: u64,
    /// How many get a mail at once, in the digest, and in the inbox alone because they chose so.
    pub at_once: u64,
    pub digest: u64,
    pub inbox_only: u64,
    /// Stands for exactly these people; sent along when committing.
    pub fingerprint: String,
}

/// Counts an audience, without writing anything.
pub fn preview(tx: &mut Tx<'_>, actor: &Actor, announcement: &Announcement) -> Result<Preview, Refusal> {
    let audience = announcement.audience()?;
    let (people, fingerprint) = store::people(tx, actor, &audience)?;
    let ways = store::by_delivery(tx, actor, &audience)?;
    let of = |way: Delivery| ways.iter().find(|(known, _)| *known == way).map_or(0, |(_, n)| *n);
    Ok(Preview {
        recipients: people.len() as u64,
        at_once: of(Delivery::AtOnce),
        digest: of(Delivery::Digest),
        inbox_only: of(Delivery::None),
        fingerprint,
    })
}

const NOBODY: Text = say("没有符合条件的收件人，请修改范围", "Nobody fits; change whom it is for");
const MOVED: Text = say(
    "收件人已经变化：现在是 {n} 人，与预览时不同。请核对后再确认",
    "The recipients have changed: they are {n} now, not those of the preview. Please look again, then commit",
);

/// Sends a draft to exactly the people of the preview: they are written down now and reached batch by batch. The letters are
/// held for [`RECALL_MINUTES`].
pub fn commit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AnnouncementId,
    revision: i64,
    fingerprint: &str,
) -> Result<Announcement, Refusal> {
    let before = own(tx, actor, id)?;
    let audience = before.audience()?;
    permit_kind(actor, &audience)?;
    let after = before.state.after(Step::Commit)?;
    if before.revision != revision {
        return Err(Refusal::Overtaken);
    }
    let (people, now_is) = store::people(tx, actor, &audience)?;
    if people.is_empty() {
        return Err(Breach::field("audience", NOBODY).into());
    }
    if now_is != fingerprint {
        return Err(Breach::field("audience", MOVED.with(&[("n", &people.len())])).into());
    }
    write_down(tx, id, &people)?;
    let release_at = tx.now().plus_seconds(RECALL_MINUTES * 60);
    let detail = json!({ "recipients": people.len(), "fingerprint": fingerprint });
    journal::advance(
        tx,
        Act::new(actor, "announcement", id.0, Step::Commit.word()).moved(before.state, after).detail(detail),
    )?;
    let recipients = people.len() as i64;
    let sql = "UPDATE announcement SET recipients = $1, release_at = $2, revision = revision + 1 WHERE id = $3";
    tx.execute(sql, params![recipients, release_at, id])?;
    store::get(tx, id)
}

/// A hundred thousand people are five hundred rows.
fn write_down(tx: &mut Tx<'_>, id: AnnouncementId, people: &[PersonId]) -> Result<(), Refusal> {
    let now = tx.now();
    for (number, some) in people.chunks(BATCH).enumerate() {
        let list = serde_json::to_string(some).map_err(Refusal::fault)?;
        let sql = "INSERT INTO announcement_batch (id, announcement_id, number, people) VALUES ($1, $2, $3, $4)";
        tx.execute(sql, params![RowId::at(now), id, number, list])?;
    }
    Ok(())
}

/// Takes an announcement back: what has not left never will, and it leaves every inbox. The rows follow batch by batch, see
/// [`super::take_back`].
pub fn recall(tx: &mut Tx<'_>, actor: &Actor, id: AnnouncementId) -> Result<Announcement, Refusal> {
    let before = own(tx, actor, id)?;
    let after = before.state.after(Step::Recall)?;
    journal::advance(tx, Act::new(actor, "announcement", id.0, Step::Recall.word()).moved(before.state, after))?;
    tx.execute("DELETE FROM announcement_batch WHERE announcement_id = $1 AND written_at IS NULL", params![id])?;
    store::get(tx, id)
}

/// Throws a draft away.
pub fn discard(tx: &mut Tx<'_>, actor: &Actor, id: AnnouncementId) -> Result<(), Refusal> {
    let before = own(tx, actor, id)?;
    let after = before.state.after(Step::Discard)?;
    journal::advance(tx, Act::new(actor, "announcement", id.0, Step::Discard.word()).moved(before.state, after))
}
