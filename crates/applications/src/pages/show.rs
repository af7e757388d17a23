//! The page of one application: the form for its author, what was handed in for everybody else, and every step.

use guidelines::Item;
use kernel::{Actor, ApplicationId, Breach, Lang, Money, Refusal, Text, Word, say};
use ui::{Markup, StageAt, TimelineEntry, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{decide, draft, form, review};
use crate::actions::{self, Version};
use crate::state::{State, Step, steps_from};
use crate::view::{self, View};
use crate::{paths, policy, store, texts};

pub async fn show(visit: Visit, Path(id): Path<ApplicationId>) -> Answer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let (view, tab) = visit
        .site
        .db
        .read(move |tx| Ok::<_, Refusal>((view::load(tx, &reader, id)?, draft::new_tab(tx.now()))))
        .await?;
    if policy::may_edit(&actor, &view.application) {
        let typed = store::as_typed(&view.application, &view.members, &view.budget);
        let version = Version { revision: view.application.revision, tab };
        let body = draft::page_body(&visit, &view, &typed, &version, &[], None, html! {});
        return visit.page(say("填写申请", "Write the application"), body);
    }
    let body = page(&visit, &actor, &view, &[], None);
    visit.page(texts::APPLICATIONS, body)
}

/// The application as handed in, with the steps that are open to the reader.
pub fn page(visit: &Visit, actor: &Actor, view: &View, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let (lang, a) = (visit.lang, &view.application);
    let title = if a.title.is_empty() { texts::NO_TITLE.get(lang) } else { &a.title };
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::APPLICATIONS.into())]))
        (ui::heading(title, ui::badge(lang, a.state.text(), texts::tone(a.state))))
        (ui::breach_summary(lang, breaches))
        (stages(lang, a.state))
        (returned(lang, view))
        (waiting(lang, view))
        (about_item(lang, view))
        (content(lang, view))
        (scores(lang, view))
        (super::print::links(lang, actor, view))
        (steps(visit, actor, view, breaches, typed))
        (trail(lang, view))
    }
}

fn stages(lang: Lang, state: State) -> Markup {
    let at = match state {
        State::Draft | State::UniversityReturned | State::EnterpriseReturned | State::Withdrawn => 0,
        State::UniversityReview | State::UniversityRejected => 1,
        State::EnterpriseReview | State::EnterpriseRejected => 2,
        State::Selected => 3,
    };
    let names = [
        say("填写", "Writing"),
        say("高校审核", "University review"),
        say("企业评审", "Enterprise evaluation"),
        say("入选", "Selected"),
    ];
    let stage = |i: usize| match i.cmp(&at) {
        std::cmp::Ordering::Less => StageAt::Done,
        std::cmp::Ordering::Equal => StageAt::Current,
        std::cmp::Ordering::Greater => StageAt::Todo,
    };
    ui::progress_steps(lang, &names.iter().enumerate().map(|(i, name)| (*name, stage(i))).collect::<Vec<_>>())
}

/// What has to be corrected, in the words of whoever returned it.
pub fn returned(lang: Lang, view: &View) -> Markup {
    let said = match view.application.state {
        State::UniversityReturned | State::EnterpriseReturned => view.application.state.shown_to_applicant(),
        State::Draft
        | State::UniversityReview
        | State::UniversityRejected
        | State::EnterpriseReview
        | State::EnterpriseRejected
        | State::Selected
        | State::Withdrawn => return html! {},
    };
    let last = view.trail.iter().rev().find(|entry| matches!(entry.step(), "university_return" | "enterprise_return"));
    let review = view.reviews.last().filter(|_| view.application.state == State::UniversityReturned);
    html! {
        (ui::alert(Tone::Warn, html! {
            p { strong { (said.get(lang)) } }
            @if let Some(entry) = last { (ui::prose(&entry.reason)) }
            @if let Some(review) = review { (review::findings(lang, review)) }
        }))
    }
}

/// Where the application stands while no offer is left for it, and the way to say which of several is the dearest.
fn waiting(lang: Lang, view: &View) -> Markup {
    let place = view.waiting_place;
    let said = say(
        "候补第 {place} 位：有名额空出时，企业按候补次序选中。",
        "Place {place} on the waiting list: where an offer falls free, the enterprise goes by its order.",
    );
    html! {
        @if let Some(place) = place { (ui::alert(Tone::Info, html! { p { (said.with(&[("place", &place)]).get(lang)) } })) }
        @if view.competes_with_own {
            (ui::actions(ui::link_button(lang, &paths::wishes(view.item.guideline_id), say("本指南下的志愿次序", "Order of wishes in this guideline"))))
        }
    }
}

pub fn about_item(lang: Lang, view: &View) -> Markup {
    let (a, item) = (&view.application, &view.item);
    ui::facts(
        lang,
        vec![
            (texts::ITEM, html! { a href=(paths::item(item.id)) { (item.title) } }),
            (texts::TYPE, html! { (a.project_type.text().get(lang)) }),
            (texts::ENTERPRISE, ui::named(lang, &view.enterprise, &view.enterprise_en)),
            (texts::UNIVERSITY, ui::named(lang, &view.university, &view.university_en)),
            (say("每项支持", "Support for each project"), support(lang, item)),
            (say("截止日期", "Deadline"), html! { @if let Some(day) = item.deadline_on { (ui::day(lang, day)) } }),
        ],
    )
}

fn content(lang: Lang, view: &View) -> Markup {
    let a = &view.application;
    let day = |day: Option<kernel::Day>| html! { @if let Some(day) = day { (ui::day(lang, day)) } };
    ui::section(
        lang,
        say("申请内容", "Content"),
        html! {
            (ui::facts(lang, vec![
                (texts::PI, html! { (a.pi_name) }),
                (texts::label("school"), html! { (a.school) }),
                (texts::label("document_pi_name"), html! { (a.document_pi_name) }),
                (texts::label("starts_on"), day(a.starts_on)),
                (texts::label("ends_on"), day(a.ends_on)),
                (texts::SUBMITTED, html! { @if let Some(at) = a.submitted_at { (ui::when(lang, at)) " · " a href=(paths::submitted(a.id)) { (say("回执", "Receipt").get(lang)) } } }),
            ]))
            @for (name, text) in [("summary", &a.summary), ("plan", &a.plan), ("expected_results", &a.expected_results)] {
                @if !text.is_empty() { h3 { (texts::label(name).get(lang)) } (ui::prose(text)) }
            }
            (members_table(lang, view)) (budget_table(lang, view)) (files_list(lang, view))
        },
    )
}

fn members_table(lang: Lang, view: &View) -> Markup {
    let heads = [say("姓名", "Name"), say("单位", "School or company"), say("分工", "Part in the project")];
    let rows = view.members.iter().map(|m| vec![html! { (m.name) }, html! { (m.unit) }, html! { (m.duty) }]);
    ui::table(lang, texts::label("members"), &heads, rows.collect(), say("没有其他成员", "No further members"))
}

fn budget_table(lang: Lang, view: &View) -> Markup {
    let heads = [say("用途", "Purpose"), say("经费", "Cash"), say("软硬件价值", "Goods, value")];
    let sum = |of: fn(&crate::BudgetLine) -> kernel::Money| view.budget.iter().map(of).sum::<kernel::Money>();
    let mut rows: Vec<Vec<Markup>> = view
        .budget
        .iter()
        .map(|l| vec![html! { (l.purpose) }, ui::amount(lang, l.cash), ui::amount(lang, l.goods)])
        .collect();
    if !rows.is_empty() {
        rows.push(vec![
            html! { (say("合计", "Sum").get(lang)) },
            ui::amount(lang, sum(|l| l.cash)),
            ui::amount(lang, sum(|l| l.goods)),
        ]);
    }
    ui::table(lang, texts::label("budget"), &heads, rows, say("没有预算行", "No budget lines"))
}

fn files_list(lang: Lang, view: &View) -> Markup {
    html! {
        h3 { (say("申报书与附件", "Document and attachments").get(lang)) }
        @if view.files.is_empty() { p.empty { (say("没有附件", "No files").get(lang)) } }
        ul { @for file in &view.files {
            li { (form::purpose(lang, &file.purpose)) ": " a href=(paths::file(view.application.id, file.id)) { (file.name) } }
        } }
    }
}

fn scores(lang: Lang, view: &View) -> Markup {
    if view.evaluations.is_empty() {
        return html! {};
    }
    let heads = [say("评审人", "Reviewer"), say("分数", "Score"), say("评语", "Note")];
    let rows =
        view.evaluations.iter().map(|e| vec![html! { (e.reviewer_name) }, ui::number(e.score), html! { (e.note) }]);
    ui::section(
        lang,
        say("企业评分", "Scores of the enterprise"),
        ui::table(lang, say("评分", "Scores"), &heads, rows.collect(), say("没有评分", "No scores")),
    )
}

/// Every step of this state: a form where the reader may take it, otherwise who can.
fn steps(visit: &Visit, actor: &Actor, view: &View, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let (lang, a) = (visit.lang, &view.application);
    let can = |step: Step| policy::may(actor, step, a, &view.ties);
    html! {
        @match a.state {
            State::UniversityReview if can(Step::UniversityPass) => (review::form(visit, view, breaches, typed)),
            State::EnterpriseReview if can(Step::EnterpriseSelect) => (decide::form(visit, view, breaches, typed)),
            State::Selected => (after_selection(visit, actor, view)),
            State::Draft | State::UniversityReview | State::UniversityReturned | State::UniversityRejected | State::EnterpriseReview
            | State::EnterpriseReturned | State::EnterpriseRejected | State::Withdrawn => {}
        }
        @let barred: Vec<Step> = steps_from(a.state).filter(|step| *step != Step::Lapse && !can(*step)).collect();
        @if !barred.is_empty() {
            (ui::section(lang, say("下一步", "What comes next"), ui::actions(html! {
                @for step in &barred { (ui::blocked(lang, step.text(), &who(policy::who_may(actor, *step, a, &view.ties)))) }
            })))
        }
        @if actor.is(a.pi_id) { (withdraw_form(lang, &visit.csrf, view)) }
    }
}

fn who(who: kernel::Said) -> kernel::Said {
    kernel::Said { zh: format!("可以办理的人：{}", who.zh), en: format!("Who can do it: {}", who.en) }
}

fn after_selection(visit: &Visit, actor: &Actor, view: &View) -> Markup {
    const BEGIN: Text = say("起草或打开协议", "Draft or open the agreement");
    let button = if actor.is(view.application.pi_id) {
        ui::step_button(&paths::agreement(view.application.id), &visit.csrf, BEGIN).primary().render(visit.lang)
    } else {
        ui::blocked(visit.lang, BEGIN, &who(policy::who(Step::Submit).into()))
    };
    ui::section(visit.lang, say("下一步", "What comes next"), ui::actions(button))
}

/// The page again with what was typed and everything that is wrong with it.
pub async fn again(visit: &Visit, actor: &Actor, id: ApplicationId, breaches: &[Breach], form: &Form) -> Answer {
    let reader = actor.clone();
    let view = visit.site.db.read(move |tx| view::load(tx, &reader, id)).await?;
    Ok(visit.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        texts::APPLICATIONS,
        page(visit, actor, &view, breaches, Some(form)),
    ))
}

/// Taking the application back, where the table allows it.
pub fn withdraw_form(lang: Lang, csrf: &str, view: &View) -> Markup {
    let a = &view.application;
    if a.state.after(Step::Withdraw).is_err() {
        return html! {};
    }
    let question = say(
        "撤回后不能恢复，但可以重新申请。确定撤回？",
        "A withdrawn application cannot be restored, but you may apply again. Withdraw it?",
    );
    ui::section(
        lang,
        say("撤回", "Withdraw"),
        html! {
            p.hint { (say("入选之前可随时撤回；已占用的年度名额会退还。", "Possible at any time before selection; the place of the year is given back.").get(lang)) }
            (ui::step_button(&paths::withdraw(a.id), csrf, Step::Withdraw.text()).danger().confirm(question).render(lang))
        },
    )
}

pub async fn withdraw(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let (actor, reason) = (visit.actor()?, form.optional("reason", crate::typed::SUMMARY_MAX)?);
    visit.site.db.write(move |tx| actions::withdraw(tx, &actor, id, &reason)).await?;
    visit.done(&paths::application(id), say("申请已撤回", "The application is withdrawn"))
}

/// What happened so far, from the journal.
pub fn trail(lang: Lang, view: &View) -> Markup {
    let entries = view.trail.iter().map(|entry| TimelineEntry {
        at: entry.at,
        who: entry.person_name.clone(),
        what: texts::act(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
    });
    ui::section(lang, say("办理记录", "History"), ui::timeline(lang, entries.collect()))
}

/// What the item gives to each project; what it does not give is not named.
fn support(lang: Lang, item: &Item) -> Markup {
    let goods = say("软硬件价值", "goods worth").get(lang);
    html! {
        (ui::amount(lang, item.cash_each))
        @if item.goods_each > Money::ZERO { " + " (goods) " " (ui::amount(lang, item.goods_each)) }
    }
}
