//! The organiser's plan: the floor, its booths, and the form that draws them one by one or in rows.

use kernel::{BoothId, Breach, Breaches, Day, MeetingId, Money, Refusal, Text, Word, say};
use meetings::Words;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::drawing::{Link, plan};
use super::head::{Page, head, title};
use crate::actions::{self, BoothDraft, ExhibitionDraft, RowDraft, Whole};
use crate::kinds::{BoothKind, metres};
use crate::record::{Booth, Exhibition};
use crate::{paths, policy, store, texts};

const FLOOR: Text = say("展览场地与申请时间", "The floor, and when booths can be asked for");
const METRES: Text = say("请填写米数，最多一位小数，如 3 或 2.5", "Metres with one decimal at most, such as 3 or 2.5");
const ADD: Text = say("添加展位", "Add booths");
const SAVED: Text = say("已保存", "Saved");
const NO_BOOTH: Text = say("还没有展位。", "No booth yet.");
/// Where nobody said anything else: a booth of three by three metres, held for three days.
const USUAL: [(&str, &str); 6] =
    [("width", "3"), ("depth", "3"), ("price", "0"), ("count", "1"), ("gap", "0"), ("hold_hours", "72")];

/// Which form of the page was sent and what is wrong with it.
struct Tried<'t> {
    which: &'static str,
    form: &'t Form,
    breaches: &'t [Breach],
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None).await
}

async fn page(visit: &Visit, id: MeetingId, tried: Option<Tried<'_>>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let whole = visit.site.db.read(move |tx| actions::whole(tx, &actor, id)).await?;
    let own = whole.exhibition.as_ref().map_or_else(|| Form::of(&USUAL[5..]), floor_form);
    let usual = Form::of(&USUAL[..5]);
    let of = |which: &str| tried.as_ref().filter(|it| it.which == which);
    let (floor, floor_breaches) = of("floor").map_or((&own, &[][..]), |it| (it.form, it.breaches));
    let (row, row_breaches) = of("row").map_or((&usual, &[][..]), |it| (it.form, it.breaches));
    let status = if tried.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = html! {
        (head(visit, &whole.meeting, Page::Plan))
        (ui::breach_summary(lang, tried.as_ref().map_or(&[], |it| it.breaches)))
        @if let Some(floor) = &whole.exhibition {
            (drawn(visit, &whole, floor))
            (ui::section(lang, ADD, row_part(visit, id, row, row_breaches)))
        }
        (ui::section(lang, FLOOR, floor_part(visit, id, floor, floor_breaches)))
    };
    Ok(visit.page_with(status, title(texts::PLAN, &whole.meeting), body))
}

fn drawn(visit: &Visit, whole: &Whole, floor: &Exhibition) -> Markup {
    let (lang, id) = (visit.lang, whole.meeting.id);
    let standing = store::on_booths(&whole.requests);
    let who =
        |booth: &Booth| standing.get(&booth.id).map(|it| it.organisation().get(lang).to_owned()).unwrap_or_default();
    let link = |booth: &Booth| Some(Link { href: paths::booth(id, booth.id), who: who(booth) });
    let row = |it: &Booth| {
        vec![
            html! { a href=(paths::booth(id, it.id)) { (it.number) } },
            html! { (it.kind.text().get(lang)) },
            html! { (metres(it.width)) " × " (metres(it.depth)) " m" },
            html! { (texts::price(lang, it.price)) },
            html! { @if let Some(standing) = standing.get(&it.id) {
                a href=(paths::request(id, standing.id)) { (texts::words(lang, &standing.organisation())) } " "
                (ui::badge(lang, standing.state.text(), texts::tone(standing.state)))
            } },
        ]
    };
    let heads = [texts::BOOTH, texts::KIND, say("大小", "Size"), say("价格", "Price"), texts::EXHIBITOR];
    html! {
        (plan(lang, floor, &whole.booths, None, link))
        (ui::table(lang, texts::BOOTH, &heads, whole.booths.iter().map(row).collect(), NO_BOOTH))
    }
}

fn booth_fields(visit: &Visit, form: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    html! {
        (ui::fields_row(html! {
            (show(Field::text("number", say("展位号", "Number")).required().maxlength(12), "number"))
            (show(Field::select("kind", texts::KIND, texts::kinds(lang, BoothKind::ALL)).required(), "kind"))
            (show(Field::money("price", say("价格（元）", "Price (CNY)")), "price"))
        }))
        (ui::fields_row(html! {
            (show(Field::text("x", say("距左侧（米）", "From the left (m)")).required().narrow(), "x"))
            (show(Field::text("y", say("距上侧（米）", "From the top (m)")).required().narrow(), "y"))
            (show(Field::text("width", say("宽（米）", "Width (m)")).required().narrow(), "width"))
            (show(Field::text("depth", say("深（米）", "Depth (m)")).required().narrow(), "depth"))
        }))
    }
}

fn row_part(visit: &Visit, id: MeetingId, form: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    ui::form(
        lang,
        &visit.csrf,
        &paths::booths(id),
        "",
        html! {
            (booth_fields(visit, form, breaches))
            (ui::fields_row(html! {
                (show(Field::number("count", say("一排几个", "How many in a row"))
                    .hint(say("展位号依次递增", "Their numbers count up")), "count"))
                (show(Field::text("gap", say("间距（米）", "Gap (m)")).narrow(), "gap"))
            }))
            (ui::actions(ui::submit_as(lang, "then", "add", ADD, ui::Kind::Secondary)))
        },
    )
}

fn floor_part(visit: &Visit, id: MeetingId, form: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    ui::form(
        lang,
        &visit.csrf,
        &paths::settings(id),
        &format!("exhibition-{id}"),
        html! {
            (ui::hidden("revision", form.get("revision")))
            (ui::fields_row(html! {
                (show(Field::text("floor_width", say("场地宽（米）", "Floor, width (m)")).required().narrow(), "floor_width"))
                (show(Field::text("floor_depth", say("场地深（米）", "Floor, depth (m)")).required().narrow(), "floor_depth"))
                (show(Field::number("hold_hours", say("展位预留小时数", "Hours a booth is held")), "hold_hours"))
            }))
            (ui::fields_row(html! {
                (show(Field::date("opens_on", say("申请开始", "Asked for from")).required(), "opens_on"))
                (show(Field::date("closes_on", say("申请截止（当日结束）", "Until the end of")).required(), "closes_on"))
            }))
            (ui::fields_row(html! {
                (show(Field::area("about_zh", say("中文介绍", "About, in Chinese")).rows(3), "about_zh"))
                (show(Field::area("about_en", say("英文介绍", "About, in English")).rows(3), "about_en"))
            }))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        },
    )
}

fn floor_form(it: &Exhibition) -> Form {
    let (width, depth, hours) = (metres(it.width), metres(it.depth), it.hold_hours.to_string());
    let (opens, closes) = (it.opens_at.day().to_string(), it.closes_at.plus_seconds(-1).day().to_string());
    let revision = it.revision.to_string();
    Form::of(&[
        ("floor_width", &width),
        ("floor_depth", &depth),
        ("hold_hours", &hours),
        ("opens_on", &opens),
        ("closes_on", &closes),
        ("about_zh", &it.about_zh),
        ("about_en", &it.about_en),
        ("revision", &revision),
    ])
}

/// Decimetres from metres as people type them.
fn length(form: &Form, name: &str, breaches: &mut Breaches) -> i64 {
    let typed = form.get(name);
    let (whole, tenth) = typed.split_once('.').unwrap_or((typed, "0"));
    let digits =
        |text: &str, most: usize| !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    if digits(whole, 4) && digits(tenth, 1) {
        return whole.parse::<i64>().unwrap_or(0) * 10 + tenth.parse::<i64>().unwrap_or(0);
    }
    breaches.push(Breach::field(name, METRES));
    0
}

fn read_floor(form: &Form) -> Result<ExhibitionDraft, Refusal> {
    let mut breaches = Breaches::new();
    let (width, depth) = (length(form, "floor_width", &mut breaches), length(form, "floor_depth", &mut breaches));
    let hold_hours = form.number("hold_hours", 1, 720).unwrap_or_else(|breach| {
        breaches.push(breach);
        0
    });
    let mut day = |name: &str| form.day(name).map_err(|breach| breaches.push(breach)).ok();
    let days: Option<(Day, Day)> = day("opens_on").zip(day("closes_on"));
    match days {
        Some((opens, closes)) if breaches.is_empty() => Ok(ExhibitionDraft {
            about: Words::of(form.get("about_zh"), form.get("about_en")),
            width,
            depth,
            opens_at: opens.begins(),
            closes_at: closes.ends(),
            hold_hours,
        }),
        Some(_) | None => Err(Refusal::Breaches(breaches)),
    }
}

fn read_booth(form: &Form, breaches: &mut Breaches) -> Option<BoothDraft> {
    let kind = form.word::<BoothKind>("kind").map_err(|breach| breaches.push(breach)).ok();
    let price = match form.get("price") {
        "" => Money::ZERO,
        _ => form.money("price").unwrap_or_else(|breach| {
            breaches.push(breach);
            Money::ZERO
        }),
    };
    let [x, y, width, depth] = ["x", "y", "width", "depth"].map(|name| length(form, name, breaches));
    Some(BoothDraft { number: form.get("number").to_owned(), kind: kind?, x, y, width, depth, price })
}

/// The act's fields as the form names them.
fn renamed(refusal: Refusal) -> Refusal {
    let rename = |mut breach: Breach| {
        breach.field = match breach.field.as_str() {
            "width" => "floor_width".into(),
            "depth" => "floor_depth".into(),
            "closes_at" => "closes_on".into(),
            _ => breach.field,
        };
        breach
    };
    match refusal {
        Refusal::Breaches(breaches) => Refusal::Breaches(breaches.into_iter().map(rename).collect()),
        other => other,
    }
}

pub(crate) async fn save(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = if form.get("revision").is_empty() { 0 } else { form.number("revision", 0, i64::MAX)? };
    let outcome = match read_floor(&form) {
        Err(refusal) => Err(refusal),
        Ok(draft) => {
            let saved = visit.site.db.write(move |tx| actions::set_up_exhibition(tx, &actor, id, revision, &draft));
            saved.await.map(drop).map_err(renamed)
        }
    };
    after(&visit, id, outcome, "floor", &form).await
}

pub(crate) async fn add(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut breaches = Breaches::new();
    let first = read_booth(&form, &mut breaches);
    let count = form.number("count", 1, 100).unwrap_or_else(|breach| {
        breaches.push(breach);
        1
    });
    let gap = length(&form, "gap", &mut breaches);
    let outcome = match first {
        Some(first) if breaches.is_empty() => {
            let row = RowDraft { first, count, gap };
            visit.site.db.write(move |tx| actions::add_row(tx, &actor, id, &row)).await.map(drop)
        }
        Some(_) | None => Err(Refusal::Breaches(breaches)),
    };
    after(&visit, id, outcome, "row", &form).await
}

async fn after(visit: &Visit, id: MeetingId, outcome: Result<(), Refusal>, which: &'static str, form: &Form) -> Answer {
    match outcome {
        Ok(()) => visit.done(&paths::plan(id), SAVED),
        Err(Refusal::Breaches(breaches)) => page(visit, id, Some(Tried { which, form, breaches: &breaches })).await,
        Err(other) => Err(other.into()),
    }
}

fn booth_form(it: &Booth) -> Form {
    let lengths = [it.x, it.y, it.width, it.depth].map(metres);
    let (price, revision) = (it.price.to_string(), it.revision.to_string());
    Form::of(&[
        ("number", &it.number),
        ("kind", it.kind.word()),
        ("price", &price),
        ("x", &lengths[0]),
        ("y", &lengths[1]),
        ("width", &lengths[2]),
        ("depth", &lengths[3]),
        ("revision", &revision),
    ])
}

pub(crate) async fn booth(visit: Visit, Path((id, booth)): Path<(MeetingId, BoothId)>) -> Answer {
    booth_page(&visit, id, booth, None, &[]).await
}

async fn booth_page(visit: &Visit, id: MeetingId, booth: BoothId, form: Option<&Form>, breaches: &[Breach]) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let it = visit
        .site
        .db
        .read(move |tx| policy::permit_organise(&actor).and_then(|()| store::booth(tx, id, booth)))
        .await?;
    let own = booth_form(&it);
    let form = form.unwrap_or(&own);
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let named = say("展位 {number}", "Booth {number}").with(&[("number", &it.number)]);
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::exhibition(id), texts::EXHIBITION.into()), (paths::plan(id), texts::PLAN.into())]))
        (ui::heading(named.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::booth(id, booth), &format!("booth-{booth}"), html! {
            (ui::hidden("revision", form.get("revision")))
            (booth_fields(visit, form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
        (ui::actions(ui::step_button(&paths::remove_booth(id, booth), &visit.csrf, say("删除展位", "Delete the booth")).danger().render(lang)))
    };
    Ok(visit.page_with(status, named, body))
}

pub(crate) async fn save_booth(visit: Visit, Path((id, booth)): Path<(MeetingId, BoothId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let mut breaches = Breaches::new();
    let outcome = match read_booth(&form, &mut breaches) {
        Some(draft) if breaches.is_empty() => visit
            .site
            .db
            .write(move |tx| actions::edit_booth(tx, &actor, id, (booth, revision), &draft))
            .await
            .map(drop),
        Some(_) | None => Err(Refusal::Breaches(breaches)),
    };
    booth_after(&visit, (id, booth), outcome, Some(&form)).await
}

pub(crate) async fn remove(visit: Visit, Path((id, booth)): Path<(MeetingId, BoothId)>) -> Answer {
    let actor = visit.actor()?;
    let outcome = visit.site.db.write(move |tx| actions::remove_booth(tx, &actor, id, booth)).await;
    booth_after(&visit, (id, booth), outcome, None).await
}

async fn booth_after(
    visit: &Visit,
    (id, booth): (MeetingId, BoothId),
    outcome: Result<(), Refusal>,
    form: Option<&Form>,
) -> Answer {
    match outcome {
        Ok(()) => visit.done(&paths::plan(id), SAVED),
        Err(Refusal::Breaches(breaches)) => booth_page(visit, id, booth, form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}
