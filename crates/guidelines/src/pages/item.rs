//! One published item, for everybody; with the way to an application for teachers and students, and to the applications
//! for its enterprise. Both ways lead to pages of the slice `applications`.

use db::Tx;
use kernel::{Actor, Day, ItemId, Lang, Money, Refusal, Role, Said, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use crate::content::lines;
use crate::record::{Guideline, Item};
use crate::rules::visible_to_applicants;
use crate::texts::{self, ENTERPRISE, ITEMS, SPECIAL, TYPE, item_title, label};
use crate::{paths, store};

/// An item as the public may see it.
pub(crate) struct Shown {
    pub item: Item,
    pub guideline: Guideline,
    /// Its name in Chinese and English; the latter may be empty.
    pub enterprise: (String, String),
    pub today: Day,
}

/// Rule G-07: only what was published; for everything else there is no such item.
pub(crate) fn load(tx: &mut Tx<'_>, id: ItemId) -> Result<Shown, Refusal> {
    let item = store::get_item(tx, id)?;
    let guideline = store::get_guideline(tx, item.guideline_id)?;
    if !visible_to_applicants(guideline.state) {
        return Err(Refusal::NotFound);
    }
    let known = directory::organisation(tx, item.enterprise_id)?;
    let enterprise = (known.name, known.name_en);
    Ok(Shown { item, guideline, enterprise, today: tx.now().day() })
}

const LEFT: Text = say("剩余名额", "Offers left");
const APPLY: Text = say("申报此项目", "Apply for this item");
const MAY_I: Text = say("我能否申报？", "May I apply?");
const APPLICATIONS: Text = say("查看申报", "See the applications");
const LOG_IN: Text = say("登录后申报", "Log in to apply");
const PASSED: Text = say("申报截止日 {day} 已过。", "The last day, {day}, has passed.");
const NOT_OPEN: Text =
    say("该指南现为“{state}”，不接受申报。", "This guideline is now “{state_en}” and takes no applications.");
const NOT_YOURS: Text = say("由教师或学生申报；请切换到相应身份。", "Teachers and students apply; act as one of them.");
const PUBLISHED: Text = say("发布日期", "Published");
const STATE: Text = say("状态", "State");
const ABOUT: Text = say("企业与指南", "The enterprise and its guideline");
const WHAT: Text = say("项目内容", "What it is about");
const WAY: Text = say("申报", "Applying");

pub(crate) async fn show(visit: Visit, Path(id): Path<ItemId>) -> Answer {
    let shown = visit.site.db.read(move |tx| load(tx, id)).await?;
    let lang = visit.lang;
    let title = item_title(lang, &shown.item);
    let beside = html! {
        (ui::badge(lang, shown.guideline.state.text(), texts::tone(shown.guideline.state)))
        @if shown.guideline.is_special { " " (ui::badge(lang, SPECIAL, ui::Tone::Info)) }
    };
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ITEMS.into(), ITEMS.into())]))
        (ui::heading(&title, beside))
        (ui::columns(content(lang, &shown), ui::section(lang, WAY, way(&visit, &shown))))
    };
    visit.page(Said { zh: title.clone(), en: title }, body)
}

fn content(lang: Lang, shown: &Shown) -> Markup {
    let (item, g) = (&shown.item, &shown.guideline);
    let list = |text: &str| html! { @if !text.trim().is_empty() { ul { @for line in lines(text) { li { (line) } } } } };
    let text = |text: &str| html! { @if !text.is_empty() { (ui::prose(text)) } };
    html! {
        (ui::facts(lang, vec![
            (ENTERPRISE, html! { a href={ "/organisations/" (item.enterprise_id) } { (ui::named(lang, &shown.enterprise.0, &shown.enterprise.1)) } }),
            (TYPE, html! { (item.project_type.text().get(lang)) }),
            (label("cash_each"), ui::amount(lang, item.cash_each)),
            (label("goods_each"), html! { @if item.goods_each > Money::ZERO { (ui::amount(lang, item.goods_each)) } }),
            (LEFT, ui::number(format!("{} / {}", item.offers_left(), item.offers))),
            (label("deadline_on"), html! { @if let Some(last) = item.deadline_on { (ui::day(lang, last)) } }),
            (PUBLISHED, html! { @if let Some(at) = item.published_at { (ui::day(lang, at.day())) } }),
            (STATE, html! { (g.state.text().get(lang)) }),
        ]))
        (ui::section(lang, WHAT, ui::facts(lang, vec![
            (label("goals"), text(&item.goals)),
            (texts::heading("majors"), list(&item.majors)),
            (texts::heading("industries"), list(&item.industries)),
            (label("conditions"), text(&item.conditions)),
            (texts::heading("deliverables"), list(&item.deliverables)),
        ])))
        (ui::section(lang, ABOUT, ui::facts(lang, vec![
            (texts::GUIDELINE, html! { (g.title) }),
            (label("about"), text(&g.about)),
            (label("directions"), text(&g.directions)),
            (label("how_to_apply"), text(&g.how_to_apply)),
            (label("contact_name"), html! { (g.contact_name) " · " (g.contact_phone) " · " (g.contact_email) }),
        ])))
    }
}

const TAKEN: Text = say("名额已全部选出。", "Every offer is taken.");

/// Why nobody can apply now, if so. Rule A-09 says the same when somebody tries.
fn shut(lang: Lang, shown: &Shown) -> Option<Said> {
    let state = shown.guideline.state.text();
    match (shown.item.is_open, shown.item.deadline_on) {
        (false, _) => Some(NOT_OPEN.with(&[("state", &state.zh), ("state_en", &state.en)])),
        (true, _) if shown.item.offers_left() <= 0 => Some(TAKEN.into()),
        (true, Some(last)) if last < shown.today => Some(PASSED.with(&[("day", &ui::day_text(lang, last))])),
        (true, _) => None,
    }
}

fn way(visit: &Visit, shown: &Shown) -> Markup {
    let (lang, id) = (visit.lang, shown.item.id);
    let actor: Option<Actor> = visit.actor_or_public();
    let role = actor.as_ref().and_then(Actor::role);
    let own = actor.as_ref().is_some_and(|a| a.evaluates_for(shown.item.enterprise_id));
    html! {
        @match (shut(lang, shown), role) {
            (Some(why), _) => (ui::blocked(lang, APPLY, &why)),
            (None, None) => (ui::link_button(lang, &format!("/login?next={}", paths::item(id)), LOG_IN)),
            (None, Some(Role::Teacher | Role::Student)) => {
                (ui::step_button(&paths::apply(id), &visit.csrf, APPLY).primary().render(lang))
                // Without JavaScript the link leads to the same panel as a page.
                p hx-get=(paths::eligibility(id)) hx-trigger="load" hx-swap="outerHTML" { a href=(paths::eligibility(id)) { (MAY_I.get(lang)) } }
            }
            (None, Some(Role::UniversityAdministrator | Role::UniversityFinance | Role::EnterpriseContact | Role::EnterpriseReviewer
                | Role::Expert | Role::ProgrammeOffice | Role::Province | Role::Ministry | Role::Operator)) => (ui::blocked(lang, APPLY, &NOT_YOURS.into())),
        }
        @if own { (ui::link_button(lang, &paths::applications(id), APPLICATIONS)) }
    }
}
