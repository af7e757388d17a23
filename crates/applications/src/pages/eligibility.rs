//! May I apply? The panel on an item, the page of the same, and the button that begins.

use guidelines::Item;
use kernel::{ItemId, Lang, Text, say};
use ui::{Markup, Tone, html};
use web::{Answer, Form, Path, Visit};

use crate::eligibility::{Eligibility, Used, Verdict};
use crate::{actions, paths};

const HEAD: Text = say("我能申请吗", "May I apply?");

/// The panel alone for htmx, the whole page otherwise.
pub async fn show(visit: Visit, Path(id): Path<ItemId>) -> Answer {
    let actor = visit.actor()?;
    let (item, stands) = visit.site.db.read(move |tx| actions::standing(tx, &actor, id)).await?;
    if visit.wants_part {
        // The item's page has the button already.
        return visit.part(panel(visit.lang, &stands, html! {}));
    }
    let body = html! {
        (ui::breadcrumbs(visit.lang, &[(paths::item(id), crate::texts::ITEM.into())]))
        (ui::heading(&item.title, html! {}))
        (panel(visit.lang, &stands, ui::actions(way_on(visit.lang, &visit.csrf, &item, &stands))))
    };
    visit.page(HEAD, body)
}

/// Opens the draft, a new one or the one that is there.
pub async fn apply(visit: Visit, Path(id): Path<ItemId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let (application, is_new) = visit.site.db.write(move |tx| actions::start(tx, &actor, id)).await?;
    let notice = if is_new {
        say("已新建草稿，可在“项目申请”中随时找到", "A draft was made; you find it under “Applications” at any time")
    } else {
        say("已打开您原有的申请", "Your application was opened")
    };
    visit.done(&paths::application(application.id), notice)
}

/// Meters and conditions, and below them the way on; one root element.
fn panel(lang: Lang, stands: &Eligibility, way_on: Markup) -> Markup {
    html! {
        section.part id="eligibility" {
            h2 { (HEAD.get(lang)) }
            (meter(lang, say("在研项目", "Running projects"), stands.running))
            (meter(lang, say("本年度申请", "Applications this year"), stands.this_year))
            ul.verdicts { @for verdict in &stands.verdicts { (line(lang, verdict)) } }
            (way_on)
        }
    }
}

fn meter(lang: Lang, label: Text, used: Used) -> Markup {
    match used.max {
        Some(max) => ui::meter(lang, label, used.used, max),
        None => html! { p { (label.get(lang)) ": " (used.used) " (" (say("不限", "no limit").get(lang)) ")" } },
    }
}

fn line(lang: Lang, verdict: &Verdict) -> Markup {
    let (word, tone) =
        if verdict.holds { (say("符合", "Met"), Tone::Good) } else { (say("不符合", "Not met"), Tone::Bad) };
    html! {
        li {
            (ui::badge(lang, word, tone)) " " (verdict.what.get(lang)) " "
            @if !verdict.rule.is_empty() { (ui::rule_badge(lang, verdict.rule)) }
            @if let Some(why) = &verdict.why {
                p.hint { (why.get(lang)) @if verdict.rule == "A-05" { " " a href="/account/proof" { (PROVE.get(lang)) } } }
            }
        }
    }
}

const PROVE: Text = say("补充教师资格证明", "Add the proof");

fn way_on(lang: Lang, csrf: &str, item: &Item, stands: &Eligibility) -> Markup {
    const APPLY: Text = say("开始申请", "Begin an application");
    if let Some(existing) = stands.existing {
        return ui::link_button(lang, &paths::application(existing), say("打开我的申请", "Open my application"));
    }
    // A draft may be written while a limit is full; only what no waiting will change bars it.
    let bar = stands.verdicts.iter().find(|v| !v.holds && matches!(v.rule, "A-09" | "A-04" | ""));
    match bar {
        Some(Verdict { why: Some(why), .. }) => ui::blocked(lang, APPLY, why),
        Some(_) | None => ui::step_button(&paths::apply(item.id), csrf, APPLY).primary().render(lang),
    }
}
