//! The 124 selected cases of 2022, made from projects that were accepted by 30 September of that year. How many there were is
//! known from the report of the ninth meeting; which they were is not.

use cases::state::call::CallState;
use cases::state::{Kind, Route, State};
use cases::{Case, CaseCall};
use db::{Db, params};
use journal::Act;
use kernel::{Actor, CaseCallId, CaseId, Day, Instant, PersonId, Refusal};
use projects::Project;

use super::Fault;
use super::dice::Dice;
use super::ids::Ids;

const YEAR: i64 = 2022;
const SELECTED: i64 = 124;

/// Tops the published cases of 2022 up to 124, or to as many as there are projects for.
pub(crate) fn fill(db: &Db, seed: u64) -> Result<i64, Fault> {
    let day = |year, month, day| Day::new(year, month, day).ok_or("a day of 2022 or 2023");
    let (cut_off, opens, closes, published) = (
        day(2022, 9, 30)?.ends(),
        day(2022, 9, 1)?,
        day(2022, 10, 31)?,
        day(2023, 4, 1)?.begins().plus_seconds(36_000),
    );
    let filled = db.write_now(move |tx| {
        let mut dice = Dice::new(seed, "cases");
        let known: Option<CaseCall> =
            db::find_where(tx, "WHERE year = $1 AND state = 'published' ORDER BY id LIMIT 1", params![YEAR])?;
        let call = match known {
            Some(call) => call,
            None => {
                let call = new_call(&mut Ids::new(seed, "case_call"), opens, closes, cut_off, published);
                db::insert(tx, &call)?;
                let act = Act::new(&Actor::system(), "case_call", call.id.0, "import").born(call.state);
                journal::append_at(tx, [(act, published)])?;
                call
            }
        };
        let sql = "SELECT COUNT(*) FROM case_submission WHERE call_id = $1 AND published_at IS NOT NULL";
        let (there,): (i64,) = tx.one(sql, params![call.id])?;
        let rest = "JOIN closing ON closing.project_id = project.id WHERE closing.state = 'passed' AND closing.concluded_at <= $1 \
                    AND project.pi_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_submission c WHERE c.project_id = project.id) \
                    ORDER BY project.number LIMIT 20000";
        let mut projects: Vec<Project> = db::list(tx, rest, params![cut_off])?;
        dice.shuffle(&mut projects);
        projects.truncate(usize::try_from(SELECTED - there).unwrap_or(0));
        let mut ids = Ids::new(seed, "case");
        let mut rows = Vec::new();
        for project in projects {
            rows.extend(case(&call, &project, CaseId(ids.at(published)), published, dice.between(8_200, 9_600)));
        }
        db::bulk_insert(tx, &rows)?;
        let act = |row: &Case| (Act::new(&Actor::system(), "case_submission", row.id.0, "import").born(row.state), published);
        let acts: Vec<(Act, Instant)> = rows.iter().map(act).collect();
        if !acts.is_empty() {
            journal::append_at(tx, acts)?;
        }
        Ok::<i64, Refusal>(there + rows.len() as i64)
    })?;
    Ok(filled)
}

fn new_call(ids: &mut Ids, opens: Day, closes_on: Day, cut_off: Instant, published: Instant) -> CaseCall {
    CaseCall {
        id: CaseCallId(ids.at(opens.begins())),
        year: YEAR,
        series_zh: "2022 年度优秀项目案例".into(),
        series_en: "Excellent cases of 2022".into(),
        about_zh: "企业验收截至 2022 年 9 月 30 日 24:00。公布 124 个案例；所列案例为演示所设。".into(),
        about_en: "Accepted by the enterprise until the end of 30 September 2022. 124 cases were announced; those listed are the demo's.".into(),
        takes_projects: true,
        takes_universities: false,
        takes_enterprises: false,
        accepted_by: Some(cut_off),
        takes_earlier: false,
        by_enterprises: true,
        quota: None,
        closes_on,
        opened_at: Some(opens.begins()),
        published_at: Some(published),
        state: CallState::Published,
        state_since: published,
        revision: 1,
        created_by: PersonId::nil(),
        created_at: opens.begins(),
    }
}

fn case(call: &CaseCall, project: &Project, id: CaseId, published: Instant, mean: i64) -> Option<Case> {
    Some(Case {
        id,
        call_id: call.id,
        kind: Kind::Project,
        route: Route::University,
        project_id: Some(project.id),
        university_id: Some(project.university_id),
        enterprise_id: Some(project.enterprise_id),
        author_id: project.pi_id?,
        author_name: project.pi_name.clone(),
        title_zh: project.title.clone(),
        title_en: String::new(),
        summary: format!("项目“{}”由{}与{}共同完成。", project.title, project.university_name, project.enterprise_name),
        novelty: "校企共同设计、共同实施、共同评价。".into(),
        influence: "成果在本校和兄弟院校推广。".into(),
        nomination_reason: String::new(),
        decision_reason: "成效突出，具有示范作用。".into(),
        mean,
        review_count: 3,
        meeting_id: None,
        submitted_at: Some(call.closes_on.begins()),
        published_at: Some(published),
        state: State::Published,
        state_since: published,
        revision: 1,
        created_at: call.created_at,
    })
}
