//! The pages, without JavaScript.

use live::kinds::Audience;
use meetings::actions as m;
use meetings::kinds::SessionKind;
use porter::{Doors, session, stranger};

use crate::world::{MIGRATIONS, World, words};

testing::both_databases! {
    with MIGRATIONS;

    fn the_office_makes_a_channel_and_its_key_is_shown_once(w: World) {
        let at = format!("/meetings/{}/live", w.meeting);
        assert_eq!(w.get(stranger(), &at).status, 404); // the meeting is not public
        let wrong = [("code", "Main Hall"), ("name_zh", "主会场"), ("name_en", ""), ("language", "floor"), ("audience", "everybody")];
        let refused = w.post("office", &at, &wrong);
        assert_eq!(refused.status, 422);
        refused.holds("value=\"Main Hall\"");
        refused.holds("href=\"#f-code\"");
        let right = [("code", "main"), ("name_zh", "主会场"), ("name_en", "Main hall"), ("language", "floor"), ("audience", "everybody")];
        assert_eq!(w.post("teacher", &at, &right).status, 403);
        assert_eq!(w.post("office", &at, &right).status, 303);
        assert_eq!(w.post("office", &at, &right).status, 422); // the code is taken
        let made = w.post("office", &format!("{at}/main/keys"), &[("copy", "1"), ("days", "3")]);
        assert_eq!(made.status, 200);
        made.holds("id=\"live-key\">xk-");
        made.holds("/ingest/main/1/xk-");
        w.get(session("office"), &format!("{at}/main/console")).lacks("id=\"live-key\"");
        assert_eq!(w.post("office", &format!("{at}/main/keys"), &[("copy", "1"), ("days", "1000")]).status, 422);
        let edited = [("code", "main"), ("name_zh", "一号厅"), ("name_en", ""), ("language", "zh"), ("audience", "signed_in"), ("revision", "1")];
        assert_eq!(w.post("office", &format!("{at}/main/edit"), &edited).status, 303);
        w.get(session("office"), &at).holds("一号厅");
    }

    fn the_agenda_follows_the_marks_and_a_talk_has_its_replay_at_once(w: World) {
        let (_, key) = w.channel("main", Audience::Everybody);
        let (office, meeting, hall) = (w.office(), w.meeting, w.hall);
        w.write(move |tx| {
            let now = tx.now();
            let talk = |title: &str| m::TalkDraft { title: words(title), minutes: Some(20), ..m::TalkDraft::default() };
            let draft = m::SessionDraft {
                kind: SessionKind::Talks,
                hall_id: Some(hall),
                starts_at: Some(now),
                ends_at: Some(now.plus_seconds(3_600)),
                title: words("主旨报告"),
                talks: vec![talk("人工智能"), talk("集成电路")],
                about: words(""),
                sign_ups: None,
                chairs: Vec::new(),
                guests: Vec::new(),
            };
            m::create_session(tx, &office, meeting, &draft)?;
            let release = m::release(tx, &office, meeting, "1", None)?;
            m::publish(tx, &office, meeting, release.id, 0)
        }).unwrap();
        let at = format!("/meetings/{meeting}/live/main");
        w.get(stranger(), &at).holds("人工智能");
        w.run(&key, "main", 0..3);
        // "Next" begins the session, then its talks.
        let press = || {
            let console = w.get(session("office"), &format!("{at}/console")).body;
            let field = |name: &str| console.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
            let (session, talk) = (field("session"), field("talk"));
            assert_eq!(w.post("office", &format!("{at}/marks"), &[("session", &session), ("talk", &talk)]).status, 303);
        };
        press();
        w.run(&key, "main", 3..6);
        press();
        w.run(&key, "main", 6..11);
        press();
        w.run(&key, "main", 11..14);
        let page = w.get(stranger(), &at).body;
        let page = page.split("id=\"live-agenda\"").nth(1).unwrap();
        assert_eq!(page.matches("aria-current=\"true\"").count(), 1);
        let running = page.split("aria-current=\"true\"").nth(1).unwrap().split("</li>").next().unwrap();
        assert!(running.contains("集成电路"), "{running}");
        assert_eq!(w.get(stranger(), "/live/main/status.json").json()["mark"]["zh"], "集成电路");
        let marks = w.get(stranger(), &format!("/api/v1/meetings/{meeting}/channels/main/marks")).json();
        let talk = marks[1]["id"].as_str().unwrap().to_owned();
        let replay = w.segments(&format!("/live/main/replay/{talk}/main.m3u8"));
        assert_eq!(replay.len(), 5, "{replay:?}");
        assert!(replay[0].starts_with("../../main/"));
        w.get(stranger(), &format!("/live/main/replay/{talk}/master.m3u8")).holds("main.m3u8");
        w.get(stranger(), &format!("{at}/replay/{talk}")).holds("人工智能");
        let file = w.get(stranger(), &format!("{at}/replay/{talk}/download?rendition=main"));
        assert_eq!((file.status, file.head["content-type"].to_str().unwrap()), (200, "video/mp2t"));
        // A mark that was pressed late is moved, within its neighbours, or taken back.
        assert_eq!(w.post("office", &format!("{at}/marks/{talk}/shift"), &[("seconds", "-5")]).status, 303);
        assert_eq!(w.post("office", &format!("{at}/marks/{talk}/shift"), &[("seconds", "-30")]).status, 422);
        assert_eq!(w.post("office", &format!("{at}/marks/{talk}/withdraw"), &[]).status, 303);
        assert_eq!(w.get(stranger(), &format!("{at}/replay/{talk}")).status, 404);
        assert_eq!(w.post("office", &format!("{at}/end"), &[]).status, 303);
        w.get(stranger(), "/live/main/main.m3u8").holds("#EXT-X-ENDLIST");
        assert_eq!(w.post("office", &format!("{at}/end"), &[]).status, 409);
        let acts: Vec<(String,)> = w.base.db.read_now(|tx| tx.query("SELECT act FROM journal_entry WHERE subject = 'channel' ORDER BY seq", &[])).unwrap();
        let acts: Vec<&str> = acts.iter().map(|(act,)| act.trim_start_matches("channel.")).collect();
        assert_eq!(acts, ["add", "issue_key", "mark", "mark", "mark", "shift_mark", "withdraw_mark", "end"]);
    }
}
