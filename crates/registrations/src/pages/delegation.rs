//! The people an organisation sends: those registered already, and a form for many at once.

use kernel::{Breach, MeetingId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::form::{NAME_EN, NAME_ZH, TITLE_ZH};
use super::head::{crumbs, state_badge, title};
use crate::actions::{self, Delegation, PEOPLE_MOST, RegistrationDraft};
use crate::kinds::MeetingRole;
use crate::record::Registration;
use crate::store::Filter;
use crate::{paths, policy, store, texts};

const NOBODY: Text = say("还没有登记本单位人员。", "Nobody of your organisation is registered yet.");
const PASTE: Text = say("或从表格粘贴", "Or paste from a table");
const PASTE_HINT: Text = say(
    "每行一人：姓名、职务、电话、邮箱，以制表符或逗号分隔。",
    "One person a line: name, title, phone, e-mail, with tabs or commas between them.",
);
const HOW: Text = say(
    "单位按登记信息填写；空行不计。所有人一起登记，有一处不对则都不登记。",
    "The organisation is filled in from the register; empty rows do not count. Everybody is registered together, or nobody.",
);
const PARTS: [(&str, Text); 5] = [
    ("name_zh", NAME_ZH),
    ("name_en", NAME_EN),
    ("title_zh", TITLE_ZH),
    ("phone", texts::PHONE),
    ("email", texts::EMAIL),
];
/// Rows shown at least.
const ROWS: usize = 4;

/// What was typed for one person, in the order of `PARTS`, and the role.
type Row = ([String; 5], String);

fn typed(form: &Form) -> Vec<Row> {
    let row = |at: usize| {
        let get = |part: &str| form.get(&format!("people.{at}.{part}")).to_owned();
        (PARTS.map(|(part, _)| get(part)), get("role"))
    };
    let rows = (0..PEOPLE_MOST).map(row).filter(|(parts, _)| parts.iter().any(|part| !part.is_empty()));
    let mut rows: Vec<Row> = rows.collect();
    for line in form.get("paste").lines().filter(|line| !line.trim().is_empty()).take(PEOPLE_MOST + 1) {
        let cells: Vec<&str> = line.split(['\t', ',', '，']).map(str::trim).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
        rows.push(([cell(0), String::new(), cell(1), cell(2), cell(3)], String::new()));
    }
    rows
}

fn draft(row: &Row, house: &meetings::Words) -> RegistrationDraft {
    let ([zh, en, title, phone, email], role) = row;
    RegistrationDraft {
        name: meetings::Words::of(zh, en),
        title: meetings::Words::of(title, ""),
        organisation: house.clone(),
        phone: phone.clone(),
        email: email.clone(),
        ..RegistrationDraft::blank(MeetingRole::parse(role).unwrap_or(MeetingRole::Delegate))
    }
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, &[], &[]).await
}

async fn page(visit: &Visit, id: MeetingId, rows: &[Row], breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let house = policy::permit_delegation(&actor)?;
        let (meeting, _) = actions::opened(tx, &actor, id)?;
        let filter = Filter { organisation_id: Some(house), ..Filter::default() };
        Ok::<_, Refusal>((meeting, store::list(tx, id, &filter, None)?.0))
    });
    let (meeting, known) = read.await?;
    let lang = visit.lang;
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let heads = [texts::NAME, texts::ROLE, texts::PHONE, texts::STATE];
    let line = |it: &Registration| -> Vec<Markup> {
        vec![
            html! { a href=(paths::registration(it.id)) { (ui::named(lang, &it.name().zh, &it.name_en)) } },
            html! { (it.role.text().get(lang)) },
            ui::theirs(lang, &it.phone),
            state_badge(visit, it),
        ]
    };
    let body = html! {
        (crumbs(visit, &meeting))
        (ui::heading(texts::DELEGATION.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::table(lang, texts::DELEGATION, &heads, known.iter().map(line).collect(), NOBODY))
        (ui::section(lang, say("登记人员", "Register people"), html! {
            p.hint { (HOW.get(lang)) }
            (ui::form(lang, &visit.csrf, &paths::delegation(id), &format!("delegation-{id}"), html! {
                @for at in 0..rows.len().max(1) + ROWS - 1 { (row(visit, at, rows.get(at), breaches)) }
                (Field::area("paste", PASTE).hint(PASTE_HINT).rows(4).render(lang, breaches))
                (ui::actions(ui::submit(lang, say("登记", "Register"))))
            }))
        }))
    };
    Ok(visit.page_with(status, title(texts::DELEGATION, &meeting), body))
}

fn row(visit: &Visit, at: usize, typed: Option<&Row>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let roles = MeetingRole::ALL.iter().filter(|role| role.is_asked_for());
    let roles = roles.map(|role| (role.word().to_owned(), role.text().get(lang).to_owned())).collect();
    let number = say("第 {n} 人", "Person {n}").with(&[("n", &(at + 1))]);
    let role = typed.map(|(_, role)| role.clone()).filter(|role| !role.is_empty());
    ui::fieldset(lang, number, ui::fields_row(html! {
        @for (column, (part, label)) in PARTS.into_iter().enumerate() {
            @let value = typed.map(|(parts, _)| parts[column].clone()).unwrap_or_default();
            (Field::text(format!("people.{at}.{part}"), label).maxlength(200).value(value).render(lang, breaches))
        }
        (Field::select(format!("people.{at}.role"), texts::ROLE, roles).required()
            .value(role.unwrap_or_else(|| MeetingRole::Delegate.word().to_owned())).render(lang, breaches))
    }))
}

pub(crate) async fn send(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let rows = typed(&form);
    let sent = rows.clone();
    let outcome = visit.site.db.write(move |tx| {
        let house = directory::organisation(tx, policy::permit_delegation(&actor)?)?;
        let house = meetings::Words::of(&house.name, &house.name_en);
        let people = sent.iter().map(|row| draft(row, &house)).collect();
        actions::delegate(tx, &actor, id, &Delegation { people }).map(|made| made.len())
    });
    match outcome.await {
        Ok(n) => visit.done(&paths::delegation(id), say("已登记 {n} 人", "{n} people are registered").with(&[("n", &n)])),
        Err(Refusal::Breaches(breaches)) => page(&visit, id, &rows, &breaches).await,
        Err(other) => Err(other.into()),
    }
}
