//! Own rows.

use db::{DbError, Tx, params};
use kernel::{MeetingId, NewsId, Refusal, RowId, ToValue};

use crate::record::{News, NewsPhoto};
use crate::state::State;

/// Rows of one page.
pub const PAGE: usize = 30;

/// What is published, the latest first, of one meeting or of all, and where the next page begins.
pub fn published(
    tx: &mut Tx<'_>,
    meeting: Option<MeetingId>,
    after: Option<NewsId>,
    most: usize,
) -> Result<(Vec<News>, Option<NewsId>), DbError> {
    let mut values = params![most + 1, State::Published].to_vec();
    let mut conditions = vec!["state = $2".to_owned()];
    if let Some(meeting) = meeting {
        values.push(meeting.to_value());
        conditions.push(format!("meeting_id = ${}", values.len()));
    }
    if let Some(after) = after {
        values.push(after.to_value());
        conditions
            .push(format!("(published_at, id) < (SELECT published_at, id FROM news WHERE id = ${})", values.len()));
    }
    let rest = format!("WHERE {} ORDER BY published_at DESC, id DESC LIMIT $1", conditions.join(" AND "));
    cut(db::list(tx, &rest, &values)?, most)
}

/// Everything, the youngest first: for whoever writes.
pub fn all(tx: &mut Tx<'_>, after: Option<NewsId>) -> Result<(Vec<News>, Option<NewsId>), DbError> {
    let rows = match after {
        None => db::list(tx, "ORDER BY id DESC LIMIT $1", params![PAGE + 1])?,
        Some(after) => db::list(tx, "WHERE id < $2 ORDER BY id DESC LIMIT $1", params![PAGE + 1, after])?,
    };
    cut(rows, PAGE)
}

fn cut(mut rows: Vec<News>, most: usize) -> Result<(Vec<News>, Option<NewsId>), DbError> {
    let next = (rows.len() > most).then(|| rows.truncate(most)).and_then(|()| rows.last().map(|row| row.id));
    Ok((rows, next))
}

/// The photos of a text in their order.
pub fn photos(tx: &mut Tx<'_>, news: NewsId) -> Result<Vec<NewsPhoto>, DbError> {
    db::list(tx, "WHERE news_id = $1 ORDER BY sort, id", params![news])
}

/// A photo of this text.
pub fn photo(tx: &mut Tx<'_>, news: NewsId, id: RowId) -> Result<NewsPhoto, Refusal> {
    let photo: NewsPhoto = db::get(tx, id)?;
    if photo.news_id == news { Ok(photo) } else { Err(Refusal::NotFound) }
}

pub(crate) fn delete_photo(tx: &mut Tx<'_>, id: RowId) -> Result<(), DbError> {
    tx.execute("DELETE FROM news_photo WHERE id = $1", params![id]).map(drop)
}

/// Writes caption and credit of a photo.
pub(crate) fn set_caption(tx: &mut Tx<'_>, photo: &NewsPhoto) -> Result<(), DbError> {
    let sql = "UPDATE news_photo SET caption_zh = $1, caption_en = $2, credit = $3 WHERE id = $4";
    tx.execute(sql, params![photo.caption_zh, photo.caption_en, photo.credit, photo.id]).map(drop)
}

/// Notes since when the public reads it.
pub(crate) fn set_published(tx: &mut Tx<'_>, id: NewsId) -> Result<(), DbError> {
    let now = tx.now();
    tx.execute("UPDATE news SET published_at = $1 WHERE id = $2", params![now, id]).map(drop)
}
