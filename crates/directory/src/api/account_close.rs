//! The end of one's own account.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Json, Method, Routes, Visit, json};

use super::{MAY_WRITE, doc};
use crate::actions::Keeper;
use crate::pages::{Gate, account_close};

/// The door that needs to know what the rest of the platform holds of somebody.
pub(crate) fn routes(gate: &Gate, keeper: Keeper) -> Routes {
    let gate = gate.clone();
    Routes::new().api(
        Method::POST,
        "/people/me/close",
        MAY_WRITE,
        doc("Close the account; refused with everything that stands in the way").body::<CloseBody>().answer::<Closed>(),
        move |visit: Visit, body: Json<CloseBody>| close(keeper, gate.clone(), visit, body),
    )
}

/// What closing needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CloseBody {
    present_password: String,
}

/// The end of an account.
#[derive(Serialize, ToSchema)]
struct Closed {
    closed: bool,
}

async fn close(keeper: Keeper, gate: Gate, visit: Visit, Json(body): Json<CloseBody>) -> ApiAnswer {
    account_close::closed(keeper, &gate, &visit, &body.present_password, Vec::new()).await?;
    json(&Closed { closed: true })
}
