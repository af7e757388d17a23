//! The pages, without JavaScript.

use porter::{Doors, session as logged_in, stranger};

use crate::world::{MIGRATIONS, World};

fn path(world: &World, rest: &str) -> String {
    format!("/meetings/{}{rest}", world.meeting)
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_office_sets_up_by_forms_and_gets_back_what_it_typed(world: World) {
        let setup = path(&world, "/negotiations/setup");
        world.get(logged_in("office"), &setup).holds("11-12 14:00–14:20");
        let wrong = world.post("office", &setup, &[("revision", "1"), ("wish_hours", "0"), ("least", "2"), ("most", "1")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("答复时限须为 1 至 720 小时");
        wrong.holds("value=\"2\"");
        assert_eq!(world.post("office", &setup, &[("revision", "1"), ("wish_hours", "48"), ("least", "0"), ("most", "6")]).status, 303);
        assert_eq!(world.post("office", &format!("{setup}/zones"), &[("zone_zh", "二区")]).status, 303);
        let slots = world.post("office", &format!("{setup}/slots"), &[("day", "2024-11-12"), ("begins", "14:05"), ("count", "1"), ("minutes", "20"), ("gap", "0")]);
        assert_eq!(slots.status, 422);
        slots.holds("时段不能重叠");
        slots.holds("value=\"14:05\"");
        let table = world.tables()[0].id;
        assert_eq!(world.post("office", &format!("{setup}/tables/{table}/own"), &[("owner", "没有这家")]).status, 422);
        assert_eq!(world.post("office", &format!("{setup}/tables/{table}/own"), &[("owner", "子午光电科技有限公司")]).status, 303);
        assert_eq!(world.tables()[0].organisation_id, Some(world.cast.meridian));
        assert_eq!(world.post("office", &format!("{setup}/groups"), &[("group_zh", "西部高校"), ("side", "university"), ("province", "65、63"), ("group_least", "2")]).status, 303);
        world.get(logged_in("office"), &format!("{setup}?lang=en")).holds("Xinjiang");
    }

    fn two_find_each_other_ask_answer_and_see_their_sheets(world: World) {
        let home = path(&world, "/negotiations");
        world.get(logged_in("lin"), &home).holds("参加洽谈");
        assert_eq!(world.post("lin", &path(&world, "/negotiations/join"), &[("least", ""), ("most", "x"), ("offers", "实验室")]).status, 422);
        assert_eq!(world.post("lin", &path(&world, "/negotiations/join"), &[("least", ""), ("most", "4"), ("offers", "实验室"), ("seeks", "设备")]).status, 303);
        let to = world.join(&world.cast.zhao_lei.clone());
        world.get(logged_in("lin"), &path(&world, "/negotiators?q=%E8%B5%B5")).holds("赵磊");
        let person = path(&world, &format!("/negotiators/{to}"));
        world.get(logged_in("lin"), &person).holds("发出洽谈请求");
        assert_eq!(world.post("lin", &person, &[("rank", ""), ("note", "想谈")]).status, 422);
        assert_eq!(world.post("lin", &person, &[("rank", "must"), ("note", "想谈实验课程")]).status, 303);
        let twice = world.post("lin", &person, &[("rank", "must"), ("note", "再问一次")]);
        assert_eq!(twice.status, 422);
        twice.holds("这一对已有请求");
        let mine = world.get(logged_in("zhao"), &home);
        mine.holds("想谈实验课程");
        let answer = mine.body.split("/requests/").nth(1).unwrap()[..36].to_owned();
        assert_eq!(world.post("zhao", &path(&world, &format!("/requests/{answer}/answer")), &[("answer", "want"), ("reply", "欢迎")]).status, 303);
        let computed = world.compute();
        world.adopt(computed.id);
        world.get(logged_in("lin"), &home).holds("时间表公布后在此显示");
        world.publish();
        let sheet = world.get(logged_in("lin"), &home);
        sheet.holds("号桌");
        sheet.holds("赵磊");
        sheet.holds("在“主题报告”中有任务");
        world.get(logged_in("zhao"), &format!("{home}?lang=en")).holds("My appointments");
    }

    fn the_office_computes_looks_adopts_moves_and_publishes(world: World) {
        world.four();
        let list = path(&world, "/timetables");
        assert_eq!(world.post("office", &list, &[("seconds", "0"), ("seed", "1")]).status, 422);
        let begun = world.post("office", &list, &[("seconds", "1"), ("seed", "1")]);
        assert_eq!(begun.status, 303, "{}", begun.body);
        let version = begun.location().to_owned();
        let page = world.get(logged_in("office"), &version);
        page.holds("4 / 4");
        page.holds("采用");
        world.get(logged_in("office"), &format!("{version}/instance")).holds("\"kind\": \"schedule\"");
        assert_eq!(world.get(logged_in("office"), &format!("{version}/progress")).head.get("hx-refresh").map(|it| it.to_str().unwrap()), Some("true"));
        assert_eq!(world.post("office", &format!("{version}/adopt"), &[]).status, 303);
        let board = path(&world, "/negotiations/board");
        let it = world.between(&world.cast.xu_lan, &world.cast.qin_yue);
        let day = world.slots().into_iter().find(|slot| slot.id == it.slot_id).unwrap().starts_at.day();
        let moving = world.get(logged_in("office"), &format!("{board}?day={day}&move={}", it.id));
        moving.holds("正在移动：许岚");
        let cell = moving.body.split("name=\"cell\" value=\"").nth(1).unwrap()[..73].to_owned();
        let to = path(&world, &format!("/appointments/{}/move", it.id));
        let moved = world.post("office", &to, &[("cell", &cell), ("revision", &it.revision.to_string())]);
        assert!(moved.status == 303 || moved.body.contains("另一") || moved.body.contains("已有安排"), "{}", moved.status);
        assert_eq!(world.post("office", &path(&world, &format!("/appointments/{}/lock", it.id)), &[("locked", "1")]).status, 303);
        let versions = world.get(logged_in("office"), &list);
        versions.holds("将为 4 位安排有变化的代表起草通知");
        let print = versions.body.split("name=\"fingerprint\" value=\"").nth(1).unwrap()[..64].to_owned();
        let published = world.post("office", &path(&world, "/negotiations/publish"), &[("fingerprint", &print)]);
        assert_eq!(published.status, 303, "{}", published.body);
        let page = world.get(logged_in("office"), published.location());
        page.holds("发送 4 封通知");
        let computed = version.rsplit('/').next().unwrap();
        let compared = world.get(logged_in("office"), &format!("{}?with={computed}", published.location()));
        compared.holds("与其他版本比较");
        assert_eq!(world.post("office", &format!("{}/send", published.location()), &[("seen", "4")]).status, 303);
        let sheets = world.get(logged_in("office"), &path(&world, "/negotiations/sheets"));
        sheets.holds("<svg");
        sheets.holds("许岚");
    }

    fn a_table_shows_the_form_to_the_two_and_nobody_else(world: World) {
        world.public();
        let it = world.between(&world.cast.xu_lan, &world.cast.zhao_lei);
        let number = world.tables().into_iter().find(|table| table.id == it.table_id).unwrap().number;
        let table = path(&world, &format!("/tables/{number}"));
        world.during(&it);
        world.get(logged_in("xu"), &table).holds("已洽谈，保存结果");
        let note = path(&world, &format!("/appointments/{}/note", it.id));
        let wrong = world.post("xu", &note, &[("intent", "1"), ("amount", "很多"), ("next_step", "互访")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("value=\"互访\"");
        assert_eq!(world.post("xu", &note, &[("intent", "1"), ("amount", "50000"), ("next_step", "互访")]).status, 303);
        let page = world.get(logged_in("zhao"), &table);
        page.holds("确认属实");
        page.holds("50,000");
        let screen = world.get(stranger(), &path(&world, "/tables"));
        screen.holds("北原理工大学");
        screen.lacks("许岚");
        assert_eq!(world.get(stranger(), &table).status, 303, "who is not logged in is asked to");
    }

    fn others_find_no_setup_and_no_requests(world: World) {
        assert_eq!(world.get(logged_in("lin"), &path(&world, "/negotiations/setup")).status, 403);
        assert_eq!(world.get(logged_in("ministry"), &path(&world, "/negotiations")).status, 403);
        assert_eq!(world.get(stranger(), &path(&world, "/tables")).status, 404, "no timetable is public yet");
    }

    fn a_change_of_the_agenda_that_orphans_an_appointment_is_named(world: World) {
        use meetings::actions as m;
        world.public();
        let it = world.between(&world.cast.lin_mei, &world.cast.zhao_lei);
        let board = path(&world, "/negotiations/board");
        world.get(logged_in("office"), &board).lacks("与议程或不在场时间冲突的安排");
        let meeting = world.meeting;
        let slot = world.slots().into_iter().find(|slot| slot.id == it.slot_id).unwrap();
        meetings::ask_first(&[negotiations::upset]);
        let release = world.office(move |tx, office| {
            let working = m::working(tx, office, meeting)?;
            let session = working.agenda.sessions[0].clone();
            let revision = meetings::store::revisions(tx, meeting)?[0].1;
            let to = m::Place { hall_id: session.hall_id, starts_at: Some(slot.starts_at), ends_at: Some(slot.ends_at) };
            m::move_session(tx, office, meeting, (session.id, revision), to)?;
            m::release(tx, office, meeting, "1.1", None)
        });
        // Whoever shows it to the public without having seen what it upsets is told.
        let (office, id) = (world.cast.wu_min.clone(), release.id);
        let unseen = world.act(&office, move |tx, office| m::publish(tx, office, meeting, id, 0)).unwrap_err();
        let said = unseen.breaches()[0].said.zh.clone();
        assert!(said.contains("林梅（南江大学）") && said.contains("在“主题报告”中有任务"), "{said}");
        world.office(move |tx, office| m::publish(tx, office, meeting, id, 2));
        let page = world.get(logged_in("office"), &board);
        page.holds("与议程或不在场时间冲突的安排");
        page.holds("在“主题报告”中有任务");
    }
}
