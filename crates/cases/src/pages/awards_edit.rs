//! The office's part of a list of awards: beginning, filling, publishing.

use kernel::{AwardListId, Breach, CaseCallId, Lang, MeetingId, OrganisationId, Refusal, RowId, Text, Word, say};
use meetings::{Meeting, Words};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::awards::{Shown, Tried, again, call_options};
use super::entry::meetings_to_choose;
use crate::actions::{self, AwardDraft, ListDraft};
use crate::state::award::{AwardKind, ListStep};
use crate::{paths, policy, texts};

const BEGIN: Text = say("新建获奖名单", "Begin a list of awards");
const NOTHING: Text = say("（不选）", "(none)");

fn list_fields(lang: Lang, form: &Form, meetings: &[Meeting], breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let kinds = AwardKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let mut all = vec![(String::new(), NOTHING.get(lang).to_owned())];
    all.extend(meetings.iter().map(|it| (it.id.to_string(), it.title().get(lang).to_owned())));
    html! {
        (ui::fields_row(html! {
            (show(Field::number("year", texts::YEAR).required(), "year"))
            (show(Field::select("kind", texts::KIND, kinds).required(), "kind"))
            (show(Field::select("meeting_id", texts::MEETING, all), "meeting_id"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("note_zh", say("中文说明", "Note in Chinese")).rows(2), "note_zh"))
            (show(Field::area("note_en", say("英文说明", "Note in English")).rows(2), "note_en"))
        }))
    }
}

fn read_list(form: &Form) -> ListDraft {
    ListDraft {
        year: form.get("year").to_owned(),
        kind: form.get("kind").to_owned(),
        meeting_id: form.id::<MeetingId>("meeting_id").ok(),
        note: Words::of(form.get("note_zh"), form.get("note_en")),
    }
}

pub(crate) async fn new(visit: Visit) -> Answer {
    let year = visit.site.db.clock().now().day().year().to_string();
    new_page(&visit, &Form::of(&[("year", &year)]), &[], StatusCode::OK).await
}

async fn new_page(visit: &Visit, form: &Form, breaches: &[Breach], status: StatusCode) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let read = visit.site.db.read(move |tx| {
        policy::permit_office(&actor)?;
        Ok::<_, Refusal>(meetings_to_choose(tx)?)
    });
    let meetings = read.await?;
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::AWARDS.into(), texts::AWARDS.into())]))
        (ui::heading(BEGIN.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, paths::NEW_LIST, "award-list-new", html! {
            (list_fields(lang, form, &meetings, breaches))
            (ui::actions(ui::submit(lang, texts::SAVE)))
        }))
    };
    Ok(visit.page_with(status, BEGIN, body))
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let (actor, draft) = (visit.actor()?, read_list(&form));
    match visit.site.db.write(move |tx| actions::create_list(tx, &actor, &draft)).await {
        Ok(list) => visit.done(&paths::award_list(list.id), say("名单已建立", "The list is there")),
        Err(Refusal::Breaches(breaches)) => new_page(&visit, &form, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(other) => Err(other.into()),
    }
}

/// The forms below a list that is not published.
pub(super) fn forms(visit: &Visit, shown: &Shown, tried: &Tried) -> Markup {
    let (lang, list) = (visit.lang, &shown.list);
    let empty = Form::default();
    let of = |which: &str| if tried.which == which { (&tried.form, &tried.breaches[..]) } else { (&empty, &[][..]) };
    let year = list.year.to_string();
    let meeting = list.meeting_id.map(|id| id.to_string()).unwrap_or_default();
    let revision = list.revision.to_string();
    let own = Form::of(&[
        ("year", &year),
        ("kind", list.kind.word()),
        ("meeting_id", &meeting),
        ("note_zh", &list.note_zh),
        ("note_en", &list.note_en),
        ("revision", &revision),
    ]);
    let (edited, edit_breaches) =
        if tried.which == "edit" { (&tried.form, &tried.breaches[..]) } else { (&own, &[][..]) };
    let (added, add_breaches) = of("add");
    let mut houses = vec![(String::new(), NOTHING.get(lang).to_owned())];
    houses.extend(shown.houses.iter().cloned());
    let calls = call_options(shown, lang);
    html! {
        (ui::section(lang, say("增加获奖者", "Add an award"), ui::form(lang, &visit.csrf, &paths::entries(list.id), "", html! {
            (ui::fields_row(html! {
                (Field::select("organisation_id", say("单位", "Organisation"), houses).value(added.get("organisation_id")).render(lang, add_breaches))
                (Field::text("name_zh", say("名称（未选单位时）", "Name, where no organisation is chosen")).value(added.get("name_zh")).maxlength(200).render(lang, add_breaches))
                (Field::text("name_en", say("英文名称", "Name in English")).value(added.get("name_en")).maxlength(200).render(lang, add_breaches))
            }))
            (ui::actions(ui::submit_as(lang, "do", "add", say("增加", "Add"), ui::Kind::Secondary)))
        })))
        @if list.kind == AwardKind::ExcellentCase && !calls.is_empty() {
            (ui::section(lang, say("列入已公布的案例", "Put published cases on it"), ui::form(lang, &visit.csrf, &paths::fill(list.id), "", html! {
                (Field::select("call_id", texts::CALL, calls).render(lang, of("fill").1))
                (ui::actions(ui::submit_as(lang, "do", "fill", say("列入", "Put on the list"), ui::Kind::Secondary)))
            })))
        }
        (ui::section(lang, say("名单信息", "About the list"), ui::form(lang, &visit.csrf, &paths::edit_list(list.id), &format!("award-list-{}", list.id), html! {
            (ui::hidden("revision", edited.get("revision")))
            (list_fields(lang, edited, &shown.meetings, edit_breaches))
            (ui::actions(ui::submit_as(lang, "do", "edit", texts::SAVE, ui::Kind::Secondary)))
        })))
        (ui::actions(ui::step_button(&paths::publish_list(list.id), &visit.csrf, ListStep::Publish.text()).primary()
            .confirm(say("公布后不能修改，确定吗？", "A published list cannot be changed. Are you sure?")).render(lang)))
    }
}

async fn finish(
    visit: &Visit,
    id: AwardListId,
    which: &'static str,
    form: Form,
    done: Result<(), Refusal>,
    notice: Text,
) -> Answer {
    match done {
        Ok(()) => visit.done(&paths::award_list(id), notice),
        Err(Refusal::Breaches(breaches)) => again(visit, id, Tried { which, form, breaches }).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn save(visit: Visit, Path(id): Path<AwardListId>, form: Form) -> Answer {
    let (actor, draft) = (visit.actor()?, read_list(&form));
    let revision = form.number("revision", 0, i64::MAX)?;
    let done = visit.site.db.write(move |tx| actions::edit_list(tx, &actor, id, revision, &draft).map(drop)).await;
    finish(&visit, id, "edit", form, done, say("已保存", "Saved")).await
}

pub(crate) async fn add(visit: Visit, Path(id): Path<AwardListId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let draft = AwardDraft {
        organisation_id: form.id::<OrganisationId>("organisation_id").ok(),
        name: Words::of(form.get("name_zh"), form.get("name_en")),
    };
    let done = visit.site.db.write(move |tx| actions::add_award(tx, &actor, id, &draft).map(drop)).await;
    finish(&visit, id, "add", form, done, say("已增加", "Added")).await
}

pub(crate) async fn remove(visit: Visit, Path((id, award)): Path<(AwardListId, RowId)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::remove_award(tx, &actor, id, award)).await;
    finish(&visit, id, "remove", form, done, say("已移除", "Removed")).await
}

pub(crate) async fn fill(visit: Visit, Path(id): Path<AwardListId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match form.id::<CaseCallId>("call_id") {
        Ok(call) => visit.site.db.write(move |tx| actions::fill_with_cases(tx, &actor, id, call).map(drop)).await,
        Err(breach) => Err(breach.into()),
    };
    finish(&visit, id, "fill", form, done, say("案例已列入名单", "The cases are on the list")).await
}

pub(crate) async fn publish(visit: Visit, Path(id): Path<AwardListId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::publish_list(tx, &actor, id).map(drop)).await;
    finish(&visit, id, "publish", form, done, say("名单已公布", "The list is published")).await
}
