//! Who reviews a guideline, and what they say.

use kernel::{GuidelineId, PersonId, Refusal};
use web::{Access, ApiAnswer, Doc, Json, Method, Path, Query, Routes, Visit, json};

use super::{READ, WRITE};
use crate::actions::{self, Opinion};
use crate::lists::{self, ExpertRow};
use crate::record::{Guideline, GuidelineReview};
use crate::rules::Interest;
use crate::{policy, store};

/// Who is to review.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Experts {
    experts: Vec<PersonId>,
}

/// Who is to review no longer.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ReleasedExpert {
    expert: PersonId,
}

/// What the reviewer says about interests in the enterprise.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Declaration {
    conflict: Interest,
    #[serde(default)]
    text: String,
}

pub(super) fn routes() -> Routes {
    let (read, write) = (Access::Token(READ), Access::Token(WRITE));
    let doc = |summary: &'static str| Doc::new("guidelines", summary);
    let choice = doc("Experts who can be asked, for the programme office").query(&[("name", "part of a name")]);
    Routes::new()
        .api(
            Method::GET,
            "/guidelines/{id}/reviews",
            read,
            doc("Reviews: all for programme office and ministry, one's own for an expert").answers::<GuidelineReview>(),
            reviews,
        )
        .api(Method::GET, "/guidelines/{id}/experts", read, choice.answers::<ExpertRow>(), experts)
        .api(
            Method::POST,
            "/guidelines/{id}/assign",
            write,
            doc("Begin the review with these experts").body::<Experts>().answer::<Guideline>(),
            assign,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/experts",
            write,
            doc("Add experts to a review that runs").body::<Experts>().answers::<GuidelineReview>(),
            add_experts,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/release",
            write,
            doc("Take an expert out of the review").body::<ReleasedExpert>().answers::<GuidelineReview>(),
            release,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/interest",
            write,
            doc("Declare an interest or none").body::<Declaration>().answer::<GuidelineReview>(),
            declare,
        )
        .api(
            Method::POST,
            "/guidelines/{id}/review",
            write,
            doc("Hand in a review").body::<Opinion>().answer::<GuidelineReview>(),
            review,
        )
}

async fn reviews(visit: Visit, Path(id): Path<GuidelineId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let seen = visit.site.db.read(move |tx| {
        let (_, reviews) = actions::view(tx, &actor, id)?;
        if policy::may_read_reviews(&actor) {
            return Ok::<_, Refusal>(reviews);
        }
        Ok(policy::own_review(&actor, &reviews).cloned().into_iter().collect())
    });
    json(&seen.await?)
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    name: String,
}

async fn experts(visit: Visit, Path(id): Path<GuidelineId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let actor = visit.actor()?;
    let rows = visit.site.db.read(move |tx| {
        let (guideline, _) = actions::view(tx, &actor, id)?;
        if !actor.is_office() {
            return Err(Refusal::forbidden(policy::OFFICE));
        }
        Ok(lists::experts(tx, guideline.enterprise_id, asked.name.trim(), &[])?)
    });
    json(&rows.await?)
}

async fn assign(visit: Visit, Path(id): Path<GuidelineId>, Json(new): Json<Experts>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::assign(tx, &actor, id, &new.experts)).await?)
}

async fn add_experts(visit: Visit, Path(id): Path<GuidelineId>, Json(new): Json<Experts>) -> ApiAnswer {
    let actor = visit.actor()?;
    let panel = visit.site.db.write(move |tx| {
        actions::add_experts(tx, &actor, id, &new.experts)?;
        Ok::<_, Refusal>(store::reviews_of(tx, id)?)
    });
    json(&panel.await?)
}

async fn release(visit: Visit, Path(id): Path<GuidelineId>, Json(gone): Json<ReleasedExpert>) -> ApiAnswer {
    let actor = visit.actor()?;
    let panel = visit.site.db.write(move |tx| {
        actions::release_expert(tx, &actor, id, gone.expert)?;
        Ok::<_, Refusal>(store::reviews_of(tx, id)?)
    });
    json(&panel.await?)
}

async fn declare(visit: Visit, Path(id): Path<GuidelineId>, Json(new): Json<Declaration>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::declare_interest(tx, &actor, id, new.conflict, &new.text)).await?)
}

async fn review(visit: Visit, Path(id): Path<GuidelineId>, Json(opinion): Json<Opinion>) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.write(move |tx| actions::hand_in_review(tx, &actor, id, &opinion)).await?)
}
