//! Who is what at an organisation: asked for, invited, confirmed, ended.

use files::Attachment;
use kernel::{Actor, Instant, MembershipId, OrganisationId, PersonId, Refusal, Role, Word};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Cursor, Form, Json, Method, Path, Query, Routes, Visit, found, json};

use super::{MAY_READ, MAY_WRITE, all_right, doc};
use crate::pages::Collect;
use crate::pages::people::{self, PAGE, people_of};
use crate::record::{Membership, Person};
use crate::state::membership::steps_from;
use crate::state::{MembershipState, MembershipStep as Step};
use crate::{actions, policy, store};

pub(super) fn routes() -> Routes {
    let filters = &[("role", "only this role"), ("after", "id of the last membership of the page before")];
    Routes::new()
        .api(
            Method::GET,
            "/organisations/{id}/people",
            MAY_READ,
            doc("People of an organisation for those who administer it, oldest first, 50 at a time")
                .query(filters)
                .answers::<MembershipView>(),
            list,
        )
        .api(
            Method::POST,
            "/organisations/{id}/people",
            MAY_WRITE,
            doc("Invite somebody; again while it is open sends a new letter")
                .creates()
                .body::<InvitationBody>()
                .answer::<MembershipView>(),
            invite,
        )
        .api(
            Method::GET,
            "/memberships/{id}",
            MAY_READ,
            doc("One role of one person at one organisation").answer::<MembershipView>(),
            one,
        )
        .api(
            Method::POST,
            "/memberships/{id}/{step}",
            MAY_WRITE,
            doc("Take a step: approve, refuse, accept, decline, withdraw, recall, end")
                .body::<Words>()
                .answer::<MembershipView>(),
            step,
        )
}

/// One role of one person, as far as the reader may know the person.
#[derive(Serialize, ToSchema)]
struct MembershipView {
    id: MembershipId,
    organisation_id: OrganisationId,
    role: Role,
    school: String,
    state: MembershipState,
    state_since: Instant,
    email: String,
    /// Of somebody merely invited only what the inviter typed is shown: no name and no id.
    name: Option<String>,
    person_id: Option<PersonId>,
    /// What a teacher who asks has shown, rule A-05: each is read at `/people/files/{id}`.
    proofs: Vec<Attachment>,
    /// What this token may do next.
    steps: Vec<Step>,
}

fn view(actor: &Actor, membership: Membership, name: String, email: String, proofs: Vec<Attachment>) -> MembershipView {
    let knows = membership.state != MembershipState::Invited || actor.is(membership.person_id);
    let steps = steps_from(membership.state).filter(|step| policy::may_step_membership(actor, *step, &membership));
    MembershipView {
        steps: steps.collect(),
        id: membership.id,
        organisation_id: membership.organisation_id,
        role: membership.role,
        school: membership.school,
        state: membership.state,
        state_since: membership.state_since,
        email,
        name: knows.then_some(name),
        person_id: knows.then_some(membership.person_id),
        proofs,
    }
}

fn view_of(tx: &mut db::Tx<'_>, actor: &Actor, membership: Membership) -> Result<MembershipView, Refusal> {
    let person: Person = store::person(tx, membership.person_id)?;
    Ok(view(actor, membership, person.name, person.email, Vec::new()))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    role: String,
    after: Cursor<MembershipId>,
}

async fn list(visit: Visit, Path(id): Path<OrganisationId>, Query(asked): Query<Asked>) -> ApiAnswer {
    let (me, actor) = (visit.actor()?, visit.actor()?);
    let (role, after) = (asked.role.parse().ok(), asked.after.0.unwrap_or(MembershipId::nil()));
    let mut shown = visit.site.db.read(move |tx| people_of(tx, me, id, role, after, PAGE)).await?;
    shown.rows.truncate(PAGE);
    let proofs = |held: &store::Held| match held.membership.state {
        MembershipState::Requested => shown.proofs.get(&held.membership.person_id).cloned().unwrap_or_default(),
        MembershipState::Invited | MembershipState::Active | MembershipState::Refused | MembershipState::Ended => {
            Vec::new()
        }
    };
    let rows = shown.rows.into_iter().map(|held| {
        let proofs = proofs(&held);
        view(&actor, held.membership, held.name, held.email, proofs)
    });
    json(&rows.collect::<Vec<_>>())
}

/// Whom to invite as what. The name is used when there is no account yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationBody {
    role: Role,
    name: String,
    email: String,
    #[serde(default)]
    school: String,
}

async fn invite(visit: Visit, Path(id): Path<OrganisationId>, Json(new): Json<InvitationBody>) -> ApiAnswer {
    let actor = visit.actor()?;
    let form =
        Form::of(&[("role", new.role.word()), ("name", &new.name), ("email", &new.email), ("school", &new.school)]);
    let mut collect = Collect::default();
    let read = people::read(&form, &mut collect);
    let read = all_right(read.ok_or(collect.breaches))?;
    let invited = visit.site.db.write(move |tx| {
        let membership = actions::invite(tx, &actor, id, &read)?;
        view_of(tx, &actor, membership)
    });
    let invited = invited.await?;
    found(&format!("/api/v1/memberships/{}", invited.id), &invited)
}

async fn one(visit: Visit, Path(id): Path<MembershipId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let seen = visit.site.db.read(move |tx| {
        let membership: Membership = db::get(tx, id)?;
        if !policy::may_see_membership(&actor, &membership) {
            return Err(Refusal::NotFound);
        }
        view_of(tx, &actor, membership)
    });
    json(&seen.await?)
}

/// What is said with a step; may be empty.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = MembershipWords)]
struct Words {
    reason: String,
}

async fn step(visit: Visit, Path((id, word)): Path<(MembershipId, String)>, Json(words): Json<Words>) -> ApiAnswer {
    let actor = visit.actor()?;
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let done = visit.site.db.write(move |tx| {
        let membership = actions::step_membership(tx, &actor, id, step, &words.reason)?;
        view_of(tx, &actor, membership)
    });
    json(&done.await?)
}
