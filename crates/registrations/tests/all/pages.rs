//! The pages, without JavaScript.

use kernel::RegistrationId;
use porter::{Doors, session as logged_in, stranger};
use registrations::state::State;

use crate::world::{MIGRATIONS, World, badge, day};

fn path(world: &World, rest: &str) -> String {
    format!("/meetings/{}{rest}", world.meeting)
}

fn id_of(location: &str) -> RegistrationId {
    location.rsplit('/').next().unwrap().parse().unwrap()
}

const MEI: [(&str, &str); 5] =
    [("role", "delegate"), ("name_zh", "林梅"), ("name_en", "Lin Mei"), ("organisation_zh", "南江大学"), ("phone", "13800001234")];

testing::both_databases! {
    with MIGRATIONS;

    fn somebody_registers_changes_prints_and_withdraws_by_forms_alone(world: World) {
        let register = path(&world, "/register");
        assert_eq!(world.get(stranger(), &register).status, 401);
        let form = world.get(logged_in("teacher"), &register);
        form.holds("余 2 个名额");
        form.holds("value=\"林梅\"");
        let wrong = world.post("teacher", &register, &[("role", "delegate"), ("name_zh", ""), ("phone", "abc"), ("hotel_nights", "x")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("请填写 0 至 60 之间的整数");
        wrong.holds("value=\"abc\"");
        let wrong = world.post("teacher", &register, &[("role", "delegate"), ("name_zh", ""), ("phone", "abc")]);
        wrong.holds("请填写姓名");
        wrong.holds("请填写有效的电话号码");
        let mut sent = MEI.to_vec();
        sent.extend([("day.2024-11-02", "on"), ("publishes_contact", "on"), ("hotel_nights", "1")]);
        let made = world.post("teacher", &register, &sent);
        assert_eq!(made.status, 303, "{}", made.body);
        let one = made.location().to_owned();
        let shown = world.get(logged_in("teacher"), &one);
        shown.holds("已确认");
        shown.holds("下载胸牌");
        world.get(logged_in("teacher"), "/registrations").holds("第十一届对接会");
        world.get(logged_in("teacher"), &register).holds("您已报名这次会议");
        assert_eq!(world.get(logged_in("student"), &one).status, 404, "others find nothing");
        let badge = world.get(logged_in("teacher"), &format!("{one}/badge.pdf"));
        assert_eq!((badge.status, &badge.body[..5]), (200, "%PDF-"));
        let edit = world.get(logged_in("teacher"), &format!("{one}/edit"));
        edit.holds("value=\"Lin Mei\"");
        let mut again = MEI.to_vec();
        again.extend([("revision", "1"), ("title_zh", "教授")]);
        assert_eq!(world.post("teacher", &format!("{one}/edit"), &again).status, 303);
        world.get(logged_in("teacher"), &one).holds("教授");
        assert_eq!(world.post("teacher", &format!("{one}/withdraw"), &[]).status, 303);
        assert_eq!(world.state(id_of(&one)), State::Withdrawn);
    }

    fn the_office_sets_places_approves_refuses_and_finds_people(world: World) {
        let opening = path(&world, "/registrations/opening");
        world.get(logged_in("office"), &opening).holds("name=\"places.delegate\"");
        let wrong = world.post("office", &opening, &[("opens", "2024-10-05"), ("closes", "2024-10-01"), ("offer_hours", "0"), ("revision", "1")]);
        assert_eq!(wrong.status, 422);
        let form = [("opens", "2024-10-01"), ("closes", "2024-10-20"), ("offer_hours", "24"), ("revision", "1"), ("places.delegate", "1"), ("approval.delegate", "on")];
        assert_eq!(world.post("office", &opening, &form).status, 303);
        assert_eq!(world.post("office", &opening, &form).status, 409, "the revision is an old one");
        let made = world.post("teacher", &path(&world, "/register"), &MEI);
        let one = made.location().to_owned();
        assert_eq!(world.state(id_of(&one)), State::Submitted);
        let list = world.get(logged_in("office"), &path(&world, "/registrations?q=1234&state=submitted"));
        list.holds("林梅");
        world.get(logged_in("office"), &path(&world, "/registrations?q=9999")).holds("没有符合条件的报名");
        assert_eq!(world.post("office", &format!("{one}/refuse"), &[("reason", "")]).status, 422);
        assert_eq!(world.post("office", &format!("{one}/confirm"), &[]).status, 303);
        assert_eq!(world.state(id_of(&one)), State::Confirmed);
        let hand = world.post("office", &path(&world, "/registrations/new"), &[("role", "staff"), ("name_zh", "会务")]);
        assert_eq!(hand.status, 303, "{}", hand.body);
        for rest in ["/registrations", "/registrations/opening", "/registrations/new"] {
            assert_eq!(world.get(logged_in("ministry"), &path(&world, rest)).status, 403, "{rest}");
        }
        let pdf = world.post("office", &path(&world, "/badges"), &[("only_new", "on")]);
        assert_eq!((pdf.status, &pdf.body[..5]), (200, "%PDF-"));
        assert_eq!(world.post("office", &path(&world, "/badges"), &[("only_new", "on")]).status, 303, "all are printed");
    }

    fn a_delegation_is_typed_or_pasted_and_comes_back_when_it_is_wrong(world: World) {
        let to = path(&world, "/delegation");
        let wrong = world.post("university", &to, &[("people.0.name_zh", "甲"), ("people.0.phone", "x"), ("paste", "乙\t讲师\t13800005678\tyi@example.edu.cn")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("value=\"13800005678\"");
        let right = [("people.0.name_zh", "甲"), ("people.0.role", "delegate"), ("paste", "乙，讲师，13800005678，yi@example.edu.cn")];
        assert_eq!(world.post("university", &to, &right).status, 303);
        let page = world.get(logged_in("university"), &to);
        page.holds("甲");
        page.holds("乙");
        assert_eq!(world.get(logged_in("teacher"), &to).status, 403);
    }

    fn people_are_checked_in_by_badge_and_by_name_online(world: World) {
        let (one, two) = (world.by_hand("甲"), world.by_hand("乙"));
        world.base.clock.move_to(day("2024-11-02").begins());
        let door = path(&world, "/check-in");
        world.get(logged_in("office"), &door).holds("已到 0 人，共 2 人");
        assert_eq!(world.post("office", &door, &[("badge", &badge(&one)), ("nonce", "a")]).status, 303);
        assert_eq!(world.post("office", &door, &[("badge", &badge(&one)), ("nonce", "a")]).status, 303);
        assert_eq!(world.state(one.id), State::CheckedIn);
        let found = world.get(logged_in("office"), &format!("{door}?q=%E4%B9%99"));
        found.holds(&format!("name=\"registration\" value=\"{}\"", two.id));
        assert_eq!(world.post("office", &door, &[("registration", &two.id.to_string()), ("nonce", "b")]).status, 303);
        assert_eq!(world.state(two.id), State::CheckedIn);
        world.get(logged_in("office"), &door).holds("已到 2 人，共 2 人");
        assert_eq!(world.get(logged_in("teacher"), &door).status, 403);
        let camera = world.get(logged_in("office"), &format!("/b/{}", badge(&one)));
        assert_eq!((camera.status, camera.location().starts_with(&door)), (303, true));
        assert_eq!(world.get(logged_in("office"), "/b/hello").status, 404);
        let worker = world.get(logged_in("office"), "/meetings/check-in-worker.js");
        assert_eq!(worker.head["content-type"], "text/javascript; charset=utf-8");
        let list = world.get(logged_in("office"), &format!("{door}/list")).json();
        assert_eq!(list["door"]["people"].as_array().map(Vec::len), Some(2));
        let scans = format!("[{{\"nonce\":\"c\",\"scanned_at\":\"2024-11-01T20:00:00Z\",\"badge\":\"{}\",\"registration_id\":null,\"shown\":\"admit\"}}]", badge(&two));
        let merged = world.post("office", &format!("{door}/scans"), &[("scans", &scans)]);
        assert_eq!((merged.status, &merged.json()[0]["verdict"]), (200, &serde_json::json!("again")), "{}", merged.body);
    }

    fn the_door_list_is_there_as_page_and_as_pdf(world: World) {
        world.by_hand("甲");
        let page = world.get(logged_in("office"), &path(&world, "/door-list"));
        page.holds("议程版本 未公布 · 1 人");
        page.holds("1234");
        let pdf = world.get(logged_in("office"), &path(&world, "/door-list.pdf"));
        assert_eq!((pdf.status, &pdf.body[..5]), (200, "%PDF-"));
        let english = world.get(logged_in("office"), &path(&world, "/door-list?lang=en"));
        english.holds("Agenda release none public");
        english.lacks("电话末四位");
    }
}
