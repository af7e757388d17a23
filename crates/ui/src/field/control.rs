//! The HTML control inside a field.

use kernel::{Lang, Text, say};
use maud::{Markup, html};

use super::{Field, field_id};

/// What kind of control a field has.
pub(crate) enum Control {
    /// An `input` of this type.
    Line(&'static str),
    Area {
        rows: u8,
    },
    Money,
    Number,
    Select(Vec<(String, String)>),
    Radio(Vec<(String, String)>),
    Checkbox,
    File(String),
}

const CHOOSE: Text = say("请选择", "Please choose");
const YUAN: Text = say("元", "yuan");

pub(crate) fn control(field: &Field, lang: Lang, broken: bool, about: &str) -> Markup {
    match &field.control {
        Control::Line(kind) => input(field, kind, None, broken, about),
        Control::Number => input(field, "text", Some("numeric"), broken, about),
        Control::Money => html! {
            span.money { span aria-hidden="true" { "¥" } (input(field, "text", Some("decimal"), broken, about)) span { (YUAN.get(lang)) } }
        },
        Control::Area { rows } => area(field, *rows, broken, about),
        Control::Select(options) => select(field, lang, options, broken, about),
        Control::Radio(options) => radio(field, options),
        Control::Checkbox => checkbox(field, broken, about),
        Control::File(accept) => file(field, accept, broken, about),
    }
}

/// When a live field sends its form: soon after the last key, and when the field is left.
fn trigger(field: &Field) -> Option<&'static str> {
    field.live.as_ref().map(|_| "input changed delay:600ms, change")
}
fn swap(field: &Field) -> Option<&'static str> {
    field.live.as_ref().map(|_| "none")
}
/// Only the newest of several requests of one field counts; saving of the form around it goes on beside.
fn sync(field: &Field) -> Option<&'static str> {
    field.live.as_ref().map(|_| "this:replace")
}
fn yes(set: bool) -> Option<&'static str> {
    set.then_some("true")
}

fn input(field: &Field, kind: &str, mode: Option<&str>, broken: bool, about: &str) -> Markup {
    let value = (kind != "password").then_some(field.value.as_str());
    html! {
        input type=(kind) id=(field_id(&field.name)) name=(field.name) value=[value] inputmode=[mode]
            required[field.required] readonly[field.readonly] autofocus[field.autofocus] autocomplete=[field.autocomplete]
            maxlength=[field.maxlength] aria-describedby=(about) aria-invalid=[yes(broken)]
            hx-post=[&field.live] hx-trigger=[trigger(field)] hx-swap=[swap(field)] hx-sync=[sync(field)];
    }
}

fn area(field: &Field, rows: u8, broken: bool, about: &str) -> Markup {
    // The line break after the opening tag is dropped by browsers and keeps one that the text begins with.
    html! {
        textarea id=(field_id(&field.name)) name=(field.name) rows=(rows) required[field.required] readonly[field.readonly]
            autofocus[field.autofocus] maxlength=[field.maxlength] aria-describedby=(about) aria-invalid=[yes(broken)]
            hx-post=[&field.live] hx-trigger=[trigger(field)] hx-swap=[swap(field)] hx-sync=[sync(field)] { "\n" (field.value) }
    }
}

/// A list cannot be read-only in HTML; then only the chosen line can be taken, so that the value is still sent.
fn select(field: &Field, lang: Lang, options: &[(String, String)], broken: bool, about: &str) -> Markup {
    let known = options.iter().any(|(value, _)| *value == field.value);
    let has_empty = options.iter().any(|(value, _)| value.is_empty());
    html! {
        select id=(field_id(&field.name)) name=(field.name) required[field.required] autofocus[field.autofocus]
            aria-describedby=(about) aria-invalid=[yes(broken)]
            hx-post=[&field.live] hx-trigger=[field.live.as_ref().map(|_| "change")] hx-swap=[swap(field)] hx-sync=[sync(field)] {
            @if !has_empty && (!known || !field.required) { option value="" selected[!known] disabled[field.readonly && known] { (CHOOSE.get(lang)) } }
            @for (value, label) in options {
                option value=(value) selected[*value == field.value] disabled[field.readonly && *value != field.value] { (label) }
            }
        }
    }
}

fn radio(field: &Field, options: &[(String, String)]) -> Markup {
    html! {
        @for (value, label) in options {
            label.option {
                input type="radio" name=(field.name) value=(value) checked[*value == field.value] required[field.required]
                    disabled[field.readonly && *value != field.value]
                    hx-post=[&field.live] hx-trigger=[field.live.as_ref().map(|_| "change")] hx-swap=[swap(field)] hx-sync=[sync(field)];
                " " span { (label) }
            }
        }
    }
}

fn checkbox(field: &Field, broken: bool, about: &str) -> Markup {
    let on = field.value == "on";
    html! {
        @if field.readonly && on { input type="hidden" name=(field.name) value="on"; }
        input type="checkbox" id=(field_id(&field.name)) name=(field.name) value="on" checked[on] required[field.required]
            disabled[field.readonly] aria-describedby=(about) aria-invalid=[yes(broken)]
            hx-post=[&field.live] hx-trigger=[field.live.as_ref().map(|_| "change")] hx-swap=[swap(field)] hx-sync=[sync(field)];
    }
}

fn file(field: &Field, accept: &str, broken: bool, about: &str) -> Markup {
    html! {
        input type="file" id=(field_id(&field.name)) name=(field.name) accept=(accept) required[field.required]
            disabled[field.readonly] aria-describedby=(about) aria-invalid=[yes(broken)];
    }
}
