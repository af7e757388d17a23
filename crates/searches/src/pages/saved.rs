//! Saved searches: kept from the page of a search; seen, renamed, told of and deleted on a page of their own.

use kernel::{Breach, Lang, Refusal, RowId, Text, Word, say};
use ui::{Field, Kind, Markup, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::actions::{self, NewSearch};
use crate::find::Wanted;
use crate::record::{Notify, SavedSearch};
use crate::{paths, store, texts};

const SECRET: Text = say(
    "请现在复制这个地址，离开本页后不再显示。知道地址的人都能看到这个搜索的结果；需要时可以更换或停用。",
    "Copy this address now; it is not shown again. Whoever knows it sees the results of this search; change it or take it back when you need to.",
);

fn choices(lang: Lang) -> Vec<(String, String)> {
    Notify::ALL.iter().map(|notify| (notify.word().to_owned(), notify.text().get(lang).to_owned())).collect()
}

/// The form below the hits.
pub(super) fn form(visit: &Visit, wanted: &Wanted, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let name: String =
        if wanted.q.trim().is_empty() { String::new() } else { wanted.q.trim().chars().take(60).collect() };
    html! {
        details.search-save open[!breaches.is_empty()] {
            summary { (texts::SAVE.get(lang)) }
            (ui::form(lang, &visit.csrf, paths::SAVED, "", html! {
                (ui::hidden("wanted", &wanted.address()))
                (Field::text("name", texts::NAME).value(name).required().render(lang, breaches))
                (Field::select("notify", texts::NOTIFY, choices(lang)).value(Notify::None.word()).required().render(lang, breaches))
                (ui::actions(ui::submit(lang, texts::SAVE)))
            }))
        }
    }
}

pub(super) async fn list(visit: Visit) -> Answer {
    page(&visit, StatusCode::OK, &[], None).await
}

async fn page(visit: &Visit, status: StatusCode, breaches: &[Breach], shown: Option<(RowId, String)>) -> Answer {
    let person = visit.actor()?.person_id;
    let saved = visit.site.db.read(move |tx| store::list(tx, person).map_err(Refusal::from)).await?;
    let lang = visit.lang;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::SEARCH.into(), texts::TITLE.into())]))
        (ui::heading(texts::SAVED.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        @if saved.is_empty() {
            p.empty { (say("还没有保存的搜索。请先搜索，再点“保存此搜索”。", "Nothing is saved yet. Search for something and choose “Save this search”.").get(lang)) }
        }
        @for one in &saved { (card(visit, one, shown.as_ref().filter(|(id, _)| *id == one.id).map(|(_, address)| address.as_str()))) }
    };
    Ok(visit.page_with(status, texts::SAVED, body))
}

fn card(visit: &Visit, saved: &SavedSearch, address: Option<&str>) -> Markup {
    let lang = visit.lang;
    let wanted = crate::tell::wanted_of(saved);
    ui::card(html! {
        h2 { a href={ (paths::SEARCH) "?" (saved.query) } { (saved.name) } }
        @if !wanted.q.is_empty() { p { code { (wanted.q) } } }
        (ui::form(lang, &visit.csrf, &paths::saved(saved.id), "", ui::fields_row(html! {
            (Field::text("name", texts::NAME).value(saved.name.as_str()).required().render(lang, &[]))
            (Field::select("notify", texts::NOTIFY, choices(lang)).value(saved.notify.word()).required().render(lang, &[]))
            (ui::submit(lang, say("更改", "Change")))
        })))
        @if let Some(address) = address {
            (ui::alert(Tone::Good, html! { p { (SECRET.get(lang)) } p { code { (address) } } }))
        }
        (ui::actions(html! {
            @if saved.feed_hash.is_some() {
                (ui::step_button(&paths::feed_of(saved.id), &visit.csrf, say("更换订阅地址", "Change the feed address")).field("feed", "make").render(lang))
                (ui::step_button(&paths::feed_of(saved.id), &visit.csrf, say("停用订阅地址", "Take the feed address back")).field("feed", "revoke").render(lang))
            } @else {
                (ui::step_button(&paths::feed_of(saved.id), &visit.csrf, say("生成订阅地址", "Make a feed address")).field("feed", "make").render(lang))
            }
            (ui::step_button(&paths::delete(saved.id), &visit.csrf, say("删除", "Delete")).kind(Kind::Danger).confirm(say("确定删除这个搜索吗？", "Delete this search?")).render(lang))
        }))
    })
}

fn read(form: &Form) -> Result<(String, Notify), Breach> {
    Ok((form.text("name", actions::NAME_MAX)?, form.word("notify")?))
}

pub(super) async fn save(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match read(&form).and_then(|read| Ok((read, Wanted::of_address(form.get("wanted"))?))) {
        Err(breach) => Err(Refusal::from(breach)),
        Ok(((name, notify), wanted)) => {
            let new = NewSearch { name, wanted, notify };
            visit.site.db.write(move |tx| actions::save(tx, &actor, &new)).await
        }
    };
    match done {
        Ok(_) => visit.done(paths::SAVED, say("搜索已保存", "The search is saved")),
        Err(Refusal::Breaches(breaches)) => page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &breaches, None).await,
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn update(visit: Visit, Path(id): Path<RowId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match read(&form) {
        Err(breach) => Err(Refusal::from(breach)),
        Ok((name, notify)) => visit.site.db.write(move |tx| actions::update(tx, &actor, id, &name, notify)).await,
    };
    match done {
        Ok(_) => visit.done(paths::SAVED, say("已更改", "Changed")),
        Err(Refusal::Breaches(breaches)) => page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &breaches, None).await,
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn delete(visit: Visit, Path(id): Path<RowId>, _: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::delete(tx, &actor, id)).await?;
    visit.done(paths::SAVED, say("已删除", "Deleted"))
}

pub(super) async fn feed(visit: Visit, Path(id): Path<RowId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    if form.get("feed") == "revoke" {
        visit.site.db.write(move |tx| actions::revoke_feed(tx, &actor, id)).await?;
        return visit.done(paths::SAVED, say("订阅地址已停用", "The feed address was taken back"));
    }
    let secret = visit.site.db.write(move |tx| actions::make_feed(tx, &actor, id)).await?;
    let address = format!("{}{}", visit.site.base_url, paths::feed(&secret));
    page(&visit, StatusCode::OK, &[], Some((id, address))).await
}
