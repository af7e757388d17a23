//! The public home page.

use std::collections::HashMap;
use std::sync::Arc;

use db::{DbError, Tx};
use guidelines::Item;
use kernel::{Lang, Money, OrganisationId, Text, Word, say};
use maud::{Markup, html};
use projects::Filing;
use web::{Answer, Visit};

use crate::figures::{self, Figures};
use crate::fresh::Fresh;
use crate::{desk, welcome};

/// Items and filings shown.
const NEWEST: usize = 6;

pub(crate) struct Front {
    pub figures: Figures,
    items: Vec<Item>,
    filings: Vec<(Filing, String)>,
    /// Names in Chinese and in English; the latter may be empty.
    enterprises: HashMap<OrganisationId, (String, String)>,
}

impl Front {
    fn enterprise(&self, lang: Lang, item: &Item) -> Markup {
        self.enterprises.get(&item.enterprise_id).map_or(html! {}, |(zh, en)| ui::named(lang, zh, en))
    }
}

/// Kept per database, since one process may serve several (tests).
static FRONT: std::sync::Mutex<Vec<(String, &'static Fresh<Front>)>> = std::sync::Mutex::new(Vec::new());

fn kept(address: &str) -> &'static Fresh<Front> {
    let mut all = FRONT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((_, fresh)) = all.iter().find(|(a, _)| a == address) {
        return fresh;
    }
    let fresh: &'static Fresh<Front> = Box::leak(Box::new(Fresh::new()));
    all.push((address.to_owned(), fresh));
    fresh
}

pub(crate) async fn front(visit: &Visit) -> Result<Arc<Front>, DbError> {
    let db = &visit.site.db;
    let standing = visit.site.standing().await;
    kept(&db.shown_address()).get(standing, async || db.read(read).await).await
}

fn read(tx: &mut Tx<'_>) -> Result<Front, DbError> {
    let figures = figures::read(tx)?;
    let items: Vec<Item> =
        db::list(tx, &format!("WHERE is_open = 1 ORDER BY published_at DESC, id DESC LIMIT {NEWEST}"), &[])?;
    let filings: Vec<Filing> = db::list(tx, &format!("ORDER BY sequence DESC LIMIT {NEWEST}"), &[])?;
    let titles: Vec<(kernel::ProjectId, String)> = tx.query(
        &format!("SELECT id, title FROM project WHERE id IN (SELECT project_id FROM filing ORDER BY sequence DESC LIMIT {NEWEST})"),
        &[],
    )?;
    let title = |id| titles.iter().find(|(p, _)| *p == id).map_or(String::new(), |(_, title)| title.clone());
    let filings = filings
        .into_iter()
        .map(|f| {
            let title = title(f.project_id);
            (f, title)
        })
        .collect();
    let offering: Vec<OrganisationId> = items.iter().map(|item| item.enterprise_id).collect();
    let enterprises = directory::organisation_names_both(tx, &offering)?;
    Ok(Front { figures, items, filings, enterprises })
}

pub(crate) async fn show(visit: Visit) -> Answer {
    let front = front(&visit).await?;
    let lang = visit.lang;
    let opening = match visit.actor_or_public() {
        Some(actor) => {
            let reader = actor.clone();
            let todos = visit.site.db.read(move |tx| crate::of_hat(tx, &reader)).await?;
            html! { (desk::desk(&visit, &actor, &todos)) (ui::section(lang, FIGURES, tiles(lang, &front.figures))) }
        }
        None => html! { (welcome::hero(lang)) (tiles(lang, &front.figures)) (welcome::life(lang)) },
    };
    visit.page(say("首页", "Home"), html! {
        (opening)
        (ui::columns(html! { (newest_items(lang, &front)) }, html! { (newest_filings(lang, &front.filings)) (look_up(lang)) }))
        @if visit.visitor.is_none() { (welcome::parties(lang)) }
    })
}

const FIGURES: Text = say("项目概况", "The programme so far");

fn tiles(lang: Lang, f: &Figures) -> Markup {
    let n = |count: i64| ui::count(u64::try_from(count).unwrap_or(0));
    ui::tiles(
        lang,
        vec![
            (say("累计立项", "Projects established"), n(f.projects), Some("/projects".to_owned())),
            (say("支持经费", "Cash support"), ui::wan(lang, f.cash), Some("/statistics".to_owned())),
            (say("参与企业", "Enterprises"), n(f.enterprises), Some("/organisations?kind=enterprise".to_owned())),
            (say("参与高校", "Universities"), n(f.universities), Some("/organisations?kind=university".to_owned())),
            (say("开放申报的指南项目", "Guideline items open now"), n(f.open_items), Some("/items".to_owned())),
        ],
    )
}

fn newest_items(lang: Lang, front: &Front) -> Markup {
    let list = html! {
        @if front.items.is_empty() { p.empty { (say("暂无开放申报的指南项目", "No item is open at present").get(lang)) } }
        @else {
            ul.news { @for item in &front.items { li { (item_line(lang, item, front.enterprise(lang, item))) } } }
            p { a href="/items" { (say("全部指南项目", "All guideline items").get(lang)) } }
        }
    };
    ui::section(lang, say("最新指南项目", "Newest guideline items"), list)
}

fn item_line(lang: Lang, item: &Item, enterprise: Markup) -> Markup {
    html! {
        a href={ "/items/" (item.id) } { (ui::theirs(lang, &item.title)) }
        p { (enterprise) " · " (item.project_type.text().get(lang)) }
        p.news-figures {
            @if item.cash_each > Money::ZERO { span { (say("每项经费", "Cash each").get(lang)) " " (ui::amount(lang, item.cash_each)) } }
            @if item.goods_each > Money::ZERO { span { (say("软硬件", "Goods").get(lang)) " " (ui::amount(lang, item.goods_each)) } }
            span { (say("剩余名额", "Offers left").get(lang)) " " (ui::number(item.offers_left())) }
            @if let Some(last) = item.deadline_on { span { (say("截止", "Until").get(lang)) " " (ui::day(lang, last)) } }
        }
    }
}

fn newest_filings(lang: Lang, filings: &[(Filing, String)]) -> Markup {
    let list = html! {
        @if filings.is_empty() { p.empty { (say("暂无备案", "Nothing has been filed yet").get(lang)) } }
        @else {
            ul.news {
                @for (filing, title) in filings {
                    li { a href={ "/filings/" (filing.number) } { (ui::theirs(lang, title)) } p { (filing.number) } }
                }
            }
        }
    };
    ui::section(lang, say("最新备案", "Newest filings"), list)
}

fn look_up(lang: Lang) -> Markup {
    ui::section(
        lang,
        say("查验", "Check"),
        html! {
            ul {
                li { a href="/certificates" { (say("查验结题证书", "Check a closing certificate").get(lang)) } }
                li { a href="/filings" { (say("查询项目备案", "Look up a filing").get(lang)) } }
                li { a href="/receipts" { (say("核验提交回执", "Check a receipt").get(lang)) } }
            }
        },
    )
}
