//! One field of a form: label, hint, what was typed, and every broken rule that concerns it.

mod control;

use kernel::{Breach, Lang, Said, Text, say};
use maud::{Markup, html};

use crate::breach::messages;
use control::Control;

const REQUIRED: Text = say("必填", "required");

/// A field under construction: `Field::text("title", TITLE).value(&typed).required().render(lang, &breaches)`.
pub struct Field {
    pub(crate) name: String,
    pub(crate) label: Said,
    pub(crate) control: Control,
    pub(crate) value: String,
    pub(crate) hint: Option<Said>,
    pub(crate) required: bool,
    pub(crate) readonly: bool,
    pub(crate) autofocus: bool,
    pub(crate) autocomplete: Option<&'static str>,
    pub(crate) live: Option<String>,
    pub(crate) maxlength: Option<u32>,
    narrow: bool,
}

impl Field {
    fn new(name: impl Into<String>, label: impl Into<Said>, control: Control) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            control,
            value: String::new(),
            hint: None,
            required: false,
            readonly: false,
            autofocus: false,
            autocomplete: None,
            live: None,
            maxlength: None,
            narrow: false,
        }
    }
    pub fn text(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Line("text"))
    }
    /// Several lines; `rows` says how many are seen.
    pub fn area(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Area { rows: 6 })
    }
    /// An amount in yuan; read it with `Money::parse`.
    pub fn money(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Money).narrow()
    }
    /// A day; the value is `2024-06-24`.
    pub fn date(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Line("date")).narrow()
    }
    /// A time of day; the value is `09:30`.
    pub fn time(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Line("time")).narrow()
    }
    /// A whole number.
    pub fn number(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Number).narrow()
    }
    pub fn email(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Line("email"))
    }
    /// Its value is never written back into a page.
    pub fn password(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Line("password"))
    }
    /// A list to choose one from: pairs of value and label. An empty first line is added unless the field is required and has a value.
    pub fn select(name: impl Into<String>, label: impl Into<Said>, options: Vec<(String, String)>) -> Field {
        Field::new(name, label, Control::Select(options))
    }
    /// The same, all choices in sight.
    pub fn radio(name: impl Into<String>, label: impl Into<Said>, options: Vec<(String, String)>) -> Field {
        Field::new(name, label, Control::Radio(options))
    }
    /// One box to tick; sends `on`. Ticked when the value is `on`.
    pub fn checkbox(name: impl Into<String>, label: impl Into<Said>) -> Field {
        Field::new(name, label, Control::Checkbox)
    }
    /// A file; `accept` as in HTML (`.pdf,.jpg`). Needs `multipart_form`.
    pub fn file(name: impl Into<String>, label: impl Into<Said>, accept: &str) -> Field {
        Field::new(name, label, Control::File(accept.to_owned()))
    }

    pub fn value(self, value: impl Into<String>) -> Field {
        Field { value: value.into(), ..self }
    }
    /// Ticks a checkbox.
    pub fn checked(self, on: bool) -> Field {
        self.value(if on { "on" } else { "" })
    }
    pub fn hint(self, hint: impl Into<Said>) -> Field {
        Field { hint: Some(hint.into()), ..self }
    }
    pub fn required(self) -> Field {
        Field { required: true, ..self }
    }
    pub fn readonly(self) -> Field {
        Field { readonly: true, ..self }
    }
    pub fn autofocus(self) -> Field {
        Field { autofocus: true, ..self }
    }
    /// What the browser may fill in: `username`, `current-password`, `new-password`, `off`.
    pub fn autocomplete(self, word: &'static str) -> Field {
        Field { autocomplete: Some(word), ..self }
    }
    pub fn rows(mut self, rows: u8) -> Field {
        if let Control::Area { rows: seen } = &mut self.control {
            *seen = rows;
        }
        self
    }
    /// The most characters that may be typed.
    pub fn maxlength(self, characters: u32) -> Field {
        Field { maxlength: Some(characters), ..self }
    }
    /// A short control: years, codes, amounts.
    pub fn narrow(self) -> Field {
        Field { narrow: true, ..self }
    }
    /// Sends the whole form to `post_url` while typing; the answer is `live_messages(…)`. Needs a form around it.
    pub fn live(self, post_url: impl Into<String>) -> Field {
        Field { live: Some(post_url.into()), ..self }
    }

    /// The field with its messages; a group of choices or a lone box is laid out as such.
    pub fn render(&self, lang: Lang, breaches: &[Breach]) -> Markup {
        let broken = breaches.iter().any(|breach| breach.field == self.name);
        let about = self.described_by();
        let control = control::control(self, lang, broken, &about);
        html! {
            @match &self.control {
                Control::Radio(_) => fieldset.field.choice.broken[broken] #(field_id(&self.name)) tabindex="-1" aria-describedby=(about) {
                    legend { (self.label_text(lang)) }
                    (self.hint_line(lang)) (control) (self.message_area(lang, breaches))
                },
                Control::Checkbox => div.field.tick.broken[broken] {
                    label { (control) " " span { (self.label_text(lang)) } }
                    (self.hint_line(lang)) (self.message_area(lang, breaches))
                },
                Control::Line(_) | Control::Area { .. } | Control::Money | Control::Number | Control::Select(_) | Control::File(_) =>
                    div.field.narrow[self.narrow].broken[broken] {
                        label for=(field_id(&self.name)) { (self.label_text(lang)) }
                        (self.hint_line(lang)) (control) (self.message_area(lang, breaches))
                    },
            }
        }
    }

    fn label_text(&self, lang: Lang) -> Markup {
        html! { (self.label.get(lang)) @if self.required { " " span.required { (REQUIRED.get(lang)) } } }
    }

    fn hint_line(&self, lang: Lang) -> Markup {
        html! { @if let Some(hint) = &self.hint { p.hint #(hint_id(&self.name)) { (hint.get(lang)) } } }
    }

    fn message_area(&self, lang: Lang, breaches: &[Breach]) -> Markup {
        html! { div.messages #(message_id(&self.name)) aria-live="polite" { (messages(lang, &self.name, breaches)) } }
    }

    /// The message area is always named, since messages may come while typing.
    fn described_by(&self) -> String {
        let messages = message_id(&self.name);
        if self.hint.is_some() { format!("{} {messages}", hint_id(&self.name)) } else { messages }
    }
}

/// The id of a field's control, also the place a summary links to.
pub(crate) fn field_id(name: &str) -> String {
    format!("f-{}", plain(name))
}
pub(crate) fn message_id(name: &str) -> String {
    format!("f-{}-said", plain(name))
}
pub(crate) fn hint_id(name: &str) -> String {
    format!("f-{}-hint", plain(name))
}

/// Names such as `members.0.name` or `budget[1]` as part of an id.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect()
}
