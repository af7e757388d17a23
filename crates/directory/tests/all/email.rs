use axum::http::StatusCode;
use kernel::Refusal;

use crate::browser::Browser;
use crate::world::{MIGRATIONS, World, broken};

const OLD: &str = "lin.mei@demo.xieyu";
const NEW: &str = "lin@nanjiang.example";

testing::both_databases! {
    with MIGRATIONS;

    fn a_new_address_counts_once_its_letter_is_opened_and_the_old_one_is_told(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in(OLD);
        let wrong = browser.post("/account", "/account/email", &[("email", NEW), ("present_password", "wrong-password")]);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("当前密码不正确") && wrong.body.contains(NEW), "what was typed comes back");
        assert!(wrong.body.contains("value=\"林梅\""), "the other form keeps what is stored");

        for (typed, said) in [("no address", "请填写邮箱"), (OLD, "这就是现在的邮箱")] {
            let both = browser.post("/account", "/account/email", &[("email", typed), ("present_password", "wrong-password")]);
            assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(both.body.contains("当前密码不正确") && both.body.contains(said), "{}", both.body);
        }

        let asked = browser.post("/account", "/account/email", &[("email", " LIN@nanjiang.example "), ("present_password", cast::PASSWORD)]);
        assert_eq!(asked.location, "/account");
        let waits = browser.get("/account").body;
        assert!(waits.contains(OLD) && waits.contains(&format!("新邮箱 {NEW} 待确认")), "{waits}");
        assert_eq!((world.letters_to(OLD), world.letters_to(NEW)), (vec!["account.address_asked".to_owned()], vec!["account.new_address".to_owned()]));

        let letter = format!("/email/{}", world.secret_sent_to(NEW));
        let mut elsewhere = Browser::new(&world, false);
        assert!(elsewhere.get(&letter).body.contains(NEW));
        assert_eq!(elsewhere.log_in(OLD).location, "/todo", "opening the letter alone changes nothing");
        elsewhere.forget_session();
        world.later(60);
        assert_eq!(elsewhere.post(&letter, &letter, &[]).location, "/login");
        assert_eq!(elsewhere.log_in(OLD).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(elsewhere.log_in(NEW).location, "/todo");
        assert_eq!(elsewhere.get(&letter).status, StatusCode::NOT_FOUND, "a link works once");
        assert_eq!(world.letters_to(OLD)[1..], ["account.address_left"]);
        assert_eq!(world.letters_to(NEW)[1..], ["account.address_changed"]);
        assert_eq!(world.acts_on(world.cast.lin_mei.person_id.0), ["person.ask_email_change", "person.change_email"]);
        let known_as = |email: &'static str| world.read(move |tx| Ok(directory::people_known_as(tx, email)?));
        assert_eq!((known_as(OLD), known_as(NEW)), (vec![world.cast.lin_mei.person_id], vec![world.cast.lin_mei.person_id]));
        world.write({ let lin = world.cast.lin_mei.clone(); move |tx| directory::close_account(tx, &lin, &crate::leaving::KEEPER) }).expect("closed");
        assert_eq!((known_as(OLD), known_as(NEW)), (vec![], vec![]));
    }

    fn an_address_of_another_account_is_told_by_letter_and_the_asker_learns_nothing(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in(OLD);
        let pairs = [("email", "zhou.yuan@demo.xieyu"), ("present_password", cast::PASSWORD)];
        assert_eq!(browser.post("/account", "/account/email", &pairs).location, "/account");
        assert!(browser.get("/account").body.contains("新邮箱 zhou.yuan@demo.xieyu 待确认"));
        assert_eq!(world.letters_to("zhou.yuan@demo.xieyu"), ["account.wanted"]);
    }

    fn an_address_that_was_taken_meanwhile_changes_nothing(world: World) {
        let (lin, zhou) = (world.cast.lin_mei.clone(), world.cast.zhou_yuan.clone());
        world.write(move |tx| directory::ask_email_change(tx, &lin, NEW)).expect("asked");
        let first = world.secret_sent_to(NEW);
        world.later(60);
        world.write(move |tx| directory::ask_email_change(tx, &zhou, NEW)).expect("asked");
        let second = world.secret_sent_to(NEW);
        world.write(move |tx| directory::confirm_email_change(tx, &second)).expect("confirmed");
        assert_eq!(broken(world.write({ let first = first.clone(); move |tx| directory::confirm_email_change(tx, &first) })), ["email"]);
        let mut browser = Browser::new(&world, false);
        let late = browser.post(&format!("/email/{first}"), &format!("/email/{first}"), &[]);
        assert!(late.status == StatusCode::NOT_FOUND && late.body.contains("属于另一个账号"), "{}", late.body);
        assert_eq!(browser.log_in(OLD).location, "/todo");
    }

    fn a_change_is_withdrawn_replaced_and_forgotten_after_two_days(world: World) {
        let lin = world.cast.lin_mei.clone();
        let ask = |email: &'static str| { let lin = lin.clone(); world.write(move |tx| directory::ask_email_change(tx, &lin, email)) };
        let confirm = |secret: String| world.write(move |tx| directory::confirm_email_change(tx, &secret));
        assert_eq!(broken(ask("no address")), ["email"]);
        assert_eq!(broken(ask(OLD)), ["email"]);
        ask(NEW).expect("asked");
        let first = world.secret_sent_to(NEW);
        world.later(60);
        ask("lin.mei@nanjiang.example").expect("asked again");
        let second = world.secret_sent_to("lin.mei@nanjiang.example");
        assert!(matches!(confirm(first), Err(Refusal::NotFound)), "the later one replaces the earlier");
        let cancel = || { let lin = lin.clone(); world.write(move |tx| directory::cancel_email_change(tx, &lin)) };
        cancel().expect("withdrawn");
        assert!(matches!(cancel(), Err(Refusal::NotFound)));
        assert!(matches!(confirm(second), Err(Refusal::NotFound)));
        world.later(60);
        ask(NEW).expect("asked once more");
        let third = world.secret_sent_to(NEW);
        world.later(2 * 86_400);
        assert!(matches!(confirm(third), Err(Refusal::NotFound)));
    }

    fn asking_is_limited_like_every_letter(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in(OLD);
        for n in 0..3 {
            let pairs = [("email", format!("lin{n}@nanjiang.example")), ("present_password", cast::PASSWORD.to_owned())];
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (*k, v.as_str())).collect();
            assert_eq!(browser.post("/account", "/account/email", &pairs).location, "/account");
        }
        let pairs = [("email", NEW), ("present_password", cast::PASSWORD)];
        assert_eq!(browser.post("/account", "/account/email", &pairs).status, StatusCode::TOO_MANY_REQUESTS);
    }

    fn programs_change_name_and_address_with_the_password(world: World) {
        let secret = world.token_of(&world.cast.lin_mei, &["directory:read", "directory:write"]);
        let mut program = Browser::new(&world, false);
        let edit = |program: &mut Browser, body: &str| program.api("PUT", "/api/v1/people/me", &secret, body);
        let wrong = edit(&mut program, r#"{"revision":1,"name":" ","name_en":"林梅","phone":"call me","lang":"en"}"#);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let problem: serde_json::Value = serde_json::from_str(&wrong.body).expect("JSON");
        let fields: Vec<&str> = problem["problems"].as_array().expect("a list").iter().filter_map(|b| b["field"].as_str()).collect();
        assert_eq!(fields, ["name", "name_en", "phone"]);
        let edited = edit(&mut program, r#"{"revision":1,"name":"林小梅","name_en":"Lin Xiaomei","phone":"+86 25 8888 0000","title":"教授","lang":"en"}"#);
        let person: serde_json::Value = serde_json::from_str(&edited.body).expect("JSON");
        assert_eq!((&person["name"], &person["name_en"], &person["revision"]), (&"林小梅".into(), &"Lin Xiaomei".into(), &2.into()));
        assert_eq!(edit(&mut program, r#"{"revision":1,"name":"林梅","lang":"zh"}"#).status, StatusCode::CONFLICT);

        let ask = |program: &mut Browser, password: &str| {
            let body = serde_json::json!({ "email": NEW, "present_password": password }).to_string();
            program.api("POST", "/api/v1/people/me/email", &secret, &body)
        };
        assert_eq!(ask(&mut program, "wrong").status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ask(&mut program, cast::PASSWORD).status, StatusCode::OK);
        assert!(program.api("GET", "/api/v1/people/me/email", &secret, "").body.contains(NEW));
        let first = world.secret_sent_to(NEW);
        assert!(!program.api("DELETE", "/api/v1/people/me/email", &secret, "").body.contains(NEW));
        assert_eq!(program.api("POST", &format!("/api/v1/email-changes/{first}"), "", "").status, StatusCode::NOT_FOUND);
        world.later(60);
        assert_eq!(ask(&mut program, cast::PASSWORD).status, StatusCode::OK);
        let second = world.secret_sent_to(NEW);
        assert_eq!(program.api("POST", &format!("/api/v1/email-changes/{second}"), "", "").status, StatusCode::OK);
        assert!(program.api("GET", "/api/v1/people/me", &secret, "").body.contains(NEW));
    }

    fn an_english_page_speaks_to_people_by_their_english_name(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in(OLD);
        let header = |page: String| page.split("</header>").next().unwrap_or_default().to_owned();
        assert!(header(browser.get("/account?lang=en").body).contains("Lin Mei"));
        assert!(header(browser.get("/account?lang=zh").body).contains("林梅"));
    }
}
