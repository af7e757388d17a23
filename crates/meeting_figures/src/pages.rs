//! The page with the figures, and the same as a file.

use kernel::{MeetingId, Refusal, Text, say};
use meetings::Meeting;
use sheets::{Column, Output, Value, Width, Writer};
use ui::{Markup, html};
use web::{Access, Answer, Path, Query, Routes, Visit};

use crate::figures::{Came, Figures};
use crate::{paths, policy, read, rules, texts};

const MISSING: Text = say("尚无数据：", "Nobody has counted yet: ");
const EMPTY: Text = say("没有数据", "None");
const TAKE: Text = say("下载", "Download");

pub(crate) fn routes() -> Routes {
    Routes::new().get("/meetings/{id}/figures", Access::Public, show).get(
        "/meetings/{id}/figures/file",
        Access::Public,
        file,
    )
}

/// The figures, for whoever may read them.
pub(crate) async fn load(visit: &Visit, id: MeetingId) -> Result<(Meeting, Figures), Refusal> {
    let actor = visit.actor_or_public();
    visit
        .site
        .db
        .read(move |tx| {
            let meeting: Meeting = db::get(tx, id)?;
            if !policy::sees(actor.as_ref(), &meeting, tx.now()) {
                return Err(Refusal::NotFound);
            }
            Ok((meeting, read(tx, id)?))
        })
        .await
}

async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    let (meeting, it) = load(&visit, id).await?;
    let lang = visit.lang;
    let missing = rules::missing(&it);
    let came = |label: Text, it: Came| (label, ui::count(it.present.unsigned_abs()), Some(of(it)));
    let negotiated = &it.negotiated;
    let body = html! {
        (ui::breadcrumbs(lang, &[(meetings::paths::MEETINGS.into(), say("对接会", "Matchmaking meetings").into()), (meetings::paths::meeting(id), meeting.title().said())]))
        (ui::heading(texts::FIGURES.get(lang), html! {}))
        p.lead { (ui::named(lang, &meeting.title_zh, &meeting.title_en)) }
        @if !missing.is_empty() {
            p.muted {
                (MISSING.get(lang))
                @for (at, what) in missing.iter().enumerate() { @if at > 0 { (say("、", ", ").get(lang)) } (what.get(lang)) }
                " " (ui::rule_badge(lang, "M-06"))
            }
        }
        (tiles(lang, vec![came(texts::UNIVERSITIES, it.universities), came(texts::ENTERPRISES, it.enterprises), came(texts::PEOPLE, it.people)]))
        (ui::actions(html! { @for output in [Output::Xlsx, Output::Csv, Output::Json] {
            (ui::link_button(lang, &paths::file(id, ending(output)), label(output)))
        } }))
        (ui::section(lang, texts::ROLES, people(lang, &it)))
        (ui::section(lang, texts::PROVINCES, provinces(lang, &it)))
        (ui::section(lang, texts::PROGRAMME, ui::facts(lang, vec![
            (texts::SESSIONS, ui::number(it.sessions)),
            (texts::TALKS, ui::number(it.talks)),
            (texts::BOOTHS, ui::number(it.booths)),
            (texts::EXHIBITORS, ui::number(it.exhibitors)),
        ])))
        @if let Some(viewers) = &it.viewers {
            (ui::section(lang, texts::LIVE, html! {
                (ui::facts(lang, vec![
                    (texts::VIEWS, ui::number(viewers.unique)),
                    (texts::VIEWERS_MOST, ui::number(viewers.most_at_once)),
                    (texts::WATCHED, ui::number(viewers.watch_minutes)),
                ]))
                p.hint { (viewers.method.get(lang)) }
            }))
        }
        (ui::section(lang, texts::NEGOTIATED, ui::facts(lang, vec![
            (texts::REQUESTS, ui::number(negotiated.requests)),
            (texts::ACCEPTED, ui::number(negotiated.accepted)),
            (texts::PLACED, ui::number(negotiated.placed)),
            (texts::HELD, ui::number(negotiated.held)),
            (texts::NO_SHOW, ui::number(negotiated.no_show)),
            (texts::INTENTIONS, ui::number(negotiated.intentions)),
            (texts::AMOUNT, ui::amount(lang, negotiated.amount)),
            (texts::APPLICATIONS, ui::number(negotiated.applications)),
            (texts::HANDED_IN, ui::number(negotiated.handed_in)),
        ])))
    };
    let name = meeting.title().said();
    let title = kernel::Said {
        zh: format!("{} · {}", texts::FIGURES.zh, name.zh),
        en: format!("{} · {}", texts::FIGURES.en, name.en),
    };
    visit.page(title, body)
}

type TileLine = (Text, String, Option<kernel::Said>);

fn tiles(lang: kernel::Lang, lines: Vec<TileLine>) -> Markup {
    html! {
        (ui::tiles(lang, lines.iter().map(|(label, n, _)| (*label, n.clone(), None)).collect()))
        p.muted { @for (at, (label, _, said)) in lines.iter().enumerate() {
            @if at > 0 { " · " } (label.get(lang)) " " @if let Some(said) = said { (said.get(lang)) }
        } }
    }
}

const OF: Text = say("到会 {present}，报名 {registered}", "{present} present of {registered} registered");

fn of(it: Came) -> kernel::Said {
    OF.with(&[("present", &it.present), ("registered", &it.registered)])
}

fn people(lang: kernel::Lang, it: &Figures) -> Markup {
    let row = |it: &crate::figures::OfRole| {
        vec![
            html! { (texts::role(&it.role).get(lang)) },
            ui::number(it.people.registered),
            ui::number(it.people.present),
        ]
    };
    let heads = [say("身份", "Role"), texts::REGISTERED, texts::PRESENT];
    ui::table(lang, texts::ROLES, &heads, it.roles.iter().map(row).collect(), EMPTY)
}

fn provinces(lang: kernel::Lang, it: &Figures) -> Markup {
    let row = |it: &crate::figures::OfProvince| {
        vec![
            html! { (texts::province(&it.province).get(lang)) },
            html! { (of(it.universities).get(lang)) },
            html! { (of(it.enterprises).get(lang)) },
        ]
    };
    let heads = [say("省份", "Province"), texts::UNIVERSITIES, texts::ENTERPRISES];
    ui::table(lang, texts::PROVINCES, &heads, it.provinces.iter().map(row).collect(), EMPTY)
}

const fn ending(output: Output) -> &'static str {
    match output {
        Output::Xlsx => "xlsx",
        Output::Csv => "csv",
        Output::Json => "json",
    }
}

fn label(output: Output) -> kernel::Said {
    let name = match output {
        Output::Xlsx => "Excel",
        Output::Csv => "CSV",
        Output::Json => "JSON",
    };
    kernel::Said { zh: format!("{} {name}", TAKE.zh), en: format!("{} {name}", TAKE.en) }
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    format: String,
}

async fn file(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> Answer {
    let (_, it) = load(&visit, id).await?;
    let lang = visit.lang;
    let output = match asked.format.as_str() {
        "csv" => Output::Csv,
        "json" => Output::Json,
        _ => Output::Xlsx,
    };
    let column = |key: &str, heading: Text, width: Width| Column {
        key: key.to_owned(),
        heading: heading.get(lang).to_owned(),
        width,
    };
    let columns = vec![
        column("group", texts::GROUP, Width::Usual),
        column("figure", texts::WHAT, Width::Wide),
        column("number", texts::NUMBER, Width::Narrow),
    ];
    let mut writer = Writer::new(output, texts::FIGURES.get(lang), columns);
    let amount = (texts::NEGOTIATED.into(), texts::AMOUNT.into(), Value::Money(it.negotiated.amount.fen()));
    let rows = it.rows().into_iter().map(|(group, what, n)| (group, what, n.map_or(Value::Empty, Value::Whole)));
    for (group, what, value) in rows.chain([amount]) {
        let group: kernel::Said = group;
        writer.row(&[Value::from(group.get(lang)), Value::from(what.get(lang)), value]).map_err(Refusal::fault)?;
    }
    web::saved_as(writer.end(), output.media_type(), &format!("meeting-figures-{id}.{}", ending(output)))
}
