//! The editor: one form for a guideline and its items, with the panel of what is missing beside it.

use files::Attachment;
use kernel::{Breach, Lang, Said, Text, say};
use ui::{Field, Kind, Markup, html};

use super::panel;
use super::typed::Typed;
use crate::complete::Missing;
use crate::content::{LINE_MAX, TEXT_MAX};
use crate::record::Guideline;
use crate::state::State;
use crate::texts::{TYPE, label, types};
use crate::{actions, paths};

const ITEMS: Text = say("项目", "Items");
const NTH: Text = say("项目 {n}", "Item {n}");
const ADD: Text = say("添加项目", "Add an item");
const REMOVE: Text = say("删除此项目", "Remove this item");
const SAVE: Text = say("保存", "Save");
const SUBMIT: Text = say("保存并提交", "Save and submit");
const NEW_TYPE: Text = say("新项目的类型", "Type of the new item");
const CONTACT: Text = say("联系人", "Contact");
const TEXT: Text = say("指南正文", "The guideline");
const UPLOAD: Text = say("上传", "Upload");
const SAVE_FIRST: Text = say("上传前请先保存上面填写的内容。", "Save what you typed above before you upload.");
const FILES: Text = say("附件", "Files");
const LETTER_HINT: Text = say(
    "加盖公章的企业承诺书，PDF 或图片，最大 20 MB。再次上传会替换原文件。",
    "With the seal of the enterprise; PDF or picture, at most 20 MB. Uploading again replaces it.",
);
const TYPE_HINT: Text = say(
    "实践条件和实践基地建设项目（T4）以软硬件价值衡量。",
    "Practice base projects (T4) are measured by the value of goods.",
);
const DELIVERABLES_HINT: Text = say("每行写一项，结题时逐项核对。", "One per line; each is checked at the closing.");

/// What the editor shows.
pub(crate) struct Editor<'a> {
    pub lang: Lang,
    pub csrf: &'a str,
    pub guideline: &'a Guideline,
    pub typed: &'a Typed,
    pub missing: &'a Missing,
    pub files: &'a [Attachment],
    /// Beside the fields: what is missing, or what could not be read.
    pub breaches: &'a [Breach],
}

impl Editor<'_> {
    pub(crate) fn render(&self) -> Markup {
        let main = html! { (self.form()) (self.attachments()) };
        ui::columns(main, html! { div.stays { (panel::panel(self.lang, self.missing, false)) } })
    }

    fn form(&self) -> Markup {
        let (lang, id) = (self.lang, self.guideline.id);
        let inner = html! {
            (revision(self.guideline.revision, false))
            // The first button is the one that the Enter key presses: it saves and changes nothing else.
            (ui::actions(html! { (ui::submit_as(lang, "do", "save", SAVE, Kind::Secondary)) }))
            (ui::fieldset(lang, TEXT, html! {
                (self.line("title")) (self.area("about", 6)) (self.area("directions", 3)) (self.area("how_to_apply", 4))
            }))
            (ui::fieldset(lang, CONTACT, ui::fields_row(html! {
                (self.line("contact_name")) (self.line("contact_phone"))
                (Field::email("contact_email", label("contact_email")).value(self.typed.get("contact_email")).required().render(lang, self.breaches))
            })))
            h2 #f-items tabindex="-1" { (ITEMS.get(lang)) }
            (ui::breaches_of(lang, "items", self.breaches))
            @for n in 0..self.typed.count() { (self.item(n)) }
            (self.add())
            (ui::actions(html! {
                (ui::submit_as(lang, "do", "save", SAVE, Kind::Secondary)) (ui::submit_as(lang, "do", "submit", SUBMIT, Kind::Primary))
            }))
        };
        ui::autosave_form(lang, self.csrf, &paths::edit(id), &paths::draft(id), &format!("guideline-{id}"), inner)
    }

    fn line(&self, name: &str) -> Markup {
        let field = Field::text(name, label(name)).value(self.typed.get(name)).maxlength(LINE_MAX as u32).required();
        field.render(self.lang, self.breaches)
    }

    fn area(&self, name: &str, rows: u8) -> Markup {
        let field = Field::area(name, label(name)).value(self.typed.get(name)).rows(rows).maxlength(TEXT_MAX as u32);
        let field = if name == "directions" { field } else { field.required() };
        field.render(self.lang, self.breaches)
    }

    fn item(&self, n: usize) -> Markup {
        let lang = self.lang;
        let name = |part: &str| format!("items.{n}.{part}");
        let value = |part: &str| self.typed.item(n, part);
        let area = |part: &str, rows: u8| {
            Field::area(name(part), label(part)).value(value(part)).rows(rows).maxlength(TEXT_MAX as u32)
        };
        let show = |field: Field| field.render(lang, self.breaches);
        let title =
            Field::text(name("title"), label("item.title")).value(value("title")).maxlength(LINE_MAX as u32).required();
        ui::fieldset(
            lang,
            NTH.with(&[("n", &(n + 1))]),
            html! {
                (ui::hidden(&name("id"), value("id")))
                (show(title))
                (show(Field::select(name("type"), TYPE, types(lang)).value(value("type")).required().hint(TYPE_HINT)))
                (show(area("goals", 4).required()))
                (ui::fields_row(html! { (show(area("majors", 3))) (show(area("industries", 3))) }))
                (ui::fields_row(html! {
                    (show(Field::number(name("offers"), label("offers")).value(value("offers")).required()))
                    (show(Field::money(name("cash_each"), label("cash_each")).value(value("cash_each"))))
                    (show(Field::money(name("goods_each"), label("goods_each")).value(value("goods_each"))))
                    (show(Field::date(name("deadline_on"), label("deadline_on")).value(value("deadline_on")).required()))
                }))
                (show(area("conditions", 3)))
                (show(area("deliverables", 3).required().hint(DELIVERABLES_HINT)))
                (ui::submit_as(lang, "do", &format!("remove.{n}"), REMOVE, Kind::Danger))
            },
        )
    }

    fn add(&self) -> Markup {
        html! {
            div.fields-row {
                (Field::select("new_type", NEW_TYPE, types(self.lang)).render(self.lang, self.breaches))
                (ui::actions(ui::submit_as(self.lang, "do", "add", ADD, Kind::Secondary)))
            }
        }
    }

    fn attachments(&self) -> Markup {
        let (lang, id) = (self.lang, self.guideline.id);
        let inner = html! {
            (Field::file(actions::COMMITMENT_LETTER, label(actions::COMMITMENT_LETTER), ".pdf,.png,.jpg,.jpeg").hint(LETTER_HINT).render(lang, self.breaches))
            (Field::file(actions::ANNEX, say("其他附件", "Further file"), ".pdf,.png,.jpg,.jpeg,.docx,.xlsx").render(lang, self.breaches))
            noscript { p.hint { (SAVE_FIRST.get(lang)) } }
            (ui::actions(ui::submit(lang, UPLOAD)))
        };
        ui::section(
            lang,
            FILES,
            html! {
                (super::files::list(lang, self.csrf, id, self.files, true))
                (ui::multipart_form(lang, self.csrf, &paths::files(id), "", inner))
            },
        )
    }
}

/// The revision before the writer's eyes; exchanged whenever the form saved itself.
pub(crate) fn revision(revision: i64, replaces: bool) -> Markup {
    html! { input #guideline-revision type="hidden" name="revision" value=(revision) hx-swap-oob=[replaces.then_some("true")]; }
}

/// What the editor says at its top: why the guideline came back, if it did.
pub(crate) fn returned_because(lang: Lang, state: State, reason: &str) -> Markup {
    const BACK: Text = say("退回理由", "Why it was returned");
    html! {
        @if state == State::Returned && !reason.is_empty() {
            (ui::alert(ui::Tone::Warn, html! { p { strong { (BACK.get(lang)) } } (ui::prose(reason)) }))
        }
    }
}

/// The page's title.
pub(crate) fn title(guideline: &Guideline) -> Said {
    if guideline.title.is_empty() {
        crate::texts::UNTITLED.into()
    } else {
        Said { zh: guideline.title.clone(), en: guideline.title.clone() }
    }
}
