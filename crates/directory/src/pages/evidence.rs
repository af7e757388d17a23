//! The papers of an enterprise: uploaded one at a time, handed out to whoever may see inside.

use kernel::{Breach, FileId, OrganisationId, Refusal, Role, RowId, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, Path, StatusCode, Visit};

use super::organisation_steps::finish;
use super::uploads::{ACCEPT, SCAN_HINT, SCANS};
use crate::actions::{self, ENTERPRISE_PAPERS};
use crate::record::Person;
use crate::state::MembershipState;
use crate::{paths, policy, store};

const TITLE: Text = say("上传材料", "Upload a paper");

pub(crate) async fn upload(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let Some(file) = form.file("file") else {
        return again(&visit, id, Breach::field("file", say("请选择文件", "Choose a file")));
    };
    let stored = match visit.site.files.put(file.bytes.clone(), &file.name, &SCANS).await {
        Ok(stored) => stored,
        Err(refused) => match refused.refusal("file") {
            Refusal::Breaches(mut breaches) => return again(&visit, id, breaches.remove(0)),
            other => return Err(other.into()),
        },
    };
    let purpose = form.get("purpose").to_owned();
    let done = visit.site.db.write(move |tx| actions::add_file(tx, &actor, id, &purpose, &stored)).await;
    finish(&visit, id, form, done, None, say("材料已上传", "The paper is uploaded")).await
}

pub(crate) async fn remove(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let file: FileId = form.id("file")?;
    let done = visit.site.db.write(move |tx| actions::remove_file(tx, &actor, id, file)).await;
    finish(&visit, id, form, done, None, say("材料已移除", "The paper is removed")).await
}

/// The form beneath the list of papers.
pub(crate) fn form(visit: &Visit, id: OrganisationId, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let purposes =
        ENTERPRISE_PAPERS.iter().map(|(purpose, text)| ((*purpose).to_owned(), text.get(lang).to_owned())).collect();
    ui::multipart_form(
        lang,
        &visit.csrf,
        &paths::organisation_form(id, "files"),
        "",
        html! {
            (ui::fields_row(html! {
                (Field::select("purpose", say("用途", "Purpose"), purposes).value("licence").required().render(lang, breaches))
                (Field::file("file", say("文件", "File"), ACCEPT).hint(SCAN_HINT).required().render(lang, breaches))
            }))
            (ui::actions(ui::submit_as(lang, "do", "upload", TITLE, ui::Kind::Secondary)))
        },
    )
}

fn again(visit: &Visit, id: OrganisationId, breach: Breach) -> Answer {
    let breaches = [breach];
    let body = html! {
        (ui::breadcrumbs(visit.lang, &[(paths::organisation(id), say("返回", "Back").into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(visit.lang, &breaches))
        (form(visit, id, &breaches))
    };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
}

pub(crate) async fn hand_out(visit: Visit, Path((id, file)): Path<(OrganisationId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let paper = visit.site.db.read(move |tx| {
        let organisation = store::organisation(tx, id)?;
        let eyes = store::eyes(tx, Some(&actor))?;
        let paper = files::find(tx, file)?.filter(|f| f.subject == "organisation" && f.subject_id == RowId(id.0));
        paper
            .filter(|paper| paper.removed_at.is_none() && policy::may_view_inside(&eyes, &organisation))
            .ok_or(Refusal::NotFound)
    });
    web::download(&visit, &paper.await?).await
}

/// A teacher's certificate or proof of title: for the person, the office, and administrators where the person asked for or
/// holds a role.
pub(crate) async fn hand_out_proof(visit: Visit, Path(file): Path<FileId>) -> Answer {
    let actor = visit.actor()?;
    let proof = visit.site.db.read(move |tx| {
        let proof = files::find(tx, file)?
            .filter(|f| f.subject == "person" && f.removed_at.is_none())
            .ok_or(Refusal::NotFound)?;
        let person: Person = db::get(tx, proof.subject_id)?;
        let placed = store::open_memberships_of(tx, person.id)?;
        // Inviting somebody opens none of their papers: only where they themselves asked to be a teacher.
        let asked = placed
            .iter()
            .map(|p| &p.membership)
            .filter(|m| m.role == Role::Teacher && m.state != MembershipState::Invited);
        let administers = asked.into_iter().any(|m| policy::may_administer(&actor, m.organisation_id));
        if actor.is(person.id) || actor.is_office() || administers { Ok(proof) } else { Err(Refusal::NotFound) }
    });
    web::download(&visit, &proof.await?).await
}
