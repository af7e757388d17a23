//! What becomes of open applications when their guideline is paused, goes on, or is revoked. Rule book 11.2.

use db::{Tx, params};
use guidelines::state::State as GuidelineState;
use kernel::{Actor, GuidelineId, Instant, Refusal, Text, say};

use super::permit_for;
use crate::state::{State, Step};
use crate::{Application, mails, store};

/// Guidelines followed in one run of the job at most; the next run goes on.
const AT_ONCE: i64 = 20;
const REVOKED: Text = say("指南已被项目办公室撤销", "The programme office revoked the guideline");

/// Tells the applicants of every guideline that was paused, resumed or revoked since the last run, and ends the open
/// applications to revoked ones. Answers how many guidelines moved; a second run changes nothing.
pub fn follow_guidelines(tx: &mut Tx<'_>) -> Result<usize, Refusal> {
    let sql = "SELECT g.id, g.state, g.state_since FROM guideline g \
               WHERE (g.state IN ('paused', 'revoked') OR (g.state = 'published' \
                 AND EXISTS (SELECT 1 FROM application_told t WHERE t.guideline_id = g.id))) \
               AND NOT EXISTS (SELECT 1 FROM application_told t WHERE t.guideline_id = g.id AND t.state_since = g.state_since) \
               ORDER BY g.state_since, g.id LIMIT $1";
    let moved: Vec<(GuidelineId, GuidelineState, Instant)> = tx.query(sql, params![AT_ONCE])?;
    for (id, state, since) in &moved {
        if take(tx, *id, *since)? {
            tell(tx, *id, *state)?;
        }
    }
    Ok(moved.len())
}

/// Notes that the applicants are being told; false when another copy of the program was faster.
fn take(tx: &mut Tx<'_>, id: GuidelineId, since: Instant) -> Result<bool, Refusal> {
    let sql = "INSERT INTO application_told (guideline_id, state_since) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(tx.execute(sql, params![id, since])? == 1)
}

fn tell(tx: &mut Tx<'_>, id: GuidelineId, state: GuidelineState) -> Result<(), Refusal> {
    let open = [
        State::Draft,
        State::UniversityReview,
        State::UniversityReturned,
        State::EnterpriseReview,
        State::EnterpriseReturned,
    ];
    let rest = "WHERE application.state IN ($2, $3, $4, $5, $6) \
                AND application.item_id IN (SELECT id FROM item WHERE guideline_id = $1) ORDER BY application.id";
    let applications: Vec<Application> = db::list(tx, rest, params![id, open[0], open[1], open[2], open[3], open[4]])?;
    for application in applications {
        if state == GuidelineState::Revoked {
            lapse(tx, application)?;
        } else {
            mails::guideline_moved(tx, &application, state)?;
        }
    }
    Ok(())
}

/// Ends an application with its guideline. Its place of the year is free again, since it can never be established.
fn lapse(tx: &mut Tx<'_>, application: Application) -> Result<(), Refusal> {
    let system = Actor::system();
    let permit = permit_for(tx, &system, Step::Lapse, application)?;
    let application = store::advance(tx, &system, permit, REVOKED.zh, Vec::new())?;
    if let Some(year) = application.counted_year {
        limits::give_back_year(tx, application.pi_id, year)?;
    }
    mails::lapsed(tx, &application)?;
    Ok(())
}
