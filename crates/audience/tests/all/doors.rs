//! Pages, API, objects, without JavaScript.

use audience::actions::{self as a, Sentence};
use audience::bucket;
use audience::state::{Mode, Restraint};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use futures_util::StreamExt;
use porter::{Asker, Doors, FORM, session as logged_in, stranger, token};
use serde_json::json;
use tower::ServiceExt;

use crate::world::{CODE, MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn a_comment_waits_for_the_moderator_and_then_everybody_reads_it(w: World) {
        let channel = format!("/meetings/{}/live/{CODE}", w.meeting);
        let (page, comments, desk) = (format!("{channel}/audience"), format!("{channel}/comments"), format!("{channel}/moderation"));
        let long = w.post("teacher", &comments, &[("body", &"写".repeat(201)), ("unnamed", "on")]);
        assert_eq!(long.status, 422);
        long.holds(&"写".repeat(201));
        let sent = w.post("teacher", &comments, &[("body", "<script>alert(1)</script>"), ("unnamed", "on")]);
        assert_eq!(sent.status, 303, "{}", sent.body);
        w.get(stranger(), &page).lacks("alert(1)");
        assert_eq!(w.get(logged_in("teacher"), &desk).status, 403);
        let queue = w.get(logged_in("office"), &desk);
        queue.holds("&lt;script&gt;alert(1)&lt;/script&gt;");
        queue.holds("林梅");
        let id = queue.body.split("name=\"ids\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(w.post("office", &desk, &[("act", "mute"), ("ids", &id)]).status, 422, "a reason is needed");
        assert_eq!(w.post("office", &desk, &[("act", "pass"), ("ids", &id)]).status, 303);
        let shown = w.get(stranger(), &page);
        shown.holds("&lt;script&gt;alert(1)&lt;/script&gt;");
        shown.lacks("<script>alert");
        shown.lacks("林梅");
        let object = w.get(stranger(), &format!("/live/{CODE}/snapshot.json"));
        assert_eq!((object.status, object.head["cache-control"].to_str().unwrap()), (200, "public, max-age=1"));
        object.holds("<script>alert(1)</script>");
        assert!(!object.head.contains_key("set-cookie"), "any cache may hold it");
    }

    fn objects_of_a_restricted_channel_lie_behind_its_token(w: World) {
        assert_eq!(w.get(stranger(), "/live/inner/snapshot.json").status, 403);
        assert_eq!(w.get(stranger(), "/live/none/events").status, 404);
        let page = format!("/meetings/{}/live/inner/audience", w.meeting);
        assert_eq!(w.get(stranger(), &page).status, 404);
        let seen = w.get(logged_in("teacher"), &page);
        let objects = seen.body.split("data-objects=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(w.get(stranger(), &format!("{objects}snapshot.json")).status, 200, "{objects}");
    }

    fn a_bucket_is_handed_out_for_ever_once_it_is_closed(w: World) {
        w.mode(Mode::Open);
        let said = w.say(&w.cast.lin_mei.clone(), "好").unwrap();
        let number = bucket::number(said.shown_at.unwrap());
        let address = format!("/live/{CODE}/danmu/{number}.json");
        assert_eq!(w.get(stranger(), &address).status, 404, "it is not closed");
        w.wait_millis(6_000);
        let closed = w.get(stranger(), &address);
        assert_eq!((closed.status, closed.head["cache-control"].to_str().unwrap()), (200, "public, max-age=31536000, immutable"));
        closed.holds("\"body\":\"好\"");
        for wrong in ["x.json", "1", "99999999999999999999.json"] {
            assert_eq!(w.get(stranger(), &format!("/live/{CODE}/danmu/{wrong}")).status, 404);
        }
    }

    fn a_stream_tells_what_is_said_and_ends_when_the_program_stops(w: World) {
        w.mode(Mode::Open);
        w.say(&w.cast.lin_mei.clone(), "大家好").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let request = Request::get(format!("/live/{CODE}/events?v=somebody")).body(Body::empty()).unwrap();
            let answer = w.router().oneshot(request).await.unwrap();
            assert_eq!((answer.status(), answer.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "text/event-stream"));
            let mut frames = answer.into_body().into_data_stream();
            let frame = frames.next().await.unwrap().unwrap();
            let text = String::from_utf8(frame.to_vec()).unwrap();
            assert!(text.starts_with("id: 1\ndata: {") && text.contains("大家好"), "{text}");
            w.audiences.close();
            assert!(frames.next().await.is_none(), "nobody waits for a stream that never ends");
        });
    }

    fn the_office_prepares_a_poll_and_people_choose(w: World) {
        let channel = format!("/meetings/{}/live/{CODE}", w.meeting);
        let polls = format!("{channel}/polls");
        let wrong = w.post("office", &polls, &[("title_zh", "最关心什么？"), ("options_zh", "算力")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("最关心什么？");
        assert_eq!(w.post("office", &polls, &[("title_zh", "最关心什么？"), ("options_zh", "算力\n课程")]).status, 303);
        let page = w.get(logged_in("office"), &polls).body;
        let open = page.split("action=\"").find(|rest| rest.split('"').next().is_some_and(|path| path.ends_with("/open"))).unwrap();
        assert_eq!(w.post("office", open.split('"').next().unwrap(), &[]).status, 303);
        let page = w.get(logged_in("teacher"), &format!("{channel}/audience")).body;
        let vote = page.split("action=\"").find(|rest| rest.split('"').next().is_some_and(|path| path.contains("/polls/"))).unwrap();
        let (vote, option) = (vote.split('"').next().unwrap(), vote.split("name=\"option\"").nth(1).unwrap());
        let option = option.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(w.post("teacher", vote, &[]).status, 422, "nothing was chosen");
        assert_eq!(w.post("teacher", vote, &[("option", option)]).status, 303);
        assert_eq!(w.post("teacher", vote, &[("option", option)]).status, 422);
        w.get(stranger(), &format!("{channel}/audience")).holds("1 票");
        assert_eq!(w.get(logged_in("teacher"), "/live-words").status, 403);
        assert_eq!(w.post("office", "/live-words", &[("word", "代写"), ("effect", "refuse"), ("reason", "学术不端")]).status, 303);
        w.get(logged_in("office"), "/live-words").holds("项目办公室的另一位成员");
    }

    fn programs_write_moderate_and_count(w: World) {
        let base = format!("/api/v1/meetings/{}/live/{CODE}", w.meeting);
        let (comments, desk) = (format!("{base}/comments"), format!("{base}/moderation"));
        let sent = w.call("teacher audience:write", "POST", &comments, &json!({ "body": "来自程序" }));
        assert_eq!(sent.status, 200, "{}", sent.body);
        sent.holds("\"waiting\"");
        assert_eq!(w.call("teacher audience:write", "POST", &comments, &json!({ "body": "" })).status, 422);
        assert_eq!(w.get(token("teacher moderation:read"), &desk).status, 403);
        let id = w.get(token("office moderation:read"), &desk).json()[0]["id"].clone();
        let done = w.call("office moderation:write", "POST", &desk, &json!({ "comment_ids": [id], "step": "pass" }));
        assert_eq!(done.body, "{\"done\":1,\"left\":0}");
        w.get(stranger(), &comments).holds("来自程序");
        let viewers = w.get(token("office moderation:read"), &format!("{base}/viewers"));
        assert_eq!(viewers.body, "{\"sums\":null,\"minutes\":[]}");
    }

    fn where_javascript_runs_only_the_form_comes_back(w: World) {
        let comments = format!("/meetings/{}/live/{CODE}/comments", w.meeting);
        let by_htmx = Asker { by_htmx: true, ..logged_in("teacher") };
        let send = |text: &str| w.send(by_htmx, "POST", &comments, FORM, format!("body={text}&_csrf={}", web::csrf_of("teacher")));
        let sent = send("hello");
        assert_eq!(sent.status, 200);
        sent.holds("id=\"audience-write\"");
        sent.lacks("<html");
        sent.lacks("data-sent");
        let again = send("hello");
        assert_eq!(again.status, 422);
        again.holds("value=\"hello\"");
        // Whoever is muted finds in their list what anybody else would.
        w.mode(Mode::Open);
        let before = send("open");
        before.holds("data-sent");
        let (office, lin) = (w.cast.wu_min.clone(), w.cast.lin_mei.person_id);
        let sentence = Sentence { kind: Restraint::Mute, reason: "x".into(), until: None };
        w.act(move |tx, place| a::impose(tx, &office, place, lin, &sentence)).unwrap();
        let muted = send("mute");
        muted.holds("data-sent");
        assert_eq!(before.body.matches('<').count(), muted.body.matches('<').count());
    }
}
