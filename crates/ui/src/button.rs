//! Buttons. A button that cannot be used says why and who can (P-5).

use kernel::{Lang, Said};
use maud::{Markup, html};

use crate::form::hidden;
use crate::reading::short_hash;

/// How much weight a button has on its page: one primary at most; danger for what cannot be undone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    Primary,
    #[default]
    Secondary,
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Kind::Primary => "primary",
            Kind::Secondary => "secondary",
            Kind::Danger => "danger",
        }
    }
}

/// The main button of a form.
pub fn submit(lang: Lang, label: impl Into<Said>) -> Markup {
    let label = label.into();
    html! { button.btn.primary { (label.get(lang)) } }
}

/// A further button of the same form: sends `name=value` with it.
pub fn submit_as(lang: Lang, name: &str, value: &str, label: impl Into<Said>, kind: Kind) -> Markup {
    let label = label.into();
    html! { button.btn.(kind.class()) name=(name) value=(value) { (label.get(lang)) } }
}

/// [`submit_as`] that takes the files chosen in the form along.
pub fn submit_with_files(lang: Lang, name: &str, value: &str, label: impl Into<Said>, kind: Kind) -> Markup {
    let label = label.into();
    html! { button.btn.(kind.class()) name=(name) value=(value) formenctype="multipart/form-data" { (label.get(lang)) } }
}

/// A step that needs no typing: a form of one button.
pub struct StepButton<'a> {
    action: &'a str,
    csrf: &'a str,
    label: Said,
    kind: Kind,
    fields: Vec<(String, String)>,
    confirm: Option<Said>,
}

/// Begins a step button: `step_button(&path, csrf, SUBMIT).primary().render(lang)`.
pub fn step_button<'a>(action: &'a str, csrf: &'a str, label: impl Into<Said>) -> StepButton<'a> {
    StepButton { action, csrf, label: label.into(), kind: Kind::Secondary, fields: Vec::new(), confirm: None }
}

impl StepButton<'_> {
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
    pub fn primary(self) -> Self {
        self.kind(Kind::Primary)
    }
    pub fn danger(self) -> Self {
        self.kind(Kind::Danger)
    }
    /// A hidden value sent along.
    pub fn field(mut self, name: &str, value: impl ToString) -> Self {
        self.fields.push((name.to_owned(), value.to_string()));
        self
    }
    /// Asked before sending, where JavaScript runs.
    pub fn confirm(self, question: impl Into<Said>) -> Self {
        Self { confirm: Some(question.into()), ..self }
    }

    pub fn render(&self, lang: Lang) -> Markup {
        html! {
            form.step method="post" action=(self.action) data-confirm=[self.confirm.as_ref().map(|said| said.get(lang))] {
                (hidden("_csrf", self.csrf))
                @for (name, value) in &self.fields { (hidden(name, value)) }
                button.btn.(self.kind.class()) { (self.label.get(lang)) }
            }
        }
    }
}

/// A button that cannot be used now, with the reason in sight. It can be reached by keyboard, so that everybody learns why (P-5).
pub fn blocked(lang: Lang, label: impl Into<Said>, why: &Said) -> Markup {
    let label = label.into();
    let id = format!("why-{}", short_hash(&format!("{}|{}", label.en, why.en)));
    html! {
        div.blocked {
            button.btn type="button" aria-disabled="true" aria-describedby=(id) { (label.get(lang)) }
            p #(id) { (why.get(lang)) }
        }
    }
}

/// A link that looks like a button: for going somewhere, never for changing something.
pub fn link_button(lang: Lang, href: &str, label: impl Into<Said>) -> Markup {
    let label = label.into();
    html! { a.btn.secondary href=(href) { (label.get(lang)) } }
}

/// Buttons side by side.
pub fn actions(buttons: Markup) -> Markup {
    html! { div.actions { (buttons) } }
}
