//! The pages and the API, without JavaScript.

use kernel::Lang;
use news::state::Step;
use porter::{Doors, MULTIPART, Sent, multipart, session as logged_in, stranger};
use serde_json::json;

use crate::world::{MIGRATIONS, PNG, World, draft};

testing::both_databases! {
    with MIGRATIONS;

    fn the_office_writes_approves_publishes_and_everybody_reads(w: World) {
        assert_eq!(w.get(logged_in("teacher"), "/news/new").status, 403);
        let meeting = w.meeting.to_string();
        let wrong = w.post("office", "/news/new", &[("kind", "report"), ("title_zh", ""), ("body_zh", "写了很久的正文")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("写了很久的正文");
        let form = [("kind", "report"), ("meeting_id", meeting.as_str()), ("title_zh", "对接会开幕"), ("body_zh", "第一段。\n第二段。"), ("title_en", ""), ("body_en", "")];
        let made = w.post("office", "/news/new", &form);
        assert_eq!(made.status, 303, "{}", made.body);
        let edit = made.location().split('?').next().unwrap().to_owned();
        let page = edit.trim_end_matches("/edit").to_owned();
        assert_eq!((w.get(stranger(), &page).status, w.get(logged_in("office"), &page).status), (404, 200));
        assert_eq!(w.post("office", &format!("{page}/publish"), &[]).status, 422);
        assert_eq!(w.post("office", &format!("{page}/approve"), &[("language", "zh-CN"), ("revision", "1")]).status, 303);
        assert_eq!(w.post("office", &format!("{page}/publish"), &[]).status, 303);
        let public = w.get(stranger(), &page);
        public.holds("<p>第二段。</p>");
        public.lacks("编辑");
        w.get(stranger(), &format!("{page}?lang=en")).holds("There is no English version yet");
        w.get(stranger(), "/news").holds("对接会开幕");
        w.get(stranger(), &format!("/news?meeting={meeting}")).holds("对接会开幕");
        w.get(stranger(), "/news?meeting=00000000-0000-7000-8000-000000000000").lacks("对接会开幕");
        w.get(logged_in("office"), "/news?all=1").holds("已审定");
        w.get(stranger(), "/news?all=1").lacks("已审定");
        assert_eq!(w.post("office", &format!("{page}/withdraw"), &[]).status, 303);
        assert_eq!(w.get(stranger(), &page).status, 404);
        w.get(stranger(), "/news").lacks("对接会开幕");
    }

    fn a_photo_is_taken_by_its_content_and_read_with_the_text(w: World) {
        let news = w.published(draft("开幕"));
        let (edit, photos) = (format!("/news/{}/edit", news.id), format!("/news/{}/photos", news.id));
        let send = |name: &str, bytes: &[u8], caption: &str| {
            let body = multipart("office", &[("caption_zh", caption)], Some(Sent { field: "photo", name, bytes }));
            w.send(logged_in("office"), "POST", &photos, MULTIPART, body)
        };
        assert_eq!(send("a.png", b"no picture", "说明").status, 422);
        let without = send("a.png", PNG, "");
        assert_eq!(without.status, 422);
        without.holds("href=\"#f-caption_zh\"");
        assert_eq!(send("a.png", PNG, "主席台全景").status, 303);
        let page = w.get(stranger(), &format!("/news/{}", news.id));
        page.holds("alt=\"主席台全景\"");
        let src = page.body.split("<img src=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let picture = w.get(stranger(), &src);
        assert_eq!((picture.status, picture.head["content-type"].to_str().unwrap()), (200, "image/png"));
        w.get(logged_in("office"), &edit).holds("主席台全景");
        let photo = src.rsplit('/').next().unwrap();
        let empty = w.post("office", &src, &[(&format!("caption_zh.{photo}"), "")]);
        assert_eq!(empty.status, 422);
        empty.holds("href=\"#f-caption_zh-");
        assert_eq!(w.post("office", &src, &[(&format!("caption_zh.{photo}"), "新的说明")]).status, 303);
        w.get(stranger(), &format!("/news/{}", news.id)).holds("alt=\"新的说明\"");
        w.step(news.id, Step::Withdraw).unwrap();
        assert_eq!(w.get(stranger(), &src).status, 404, "what is withdrawn takes its pictures along");
    }

    fn programs_write_and_read_only_what_is_approved(w: World) {
        const OFFICE: &str = "office news:write";
        let body = json!({ "kind": "notice", "title": { "zh": "通知", "en": "Notice" }, "body": { "zh": "内容", "en": "Text" } });
        assert_eq!(w.call("teacher news:write", "POST", "/api/v1/news", &body).status, 403);
        let made = w.call(OFFICE, "POST", "/api/v1/news", &body);
        assert_eq!(made.status, 201, "{}", made.body);
        let at = made.location().to_owned();
        assert_eq!(w.get(stranger(), &at).status, 404);
        assert_eq!(w.call(OFFICE, "POST", &format!("{at}/approve"), &json!({ "revision": 1, "language": "zh" })).status, 200);
        assert_eq!(w.call(OFFICE, "POST", &format!("{at}/steps"), &json!({ "step": "publish" })).json()["state"], json!("published"));
        let read = w.get(stranger(), &at).json();
        assert_eq!((&read["news"]["title"]["zh"], &read["news"]["title"]["en"]), (&json!("通知"), &json!("")));
        assert_eq!(w.get(stranger(), "/api/v1/news").json().as_array().map(Vec::len), Some(1));
        let edit = json!({ "revision": 2, "news": body });
        assert_eq!(w.call(OFFICE, "PUT", &at, &edit).status, 200);
        assert_eq!(w.call(OFFICE, "PUT", &at, &edit).status, 409);
        assert_eq!(w.call(OFFICE, "POST", &format!("{at}/steps"), &json!({ "step": "burn" })).status, 422);
    }

    fn a_language_is_told_by_its_standing(w: World) {
        let news = w.published(draft("开幕"));
        assert_eq!(news.told(Lang::Zh).map(|told| told.lang), Some(Lang::Zh));
    }
}
