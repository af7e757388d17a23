//! Everybody who registered, for the office; and printing their badges.

use std::collections::HashMap;

use kernel::{MeetingId, Refusal, RegistrationId, Text, Word, say};
use meetings::Meeting;
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Form, Path, Query, Visit, choice};

use super::form::options;
use super::head::{Page, head, state_badge, title};
use crate::actions::{self, Printing};
use crate::kinds::MeetingRole;
use crate::record::Registration;
use crate::state::State;
use crate::store::Filter;
use crate::{badges, paths, store, texts, token};

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    state: String,
    role: String,
    q: String,
    after: Cursor<RegistrationId>,
}

const EMPTY: Text = say("没有符合条件的报名。", "No registration fits.");
const CLOSED: Text = say("尚未设置报名时间与名额。", "The opening and the places are not set yet.");
const SEARCH: Text = say("姓名、单位、邮箱或电话末位", "Name, organisation, address or end of the phone");

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let mut faults = Vec::new();
    let state = choice(&mut faults, "state", &asked.state, |word| State::parse(word).ok());
    let role = choice(&mut faults, "role", &asked.role, |word| MeetingRole::parse(word).ok());
    let filter = Filter { state, role, organisation_id: None, text: asked.q.clone() };
    let read = visit.site.db.read(move |tx| {
        let meeting = actions::of_office(tx, &actor, id)?;
        let (rows, next) = store::list(tx, id, &filter, asked.after.0)?;
        Ok::<_, Refusal>((meeting, rows, next, store::counts(tx, id)?, store::opening(tx, id)?))
    });
    let (meeting, rows, next, counts, opening) = read.await?;
    let show = |field: Field, value: &str| field.value(value).render(lang, &faults);
    let fields = html! {
        (show(Field::text("q", SEARCH), &asked.q))
        (show(Field::select("state", texts::STATE, options::<State>(lang)), &asked.state))
        (show(Field::select("role", texts::ROLE, options::<MeetingRole>(lang)), &asked.role))
    };
    let base = paths::registrations(id);
    let next = next.map(|after| {
        let q: String = in_address(&asked.q);
        format!("{base}?state={}&role={}&q={q}&after={after}", asked.state.trim(), asked.role.trim())
    });
    let body = html! {
        (head(&visit, &meeting, Page::List))
        @if opening.is_none() { p.empty { (CLOSED.get(lang)) " " a href=(paths::opening(id)) { (texts::OPENING.get(lang)) } } }
        @if !counts.is_empty() { (ui::tiles(lang, tiles(&base, &counts))) }
        (printing(&visit, &meeting))
        (ui::filter_bar(lang, &base, fields))
        (table(&visit, &rows))
        (ui::pager(lang, next))
    };
    visit.page(title(texts::LIST, &meeting), body)
}

/// What was typed, as it stands in an address.
fn in_address(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    text.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// How many stand where; each figure leads to them.
fn tiles(base: &str, counts: &[(MeetingRole, State, i64)]) -> Vec<ui::Tile<Text>> {
    let mut by: HashMap<State, i64> = HashMap::new();
    for (_, state, n) in counts {
        *by.entry(*state).or_default() += n;
    }
    let tile = |state: &State| {
        let n = by.get(state).copied().unwrap_or(0);
        let link = format!("{base}?state={state}");
        (n > 0).then(|| (state.text(), ui::count(n.unsigned_abs()), Some(link)))
    };
    State::ALL.iter().filter_map(tile).collect()
}

fn table(visit: &Visit, rows: &[Registration]) -> Markup {
    let lang = visit.lang;
    let heads = [texts::NAME, texts::HOUSE, texts::ROLE, texts::PHONE, texts::STATE];
    let row = |it: &Registration| {
        vec![
            html! { a href=(paths::registration(it.id)) { (ui::named(lang, &it.name().zh, &it.name_en)) } },
            ui::named(lang, &it.organisation().zh, &it.organisation_en),
            html! { (it.role.text().get(lang)) },
            ui::theirs(lang, &it.phone),
            state_badge(visit, it),
        ]
    };
    ui::table(lang, texts::LIST, &heads, rows.iter().map(row).collect(), EMPTY)
}

const PRINT: Text = say("打印胸牌", "Print badges");
const ONLY_NEW: Text = say("只打印还没有打印过的", "Only those not printed yet");

fn printing(visit: &Visit, meeting: &Meeting) -> Markup {
    let lang = visit.lang;
    html! {
        details {
            summary { (PRINT.get(lang)) }
            (ui::form(lang, &visit.csrf, &paths::print(meeting.id), "", html! {
                (Field::select("of_role", texts::ROLE, options::<MeetingRole>(lang)).render(lang, &[]))
                (Field::checkbox("only_new", ONLY_NEW).checked(true).render(lang, &[]))
                (ui::actions(ui::submit_as(lang, "then", "print", say("生成 PDF", "Make the PDF"), ui::Kind::Secondary)))
            }))
        }
    }
}

const NONE: Text = say("没有需要打印的胸牌", "There is no badge to print");

/// The sheets of badges, and a note of each that it was printed.
pub(crate) async fn print(visit: Visit, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let which = Printing {
        role: MeetingRole::parse(form.get("of_role")).ok(),
        only_new: form.ticked("only_new"),
        registration_id: form.get("registration").parse().ok(),
    };
    let signer = token::signer_of(&visit.site.signer);
    let done = visit.site.db.write(move |tx| actions::print_badges(tx, &actor, id, &signer, &which)).await;
    let (meeting, badges) = done?;
    if badges.is_empty() {
        let is_office = visit.actor()?.is_office();
        return visit.done(&if is_office { paths::registrations(id) } else { paths::check_in(id) }, NONE);
    }
    let base = visit.site.base_url.clone();
    let name = format!("badges-{}.pdf", meeting.first_on);
    web::pdf(&name, move || badges::sheets(&meeting, &badges, &base, lang)).await
}
