//! One organisation: what everybody sees, and inside what was declared, the checks, the papers and what happened.

mod inside;

use kernel::{Actor, Breach, OrganisationId, Text, Word, say};
use maud::{Markup, html};
use web::{Answer, Form, Path, Visit};

use super::organisations::{province_name, state_badge};
use crate::checklist::{Verdict, checklist};
use crate::kinds::OrganisationKind;
use crate::policy::{self, Eyes};
use crate::record::{CreditEvent, EnterpriseProfile, Organisation, UniversityProfile};
use crate::{mails, paths, store};

const LIST: Text = say("企业与高校", "Enterprises and universities");

/// What the page shows to this reader.
pub(crate) struct Shown {
    pub organisation: Organisation,
    pub eyes: Eyes,
    pub inside: Option<Inside>,
    pub may_administer: bool,
    /// The section of GB/T 4754 an enterprise registered with, which everybody may read: statistics count by it.
    pub industry: Option<String>,
}

pub(crate) struct Inside {
    pub enterprise: Option<EnterpriseProfile>,
    pub university: Option<UniversityProfile>,
    pub verdicts: Vec<Verdict>,
    pub papers: Vec<files::Attachment>,
    pub credit: Vec<CreditEvent>,
    pub trail: Vec<journal::Entry>,
    pub terms: std::sync::Arc<rulesets::Terms>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<OrganisationId>) -> Answer {
    let shown = load(&visit, id).await?;
    let title = mails::named(&shown.organisation);
    let body = page(&visit, &shown, &Typed::default());
    visit.page(title, body)
}

/// Everything for the page, or 404 for whoever may not learn of it.
pub(super) async fn load(visit: &Visit, id: OrganisationId) -> Result<Shown, web::Failed> {
    let actor = visit.actor_or_public();
    Ok(visit.site.db.read(move |tx| seen(tx, actor.as_ref(), id)).await?)
}

/// The same for the API.
pub(crate) fn seen(tx: &mut db::Tx<'_>, actor: Option<&Actor>, id: OrganisationId) -> Result<Shown, kernel::Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, actor)?;
    if !policy::may_view(&eyes, &organisation) {
        return Err(kernel::Refusal::NotFound);
    }
    let may_administer = actor.is_some_and(|actor| policy::may_administer(actor, id));
    let inside = if policy::may_view_inside(&eyes, &organisation) { Some(inside_of(tx, &organisation)?) } else { None };
    let industry = store::industry(tx, id)?;
    Ok(Shown { organisation, eyes, inside, may_administer, industry })
}

fn inside_of(tx: &mut db::Tx<'_>, organisation: &Organisation) -> Result<Inside, kernel::Refusal> {
    let terms = store::terms_today(tx)?;
    let enterprise: Option<EnterpriseProfile> = db::find(tx, organisation.id)?;
    let university: Option<UniversityProfile> = db::find(tx, organisation.id)?;
    let credit = store::credit_events(tx, organisation.id)?;
    let open: Vec<_> = credit.iter().filter(|event| event.settled_at.is_none()).map(|event| event.kind).collect();
    let today = tx.now().day();
    let verdicts =
        enterprise.as_ref().map_or(Vec::new(), |profile| checklist(organisation, profile, &open, today, &terms));
    let papers = files::list_for(tx, "organisation", kernel::RowId(organisation.id.0))?;
    let trail = journal::trail(tx, organisation.id.0)?;
    Ok(Inside { enterprise, university, verdicts, papers, credit, trail, terms })
}

/// A form of this page that was not accepted: what was typed, and every problem.
#[derive(Default)]
pub(super) struct Typed {
    pub form: Form,
    pub breaches: Vec<Breach>,
}

pub(super) fn page(visit: &Visit, shown: &Shown, typed: &Typed) -> Markup {
    let lang = visit.lang;
    let organisation = &shown.organisation;
    html! {
        (ui::breadcrumbs(lang, &[(paths::ORGANISATIONS.into(), LIST.into())]))
        (ui::heading(mails::named(organisation).get(lang), state_badge(lang, organisation.state, shown.inside.is_some())))
        (ui::breach_summary(lang, &typed.breaches))
        (public_part(visit, shown))
        @if shown.may_administer {
            (ui::actions(ui::link_button(lang, &paths::people(organisation.id), say("人员与身份", "People and roles"))))
        }
        @if let Some(inside) = &shown.inside { (inside::page(visit, shown, inside, typed)) }
    }
}

fn public_part(visit: &Visit, shown: &Shown) -> Markup {
    let (lang, organisation) = (visit.lang, &shown.organisation);
    let mut facts = vec![
        (say("类别", "Kind"), html! { (organisation.kind.text().get(lang)) }),
        (code_label(organisation.kind), html! { (organisation.code.as_deref().unwrap_or("")) }),
        (say("省份", "Province"), html! { (province_name(&organisation.province, lang)) }),
        (say("英文名称", "English name"), html! { (organisation.name_en) }),
        (say("中文名称", "Chinese name"), html! { (organisation.name) }),
    ];
    if let Some(industry) = shown.industry.as_deref().filter(|code| !code.is_empty() && shown.inside.is_none()) {
        facts.push((say("行业门类", "Industry section"), html! { (crate::industries::shown(industry, lang)) }));
    }
    html! {
        (ui::facts(lang, facts))
        @if let Some(href) = paths::statistics(organisation.kind, organisation.id) {
            p { a href=(href) { (say("统计：项目、经费与履约", "Statistics: projects, money, promises kept").get(lang)) } }
        }
    }
}

const fn code_label(kind: OrganisationKind) -> Text {
    match kind {
        OrganisationKind::Enterprise => say("统一社会信用代码", "Unified social credit code"),
        OrganisationKind::University => say("学校标识码", "University code"),
        OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => say("代码", "Code"),
    }
}
