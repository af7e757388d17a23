use kernel::say;
use mail::{Template, Topic};
use serde_json::json;

use crate::site::{Doors, session, stranger, token};
use crate::world::{ALL, World};

const NEWS: Template =
    Template::new("test.news", Topic::Application, say("有进展", "News"), say("内容在此", "Text is here"));

testing::both_databases! {
    with ALL;

    fn the_inbox_lists_opens_and_marks(world: World) {
        let lin = world.cast.lin_mei.person_id;
        world.get(session("lin.mei"), "/messages").holds("没有消息");
        world.tell(&[lin], &NEWS);
        let id = world.inbox(lin)[0].id;
        let list = world.get(session("lin.mei"), "/messages");
        list.holds("有进展");
        list.holds("未读");
        world.get(session("lin.mei"), "/messages?topic=funding").lacks("有进展");
        world.get(session("lin.mei"), "/messages?topic=application&unread=on&lang=en").holds("News");
        let page = world.get(session("lin.mei"), &format!("/messages/{id}"));
        page.holds("内容在此");
        page.holds("href=\"/todo\"");
        assert!(world.inbox(lin)[0].read_at.is_some());
        assert_eq!(world.post("lin.mei", &format!("/messages/{id}/read"), &[("read", "no")]).location(), "/messages");
        assert_eq!(world.inbox(lin)[0].read_at, None);
        assert_eq!(world.post("lin.mei", "/messages/read", &[("topic", "application")]).location(), "/messages");
        assert!(world.inbox(lin)[0].read_at.is_some());
        assert_eq!(world.get(session("zhou.yuan"), &format!("/messages/{id}")).status, 404);
        assert_eq!(world.get(stranger(), "/messages").location(), "/login?next=%2Fmessages");
    }

    fn programs_read_mark_and_choose(world: World) {
        let lin = world.cast.lin_mei.person_id;
        world.tell(&[lin], &NEWS);
        let words = "lin.mei messages:read messages:write";
        let inbox = world.get(token(words), "/api/v1/messages?unread=true").json();
        assert_eq!((inbox["unread"].clone(), inbox["messages"][0]["subject_en"].clone(), inbox["next"].clone()), (json!(1), json!("News"), json!(null)));
        let id = inbox["messages"][0]["id"].as_str().expect("an id").to_owned();
        let marked = world.call(words, "POST", &format!("/api/v1/messages/{id}/read"), &json!({ "read": true }));
        assert!(marked.json()["read_at"].is_string());
        assert_eq!(world.call(words, "POST", "/api/v1/messages/read", &json!({})).json(), json!({ "marked": 0 }));
        let chosen = world.call(words, "PUT", "/api/v1/messages/choices", &json!({ "topic": "funding", "delivery": "digest" }));
        assert!(chosen.json().as_array().expect("a list").contains(&json!({ "topic": "funding", "delivery": "digest" })));
        let refused = world.call(words, "PUT", "/api/v1/messages/choices", &json!({ "topic": "account", "delivery": "none" }));
        assert_eq!(refused.status, 422);
        assert_eq!(world.get(token("lin.mei"), "/api/v1/messages").status, 403);
    }

    fn the_page_of_choices_says_what_cannot_be_turned_off(world: World) {
        let page = world.get(session("lin.mei"), "/account/messages");
        page.holds("不能关闭");
        page.lacks("name=\"account\"");
        assert_eq!(world.post("lin.mei", "/account/messages", &[("funding", "none"), ("reminder", "digest")]).location(), "/account/messages");
        let lin = world.cast.lin_mei.person_id;
        let chosen = world.read(move |tx| Ok(mail::choices(tx, lin)?));
        assert!(chosen.contains(&(Topic::Funding, mail::Delivery::None)) && chosen.contains(&(Topic::Reminder, mail::Delivery::Digest)));
        assert_eq!(world.post("lin.mei", "/account/messages", &[("account", "none")]).status, 422);
    }

    fn a_mail_program_unsubscribes_with_one_request_and_without_logging_in(world: World) {
        let lin = world.cast.lin_mei.clone();
        world.tell(&[lin.person_id], &NEWS);
        let path = mail::unsubscribe_path(&world.letters()[0].unsubscribe);
        world.get(stranger(), &path).holds("申请与遴选");
        world.tell(&[lin.person_id], &NEWS);
        assert_eq!(world.letters_to(&lin).len(), 2, "looking changes nothing");
        let done = world.post_by_stranger(&path, "List-Unsubscribe=One-Click");
        assert_eq!(done.status, 200);
        done.holds("不再发送");
        world.tell(&[lin.person_id], &NEWS);
        assert_eq!(world.letters_to(&lin).len(), 2);
        assert_eq!(world.post_by_stranger(&path, "again=yes").status, 200);
        world.tell(&[lin.person_id], &NEWS);
        assert_eq!(world.letters_to(&lin).len(), 3);
        assert_eq!(world.post_by_stranger("/unsubscribe/0000", "List-Unsubscribe=One-Click").status, 404);
    }

    fn the_office_rewords_on_a_page_and_sees_what_is_wrong(world: World) {
        let path = "/letters/templates/application.to_review";
        world.get(session("wu.min"), "/letters/templates").holds("application.to_review");
        world.get(session("wu.min"), path).holds("林梅提交了申请“光电检测课程建设”");
        let fields = |zh: &'static str| [
            ("version", "0"), ("subject_zh", "请审核：{title}"), ("body_zh", zh),
            ("subject_en", "Review {title}"), ("body_en", "{pi} handed in."), ("do", "save"),
        ];
        let wrong = world.post("wu.min", path, &fields("{whom}交来申请。"));
        assert_eq!(wrong.status, 422);
        wrong.holds("没有名为 {whom} 的占位符");
        wrong.holds("{whom}交来申请。");
        assert_eq!(world.post("wu.min", path, &fields("{pi}交来申请。")).location(), path);
        world.get(session("wu.min"), path).holds("请审核：光电检测课程建设");
        assert_eq!(world.post("wu.min", path, &fields("{pi}交来申请。")).status, 409);
        assert_eq!(world.post("tang.yun", path, &fields("{pi}交来申请。")).status, 403);
        world.get(session("tang.yun"), path).lacks("name=\"subject_zh\"");
        assert_eq!(world.post("wu.min", &format!("{path}/reset"), &[("version", "1")]).location(), path);
        world.get(session("wu.min"), "/letters/templates/account.reset").holds("不能修改");
    }

    fn a_writer_learns_of_no_house_beyond_their_reach(world: World) {
        let typed = |name: &'static str| [
            ("kind", "members"), ("province", ""), ("organisations", name),
            ("subject_zh", "通知"), ("subject_en", "News"), ("body_zh", "请准备"), ("body_en", "Please prepare"),
        ];
        let (hidden, shown) = (world.cast.beiyuan, world.cast.meridian);
        let write = |name| world.post("wang.jianguo", "/announcements/new", &typed(name));
        let unknown = write("云岭技术有限公司");
        // The same words in a world where a house of that name waits to be verified, and in one where everybody sees it.
        for (house, state) in [(hidden, "registered"), (shown, "verified")] {
            world.act(move |tx| Ok(tx.execute("UPDATE organisation SET name = '云岭技术有限公司', state = $1 WHERE id = $2", db::params![state, house])?)).expect("named");
            let known = write("云岭技术有限公司");
            assert_eq!((known.status, &known.body), (422, &unknown.body));
        }
        unknown.holds("没有名为“云岭技术有限公司”的单位");
        assert_eq!(write("南江大学").status, 303, "the own house can be named");
    }

    fn of_two_houses_with_one_name_the_writer_says_which(world: World) {
        let (nanjiang, beiyuan) = (world.cast.nanjiang, world.cast.beiyuan);
        let codes = world.act(move |tx| {
            tx.execute("UPDATE organisation SET name = '同名大学（北区）' WHERE id IN ($1, $2)", db::params![nanjiang, beiyuan])?;
            Ok([nanjiang, beiyuan].map(|house| directory::organisation(tx, house).expect("there").code.expect("a code")))
        }).expect("named");
        let write = |name: &str| world.post("wu.min", "/announcements/new", &[
            ("kind", "members"), ("province", ""), ("organisations", name),
            ("subject_zh", "通知"), ("subject_en", "News"), ("body_zh", "请准备"), ("body_en", "Please prepare"),
        ]);
        let asked = write("同名大学（北区）");
        assert_eq!(asked.status, 422);
        asked.holds(&format!("同名大学（北区）（{}）", codes[0]));
        asked.holds(&format!("同名大学（北区）（{}）", codes[1]));
        for typed in [format!("同名大学（北区）（{}）", codes[1]), format!("同名大学（北区） ({})", codes[1]), codes[1].clone()] {
            let made = write(&typed);
            assert_eq!(made.status, 303, "{typed}");
            let path = made.location().to_owned();
            let id: kernel::AnnouncementId = path.rsplit('/').next().expect("an id").parse().expect("an id");
            let kept = world.read(move |tx| tx.one::<(String,)>("SELECT audience FROM announcement WHERE id = $1", db::params![id]).map_err(Into::into)).0;
            assert!(kept.contains(&beiyuan.to_string()) && !kept.contains(&nanjiang.to_string()), "{kept}");
            world.get(session("wu.min"), &format!("{path}/edit")).holds(&format!("同名大学（北区）（{}）", codes[1]));
        }
    }

    fn an_announcement_goes_from_draft_to_recall_on_pages(world: World) {
        let fields = [
            ("kind", "members"), ("role_teacher", "on"), ("province", ""), ("organisations", "没有的大学"),
            ("subject_zh", "批次开放"), ("subject_en", "Round opens"), ("body_zh", "请准备"), ("body_en", "Please prepare"),
        ];
        let wrong = world.post("wu.min", "/announcements/new", &fields);
        assert_eq!(wrong.status, 422);
        wrong.holds("没有名为“没有的大学”的单位");
        wrong.holds("批次开放");
        let mut fields = fields;
        fields[3].1 = "南江大学";
        let made = world.post("wu.min", "/announcements/new", &fields);
        let path = made.location().to_owned();
        let page = world.get(session("wu.min"), &path);
        page.holds("将送达 2 人");
        page.holds("林梅");
        let value = |name: &str| {
            let at = page.body.find(&format!("name=\"{name}\" value=\"")).expect("the field") + name.len() + 15;
            page.body[at..at + page.body[at..].find('"').expect("its end")].to_owned()
        };
        let (fingerprint, revision) = (value("fingerprint"), value("revision"));
        let overtaken = world.post("wu.min", &format!("{path}/commit"), &[("fingerprint", "0"), ("revision", &revision)]);
        assert_eq!(overtaken.status, 409);
        overtaken.holds("现在是 2 人");
        let done = world.post("wu.min", &format!("{path}/commit"), &[("fingerprint", &fingerprint), ("revision", &revision)]);
        assert_eq!(done.location(), path);
        world.work(async |db| messages::write_announcements(db).await);
        world.get(session("wu.min"), &path).holds("撤回");
        world.get(session("lin.mei"), "/messages").holds("批次开放");
        assert_eq!(world.post("wu.min", &format!("{path}/recall"), &[]).location(), path);
        world.get(session("lin.mei"), "/messages").lacks("批次开放");
        world.get(session("wu.min"), "/announcements").holds("已撤回");
        assert_eq!(world.get(session("zhao.lei"), &path).status, 404);
        assert_eq!(world.get(session("lin.mei"), "/announcements").status, 403);
    }

    fn an_announcement_goes_from_draft_to_recall_for_programs(world: World) {
        let words = "wang.jianguo announcements:read announcements:write";
        let draft = json!({ "audience": { "kind": "members", "roles": ["teacher"] }, "subject_zh": "请完善证书", "subject_en": "Certificates", "body_zh": "请补充", "body_en": "Please add" });
        let made = world.call(words, "POST", "/api/v1/announcements", &draft);
        assert_eq!(made.status, 201);
        let path = made.location().to_owned();
        let preview = world.get(token(words), &format!("{path}/preview")).json();
        assert_eq!(preview["recipients"], json!(2));
        assert_eq!(world.get(token(words), &format!("{path}/recipients")).json().as_array().map(Vec::len), Some(2));
        let commit = json!({ "revision": 0, "fingerprint": preview["fingerprint"] });
        assert_eq!(world.call(words, "POST", &format!("{path}/commit"), &commit).json()["recipients"], json!(2));
        assert_eq!(world.call(words, "POST", &format!("{path}/recall"), &json!({})).json()["announcement"]["state"], json!("recalled"));
        assert_eq!(world.call(words, "DELETE", &path, &json!({})).status, 409);
        assert_eq!(world.get(token("zhao.lei announcements:read"), &path).status, 404);
        let strange = json!({ "audience": { "kind": "applicants", "guideline": "01907000-0000-7000-8000-000000000000" }, "subject_zh": "a", "subject_en": "a", "body_zh": "a", "body_en": "a" });
        assert_eq!(world.call(words, "POST", "/api/v1/announcements", &strange).status, 403);
    }
}
