use axum::http::StatusCode;
use directory::state::MembershipStep as Step;
use directory::{NewToken, Recogniser};
use kernel::{Actor, Refusal};
use web::Identify;

use crate::browser::Browser;
use crate::world::{MIGRATIONS, World, broken};

testing::both_databases! {
    with MIGRATIONS;

    fn a_token_opens_only_the_doors_of_its_scopes(world: World) {
        let mut program = Browser::new(&world, false);
        let office = world.cast.wu_min.clone();
        let reads = token(&world, &office, &["directory:read"], 30);
        let me = program.api("GET", "/api/v1/people/me", &reads, "");
        assert!(me.status == StatusCode::OK && me.body.contains("programme_office") && !me.body.contains("argon2"), "{}", me.body);
        let id = world.registered().0.id;
        let path = format!("/api/v1/organisations/{id}/verify");
        assert_eq!(program.api("POST", &path, &reads, r#"{"evidence":"公示系统"}"#).status, StatusCode::FORBIDDEN);
        let writes = token(&world, &office, &["directory:write"], 30);
        assert_eq!(program.api("POST", &path, &writes, "{}").status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(program.api("POST", &path, &writes, r#"{"evidence":"公示系统"}"#).status, StatusCode::OK);
        assert_eq!(program.api("POST", &path, &writes, r#"{"evidence":"公示系统"}"#).status, StatusCode::CONFLICT);
        assert_eq!(program.api("GET", "/api/v1/people/me", "xyt_wrong", "").status, StatusCode::UNAUTHORIZED);
    }

    fn a_token_without_the_scope_to_read_sees_what_the_public_sees(world: World) {
        let mut program = Browser::new(&world, false);
        let (id, office) = (world.registered().0.id, world.cast.wu_min.clone());
        let path = format!("/api/v1/organisations/{id}");
        let writes = token(&world, &office, &["directory:write"], 30);
        assert_eq!(program.api("GET", &path, &writes, "").status, StatusCode::NOT_FOUND);
        let reads = token(&world, &office, &["directory:read"], 30);
        let seen = program.api("GET", &path, &reads, "");
        assert!(seen.status == StatusCode::OK && seen.body.contains("\"rule\":\"E-01\""), "{}", seen.body);
    }

    fn a_token_ends_when_it_is_revoked_too_old_or_its_role_is_over(world: World) {
        let li = world.cast.li_fang.clone();
        let [revoked, old, roleless] = [40, 1, 5].map(|days| token(&world, &li, &["directory:read"], days));
        assert_eq!([&revoked, &old, &roleless].map(|t| opens(&world, t)), [true; 3]);
        let ends = world.base.clock.now().plus_days(1);
        let ids = world.read(|tx| Ok(tx.query::<(kernel::TokenId, kernel::Instant)>("SELECT id, expires_at FROM api_token", &[])?));
        let id = ids.into_iter().find(|(_, expires)| *expires > ends.plus_days(10)).expect("a token of forty days").0;
        let by = li.clone();
        world.write(move |tx| directory::revoke_token(tx, &by, id)).expect("revoked");
        assert_eq!([&revoked, &old, &roleless].map(|t| opens(&world, t)), [false, true, true]);
        world.base.clock.move_to(world.base.clock.now().plus_days(1));
        assert_eq!([&revoked, &old, &roleless].map(|t| opens(&world, t)), [false, false, true]);
        let wang = world.cast.wang_jianguo.clone();
        world.write(move |tx| {
            let membership = directory::memberships_of(tx, li.person_id)?.remove(0);
            directory::step_membership(tx, &wang, membership.id, Step::End, "")
        }).expect("ended");
        assert!(!opens(&world, &roleless));
    }

    fn nobody_revokes_the_token_of_somebody_else_or_makes_one_beyond_what_is_known(world: World) {
        let lin = world.cast.lin_mei.clone();
        token(&world, &lin, &["directory:read"], 30);
        let id = world.read(|tx| Ok(tx.one::<(kernel::TokenId,)>("SELECT id FROM api_token", &[])?)).0;
        let zhou = world.cast.zhou_yuan.clone();
        assert!(matches!(world.write(move |tx| directory::revoke_token(tx, &zhou, id)), Err(Refusal::NotFound)));
        let new = NewToken { name: String::new(), scopes: vec!["all".into()], days: 400 };
        assert_eq!(broken(world.write(move |tx| directory::make_token(tx, &lin, &new, &["directory:read".into()]))), ["name", "scopes", "days"]);
    }
}

fn token(world: &World, actor: &Actor, scopes: &[&str], days: i64) -> String {
    let scopes: Vec<String> = scopes.iter().map(|s| (*s).to_owned()).collect();
    let (actor, new) = (actor.clone(), NewToken { name: "统计".into(), scopes: scopes.clone(), days });
    world.write(move |tx| directory::make_token(tx, &actor, &new, &scopes)).expect("made").1
}

fn opens(world: &World, token: &str) -> bool {
    let (token, recogniser) = (token.to_owned(), Recogniser::new(world.db().clone()));
    world.read(move |tx| Ok(recogniser.by_token(tx, &token)?.is_some()))
}
