//! Asking for a booth, and changing a request: the same form.

use kernel::{BoothRequestId, Breach, Breaches, Lang, MeetingId, Refusal, Said, Text, Word, say};
use meetings::Words;
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Response, StatusCode, Visit};

use super::head::{crumbs, title};
use crate::actions::{self, RequestDraft};
use crate::kinds::BoothKind;
use crate::record::BoothRequest;
use crate::{paths, policy, store, texts};

const CHANGE: Text = say("修改展位申请", "Change the request");
const SENT: Text = say("展位申请已提交", "The request is handed in");
const SAVED: Text = say("已保存", "Saved");

fn fields(lang: Lang, kinds: &[BoothKind], form: &Form, breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    html! {
        @if let [kind] = kinds { (ui::hidden("kind", kind.word())) p { (texts::KIND.get(lang)) " · " (kind.text().get(lang)) } }
        @else { (show(Field::select("kind", texts::KIND, texts::kinds(lang, kinds)).required(), "kind")) }
        (ui::fields_row(html! {
            (show(Field::text("title_zh", say("展示内容（中文）", "What you show, in Chinese")).maxlength(200), "title_zh"))
            (show(Field::text("title_en", say("展示内容（英文）", "What you show, in English")).maxlength(200), "title_en"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("about_zh", say("介绍（中文）", "About it, in Chinese")).rows(4), "about_zh"))
            (show(Field::area("about_en", say("介绍（英文）", "About it, in English")).rows(4), "about_en"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("goods", say("展品和设备", "Goods you bring")).rows(2)
                .hint(say("仅主办方可见：尺寸、重量等", "Only the organiser reads it: size, weight")), "goods"))
            (show(Field::number("watts", say("用电功率（瓦）", "Power (watts)")), "watts"))
        }))
        (ui::fields_row(html! {
            (show(Field::text("contact_name", say("联系人", "Contact")).required().maxlength(80), "contact_name"))
            (show(Field::text("contact_phone", say("联系电话", "Telephone")).required().maxlength(80)
                .hint(say("仅主办方可见", "Only the organiser reads it")), "contact_phone"))
        }))
    }
}

fn read(form: &Form) -> Result<RequestDraft, Breaches> {
    let mut breaches = Breaches::new();
    let kind = form.word::<BoothKind>("kind").map_err(|breach| breaches.push(breach)).ok();
    let watts = match form.get("watts") {
        "" => 0,
        _ => form.number("watts", 0, 100_000).unwrap_or_else(|breach| {
            breaches.push(breach);
            0
        }),
    };
    let words = |name: &str| Words::of(form.get(&format!("{name}_zh")), form.get(&format!("{name}_en")));
    match kind {
        Some(kind) if breaches.is_empty() => Ok(RequestDraft {
            kind,
            title: words("title"),
            about: words("about"),
            goods: form.get("goods").to_owned(),
            watts,
            contact_name: form.get("contact_name").to_owned(),
            contact_phone: form.get("contact_phone").to_owned(),
        }),
        Some(_) | None => Err(breaches),
    }
}

fn form_of(it: &BoothRequest) -> Form {
    let (watts, revision) = (it.watts.to_string(), it.revision.to_string());
    Form::of(&[
        ("kind", it.kind.word()),
        ("title_zh", &it.title_zh),
        ("title_en", &it.title_en),
        ("about_zh", &it.about_zh),
        ("about_en", &it.about_en),
        ("goods", &it.goods),
        ("watts", &watts),
        ("contact_name", &it.contact_name),
        ("contact_phone", &it.contact_phone),
        ("revision", &revision),
    ])
}

pub(crate) async fn new(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    new_page(&visit, id, &Form::default(), &[], StatusCode::OK).await
}

async fn new_page(visit: &Visit, id: MeetingId, form: &Form, breaches: &[Breach], status: StatusCode) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let (_, kinds) = policy::permit_ask(&actor)?;
    let (meeting, floor) = visit.site.db.read(move |tx| actions::shown(tx, Some(&actor), id)).await?;
    let mut way = crumbs(&meeting);
    way.push((paths::exhibition(id), texts::EXHIBITION.into()));
    let until = ui::when_text(lang, floor.closes_at);
    const UNTIL: Text = say(
        "截止时间：{until}。申请多于展位时由主办方择优安排并说明理由；预留的展位请在 {hours} 小时内确认。",
        "Until {until}. When more is asked for than there is, the organiser selects and says why; confirm a held booth within {hours} hours.",
    );
    let parts: [(&str, &dyn std::fmt::Display); 2] = [("until", &until), ("hours", &floor.hold_hours)];
    let body = html! {
        (ui::breadcrumbs(lang, &way))
        (ui::heading(texts::ASK.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        p { (UNTIL.with(&parts).get(lang)) }
        (ui::form(lang, &visit.csrf, &paths::ask(id), &format!("booth-{id}"), html! {
            (fields(lang, kinds, form, breaches))
            (ui::actions(ui::submit(lang, texts::ASK)))
        }))
    };
    Ok(visit.page_with(status, title(texts::ASK, &meeting), body))
}

pub(crate) async fn create(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => visit.site.db.write(move |tx| actions::ask(tx, &actor, id, &draft)).await,
    };
    match outcome {
        Ok(request) => visit.done(&paths::request(id, request.id), SENT),
        Err(Refusal::Breaches(breaches)) => {
            new_page(&visit, id, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn edit(visit: Visit, Path((id, request)): Path<(MeetingId, BoothRequestId)>) -> Answer {
    let it = permitted(&visit, id, request).await?;
    Ok(edit_page(&visit, &it, &form_of(&it), &[], StatusCode::OK))
}

async fn permitted(visit: &Visit, id: MeetingId, request: BoothRequestId) -> Result<BoothRequest, web::Failed> {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| policy::permit_edit(&actor, store::request(tx, id, request)?));
    Ok(read.await?)
}

fn edit_page(visit: &Visit, it: &BoothRequest, form: &Form, breaches: &[Breach], status: StatusCode) -> Response {
    let lang = visit.lang;
    let own: (String, Said) = (paths::request(it.meeting_id, it.id), it.title().said());
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::exhibition(it.meeting_id), texts::EXHIBITION.into()), own]))
        (ui::heading(CHANGE.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::edit(it.meeting_id, it.id), &format!("booth-request-{}", it.id), html! {
            (ui::hidden("revision", form.get("revision")))
            (fields(lang, &[it.kind], form, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    visit.page_with(status, CHANGE, body)
}

pub(crate) async fn save(visit: Visit, Path((id, request)): Path<(MeetingId, BoothRequestId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let outcome = match read(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(draft) => {
            visit.site.db.write(move |tx| actions::edit_request(tx, &actor, id, (request, revision), &draft)).await
        }
    };
    match outcome {
        Ok(request) => visit.done(&paths::request(id, request.id), SAVED),
        Err(Refusal::Breaches(breaches)) => {
            let it = permitted(&visit, id, request).await?;
            Ok(edit_page(&visit, &it, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
