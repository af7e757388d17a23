//! The door: verdicts, scans that come twice or late or from several devices at once, and badges printed and lost.

use std::collections::BTreeSet;

use journal::Signer;
use kernel::{Instant, Refusal, RegistrationId};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use registrations::actions::{self as r, Door, NewScan, Printing, RegistrationDraft};
use registrations::kinds::{MeetingRole, ScanKind};
use registrations::state::State;
use registrations::{Registration, Verdict, token};

use crate::world::{MIGRATIONS, World, badge, day, draft, scan, signer};

fn open_day(world: &World) -> Instant {
    world.base.clock.move_to(Instant::beijing(day("2024-11-02"), 12, 0, 0));
    Instant::beijing(day("2024-11-02"), 8, 0, 0)
}

fn verdicts(world: &World, scans: Vec<NewScan>) -> Vec<Verdict> {
    world.merge(scans).unwrap().into_iter().map(|it| it.verdict).collect()
}

fn door(world: &World) -> Door {
    let (office, meeting) = (world.office(), world.meeting);
    world.read(move |tx| Door::read(tx, &office, meeting, &signer()))
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_badge_lets_in_once_and_everything_else_says_what_it_is(world: World) {
        let it = world.by_hand("甲");
        let gone = world.by_hand("乙");
        world.withdraw(gone.id).unwrap();
        let at = open_day(&world);
        let foreign = token::Badge { meeting_id: world.other_meeting(), registration_id: it.id, version: 1 }.token(&signer());
        let forged = token::Badge { meeting_id: it.meeting_id, registration_id: it.id, version: 1 }.token(&token::signer_of(&Signer::from_bytes(&[9; 32])));
        let unknown = token::Badge { meeting_id: it.meeting_id, registration_id: RegistrationId::nil(), version: 1 }.token(&signer());
        let said = verdicts(&world, vec![
            scan("1", &badge(&it), at), scan("2", &badge(&it), at.plus_seconds(60)), scan("3", &badge(&gone), at), scan("4", &foreign, at),
            scan("5", &forged, at), scan("6", "hello", at), scan("7", &unknown, at),
        ]);
        assert_eq!(said, [Verdict::Admit, Verdict::Again, Verdict::Void, Verdict::Foreign, Verdict::Forged, Verdict::Forged, Verdict::Unlisted]);
        let it = world.find(it.id);
        assert_eq!((it.state, it.checked_in_at), (State::CheckedIn, Some(at)));
        assert!(it.is_present() && it.is_confirmed());
    }

    fn a_scan_sent_again_changes_nothing(world: World) {
        let it = world.by_hand("甲");
        let at = open_day(&world);
        let first = world.merge(vec![scan("1", &badge(&it), at)]).unwrap();
        let second = world.merge(vec![scan("1", &badge(&it), at.plus_seconds(-60)), scan("1", &badge(&it), at)]).unwrap();
        assert!(first[0].is_new && second.iter().all(|it| !it.is_new && it.verdict == Verdict::Admit));
        assert_eq!(world.find(it.id).checked_in_at, Some(at));
        let meeting = world.meeting;
        assert_eq!(world.read(move |tx| Ok(registrations::store::scans(tx, meeting, ScanKind::CheckIn, 9)?)).len(), 1);
    }

    fn a_lost_badge_is_void_and_the_new_one_lets_in(world: World) {
        let it = world.by_hand("甲");
        let lost = badge(&it);
        let office = world.office();
        let it = world.write(move |tx| r::new_badge(tx, &office, it.id)).unwrap();
        let at = open_day(&world);
        assert_eq!(verdicts(&world, vec![scan("1", &lost, at), scan("2", &badge(&it), at)]), [Verdict::Void, Verdict::Admit]);
        let listed = door(&world).people.remove(0);
        assert_eq!(listed.badges.iter().map(|(_, verdict)| *verdict).collect::<Vec<_>>(), [Verdict::Void, Verdict::Again]);
        assert_eq!(listed.badges[0].0, token::digest(&lost));
    }

    fn printing_is_a_scan_that_lets_nobody_in(world: World) {
        let it = world.by_hand("甲");
        let (office, meeting) = (world.office(), world.meeting);
        let print = move |only_new: bool, actor: kernel::Actor| {
            move |tx: &mut db::Tx<'_>| {
                let which = Printing { only_new, ..Printing::default() };
                Ok(r::print_badges(tx, &actor, meeting, &signer(), &which)?.1.len())
            }
        };
        assert_eq!(world.write(print(true, office.clone())).unwrap(), 1);
        assert_eq!(world.write(print(true, office.clone())).unwrap(), 0, "it was printed");
        assert_eq!(world.write(print(false, office.clone())).unwrap(), 1);
        let again = office.clone();
        world.write(move |tx| r::new_badge(tx, &again, it.id)).unwrap();
        assert_eq!(world.write(print(true, office)).unwrap(), 1, "the new badge was not");
        assert_eq!(world.state(it.id), State::Confirmed);
        let scans = world.read(move |tx| Ok(registrations::store::scans(tx, meeting, ScanKind::Printing, 9)?));
        assert_eq!(scans.len(), 3);
    }

    fn only_the_office_and_the_staff_of_the_meeting_work_at_the_door(world: World) {
        let (mei, meeting) = (world.cast.lin_mei.clone(), world.meeting);
        let look = { let mei = mei.clone(); move |tx: &mut db::Tx<'_>| r::permitted_at_door(tx, &mei, meeting).map(drop) };
        assert!(matches!(world.write(look.clone()), Err(Refusal::Forbidden { .. })));
        world.by_hand_as(RegistrationDraft { role: MeetingRole::Staff, email: "lin.mei@demo.xieyu".into(), ..draft("林梅") }).unwrap();
        assert!(world.write(look).is_ok());
    }

    fn the_list_of_a_device_says_of_every_badge_what_the_platform_says(world: World) {
        world.open(30).unwrap();
        let all: Vec<Registration> = (0..40).map(|n| world.by_hand(&format!("代表{n}"))).collect();
        for it in all.iter().step_by(7) {
            world.withdraw(it.id).unwrap();
        }
        let office = world.office();
        let lost = all[2].id;
        world.write(move |tx| r::new_badge(tx, &office, lost)).unwrap();
        let at = open_day(&world);
        let early: Vec<NewScan> = all.iter().skip(1).step_by(5).enumerate().map(|(n, it)| scan(&format!("e{n}"), &badge(it), at)).collect();
        world.merge(early).unwrap();
        let door = door(&world);
        for (n, it) in all.iter().map(|it| world.find(it.id)).enumerate() {
            for version in 1..=u16::try_from(it.badge_version).unwrap() {
                let token = token::Badge { meeting_id: it.meeting_id, registration_id: it.id, version }.token(&signer());
                let offline = door.people.iter().flat_map(|person| &person.badges).find(|(digest, _)| *digest == token::digest(&token)).unwrap().1;
                let online = verdicts(&world, vec![scan(&format!("v{n}-{version}"), &token, at)])[0];
                assert_eq!(offline, online, "{} version {version}", it.name_zh);
            }
        }
    }
}

/// What ten devices bring back after two hours without a network: each scans some of the same people, some badges that are none,
/// sends its scans in pieces, and some pieces twice.
fn brought_back() -> impl Strategy<Value = Vec<Vec<(usize, usize, i64)>>> {
    // Device, person (beyond the last: a forged badge), second of the two hours.
    let scan = (0..10usize, 0..14usize, 0..7200i64);
    let pieces = proptest::collection::vec(proptest::collection::vec(scan, 1..12), 1..20);
    pieces.prop_shuffle()
}

fn ten_devices(world: &World) {
    world.open(100).unwrap();
    let opens = open_day(world);
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    let mut round = 0;
    let outcome = runner.run(&(brought_back(), any::<prop::sample::Index>()), |(pieces, twice)| {
        round += 1;
        let people: Vec<Registration> = (0..12).map(|n| world.by_hand(&format!("第{round}轮{n}"))).collect();
        let made = |(at, piece): (usize, &Vec<(usize, usize, i64)>)| -> Vec<NewScan> {
            let one = |(n, (device, person, second)): (usize, &(usize, usize, i64))| {
                let token = people.get(*person).map_or_else(|| format!("假{person}"), badge);
                NewScan { device: format!("{device}"), ..scan(&format!("{round}-{at}-{n}"), &token, opens.plus_seconds(*second)) }
            };
            piece.iter().enumerate().map(one).collect()
        };
        let mut sent: Vec<Vec<NewScan>> = pieces.iter().enumerate().map(made).collect();
        sent.push(sent[twice.index(sent.len())].clone()); // the answer was lost on the way
        for piece in &sent {
            world.merge(piece.clone()).unwrap();
        }
        let all: Vec<&NewScan> = sent.iter().flatten().collect();
        for it in &people {
            let token = badge(it);
            let earliest = all.iter().filter(|scan| scan.badge.as_deref() == Some(token.as_str())).map(|scan| scan.scanned_at).min();
            let now = world.find(it.id);
            prop_assert_eq!(now.checked_in_at, earliest);
            prop_assert_eq!(now.is_present(), earliest.is_some());
        }
        let nonces: BTreeSet<String> = all.iter().map(|scan| scan.nonce.clone()).collect();
        let meeting = world.meeting;
        let kept = world.read(move |tx| Ok(registrations::store::scans(tx, meeting, ScanKind::CheckIn, 10_000)?));
        let own: Vec<&str> = kept.iter().map(|it| it.nonce.as_str()).filter(|it| it.starts_with(&format!("{round}-"))).collect();
        prop_assert_eq!(own.len(), nonces.len(), "nothing is lost and nothing doubled");
        // One step for each who came, however many devices let them in.
        let ids: Vec<RegistrationId> = people.iter().map(|it| it.id).collect();
        let steps: Vec<(i64,)> = world.read(move |tx| {
            let counted = ids.iter().map(|id| tx.one("SELECT COUNT(*) FROM journal_entry WHERE subject_id = $1 AND act = 'registration.check_in'", db::params![*id]));
            Ok(counted.collect::<Result<_, _>>()?)
        });
        let present = people.iter().map(|it| i64::from(world.find(it.id).is_present())).collect::<Vec<_>>();
        prop_assert_eq!(steps.into_iter().map(|(n,)| n).collect::<Vec<_>>(), present);
        Ok(())
    });
    outcome.unwrap();
}

testing::both_databases! {
    with MIGRATIONS;

    fn ten_devices_come_back_in_any_order_and_nothing_is_lost_or_doubled(world: World) {
        ten_devices(&world);
    }
}
