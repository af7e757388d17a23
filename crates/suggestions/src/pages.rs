//! The pages: doors to asking and refusing.

mod mine;
mod partners;

use kernel::{Lang, Word};
use ui::{Markup, Tone, html};
use web::{Access, Form, Path, Routes, Visit};

use crate::engine::Suggestions;
use crate::record::{Kind, Refused};
use crate::{paths, texts};

/// The doors of the pages.
pub fn routes(suggestions: &Suggestions) -> Routes {
    use Access::SignedIn;
    let (own, others) = (suggestions.clone(), suggestions.clone());
    Routes::new()
        .get(paths::MINE, SignedIn, move |visit: Visit| mine::show(own.clone(), visit))
        .post(paths::REFUSE, SignedIn, |visit: Visit, form: Form| mine::refuse(visit, form))
        .post(paths::TAKE_BACK, SignedIn, |visit: Visit, form: Form| mine::take_back(visit, form))
        .get("/guidelines/{id}/partners", SignedIn, move |visit: Visit, path: Path<_>| {
            partners::show(others.clone(), visit, path)
        })
        .post("/guidelines/{id}/partners/refuse", SignedIn, partners::refuse)
        .post("/guidelines/{id}/partners/take-back", SignedIn, partners::take_back)
}

/// The words that speak for something.
fn reasons(lang: Lang, words: &[String]) -> Markup {
    html! {
        @for word in words { (ui::badge(lang, kernel::Said { zh: word.clone(), en: word.clone() }, Tone::Info)) " " }
    }
}

/// What is not suggested any more, with the way back.
fn refused(visit: &Visit, all: &[Refused], take_back: &str) -> Markup {
    let lang = visit.lang;
    if all.is_empty() {
        return html! {};
    }
    let heads = [kernel::say("名称", "Name"), kernel::say("类别", "Kind"), texts::AGAIN];
    let row = |it: &Refused| {
        let button = ui::step_button(take_back, &visit.csrf, texts::AGAIN)
            .field("kind", it.kind.word())
            .field("subject", &it.subject);
        vec![html! { (it.name) }, html! { (it.kind.text().get(lang)) }, button.render(lang)]
    };
    ui::section(
        lang,
        texts::REFUSED,
        ui::table(lang, texts::REFUSED, &heads, all.iter().map(row).collect(), kernel::say("没有", "Nothing")),
    )
}

/// What a form says of what is refused or taken back.
fn subject(form: &Form) -> Result<(Kind, String), kernel::Refusal> {
    Ok((form.word::<Kind>("kind")?, form.get("subject").to_owned()))
}
