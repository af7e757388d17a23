//! Lists of awards, each with its year and kind. Rule M-07.

use kernel::{AwardListId, Breach, CaseCallId, Refusal, Text, Word, say};
use meetings::Meeting;
use ui::{Markup, html};
use web::{Answer, Cursor, Form, Path, Query, StatusCode, Visit};

use super::awards_edit;
use super::entry::meetings_to_choose;
use crate::record::{Award, AwardList, CaseCall};
use crate::state::award::ListState;
use crate::{lists, paths, policy, store, texts};

const EMPTY: Text = say("还没有公布的获奖名单。", "No list of awards is published yet.");
const NOBODY: Text = say("名单为空。", "The list is empty.");
const NAME: Text = say("名称", "Name");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<AwardListId>,
}

pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor_or_public());
    let is_office = actor.as_ref().is_some_and(policy::runs);
    let page = visit.site.db.read(move |tx| lists::award_lists(tx, actor.as_ref(), asked.after.0)).await?;
    let row = |list: &AwardList| {
        vec![
            html! { a href=(paths::award_list(list.id)) { (list.kind.text().get(lang)) } },
            html! { (list.year) },
            ui::badge(lang, list.state.text(), texts::list_tone(list.state)),
        ]
    };
    let heads = [texts::KIND, texts::YEAR, texts::STATE];
    let next = page.next.map(|id| format!("{}?after={id}", paths::AWARDS));
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::CASES.into(), texts::CASES.into())]))
        (ui::heading(texts::AWARDS.get(lang), html! {}))
        @if is_office { (ui::actions(ui::link_button(lang, paths::NEW_LIST, say("新建名单", "Begin a list")))) }
        (ui::table(lang, texts::AWARDS, &heads, page.rows.iter().map(row).collect(), EMPTY))
        (ui::pager(lang, next))
    };
    visit.page(texts::AWARDS, body)
}

/// Which form of the page was sent and what is wrong with it.
#[derive(Default)]
pub(super) struct Tried {
    pub which: &'static str,
    pub form: Form,
    pub breaches: Vec<Breach>,
}

pub(super) struct Shown {
    pub list: AwardList,
    pub awards: Vec<Award>,
    pub meeting: Option<Meeting>,
    /// For the office, while the list is a draft.
    pub meetings: Vec<Meeting>,
    pub calls: Vec<CaseCall>,
    pub houses: Vec<(String, String)>,
    pub edits: bool,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<AwardListId>) -> Answer {
    let shown = read(&visit, id).await?;
    let body = page(&visit, &shown, &Tried::default());
    visit.page(title(&shown.list), body)
}

/// The page again, with what was tried and why it did not work.
pub(super) async fn again(visit: &Visit, id: AwardListId, tried: Tried) -> Answer {
    let shown = read(visit, id).await?;
    let body = page(visit, &shown, &tried);
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title(&shown.list), body))
}

/// Kind and year: what a list is never without.
fn title(list: &AwardList) -> kernel::Said {
    let kind = list.kind.text();
    kernel::Said { zh: format!("{} 年度{}", list.year, kind.zh), en: format!("{} {}", kind.en, list.year) }
}

async fn read(visit: &Visit, id: AwardListId) -> Result<Shown, web::Failed> {
    let actor = visit.actor_or_public();
    let found = visit.site.db.read(move |tx| {
        let list: AwardList = db::get(tx, id)?;
        if !policy::sees_list(actor.as_ref(), &list) {
            return Err(Refusal::NotFound);
        }
        let edits = actor.as_ref().is_some_and(policy::runs) && list.state == ListState::Draft;
        let meeting = match list.meeting_id {
            Some(meeting) => db::find(tx, meeting)?,
            None => None,
        };
        let published = "WHERE state = 'published' AND year = $1 ORDER BY id DESC LIMIT 50";
        Ok(Shown {
            awards: store::awards(tx, id)?,
            meetings: if edits { meetings_to_choose(tx)? } else { Vec::new() },
            calls: if edits { db::list(tx, published, db::params![list.year])? } else { Vec::new() },
            houses: if edits { houses(tx, &list)? } else { Vec::new() },
            meeting,
            list,
            edits,
        })
    });
    Ok(found.await?)
}

/// Organisations to choose from by the kind of the list; the API takes every one, and a name will do.
fn houses(tx: &mut db::Tx<'_>, list: &AwardList) -> Result<Vec<(String, String)>, db::DbError> {
    let kind = match list.kind {
        crate::state::award::AwardKind::ContributingEnterprise => "enterprise",
        crate::state::award::AwardKind::ExcellentCase | crate::state::award::AwardKind::ExcellentOrganisation => {
            "university"
        }
    };
    let sql = "SELECT id, name FROM organisation WHERE kind = $1 AND state = 'verified' ORDER BY name, id LIMIT 2000";
    let rows: Vec<(kernel::OrganisationId, String)> = tx.query(sql, db::params![kind])?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

fn page(visit: &Visit, shown: &Shown, tried: &Tried) -> Markup {
    const REMOVE: Text = say("移除", "Remove");
    let (lang, list) = (visit.lang, &shown.list);
    let row = |award: &Award| {
        let name = texts::words(lang, &award.name());
        let mut cells = vec![match award.case_id {
            Some(case) => html! { a href=(paths::case(case)) { (name) } },
            None => name,
        }];
        if shown.edits {
            cells.push(ui::step_button(&paths::remove_entry(list.id, award.id), &visit.csrf, REMOVE).render(lang));
        }
        cells
    };
    let mut heads = vec![NAME];
    if shown.edits {
        heads.push(texts::ACTION);
    }
    let mut lines = vec![
        (texts::YEAR, html! { (list.year) " " (ui::rule_badge(lang, "M-07")) }),
        (texts::KIND, html! { (list.kind.text().get(lang)) }),
    ];
    if let Some(meeting) = &shown.meeting {
        lines.push((
            texts::MEETING,
            html! { a href=(meetings::paths::meeting(meeting.id)) { (texts::words(lang, &meeting.title())) } },
        ));
    }
    html! {
        (ui::breadcrumbs(lang, &[(paths::CASES.into(), texts::CASES.into()), (paths::AWARDS.into(), texts::AWARDS.into())]))
        (ui::heading(title(list).get(lang), ui::badge(lang, list.state.text(), texts::list_tone(list.state))))
        (ui::breach_summary(lang, &tried.breaches))
        (ui::facts(lang, lines))
        @if !list.note().is_empty() { (ui::prose(list.note().get(lang))) }
        (ui::table(lang, texts::AWARDS, &heads, shown.awards.iter().map(row).collect(), NOBODY))
        @if shown.edits { (awards_edit::forms(visit, shown, tried)) }
    }
}

/// Published calls of a year as choices.
pub(super) fn call_options(shown: &Shown, lang: kernel::Lang) -> Vec<(String, String)> {
    let option = |call: &CaseCall| (CaseCallId::to_string(&call.id), call.series().get(lang).to_owned());
    shown.calls.iter().map(option).collect()
}
