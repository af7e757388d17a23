//! Writing a call: the form for a new one, and for one that is not open yet.

use kernel::{Breach, Breaches, CaseCallId, Day, Instant, Lang, Refusal, Text, say};
use meetings::Words;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::actions::{self, CallDraft};
use crate::record::CaseCall;
use crate::state::call::CallState;
use crate::{paths, policy, store, texts};

const BEGIN: Text = say("新建征集", "Begin a call");
const EDIT: Text = say("修改征集", "Edit the call");
const NO_TIME: Text = say("请填写时间，如 17:00，留空为当日 24:00", "Enter a time such as 17:00; empty means 24:00");
const NUMBER: Text = say("请填写整数，或留空", "Enter a whole number, or nothing");

/// Names of the fields that are no part of the draft.
const OWN: [&str; 4] = ["_csrf", "revision", "accepted_on", "accepted_time"];
const FIELDS: [&str; 12] = [
    "year",
    "series_zh",
    "series_en",
    "about_zh",
    "about_en",
    "takes_projects",
    "takes_universities",
    "takes_enterprises",
    "takes_earlier",
    "by_enterprises",
    "quota",
    "closes_on",
];

fn fields(lang: Lang, form: &Form, breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let tick = |name: &str, label: Text| Field::checkbox(name, label).checked(form.ticked(name)).render(lang, breaches);
    html! {
        (ui::fields_row(html! {
            (show(Field::number("year", texts::YEAR).required(), "year"))
            (show(Field::text("series_zh", say("中文名称", "Name in Chinese")).required().maxlength(200), "series_zh"))
            (show(Field::text("series_en", say("英文名称", "Name in English")).maxlength(200), "series_en"))
        }))
        (ui::fieldset(lang, say("征集类别", "Kinds of case"), html! {
            (tick("takes_projects", say("项目案例", "Project cases")))
            (tick("takes_universities", say("高校案例", "University cases")))
            (tick("takes_enterprises", say("企业案例", "Enterprise cases")))
        }))
        (ui::fields_row(html! {
            (show(Field::date("accepted_on", say("企业验收截止日", "Accepted by the enterprise until")).hint(say("以平台上的验收时间为准（K-03）", "The time on the platform counts (K-03)")), "accepted_on"))
            (show(Field::time("accepted_time", say("时刻", "Time")).hint(say("留空为当日 24:00", "Empty means 24:00 of that day")), "accepted_time"))
            (show(Field::number("quota", say("每校推荐名额", "Nominations of each university")).hint(say("留空则不限（K-05）", "Empty for no bound (K-05)")), "quota"))
            (show(Field::date("closes_on", texts::CLOSES).required(), "closes_on"))
        }))
        (tick("takes_earlier", say("往届入选项目可凭新材料再次参加（K-04）", "Projects selected before may enter again with new material (K-04)")))
        (tick("by_enterprises", say("项目的合作企业也可推荐", "The enterprise of a project may nominate its case as well")))
        (ui::fields_row(html! {
            (show(Field::area("about_zh", say("中文说明", "What it asks for, in Chinese")).rows(8), "about_zh"))
            (show(Field::area("about_en", say("英文说明", "What it asks for, in English")).rows(8), "about_en"))
        }))
        p { (texts::FREE.get(lang)) " " (ui::rule_badge(lang, "K-06")) }
    }
}

fn form_of(call: &CaseCall) -> Form {
    let tick = |on: bool| if on { "on" } else { "" };
    let quota = call.quota.map(|quota| quota.to_string()).unwrap_or_default();
    let (day, time) = call.accepted_by.map(cut_off_text).unwrap_or_default();
    let (year, closes, revision) = (call.year.to_string(), call.closes_on.to_string(), call.revision.to_string());
    Form::of(&[
        ("year", &year),
        ("series_zh", &call.series_zh),
        ("series_en", &call.series_en),
        ("about_zh", &call.about_zh),
        ("about_en", &call.about_en),
        ("takes_projects", tick(call.takes_projects)),
        ("takes_universities", tick(call.takes_universities)),
        ("takes_enterprises", tick(call.takes_enterprises)),
        ("takes_earlier", tick(call.takes_earlier)),
        ("by_enterprises", tick(call.by_enterprises)),
        ("accepted_on", &day),
        ("accepted_time", &time),
        ("quota", &quota),
        ("closes_on", &closes),
        ("revision", &revision),
    ])
}

/// Day and time of a cut-off as they are typed: midnight is the end of the day before.
fn cut_off_text(at: Instant) -> (String, String) {
    let written = at.beijing_minute();
    match written.split_once(' ') {
        Some((_, "00:00")) => (at.plus_seconds(-1).day().to_string(), String::new()),
        Some((day, time)) => (day.to_owned(), time.to_owned()),
        None => (at.day().to_string(), String::new()),
    }
}

/// The cut-off that was typed; the end of the day where no time is.
fn cut_off(form: &Form, breaches: &mut Breaches) -> Option<Instant> {
    if form.get("accepted_on").is_empty() {
        return None;
    }
    let day: Day = form.day("accepted_on").map_err(|breach| breaches.push(breach)).ok()?;
    let typed = form.get("accepted_time");
    if typed.is_empty() || typed == "24:00" {
        return Some(day.ends());
    }
    let read = typed.split_once(':').and_then(|(hour, minute)| {
        let number = |text: &str, most: i64| text.parse::<i64>().ok().filter(|n| (0..=most).contains(n));
        Some((number(hour, 23)?, number(minute, 59)?))
    });
    match read {
        Some((hour, minute)) => Some(Instant::beijing(day, hour, minute, 0)),
        None => {
            breaches.push(Breach::field("accepted_time", NO_TIME));
            None
        }
    }
}

fn read(form: &Form) -> Result<CallDraft, Breaches> {
    let mut breaches = Breaches::new();
    let accepted_by = cut_off(form, &mut breaches);
    let year = form.number("year", 2014, 2100).map_err(|breach| breaches.push(breach)).unwrap_or(0);
    let closes_on = form.day("closes_on").map_err(|breach| breaches.push(breach)).ok();
    let quota = match (form.get("quota"), form.get("quota").parse::<i64>()) {
        ("", _) => None,
        (_, Ok(quota)) => Some(quota),
        (_, Err(_)) => {
            breaches.push(Breach::field("quota", NUMBER));
            None
        }
    };
    // What else was sent is told to the rule: a form from elsewhere may not slip in a fee.
    let names = form.pairs().iter().map(|(name, _)| name.as_str());
    let other = names.filter(|name| !OWN.contains(name) && !FIELDS.contains(name));
    let other = other.map(|name| (name.to_owned(), serde_json::Value::Null)).collect();
    let words = |field: &str| Words::of(form.get(&format!("{field}_zh")), form.get(&format!("{field}_en")));
    match closes_on {
        Some(closes_on) if breaches.is_empty() => Ok(CallDraft {
            year,
            series: words("series"),
            about: words("about"),
            takes_projects: form.ticked("takes_projects"),
            takes_universities: form.ticked("takes_universities"),
            takes_enterprises: form.ticked("takes_enterprises"),
            accepted_by,
            takes_earlier: form.ticked("takes_earlier"),
            by_enterprises: form.ticked("by_enterprises"),
            quota,
            closes_on,
            other,
        }),
        Some(_) | None => Err(breaches),
    }
}

pub(crate) async fn new(visit: Visit) -> Answer {
    let year = visit.site.db.clock().now().day().year().to_string();
    Ok(new_page(&visit, &Form::of(&[("year", &year), ("takes_projects", "on")]), &[], StatusCode::OK))
}

fn new_page(visit: &Visit, form: &Form, breaches: &[Breach], status: StatusCode) -> web::Response {
    let lang = visit.lang;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::CASES.into(), texts::CASES.into())]))
        (ui::heading(BEGIN.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, paths::NEW, "case-call-new", html! {
            (fields(lang, form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    visit.page_with(status, BEGIN, body)
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::create_call(tx, &actor, &draft)).await,
    };
    match outcome {
        Ok(call) => {
            visit.done(&paths::call(call.id), say("征集已建立，尚未开始", "The call is there; it is not open yet"))
        }
        Err(Refusal::Breaches(breaches)) => Ok(new_page(&visit, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY)),
        Err(other) => Err(other.into()),
    }
}

async fn editable(visit: &Visit, id: CaseCallId) -> Result<CaseCall, web::Failed> {
    let actor = visit.actor()?;
    let found = visit.site.db.read(move |tx| {
        policy::permit_office(&actor)?;
        let call = store::get_call(tx, id)?;
        match call.state {
            CallState::Draft => Ok(call),
            CallState::Open | CallState::Reviewing | CallState::Decided | CallState::Published => {
                Err(Refusal::NotOpen { step: EDIT, state: kernel::Word::text(call.state) })
            }
        }
    });
    Ok(found.await?)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<CaseCallId>) -> Answer {
    let call = editable(&visit, id).await?;
    Ok(edit_page(&visit, &call, &form_of(&call), &[], StatusCode::OK))
}

fn edit_page(visit: &Visit, call: &CaseCall, form: &Form, breaches: &[Breach], status: StatusCode) -> web::Response {
    let lang = visit.lang;
    let crumbs = [(paths::CASES.into(), texts::CASES.into()), (paths::call(call.id), call.series().said())];
    let body = html! {
        (ui::breadcrumbs(lang, &crumbs))
        (ui::heading(EDIT.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::edit_call(call.id), &format!("case-call-{}", call.id), html! {
            (ui::hidden("revision", form.get("revision")))
            (fields(lang, form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    visit.page_with(status, EDIT, body)
}

pub(crate) async fn save(visit: Visit, Path(id): Path<CaseCallId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let call = editable(&visit, id).await?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::edit_call(tx, &actor, id, revision, &draft)).await,
    };
    match outcome {
        Ok(_) => visit.done(&paths::call(id), say("已保存", "Saved")),
        Err(Refusal::Breaches(breaches)) => {
            Ok(edit_page(&visit, &call, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
