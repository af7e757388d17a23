//! One guideline from inside: its text, its items, its way through review, and every step somebody might look for.

use std::collections::HashMap;

use db::Tx;
use files::Attachment;
use journal::Entry;
use kernel::{Actor, Breach, GuidelineId, Lang, PersonId, Refusal, RowId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Path, Response, StatusCode, Visit};

use super::{opinion, panel, way};
use crate::actions;
use crate::complete::Missing;
use crate::content::Content;
use crate::lists::{self, ExpertRow};
use crate::record::{Guideline, GuidelineReview, Item, Round};
use crate::state::{State, Step};
use crate::texts::{self, ENTERPRISE, GUIDELINES, ROUND, SPECIAL, TYPE};
use crate::{paths, policy, store};

/// Everything the page shows, loaded in one transaction.
pub(crate) struct View {
    pub actor: Actor,
    pub guideline: Guideline,
    pub items: Vec<Item>,
    pub round: Round,
    /// Its name in Chinese and English.
    pub enterprise: (String, String),
    pub reviews: Vec<GuidelineReview>,
    pub names: HashMap<PersonId, String>,
    pub files: Vec<Attachment>,
    pub trail: Vec<Entry>,
    pub missing: Missing,
    pub experts: Vec<ExpertRow>,
    /// Part of an expert's name, as it was asked for.
    pub expert_asked: String,
}

/// What somebody just tried, with everything that stood in the way.
#[derive(Default)]
pub(crate) struct Tried {
    pub step: Option<Step>,
    pub form: web::Form,
    pub breaches: Vec<Breach>,
}

/// Which experts somebody looks for, and whom they ticked before.
#[derive(Clone, Default)]
pub(crate) struct Sought {
    /// Part of a name.
    name: String,
    ticked: Vec<PersonId>,
}

impl Sought {
    fn of(form: &web::Form) -> Sought {
        Sought { name: form.get("expert").to_owned(), ticked: super::steps::ticked(form) }
    }
}

pub(crate) fn load(tx: &mut Tx<'_>, actor: Actor, id: GuidelineId, sought: &Sought) -> Result<View, Refusal> {
    let (guideline, reviews) = actions::view(tx, &actor, id)?;
    let items = store::items_of(tx, id)?;
    let missing = actions::missing_in(tx, &guideline, &Content::of(&guideline, &items))?;
    let round = store::get_round(tx, guideline.round_id)?;
    let enterprise = directory::organisation(tx, guideline.enterprise_id)?;
    let enterprise = (enterprise.name, enterprise.name_en);
    let people: Vec<PersonId> = reviews.iter().map(|review| review.expert_id).collect();
    let names = directory::person_names(tx, &people)?;
    let files = files::list_for(tx, "guideline", RowId(id.0))?;
    let trail = journal::trail(tx, id.0)?;
    let choosing =
        actor.is_office() && (policy::is_under_review(guideline.state) || guideline.state == State::Submitted);
    let experts =
        if choosing { lists::experts(tx, guideline.enterprise_id, &sought.name, &sought.ticked)? } else { Vec::new() };
    Ok(View {
        actor,
        guideline,
        items,
        round,
        enterprise,
        reviews,
        names,
        files,
        trail,
        missing,
        experts,
        expert_asked: sought.name.clone(),
    })
}

pub(crate) async fn show(visit: Visit, Path(id): Path<GuidelineId>) -> Answer {
    let actor = visit.actor()?;
    let view = visit.site.db.read(move |tx| load(tx, actor, id, &Sought::default())).await?;
    Ok(render(&visit, StatusCode::OK, &view, &Tried::default()))
}

/// What the page shows, for what is printed of it.
pub(crate) fn load_view(tx: &mut Tx<'_>, actor: Actor, id: GuidelineId) -> Result<View, Refusal> {
    load(tx, actor, id, &Sought::default())
}

/// The review sheets to print; pages and API answer with them.
pub(crate) async fn pdf(visit: Visit, Path(id): Path<GuidelineId>) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let sheets = visit.site.db.read(move |tx| crate::print::review_sheets(tx, &actor, id, lang)).await?;
    web::pdf(&format!("guideline-review-{id}.pdf"), move || sheets.pdf(lang)).await
}

/// The page again, with what was tried and why it did not work.
pub(crate) async fn again(visit: &Visit, id: GuidelineId, tried: Tried) -> Answer {
    page(visit, id, tried, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The page with the experts whose name was asked for, before them those ticked already.
pub(crate) async fn look_up(visit: &Visit, id: GuidelineId, form: web::Form) -> Answer {
    page(visit, id, Tried { form, ..Tried::default() }, StatusCode::OK).await
}

async fn page(visit: &Visit, id: GuidelineId, tried: Tried, status: StatusCode) -> Answer {
    let (actor, sought) = (visit.actor()?, Sought::of(&tried.form));
    let view = visit.site.db.read(move |tx| load(tx, actor, id, &sought)).await?;
    Ok(render(visit, status, &view, &tried))
}

const TEXT: Text = say("指南内容", "The guideline");
const ITEMS: Text = say("项目", "Items");
const FILES: Text = say("附件", "Files");
const TRAIL: Text = say("办理记录", "What happened");
const PARTNERS: Text = say("适合的教师和高校", "Teachers and universities that fit");
const ALLOCATIONS: Text = say("按轮次分配名额", "Give out the offers in rounds");
const REVIEW_SHEETS: Text = say("下载评审表（PDF）", "Download the review sheets (PDF)");
const EMPTY: Text = say("还没有项目。", "No items yet.");

fn render(visit: &Visit, status: StatusCode, view: &View, tried: &Tried) -> Response {
    let lang = visit.lang;
    let title = super::editor::title(&view.guideline);
    let state = view.guideline.state;
    let beside = html! {
        (ui::badge(lang, state.text(), texts::tone(state)))
        @if view.guideline.is_special { " " (ui::badge(lang, SPECIAL, ui::Tone::Info)) }
    };
    let main = html! {
        (ui::section(lang, TEXT, about(lang, view)))
        (ui::section(lang, ITEMS, items(lang, view)))
        @if state.shown_to_public().is_some() && policy::sees_allocations(&view.actor, &view.guideline) {
            (ui::actions(html! {
                (ui::link_button(lang, &paths::allocations(view.guideline.id), ALLOCATIONS))
                @if !view.actor.wears(kernel::Role::Ministry) { (ui::link_button(lang, &paths::partners(view.guideline.id), PARTNERS)) }
            }))
        }
        (ui::section(lang, FILES, super::files::list(lang, &visit.csrf, view.guideline.id, &view.files, false)))
        (opinion::reviews(visit, view))
        (opinion::own(visit, view, tried))
        @if crate::print::has_sheets(&view.actor, &view.reviews) {
            (ui::actions(ui::link_button(lang, &paths::reviews_pdf(view.guideline.id), REVIEW_SHEETS)))
        }
        (ui::section(lang, TRAIL, trail(lang, view)))
    };
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::GUIDELINES.into(), GUIDELINES.into())]))
        (ui::heading(title.get(lang), beside))
        (ui::breach_summary(lang, &tried.breaches))
        (ui::columns(main, html! { (way::steps(visit, view, tried)) (side(lang, view)) }))
    };
    visit.page_with(status, title, body)
}

fn about(lang: Lang, view: &View) -> Markup {
    let g = &view.guideline;
    let line = |name: &str, text: &str| {
        (
            texts::label(name),
            if text.is_empty() {
                html! {}
            } else {
                ui::prose(text)
            },
        )
    };
    ui::facts(
        lang,
        vec![
            (ENTERPRISE, ui::named(lang, &view.enterprise.0, &view.enterprise.1)),
            (ROUND, html! { (super::new::round_name(lang, &view.round)) }),
            line("about", &g.about),
            line("directions", &g.directions),
            line("how_to_apply", &g.how_to_apply),
            (texts::label("contact_name"), html! { (g.contact_name) " · " (g.contact_phone) " · " (g.contact_email) }),
        ],
    )
}

fn items(lang: Lang, view: &View) -> Markup {
    let taken = say("名额（已用）", "Offers (taken)");
    let row = |item: &Item| {
        vec![
            html! {
                @if view.guideline.state.shown_to_public().is_some() { a href=(paths::item(item.id)) { (texts::item_title(lang, item)) } }
                @else { (texts::item_title(lang, item)) }
            },
            html! { (item.project_type.text().get(lang)) },
            ui::number(format!("{} ({})", item.offers, item.selected)),
            ui::amount(lang, item.cash_each),
            ui::amount(lang, item.goods_each),
            html! { @if let Some(last) = item.deadline_on { (ui::day(lang, last)) } },
        ]
    };
    let heads = [
        texts::label("item.title"),
        TYPE,
        taken,
        texts::label("cash_each"),
        texts::label("goods_each"),
        texts::label("deadline_on"),
    ];
    html! {
        (ui::table(lang, ITEMS, &heads, view.items.iter().map(row).collect(), EMPTY))
        @for item in &view.items { (written(lang, item)) }
    }
}

/// Everything an item promises and asks, below the table in the whole width: those who decide read it before anybody else can.
fn written(lang: Lang, item: &Item) -> Markup {
    let parts = [
        ("goals", &item.goals),
        ("majors", &item.majors),
        ("industries", &item.industries),
        ("conditions", &item.conditions),
        ("deliverables", &item.deliverables),
    ];
    let said: Vec<_> = parts.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    html! {
        @if !said.is_empty() {
            h3 { (texts::item_title(lang, item)) }
            (ui::facts(lang, said.into_iter().map(|(name, text)| (texts::heading(name), ui::prose(text))).collect()))
        }
    }
}

/// The writer sees what is missing, whoever decides sees the flagged words.
fn side(lang: Lang, view: &View) -> Markup {
    html! {
        @if policy::is_editable(view.guideline.state) { (panel::panel(lang, &view.missing, false)) }
        @else if policy::may_read_reviews(&view.actor) || policy::own_review(&view.actor, &view.reviews).is_some() {
            @if !(view.missing.flags.is_empty() && view.missing.unread.is_empty()) { (ui::card(panel::flags(lang, &view.missing))) }
        }
    }
}

/// The journal as this reader may see it: experts stay unnamed to the enterprise and to each other.
fn trail(lang: Lang, view: &View) -> Markup {
    let reads_all = policy::may_read_reviews(&view.actor);
    let expert = kernel::Role::Expert;
    let entries =
        view.trail.iter().filter(|entry| reads_all || entry.to_state.is_some() || view.actor.is(entry.person_id));
    let entries = entries.map(|entry| {
        let is_expert = entry.acting_as.as_deref() == Some(expert.word());
        let name = match (is_expert && !reads_all && !view.actor.is(entry.person_id), entry.acting_as.as_deref()) {
            (true, _) => expert.text().get(lang).to_owned(),
            (false, Some("system")) => say("系统", "The platform").get(lang).to_owned(),
            (false, _) => entry.person_name.clone(),
        };
        ui::TimelineEntry {
            at: entry.at,
            who: name,
            what: texts::act(entry.step()).get(lang).to_owned(),
            note: entry.reason.clone(),
        }
    });
    ui::timeline(lang, entries.collect())
}
