use axum::http::StatusCode;
use files::tiny_pdf;
use kernel::Role;

use crate::browser::{Browser, value_of};
use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn an_invitation_is_answered_by_its_letter_without_logging_in(world: World) {
        let mut admin = Browser::new(&world, false);
        admin.log_in("wang.jianguo@demo.xieyu");
        let people = format!("/organisations/{}/people", world.cast.nanjiang);
        let wrong = admin.post(&people, &people, &[("role", "student"), ("name", "新同学"), ("email", "no address")]);
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("新同学") && wrong.body.contains("请填写邮箱"));
        assert_eq!(admin.post(&people, &people, &[("role", "student"), ("name", "新同学"), ("email", "new@n.example")]).location, people);

        let mut invited = Browser::new(&world, false);
        let letter = format!("/invitations/{}", world.secret_sent_to("new@n.example"));
        assert!(invited.get(&letter).body.contains("南江大学"));
        let short = invited.post(&letter, &letter, &[("answer", "accept"), ("name", "新同学"), ("password", "short"), ("password_again", "short")]);
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let pairs = [("answer", "accept"), ("name", "新同学"), ("password", "ten-letters-long"), ("password_again", "ten-letters-long")];
        assert_eq!(invited.post(&letter, &letter, &pairs).location, "/login");
        assert!(invited.get(&letter).body.contains("已答复"));
        invited.post("/login", "/login", &[("email", "new@n.example"), ("password", "ten-letters-long")]);
        assert!(invited.get("/account").body.contains("学生 · 南江大学"));
    }

    fn the_last_administrator_reads_why_the_role_cannot_end(world: World) {
        let mut admin = Browser::new(&world, false);
        admin.log_in("wang.jianguo@demo.xieyu");
        let people = admin.get(&format!("/organisations/{}/people", world.cast.nanjiang)).body;
        assert!(people.contains("aria-disabled") && people.contains("最后一位管理员不能结束"));
        let elsewhere = admin.get(&format!("/organisations/{}/people", world.cast.beiyuan));
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        let (id, nanjiang) = (world.cast.wang_jianguo.person_id, world.cast.nanjiang);
        let own = world.read(move |tx| Ok(directory::membership_of(tx, id, nanjiang, Role::UniversityAdministrator)?)).expect("held").id;
        let refused = admin.post("/account", &format!("/memberships/{own}"), &[("step", "end")]);
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("先邀请接任者"), "{}", refused.body);
    }

    fn registering_at_a_university_answers_alike_for_known_and_new_addresses(world: World) {
        let mut browser = Browser::new(&world, false);
        assert!(browser.get("/register/person?q=%E5%8D%97%E6%B1%9F").body.contains("南江大学"));
        let university = world.cast.nanjiang.to_string();
        let page = format!("/register/person?university={university}");
        let mut send = |email: &str| {
            let pairs = [
                ("university", university.as_str()), ("role", "teacher"), ("school", "数学学院"), ("name", "何琳"), ("email", email),
                ("title", "讲师"), ("password", "ten-letters-long"), ("password_again", "ten-letters-long"),
            ];
            let answer = browser.upload(&page, "/register/person", &pairs, &[("title_proof", "proof.pdf", &tiny_pdf(&["职称"]))]);
            (answer.status, answer.location)
        };
        let known = send("lin.mei@demo.xieyu");
        assert_eq!(known, (StatusCode::SEE_OTHER, "/login".to_owned()));
        assert_eq!(send("he.lin@morning.example"), known);
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["account.known"]);

        let mut admin = Browser::new(&world, false);
        admin.log_in("wang.jianguo@demo.xieyu");
        let people = admin.get(&format!("/organisations/{university}/people")).body;
        assert!(people.contains("何琳") && people.contains("proof.pdf"));
        let at = people.find("/people/files/").expect("a link to the proof");
        let file = people[at..].split('"').next().unwrap_or_default().to_owned();
        assert!(admin.get(&file).body.starts_with("%PDF"));
        let mut stranger = Browser::new(&world, false);
        stranger.log_in("zhao.lei@demo.xieyu");
        assert_eq!(stranger.get(&file).status, StatusCode::NOT_FOUND);
    }

    fn a_token_is_shown_once_and_revoked_on_its_page(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in("wu.min@demo.xieyu");
        let wrong = browser.post("/tokens", "/tokens", &[("name", "统计"), ("days", "30")]);
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("至少选择一项"));
        let made = browser.post("/tokens", "/tokens", &[("name", "统计"), ("days", "30"), ("scopes", "directory:read")]);
        let secret = made.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a secret").to_owned();
        assert!(secret.starts_with("xyt_") && !browser.get("/tokens").body.contains(&secret));
        assert_eq!(browser.api("GET", "/api/v1/tokens", &secret, "").status, StatusCode::OK);
        let page = browser.get("/tokens").body;
        let at = page.find("/revoke\"").expect("a button to revoke");
        let path = page[..at].rsplit('"').next().unwrap_or_default();
        assert_eq!(browser.post("/tokens", &format!("{path}/revoke"), &[]).location, "/tokens");
        assert_eq!(browser.api("GET", "/api/v1/tokens", &secret, "").status, StatusCode::UNAUTHORIZED);
    }

    fn the_office_adds_a_university_whose_code_must_fit_its_province(world: World) {
        let mut office = Browser::new(&world, false);
        office.log_in("wu.min@demo.xieyu");
        let form = |province| [("kind", "university"), ("name", "东湖学院"), ("province", province), ("code", "4142010999")];
        let wrong = office.post("/organisations/new", "/organisations/new", &form("43"));
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("与所选省份 43 不符"), "{}", wrong.body);
        let made = office.post("/organisations/new", "/organisations/new", &form("42"));
        assert!(made.location.ends_with("/people"), "{}", made.body);
        assert!(office.get("/organisations?warn=u-01").body.contains("东湖学院"));
        assert_eq!(office.post("/organisations/new", "/organisations/new", &form("42")).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(value_of(&office.get("/organisations/new").body, "_csrf").len(), 32);
    }
}
