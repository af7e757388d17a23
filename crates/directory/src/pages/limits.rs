//! The limits a university sets itself. Rule A-08.

use kernel::{Actor, Breach, OrganisationId, Refusal, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{Collect, either};
use crate::actions::LimitsForm;
use crate::policy::{self, Edit};
use crate::university_limits::{FIELDS, parts};
use crate::{actions, paths, store};

const TITLE: Text = say("本校限额", "Limits of the university");
const MOST: i64 = 1_000;

pub(crate) async fn show(visit: Visit, Path(id): Path<OrganisationId>) -> Answer {
    let (typed, programme) = load(&visit, id).await?;
    visit.page(TITLE, page(&visit, id, &typed, programme, &[]))
}

async fn load(visit: &Visit, id: OrganisationId) -> Result<(Form, [Option<u32>; 4]), web::Failed> {
    let actor = visit.actor()?;
    let (own, programme) = visit.site.db.read(move |tx| own_and_programme(tx, &actor, id)).await?;
    let texts = own.map(|limit| limit.map_or(String::new(), |n| n.to_string()));
    let pairs: Vec<(&str, &str)> = FIELDS.iter().zip(&texts).map(|((name, _), text)| (*name, text.as_str())).collect();
    Ok((Form::of(&pairs), programme))
}

/// Limits in the order of [`FIELDS`]: the university's own, the programme's.
pub(crate) type Both = ([Option<i64>; 4], [Option<u32>; 4]);

/// What the university set itself and what the programme sets, for whoever may change the former.
pub(crate) fn own_and_programme(tx: &mut db::Tx<'_>, actor: &Actor, id: OrganisationId) -> Result<Both, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(actor))?;
    policy::permit_edit(&eyes, Edit::Limits, organisation)?;
    let profile = store::university_profile(tx, id)?;
    let own = [
        profile.per_person_and_round,
        profile.memberships_per_round,
        profile.per_enterprise_and_round,
        profile.per_enterprise_and_type,
    ];
    Ok((own, parts(&store::terms_today(tx)?.university_limits)))
}

/// The limits as typed; every problem is noted in `collect`.
pub(crate) fn read(form: &Form, collect: &mut Collect) -> LimitsForm {
    FIELDS.map(|(name, _)| limit(form, name, collect))
}

pub(crate) async fn save(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (_, programme) = load(&visit, id).await?;
    let mut collect = Collect::default();
    let typed = read(&form, &mut collect);
    if !collect.breaches.is_empty() {
        return again(&visit, id, &form, programme, &collect.breaches);
    }
    match either(visit.site.db.write(move |tx| actions::set_limits(tx, &actor, id, &typed)).await)? {
        Ok(()) => visit.done(
            &paths::organisation(id),
            say(
                "限额已保存，对之后提交的申请生效",
                "The limits are saved and count for applications handed in from now on",
            ),
        ),
        Err(breaches) => again(&visit, id, &form, programme, &breaches),
    }
}

fn limit(form: &Form, name: &str, collect: &mut Collect) -> Option<u32> {
    if form.get(name).is_empty() {
        return None;
    }
    collect.take(form.number(name, 0, MOST)).and_then(|n| u32::try_from(n).ok())
}

fn again(visit: &Visit, id: OrganisationId, form: &Form, programme: [Option<u32>; 4], breaches: &[Breach]) -> Answer {
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, page(visit, id, form, programme, breaches)))
}

fn page(visit: &Visit, id: OrganisationId, typed: &Form, programme: [Option<u32>; 4], breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::organisation(id), say("返回", "Back").into())]))
        (ui::heading(visit.t(TITLE), ui::rule_badge(lang, "A-08")))
        p.lead { (visit.t(say("只能比项目规定更严；留空即按项目规定。2024 模式不分批次，按自然年计。", "Only tighter than the programme's; empty leaves the programme's. The 2024 mode has no rounds: there a limit counts over the calendar year."))) }
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &paths::organisation_form(id, "limits"), &format!("limits-{id}"), html! {
            @for ((name, label), programme) in FIELDS.into_iter().zip(programme) {
                (Field::number(name, label).value(typed.get(name)).hint(hint(programme)).render(lang, breaches))
            }
            (ui::actions(ui::submit(lang, say("保存", "Save"))))
        }))
    }
}

fn hint(programme: Option<u32>) -> kernel::Said {
    match programme {
        Some(n) => say("项目规定：最多 {n}", "The programme: at most {n}").with(&[("n", &n)]),
        None => say("项目没有规定", "The programme sets none").into(),
    }
}
