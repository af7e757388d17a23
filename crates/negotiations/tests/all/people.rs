//! Who takes part where a meeting takes registrations, and who counts as there.

use journal::Signer;
use kernel::Actor;
use negotiations::actions::{self as n, JoinDraft};
use registrations::actions::{self as r, NewScan, OpeningDraft, PlacesDraft};
use registrations::kinds::MeetingRole;

use crate::world::{MIGRATIONS, World, fields, first};

fn open(world: &World) {
    let meeting = world.meeting;
    world.office(move |tx, office| {
        let places = vec![PlacesDraft { role: MeetingRole::Delegate, places: None, needs_approval: false }];
        let opens_at = tx.now().plus_seconds(-60);
        let draft = OpeningDraft { opens_at, closes_at: first().begins(), offer_hours: 48, places };
        r::open(tx, office, meeting, 0, &draft).map(drop)
    });
}

fn register(world: &World, who: &Actor) -> kernel::RegistrationId {
    let meeting = world.meeting;
    world
        .act(who, move |tx, actor| {
            let known = r::prefilled(tx, actor)?;
            Ok(r::register(tx, actor, meeting, &known)?.id)
        })
        .expect("registered")
}

testing::both_databases! {
    with MIGRATIONS;

    fn only_confirmed_delegates_with_an_organisation_join(world: World) {
        open(&world);
        let (meeting, lin) = (world.meeting, world.cast.lin_mei.clone());
        let join = move |tx: &mut db::Tx<'_>, actor: &Actor| n::join(tx, actor, meeting, &JoinDraft::default());
        assert_eq!(fields(world.act(&lin, join)), [""]);
        register(&world, &lin);
        let me = world.act(&lin, join).expect("a confirmed delegate joins");
        assert_eq!((me.organisation_id, me.name.as_str()), (world.cast.nanjiang, "林梅"));
    }

    fn a_free_place_is_offered_to_people_who_are_checked_in(world: World) {
        open(&world);
        let cast = world.cast.clone();
        let all = [&cast.xu_lan, &cast.zhao_lei, &cast.zhou_yuan, &cast.sun_yue];
        let ids = all.map(|who| register(&world, who));
        for who in all {
            world.join(who);
        }
        world.agreed(&cast.xu_lan, &cast.zhao_lei);
        let computed = world.compute();
        world.adopt(computed.id);
        world.publish();
        let open = world.agreed(&cast.zhou_yuan, &cast.sun_yue);
        let it = world.between(&cast.xu_lan, &cast.zhao_lei);
        world.during(&it);
        let (meeting, id, table) = (world.meeting, it.id, it.table_id);
        world.act(&cast.xu_lan, move |tx, actor| n::no_show(tx, actor, meeting, id)).unwrap();
        assert_eq!(fields(world.act(&cast.xu_lan, move |tx, actor| n::offer(tx, actor, meeting, table))), [""], "nobody is there");
        let scan = |registration_id| NewScan {
            nonce: format!("{registration_id}"),
            scanned_at: it.created_at,
            device: "1".into(),
            badge: None,
            registration_id: Some(registration_id),
            shown: None,
        };
        let scans: Vec<NewScan> = ids[2..].iter().map(|id| scan(*id)).collect();
        world.office(move |tx, office| r::merge(tx, office, meeting, &Signer::from_bytes(&[0; 32]), &scans).map(drop));
        let offered = world.act(&cast.xu_lan, move |tx, actor| n::offer(tx, actor, meeting, table)).unwrap();
        assert_eq!(offered.request_id, Some(open));
    }
}
