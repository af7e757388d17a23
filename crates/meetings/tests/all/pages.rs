//! The pages, without JavaScript.

use porter::{Doors, session as logged_in, stranger};

use crate::world::{MIGRATIONS, World, on, session};

fn path(world: &World, rest: &str) -> String {
    format!("/meetings/{}{rest}", world.meeting)
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_office_builds_releases_and_publishes_a_meeting_by_forms_alone(world: World) {
        let wrong = world.post("office", "/meetings/new", &[("title_zh", ""), ("first_on", "2025-05-02"), ("last_on", "2025-05-01")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("请填写会议名称");
        wrong.holds("会期最多 14 天");
        let made = world.post("office", "/meetings/new", &[("title_zh", "新会"), ("first_on", "2025-05-01"), ("last_on", "2025-05-02")]);
        assert_eq!(made.status, 303, "{}", made.body);
        let base = made.location().trim_end_matches("/settings").to_owned();
        world.get(logged_in("office"), made.location()).holds("value=\"10\"");
        assert_eq!(world.post("office", &format!("{base}/halls"), &[("name_zh", "大厅"), ("capacity", "二百")]).status, 422);
        assert_eq!(world.post("office", &format!("{base}/halls"), &[("name_zh", "大厅"), ("capacity", "200")]).status, 303);
        let page = world.get(logged_in("office"), &format!("{base}/sessions/new")).body;
        let hall = page.split("name=\"hall\"").nth(1).unwrap().split("value=\"").find(|it| it.len() > 36 && it.as_bytes()[36] == b'"').unwrap()[..36].to_owned();
        let form = [
            ("kind", "talks"), ("title_zh", "报告会"), ("hall", hall.as_str()), ("day", "2025-05-01"), ("starts", "09:00"), ("ends", "10:00"),
            ("chair.0.name_zh", ""), ("talk.0.title_zh", "题目"), ("talk.0.minutes", "30"), ("talk.0.speaker.0.name_zh", "林梅"),
            ("talk.0.speaker.0.organisation_zh", "南江大学"), ("talk.1.title_zh", ""),
        ];
        let made = world.post("office", &format!("{base}/sessions"), &form);
        assert_eq!(made.status, 303, "{}", made.body);
        let editor = world.get(logged_in("office"), &format!("{base}/edit"));
        editor.holds("报告会");
        editor.holds("没有发现冲突");
        let releases = world.get(logged_in("office"), &format!("{base}/releases"));
        releases.holds("将为 1 位日程有变化的嘉宾起草通知");
        let print = releases.body.split("name=\"fingerprint\" value=\"").nth(1).unwrap()[..64].to_owned();
        let released = world.post("office", &format!("{base}/releases"), &[("name", "1.0"), ("fingerprint", &print)]);
        assert_eq!(released.status, 303, "{}", released.body);
        assert_eq!(world.get(stranger(), &base).status, 404, "nothing is public yet");
        assert_eq!(world.post("office", &format!("{}/publish", released.location()), &[]).status, 303);
        let public = world.get(stranger(), &base);
        assert_eq!(public.status, 200);
        public.holds("题目");
        public.holds("09:00–09:30");
        public.lacks(&format!("{base}/edit"));
        world.get(stranger(), "/meetings").holds("新会");
        world.get(logged_in("office"), released.location()).holds("另有 1 位嘉宾没有联系方式");
    }

    fn a_session_is_moved_by_a_cell_by_a_form_and_off_the_schedule(world: World) {
        let id = world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:30"))), &[])).unwrap();
        let moving = world.get(logged_in("office"), &path(&world, &format!("/edit?day=2024-11-03&move={id}")));
        moving.holds("正在移动“一”");
        let cell = format!("{} 14:00", world.side);
        moving.holds(&format!("name=\"cell\" value=\"{cell}\""));
        let to = path(&world, &format!("/sessions/{id}/move"));
        let moved = world.post("office", &to, &[("cell", &cell), ("day", "2024-11-03"), ("revision", "1")]);
        assert_eq!((moved.status, moved.location()), (303, path(&world, "/edit?day=2024-11-03").as_str()));
        let it = world.working().agenda.session(id).unwrap().clone();
        assert_eq!((it.hall_id, it.span()), (Some(world.side), Some((on(1, "14:00"), on(1, "15:30")))));
        assert_eq!(world.post("office", &to, &[("cell", &cell), ("day", "2024-11-03"), ("revision", "1")]).status, 409);
        let hall = world.main.to_string();
        let wrong = world.post("office", &to, &[("hall", &hall), ("day", "2024-11-02"), ("starts", "9"), ("ends", "10:00"), ("revision", "2")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("请填写时间，如 09:30");
        let by_form = world.post("office", &to, &[("hall", &hall), ("day", "2024-11-02"), ("starts", "08:15"), ("ends", "10:00"), ("revision", "2")]);
        assert_eq!(by_form.status, 303);
        assert_eq!(world.working().agenda.session(id).unwrap().span(), Some((on(0, "08:15"), on(0, "10:00"))));
        assert_eq!(world.post("office", &to, &[("cell", "none"), ("day", "2024-11-02"), ("revision", "3")]).status, 303);
        assert_eq!(world.working().agenda.unscheduled().count(), 1);
    }

    fn what_was_typed_comes_back_beside_what_is_wrong_with_it(world: World) {
        let id = world.add(session(world.main, "一", None, &[("甲", "林梅")])).unwrap();
        let edit = path(&world, &format!("/sessions/{id}/edit"));
        let again = world.post("office", &edit, &[
            ("revision", "1"), ("kind", "talks"), ("title_zh", "一"), ("day", "2024-11-02"), ("starts", "09:00"), ("ends", "08:00"),
            ("talk.3.title_zh", ""), ("talk.3.speaker.0.name_zh", "周远"), ("talk.3.minutes", "20"),
        ]);
        assert_eq!(again.status, 422);
        again.holds("结束时间须晚于开始时间");
        again.holds("请填写报告题目");
        again.holds("value=\"周远\"");
        again.holds("href=\"#f-talk-0-title_zh\"");
        again.holds("name=\"revision\" value=\"1\"");
    }

    fn conflicts_stand_in_the_editor_and_before_the_release(world: World) {
        let when = Some((on(0, "09:00"), on(0, "10:00")));
        world.add(session(world.main, "一", when, &[])).unwrap();
        world.add(session(world.main, "二", when, &[])).unwrap();
        for page in ["/edit", "/releases"] {
            let page = world.get(logged_in("office"), &path(&world, page));
            page.holds("主会场：“一”（11-02 09:00–10:00）与“二”（11-02 09:00–10:00）同时进行");
        }
    }

    fn others_find_no_meeting_before_it_is_public_and_never_its_editor(world: World) {
        world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[("甲", "林梅")])).unwrap();
        for rest in ["", "/print", "/changes", "/changes.xml", "/schedule.json", "/schedule.xml", "/agenda.ics", "/agenda.pdf"] {
            assert_eq!(world.get(stranger(), &path(&world, rest)).status, 404, "{rest}");
            assert_eq!(world.get(logged_in("teacher"), &path(&world, rest)).status, 404, "{rest}");
        }
        for rest in ["/edit", "/settings", "/people", "/releases", "/sessions/new"] {
            assert_eq!(world.get(logged_in("ministry"), &path(&world, rest)).status, 403, "{rest}");
        }
        world.get(stranger(), "/meetings").holds("还没有公布议程的对接会");
        let first = world.get(logged_in("office"), &path(&world, ""));
        assert_eq!((first.status, first.location()), (303, path(&world, "/edit").as_str()));
    }

    fn pages_speak_english_where_english_is_there(world: World) {
        world.add(session(world.main, "主题", Some((on(0, "09:00"), on(0, "10:00"))), &[("甲", "林梅")])).unwrap();
        let release = world.release("1.0").unwrap();
        world.publish(&release);
        let page = world.get(stranger(), &path(&world, "?lang=en"));
        page.holds("EN 主题");
        page.holds("Main hall");
        page.holds("<span lang=\"zh-CN\">林梅</span>");
        page.lacks("加入日历");
    }
}
