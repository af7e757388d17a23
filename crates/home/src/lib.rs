//! Where everybody begins: the public home with the programme's figures, and one to-do list per person across all slices.

mod api;
mod desk;
mod figures;
mod fresh;
mod front;
mod leaving;
mod receipts;
mod todo;
mod waiting;
mod welcome;

use web::{Access, Doc, Method, Routes};

pub use figures::Figures;
pub use todo::{HatTodos, of_hat, of_person};
pub use waiting::count;

/// The routes of this slice.
pub fn routes() -> Routes {
    Routes::new()
        .kept("/", front::show)
        .get("/todo", Access::SignedIn, todo::show)
        .get("/receipts", Access::Public, receipts::show)
        .post("/receipts", Access::Public, receipts::check)
        .and(directory::closing_routes(leaving::KEEPER))
        .api(
            Method::GET,
            "/figures",
            Access::Public,
            Doc::new("home", "The programme's key figures").answer::<Figures>(),
            api::figures,
        )
        .api(
            Method::GET,
            "/todo",
            Access::Token("todo:read"),
            Doc::new("home", "What waits for the token's person in the token's role").answers::<kernel::Todo>(),
            api::todo,
        )
        .api(
            Method::GET,
            "/receipt-key",
            Access::Public,
            Doc::new("home", "The public key receipts are checked with").answer::<api::ReceiptKey>(),
            api::receipt_key,
        )
        .api(
            Method::POST,
            "/receipts",
            Access::Public,
            Doc::new(
                "home",
                "Check a receipt against the platform's key and its journal; answered as it was sent when it holds",
            )
            .body::<journal::Receipt>()
            .answer::<journal::Receipt>(),
            api::check_receipt,
        )
}
