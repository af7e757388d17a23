//! Assigning experts by hand on a case's page.

use kernel::{CaseId, PersonId, Text, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Visit};

use super::entry::{Inside, Tried};
use super::entry_post::finish;
use crate::lists::ExpertRow;
use crate::state::State;
use crate::state::call::CallState;
use crate::{actions, paths, policy};

const EXPERTS: Text = say("分派专家", "Assign experts");
const NOBODY: Text = say("没有在任的专家，请先邀请。", "There is no active expert; invite some first.");
const LATER: Text = say("征集截止并开始评审后才能分派专家", "Experts are assigned once the call is under review");

/// The experts to choose from; several at once for many cases are found by a plan.
pub(super) fn panel(visit: &Visit, view: &Inside, tried: &Tried) -> Markup {
    let (lang, dossier) = (visit.lang, &view.dossier);
    if !policy::runs(&view.actor) || !matches!(dossier.case.state, State::Submitted | State::ExpertReview) {
        return html! {};
    }
    if dossier.team.has(&view.actor) {
        return html! {};
    }
    if dossier.call.state != CallState::Reviewing {
        return ui::section(lang, EXPERTS, ui::blocked(lang, EXPERTS, &LATER.into()));
    }
    let is_on_it = |expert: &&ExpertRow| !dossier.reviews.iter().any(|r| r.is_current() && r.expert_id == expert.id);
    let others: Vec<&ExpertRow> = view.experts.iter().filter(is_on_it).collect();
    let is_ticked = |id: PersonId| tried.form.all("reviewer_id").any(|typed| typed == id.to_string());
    let inner = html! {
        @if others.is_empty() { p.muted { (NOBODY.get(lang)) } }
        @else {
            (ui::form(lang, &visit.csrf, &paths::experts(dossier.case.id), "", html! {
                fieldset.group #f-reviewer_id tabindex="-1" {
                    legend { (EXPERTS.get(lang)) }
                    @for expert in &others {
                        div.field.tick { label {
                            input type="checkbox" name="reviewer_id" value=(expert.id) checked[is_ticked(expert.id)]; " "
                            span { (ui::named(lang, &expert.name, &expert.name_en)) " "
                                span.muted { (ui::theirs(lang, &expert.title)) " "
                                    (say("在评 {n}", "{n} waiting").with(&[("n", &expert.waiting)]).get(lang)) } }
                        } }
                    }
                    (ui::breaches_of(lang, "reviewer_id", &tried.breaches))
                }
                (ui::actions(ui::submit(lang, EXPERTS)))
            }))
        }
        p { a href="/panels" { (say("为多个案例一次分派专家", "Assign experts to many cases at once").get(lang)) } }
    };
    ui::section(lang, EXPERTS, inner)
}

pub(crate) async fn assign(visit: Visit, Path(id): Path<CaseId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let experts: Vec<PersonId> = form.all("reviewer_id").filter_map(|id| id.parse().ok()).collect();
    let done = visit.site.db.write(move |tx| match crate::store::get(tx, id)?.state {
        State::ExpertReview => actions::add_experts(tx, &actor, id, &experts),
        State::Draft
        | State::HandedIn
        | State::Nominated
        | State::NotNominated
        | State::Submitted
        | State::Selected
        | State::NotSelected
        | State::Published
        | State::Shown => actions::assign(tx, &actor, id, &experts).map(drop),
    });
    let done = done.await;
    finish(&visit, id, form, None, done, EXPERTS).await
}

pub(crate) async fn release(visit: Visit, Path(id): Path<CaseId>, form: Form) -> Answer {
    let (actor, expert) = (visit.actor()?, form.id::<PersonId>("expert")?);
    let done = visit.site.db.write(move |tx| actions::release_expert(tx, &actor, id, expert)).await;
    finish(&visit, id, form, None, done, say("移出专家", "an expert was taken out")).await
}
