//! One making at a time over all copies of the program, and by hand not more often than once an hour: each takes as long as
//! reading everything.

use db::{Db, DbError, Tx, params};
use files::Files;
use kernel::{Actor, Breach, Instant, Refusal, Text, say};

use crate::make::make;
use crate::record::OpenFile;
use crate::settings::Settings;

/// A making that began so many minutes ago and has not ended was left by a copy that is gone.
pub(crate) const GIVEN_UP: i64 = 60;
/// Minutes from one making by hand to the next.
const BY_HAND: i64 = 60;

const BUSY: Text = say("数据正在生成，请稍后刷新页面查看", "The data are being made right now; look again in a while");
const SOON: Text = say(
    "手动生成每小时最多一次，上次在一小时之内",
    "By hand the data are made once an hour at most, and the last time is less than an hour ago",
);

/// Begins a making until this instant; `None` while another is under way.
pub(crate) fn begin(tx: &mut Tx<'_>) -> Result<Option<Instant>, DbError> {
    let now = tx.now();
    let until = now.plus_seconds(GIVEN_UP * 60);
    let sql = "UPDATE open_data_turn SET busy_until = $1 WHERE id = 1 AND (busy_until IS NULL OR busy_until <= $2)";
    Ok((tx.execute(sql, params![until, now])? == 1).then_some(until))
}

/// Ends the making that had its turn until then, however it went.
pub(crate) fn end(tx: &mut Tx<'_>, until: Instant) -> Result<(), DbError> {
    tx.execute("UPDATE open_data_turn SET busy_until = NULL WHERE id = 1 AND busy_until = $1", params![until]).map(drop)
}

fn begin_by_hand(tx: &mut Tx<'_>) -> Result<Instant, Refusal> {
    let before = tx.now().plus_seconds(-BY_HAND * 60);
    let until = begin(tx)?.ok_or_else(|| Refusal::from(Breach::field("", BUSY)))?;
    let sql = "SELECT COUNT(*) FROM open_data_turn WHERE by_hand_at > $1";
    match tx.one::<(i64,)>(sql, params![before])? {
        (0,) => Ok(until),
        _ => Err(Breach::field("", SOON).into()), // nothing of this is kept, the turn neither
    }
}

/// Makes the data because somebody asked for it. Refused while they are being made, and within an hour after the last time.
pub fn make_by_hand(
    db: &Db,
    files: &Files,
    settings: &Settings,
    base_url: &str,
    by: &Actor,
) -> Result<Vec<OpenFile>, Refusal> {
    let until = db.write_now(begin_by_hand)?;
    let made = make(db, files, settings, base_url, by);
    let is_made = made.is_ok();
    db.write_now(move |tx| {
        let now = tx.now();
        if is_made {
            tx.execute("UPDATE open_data_turn SET by_hand_at = $1 WHERE id = 1", params![now])?;
        }
        end(tx, until)
    })?;
    made
}
