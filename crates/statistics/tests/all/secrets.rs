//! S-3: nothing that is between the parties of a project shows before the project has ended.

use db::params;
use kernel::{Actor, InstalmentId, Refusal};

use crate::world::{STORY, World};

/// What a stranger reads of everything.
fn everything(world: &World) -> Vec<String> {
    [
        "/statistics",
        "/statistics/enterprises",
        "/statistics/projects",
        "/api/v1/statistics",
        "/statistics/projects?support=any",
    ]
    .map(|path| world.get(path).text())
    .to_vec()
}

testing::both_databases! {
    told STORY;

    fn money_that_comes_late_or_not_shows_only_when_the_project_has_ended(world: World) {
        let before = everything(&world);
        world.act(|tx| {
            let sql = "SELECT i.id FROM instalment i JOIN project p ON p.id = i.project_id WHERE p.state = 'running' ORDER BY i.id LIMIT 40";
            let open: Vec<(InstalmentId,)> = tx.query(sql, &[])?;
            assert!(open.len() > 10);
            for (id,) in open {
                let sql = "UPDATE instalment SET state = 'received', due_on = '2026-01-01', received_on = '2026-06-01' WHERE id = $1";
                tx.execute(sql, params![id])?;
                journal::record(tx, journal::Act::new(&Actor::system(), "instalment", id.0, "receive"));
            }
            Ok::<_, Refusal>(())
        });
        assert_eq!(everything(&world), before);
        world.act(|tx| {
            let sql = "SELECT p.id FROM project p WHERE p.state = 'running' AND EXISTS (SELECT 1 FROM instalment i WHERE i.project_id = p.id AND i.received_on = '2026-06-01') ORDER BY p.id LIMIT 1";
            let (id,): (kernel::ProjectId,) = tx.one(sql, &[])?;
            let project = projects::get(tx, id)?;
            projects::advance(tx, &Actor::system(), &project, projects::state::Step::Terminate, "双方同意终止").map(drop)
        });
        let late = |page: &serde_json::Value| page["record"]["late"].as_u64();
        let was: serde_json::Value = serde_json::from_str(&before[3]).expect("JSON");
        assert_eq!(late(&world.json("/api/v1/statistics")), late(&was).map(|n| n + 1));
    }
}
