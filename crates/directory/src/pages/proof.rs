//! Where a teacher shows the qualification that an invitation did not ask for. Rule A-05.

use kernel::{Breach, Refusal, RowId, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, StatusCode, Visit};

use super::register_person::{NUMBER, RANK};
use super::uploads::{self, Kept};
use super::{Collect, Gate, either};
use crate::actions::{self, PERSON_PROOFS, Qualification};
use crate::record::Person;
use crate::{paths, store};

pub(super) const TITLE: Text = say("教师资格证明", "Proof of qualification");
const SAVED: Text = say("证明已保存，现在可以申请项目", "Your proof is saved; you can apply for projects now");

struct Shown {
    person: Person,
    papers: Vec<files::Attachment>,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    let shown = load(&visit).await?;
    visit.page(TITLE, page(&visit, &shown, None, &[None, None], &[]))
}

async fn load(visit: &Visit) -> Result<Shown, web::Failed> {
    let me = visit.actor()?.person_id;
    let shown = visit.site.db.read(move |tx| {
        let papers = store::proofs_of(tx, &[RowId(me.0)])?.remove(&me).unwrap_or_default();
        Ok::<_, Refusal>(Shown { person: store::person(tx, me)?, papers })
    });
    Ok(shown.await?)
}

pub(crate) async fn save(gate: Gate, visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let kept = uploads::read_all(&gate, &visit, &form, &mut collect, PERSON_PROOFS.map(|(purpose, _)| purpose)).await?;
    let number = collect.take(form.optional("certificate_number", 60));
    let title = collect.take(form.optional("title", 60));
    if let (Some(certificate_number), Some(title), true) = (number, title, collect.breaches.is_empty()) {
        let proofs = kept.each_ref().map(|kept| kept.as_ref().map(|kept| kept.stored.clone()));
        let secrets: Vec<String> = kept.iter().flatten().map(|kept| kept.secret.clone()).collect();
        let done = visit.site.db.write(move |tx| {
            actions::prove_qualification(tx, &actor, &Qualification { certificate_number, title, proofs })?;
            for secret in &secrets {
                store::claim_upload(tx, secret)?;
            }
            Ok(())
        });
        match either(done.await)? {
            Ok(()) => return visit.done(paths::ACCOUNT, SAVED),
            Err(breaches) => collect.breaches = breaches,
        }
    }
    let shown = load(&visit).await?;
    let body = page(&visit, &shown, Some(&form), &kept, &collect.breaches);
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
}

fn page(visit: &Visit, shown: &Shown, typed: Option<&Form>, kept: &[Option<Kept>; 2], breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let of = |name: &str, stored: &str| typed.map_or(stored.to_owned(), |form| form.get(name).to_owned());
    let account = say("账号", "Account");
    html! {
        (ui::breadcrumbs(lang, &[(paths::ACCOUNT.into(), account.into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        p { (visit.t(say("申请教师类项目前，须有教师资格证（编号和扫描件）或职称证明。", "To apply as a teacher you show the teacher certificate (number and scan) or a proof of title."))) " " (ui::rule_badge(lang, "A-05")) }
        @if !shown.papers.is_empty() {
            h2 { (visit.t(say("已有证明", "Shown already"))) }
            ul { @for paper in &shown.papers { li { a href=(paths::person_file(paper.id)) { (paper.name) } " " (ui::when(lang, paper.uploaded_at)) } } }
        }
        (ui::multipart_form(lang, &visit.csrf, &paths::account_form("proof"), "proof", html! {
            (Field::text("certificate_number", NUMBER).value(of("certificate_number", &shown.person.certificate_number)).render(lang, breaches))
            (Field::text("title", RANK).value(of("title", &shown.person.title)).render(lang, breaches))
            @for (kept, (purpose, label)) in kept.iter().zip(PERSON_PROOFS) {
                (uploads::render(lang, purpose, label, kept.as_ref(), breaches))
            }
            (ui::actions(ui::submit(lang, say("保存证明", "Save the proof"))))
        }))
    }
}
