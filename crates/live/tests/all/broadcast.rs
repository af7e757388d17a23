//! From an encoder's first bytes to what players fetch.

use live::actions as l;
use live::kinds::Audience;
use porter::{Doors, stranger};

use crate::world::{MIGRATIONS, World, list, ts};

testing::both_databases! {
    with MIGRATIONS;

    fn what_is_pushed_can_be_watched_under_names_that_never_change(w: World) {
        let (_, key) = w.channel("main", Audience::Everybody);
        // Before anything was pushed a channel answers, and says where it stands.
        assert_eq!(w.get(stranger(), "/live/main/master.m3u8").status, 200);
        assert_eq!(w.segments("/live/main/main.m3u8"), Vec::<String>::new());
        assert_eq!(w.get(stranger(), "/live/main/status.json").json()["state"], "offline");
        assert_eq!(w.get(stranger(), "/live/other/master.m3u8").status, 404);
        w.run(&key, "main", 0..4);
        let names = w.segments("/live/main/main.m3u8");
        assert_eq!(names.len(), 4);
        let list = w.get(stranger(), "/live/main/main.m3u8");
        assert_eq!((list.head["cache-control"].to_str().unwrap(), list.head["content-type"].to_str().unwrap()), ("public, max-age=1", "application/vnd.apple.mpegurl"));
        assert_eq!(list.head["access-control-allow-origin"], "*");
        assert!(list.head.get("set-cookie").is_none());
        let segment = w.get(stranger(), &format!("/live/main/{}", names[3]));
        assert_eq!((segment.status, segment.head["content-type"].to_str().unwrap(), segment.body.len()), (200, "video/mp2t", String::from_utf8_lossy(&ts(3)).len()));
        assert_eq!(segment.head["cache-control"], "public, max-age=31536000, immutable");
        w.get(stranger(), "/live/main/master.m3u8").holds("main.m3u8");
        assert_eq!(w.get(stranger(), "/live/main/status.json").json()["state"], "live");
        w.pass(7_000);
        w.look();
        assert_eq!(w.get(stranger(), "/live/main/status.json").json()["state"], "stalled");
        // An hour later it is no longer in memory, and the archive has it under the same name.
        w.run(&key, "main", 4..60);
        assert!(!w.segments("/live/main/main.m3u8").contains(&names[3]));
        assert_eq!(w.get(stranger(), &format!("/live/main/{}", names[3])).body, segment.body);
        for other in ["main/1/3.ts", "main/03.ts", &names[3].replace(".ts", ".m4s"), &names[3].replace("/3.", "/03."), "main/init-00.mp4"] {
            assert_eq!(w.get(stranger(), &format!("/live/main/{other}")).status, 404, "{other}");
        }
        let kept: (i64, i64) = w.base.db.read_now(|tx| tx.one("SELECT COUNT(*), COUNT(DISTINCT number) FROM segment", &[])).unwrap();
        assert_eq!(kept, (60, 60));
    }

    fn what_does_not_belong_is_refused_and_said_to_the_producer(w: World) {
        let (_, key) = w.channel("main", Audience::Everybody);
        let at = |file: &str| format!("main/0/main/{file}");
        assert_eq!(w.send(stranger(), "PUT", "/ingest/main/0/main/a.ts", "", ts(1)).status, 401);
        assert_eq!(w.put("xk-wrong", &at("a.ts"), ts(1)).status, 403);
        assert_eq!(w.put(&key, "main/1/main/a.ts", ts(1)).status, 403); // the key is for copy 0
        for (file, bytes, status) in [
            ("a.exe", b"x".to_vec(), 422),
            ("a.ts", b"<html>".to_vec(), 415),
            ("a.m3u8", b"#EXTM3U\nnot a segment".to_vec(), 422),
            ("a.ts", vec![0x47; 16 * 1024 * 1024 + 1], 413),
        ] {
            assert_eq!(w.put(&key, &at(file), bytes).status, status, "{file}");
        }
        assert_eq!(w.send(stranger(), "DELETE", "/ingest/main/0/main/a.ts", "", "").status, 200);
        assert_eq!(w.send(stranger(), "GET", "/ingest/main/0/main/a.ts", "", "").status, 405);
        let console = w.get(porter::session("office"), &format!("/meetings/{}/live/main/console", w.meeting));
        for said in ["推流密钥错误", "超过 16 MB", "415", "第 2 行"] {
            console.holds(said);
        }
        // The key may stand in the path, and in place of a password.
        assert_eq!(w.send(stranger(), "PUT", &format!("/ingest/main/0/{key}/main/a.ts"), "", ts(1)).status, 200);
        assert_eq!(w.put(&key, &at("index.m3u8"), list(0, &["a.ts".into()])).status, 200);
        // A revoked key opens no door.
        let (office, meeting) = (w.office(), w.meeting);
        w.write(move |tx| {
            let channel = live::store::by_code(tx, "main")?.unwrap();
            let key = live::store::keys(tx, channel.id)?.remove(0);
            l::revoke_key(tx, &office, (meeting, "main"), key.id)
        }).unwrap();
        w.get(porter::session("office"), &format!("/meetings/{}/live/main/console", w.meeting)).holds("已吊销");
        w.post("office", &format!("/meetings/{}/live/main/slate", w.meeting), &[("on", "1")]);
        assert_eq!(w.put(&key, &at("b.ts"), ts(2)).status, 403);
    }

    fn a_channel_that_is_not_for_everybody_is_watched_with_a_token_in_the_path(w: World) {
        let (_, key) = w.channel("inner", Audience::SignedIn);
        w.run(&key, "inner", 0..2);
        assert_eq!(w.get(stranger(), "/live/inner/main.m3u8").status, 403);
        let page = format!("/meetings/{}/live/inner", w.meeting);
        w.get(stranger(), &page);
        let shown = w.get(porter::session("office"), &page).body;
        let base = shown.split("data-base=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let names = w.segments(&format!("{base}main.m3u8"));
        assert_eq!(names.len(), 2);
        assert_eq!(w.get(stranger(), &format!("{base}{}", names[0])).status, 200);
        assert_eq!(w.get(stranger(), &format!("{}main.m3u8", base.replace(".inner.", ".other."))).status, 403);
        w.pass(7 * 3_600_000);
        assert_eq!(w.get(stranger(), &format!("{base}main.m3u8")).status, 403);
    }
}
