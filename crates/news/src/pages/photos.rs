//! Photos: the pictures themselves, and the forms of their captions.

use files::{Kind, Limits};
use kernel::{Breach, NewsId, Refusal, RowId, Text, say};
use meetings::Words;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use super::write::{Loaded, page};
use crate::actions::{self, PhotoDraft};
use crate::{paths, policy, store};

/// What a photo may be.
const PHOTO: Limits = Limits { most_bytes: 10 * 1024 * 1024, kinds: &[Kind::Png, Kind::Jpeg] };
const PHOTOS: Text = say("图片", "Photos");
const ADD: Text = say("上传图片", "Add the photo");
const NOTHING: Text = say("请先选择图片", "Choose a photo first");
const SAVED: Text = say("已保存", "Saved");
const REMOVE: Text = say("移除图片", "Remove the photo");
const SAVE: Text = say("保存说明", "Save the caption");

/// The fields of one photo; `own` stands behind their names, which are also their places on the page.
fn fields(lang: kernel::Lang, own: &str, form: &Form, breaches: &[Breach]) -> Markup {
    let show = |name: &str, label: Text| {
        let name = format!("{name}{own}");
        Field::text(&*name, label).value(form.get(&name)).maxlength(200).render(lang, breaches)
    };
    ui::fields_row(html! {
        (show("caption_zh", say("中文说明", "Caption in Chinese")))
        (show("caption_en", say("英文说明", "Caption in English")))
        (show("credit", say("摄影", "Photo by")))
    })
}

/// What stands behind the names of a kept photo's fields.
fn own(photo: RowId) -> String {
    format!(".{photo}")
}

/// The photos of a text with their forms, and one for the next.
pub(super) fn part(visit: &Visit, it: &Loaded, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let (lang, id) = (visit.lang, it.news.id);
    let empty = Form::default();
    let inner = html! {
        @for photo in &it.photos {
            @let own = own(photo.id);
            @let names = ["caption_zh", "caption_en", "credit"].map(|name| format!("{name}{own}"));
            @let form = Form::of(&[(&*names[0], &*photo.caption_zh), (&*names[1], &*photo.caption_en), (&*names[2], &*photo.credit)]);
            @let form = typed.filter(|typed| typed.has(&names[0])).unwrap_or(&form);
            figure.news-photo {
                img src=(paths::photo(id, photo.id)) alt=(photo.caption().get(lang)) loading="lazy";
            }
            (ui::form(lang, &visit.csrf, &paths::photo(id, photo.id), "", html! {
                (fields(lang, &own, form, breaches))
                (ui::actions(ui::submit_as(lang, "then", "save", SAVE, ui::Kind::Secondary)))
            }))
            (ui::actions(ui::step_button(&paths::remove_photo(id, photo.id), &visit.csrf, REMOVE).danger().render(lang)))
        }
        (ui::multipart_form(lang, &visit.csrf, &paths::photos(id), "", html! {
            (Field::file("photo", say("图片文件", "Picture"), ".jpg,.jpeg,.png").hint(say("JPEG 或 PNG，最大 10 MB", "JPEG or PNG of 10 MB at most")).render(lang, breaches))
            (fields(lang, "", typed.unwrap_or(&empty), breaches))
            (ui::actions(ui::submit_with_files(lang, "then", "add", ADD, ui::Kind::Secondary)))
        }))
    };
    ui::section(lang, PHOTOS, inner)
}

fn draft(form: &Form, own: &str) -> PhotoDraft {
    let get = |name: &str| form.get(&format!("{name}{own}"));
    PhotoDraft { caption: Words::of(get("caption_zh"), get("caption_en")), credit: get("credit").to_owned() }
}

pub(crate) async fn add(visit: Visit, Path(id): Path<NewsId>, form: Form) -> Answer {
    let Some(file) = form.file("photo") else {
        return page(&visit, id, Some(&form), &[Breach::field("photo", NOTHING)]).await;
    };
    let stored = match visit.site.files.put(file.bytes.clone(), &file.name, &PHOTO).await {
        Ok(stored) => stored,
        Err(refused) => match refused.refusal("photo") {
            Refusal::Breaches(breaches) => return page(&visit, id, Some(&form), &breaches).await,
            other => return Err(other.into()),
        },
    };
    let (actor, draft) = (visit.actor()?, draft(&form, ""));
    let added = visit.site.db.write(move |tx| actions::add_photo(tx, &actor, id, &stored, &draft)).await;
    after(&visit, id, added.map(drop), Some(&form)).await
}

pub(crate) async fn caption(visit: Visit, Path(at): Path<(NewsId, RowId)>, form: Form) -> Answer {
    let own = own(at.1);
    let (actor, draft) = (visit.actor()?, draft(&form, &own));
    let done = visit.site.db.write(move |tx| actions::caption(tx, &actor, at, &draft)).await;
    let named = done.map(drop).map_err(|refusal| match refusal {
        Refusal::Breaches(mut breaches) => {
            breaches.iter_mut().for_each(|breach| breach.field.push_str(&own));
            Refusal::Breaches(breaches)
        }
        other => other,
    });
    after(&visit, at.0, named, Some(&form)).await
}

pub(crate) async fn remove(visit: Visit, Path(at): Path<(NewsId, RowId)>) -> Answer {
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::remove_photo(tx, &actor, at)).await;
    after(&visit, at.0, done, None).await
}

async fn after(visit: &Visit, id: NewsId, outcome: Result<(), Refusal>, form: Option<&Form>) -> Answer {
    match outcome {
        Ok(()) => visit.done(&paths::edit(id), SAVED),
        Err(Refusal::Breaches(breaches)) => page(visit, id, form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

/// The picture itself, for whoever may read the text. Sent to be saved like every stored file; a page shows it all the same.
pub(crate) async fn file(visit: Visit, Path((id, photo)): Path<(NewsId, RowId)>) -> Answer {
    let actor = visit.actor_or_public();
    let file = visit
        .site
        .db
        .read(move |tx| {
            policy::permit_view(actor.as_ref(), db::get(tx, id)?)?;
            let photo = store::photo(tx, id, photo)?;
            files::find(tx, photo.file_id)?.filter(|file| file.removed_at.is_none()).ok_or(Refusal::NotFound)
        })
        .await?;
    web::download(&visit, &file).await
}
