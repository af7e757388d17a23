//! The page of the programme, and of one enterprise or university.

use std::sync::Arc;

use kernel::{Lang, OrganisationId, Refusal, Said, Text, say};
use ui::{Markup, html};
use web::{Answer, Query, StatusCode, Visit};

use super::{as_of_form, figure, not_ready, record};
use crate::asked::{Typed, as_of};
use crate::count::{Asked, Figures, Party, Side};
use crate::engine::Statistics;
use crate::paths::{self, To};
use crate::tables::{self, Names, SHOWN, Table};
use crate::texts;

/// Figures with the names they need.
pub(crate) struct Told {
    pub figures: Arc<Figures>,
    pub names: Names,
    pub to: To,
}

impl Told {
    /// Counts, and reads the names of organisations: one statement beyond those that follow the journal.
    pub(crate) async fn of(
        statistics: &Statistics,
        visit: &Visit,
        asked: Asked,
        tables: &'static [Table],
        most: usize,
    ) -> Result<Result<Told, crate::NoFigures>, web::Failed> {
        let today = visit.site.db.clock().now().day();
        let to = To::new(&asked, today);
        let party = asked.party;
        let figures = match statistics.look(&visit.site.db, move |look| look.figures(&asked)).await {
            Ok(figures) => figures,
            Err(no) => return Ok(Err(no)),
        };
        let mut ids: Vec<OrganisationId> = party.into_iter().map(|party| party.id).collect();
        ids.extend(tables.iter().flat_map(|table| tables::named(*table, &figures, most)));
        let names = visit.site.db.read(move |tx| directory::organisation_names_both(tx, &ids)).await;
        Ok(Ok(Told { figures, names: names.map_err(Refusal::from)?, to }))
    }
}

/// Refuses what nobody may know of: an organisation is known when it is public, or has projects, which are. That is asked as of
/// today: a day long gone does not take its page away.
pub(crate) async fn known(statistics: &Statistics, visit: &Visit, party: Party) -> Result<(), web::Failed> {
    let organisation = visit.site.db.read(move |tx| directory::organisation(tx, party.id)).await?;
    let side = match organisation.kind {
        directory::OrganisationKind::Enterprise => Some(Side::Enterprise),
        directory::OrganisationKind::University => Some(Side::University),
        directory::OrganisationKind::Province
        | directory::OrganisationKind::Ministry
        | directory::OrganisationKind::ExpertGroup
        | directory::OrganisationKind::Operator => None,
    };
    let now = Asked { as_of: visit.site.db.clock().now().day(), party: Some(party) };
    let has_projects = || async {
        statistics.look(&visit.site.db, move |look| look.figures(&now).total.projects > 0).await.unwrap_or(false)
    };
    let is_public = organisation.state.shown_to_public().is_some() || has_projects().await;
    if side == Some(party.side) && is_public { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

pub(super) async fn show(
    statistics: Statistics,
    visit: Visit,
    of: Option<(Side, OrganisationId)>,
    Query(typed): Query<Typed>,
) -> Answer {
    let today = visit.site.db.clock().now().day();
    let party = of.map(|(side, id)| Party { side, id });
    let (day, breach) = match as_of(&typed.as_of, today) {
        Ok(day) => (day, None),
        Err(breach) => (today, Some(breach)),
    };
    let tables = Table::of(party.map(|party| party.side));
    let told = Told::of(&statistics, &visit, Asked { as_of: day, party }, tables, SHOWN).await?;
    let told = match told {
        Ok(told) => told,
        Err(no) => return not_ready(&visit, texts::TITLE, no),
    };
    if let Some(party) = party {
        known(&statistics, &visit, party).await?;
    }
    let title = title(&told, party);
    let shown = if breach.is_some() { typed.as_of.clone() } else { day.to_string() };
    let body = html! {
        @if let Some(party) = party { (crumbs(visit.lang, &told, party)) }
        (ui::heading(title.get(visit.lang), html! {}))
        (ui::breach_summary(visit.lang, breach.as_slice()))
        (as_of_form(visit.lang, &paths::page(party), &shown, &[], breach.as_slice()))
        @if breach.is_none() { (told_part(&visit, &told, party, tables)) }
    };
    match breach {
        None => visit.page(title, body),
        Some(_) => Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title, body)),
    }
}

fn title(told: &Told, party: Option<Party>) -> Said {
    let Some((zh, en)) = party.and_then(|party| told.names.get(&party.id)) else { return texts::TITLE.into() };
    let en = if en.is_empty() { zh } else { en };
    Said { zh: format!("{zh}：统计"), en: format!("{en}: statistics") }
}

fn crumbs(lang: Lang, told: &Told, party: Party) -> Markup {
    ui::breadcrumbs(
        lang,
        &[
            (told.to.programme(), texts::TITLE.into()),
            (
                told.to.party_list(party.side),
                match party.side {
                    Side::Enterprise => texts::ENTERPRISES.into(),
                    Side::University => texts::UNIVERSITIES.into(),
                },
            ),
        ],
    )
}

fn told_part(visit: &Visit, told: &Told, party: Option<Party>, all: &[Table]) -> Markup {
    let (lang, figures) = (visit.lang, &*told.figures);
    let nothing = figures.total.projects == 0;
    html! {
        p.lead { (sentence(lang, figures, party)) }
        (tiles(lang, told, party))
        @if let Some(party) = party {
            p { a href={ "/organisations/" (party.id) } { (say("单位信息", "About this organisation").get(lang)) } }
        }
        @if !nothing {
            nav.stat-parts aria-label=(say("本页内容", "On this page").get(lang)) { ul {
                @for table in all { li { a href={ "#" (table) } { (kernel::Word::text(*table).get(lang)) } } }
            } }
            @for table in all {
                @if *table == Table::Record { (record::part(lang, told)) }
                @else { (figure::part(lang, told, *table)) }
            }
            (ui::charts_script())
        }
    }
}

const ALL: Text = say(
    "截至 {day}，{enterprises} 家企业支持 {universities} 所高校立项 {projects} 项，约定支持经费 {cash}，软硬件价值 {goods}。",
    "By the end of {day}, {enterprises} enterprises supported {projects} projects at {universities} universities and promised {cash} in cash and goods worth {goods}.",
);
const OF_ENTERPRISE: Text = say(
    "{years}（{span}）来与 {others} 所高校合作立项 {projects} 项，约定支持经费 {cash}，软硬件价值 {goods}（截至 {day}）。",
    "{projects} projects with {others} universities in {years} ({span}); {cash} in cash and goods worth {goods} promised (by the end of {day}).",
);
const OF_UNIVERSITY: Text = say(
    "{years}（{span}）来与 {others} 家企业合作立项 {projects} 项，约定支持经费 {cash}，软硬件价值 {goods}（截至 {day}）。",
    "{projects} projects with {others} enterprises in {years} ({span}); {cash} in cash and goods worth {goods} promised (by the end of {day}).",
);
const NOTHING: Text = say("截至 {day} 没有立项。", "No project was established by the end of {day}.");

const DASH: Text = say("—", "–");

/// The whole in one sentence, such as "637 projects with 217 universities in 6 years".
fn sentence(lang: Lang, figures: &Figures, party: Option<Party>) -> String {
    let day = ui::day_text(lang, figures.asked.as_of);
    let (Some(first), Some(last)) = (figures.years.first(), figures.years.last()) else {
        return NOTHING.with(&[("day", &day)]).get(lang).to_owned();
    };
    let n = |side: Side| ui::count(figures.parties(side).len() as u64);
    let span = if first.year == last.year {
        first.year.to_string()
    } else {
        format!("{}{}{}", first.year, DASH.get(lang), last.year)
    };
    let years = (last.year - first.year + 1).unsigned_abs();
    let years = match (lang, years) {
        (Lang::Zh, n) => format!("{n} 年"),
        (Lang::En, 1) => "one year".to_owned(),
        (Lang::En, n) => format!("{n} years"),
    };
    let text = match party.map(|party| party.side) {
        None => ALL,
        Some(Side::Enterprise) => OF_ENTERPRISE,
        Some(Side::University) => OF_UNIVERSITY,
    };
    let others = party.map_or_else(String::new, |party| n(party.side.other()));
    let said = text.with(&[
        ("day", &day),
        ("projects", &ui::count(figures.total.projects)),
        ("enterprises", &n(Side::Enterprise)),
        ("universities", &n(Side::University)),
        ("others", &others),
        ("years", &years),
        ("span", &span),
        ("cash", &ui::wan(lang, figures.total.cash)),
        ("goods", &ui::wan(lang, figures.total.goods)),
    ]);
    said.get(lang).to_owned()
}

fn tiles(lang: Lang, told: &Told, party: Option<Party>) -> Markup {
    let (figures, to) = (&*told.figures, &told.to);
    let all = to.projects(&[]);
    let side = |side: Side, label: Text| {
        let n = ui::count(figures.parties(side).len() as u64);
        (label, n, Some(to.organisations(side)))
    };
    let passed = to.projects(&[("outcome", "passed")]);
    let mut tiles = vec![(texts::UNTIL, ui::count(figures.total.projects), Some(all.clone()))];
    if party.is_none_or(|party| party.side == Side::University) {
        tiles.push(side(Side::Enterprise, texts::ENTERPRISES));
    }
    if party.is_none_or(|party| party.side == Side::Enterprise) {
        tiles.push(side(Side::University, texts::UNIVERSITIES));
    }
    tiles.push((texts::CASH, ui::wan(lang, figures.total.cash), Some(all.clone())));
    tiles.push((texts::GOODS, ui::wan(lang, figures.total.goods), Some(all)));
    tiles.push((say("结题通过", "Closed, passed"), ui::count(figures.ended_in_all.passed), Some(passed)));
    ui::tiles(lang, tiles)
}
