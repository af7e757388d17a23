//! What people say they know: kept, bounded, gone with the account.

use axum::http::StatusCode;
use db::Tx;
use directory::{Expertise, ExpertiseForm};
use kernel::{Actor, Refusal};

use crate::browser::Browser;
use crate::leaving::KEEPER;
use crate::world::{MIGRATIONS, World};

fn form(keywords: &str) -> ExpertiseForm {
    ExpertiseForm {
        majors: "080705 光电信息科学与工程\n测控技术与仪器".into(),
        industries: "仪器仪表制造业".into(),
        keywords: keywords.into(),
        employer: "东岭大学".into(),
    }
}

fn set(world: &World, actor: &Actor, revision: i64, form: ExpertiseForm) -> Result<Expertise, Refusal> {
    let actor = actor.clone();
    world.write(move |tx| directory::set_expertise(tx, &actor, revision, &form))
}

fn stored(world: &World, actor: &Actor) -> Option<(i64, String)> {
    let person = actor.person_id;
    world.read(move |tx: &mut Tx<'_>| Ok(directory::expertise(tx, person)?)).map(|said| (said.revision, said.keywords))
}

testing::both_databases! {
    with MIGRATIONS;

    fn expertise_is_kept_over_the_revision_that_was_read_and_leaves_a_trace(world: World) {
        let expert = world.cast.he_zhiyuan.clone();
        assert_eq!(set(&world, &expert, 0, form("机器视觉\n机器视觉")).expect("kept").revision, 1);
        assert_eq!(stored(&world, &expert), Some((1, "机器视觉".to_owned())));
        assert_eq!(set(&world, &expert, 1, form("光谱")).expect("kept again").revision, 2);
        assert!(matches!(set(&world, &expert, 1, form("旧页面")), Err(Refusal::Overtaken)));
        assert!(matches!(set(&world, &expert, 0, form("旧页面")), Err(Refusal::Overtaken)));
        assert_eq!(stored(&world, &expert), Some((2, "光谱".to_owned())));
        let person = expert.person_id;
        let acts: Vec<(String, String)> = world.read(move |tx| {
            let trail = journal::trail(tx, person.0)?;
            Ok(trail.into_iter().map(|entry| (entry.step().to_owned(), entry.detail)).collect())
        });
        let detail = r#"{"industries":1,"keywords":1,"majors":2}"#.to_owned();
        assert_eq!(acts, [("set_expertise".to_owned(), detail.clone()), ("set_expertise".to_owned(), detail)]);
    }

    fn expertise_goes_with_the_account(world: World) {
        let li = world.cast.li_fang.clone();
        set(&world, &li, 0, form("财务")).expect("kept");
        world.write({ let li = li.clone(); move |tx| directory::close_account(tx, &li, &KEEPER) }).expect("closed");
        assert_eq!(stored(&world, &li), None);
    }

    fn the_account_page_asks_whoever_judges_and_gives_back_what_was_typed(world: World) {
        let mut browser = Browser::new(&world, false);
        browser.log_in("he.zhiyuan@demo.xieyu");
        let long = "光".repeat(61);
        let typed = [("expertise_revision", "0"), ("majors", "光电信息科学与工程"), ("industries", ""), ("keywords", long.as_str()), ("employer", "")];
        let refused = browser.post("/account", "/account/expertise", &typed);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("最多 60 字，现有 61 字") && refused.body.contains(&long) && refused.body.contains("光电信息科学与工程</textarea>"), "{}", refused.body);
        let typed = [("expertise_revision", "0"), ("majors", "光电信息科学与工程"), ("industries", ""), ("keywords", "光谱"), ("employer", "")];
        assert_eq!(browser.post("/account", "/account/expertise", &typed).status, StatusCode::SEE_OTHER);
        assert_eq!(stored(&world, &world.cast.he_zhiyuan), Some((1, "光谱".to_owned())));
        assert_eq!(browser.post("/account", "/account/expertise", &typed).status, StatusCode::CONFLICT);
        let mut student = Browser::new(&world, false);
        student.log_in("chen.xiao@demo.xieyu");
        assert!(student.get("/account").body.contains("/account/expertise"), "items are suggested to a student by it");
        let mut contact = Browser::new(&world, false);
        contact.log_in("zhao.lei@demo.xieyu");
        assert!(!contact.get("/account").body.contains("/account/expertise"), "an enterprise judges by its offers");
    }

    fn programs_read_and_say_the_same(world: World) {
        let token = world.token_of(&world.cast.lin_mei, &["directory:read", "directory:write"]);
        let mut browser = Browser::new(&world, false);
        let nothing = browser.api("GET", "/api/v1/people/me/expertise", &token, "");
        assert_eq!((nothing.status, nothing.body.contains("\"revision\":0")), (StatusCode::OK, true), "{}", nothing.body);
        let said = browser.api("PUT", "/api/v1/people/me/expertise", &token, r#"{"majors":"光学工程","keywords":"激光"}"#);
        assert_eq!((said.status, said.body.contains("\"majors\":\"光学工程\"")), (StatusCode::OK, true), "{}", said.body);
        assert_eq!(browser.api("PUT", "/api/v1/people/me/expertise", &token, r#"{"majors":"x"}"#).status, StatusCode::CONFLICT);
        let unknown = browser.api("PUT", "/api/v1/people/me/expertise", &token, r#"{"revision":1,"rank":"x"}"#);
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
