//! The public list of open items: what a teacher looks through, on a phone as well.

use std::collections::HashMap;

use kernel::{ItemId, Lang, Money, OrganisationId, ProjectType, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Query, Visit};

use crate::lists::{self, ItemFilter};
use crate::texts::{ENTERPRISE, ITEMS, TYPE, types};
use crate::{export, paths};

const TEXT: Text = say("关键词", "Words");
const MAJOR: Text = say("专业", "Major");
const CASH: Text = say("每项经费不低于（元）", "Cash at least (yuan)");
const LEAD: Text = say(
    "企业面向全国高校发布、正在接受申报的项目。",
    "What enterprises offer to universities and what is open for applications.",
);
const EMPTY: Text = say("没有符合条件的项目，请放宽条件再试。", "No item matches. Try with fewer conditions.");

/// The query as it was asked; conditions that cannot be read count as not given.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub q: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub enterprise: String,
    pub major: String,
    pub cash: String,
    pub after: Cursor<ItemId>,
}

impl Asked {
    pub(crate) fn filter(&self) -> ItemFilter {
        let short = |text: &str| text.trim().chars().take(100).filter(|c| *c != '\0').collect::<String>();
        ItemFilter {
            text: short(&self.q),
            project_type: ProjectType::parse(&self.kind).ok(),
            enterprise: short(&self.enterprise),
            major: short(&self.major),
            cash_from: Money::parse(&self.cash).ok(),
            after: self.after.0,
            page: 0,
        }
    }

    /// The same question for the page after `after`.
    fn next(&self, after: ItemId) -> String {
        let after = after.to_string();
        let all = [
            ("q", &self.q),
            ("type", &self.kind),
            ("enterprise", &self.enterprise),
            ("major", &self.major),
            ("cash", &self.cash),
            ("after", &after),
        ];
        let given: Vec<_> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("{}?{}", paths::ITEMS, serde_urlencoded::to_string(given).unwrap_or_default())
    }
}

pub(crate) async fn browse(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let filter = asked.filter();
    let lang = visit.lang;
    let (page, names) = visit
        .site
        .db
        .read(move |tx| {
            let page = lists::open_items(tx, &filter)?;
            let enterprises: Vec<OrganisationId> = page.rows.iter().map(|item| item.enterprise_id).collect();
            let names = directory::organisation_names_both(tx, &enterprises)?;
            Ok::<_, db::DbError>((page, names))
        })
        .await?;
    let body = html! {
        (ui::heading(ITEMS.get(lang), exports::link(&visit, export::ITEMS)))
        p.lead { (LEAD.get(lang)) }
        (filters(lang, &asked))
        @if page.rows.is_empty() { p.empty { (EMPTY.get(lang)) } }
        div.stack { @for item in &page.rows { (super::items::card(lang, item, name_of(lang, &names, item.enterprise_id))) } }
        (ui::pager(lang, page.next.map(|id| asked.next(id))))
    };
    visit.page(ITEMS, body)
}

fn name_of(lang: Lang, names: &HashMap<OrganisationId, (String, String)>, id: OrganisationId) -> Markup {
    names.get(&id).map_or(html! {}, |(zh, en)| ui::named(lang, zh, en))
}

fn filters(lang: Lang, asked: &Asked) -> Markup {
    ui::filter_bar(
        lang,
        paths::ITEMS,
        html! {
            (Field::text("q", TEXT).value(&*asked.q).render(lang, &[]))
            (Field::select("type", TYPE, every_type(lang)).value(&*asked.kind).render(lang, &[]))
            (Field::text("enterprise", ENTERPRISE).value(&*asked.enterprise).render(lang, &[]))
            (Field::text("major", MAJOR).value(&*asked.major).render(lang, &[]))
            (Field::money("cash", CASH).value(&*asked.cash).render(lang, &[]))
        },
    )
}

fn every_type(lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), say("全部类型", "All types").get(lang).to_owned());
    std::iter::once(all).chain(types(lang)).collect()
}
