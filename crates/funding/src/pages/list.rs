//! The list: what is due, given and waiting.

use directory::EnglishNames;
use kernel::{Day, Lang, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Query, Visit};

use crate::honour::{Honour, honour};
use crate::lists::{self, Filter, Listed, PAGE};
use crate::state::{Kind, State};
use crate::view;
use crate::{export, paths, texts};

const EMPTY: Text = say(
    "没有符合条件的拨付或交付。项目立项后，按协议的付款计划列在这里。",
    "Nothing matches. Once a project is established, the plan of its agreement stands here.",
);
const ONLY_LATE: Text = say("仅看逾期", "Late only");
const HONOUR: Text = say("履约情况", "How promises were kept");

pub(super) async fn show(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let actor = visit.actor()?;
    let (asked, lang) = (filter.clone(), visit.lang);
    let (rows, own, names, today) = visit
        .site
        .db
        .read(move |tx| {
            let viewer = projects::viewer(tx, &actor)?;
            let own = view::own_enterprise(&actor).map(|id| honour(tx, id)).transpose()?;
            let rows = lists::page(tx, &viewer, &asked)?;
            let parties = rows.iter().flat_map(|row| [row.instalment.enterprise_id, row.instalment.university_id]);
            let names = directory::english_names(tx, lang, parties)?;
            Ok::<_, kernel::Refusal>((rows, own, names, tx.now().day()))
        })
        .await?;
    let body = html! {
        (ui::heading(texts::FUNDING.get(lang), exports::link(&visit, export::KEY)))
        (render(lang, &filter, &rows, &names, own, today))
    };
    visit.page(texts::FUNDING, body)
}

fn render(
    lang: Lang,
    filter: &Filter,
    rows: &[Listed],
    names: &EnglishNames,
    own: Option<Honour>,
    today: Day,
) -> Markup {
    let next = rows.get(PAGE - 1).filter(|_| rows.len() > PAGE).map(|last| next_page(filter, last));
    html! {
        @if let Some(honour) = own { (ui::section(lang, HONOUR, figures(lang, &honour))) }
        (ui::filter_bar(lang, paths::LIST, html! {
            (Field::select("state", texts::STATE, options::<State>(lang)).value(&filter.state).render(lang, &[]))
            (Field::select("kind", texts::KIND, options::<Kind>(lang)).value(&filter.kind).render(lang, &[]))
            (Field::checkbox("late", ONLY_LATE).checked(filter.late == "on").render(lang, &[]))
        }))
        (ui::table(lang, texts::FUNDING, &[texts::PROJECT, texts::ENTERPRISE, texts::UNIVERSITY, texts::NUMBER, texts::KIND, texts::AMOUNT, texts::DUE_ON, texts::STATE],
            rows.iter().take(PAGE).map(|row| cells(lang, row, names, today)).collect(), EMPTY))
        (ui::pager(lang, next))
    }
}

fn figures(lang: Lang, honour: &Honour) -> Markup {
    let percent = honour.on_time_percent().map_or_else(|| "—".to_owned(), |p| format!("{p}%"));
    ui::tiles(
        lang,
        vec![
            (say("按时到位", "Arrived on time"), percent, None),
            (say("到期期数", "Parts due"), ui::count(honour.due), None),
            (say("已到位期数", "Parts received"), ui::count(honour.received), None),
            (say("当前逾期", "Late now"), ui::count(honour.late), Some(format!("{}?late=on", paths::LIST))),
            (say("到期金额", "Amount due"), ui::wan(lang, honour.amount_due), None),
            (say("已到位金额", "Amount received"), ui::wan(lang, honour.amount_received), None),
        ],
    )
}

fn cells(lang: Lang, row: &Listed, names: &EnglishNames, today: Day) -> Vec<Markup> {
    let i = &row.instalment;
    vec![
        html! { a href=(paths::ledger(i.project_id)) { (ui::theirs(lang, &row.title)) } br; span.muted { (row.number) } },
        names.shown(lang, i.enterprise_id, &row.enterprise),
        names.shown(lang, i.university_id, &row.university),
        html! { a href=(paths::instalment(i.project_id, i.id)) { (super::account::numbered(lang, i)) } },
        html! { (view::kind(lang, i)) },
        ui::amount(lang, i.amount),
        ui::day(lang, i.due_on),
        texts::badges(lang, i, today),
    ]
}

fn options<W: Word>(lang: Lang) -> Vec<(String, String)> {
    W::ALL.iter().map(|word| (word.word().to_owned(), word.text().get(lang).to_owned())).collect()
}

fn next_page(filter: &Filter, last: &Listed) -> String {
    let next = Filter { after: web::Cursor(Some(last.instalment.id)), ..filter.clone() };
    format!("{}?{}", paths::LIST, serde_urlencoded::to_string(next).unwrap_or_default())
}
