//! The JSON API.

use kernel::MeetingId;
use web::{Access, ApiAnswer, Doc, Method, Path, Routes, Visit, json};

use crate::figures::Figures;
use crate::pages;

/// The door below `/api/v1`.
pub(crate) fn routes() -> Routes {
    Routes::new().api(
        Method::GET,
        "/meetings/{id}/figures",
        Access::Public,
        Doc::new("meetings", "What a meeting brought: who came, talks, booths, negotiations; public when it is over")
            .answer::<Figures>(),
        figures,
    )
}

async fn figures(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    json(&pages::load(&visit, id).await?.1)
}
