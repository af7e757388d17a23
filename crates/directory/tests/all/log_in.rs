use axum::http::StatusCode;

use crate::browser::{Browser, value_of};
use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn a_password_opens_the_session_and_leads_to_where_one_wanted_to_go(world: World) {
        let mut browser = Browser::new(&world, false);
        let sent = browser.get("/account");
        assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/login?next=%2Faccount"));
        let wrong = browser.post("/login", "/login", &[("email", "lin.mei@demo.xieyu"), ("password", "wrong")]);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("邮箱或密码不正确") && wrong.body.contains("lin.mei@demo.xieyu"));
        let pairs = [("email", "lin.mei@demo.xieyu"), ("password", cast::PASSWORD), ("next", "/account")];
        let right = browser.post("/login", "/login", &pairs);
        assert_eq!((right.status, right.location.as_str()), (StatusCode::SEE_OTHER, "/account"));
        assert!(browser.get("/account").body.contains("教师 · 南江大学"));
        let out = browser.post("/account", "/account/logout-everywhere", &[]);
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        assert!(!browser.has_session());
    }

    fn putting_on_another_hat_keeps_one_logged_in_under_a_new_secret(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in("lin.mei@demo.xieyu");
        let before = browser.session();
        let person = world.cast.lin_mei.person_id;
        let hat = world.read(move |tx| Ok(directory::memberships_of(tx, person)?))[0].id.to_string();
        assert_eq!(browser.post("/account", "/acting-as", &[("membership", &hat)]).location, "/todo");
        assert_ne!(browser.session(), before);
        assert_eq!(browser.get("/account").status, StatusCode::OK);
    }

    fn another_host_is_never_led_to(world: World) {
        let mut browser = Browser::new(&world, false);
        let pairs = [("email", "lin.mei@demo.xieyu"), ("password", cast::PASSWORD), ("next", "//evil.example")];
        assert_eq!(browser.post("/login", "/login", &pairs).location, "/todo");
    }

    fn an_account_is_tried_ten_times_and_then_waits_known_or_not(world: World) {
        for email in ["lin.mei@demo.xieyu", "nobody@demo.xieyu"] {
            let mut browser = Browser::new(&world, false);
            for _ in 0..10 {
                let wrong = browser.post("/login", "/login", &[("email", email), ("password", "wrong")]);
                assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            }
            let limited = browser.post("/login", "/login", &[("email", email), ("password", cast::PASSWORD)]);
            assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
            assert!(limited.body.contains("15 分钟后再试") && limited.body.contains("href=\"/password\""), "{}", limited.body);
            assert_eq!(value_of_input(&limited.body, "email"), email);
            world.base.clock.move_to(world.base.clock.now().plus_seconds(15 * 60));
            assert_ne!(browser.log_in(email).status, StatusCode::TOO_MANY_REQUESTS);
        }
    }

    fn right_passwords_do_not_count_against_the_network(world: World) {
        let mut campus = Browser::new(&world, false);
        for _ in 0..110 {
            assert_eq!(campus.log_in("lin.mei@demo.xieyu").location, "/todo");
            campus.forget_session();
        }
    }

    fn a_stubborn_guesser_stops_neither_the_campus_nor_the_owner_elsewhere(world: World) {
        let mut guesser = Browser::new(&world, false);
        for _ in 0..150 {
            guess(&mut guesser, "lin.mei@demo.xieyu");
        }
        assert_eq!(guesser.log_in("lin.mei@demo.xieyu").status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(guesser.log_in("zhou.yuan@demo.xieyu").location, "/todo");
        assert_eq!(guesser.elsewhere(2).log_in("lin.mei@demo.xieyu").location, "/todo");
    }

    fn a_network_guesses_thirty_times_a_day_and_the_owner_is_written_to_once(world: World) {
        let mut guesser = Browser::new(&world, false);
        let mut tried = 0;
        for _ in 0..20 {
            tried += (0..12).filter(|_| guess(&mut guesser, "lin.mei@demo.xieyu") == StatusCode::UNPROCESSABLE_ENTITY).count();
            world.later(15 * 60);
        }
        assert_eq!(tried, 30);
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["account.guessed"]);
        world.later(19 * 3600 + 60);
        for _ in 0..3 {
            (0..10).for_each(|_| assert_eq!(guess(&mut guesser, "lin.mei@demo.xieyu"), StatusCode::UNPROCESSABLE_ENTITY));
            world.later(15 * 60);
        }
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["account.guessed"; 2]);
    }

    fn many_networks_close_the_account_to_new_ones_until_it_is_reset_by_mail(world: World) {
        let mut owner = Browser::new(&world, false);
        assert_eq!(owner.log_in("lin.mei@demo.xieyu").location, "/todo");
        owner.forget_session();
        for n in 10..20 {
            let mut guesser = owner.elsewhere(n);
            (0..10).for_each(|_| assert_eq!(guess(&mut guesser, "lin.mei@demo.xieyu"), StatusCode::UNPROCESSABLE_ENTITY));
        }
        let mut travelling = owner.elsewhere(30);
        assert_eq!(travelling.log_in("lin.mei@demo.xieyu").status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(owner.log_in("lin.mei@demo.xieyu").location, "/todo");
        assert_eq!(world.letters_to("lin.mei@demo.xieyu"), ["account.guessed"]);
        world.later(60);
        travelling.post("/password", "/password", &[("email", "lin.mei@demo.xieyu")]);
        let path = format!("/password/{}", world.secret_sent_to("lin.mei@demo.xieyu"));
        travelling.post(&path, &path, &[("password", "a-new-password"), ("password_again", "a-new-password")]);
        let typed = [("email", "lin.mei@demo.xieyu"), ("password", "a-new-password")];
        assert_eq!(travelling.post("/login", "/login", &typed).location, "/todo");
    }

    fn the_demo_offers_the_cast_and_real_use_does_not(world: World) {
        let mut demo = Browser::new(&world, true);
        let page = demo.get("/login").body;
        assert!(page.contains("林梅 · 教师 · 南江大学") && page.contains("吴敏 · 项目办公室"), "{page}");
        let lin = world.cast.lin_mei.person_id.to_string();
        assert_eq!(demo.post("/login", "/login", &[("cast", &lin)]).location, "/todo");
        assert!(demo.get("/outbox").body.contains("发件箱"));

        let mut real = Browser::new(&world, false);
        assert!(!real.get("/login").body.contains("林梅"));
        assert_eq!(real.post("/login", "/login", &[("cast", &lin)]).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(real.get("/outbox").status, StatusCode::NOT_FOUND);
    }

    fn what_was_typed_when_the_session_ended_is_sent_after_logging_in_again(world: World) {
        let mut browser = Browser::new(&world, true);
        browser.log_in("lin.mei@demo.xieyu");
        let revision = value_of(&browser.get("/account").body, "revision");
        browser.forget_session();
        let typed = [("revision", revision.as_str()), ("name", "林梅梅"), ("reads", "zh")];
        let asked = browser.post("/login", "/account", &typed);
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        let (path, form) = (value_of(&asked.body, "resume_path"), value_of(&asked.body, "resume_form").replace("&amp;", "&"));
        let carried = [("resume_path", path.as_str()), ("resume_form", form.as_str())];
        let chosen = browser.post("/login", "/login", &[carried[0], carried[1], ("choose", "1")]);
        assert!(chosen.body.contains("林梅 · 教师") && chosen.body.contains("resume_path"));
        let lin = world.cast.lin_mei.person_id.to_string();
        let back = browser.post("/login", "/login", &[carried[0], carried[1], ("cast", &lin)]);
        assert!(back.status == StatusCode::OK && back.body.contains("林梅梅") && back.body.contains("action=\"/account\""));
        let sent = browser.post("/account", "/account", &typed);
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let id = world.cast.lin_mei.person_id;
        assert_eq!(world.read(move |tx| directory::person(tx, id)).name, "林梅梅");
    }

    fn a_stale_account_page_is_overtaken_and_loses_nothing(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in("lin.mei@demo.xieyu");
        let typed = |name| [("revision", "1"), ("name", name), ("reads", "zh")];
        assert_eq!(browser.post("/account", "/account", &typed("林梅一")).status, StatusCode::SEE_OTHER);
        assert_eq!(browser.post("/account", "/account", &typed("林梅二")).status, StatusCode::CONFLICT);
    }

    fn a_forgotten_password_answers_the_same_for_everybody(world: World) {
        let mut browser = Browser::new(&world, false);
        let known = browser.post("/password", "/password", &[("email", "lin.mei@demo.xieyu")]);
        let unknown = browser.post("/password", "/password", &[("email", "nobody@demo.xieyu")]);
        assert_eq!((known.status, known.location), (unknown.status, unknown.location));
        let path = format!("/password/{}", world.secret_sent_to("lin.mei@demo.xieyu"));
        let short = browser.post(&path, &path, &[("password", "short"), ("password_again", "short")]);
        assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.body.contains("10 至 200"));
        let set = browser.post(&path, &path, &[("password", "a-new-password"), ("password_again", "a-new-password")]);
        assert_eq!(set.location, "/login");
        assert_eq!(browser.get(&path).status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post("/login", "/login", &[("email", "lin.mei@demo.xieyu"), ("password", "a-new-password")]).location, "/todo");
    }
}

fn guess(browser: &mut Browser, email: &str) -> StatusCode {
    browser.post("/login", "/login", &[("email", email), ("password", "wrong")]).status
}

/// The value of an input whatever stands between its name and its value.
fn value_of_input(body: &str, name: &str) -> String {
    let at = body.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name} in {body}"));
    let tag = body[at..].split('>').next().unwrap_or_default();
    tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}
