//! Who came to the ninth meeting: the cast registers, as a delegation, by themselves and by hand, and is checked in at the door.

use kernel::{Actor, Day, Instant, MeetingId, RegistrationId};
use registrations::actions::{self as r, Delegation, NewScan, OpeningDraft, PlacesDraft, RegistrationDraft};
use registrations::kinds::MeetingRole;

use super::stage::{Outcome, Stage};

/// Opens registration for the meeting and lets people come.
pub(crate) fn before(stage: &Stage, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    let opens_at = stage.day().begins();
    let first = stage.look(move |tx| Ok(db::get::<meetings::Meeting>(tx, meeting)?.first_on))?;
    stage.act(move |tx| {
        let delegate = PlacesDraft { role: MeetingRole::Delegate, places: Some(6), needs_approval: false };
        let closes_at = first.plus_days(-3).begins();
        let draft = OpeningDraft { opens_at, closes_at, offer_hours: 48, places: vec![delegate] };
        r::open(tx, &office, meeting, 0, &draft).map(drop)
    })?;
    let cast = stage.cast.clone();
    delegation(stage, meeting, &cast.wang_jianguo, &[&cast.lin_mei, &cast.zhou_yuan, &cast.wang_jianguo])?;
    delegation(stage, meeting, &cast.zhao_lei, &[&cast.zhao_lei, &cast.sun_yue])?;
    alone(stage, meeting, &cast.gao_ning, MeetingRole::Delegate)?;
    // All places are taken: she waits.
    alone(stage, meeting, &cast.xu_lan, MeetingRole::Delegate)?;
    let expert = alone(stage, meeting, &cast.he_zhiyuan, MeetingRole::Expert)?;
    let official = alone(stage, meeting, &cast.feng_jing, MeetingRole::Official)?;
    alone(stage, meeting, &cast.qin_yue, MeetingRole::Exhibitor)?;
    for id in [expert, official] {
        let office = cast.wu_min.clone();
        stage.act(move |tx| r::approve(tx, &office, id).map(drop))?;
    }
    let office = cast.wu_min.clone();
    let staff = cast.tang_yun.clone();
    stage.act(move |tx| {
        let known = r::prefilled(tx, &staff)?;
        r::register_by_hand(tx, &office, meeting, &RegistrationDraft { role: MeetingRole::Staff, ..known }).map(drop)
    })
}

/// On the first morning: all but one come.
pub(crate) fn on_the_day(stage: &Stage, meeting: MeetingId, first: Day) -> Outcome {
    stage.on(first);
    let coming = stage.look(move |tx| Ok(registrations::store::confirmed(tx, meeting)?))?;
    let (office, missing) = (stage.cast.wu_min.clone(), stage.cast.sun_yue.person_id);
    let scans: Vec<NewScan> = coming
        .iter()
        .filter(|it| it.person_id != Some(missing))
        .enumerate()
        .map(|(n, it)| NewScan {
            nonce: format!("demo-{n}"),
            scanned_at: Instant::beijing(first, 8, 20 + n as i64, 0),
            device: "签到台 1".into(),
            badge: None,
            registration_id: Some(it.id),
            shown: None,
        })
        .collect();
    stage.act(move |tx| {
        // They are found in the list: no badge is judged, so that any key will do.
        let signer = journal::Signer::from_bytes(&[0; 32]);
        r::merge(tx, &office, meeting, &signer, &scans).map(drop)
    })?;
    stage.on(first.plus_days(4));
    stage.act(r::close_ended).map(drop)
}

fn delegation(stage: &Stage, meeting: MeetingId, head: &Actor, people: &[&Actor]) -> Outcome {
    let (head, people): (Actor, Vec<Actor>) = (head.clone(), people.iter().map(|it| (*it).clone()).collect());
    stage.act(move |tx| {
        let people = people.iter().map(|it| r::prefilled(tx, it)).collect::<Result<Vec<_>, _>>()?;
        r::delegate(tx, &head, meeting, &Delegation { people }).map(drop)
    })
}

fn alone(stage: &Stage, meeting: MeetingId, who: &Actor, role: MeetingRole) -> Outcome<RegistrationId> {
    let who = who.clone();
    stage.act(move |tx| {
        let known = r::prefilled(tx, &who)?;
        let seeks = match role {
            MeetingRole::Exhibitor => "寻找光电与软件方向的合作高校",
            MeetingRole::Delegate
            | MeetingRole::Speaker
            | MeetingRole::Expert
            | MeetingRole::Official
            | MeetingRole::Media
            | MeetingRole::Staff => "",
        };
        let draft = RegistrationDraft { role, seeks: seeks.into(), ..known };
        Ok(r::register(tx, &who, meeting, &draft)?.id)
    })
}
