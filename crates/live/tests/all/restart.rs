//! The program is stopped while a channel is live, and started again.

use live::Live;
use live::kinds::Audience;
use porter::{Doors, stranger};

use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn l_5_after_a_restart_the_window_is_back_and_no_name_is_given_twice(w: World) {
        let (_, key) = w.channel("main", Audience::Everybody);
        w.run(&key, "main", 0..6);
        let before = w.segments("/live/main/main.m3u8");
        let mut w = w;
        w.live = Live::new();
        assert_eq!(w.segments("/live/main/main.m3u8"), before);
        assert_eq!(w.get(stranger(), "/live/main/status.json").json()["state"], "stalled");
        assert_eq!(w.get(stranger(), &format!("/live/main/{}", before[5])).status, 200);
        w.run(&key, "main", 6..9);
        let after = w.segments("/live/main/main.m3u8");
        assert_eq!((&after[..6], after.len()), (&before[..], 9));
        let epoch = |name: &str| name.split('/').nth(1).unwrap().parse::<i64>().unwrap();
        assert!(epoch(&after[6]) > epoch(&before[5]), "{after:?}");
        assert_eq!(w.get(stranger(), "/live/main/status.json").json()["state"], "live");
        let broadcasts: (i64,) = w.base.db.read_now(|tx| tx.one("SELECT COUNT(*) FROM broadcast", &[])).unwrap();
        assert_eq!(broadcasts, (1,));
    }
}
