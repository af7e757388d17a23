//! Open items for a teacher or student.

use guidelines::Item;
use kernel::{ItemId, Money, RowId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Visit};

use super::{reasons, refused, subject};
use crate::ask::{Items, Suggested, for_person};
use crate::engine::Suggestions;
use crate::record::Kind;
use crate::{actions, paths, policy, texts};

const HOW: Text = say(
    "根据您填写的专长和您最近的申请，从正在征集的指南项目中找出用词相近的；同一企业最多三项。标为“不合适”的不再推荐。",
    "From what you say you know and from your latest applications: open items that speak of the same things, at most three of one enterprise. What you mark “Not for me” is not suggested again.",
);
const NOTHING_KNOWN: Text = say(
    "还没有可以依据的内容：请填写您的专长，或先写一份申请。",
    "There is nothing to go by yet: say what you know, or begin an application.",
);
const NOTHING_FITS: Text = say("目前没有相近的指南项目。", "No open item is near at the moment.");
const EXPERTISE: Text = say("填写专长", "Say what you know");
const ALL: Text = say("全部指南项目", "All open items");

pub async fn show(suggestions: Suggestions, visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let found = suggestions.ask(&visit.site.db, move |suggestions, db| for_person(suggestions, db, &actor)).await?;
    let body = body(&visit, &found);
    visit.page(texts::TITLE, body)
}

fn body(visit: &Visit, found: &Items) -> Markup {
    let lang = visit.lang;
    let empty = if found.knows { NOTHING_FITS } else { NOTHING_KNOWN };
    let heads = [
        say("指南项目", "Item"),
        say("企业", "Enterprise"),
        say("每项支持", "Support for each"),
        say("截止日期", "Deadline"),
        texts::WHY,
        texts::NOT_FOR_ME,
    ];
    html! {
        (ui::heading(texts::TITLE.get(lang), html! {}))
        p { (HOW.get(lang)) }
        (ui::table(lang, texts::TITLE, &heads, found.items.iter().map(|it| row(visit, it)).collect(), empty))
        (ui::actions(html! {
            (ui::link_button(lang, paths::EXPERTISE, EXPERTISE))
            (ui::link_button(lang, "/items", ALL))
        }))
        (refused(visit, &found.refused, paths::TAKE_BACK))
    }
}

fn row(visit: &Visit, it: &Suggested) -> Vec<Markup> {
    let (lang, item) = (visit.lang, &it.item);
    let button = ui::step_button(paths::REFUSE, &visit.csrf, texts::NOT_FOR_ME)
        .field("kind", Kind::Item.word())
        .field("subject", item.id);
    vec![
        html! { a href=(paths::item(item.id)) { (item.title) } br; span.hint { (item.project_type.text().get(lang)) } },
        ui::named(lang, &it.enterprise, &it.enterprise_en),
        support(visit, item),
        html! { @if let Some(day) = item.deadline_on { (ui::day(lang, day)) } },
        reasons(lang, &it.reasons),
        button.render(lang),
    ]
}

fn support(visit: &Visit, item: &Item) -> Markup {
    let goods = say("软硬件价值", "goods worth").get(visit.lang);
    html! {
        (ui::amount(visit.lang, item.cash_each))
        @if item.goods_each > Money::ZERO { " + " (goods) " " (ui::amount(visit.lang, item.goods_each)) }
    }
}

pub async fn refuse(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let id: ItemId = form.id("subject")?;
    visit.site.db.write(move |tx| actions::refuse_item(tx, &actor, id)).await?;
    visit.done(paths::MINE, say("不再推荐这个项目", "This item is not suggested again"))
}

pub async fn take_back(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    policy::may_ask(&actor)?;
    let (kind, subject) = subject(&form)?;
    let owner = RowId(actor.person_id.0);
    visit.site.db.write(move |tx| actions::take_back(tx, &actor, owner, kind, &subject)).await?;
    visit.done(paths::MINE, say("会再次推荐这个项目", "This item is suggested again"))
}
