//! Organisations: seen, added, corrected, and the steps of their verification.

use db::Tx;
use files::Attachment;
use kernel::{Actor, Breach, Day, Money, OrganisationId, Refusal, Word};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Form, Json, Method, Path, Query, Routes, Visit, found, json};

use super::{MAY_WRITE, all_right, doc, reader};
use crate::actions;
use crate::kinds::OrganisationKind;
use crate::lists::{self, PAGE};
use crate::pages::organisations::Asked;
use crate::pages::{Collect, added, enterprise_form, organisation};
use crate::record::{CreditEvent, EnterpriseProfile, Organisation, UniversityProfile};
use crate::rules::LegalForm;
use crate::{paths, store};

const FILTERS: &[(&str, &str)] = &[
    ("name", "part of a name, or a whole code"),
    ("kind", "enterprise, university, province, ministry, expert_group, operator"),
    ("state", "registered, returned, verified, refused, suspended"),
    ("province", "two digits of GB/T 2260"),
    ("warn", "u-01: only universities without an active administrator"),
    ("after", "id of the last organisation of the page before"),
];

pub(super) fn routes() -> Routes {
    let list = doc("Organisations the reader may see, newest first, 50 at a time").answers::<Organisation>();
    let add = doc("Add a university, province or ministry, for the programme office").creates();
    Routes::new()
        .api(Method::GET, "/organisations", Access::Public, list.query(FILTERS), list_all)
        .api(
            Method::GET,
            "/organisations/{id}",
            Access::Public,
            doc("One organisation").answer::<OrganisationView>(),
            one,
        )
        .api(Method::POST, "/organisations", MAY_WRITE, add.body::<NewOrganisation>().answer::<Organisation>(), add_one)
        .api(
            Method::PUT,
            "/organisations/{id}",
            MAY_WRITE,
            doc("Correct the registration of an enterprise before it is verified")
                .body::<EnterpriseUpdate>()
                .answer::<Organisation>(),
            edit,
        )
        .and(steps())
}

fn steps() -> Routes {
    let step = |summary| doc(summary).body::<StepBody>().answer::<Organisation>();
    Routes::new()
        .api(Method::POST, "/organisations/{id}/verify", MAY_WRITE, step("Verify; needs evidence"), verify)
        .api(Method::POST, "/organisations/{id}/return", MAY_WRITE, step("Return for completion; needs a reason"), back)
        .api(Method::POST, "/organisations/{id}/refuse", MAY_WRITE, step("Refuse; needs a reason"), refuse)
        .api(Method::POST, "/organisations/{id}/suspend", MAY_WRITE, step("Suspend; needs a reason"), suspend)
        .api(Method::POST, "/organisations/{id}/reinstate", MAY_WRITE, step("Reinstate; needs a reason"), reinstate)
        .api(
            Method::POST,
            "/organisations/{id}/resubmit",
            MAY_WRITE,
            doc("Hand in again").answer::<Organisation>(),
            resubmit,
        )
}

async fn list_all(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let (actor, filter) = (reader(&visit), asked.filter());
    let rows = visit.site.db.read(move |tx| {
        let eyes = store::eyes(tx, actor.as_ref())?;
        let mut rows = lists::organisations(tx, &eyes, &filter)?;
        rows.truncate(PAGE);
        Ok::<_, db::DbError>(rows)
    });
    json(&rows.await?)
}

/// An organisation with what the reader may see of it.
#[derive(Serialize, ToSchema)]
struct OrganisationView {
    organisation: Organisation,
    /// This and what follows only inside.
    enterprise: Option<EnterpriseProfile>,
    university: Option<UniversityProfile>,
    /// Rules E-01 to E-06 as of today.
    checklist: Vec<RuleView>,
    /// Each is read at `/organisations/{id}/files/{file}`.
    papers: Vec<Attachment>,
    credit_events: Vec<CreditEvent>,
}

/// One rule and what stands in its way.
#[derive(Serialize, ToSchema)]
struct RuleView {
    rule: &'static str,
    kept: bool,
    breaches: Vec<Breach>,
}

async fn one(visit: Visit, Path(id): Path<OrganisationId>) -> ApiAnswer {
    let actor = reader(&visit);
    json(&visit.site.db.read(move |tx| view(tx, actor.as_ref(), id)).await?)
}

fn view(tx: &mut Tx<'_>, actor: Option<&Actor>, id: OrganisationId) -> Result<OrganisationView, Refusal> {
    let organisation::Shown { organisation, inside, .. } = organisation::seen(tx, actor, id)?;
    let Some(inside) = inside else {
        return Ok(OrganisationView {
            organisation,
            enterprise: None,
            university: None,
            checklist: Vec::new(),
            papers: Vec::new(),
            credit_events: Vec::new(),
        });
    };
    let rule = |v: crate::Verdict| RuleView { rule: v.rule, kept: v.breaches.is_empty(), breaches: v.breaches };
    Ok(OrganisationView {
        organisation,
        enterprise: inside.enterprise,
        university: inside.university,
        checklist: inside.verdicts.into_iter().map(rule).collect(),
        papers: inside.papers,
        credit_events: inside.credit,
    })
}

/// An organisation that does not register itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOrganisation {
    /// `university`, `province` or `ministry`.
    kind: OrganisationKind,
    name: String,
    #[serde(default)]
    name_en: String,
    /// The ministry's 10 digits; only for a university.
    #[serde(default)]
    code: String,
    /// Two digits of GB/T 2260; empty for the ministry.
    #[serde(default)]
    province: String,
    #[serde(default)]
    authority: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    project_department: String,
}

impl NewOrganisation {
    fn form(&self) -> Form {
        Form::of(&[
            ("kind", self.kind.word()),
            ("name", &self.name),
            ("name_en", &self.name_en),
            ("code", &self.code),
            ("province", &self.province),
            ("authority", &self.authority),
            ("level", &self.level),
            ("place", &self.place),
            ("project_department", &self.project_department),
        ])
    }
}

async fn add_one(visit: Visit, Json(new): Json<NewOrganisation>) -> ApiAnswer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let read = added::read(&new.form(), &mut collect);
    let read = all_right(read.ok_or(collect.breaches))?;
    let made = visit.site.db.write(move |tx| actions::add_organisation(tx, &actor, &read)).await?;
    found(&format!("/api/v1{}", paths::organisation(made.id)), &made)
}

/// What an enterprise declares on registering. Rules E-01 to E-06.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EnterpriseDeclaration {
    name: String,
    #[serde(default)]
    name_en: String,
    /// Unified social credit code, GB 32100: 18 characters.
    credit_code: String,
    legal_form: LegalForm,
    registered_on: Day,
    /// In fen.
    paid_in_capital: Money,
    /// A letter of GB/T 4754, `A` to `T`.
    industry: String,
    about: String,
    pub(super) contact_name: String,
    pub(super) contact_phone: String,
    pub(super) contact_email: String,
}

impl EnterpriseDeclaration {
    /// The same as if it had been typed on the page, with what else stands on it.
    pub(super) fn form(&self, more: &[(&str, &str)]) -> Form {
        let (day, capital) = (self.registered_on.to_string(), self.paid_in_capital.plain());
        let own = [
            ("name", self.name.as_str()),
            ("name_en", &self.name_en),
            ("credit_code", &self.credit_code),
            ("legal_form", self.legal_form.word()),
            ("registered_on", &day),
            ("paid_in_capital", &capital),
            ("industry", &self.industry),
            ("about", &self.about),
            ("contact_name", &self.contact_name),
            ("contact_phone", &self.contact_phone),
            ("contact_email", &self.contact_email),
        ];
        Form::of(&[&own, more].concat())
    }
}

/// The whole registration with the revision it was written against.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EnterpriseUpdate {
    revision: i64,
    enterprise: EnterpriseDeclaration,
}

async fn edit(visit: Visit, Path(id): Path<OrganisationId>, Json(new): Json<EnterpriseUpdate>) -> ApiAnswer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let read = enterprise_form::read(&new.enterprise.form(&[]), &mut collect);
    let read = all_right(read.filter(|_| collect.breaches.is_empty()).ok_or(collect.breaches))?;
    json(&visit.site.db.write(move |tx| actions::edit_enterprise(tx, &actor, id, new.revision, &read)).await?)
}

/// What a step needs: `evidence` for verifying, `reason` for the others.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct StepBody {
    evidence: String,
    reason: String,
}

async fn verify(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::verify(tx, actor, id, &body.evidence)).await
}
async fn back(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::return_for_completion(tx, actor, id, &body.reason)).await
}
async fn refuse(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::refuse(tx, actor, id, &body.reason)).await
}
async fn suspend(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::suspend(tx, actor, id, &body.reason)).await
}
async fn reinstate(visit: Visit, Path(id): Path<OrganisationId>, Json(body): Json<StepBody>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::reinstate(tx, actor, id, &body.reason)).await
}
async fn resubmit(visit: Visit, Path(id): Path<OrganisationId>) -> ApiAnswer {
    take(visit, move |tx, actor| actions::resubmit(tx, actor, id)).await
}

async fn take(
    visit: Visit,
    step: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<Organisation, Refusal> + Send + 'static,
) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| step(tx, &actor)).await?)
}
