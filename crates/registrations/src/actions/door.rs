//! The door: what a device takes along, and what it brings back.

use db::Tx;
use journal::{Act, Signer};
use kernel::{Actor, Breach, Instant, MeetingId, Refusal, RegistrationId, RowId, Text, say};
use meetings::Meeting;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MEETING, opened};
use crate::kinds::{MeetingRole, ScanKind, Way};
use crate::record::{Registration, Scan};
use crate::state::{State, Step};
use crate::token::{self, Badge};
use crate::verdict::{Verdict, standing, verdict};
use crate::{policy, store};

/// Scans one message brings.
const SCANS_MOST: usize = 500;
const MANY: Text = say("一次最多上传 {most} 条扫描记录", "At most {most} scans at once");
const NONCE: Text = say("扫描记录缺少编号", "A scan has no nonce of its own");
const WHAT: Text = say("请扫描胸牌或从名单中选择", "Scan a badge or choose somebody from the list");

/// A meeting at whose door the actor works.
pub fn permitted_at_door(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId) -> Result<Meeting, Refusal> {
    let (meeting, _) = opened(tx, actor, id)?;
    let is_staff = !actor.is_office() && store::is_staff(tx, id, actor.person_id)?;
    policy::permit_door(actor, is_staff)?;
    Ok(meeting)
}

/// Everything a device needs to judge badges without a network.
#[derive(Serialize, ToSchema)]
#[schema(as = DoorList)]
pub struct Door {
    pub meeting_id: MeetingId,
    /// When the list was read.
    pub made_at: Instant,
    /// Ed25519, hexadecimal: checks what is not in the list.
    pub public_key: String,
    /// By name.
    pub people: Vec<Listing>,
}

/// Somebody in the list of the door. The phone is not there, only its end.
#[derive(Serialize, ToSchema)]
#[schema(as = DoorListing)]
pub struct Listing {
    pub id: RegistrationId,
    pub role: MeetingRole,
    pub name_zh: String,
    pub name_en: String,
    pub organisation_zh: String,
    pub organisation_en: String,
    pub phone_end: String,
    /// What is said of them when they are found by name or phone.
    pub verdict: Verdict,
    pub checked_in_at: Option<Instant>,
    /// SHA-256 of each of their badges, the latest last, with what is said of it.
    pub badges: Vec<(String, Verdict)>,
}

impl Door {
    /// The list as it is now. `signer` is that of badges.
    pub fn read(tx: &mut Tx<'_>, actor: &Actor, id: MeetingId, signer: &Signer) -> Result<Door, Refusal> {
        let meeting = permitted_at_door(tx, actor, id)?;
        let everybody = store::everybody(tx, meeting.id)?;
        Ok(Door {
            meeting_id: id,
            made_at: tx.now(),
            public_key: hex::encode(token::key_of(signer).as_bytes()),
            people: everybody.iter().map(|it| listing(it, signer)).collect(),
        })
    }
}

/// The verdicts are made by the same function that judges badges online.
fn listing(it: &Registration, signer: &Signer) -> Listing {
    let key = token::key_of(signer);
    let versions = 1..=u16::try_from(it.badge_version).unwrap_or(u16::MAX);
    let badges = versions.map(|version| {
        let token = badge_of(it, version).token(signer);
        let (said, _) = verdict(&token, &key, it.meeting_id, |_| Some(it.listed()));
        (token::digest(&token), said)
    });
    Listing {
        id: it.id,
        role: it.role,
        name_zh: it.name_zh.clone(),
        name_en: it.name_en.clone(),
        organisation_zh: it.organisation_zh.clone(),
        organisation_en: it.organisation_en.clone(),
        phone_end: it.phone_end.clone(),
        verdict: standing(it.state),
        checked_in_at: it.checked_in_at,
        badges: badges.collect(),
    }
}

pub(crate) fn badge_of(it: &Registration, version: u16) -> Badge {
    Badge { meeting_id: it.meeting_id, registration_id: it.id, version }
}

/// A scan as a device brings it: a badge, or somebody chosen from the list.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScan {
    /// Chosen by the device, for this scan alone.
    pub nonce: String,
    /// By the clock of the device; what lies in the future counts as now.
    pub scanned_at: Instant,
    #[serde(default)]
    pub device: String,
    /// What the scanner read.
    #[serde(default)]
    pub badge: Option<String>,
    /// Who was chosen from the list, where no badge was scanned.
    #[serde(default)]
    pub registration_id: Option<RegistrationId>,
    /// What the device said at the door.
    #[serde(default)]
    pub shown: Option<Verdict>,
}

/// What became of a scan.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = MergedScan)]
pub struct Merged {
    pub nonce: String,
    /// What the platform says now: `again` where another scan let them in.
    pub verdict: Verdict,
    /// Whether this scan had not come before.
    pub is_new: bool,
    pub registration_id: Option<RegistrationId>,
    pub checked_in_at: Option<Instant>,
}

/// Takes in what devices scanned. A scan that came before changes nothing; two devices that let the same person in make one
/// check-in, the earlier one, and both scans are kept. In whatever order they come, the outcome is the same.
pub fn merge(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MeetingId,
    signer: &Signer,
    scans: &[NewScan],
) -> Result<Vec<Merged>, Refusal> {
    let meeting = permitted_at_door(tx, actor, id)?;
    if scans.len() > SCANS_MOST {
        return Err(Breach::field("scans", MANY.with(&[("most", &SCANS_MOST)])).into());
    }
    let mut merged = Vec::with_capacity(scans.len());
    for (at, scan) in scans.iter().enumerate() {
        merged.push(take_in(tx, actor, &meeting, signer, (at, scan))?);
    }
    let new = merged.iter().filter(|it| it.is_new).count();
    if new > 0 {
        let detail = serde_json::json!({ "scans": new });
        journal::record(tx, Act::new(actor, MEETING, id.0, "merge_scans").detail(detail));
    }
    Ok(merged)
}

fn take_in(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: &Meeting,
    signer: &Signer,
    (at, new): (usize, &NewScan),
) -> Result<Merged, Refusal> {
    let nonce = new.nonce.trim();
    if nonce.is_empty() || nonce.len() > 100 {
        return Err(Breach::field(format!("scans.{at}.nonce"), NONCE).into());
    }
    let (said, whose) = judged(tx, meeting, signer, (at, new))?;
    let known: Option<Registration> = whose.map(|id| db::get(tx, id)).transpose()?;
    // Whether it was the first is not kept: that would depend on the order in which devices come back.
    let kept = if said == Verdict::Again { Verdict::Admit } else { said };
    let now = tx.now();
    let scanned_at = new.scanned_at.min(now);
    let scan = Scan {
        id: RowId::at(now),
        meeting_id: meeting.id,
        registration_id: whose,
        kind: ScanKind::CheckIn,
        way: if new.badge.is_some() { Way::Badge } else { Way::List },
        verdict: kept,
        shown: new.shown,
        digest: new.badge.as_deref().map(token::digest).unwrap_or_default(),
        nonce: nonce.to_owned(),
        device: new.device.chars().take(100).collect(),
        scanned_at,
        received_at: now,
        scanned_by: actor.person_id,
    };
    if !store::keep_scan(tx, &scan)? {
        return again(tx, meeting, nonce);
    }
    let mut checked_in_at = known.as_ref().and_then(|it| it.checked_in_at);
    if let Some(it) = known.filter(|_| said.lets_in()) {
        if matches!(it.state, State::Confirmed | State::NoShow) {
            store::advance(tx, actor, it.clone(), Step::CheckIn, "")?;
        }
        store::note_check_in(tx, it.id, scanned_at)?;
        checked_in_at = Some(it.checked_in_at.map_or(scanned_at, |before| before.min(scanned_at)));
    }
    Ok(Merged { nonce: nonce.to_owned(), verdict: said, is_new: true, registration_id: whose, checked_in_at })
}

/// What the platform says of a scan, and whom it is about.
fn judged(
    tx: &mut Tx<'_>,
    meeting: &Meeting,
    signer: &Signer,
    (at, new): (usize, &NewScan),
) -> Result<(Verdict, Option<RegistrationId>), Refusal> {
    match (&new.badge, new.registration_id) {
        (Some(scanned), _) => {
            let key = token::key_of(signer);
            // What a genuine badge names is read first: the function itself asks no database.
            let listed = match token::read(scanned, &key).filter(|badge| badge.meeting_id == meeting.id) {
                Some(badge) => store::listed(tx, meeting.id, badge.registration_id)?,
                None => None,
            };
            Ok(verdict(scanned, &key, meeting.id, |_| listed))
        }
        (None, Some(id)) => match store::listed(tx, meeting.id, id)? {
            Some(listed) => Ok((standing(listed.state), Some(id))),
            None => Ok((Verdict::Unlisted, None)),
        },
        (None, None) => Err(Breach::field(format!("scans.{at}.badge"), WHAT).into()),
    }
}

/// A scan that came before: what was said of it stays.
fn again(tx: &mut Tx<'_>, meeting: &Meeting, nonce: &str) -> Result<Merged, Refusal> {
    let known = store::scan_of(tx, meeting.id, nonce)?.ok_or(Refusal::Overtaken)?;
    let person: Option<Registration> = known.registration_id.map(|id| db::get(tx, id)).transpose()?;
    Ok(Merged {
        nonce: nonce.to_owned(),
        verdict: known.verdict,
        is_new: false,
        registration_id: known.registration_id,
        checked_in_at: person.and_then(|it| it.checked_in_at),
    })
}
