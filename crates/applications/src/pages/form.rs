//! The form of a draft: everything on one page, rows that work without JavaScript, every message beside its field.

use files::Attachment;
use guidelines::Item;
use kernel::{Breach, Lang, Money, Text, say};
use ui::{Field, Kind, Markup, html};

use crate::actions::{DOCUMENT, OTHER, PURPOSES, Version};
use crate::texts::{self, label};
use crate::typed::{Difference, SUMMARY_MAX, TEXT_MAX, TITLE_MAX, Typed, TypedLine, TypedMember};
use crate::{Application, paths};

/// Everything the form shows.
pub struct FormView<'a> {
    pub lang: Lang,
    pub csrf: &'a str,
    pub application: &'a Application,
    pub item: &'a Item,
    pub files: &'a [Attachment],
    pub typed: &'a Typed,
    pub version: &'a Version,
    pub breaches: &'a [Breach],
    /// Which kind of row gets further empty ones: `members` or `budget`.
    pub more_of: Option<&'a str>,
}

/// The kinds of file an application takes, as a file dialogue wants them.
const ACCEPT: &str = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg";

pub fn form(v: &FormView<'_>) -> Markup {
    let (lang, id) = (v.lang, v.application.id);
    let inner = html! {
        // The first button of a form is what the Enter key presses.
        button.unseen tabindex="-1" aria-hidden="true" name="then" value="save" { "save" }
        (ui::hidden("revision", &v.version.revision.to_string()))
        (ui::hidden("tab", &v.version.tab))
        (about(v)) (content(v)) (members(v)) (budget(v)) (document(v))
        (ui::actions(html! {
            (ui::submit_with_files(lang, "then", "submit", say("提交学校审核", "Hand in to the university"), Kind::Primary))
            (ui::submit_with_files(lang, "then", "save", say("保存草稿", "Save the draft"), Kind::Secondary))
        }))
    };
    html! {
        (ui::breach_summary(lang, v.breaches))
        (ui::autosave_form(lang, v.csrf, &paths::application(id), &paths::autosave(id), &format!("application-{id}"), inner))
    }
}

fn about(v: &FormView<'_>) -> Markup {
    let lang = v.lang;
    ui::fieldset(
        lang,
        say("基本信息", "About the project"),
        html! {
            (Field::text("title", label("title")).value(&v.typed.title).required().maxlength(TITLE_MAX as u32).render(lang, v.breaches))
            (Field::text("pi_id", texts::PI).value(&v.application.pi_name).readonly().hint(say("负责人即登录用户，不能代他人申请。", "You yourself: nobody applies for another person.")).render(lang, v.breaches))
            (Field::text("school", label("school")).value(&v.typed.school).render(lang, v.breaches))
            (ui::breaches_of(lang, "item_id", v.breaches))
            (ui::fields_row(html! {
                (Field::date("starts_on", label("starts_on")).value(&v.typed.starts_on).render(lang, v.breaches))
                (Field::date("ends_on", label("ends_on")).value(&v.typed.ends_on).render(lang, v.breaches))
            }))
        },
    )
}

fn content(v: &FormView<'_>) -> Markup {
    let lang = v.lang;
    let area = |name: &'static str, value: &str, rows: u8, most: usize| {
        Field::area(name, label(name)).value(value).rows(rows).maxlength(most as u32)
    };
    ui::fieldset(
        lang,
        say("申请内容", "Content"),
        html! {
            (area("summary", &v.typed.summary, 5, SUMMARY_MAX).required().render(lang, v.breaches))
            (area("plan", &v.typed.plan, 8, TEXT_MAX).render(lang, v.breaches))
            (area("expected_results", &v.typed.expected_results, 5, TEXT_MAX)
                .hint(say("每行一项；入选后据此列出协议成果。", "One per line; the agreement lists its deliverables from them.")).render(lang, v.breaches))
        },
    )
}

/// The rows that were typed, and empty ones to go on with.
fn with_empty<T: Clone + Default>(rows: &[T], more: bool) -> Vec<T> {
    let empty = if rows.is_empty() || more { 1 } else { 0 };
    rows.iter().cloned().chain(std::iter::repeat_n(T::default(), empty)).collect()
}

fn members(v: &FormView<'_>) -> Markup {
    let lang = v.lang;
    let rows: Vec<TypedMember> = with_empty(&v.typed.members, v.more_of == Some("members"));
    ui::fieldset(
        lang,
        label("members"),
        html! {
            p.hint { (say("负责人不必列入。至少填写姓名和邮箱；空行不保存。", "Without the principal investigator. Name and e-mail are needed; empty rows are not kept.").get(lang)) }
            @for (i, row) in rows.iter().enumerate() {
                @let name = |part: &str| format!("members.{i}.{part}");
                (ui::fields_row(html! {
                    (Field::text(name("name"), say("姓名", "Name")).value(&row.name).render(lang, v.breaches))
                    (Field::email(name("email"), say("电子邮箱", "E-mail")).value(&row.email).render(lang, v.breaches))
                    (Field::text(name("unit"), say("单位", "School or company")).value(&row.unit).render(lang, v.breaches))
                    (Field::text(name("duty"), say("分工", "Part in the project")).value(&row.duty).render(lang, v.breaches))
                    (remove_row(lang, "members", i))
                }))
            }
            (add_row(lang, "members", say("添加成员", "Add a member")))
        },
    )
}

fn budget(v: &FormView<'_>) -> Markup {
    let lang = v.lang;
    let rows: Vec<TypedLine> = with_empty(&v.typed.budget, v.more_of == Some("budget"));
    ui::fieldset(
        lang,
        label("budget"),
        html! {
            @for (i, row) in rows.iter().enumerate() {
                @let name = |part: &str| format!("budget.{i}.{part}");
                (ui::fields_row(html! {
                    (Field::text(name("purpose"), say("用途", "Purpose")).value(&row.purpose).render(lang, v.breaches))
                    (Field::money(name("cash"), say("经费", "Cash")).value(&row.cash).render(lang, v.breaches))
                    (Field::money(name("goods"), say("软硬件价值", "Goods, value")).value(&row.goods).render(lang, v.breaches))
                    (remove_row(lang, "budget", i))
                }))
            }
            (add_row(lang, "budget", say("添加预算行", "Add a line")))
            (sums(v))
        },
    )
}

/// The sums beside what the item offers; more than offered is pointed out, not forbidden.
pub fn sums(v: &FormView<'_>) -> Markup {
    let (lang, (cash, goods)) = (v.lang, v.typed.sums());
    let line = |label: Text, sum: Money, offered: Money| {
        let note = if sum > offered {
            say("超出企业支持", "more than the item offers")
        } else {
            say("不超过企业支持", "within the support")
        };
        vec![html! { (label.get(lang)) }, ui::amount(lang, sum), ui::amount(lang, offered), html! { (note.get(lang)) }]
    };
    let heads =
        [say("合计", "Sum"), say("预算", "Budget"), say("指南支持", "Support of the item"), say("比较", "Comparison")];
    ui::table(
        lang,
        say("预算合计", "Sums of the budget"),
        &heads,
        vec![
            line(say("经费", "Cash"), cash, v.item.cash_each),
            line(say("软硬件价值", "Goods, value"), goods, v.item.goods_each),
        ],
        say("没有预算", "No budget"),
    )
}

fn add_row(lang: Lang, kind: &str, label: Text) -> Markup {
    ui::submit_as(lang, "then", &format!("add:{kind}"), label, Kind::Secondary)
}

fn remove_row(lang: Lang, kind: &str, i: usize) -> Markup {
    let label = say("删除第 {n} 行", "Remove row {n}").with(&[("n", &(i + 1))]);
    ui::submit_as(lang, "then", &format!("remove:{kind}.{i}"), label, Kind::Secondary)
}

fn document(v: &FormView<'_>) -> Markup {
    let lang = v.lang;
    let id = v.application.id;
    ui::fieldset(
        lang,
        say("申报书与附件", "Document and attachments"),
        html! {
            (attached(v))
            (Field::file(DOCUMENT, PURPOSES[0].1, ACCEPT).hint(say("必须上传；由负责人签字。重新上传会替换原文件。", "Needed, signed by you. A new upload takes the place of the old file.")).render(lang, v.breaches))
            (Field::file(OTHER, PURPOSES[1].1, ACCEPT).render(lang, v.breaches))
            // The same form, sent with its files: what was typed is saved by it as well.
            button.btn.secondary formaction=(paths::files(id)) formenctype="multipart/form-data" { (say("上传所选文件", "Upload the chosen files").get(lang)) }
            (Field::text("document_pi_name", label("document_pi_name")).value(&v.typed.document_pi_name)
                .hint(say("照申报书原文填写，须与上面的负责人一致。", "Type it as it stands in the document; it must equal the name above.")).required().render(lang, v.breaches))
            (Field::checkbox("asks_name_check", label("asks_name_check")).checked(v.typed.asks_name_check).render(lang, v.breaches))
            (Field::checkbox("is_signed", label("is_signed")).checked(v.typed.is_signed).required().render(lang, v.breaches))
        },
    )
}

fn attached(v: &FormView<'_>) -> Markup {
    let (lang, id) = (v.lang, v.application.id);
    html! {
        @if v.files.is_empty() { p.empty { (say("尚未上传文件", "No file yet").get(lang)) } }
        @else {
            ul { @for file in v.files {
                li {
                    (purpose(lang, &file.purpose)) ": " a href=(paths::file(id, file.id)) { (file.name) } " "
                    button.btn.secondary formaction=(paths::remove_file(id, file.id)) { (say("删除", "Remove").get(lang)) span.unseen { " " (file.name) } }
                }
            } }
        }
    }
}

/// What a file is there for.
pub fn purpose(lang: Lang, word: &str) -> &'static str {
    PURPOSES.iter().find(|(known, _)| *known == word).map_or("", |(_, text)| text.get(lang))
}

/// Two tabs wrote the same draft: both versions side by side, the typed one stays in the form below.
pub fn conflict(lang: Lang, application: &Application, differences: &[Difference]) -> Markup {
    let heads = [
        say("栏目", "Field"),
        say("您刚填写的", "What you typed"),
        say("已保存的（另一窗口）", "What is stored (another tab)"),
    ];
    let rows = differences
        .iter()
        .map(|d| vec![html! { (label(d.field).get(lang)) }, ui::prose(&d.typed), ui::prose(&d.stored)]);
    let said = say(
        "打开此页后，同一申请在另一窗口或设备上保存过。没有覆盖任何内容：下面的表单保留着您填写的文字。请对照修改后保存，或改用已保存的版本。",
        "After you opened this page, the same application was saved in another tab or device. Nothing was overwritten: the form below still holds what you typed. Compare and save it, or go on with the stored version.",
    );
    html! {
        (ui::alert(ui::Tone::Warn, html! { p { (said.get(lang)) } }))
        (ui::table(lang, say("两个版本的不同", "Where the two versions differ"), &heads, rows.collect(), say("没有不同", "No difference")))
        (ui::actions(ui::link_button(lang, &paths::application(application.id), say("改用已保存的版本", "Use the stored version"))))
    }
}
