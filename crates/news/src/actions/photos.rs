//! Photos of a text.

use db::Tx;
use files::Stored;
use journal::Act;
use kernel::{Actor, Breach, Breaches, NewsId, Refusal, RowId, Text, say};
use meetings::Words;
use meetings::actions::within;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{NEWS, TITLE_MOST};
use crate::record::NewsPhoto;
use crate::{policy, store};

/// Photos one text may have.
const PHOTOS_MOST: usize = 40;

/// What is printed below a photo.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoDraft {
    pub caption: Words,
    /// Who took it.
    #[serde(default)]
    pub credit: String,
}

const CAPTION: Text =
    say("请填写图片说明：看不到图片的人靠它了解内容", "Say what the photo shows: whoever cannot see it reads this");
const ENOUGH: Text = say("一篇最多 {most} 张图片", "A text has at most {most} photos");

impl PhotoDraft {
    fn check(&self) -> Breaches {
        let mut found = Breaches::new();
        if self.caption.trimmed().is_empty() {
            found.push(Breach::field("caption_zh", CAPTION));
        }
        within(&mut found, "caption", &self.caption, TITLE_MOST);
        found.extend(kernel::within("credit", &self.credit, TITLE_MOST).err());
        found
    }

    fn over(&self, photo: NewsPhoto) -> NewsPhoto {
        let caption = self.caption.trimmed();
        NewsPhoto { caption_zh: caption.zh, caption_en: caption.en, credit: self.credit.trim().to_owned(), ..photo }
    }
}

/// Adds a stored picture after the others.
pub fn add_photo(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: NewsId,
    stored: &Stored,
    draft: &PhotoDraft,
) -> Result<NewsPhoto, Refusal> {
    policy::permit_edit(actor, db::get(tx, id)?)?;
    let known = store::photos(tx, id)?;
    let mut found = draft.check();
    if known.len() >= PHOTOS_MOST {
        found.push(Breach::field("photo", ENOUGH.with(&[("most", &PHOTOS_MOST)])));
    }
    kernel::check(found.into_iter().map(Err))?;
    let file = files::attach(tx, actor, stored, NEWS, RowId(id.0), "photo")?;
    let photo = draft.over(NewsPhoto {
        id: RowId::at(tx.now()),
        news_id: id,
        file_id: file.id,
        caption_zh: String::new(),
        caption_en: String::new(),
        credit: String::new(),
        sort: known.last().map_or(1, |last| last.sort + 1),
    });
    db::insert(tx, &photo)?;
    journal::record(tx, Act::new(actor, NEWS, id.0, "add_photo").documents([stored.sha256.clone()]));
    Ok(photo)
}

/// Writes what is printed below a photo.
pub fn caption(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, photo): (NewsId, RowId),
    draft: &PhotoDraft,
) -> Result<NewsPhoto, Refusal> {
    policy::permit_edit(actor, db::get(tx, id)?)?;
    let before = store::photo(tx, id, photo)?;
    kernel::check(draft.check().into_iter().map(Err))?;
    let photo = draft.over(before);
    store::set_caption(tx, &photo)?;
    journal::record(tx, Act::new(actor, NEWS, id.0, "caption"));
    Ok(photo)
}

/// Takes a photo away; its file stays as evidence.
pub fn remove_photo(tx: &mut Tx<'_>, actor: &Actor, (id, photo): (NewsId, RowId)) -> Result<(), Refusal> {
    policy::permit_edit(actor, db::get(tx, id)?)?;
    let photo = store::photo(tx, id, photo)?;
    store::delete_photo(tx, photo.id)?;
    files::remove(tx, photo.file_id)?;
    journal::record(tx, Act::new(actor, NEWS, id.0, "remove_photo"));
    Ok(())
}
