use axum::http::StatusCode;
use db::{DbError, Tx};
use directory::{Keeper, MembershipState, Ties};
use kernel::{Actor, Refusal, Role, Todo};

use crate::browser::Browser;
use crate::world::{MIGRATIONS, World, broken};

/// 周远 leads something, 林梅 once handed something in, everybody else is free to go.
pub const KEEPER: Keeper = Keeper { ties, let_go };

fn ties(tx: &mut Tx<'_>, actor: &Actor) -> Result<Ties, DbError> {
    let what = kernel::Said { zh: "在研项目".into(), en: "A running project".into() };
    let project =
        Todo { what, subject: "智能光电检测".into(), href: "/projects/7".into(), since: tx.now(), due: None };
    let in_the_way = if actor.name == "周远" { vec![project] } else { Vec::new() };
    Ok(Ties { in_the_way, keeps_proofs: actor.name == "林梅" })
}

fn let_go(_: &mut Tx<'_>, _: &Actor) -> Result<(), Refusal> {
    Ok(())
}

fn close(world: &World, actor: &Actor) -> Result<Vec<String>, Refusal> {
    let actor = actor.clone();
    world.write(move |tx| directory::close_account(tx, &actor, &KEEPER))
}

testing::both_databases! {
    with MIGRATIONS;

    fn what_stands_in_the_way_is_shown_with_its_page_and_refuses(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in("zhou.yuan@demo.xieyu");
        let page = browser.get("/account/close").body;
        assert!(page.contains("href=\"/projects/7\"") && page.contains("智能光电检测") && page.contains("aria-disabled"), "{page}");
        let refused = browser.post("/account", "/account/close", &[("present_password", cast::PASSWORD), ("sure", "on")]);
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("在研项目：智能光电检测"), "{}", refused.body);
        assert_eq!(browser.get("/account").status, StatusCode::OK);
        let wrong = browser.post("/account", "/account/close", &[("present_password", "wrong-password")]).body;
        assert!(wrong.contains("在研项目：智能光电检测") && !wrong.contains("当前密码不正确"), "without the form nothing is said of its fields: {wrong}");

        let last = close(&world, &world.cast.wang_jianguo).expect_err("the last administrator has to stay");
        assert!(last.breaches().iter().any(|b| b.said.zh.contains("南江大学") && b.said.zh.contains("邀请接任者")), "{last:?}");
    }

    fn closing_ends_roles_and_takes_personal_data_away(world: World) {
        let (li, id) = (world.cast.li_fang.clone(), world.cast.li_fang.person_id);
        let scan = world.scan("工作证");
        let kept = world.files.read_now(&scan.sha256).expect("stored");
        world.write({ let (li, scan) = (li.clone(), scan.clone()); move |tx| Ok(files::attach(tx, &li, &scan, "person", kernel::RowId(id.0), "title_proof")?) }).expect("attached");
        let token = world.token_of(&li, &["directory:read"]);
        let mut browser = Browser::new(&world, false);
        browser.log_in("li.fang@demo.xieyu");
        let unsure = browser.post("/account", "/account/close", &[("present_password", cast::PASSWORD)]);
        assert!(unsure.status == StatusCode::UNPROCESSABLE_ENTITY && unsure.body.contains("请勾选确认"));
        let wrong = browser.post("/account", "/account/close", &[("present_password", "wrong-password"), ("sure", "on")]);
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("当前密码不正确"));
        let both = browser.post("/account", "/account/close", &[("present_password", "wrong-password")]);
        assert!(both.status == StatusCode::UNPROCESSABLE_ENTITY && both.body.contains("当前密码不正确") && both.body.contains("请勾选确认"), "{}", both.body);
        let gone = browser.post("/account", "/account/close", &[("present_password", cast::PASSWORD), ("sure", "on")]);
        assert_eq!((gone.location.as_str(), browser.has_session()), ("/", false));

        let person = world.read(move |tx| directory::person(tx, id));
        assert_eq!((person.name.as_str(), person.name_en.as_str(), person.phone.as_str(), person.title.as_str()), ("李芳", "", "", ""));
        assert_eq!((person.email, person.password_hash.as_str()), (format!("closed:{id}"), ""));
        assert!(person.closed_at.is_some());
        let held: Vec<directory::Membership> = world.read(move |tx| Ok(db::list(tx, "WHERE person_id = $1", db::params![id])?));
        assert!(held.iter().all(|m| m.state == MembershipState::Ended), "{held:?}");
        assert_eq!(browser.log_in("li.fang@demo.xieyu").status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.api("GET", "/api/v1/people/me", &token, "").status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.letters_to("li.fang@demo.xieyu"), ["account.closed"]);
        assert!(!kept.is_empty() && world.files.read_now(&scan.sha256).is_err(), "the scan is deleted");
        assert_eq!(world.acts_on(id.0), ["person.close_account"]);
        let told = world.letters_to("wang.jianguo@demo.xieyu");
        assert!(told.is_empty(), "ending one's own role tells the person alone: {told:?}");
    }

    fn papers_that_somebody_else_shows_or_is_about_to_show_stay(world: World) {
        let (li, id) = (world.cast.li_fang.clone(), world.cast.li_fang.person_id);
        let (own, typed) = (world.scan("工作证"), world.scan("聘书"));
        let papers = [own.clone(), typed.clone()];
        world.write(move |tx| {
            for paper in &papers {
                files::attach(tx, &li, paper, "person", kernel::RowId(id.0), "title_proof")?;
            }
            // Somebody else sent the same bytes with a form that was not accepted yet.
            let sql = "INSERT INTO kept_upload (id, secret_hash, purpose, name, kind, bytes, sha256, kept_at) VALUES ($1, 'x', 'title_proof', 'a.pdf', 'pdf', 1, $2, $3)";
            Ok(tx.execute(sql, db::params![kernel::RowId(id.0), papers[1].sha256, tx.now()])?)
        }).expect("attached");
        assert_eq!(close(&world, &world.cast.li_fang).expect("closed"), [own.sha256]);
        assert!(world.files.read_now(&typed.sha256).is_ok());
    }

    fn what_a_decision_rested_on_stays(world: World) {
        let (lin, id) = (world.cast.lin_mei.clone(), world.cast.lin_mei.person_id);
        let scan = world.scan("教师资格证");
        world.write({ let (lin, scan) = (lin.clone(), scan.clone()); move |tx| Ok(files::attach(tx, &lin, &scan, "person", kernel::RowId(id.0), "teacher_certificate")?) }).expect("attached");
        let before = world.read(move |tx| directory::person(tx, id));
        assert_eq!(close(&world, &lin).expect("closed"), Vec::<String>::new());
        let after = world.read(move |tx| directory::person(tx, id));
        assert_eq!((after.certificate_number, after.phone.as_str()), (before.certificate_number, ""));
        assert!(world.files.read_now(&scan.sha256).is_ok());
    }

    fn the_address_of_a_closed_account_is_free_again(world: World) {
        close(&world, &world.cast.sun_yue).expect("closed");
        assert!(world.read(|tx| Ok(directory::find_person_by_email(tx, "sun.yue@demo.xieyu")?)).is_none());
        let again = world.register(directory::EnterpriseForm { contact_email: "sun.yue@demo.xieyu".into(), ..crate::world::enterprise() });
        again.expect("somebody else may use it");
        assert!(matches!(close(&world, &world.cast.sun_yue), Err(Refusal::Overtaken)), "closing twice does it once");
    }

    fn a_program_closes_the_account_with_the_password_or_hears_what_is_in_the_way(world: World) {
        let body = |password: &str| serde_json::json!({ "present_password": password }).to_string();
        let mut program = Browser::new(&world, false);
        let zhou = world.token_of(&world.cast.zhou_yuan, &["directory:write"]);
        let refused = program.api("POST", "/api/v1/people/me/close", &zhou, &body(cast::PASSWORD));
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("智能光电检测"), "{}", refused.body);
        let wrong = program.api("POST", "/api/v1/people/me/close", &zhou, &body("wrong")).body;
        assert!(wrong.contains("智能光电检测") && wrong.contains("当前密码不正确"), "{wrong}");
        let chen = world.token_of(&world.cast.chen_xiao, &["directory:write"]);
        let made = program.api("POST", "/api/v1/tokens", &chen, r#"{"name":"another","scopes":["directory:write"],"days":7}"#);
        let made: serde_json::Value = serde_json::from_str(&made.body).expect("JSON");
        let made = made["secret"].as_str().expect("a secret").to_owned();
        assert_eq!(program.api("POST", "/api/v1/people/me/close", &made, &body("wrong")).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(program.api("POST", "/api/v1/people/me/close", &chen, &body("wrong")).status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(program.api("POST", "/api/v1/people/me/close", &chen, &body(cast::PASSWORD)).status, StatusCode::OK);
        for ended in [&chen, &made] {
            assert_eq!(program.api("POST", "/api/v1/people/me/close", ended, &body(cast::PASSWORD)).status, StatusCode::UNAUTHORIZED);
        }
    }

    fn a_role_asked_for_and_an_invitation_end_with_the_account(world: World) {
        let nanjiang = world.cast.nanjiang;
        let wang = world.cast.wang_jianguo.clone();
        let form = directory::InvitationForm { role: Role::UniversityFinance, name: "陈晓".into(), email: "chen.xiao@demo.xieyu".into(), school: String::new() };
        world.write(move |tx| directory::invite(tx, &wang, nanjiang, &form)).expect("invited");
        close(&world, &world.cast.chen_xiao).expect("closed");
        let id = world.cast.chen_xiao.person_id;
        let mut states: Vec<MembershipState> = world.read(move |tx| Ok(db::list::<directory::Membership>(tx, "WHERE person_id = $1", db::params![id])?)).into_iter().map(|m| m.state).collect();
        states.sort();
        assert_eq!(states, [MembershipState::Refused, MembershipState::Ended]);
        assert_eq!(broken(close(&world, &world.cast.zhou_yuan)), [""]);
    }
}
