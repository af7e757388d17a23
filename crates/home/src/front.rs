//! The public home page.

use std::sync::Arc;
use std::time::Duration;

use db::{DbError, Tx};
use guidelines::Item;
use kernel::{Lang, Text, Word, say};
use maud::{Markup, html};
use projects::Filing;
use web::{Answer, Visit};

use crate::figures::{self, Figures};
use crate::fresh::Fresh;

/// How old the page's figures may be.
const LASTS: Duration = Duration::from_secs(2);
/// Items and filings shown.
const NEWEST: usize = 6;

pub(crate) struct Front {
    pub figures: Figures,
    items: Vec<Item>,
    filings: Vec<(Filing, String)>,
}

/// Kept per database, since one process may serve several (tests).
static FRONT: std::sync::Mutex<Vec<(String, &'static Fresh<Front>)>> = std::sync::Mutex::new(Vec::new());

fn kept(address: &str) -> &'static Fresh<Front> {
    let mut all = FRONT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((_, fresh)) = all.iter().find(|(a, _)| a == address) {
        return fresh;
    }
    let fresh: &'static Fresh<Front> = Box::leak(Box::new(Fresh::lasting(LASTS)));
    all.push((address.to_owned(), fresh));
    fresh
}

pub(crate) async fn front(visit: &Visit) -> Result<Arc<Front>, DbError> {
    let db = &visit.site.db;
    kept(&db.shown_address()).get(async || db.read(read).await).await
}

fn read(tx: &mut Tx<'_>) -> Result<Front, DbError> {
    let figures = figures::read(tx)?;
    let items = db::list(tx, &format!("WHERE is_open = 1 ORDER BY published_at DESC, id DESC LIMIT {NEWEST}"), &[])?;
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
    Ok(Front { figures, items, filings })
}

pub(crate) async fn show(visit: Visit) -> Answer {
    let front = front(&visit).await?;
    let lang = visit.lang;
    visit.page(say("首页", "Home"), html! {
        (ui::heading(visit.t(NAME), html! {}))
        p.lead { (visit.t(SLOGAN)) }
        (tiles(lang, &front.figures))
        (life(lang))
        (ui::columns(html! { (newest_items(lang, &front.items)) }, html! { (newest_filings(lang, &front.filings)) (look_up(lang)) }))
    })
}

const NAME: Text = say("产学合作协同育人项目平台", "Industry-University Cooperation Collaborative Education Programme");
const SLOGAN: Text = say(
    "政府搭台、企业支持、高校对接、共建共享",
    "Government provides the stage, enterprises support, universities connect, both build and share",
);

fn tiles(lang: Lang, f: &Figures) -> Markup {
    let n = |count: i64| ui::count(u64::try_from(count).unwrap_or(0));
    ui::tiles(
        lang,
        vec![
            (say("累计立项", "Projects established"), n(f.projects), Some("/projects".to_owned())),
            (say("支持经费", "Cash support"), ui::wan(lang, f.cash), None),
            (say("参与企业", "Enterprises"), n(f.enterprises), Some("/organisations?kind=enterprise".to_owned())),
            (say("参与高校", "Universities"), n(f.universities), Some("/organisations?kind=university".to_owned())),
            (say("开放申报的指南项目", "Guideline items open now"), n(f.open_items), Some("/items".to_owned())),
        ],
    )
}

/// The life of a project in one line, for newcomers.
fn life(lang: Lang) -> Markup {
    use ui::StageAt::Todo;
    const STAGES: [Text; 7] = [
        say("企业发布指南", "Enterprise publishes a guideline"),
        say("教师申报", "Teacher applies"),
        say("高校审核", "University reviews"),
        say("企业遴选", "Enterprise selects"),
        say("签约立项备案", "Agreement, establishment, filing"),
        say("项目实施", "Project runs"),
        say("结题发证", "Closing and certificate"),
    ];
    let stages: Vec<(Text, ui::StageAt)> = STAGES.into_iter().map(|stage| (stage, Todo)).collect();
    ui::section(lang, say("一个项目怎样走完全程", "The life of a project"), ui::progress_steps(lang, &stages))
}

fn newest_items(lang: Lang, items: &[Item]) -> Markup {
    let rows = items
        .iter()
        .map(|item| {
            vec![
                html! { a href={ "/items/" (item.id) } { (item.title) } },
                html! { (item.project_type.text().get(lang)) },
                ui::amount(lang, item.cash_each),
            ]
        })
        .collect();
    ui::section(
        lang,
        say("最新指南项目", "Newest guideline items"),
        html! {
            (ui::table(lang, say("最新发布的指南项目", "Guideline items published last"),
                &[say("名称", "Title"), say("类型", "Type"), say("每项经费", "Cash each")], rows,
                say("暂无开放申报的指南项目", "No item is open at present")))
            p { a href="/items" { (say("全部指南项目", "All guideline items").get(lang)) } }
        },
    )
}

fn newest_filings(lang: Lang, filings: &[(Filing, String)]) -> Markup {
    let rows = filings
        .iter()
        .map(|(filing, title)| {
            vec![html! { a href={ "/filings/" (filing.number) } { (filing.number) } }, html! { (title) }]
        })
        .collect();
    ui::section(
        lang,
        say("最新备案", "Newest filings"),
        ui::table(
            lang,
            say("最近完成备案的项目", "Projects filed last"),
            &[say("项目编号", "Project number"), say("项目名称", "Project title")],
            rows,
            say("暂无备案", "Nothing has been filed yet"),
        ),
    )
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
