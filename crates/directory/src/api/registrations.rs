//! Registering, for everybody: an enterprise with its first contact, or somebody at a university. Files come first and are
//! named by the secret they are answered with.

use kernel::{Breach, Day, Money, OrganisationId, Role, Said, Text, Word, say};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, FileBody, Form, Json, Method, Routes, Visit, found, json};

use super::organisations::EnterpriseDeclaration;
use super::{all_right, doc, writes_if_known};
use crate::actions::{ENTERPRISE_PAPERS, PERSON_PROOFS};
use crate::pages::uploads::SCANS;
use crate::pages::{Gate, register, register_enterprise, register_person};
use crate::record::Organisation;
use crate::rules::LegalForm;
use crate::{paths, store};

pub(super) fn routes(gate: &Gate) -> Routes {
    let [file, enterprise, person] = [(); 3].map(|()| gate.clone());
    let purpose = &[("purpose", "licence or commitment; teacher_certificate or title_proof")];
    Routes::new()
        .api(
            Method::POST,
            "/registrations/check",
            Access::Public,
            doc("What is wrong with the parts of a registration that are filled in; nothing is stored")
                .body::<Parts>()
                .answers::<Breach>(),
            check,
        )
        .api(
            Method::POST,
            "/registrations/files",
            Access::Public,
            doc("Leave a file for a registration: its bytes are the body; kept for two days")
                .file()
                .query(purpose)
                .answer::<KeptFile>(),
            move |visit: Visit, body: FileBody| keep(file.clone(), visit, body),
        )
        .api(
            Method::POST,
            "/registrations/enterprises",
            Access::Public,
            doc("Register an enterprise and become its contact")
                .creates()
                .body::<EnterpriseRegistration>()
                .answer::<RegisteredEnterprise>(),
            move |visit: Visit, body: Json<EnterpriseRegistration>| register_one(enterprise.clone(), visit, body),
        )
        .api(
            Method::POST,
            "/registrations/people",
            Access::Public,
            doc("Ask to be a teacher or student of a university").body::<PersonRegistration>().answer::<Said>(),
            move |visit: Visit, body: Json<PersonRegistration>| ask(person.clone(), visit, body),
        )
}

/// What is filled in so far.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = RegistrationParts)]
struct Parts {
    credit_code: Option<String>,
    legal_form: Option<LegalForm>,
    registered_on: Option<Day>,
    /// In fen.
    paid_in_capital: Option<Money>,
}

async fn check(visit: Visit, Json(parts): Json<Parts>) -> ApiAnswer {
    let day = parts.registered_on.map_or(String::new(), |day| day.to_string());
    let capital = parts.paid_in_capital.map_or(String::new(), Money::plain);
    let form = Form::of(&[
        ("credit_code", parts.credit_code.as_deref().unwrap_or("")),
        ("legal_form", parts.legal_form.map_or("", Word::word)),
        ("registered_on", &day),
        ("paid_in_capital", &capital),
    ]);
    json(&register_enterprise::wrong_so_far(&visit, &form).await?)
}

/// A file that waits for its registration.
#[derive(Serialize, ToSchema)]
struct KeptFile {
    /// Names the file in the registration; only whoever knows it can claim the file.
    secret: String,
    purpose: &'static str,
    name: String,
    bytes: i64,
    sha256: String,
}

const NO_PURPOSE: Text = say(
    "须为 licence、commitment、teacher_certificate 或 title_proof",
    "It must be licence, commitment, teacher_certificate or title_proof",
);

async fn keep(gate: Gate, visit: Visit, file: FileBody) -> ApiAnswer {
    writes_if_known(&visit)?;
    let known = ENTERPRISE_PAPERS.iter().chain(&PERSON_PROOFS).map(|(purpose, _)| *purpose);
    let purpose = known.into_iter().find(|purpose| *purpose == file.purpose);
    let purpose = purpose.ok_or_else(|| Breach::field("purpose", NO_PURPOSE))?;
    gate.upload(&visit)?;
    let stored = file.store(&visit, &SCANS).await?;
    let row = stored.clone();
    let secret = visit.site.db.write(move |tx| store::keep_upload(tx, purpose, &row)).await?;
    json(&KeptFile { secret, purpose, name: stored.name, bytes: stored.bytes, sha256: stored.sha256 })
}

/// An enterprise with its papers. Without a token the contact gets an account with this password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EnterpriseRegistration {
    enterprise: EnterpriseDeclaration,
    /// Secret of the file.
    licence: String,
    /// Secret of the file.
    commitment: String,
    /// 10 to 200 characters; not needed with a token.
    #[serde(default)]
    password: String,
}

/// What was registered, and what happens next.
#[derive(Serialize, ToSchema)]
struct RegisteredEnterprise {
    organisation: Organisation,
    said: Said,
}

async fn register_one(gate: Gate, visit: Visit, Json(new): Json<EnterpriseRegistration>) -> ApiAnswer {
    writes_if_known(&visit)?;
    let form = new.enterprise.form(&[
        ("licence_kept", &new.licence),
        ("commitment_kept", &new.commitment),
        ("password", &new.password),
        ("password_again", &new.password),
    ]);
    let done = register_enterprise::register(&gate, &visit, &form).await?;
    let organisation = all_right(done.map_err(|wrong| wrong.breaches))?;
    let waits = say("登记已提交，等待核验", "The registration was sent and waits for verification");
    let said = Said::from(if visit.visitor.is_some() { waits } else { register::RECEIVED });
    found(&format!("/api/v1{}", paths::organisation(organisation.id)), &RegisteredEnterprise { organisation, said })
}

/// Somebody at a university. Without a token an account is made with this name, address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonRegistration {
    university: OrganisationId,
    /// `teacher` or `student`.
    role: Role,
    school: String,
    #[serde(default)]
    certificate_number: String,
    #[serde(default)]
    title: String,
    /// Secret of the file. Rule A-05: number and scan of the certificate, or a proof of title.
    #[serde(default)]
    teacher_certificate: String,
    /// Secret of the file.
    #[serde(default)]
    title_proof: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    password: String,
}

/// Answers alike whether or not the address has an account.
async fn ask(gate: Gate, visit: Visit, Json(new): Json<PersonRegistration>) -> ApiAnswer {
    writes_if_known(&visit)?;
    let form = Form::of(&[
        ("role", new.role.word()),
        ("school", &new.school),
        ("certificate_number", &new.certificate_number),
        ("title", &new.title),
        ("teacher_certificate_kept", &new.teacher_certificate),
        ("title_proof_kept", &new.title_proof),
        ("name", &new.name),
        ("email", &new.email),
        ("phone", &new.phone),
        ("password", &new.password),
        ("password_again", &new.password),
    ]);
    let done = register_person::register(&gate, &visit, &form, new.university).await?;
    all_right(done.map_err(|wrong| wrong.breaches))?;
    let said = if visit.visitor.is_some() { register_person::ASKED } else { register::RECEIVED };
    json(&Said::from(said))
}
