//! What somebody knows.

use kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Json, Method, Routes, Visit, json};

use super::{MAY_READ, MAY_WRITE, doc};
use crate::actions::{self, ExpertiseForm};
use crate::record::Expertise;
use crate::store;

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/people/me/expertise",
            MAY_READ,
            doc("What one said about what one knows; revision 0 where nothing was said").answer::<Said>(),
            show,
        )
        .api(
            Method::PUT,
            "/people/me/expertise",
            MAY_WRITE,
            doc("Say what one knows; 409 when it was saved since `revision`")
                .body::<ExpertiseUpdate>()
                .answer::<Said>(),
            save,
        )
}

/// What somebody knows: at most 20 entries a list, one per line, each of at most 60 characters; the employer at most 100.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExpertiseUpdate {
    /// 0 where nothing was said before.
    #[serde(default)]
    revision: i64,
    /// With or without their codes, such as `080705 光电信息科学与工程`.
    #[serde(default)]
    majors: String,
    #[serde(default)]
    industries: String,
    #[serde(default)]
    keywords: String,
    #[serde(default)]
    employer: String,
}

/// What somebody knows, as it is kept.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = Expertise)]
struct Said {
    revision: i64,
    majors: String,
    industries: String,
    keywords: String,
    employer: String,
    saved_at: Option<Instant>,
}

impl From<Expertise> for Said {
    fn from(said: Expertise) -> Said {
        let Expertise { revision, majors, industries, keywords, employer, saved_at, .. } = said;
        Said { revision, majors, industries, keywords, employer, saved_at: Some(saved_at) }
    }
}

async fn show(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    json(&visit.site.db.read(move |tx| store::expertise(tx, me)).await?.map(Said::from).unwrap_or_default())
}

async fn save(visit: Visit, Json(new): Json<ExpertiseUpdate>) -> ApiAnswer {
    let actor = visit.actor()?;
    let form = ExpertiseForm {
        majors: new.majors,
        industries: new.industries,
        keywords: new.keywords,
        employer: new.employer,
    };
    let said = visit.site.db.write(move |tx| actions::set_expertise(tx, &actor, new.revision, &form)).await?;
    json(&Said::from(said))
}
