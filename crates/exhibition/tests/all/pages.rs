//! The pages, without JavaScript.

use exhibition::kinds::BoothKind::{Enterprise, University};
use porter::{Doors, session as logged_in, stranger};

use crate::world::{MIGRATIONS, World};

fn path(w: &World, rest: &str) -> String {
    format!("/meetings/{}/exhibition{rest}", w.meeting)
}

testing::both_databases! {
    with MIGRATIONS;

    fn everybody_reads_who_exhibits_and_nobody_what_is_the_organisers(w: World) {
        let own = w.cast.wang_jianguo.clone();
        let asked = w.ask(&own, University, "机器人").unwrap();
        w.hold(asked.id, "A1", "").unwrap();
        w.get(stranger(), &path(&w, "")).lacks("机器人");
        assert_eq!(w.get(stranger(), &path(&w, &format!("/{}", asked.id))).status, 404);
        w.confirm(&own, asked.id).unwrap();
        let page = w.get(stranger(), &path(&w, ""));
        assert_eq!(page.status, 200);
        page.holds("机器人");
        page.holds("<svg");
        page.lacks("13900001234");
        w.get(stranger(), &path(&w, "?q=%E6%9C%BA%E5%99%A8")).holds("南江大学");
        w.get(stranger(), &path(&w, "?q=a1")).holds("南江大学");
        w.get(stranger(), &path(&w, "?q=nothing")).holds("没有符合条件的参展单位");
        let one = w.get(stranger(), &path(&w, &format!("/{}", asked.id)));
        one.holds("南江大学");
        one.lacks("13900001234");
        w.get(stranger(), &path(&w, "?lang=en")).holds("EN 机器人");
        assert_eq!(w.get(logged_in("other"), &path(&w, &format!("/requests/{}", asked.id))).status, 404);
        w.get(logged_in("university"), &path(&w, &format!("/requests/{}", asked.id))).holds("13900001234");
    }

    fn a_university_asks_by_the_form_and_the_office_decides(w: World) {
        assert_eq!(w.get(logged_in("teacher"), &path(&w, "/ask")).status, 403);
        w.get(logged_in("enterprise"), &path(&w, "/ask")).holds("重点企业展位");
        let form = [("kind", "university"), ("title_zh", "机器人"), ("contact_name", "王建国"), ("contact_phone", ""), ("watts", "很多")];
        let wrong = w.post("university", &path(&w, "/ask"), &form);
        assert_eq!(wrong.status, 422);
        wrong.holds("value=\"机器人\"");
        wrong.holds("href=\"#f-watts\"");
        let form = [("kind", "university"), ("title_zh", "机器人"), ("contact_name", "王建国"), ("contact_phone", "139"), ("watts", "")];
        let asked = w.post("university", &path(&w, "/ask"), &form);
        assert_eq!(asked.status, 303, "{}", asked.body);
        let request = asked.location().split('?').next().unwrap().to_owned();
        let selection = w.get(logged_in("office"), &path(&w, "/selection"));
        selection.holds("2 个展位，1 份申请");
        let booth = w.booth("A2").to_string();
        let id = request.rsplit('/').next().unwrap();
        let (at_booth, at_reason) = (format!("booth.{id}"), format!("reason.{id}"));
        let without = w.post("office", &format!("{request}/hold"), &[(&at_booth, ""), (&at_reason, "好")]);
        assert_eq!(without.status, 422);
        without.holds("href=\"#f-booth-");
        assert_eq!(w.post("office", &format!("{request}/hold"), &[(&at_booth, &booth)]).status, 303);
        w.get(logged_in("office"), &request).holds("可以办理的人");
        assert_eq!(w.post("university", &format!("{request}/confirm"), &[]).status, 303);
        w.get(logged_in("university"), &request).holds("已确认");
        assert_eq!(w.post("office", &format!("{request}/set_up"), &[]).status, 303);
        assert_eq!(w.post("office", &format!("{request}/close"), &[]).status, 303);
        assert_eq!(w.post("office", &format!("{request}/close"), &[]).status, 409);
    }

    fn what_was_typed_comes_back_when_a_reason_is_missing(w: World) {
        let a = w.ask(&w.cast.zhao_lei, Enterprise, "光学平台").unwrap();
        w.ask(&w.cast.qin_yue, Enterprise, "云平台").unwrap();
        let booth = w.booth("B1").to_string();
        let (at_booth, at_reason) = (format!("booth.{}", a.id), format!("reason.{}", a.id));
        let reply = w.post("office", &path(&w, &format!("/requests/{}/hold", a.id)), &[(&at_booth, &booth), (&at_reason, "")]);
        assert_eq!(reply.status, 422);
        reply.holds("M-02");
        reply.holds(&format!("value=\"{booth}\" selected"));
        let refused = w.post("office", &path(&w, &format!("/requests/{}/refuse", a.id)), &[(&at_booth, ""), (&at_reason, "重复")]);
        assert_eq!(refused.status, 303, "{}", refused.body);
    }

    fn the_office_draws_by_forms_alone(w: World) {
        assert_eq!(w.get(logged_in("university"), &path(&w, "/plan")).status, 403);
        let page = w.get(logged_in("office"), &path(&w, "/plan"));
        page.holds("A1");
        let row = [("number", "C01"), ("kind", "university"), ("x", "0"), ("y", "3"), ("width", "2.5"), ("depth", "3"), ("count", "3"), ("gap", "0.5"), ("price", "")];
        let added = w.post("office", &path(&w, "/booths"), &row);
        assert_eq!(added.status, 303, "{}", added.body);
        w.get(logged_in("office"), &path(&w, "/plan")).holds("C03");
        let wrong = w.post("office", &path(&w, "/booths"), &[("number", "C04"), ("kind", "university"), ("x", "三"), ("y", "3"), ("width", "3"), ("depth", "3"), ("count", "1"), ("gap", "0")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("href=\"#f-x\"");
        let booth = path(&w, &format!("/booths/{}", w.booth("C01")));
        w.get(logged_in("office"), &booth).holds("value=\"2.5\"");
        let over = [("number", "C01"), ("kind", "university"), ("x", "1"), ("y", "3"), ("width", "5"), ("depth", "3"), ("price", "0"), ("revision", "1")];
        w.post("office", &booth, &over).holds("重叠");
        assert_eq!(w.post("office", &format!("{booth}/remove"), &[]).status, 303);
        let floor = [("floor_width", "25"), ("floor_depth", "10"), ("hold_hours", "48"), ("opens_on", "2026-01-01"), ("closes_on", "2026-02-01"), ("revision", "1")];
        assert_eq!(w.post("office", &path(&w, "/settings"), &floor).status, 303);
        let page = w.get(logged_in("office"), &path(&w, "/plan"));
        page.holds("value=\"2026-02-01\"");
        page.holds("value=\"25\"");
        let small = [("floor_width", "3"), ("floor_depth", "10"), ("hold_hours", "48"), ("opens_on", "2026-01-01"), ("closes_on", "2026-02-01"), ("revision", "2")];
        w.post("office", &path(&w, "/settings"), &small).holds("href=\"#f-floor_width\"");
    }
}
