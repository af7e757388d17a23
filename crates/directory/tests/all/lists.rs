use axum::http::StatusCode;
use directory::policy::{Eyes, may_view};
use directory::{Filter, Organisation, OrganisationState as State};
use files::tiny_pdf;
use kernel::OrganisationId;

use crate::browser::Browser;
use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn an_organisation_is_listed_exactly_when_it_may_be_seen(world: World) {
        world.registered();
        let cast = world.cast.clone();
        let eyes = [&cast.lin_mei, &cast.wang_jianguo, &cast.zhao_lei, &cast.sun_yue, &cast.he_zhiyuan, &cast.wu_min, &cast.feng_jing, &cast.tang_yun]
            .map(|actor| Eyes { actor: Some(actor.clone()), province: None, ..Eyes::default() });
        let provinces = ["32", "31"].map(|code| Eyes { actor: Some(cast.zheng_hai.clone()), province: Some(code.into()), ..Eyes::default() });
        for eyes in eyes.into_iter().chain(provinces).chain([Eyes::default()]) {
            for state in ["registered", "returned", "verified", "refused", "suspended"] {
                // Only the tests write a state like this: they need every state, not a way to it.
                world.write(move |tx| Ok(tx.execute("UPDATE organisation SET state = $1 WHERE province IN ('31', '32')", db::params![state])?)).expect("set");
                let looker = eyes.clone();
                let listed = world.read(move |tx| Ok(directory::organisations(tx, &looker, &Filter::default())?));
                let looker = eyes.clone();
                let seen: Vec<Organisation> = world.read(|tx| Ok(db::list(tx, "ORDER BY id DESC", &[])?));
                let seen: Vec<Organisation> = seen.into_iter().filter(|one| may_view(&looker, one)).collect();
                assert_eq!(listed, seen, "{eyes:?} {state}");
            }
        }
    }

    fn the_list_is_filtered_and_takes_one_statement_however_long(world: World) {
        let find = |filter: Filter| world.read(move |tx| {
            let office = Eyes::default();
            let before = tx.statements();
            let rows = directory::organisations(tx, &office, &filter)?;
            Ok((rows.into_iter().map(|o| o.name_en).collect::<Vec<_>>(), tx.statements() - before))
        });
        assert_eq!(find(Filter { name: "meridian".into(), ..Filter::default() }), (vec!["Meridian Optics".to_owned()], 1));
        assert_eq!(find(Filter { name: "4132019901".into(), ..Filter::default() }), (vec!["Nanjiang University".to_owned()], 1));
        assert_eq!(find(Filter { name: "100%".into(), ..Filter::default() }), (vec![], 1));
        let (all, statements) = find(Filter::default());
        assert_eq!((all.len(), statements), (8, 1));
    }

    fn u_01_a_university_without_an_administrator_is_listed(world: World) {
        let lonely = || world.read(|tx| Ok(directory::organisations(tx, &Eyes::default(), &Filter { without_administrator: true, ..Filter::default() })?));
        assert_eq!(lonely().len(), 0);
        world.write(|tx| Ok(tx.execute("UPDATE membership SET state = 'ended' WHERE role = 'university_administrator' AND organisation_id = \
            (SELECT id FROM organisation WHERE code = '4123019902')", &[])?)).expect("ended");
        assert_eq!(lonely().iter().map(|o| o.id).collect::<Vec<_>>(), [world.cast.beiyuan]);
        let mut browser = Browser::new(&world, false);
        browser.log_in("wu.min@demo.xieyu");
        assert!(browser.get("/organisations?warn=u-01").body.contains("北原理工大学"));
    }

    fn a_wrong_credit_code_names_the_character_and_the_uploaded_files_stay(world: World) {
        let mut browser = Browser::new(&world, false);
        let wrong = fields("9131011XMA1K4C7DXX");
        let pdf = tiny_pdf(&["营业执照"]);
        let page = "/register/enterprise";
        let files: [(&str, &str, &[u8]); 2] = [("licence", "licence.pdf", &pdf), ("commitment", "commitment.pdf", b"no pdf")];
        let refused = browser.upload(page, page, &wrong, &files);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("第 8 位“X”") && refused.body.contains("9131011XMA1K4C7DXX"), "{}", refused.body);
        assert!(refused.body.contains("licence.pdf") && !refused.body.contains("commitment.pdf"));
        let kept = crate::browser::value_of(&refused.body, "licence_kept");

        let code = kernel::credit_code::complete("91310115MA1K4C7D").expect("a code");
        let right = fields(code.as_str());
        let pairs: Vec<(&str, &str)> = right.iter().copied().chain([("licence_kept", kept.as_str())]).collect();
        let sent = browser.upload(page, page, &pairs, &[("commitment", "commitment.pdf", &pdf)]);
        assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/login"), "{}", sent.body);

        let confirm = format!("/confirm/{}", world.secret_sent_to("he.lin@morning.example"));
        assert_eq!(browser.post(&confirm, &confirm, &[]).location, "/login");
        let known = browser.post("/login", "/login", &[("email", "he.lin@morning.example"), ("password", "ten-letters-long")]);
        assert_eq!(known.location, "/todo");
        let id = world.read(|tx| Ok(tx.one::<(OrganisationId,)>("SELECT id FROM organisation WHERE state = 'registered'", &[])?)).0;
        let own = browser.get(&format!("/organisations/{id}")).body;
        assert!(own.contains("licence.pdf") && own.contains("E-02") && own.contains("项目办公室"), "{own}");
    }

    fn the_office_verifies_on_the_page_and_the_public_then_sees_the_organisation(world: World) {
        let id = world.registered().0.id;
        let page = format!("/organisations/{id}");
        let mut public = Browser::new(&world, false);
        assert_eq!(public.get(&page).status, StatusCode::NOT_FOUND);
        let mut office = Browser::new(&world, false);
        office.log_in("wu.min@demo.xieyu");
        assert!(office.get("/organisations?state=registered").body.contains("晨星教育"));
        let empty = office.post(&page, &format!("{page}/verify"), &[("verify_evidence", "")]);
        assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("核验依据"));
        assert_eq!(office.post(&page, &format!("{page}/verify"), &[("verify_evidence", "公示系统")]).location, page);
        assert_eq!(office.post(&page, &format!("{page}/verify"), &[("verify_evidence", "公示系统")]).status, StatusCode::CONFLICT);
        assert_eq!(world.state_of(id), State::Verified);
        let seen = public.get(&page).body;
        assert!(seen.contains("晨星教育") && !seen.contains("he.lin@morning.example") && !seen.contains("实缴资本"), "{seen}");
    }

    fn every_page_of_the_directory_answers_in_both_languages(world: World) {
        let mut browser = Browser::new(&world, true);
        let (meridian, nanjiang) = (world.cast.meridian, world.cast.nanjiang);
        let waiting = world.registered().0.id;
        let public = ["/login", "/password", "/register", "/register/enterprise", "/register/person", "/organisations", "/outbox"];
        for path in public {
            let page = browser.get(path);
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(crate::browser::twice_used_ids(&page.body), [""; 0], "{path}");
        }
        for (email, paths) in [
            ("wu.min@demo.xieyu", vec!["/organisations/new".to_owned(), format!("/organisations/{meridian}"), format!("/organisations/{waiting}"), format!("/organisations/{meridian}/people"), "/account".into(), "/tokens".into()]),
            ("wang.jianguo@demo.xieyu", vec![format!("/organisations/{nanjiang}"), format!("/organisations/{nanjiang}/people"), format!("/organisations/{nanjiang}/limits"), "/register/person".into(), format!("/register/person?university={nanjiang}")]),
            ("zhao.lei@demo.xieyu", vec![format!("/organisations/{meridian}"), "/register/enterprise".into()]),
        ] {
            browser.log_in(email);
            for path in paths {
                for lang in ["zh", "en"] {
                    let sign = if path.contains('?') { '&' } else { '?' };
                    let page = browser.get(&format!("{path}{sign}lang={lang}"));
                    assert_eq!(page.status, StatusCode::OK, "{email} {path} {lang}");
                    assert_eq!(crate::browser::twice_used_ids(&page.body), [""; 0], "{email} {path} {lang}");
                }
            }
            browser.forget_session();
        }
    }
}

fn fields(code: &str) -> [(&str, &str); 13] {
    [
        ("name", "晨星教育科技有限公司"),
        ("name_en", ""),
        ("credit_code", code),
        ("legal_form", "legal_person"),
        ("registered_on", "2019-03-01"),
        ("paid_in_capital", "8,000,000"),
        ("industry", "I"),
        ("about", "教学软件"),
        ("contact_name", "何琳"),
        ("contact_phone", "021-5555000"),
        ("contact_email", "he.lin@morning.example"),
        ("password", "ten-letters-long"),
        ("password_again", "ten-letters-long"),
    ]
}
