//! Proofs.

use ::files::{Attachment, Limits};
use kernel::{FileId, InstalmentId, Lang, ProjectId};
use ui::{Markup, html};
use web::{Answer, Failed, Form, Path, Visit};

use crate::policy::{self, Act};
use crate::{Instalment, actions, paths, store, view};

pub(super) async fn download(visit: Visit, Path((_, id, file)): Path<(ProjectId, InstalmentId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let proof = visit.site.db.read(move |tx| view::proof(tx, &actor, id, file)).await?;
    web::download(&visit, &proof).await
}

/// Keeps the file that came with a form, before the rest of the form is looked at: it need not be chosen again when another
/// field is wrong. Whoever may not act stores nothing.
pub(super) async fn keep(visit: &Visit, id: InstalmentId, form: &Form, field: &'static str) -> Result<(), Failed> {
    let Some(file) = form.file(field) else { return Ok(()) };
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    visit
        .site
        .db
        .read(move |tx| {
            let part = view::part(tx, &viewer, id, Lang::Zh)?;
            let (step, _) = actions::turn(part.instalment.state);
            part.instalment.state.after(step)?;
            policy::permit(&part.viewer, Act::Step(step), &part.project, part.instalment, &part.team).map(drop)
        })
        .await?;
    let stored = visit
        .site
        .files
        .put(file.bytes.clone(), &file.name, &Limits::default())
        .await
        .map_err(|refused| refused.refusal(field))?;
    visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored)).await?;
    Ok(())
}

pub(super) fn link(instalment: &Instalment, proof: &Attachment) -> Markup {
    html! { a href=(paths::file(instalment.project_id, instalment.id, proof.id)) { (proof.name) } }
}

/// A link with what tells the file apart from every other.
pub(super) fn link_with_hash(instalment: &Instalment, proof: &Attachment) -> Markup {
    html! { (link(instalment, proof)) " " span.muted { "SHA-256 " (proof.sha256.get(..12).unwrap_or_default()) "…" } }
}

/// The name of the form's file field: the rules name their breaches after it.
pub(super) const fn field(instalment: &Instalment) -> &'static str {
    use crate::state::{Kind, State};
    match (instalment.state, instalment.kind) {
        (State::Paid | State::Received, Kind::Goods) => "receipt",
        (State::Pledged | State::Agreed, Kind::Cash | Kind::Goods) | (State::Paid | State::Received, Kind::Cash) => {
            "proof"
        }
    }
}

/// Proofs of both sides, the enterprise's first.
pub(super) fn both(part: &view::Part) -> [Vec<&Attachment>; 2] {
    [part.proofs(store::PAYMENT_PROOF).collect(), part.proofs(store::ARRIVAL_PROOF).collect()]
}
