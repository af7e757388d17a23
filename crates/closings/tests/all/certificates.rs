//! Rule Z-08: once, with a code, and only for a closing that passed.

use closings::{CertificateBody, Closing, State, Step};
use kernel::{Mode, Refusal};

use crate::world::{ALL, World};

fn certificate(world: &World, closing: &Closing) -> closings::Certificate {
    let project = closing.project_id;
    world.act(move |tx| Ok(closings::certificate_of_project(tx, project)?)).unwrap().expect("a certificate")
}

testing::both_databases! {
    with ALL;

    fn z_08_a_passed_closing_gets_one_certificate_that_says_what_is_certified(world: World) {
        for mode in [Mode::Legacy, Mode::Rolling] {
            let closing = world.closing_in(mode, State::Passed);
            let found = certificate(&world, &closing);
            let body: CertificateBody = serde_json::from_str(&found.body).unwrap();
            let project_id = closing.project_id;
            let (project, filing) = world.act(move |tx| Ok((projects::get(tx, project_id)?, projects::filing::of_project(tx, project_id)?))).unwrap();
            assert_eq!(body.number, format!("ZS{}", project.number));
            assert_eq!((&body.code, &body.title, &body.pi), (&found.code, &project.title, &project.pi_name));
            assert_eq!(body.filing_hash, filing.expect("a filing").hash);
            assert_eq!(body.issued_by, if mode == Mode::Legacy { "产学合作协同育人项目专家组" } else { "南江大学" });
            assert_eq!(closings::read_typed(&found.code), closings::code::VerificationCode::parse(&found.code).map(closings::Typed::Code).map_err(|_| unreachable!()));
        }
    }

    fn r_7_of_many_publications_at_the_same_moment_exactly_one_issues_a_certificate(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::Audited);
        let done: Vec<bool> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..6).map(|_| {
                let (db, actor, id) = (world.base.db.clone(), world.cast.wang_jianguo.clone(), closing.id);
                scope.spawn(move || {
                    let taken: Result<Closing, Refusal> = db.write_now(move |tx| closings::step(tx, &actor, id, Step::PublishPassed, "", None, &[]));
                    taken.is_ok()
                })
            }).collect();
            workers.into_iter().map(|w| w.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|ok| **ok).count(), 1);
        let count: (i64,) = world.act(|tx| Ok(tx.one("SELECT COUNT(*) FROM certificate", &[])?)).unwrap();
        assert_eq!(count, (1,));
    }

    fn z_08_nothing_but_publication_as_passed_makes_a_certificate(world: World) {
        for state in [State::Draft, State::EnterpriseReview, State::Concluded, State::Audited, State::Failed] {
            world.closing_in(Mode::Rolling, state);
        }
        let count: (i64,) = world.act(|tx| Ok(tx.one("SELECT COUNT(*) FROM certificate", &[])?)).unwrap();
        assert_eq!(count, (0,));
    }
}
