//! The door. Devices of the staff keep the list and judge badges without a network; without JavaScript, a form checks in online.

use kernel::{Instant, Lang, MeetingId, Refusal, RowId, Said, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, IntoResponse, Path, Query, Visit};

use super::head::{Page, head, title};
use crate::actions::{self, Door, Merged, NewScan};
use crate::record::Registration;
use crate::store::Filter;
use crate::verdict::{Verdict, standing};
use crate::{paths, store, texts, token};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    badge: String,
}

const SCAN: Text = say("扫描或输入胸牌二维码", "Scan a badge, or type what it says");
const FIND: Text = say("姓名或电话末四位", "Name, or the last four digits of the phone");
const COUNT: Text = say("已到 {n} 人，共 {all} 人", "{n} of {all} have arrived");
const NONE: Text = say("没有找到。", "Nobody found.");
const HOW: Text = say(
    "本页打开一次之后，断网也能使用：名单存在本机，扫描记录联网后自动上传。",
    "Once opened, this page works without a network: the list is kept on this device, and scans are sent when the network is back.",
);

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor, q) = (visit.lang, visit.actor()?, asked.q.trim().to_owned());
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::permitted_at_door(tx, &actor, id)?;
        let found = match q.is_empty() {
            true => Vec::new(),
            false => store::list(tx, id, &Filter { text: q, ..Filter::default() }, None)?.0,
        };
        let counts = store::counts(tx, id)?;
        Ok::<_, Refusal>((meeting, found, counts, tx.now()))
    });
    let (meeting, found, counts, now) = read.await?;
    let sum = |is_meant: fn(crate::state::State) -> bool| -> i64 {
        counts.iter().filter(|(_, state, _)| is_meant(*state)).map(|(_, _, n)| n).sum()
    };
    let count = COUNT.with(&[
        ("n", &sum(crate::state::State::is_present)),
        ("all", &sum(crate::state::State::is_confirmed)),
    ]);
    let body = html! {
        (head(&visit, &meeting, Page::CheckIn))
        div.check-in #check-in data-meeting=(id) data-list=(paths::door(id)) data-scans=(paths::scans(id)) data-worker=(paths::WORKER)
            data-csrf=(visit.csrf) data-words=(words(lang)) {
            p.check-in-count #check-in-count { (count.get(lang)) }
            p.muted #check-in-network role="status" {}
            (ui::form(lang, &visit.csrf, &paths::check_in(id), "", html! {
                (ui::hidden("nonce", &RowId::at(now).to_string()))
                (Field::text("badge", SCAN).value(&asked.badge).autofocus().autocomplete("off").render(lang, &[]))
                (ui::actions(ui::submit(lang, texts::CHECK_IN)))
            }))
            div #check-in-said role="status" aria-live="assertive" {}
            (ui::filter_bar(lang, &paths::check_in(id), Field::text("q", FIND).value(&asked.q).autocomplete("off").render(lang, &[])))
            div #check-in-found { @if !asked.q.trim().is_empty() { (results(&visit, id, &found, now)) } }
            p.hint { (HOW.get(lang)) }
            p hidden { button.btn.secondary type="button" #check-in-forget { (say("从本机删除名单", "Forget the list on this device").get(lang)) } }
        }
        (ui::check_in_script())
    };
    visit.page(title(texts::CHECK_IN, &meeting), body)
}

/// What the script says, in the reader's language.
fn words(lang: Lang) -> String {
    let mut words = serde_json::Map::new();
    let mut put = |name: &str, text: Text| words.insert(name.to_owned(), text.get(lang).into());
    for verdict in Verdict::ALL {
        put(verdict.word(), verdict.text());
    }
    put("count", COUNT);
    put("none", NONE);
    put("check_in", texts::CHECK_IN);
    put("online", say("已联网，名单更新于 {when}", "Online; the list was renewed {when}"));
    put("offline", say("没有网络；名单更新于 {when}", "No network; the list was renewed {when}"));
    put("queued", say("{n} 条扫描待上传", "{n} scan(s) wait to be sent"));
    put("log_in", say("请重新登录后上传扫描记录", "Log in again to send the scans"));
    put("differs", say("平台的结论不同：", "The platform says otherwise: "));
    put("keep", say("还有扫描记录没有上传，不能删除", "Scans wait to be sent; they are not deleted"));
    serde_json::Value::Object(words).to_string()
}

fn results(visit: &Visit, id: MeetingId, found: &[Registration], now: Instant) -> Markup {
    let lang = visit.lang;
    html! {
        @if found.is_empty() { p.empty { (NONE.get(lang)) } }
        ul.check-in-found { @for it in found { @let said = standing(it.state); li {
            span { (ui::named(lang, &it.name().zh, &it.name_en)) " " span.muted { (ui::named(lang, &it.organisation().zh, &it.organisation_en)) } }
            @if said == Verdict::Admit {
                (ui::step_button(&paths::check_in(id), &visit.csrf, texts::CHECK_IN)
                    .field("registration", it.id).field("nonce", RowId::at(now)).render(lang))
            } @else { (ui::badge(lang, said.text(), texts::verdict_tone(said))) }
        } } }
    }
}

/// One badge or one line of the list, online.
pub(crate) async fn one(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let signer = token::signer_of(&visit.site.signer);
    let badge = Some(form.get("badge").to_owned()).filter(|badge| !badge.is_empty());
    let registration_id = form.get("registration").parse().ok();
    let nonce = form.get("nonce").to_owned();
    let done = visit.site.db.write(move |tx| {
        let device = actor.name.clone();
        let scan = NewScan { nonce, scanned_at: tx.now(), device, badge, registration_id, shown: None };
        let merged = actions::merge(tx, &actor, id, &signer, &[scan])?;
        let one = merged.into_iter().next().ok_or(Refusal::NotFound)?;
        let person: Option<Registration> = one.registration_id.map(|id| db::get(tx, id)).transpose()?;
        Ok::<_, Refusal>((one, person))
    });
    let (merged, person) = match done.await {
        Err(Refusal::Breaches(_)) => return visit.done(&paths::check_in(id), SCAN),
        other => other?,
    };
    visit.done(&paths::check_in(id), spoken(&merged, person.as_ref()))
}

/// `林梅（南江大学）：可以入场`
fn spoken(merged: &Merged, person: Option<&Registration>) -> Said {
    let text = merged.verdict.text();
    let Some(it) = person else { return text.into() };
    let who = texts::with_house(&it.name(), &it.organisation());
    Said { zh: format!("{}：{}", who.zh, text.zh), en: format!("{}: {}", who.en, text.en) }
}

/// What a device keeps, and the token its next message has to carry.
#[derive(serde::Serialize)]
struct Taken {
    door: Door,
    csrf: String,
}

pub(crate) async fn list(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let actor = visit.actor()?;
    let signer = token::signer_of(&visit.site.signer);
    let door = visit.site.db.read(move |tx| Door::read(tx, &actor, id, &signer)).await?;
    Ok(web::json(&Taken { door, csrf: visit.csrf.clone() })?.into_response())
}

/// What a device scanned while it had no network.
pub(crate) async fn scans(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let signer = token::signer_of(&visit.site.signer);
    let scans: Vec<NewScan> = serde_json::from_str(form.get("scans"))
        .map_err(|_| kernel::Breach::field("scans", say("扫描记录无法读取", "The scans cannot be read")))?;
    let merged = visit.site.db.write(move |tx| actions::merge(tx, &actor, id, &signer, &scans)).await?;
    Ok(web::json(&merged)?.into_response())
}

/// The worker lies beside the pages it serves: a browser lets it work below its own address only.
pub(crate) async fn worker(_visit: Visit) -> Answer {
    let headers = [("content-type", "text/javascript; charset=utf-8"), ("cache-control", "no-cache")];
    Ok((headers, ui::CHECK_IN_WORKER).into_response())
}

/// A badge scanned with the camera of a phone leads to the door of its meeting.
pub(crate) async fn badge(visit: Visit, Path(scanned): Path<String>) -> Answer {
    let signer = token::signer_of(&visit.site.signer);
    let it = token::read(&scanned, &token::key_of(&signer)).ok_or(Refusal::NotFound)?;
    Ok(web::see(&format!("{}?badge={}", paths::check_in(it.meeting_id), token::token_in(&scanned))))
}
