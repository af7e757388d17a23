//! The form of the draft. It is always drawn from what was typed, or from what would have been typed for what is stored.

use kernel::{Breach, Lang, Text, Word, say};
use ui::{Field, Kind, Markup, html};
use web::{Form, Visit};

use super::list::options;
use super::view::View;
use crate::edit::lines_of;
use crate::record::{ResultKind, SupportKind};
use crate::state::Step;
use crate::{paths, texts};

/// Empty lines offered below those that are filled.
const SPARE: usize = 2;

/// What the form of a stored draft holds.
pub(crate) fn stored(view: &View) -> Form {
    let a = &view.agreement;
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    let day = |day: Option<kernel::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let amount = |amount: Option<kernel::Money>| amount.map(|amount| amount.plain()).unwrap_or_default();
    let tick = |on: bool| if on { "on".to_owned() } else { String::new() };
    put("revision", a.revision.to_string());
    put("starts_on", day(a.starts_on));
    put("closing_on", day(a.closes_on));
    put("cash", a.cash.plain());
    put("goods", a.goods.plain());
    put("document_cash", amount(a.document_cash));
    put("document_goods", amount(a.document_goods));
    put("clauses.payment", tick(a.clause_payment));
    put("clauses.results", tick(a.clause_results));
    put("clauses.copyright", tick(a.clause_copyright));
    put("clauses.duties", tick(a.clause_duties));
    put("ip_terms", a.ip_terms.clone());
    put("duties", a.duties.clone());
    for (i, line) in view.payments.iter().enumerate() {
        put(&format!("payments.{i}.kind"), line.kind.to_string());
        put(&format!("payments.{i}.amount"), line.amount.plain());
        put(&format!("payments.{i}.due_on"), line.due_on.to_string());
        put(&format!("payments.{i}.note"), line.note.clone());
    }
    for (i, one) in view.deliverables.iter().enumerate() {
        put(&format!("deliverables.{i}.id"), one.id.to_string());
        put(&format!("deliverables.{i}.kind"), one.kind.to_string());
        put(&format!("deliverables.{i}.what"), one.what.clone());
        put(&format!("deliverables.{i}.due_on"), day(one.due_on));
    }
    let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    Form::of(&borrowed)
}

const SAVE: Text = say("保存草稿", "Save the draft");
const PERIOD: Text = say("项目周期", "Period");
const SUPPORT: Text = say("支持经费与软硬件", "Cash and goods");
const CLAUSES: Text = say("协议文本须约定的条款（写明后勾选）", "Clauses the document must hold (tick once it does)");
const FROM_DOCUMENT: Text =
    say("请照签章文本填写，须与左侧金额一致", "Type it from the signed document; it must equal the amount beside it");
const PLAN_HINT: Text = say(
    "合计须与协议金额相等。不需要的行清空即可，保存后出现新的空行。",
    "The lines add up to the amounts of the agreement. Empty a line to remove it; saving offers new empty lines.",
);
const RESULTS_HINT: Text = say(
    "编号 D1、D2… 由平台给出，直到结题不变。不需要的行清空即可。",
    "The platform numbers them D1, D2, …; the numbers stay until closing. Empty a line to remove it.",
);

/// The names of all fields, for messages while typing.
pub(crate) fn names(form: &Form) -> Vec<String> {
    let fixed = [
        "starts_on",
        "closing_on",
        "cash",
        "goods",
        "document_cash",
        "document_goods",
        "clauses.payment",
        "clauses.results",
        "clauses.copyright",
        "clauses.duties",
        "ip_terms",
        "duties",
        "payments",
        "deliverables",
    ];
    let lines = |group: &'static str, first: &'static str, fields: &'static [&'static str]| {
        (0..lines_of(form, group, first))
            .flat_map(move |i| fields.iter().map(move |field| format!("{group}.{i}.{field}")))
    };
    fixed
        .iter()
        .map(|name| (*name).to_owned())
        .chain(lines("payments", "amount", &["kind", "amount", "due_on", "note"]))
        .chain(lines("deliverables", "what", &["kind", "what", "due_on"]))
        .collect()
}

/// The revision the form was made from; an autosave replaces it, so that the next one is not taken for an old page.
pub(crate) fn revision(value: &str, replaces: bool) -> Markup {
    html! { input type="hidden" id="agreement-revision" name="revision" value=(value) hx-swap-oob=[replaces.then_some("true")]; }
}

pub(crate) fn form(visit: &Visit, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, id) = (visit.lang, view.agreement.id);
    let text = |field: Field, name: &str| field.value(typed.get(name)).render(lang, breaches);
    ui::autosave_form(
        lang,
        &visit.csrf,
        &paths::show(id),
        &paths::draft(id),
        &format!("agreement-{id}"),
        html! {
            (revision(typed.get("revision"), false))
            (ui::fieldset(lang, PERIOD, ui::fields_row(html! {
                (text(Field::date("starts_on", texts::STARTS_ON).required(), "starts_on"))
                (text(Field::date("closing_on", texts::CLOSES_ON).required(), "closing_on"))
            })))
            (ui::fieldset(lang, SUPPORT, html! {
                (ui::fields_row(html! {
                    (text(Field::money("cash", texts::CASH).required(), "cash"))
                    (text(Field::money("document_cash", texts::DOCUMENT_CASH).required().hint(FROM_DOCUMENT), "document_cash"))
                }))
                (ui::fields_row(html! {
                    (text(Field::money("goods", texts::GOODS).required(), "goods"))
                    (text(Field::money("document_goods", texts::DOCUMENT_GOODS).required().hint(FROM_DOCUMENT), "document_goods"))
                }))
            }))
            (ui::fieldset(lang, texts::PLAN, payments(lang, typed, breaches)))
            (ui::fieldset(lang, texts::RESULTS, deliverables(lang, view, typed, breaches)))
            (ui::fieldset(lang, CLAUSES, clauses(lang, typed, breaches)))
            (text(Field::area("ip_terms", texts::IP_TERMS).rows(5).maxlength(8000).required(), "ip_terms"))
            (text(Field::area("duties", texts::DUTIES).rows(7).maxlength(8000).required(), "duties"))
            (ui::actions(html! {
                (ui::submit_as(lang, "then", "submit", Step::Submit.text(), Kind::Primary))
                (ui::submit_as(lang, "then", "save", SAVE, Kind::Secondary))
            }))
        },
    )
}

fn clauses(lang: Lang, typed: &Form, breaches: &[Breach]) -> Markup {
    let clause = [
        ("clauses.payment", say("拨付安排", "Payment")),
        ("clauses.results", say("预期成果", "Results")),
        ("clauses.copyright", say("版权归属", "Copyright")),
        ("clauses.duties", say("双方权责", "Rights and duties")),
    ];
    html! { @for (name, label) in clause { (Field::checkbox(name, label).checked(typed.ticked(name)).render(lang, breaches)) } }
}

fn payments(lang: Lang, typed: &Form, breaches: &[Breach]) -> Markup {
    let lines = lines_of(typed, "payments", "amount");
    html! {
        p.hint { (PLAN_HINT.get(lang)) }
        div #f-payments tabindex="-1" { (ui::breaches_of(lang, "payments", breaches)) }
        @for i in 0..lines + SPARE {
            @let name = |field: &str| format!("payments.{i}.{field}");
            (ui::fields_row(html! {
                (Field::select(name("kind"), nth(texts::KIND, i), options::<SupportKind>(lang)).value(typed.get(&name("kind"))).render(lang, breaches))
                (Field::money(name("amount"), nth(texts::AMOUNT, i)).value(typed.get(&name("amount"))).render(lang, breaches))
                (Field::date(name("due_on"), nth(texts::DUE_ON, i)).value(typed.get(&name("due_on"))).render(lang, breaches))
                (Field::text(name("note"), nth(texts::NOTE, i)).value(typed.get(&name("note"))).maxlength(300).render(lang, breaches))
            }))
        }
    }
}

fn deliverables(lang: Lang, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let lines = lines_of(typed, "deliverables", "what");
    let number =
        |id: &str| view.deliverables.iter().find(|one| one.id.to_string() == id).map(|one| one.number.as_str());
    html! {
        p.hint { (RESULTS_HINT.get(lang)) }
        div #f-deliverables tabindex="-1" { (ui::breaches_of(lang, "deliverables", breaches)) }
        @for i in 0..lines + SPARE {
            @let name = |field: &str| format!("deliverables.{i}.{field}");
            @let id = typed.get(&name("id"));
            (ui::hidden(&name("id"), id))
            (ui::fields_row(html! {
                (Field::select(name("kind"), nth(texts::KIND, i), options::<ResultKind>(lang)).value(typed.get(&name("kind"))).render(lang, breaches))
                (Field::text(name("what"), labelled(number(id), i)).value(typed.get(&name("what"))).maxlength(300).render(lang, breaches))
                (Field::date(name("due_on"), nth(texts::DUE_ON, i)).value(typed.get(&name("due_on"))).render(lang, breaches))
            }))
        }
    }
}

/// Labels say which line they belong to, so that no two read the same aloud.
fn nth(label: Text, index: usize) -> kernel::Said {
    kernel::Said {
        zh: format!("{}（第 {} 行）", label.zh, index + 1),
        en: format!("{} (line {})", label.en, index + 1),
    }
}

fn labelled(number: Option<&str>, index: usize) -> kernel::Said {
    match number {
        Some(number) => {
            kernel::Said { zh: format!("{} {number}", texts::RESULT.zh), en: format!("{} {number}", texts::RESULT.en) }
        }
        None => nth(texts::RESULT, index),
    }
}
