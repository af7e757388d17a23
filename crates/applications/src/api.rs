//! The JSON API: doors to the same actions.

mod bodies;
mod decisions;
mod drafts;

use web::{Access, Doc, Method, Routes};

use crate::eligibility::Eligibility;
use crate::lists::{Listed, Ranked};
use crate::{Application, DecisionPlan, Evaluation};
use bodies::{Choices, Draft, Files, Reason, Review, Score, Whole};

const READ: Access = Access::Token("applications:read");
const WRITE: Access = Access::Token("applications:write");

fn doc(summary: &'static str) -> Doc {
    Doc::new("applications", summary)
}

/// The doors below `/api/v1`.
pub fn routes() -> Routes {
    drafts_routes().and(steps()).and(evaluation())
}

fn drafts_routes() -> Routes {
    let query: &[(&str, &str)] = &[
        ("state", "a state such as university_review"),
        ("type", "T1 to T6"),
        ("item", "an item's id"),
        ("q", "part of a title, name or school"),
        ("after", "the last id of the page before"),
    ];
    let file: &[(&str, &str)] = &[("purpose", "document or other")];
    Routes::new()
        .api(
            Method::GET,
            "/items/{id}/eligibility",
            READ,
            doc("Whether you may apply, with every reason").answer::<Eligibility>(),
            drafts::eligibility,
        )
        .api(
            Method::POST,
            "/items/{id}/apply",
            WRITE,
            doc("Begin a draft, or open yours").creates().answer::<Application>(),
            drafts::apply,
        )
        .api(
            Method::GET,
            "/applications",
            READ,
            doc("Applications you may see, newest first, 50 a page").query(query).answers::<Listed>(),
            drafts::list,
        )
        .api(
            Method::GET,
            "/applications/{id}",
            READ,
            doc("One application with members, budget and files").answer::<Whole>(),
            drafts::show,
        )
        .api(
            Method::PUT,
            "/applications/{id}",
            WRITE,
            doc("Save the draft; 409 when somebody saved since `revision`").body::<Draft>().answer::<Application>(),
            drafts::save,
        )
        .api(
            Method::POST,
            "/applications/{id}/files",
            WRITE,
            doc("Attach a file: its bytes are the body").creates().file().query(file).answer::<files::Attachment>(),
            drafts::attach,
        )
        .api(
            Method::GET,
            "/applications/{id}/files/{file}",
            READ,
            doc("One file of an application").hands_out_file(),
            crate::pages::download,
        )
        .api(
            Method::DELETE,
            "/applications/{id}/files/{file}",
            WRITE,
            doc("Take a file off the draft").answer::<Files>(),
            drafts::remove,
        )
        .api(
            Method::GET,
            "/applications/{id}/receipt",
            READ,
            doc("The signed receipt of handing in").answer::<journal::Receipt>(),
            drafts::receipt,
        )
}

fn steps() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/applications/{id}/submit",
            WRITE,
            doc("Hand in to the university; all problems at once").answer::<Application>(),
            drafts::submit,
        )
        .api(
            Method::POST,
            "/applications/{id}/resubmit",
            WRITE,
            doc("Hand in again after a return").answer::<Application>(),
            drafts::submit,
        )
        .api(
            Method::POST,
            "/applications/{id}/withdraw",
            WRITE,
            doc("Take the application back").body::<Reason>().answer::<Application>(),
            drafts::withdraw,
        )
        .api(
            Method::POST,
            "/applications/{id}/university_pass",
            WRITE,
            doc("Pass to the enterprise").body::<Review>().answer::<Application>(),
            decisions::pass,
        )
        .api(
            Method::POST,
            "/applications/{id}/university_return",
            WRITE,
            doc("Return to the applicant").body::<Review>().answer::<Application>(),
            decisions::return_it,
        )
        .api(
            Method::POST,
            "/applications/{id}/university_reject",
            WRITE,
            doc("Reject").body::<Review>().answer::<Application>(),
            decisions::reject,
        )
        .api(
            Method::POST,
            "/applications/{id}/enterprise_select",
            WRITE,
            doc("Select; with four eyes a plan awaits the second signature")
                .body::<Reason>()
                .answer::<bodies::Decision>(),
            decisions::select,
        )
        .api(
            Method::POST,
            "/applications/{id}/enterprise_return",
            WRITE,
            doc("Return to the applicant, with the reason").body::<Reason>().answer::<bodies::Decision>(),
            decisions::enterprise_return,
        )
        .api(
            Method::POST,
            "/applications/{id}/enterprise_reject",
            WRITE,
            doc("Decline, with the reason").body::<Reason>().answer::<bodies::Decision>(),
            decisions::decline,
        )
}

fn evaluation() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/items/{id}/applications",
            READ,
            doc("All applications to an item, best first").answers::<Ranked>(),
            decisions::ranking,
        )
        .api(
            Method::PUT,
            "/applications/{id}/evaluation",
            WRITE,
            doc("Your score and note").body::<Score>().answers::<Evaluation>(),
            decisions::evaluate,
        )
        .api(
            Method::POST,
            "/items/{id}/decisions",
            WRITE,
            doc("Prepare a bulk decision; nothing is decided yet").creates().body::<Choices>().answer::<DecisionPlan>(),
            decisions::prepare,
        )
        .api(
            Method::GET,
            "/decisions/{id}",
            READ,
            doc("A prepared bulk decision").answer::<bodies::Plan>(),
            decisions::plan,
        )
        .api(
            Method::POST,
            "/decisions/{id}/commit",
            WRITE,
            doc("Sign or carry out; 409 when anything changed since the preview").answer::<DecisionPlan>(),
            decisions::commit,
        )
        .api(
            Method::POST,
            "/decisions/{id}/drop",
            WRITE,
            doc("Drop the plan").answer::<DecisionPlan>(),
            decisions::drop_it,
        )
}
