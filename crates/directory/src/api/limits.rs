//! The limits a university sets itself. Rule A-08.

use kernel::OrganisationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Form, Json, Method, Path, Routes, Visit, json};

use super::{MAY_READ, MAY_WRITE, all_right, doc};
use crate::actions;
use crate::pages::Collect;
use crate::pages::limits::{own_and_programme, read};
use crate::university_limits::FIELDS;

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/organisations/{id}/limits",
            MAY_READ,
            doc("The limits of a university and those of the programme").answer::<BothLimits>(),
            show,
        )
        .api(
            Method::PUT,
            "/organisations/{id}/limits",
            MAY_WRITE,
            doc("Set all four; only tighter than the programme's, null leaves the programme's")
                .body::<OwnLimits>()
                .answer::<BothLimits>(),
            set,
        )
}

/// How many applications; null where there is no such limit.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct OwnLimits {
    /// Of one person in one round.
    per_person_and_round: Option<i64>,
    /// Memberships of one person in one round.
    memberships_per_round: Option<i64>,
    /// To one enterprise in one round.
    per_enterprise_and_round: Option<i64>,
    /// To one enterprise and of one type in one round.
    per_enterprise_and_type: Option<i64>,
}

impl OwnLimits {
    fn of([person, memberships, enterprise, enterprise_and_type]: [Option<i64>; 4]) -> OwnLimits {
        OwnLimits {
            per_person_and_round: person,
            memberships_per_round: memberships,
            per_enterprise_and_round: enterprise,
            per_enterprise_and_type: enterprise_and_type,
        }
    }

    /// In the order of the page's fields.
    fn form(&self) -> Form {
        let all = [
            self.per_person_and_round,
            self.memberships_per_round,
            self.per_enterprise_and_round,
            self.per_enterprise_and_type,
        ];
        let texts = all.map(|limit| limit.map_or(String::new(), |n| n.to_string()));
        let pairs: Vec<(&str, &str)> =
            FIELDS.iter().zip(&texts).map(|((name, _), text)| (*name, text.as_str())).collect();
        Form::of(&pairs)
    }
}

/// What the university set itself, and what the programme sets.
#[derive(Serialize, ToSchema)]
struct BothLimits {
    own: OwnLimits,
    programme: OwnLimits,
}

async fn show(visit: Visit, Path(id): Path<OrganisationId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let (own, programme) = visit.site.db.read(move |tx| own_and_programme(tx, &actor, id)).await?;
    json(&BothLimits { own: OwnLimits::of(own), programme: OwnLimits::of(programme.map(|n| n.map(i64::from))) })
}

async fn set(visit: Visit, Path(id): Path<OrganisationId>, Json(new): Json<OwnLimits>) -> ApiAnswer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let typed = read(&new.form(), &mut collect);
    all_right(if collect.breaches.is_empty() { Ok(()) } else { Err(collect.breaches) })?;
    let done = visit.site.db.write(move |tx| {
        actions::set_limits(tx, &actor, id, &typed)?;
        own_and_programme(tx, &actor, id)
    });
    let (own, programme) = done.await?;
    json(&BothLimits { own: OwnLimits::of(own), programme: OwnLimits::of(programme.map(|n| n.map(i64::from))) })
}
