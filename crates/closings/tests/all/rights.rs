//! The matrix of rights, printed: a change of rights is a diff that can be read without knowing the code.

use std::fmt::Write;

use closings::policy::{self, Edit};
use closings::{Dossier, State, Step};
use kernel::{Actor, Hat, Mode, Role, Word};

use crate::world::{ALL, World};

/// Everybody, by name and role.
fn everybody(world: &World) -> Vec<(&'static str, Actor)> {
    let c = &world.cast;
    let bare = Actor { hat: None, ..c.lin_mei.clone() };
    vec![
        ("lin_mei, the principal investigator", c.lin_mei.clone()),
        ("lin_mei without a hat", bare),
        ("zhou_yuan, another teacher", c.zhou_yuan.clone()),
        ("chen_xiao, a student", c.chen_xiao.clone()),
        ("wang_jianguo, administrator", c.wang_jianguo.clone()),
        ("gao_ning, administrator elsewhere", c.gao_ning.clone()),
        ("li_fang, finance", c.li_fang.clone()),
        ("zhao_lei, contact", c.zhao_lei.clone()),
        ("sun_yue, reviewer", c.sun_yue.clone()),
        ("qin_yue, contact elsewhere", c.qin_yue.clone()),
        ("he_zhiyuan, expert", c.he_zhiyuan.clone()),
        ("wu_min, office", c.wu_min.clone()),
        ("zheng_hai, province", c.zheng_hai.clone()),
        ("feng_jing, ministry", c.feng_jing.clone()),
        ("tang_yun, operator", c.tang_yun.clone()),
        ("lin_mei as administrator", Actor { hat: c.wang_jianguo.hat, ..c.lin_mei.clone() }),
        ("lin_mei as contact", Actor { hat: c.zhao_lei.hat, ..c.lin_mei.clone() }),
        ("lin_mei as reviewer", Actor { hat: c.sun_yue.hat, ..c.lin_mei.clone() }),
        ("lin_mei as expert", Actor { hat: c.he_zhiyuan.hat, ..c.lin_mei.clone() }),
        ("lin_mei of the ministry", Actor { hat: c.feng_jing.hat, ..c.lin_mei.clone() }),
    ]
}

fn dossier(world: &World, closing: &closings::Closing, actor: &Actor) -> Dossier {
    let (id, project_id) = (closing.id, closing.project_id);
    let (closing, project) = world.act(move |tx| Ok((closings::get(tx, id)?, projects::get(tx, project_id)?))).unwrap();
    let in_own_province = actor.hat == Some(Hat { role: Role::Province, organisation_id: world.cast.jiangsu });
    let team = kernel::Team::of(project.pi_id);
    Dossier { closing, project, team, in_own_province }
}

fn states(mode: Mode) -> Vec<State> {
    let reached = |state: &State| {
        *state == State::Draft
            || Step::ALL.iter().any(|step| step.path(mode).1 == *state && !step.path(mode).0.is_empty())
    };
    State::ALL.iter().copied().filter(reached).collect()
}

fn matrix(world: &World, mode: Mode) -> String {
    let mut out = String::new();
    for state in states(mode) {
        let closing = world.closing_in(mode, state);
        writeln!(out, "== {state}").unwrap();
        for (name, actor) in everybody(world) {
            let dossier = dossier(world, &closing, &actor);
            let sees = if policy::may_view(&actor, &dossier) { "sees it" } else { "does not see it" };
            let mut can: Vec<String> = Edit::ALL
                .iter()
                .filter(|e| policy::permit_edit(&actor, **e, dossier.clone()).is_ok())
                .map(|e| format!("{e:?}").to_lowercase())
                .collect();
            can.extend(
                Step::ALL
                    .iter()
                    .filter(|s| policy::permit(&actor, **s, dossier.clone()).is_ok())
                    .map(|s| s.word().to_owned()),
            );
            writeln!(out, "{name}: {sees}{}{}", if can.is_empty() { "" } else { "; " }, can.join(", ")).unwrap();
        }
    }
    out
}

testing::both_databases! {
    with ALL;

    fn who_sees_and_does_what_in_each_state(world: World) {
        insta::assert_snapshot!("rights_2024", matrix(&world, Mode::Rolling));
        insta::assert_snapshot!("rights_legacy", matrix(&world, Mode::Legacy));
    }

    fn a_closing_is_listed_exactly_when_it_may_be_seen(world: World) {
        let closings: Vec<closings::Closing> = [Mode::Legacy, Mode::Rolling].into_iter()
            .flat_map(|mode| states(mode).into_iter().map(move |state| (mode, state)))
            .map(|(mode, state)| world.closing_in(mode, state)).collect();
        for (name, actor) in everybody(&world) {
            let mut seen: Vec<String> = closings.iter().filter(|c| policy::may_view(&actor, &dossier(&world, c, &actor))).map(|c| c.id.to_string()).collect();
            let mut listed = Vec::new();
            for part in policy::scope(&actor) {
                let sql = format!("SELECT closing.id FROM {} WHERE {}", part.from, part.condition);
                let found = world.act(move |tx| Ok(tx.query::<(kernel::ClosingId,)>(&sql, &part.values)?)).unwrap();
                listed.extend(found.into_iter().map(|(id,)| id.to_string()));
            }
            seen.sort();
            listed.sort();
            listed.dedup();
            assert_eq!(listed, seen, "{name}");
        }
    }

    fn what_the_enterprise_prepares_is_not_known_to_others(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        world.judge_all(closing.id, Some(closings::Conclusion::NotPassed)).unwrap();
        let id = closing.id;
        let (closing, outcomes) = world.act(move |tx| Ok((closings::get(tx, id)?, closings::outcomes(tx, id)?))).unwrap();
        for (actor, knows) in [(&world.cast.lin_mei, false), (&world.cast.wang_jianguo, false), (&world.cast.wu_min, false), (&world.cast.zhao_lei, true)] {
            let (mut closing, mut outcomes) = (closing.clone(), outcomes.clone());
            policy::shown_to(actor, &mut closing, &mut outcomes, &kernel::Team::of([world.cast.lin_mei.person_id]));
            assert_eq!((closing.conclusion.is_some(), outcomes[0].accepted.is_some()), (knows, knows), "{}", actor.name);
        }
    }
}
