//! All enterprises or universities with a project, the most first.

use kernel::{Breach, Lang, Text, say};
use ui::{Markup, html};
use web::{Answer, Cursor, Query, StatusCode, Visit};

use super::show::Told;
use super::{as_of_form, figure, not_ready};
use crate::asked::{Typed, as_of};
use crate::count::{Asked, Party, Side};
use crate::engine::Statistics;
use crate::list::{self, Rank};
use crate::{paths, tables, texts};

/// What the address asks for: a day, and whose partners are meant.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Listed {
    as_of: String,
    enterprise: String,
    university: String,
    after: Cursor<Rank>,
}

impl Listed {
    /// The figures meant and the place in the list.
    pub(crate) fn read(&self, today: kernel::Day) -> Result<(Asked, Option<Rank>), Breach> {
        let typed =
            Typed { enterprise: self.enterprise.clone(), university: self.university.clone(), ..Typed::default() };
        Ok((Asked { as_of: as_of(&self.as_of, today)?, party: typed.party()? }, self.after.0))
    }
}

const fn title(side: Side) -> Text {
    match side {
        Side::Enterprise => say("企业统计", "Enterprises in figures"),
        Side::University => say("高校统计", "Universities in figures"),
    }
}

pub(super) async fn show(statistics: Statistics, visit: Visit, side: Side, Query(typed): Query<Listed>) -> Answer {
    let today = visit.site.db.clock().now().day();
    let title = title(side);
    let (asked, after) = match typed.read(today) {
        Ok(read) => read,
        Err(breach) => {
            let body = html! {
                (ui::heading(visit.t(title), html! {}))
                (ui::breach_summary(visit.lang, std::slice::from_ref(&breach)))
                (as_of_form(visit.lang, paths::organisations(side), &typed.as_of, &[], &[breach]))
            };
            return Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title, body));
        }
    };
    let party = asked.party;
    let mut told = match Told::of(&statistics, &visit, asked, &[], 0).await? {
        Ok(told) => told,
        Err(no) => return not_ready(&visit, title, no),
    };
    let all = told.figures.clone();
    let (before, rows, next) = list::ranked(all.parties(side), after);
    let ids: Vec<_> = rows.iter().map(|(id, _)| *id).chain(party.map(|party| party.id)).collect();
    let names = visit.site.db.read(move |tx| directory::organisation_names_both(tx, &ids)).await;
    told.names = names.map_err(kernel::Refusal::from)?;
    let grid = tables::of_organisations(side, rows, &told.names, &told.to);
    let lang = visit.lang;
    let count = ui::count(all.parties(side).len() as u64);
    let hidden = [("enterprise", typed.enterprise.as_str()), ("university", typed.university.as_str())];
    let body = html! {
        (ui::breadcrumbs(lang, &[(told.to.programme(), texts::TITLE.into())]))
        (ui::heading(visit.t(title), html! {}))
        p.lead { (SUM.with(&[("day", &ui::day_text(lang, all.asked.as_of)), ("n", &count)]).get(lang)) @if let Some(party) = party { (with(lang, &told, party)) } }
        (as_of_form(lang, paths::organisations(side), &all.asked.as_of.to_string(), &hidden, &[]))
        @if before > 0 { p.hint { (say("从第 {n} 家起", "From number {n} on").with(&[("n", &ui::count(before as u64 + 1))]).get(lang)) } }
        (figure::of_grid(lang, title, &grid))
        (ui::pager(lang, next.map(|after| told.to.next(side, &after.to_string()))))
    };
    visit.page(title, body)
}

const SUM: Text = say("截至 {day}，共 {n} 家。", "{n} by the end of {day}.");

/// Whose partners these are.
fn with(lang: Lang, told: &Told, party: Party) -> Markup {
    let Some((zh, en)) = told.names.get(&party.id) else { return html! {} };
    html! {
        " " (say("合作方：", "Partners of: ").get(lang))
        a href=(told.to.party(party.side, party.id)) { (ui::named(lang, zh, en)) }
    }
}
