//! The fields of each kind of change: reading them, and showing them with what was typed.

use agreements::SupportKind;
use db::Tx;
use kernel::{Breach, Lang, Money, PersonId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::Form;

use crate::NewMember;
use crate::change::Kind;
use crate::wanted::{CONTENT_MAX, MEMBER_MAX, NOTE_MAX, PlanLine, ROWS_MAX as ROWS, SETTLEMENT_MAX, TITLE_MAX, Wanted};

/// What was typed, or everything that cannot be read.
pub(crate) fn read(tx: &mut Tx<'_>, kind: Kind, form: &Form) -> Result<Result<Wanted, Vec<Breach>>, Refusal> {
    let mut faults = Vec::new();
    let wanted = match kind {
        Kind::Postponement => {
            keep(form.day("new_closing_on"), &mut faults).map(|closes_on| Wanted::Postponement { closes_on })
        }
        Kind::Pi => new_pi(tx, form, &mut faults)?,
        Kind::Members => Some(Wanted::Members { members: members(form, &mut faults) }),
        Kind::Content => {
            let (title, content) = (
                keep(form.text("title", TITLE_MAX), &mut faults),
                keep(form.text("content", CONTENT_MAX), &mut faults),
            );
            title.zip(content).map(|(title, content)| Wanted::Content { title, content })
        }
        Kind::Budget => budget(form, &mut faults),
        Kind::Termination => keep(form.text("settlement", SETTLEMENT_MAX), &mut faults)
            .map(|settlement| Wanted::Termination { settlement }),
    };
    Ok(match wanted {
        Some(wanted) if faults.is_empty() => Ok(wanted),
        Some(_) | None => Err(faults),
    })
}

fn keep<T>(read: Result<T, Breach>, faults: &mut Vec<Breach>) -> Option<T> {
    read.map_err(|breach| faults.push(breach)).ok()
}

fn new_pi(tx: &mut Tx<'_>, form: &Form, faults: &mut Vec<Breach>) -> Result<Option<Wanted>, Refusal> {
    let Some(email) = keep(form.text("new_pi_id", 200), faults) else { return Ok(None) };
    Ok(keep(pi_by_email(tx, &email)?, faults))
}

/// The new principal investigator by the address they log in with.
pub(crate) fn pi_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Result<Wanted, Breach>, Refusal> {
    let found = directory::find_person_by_email(tx, email)?;
    let nobody = say(
        "没有使用该邮箱的人员，请请新负责人先在本校注册。",
        "Nobody uses this address; please ask them to register at the university first.",
    );
    Ok(match found {
        Some(person) => Ok(Wanted::Pi { person_id: person.id, name: person.name }),
        None => Err(Breach::of("X-09", "new_pi_id", nobody)),
    })
}

fn members(form: &Form, faults: &mut Vec<Breach>) -> Vec<NewMember> {
    let mut all = Vec::new();
    for at in 0..ROWS {
        let get = |part: &str, faults: &mut Vec<Breach>| {
            keep(form.optional(&format!("members.{at}.{part}"), MEMBER_MAX), faults).unwrap_or_default()
        };
        let member = NewMember {
            name: get("name", faults),
            organisation: get("organisation", faults),
            duty: get("duty", faults),
            email: get("email", faults).to_lowercase(),
        };
        if [&member.name, &member.organisation, &member.duty, &member.email].iter().any(|part| !part.is_empty()) {
            all.push(member);
        }
    }
    all
}

fn budget(form: &Form, faults: &mut Vec<Breach>) -> Option<Wanted> {
    let (cash, goods) = (keep(form.money("cash"), faults), keep(form.money("goods"), faults));
    let mut plan = Vec::new();
    for at in 0..ROWS {
        let name = |part: &str| format!("plan.{at}.{part}");
        if form.get(&name("amount")).is_empty() {
            continue;
        }
        let (kind, amount) =
            (keep(form.word::<SupportKind>(&name("kind")), faults), keep(form.money(&name("amount")), faults));
        let (due, note) =
            (keep(form.day(&name("due_on")), faults), keep(form.optional(&name("note"), NOTE_MAX), faults));
        if let (Some(kind), Some(amount), Some(due_on), Some(note)) = (kind, amount, due, note) {
            plan.push(PlanLine { kind, amount, due_on, note });
        }
    }
    cash.zip(goods).map(|(cash, goods)| Wanted::Budget { cash, goods, plan })
}

/// What is stored, as the fields of its form.
fn stored(wanted: &Wanted, email: &str) -> Vec<(String, String)> {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    match wanted {
        Wanted::Postponement { closes_on } => vec![pair("new_closing_on", closes_on.to_string())],
        Wanted::Pi { .. } => vec![pair("new_pi_id", email.to_owned())],
        Wanted::Members { members } => members
            .iter()
            .enumerate()
            .flat_map(|(at, m)| {
                [("name", &m.name), ("organisation", &m.organisation), ("duty", &m.duty), ("email", &m.email)]
                    .map(|(part, v)| (format!("members.{at}.{part}"), v.clone()))
            })
            .collect(),
        Wanted::Content { title, content } => vec![pair("title", title.clone()), pair("content", content.clone())],
        Wanted::Budget { cash, goods, plan } => {
            let mut all = vec![pair("cash", cash.plain()), pair("goods", goods.plain())];
            for (at, line) in plan.iter().enumerate() {
                let values = [
                    ("kind", line.kind.word().to_owned()),
                    ("amount", line.amount.plain()),
                    ("due_on", line.due_on.to_string()),
                    ("note", line.note.clone()),
                ];
                all.extend(values.map(|(part, v)| (format!("plan.{at}.{part}"), v)));
            }
            all
        }
        Wanted::Termination { settlement } => vec![pair("settlement", settlement.clone())],
    }
}

/// The fields of this kind, filled with what was typed or else with what is stored.
pub(crate) fn fields(lang: Lang, wanted: &Wanted, email: &str, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let pairs = stored(wanted, email);
    let value = |name: &str| {
        typed.map_or_else(
            || pairs.iter().find(|(n, _)| n == name).map_or(String::new(), |(_, v)| v.clone()),
            |form| form.get(name).to_owned(),
        )
    };
    let text = |name: &str, label: Text| Field::text(name, label).value(value(name)).required().render(lang, breaches);
    let area = |name: &str, label: Text| Field::area(name, label).value(value(name)).required().render(lang, breaches);
    match wanted {
        Wanted::Postponement { .. } => Field::date("new_closing_on", say("新的结题日期", "New closing date"))
            .value(value("new_closing_on"))
            .required()
            .render(lang, breaches),
        Wanted::Pi { .. } => {
            text("new_pi_id", say("新负责人的登录邮箱", "Log-in address of the new principal investigator"))
        }
        Wanted::Members { members } => rows(lang, (members.len() + 3).min(ROWS), say("成员", "Member"), |at| {
            html! {
                @for (part, label) in [("name", say("姓名", "Name")), ("organisation", say("单位", "Organisation")), ("duty", say("分工", "Duty")), ("email", say("登录邮箱（如有账号）", "Log-in address, if any"))] {
                    (Field::text(format!("members.{at}.{part}"), label).value(value(&format!("members.{at}.{part}"))).render(lang, breaches))
                }
            }
        }),
        Wanted::Content { .. } => {
            html! { (text("title", say("项目名称", "Title"))) (area("content", say("变更后的建设内容与成果", "Content and results after the change"))) }
        }
        Wanted::Budget { plan, .. } => html! {
            (Field::money("cash", say("变更后经费总额", "Cash in all after the change")).value(value("cash")).required().render(lang, breaches))
            (Field::money("goods", say("变更后软硬件总值", "Goods in all after the change")).value(value("goods")).required().render(lang, breaches))
            p.hint { (PLAN_HINT.get(lang)) }
            (rows(lang, (plan.len() + 4).min(ROWS), say("计划", "Plan"), |at| plan_row(lang, at, &value, breaches)))
        },
        Wanted::Termination { .. } => area(
            "settlement",
            say("已到位经费、软硬件和已有成果的处理", "What becomes of money, goods and results so far"),
        ),
    }
}

const PLAN_HINT: Text = say(
    "已拨付的部分保持不变；请填写其余部分的完整计划，两者合计应等于变更后的总额（P-07）。",
    "What was given stays. Enter the whole plan for the rest; both together add up to the new amounts (P-07).",
);

fn plan_row(lang: Lang, at: usize, value: &dyn Fn(&str) -> String, breaches: &[Breach]) -> Markup {
    let name = |part: &str| format!("plan.{at}.{part}");
    let kinds = SupportKind::ALL.iter().map(|k| (k.word().to_owned(), k.text().get(lang).to_owned())).collect();
    html! {
        (Field::select(name("kind"), say("类别", "Kind"), kinds).value(value(&name("kind"))).render(lang, breaches))
        (Field::money(name("amount"), say("金额", "Amount")).value(value(&name("amount"))).render(lang, breaches))
        (Field::date(name("due_on"), say("期限", "Due on")).value(value(&name("due_on"))).render(lang, breaches))
        (Field::text(name("note"), say("说明", "Note")).value(value(&name("note"))).render(lang, breaches))
    }
}

fn rows(lang: Lang, count: usize, legend: Text, row: impl Fn(usize) -> Markup) -> Markup {
    html! { @for at in 0..count {
        (ui::fieldset(lang, kernel::Said { zh: format!("{} {}", legend.zh, at + 1), en: format!("{} {}", legend.en, at + 1) }, ui::fields_row(row(at))))
    } }
}

/// One set of values for reading.
pub(crate) fn shown(lang: Lang, wanted: &Wanted) -> Markup {
    match wanted {
        Wanted::Postponement { closes_on } => ui::day(lang, *closes_on),
        Wanted::Pi { name, person_id } => html! { @if *person_id != PersonId::nil() { (name) } },
        Wanted::Members { members } => {
            html! { ul.stack { @for m in members { li { (m.name) " · " (m.organisation) " · " (m.duty) } } } }
        }
        Wanted::Content { title, content } => html! { p { strong { (title) } } (ui::prose(content)) },
        Wanted::Budget { cash, goods, plan } => html! {
            p { (amounts(lang, *cash, *goods)) }
            ul.stack { @for l in plan { li { (l.kind.text().get(lang)) " " (ui::amount(lang, l.amount)) " · " (ui::day(lang, l.due_on)) " " (l.note) } } }
        },
        Wanted::Termination { settlement } => ui::prose(settlement),
    }
}

fn amounts(lang: Lang, cash: Money, goods: Money) -> String {
    let said = say("经费 {cash}，软硬件 {goods}", "Cash {cash}, goods {goods}");
    said.with(&[("cash", &ui::amount_text(lang, cash)), ("goods", &ui::amount_text(lang, goods))]).get(lang).to_owned()
}
