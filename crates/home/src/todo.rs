//! One to-do list per person: what waits, since when, due when, across modes, stages and roles.

use db::{DbError, Tx};
use kernel::{Actor, Day, MembershipId, Said, Todo, Urgency, say};
use maud::{Markup, html};
use web::{Answer, Visit};

/// What waits for a person in one role.
pub struct HatTodos {
    pub membership: MembershipId,
    pub label: Said,
    pub worn: bool,
    pub todos: Vec<Todo>,
}

/// What waits for `actor` in the role worn now, the most urgent first: by due day, then by how long it waits.
pub fn of_hat(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = Vec::new();
    for slice in [
        directory::todo,
        guidelines::todo,
        applications::todo,
        allocations::todo,
        agreements::todo,
        establishment::todo,
        projects::todo,
        funding::todo,
        closings::todo,
        registrations::todo,
        exhibition::todo,
        negotiations::todo,
        cases::todo,
    ] {
        all.extend(slice(tx, actor)?);
    }
    all.sort_by_key(|todo| (todo.due.is_none(), todo.due, todo.since));
    Ok(all)
}

/// What waits for the person in every role they hold; `hats` as the visit knows them.
pub fn of_person(
    tx: &mut Tx<'_>,
    actor: &Actor,
    hats: &[(MembershipId, Said, bool)],
) -> Result<Vec<HatTodos>, DbError> {
    let memberships = directory::memberships_of(tx, actor.person_id)?;
    let mut all = Vec::new();
    for (id, label, worn) in hats {
        let Some(membership) = memberships.iter().find(|m| m.id == *id) else { continue };
        let hat = kernel::Hat { role: membership.role, organisation_id: membership.organisation_id };
        let todos = of_hat(tx, &Actor::person(actor.person_id, &actor.name, Some(hat)))?;
        all.push(HatTodos { membership: *id, label: label.clone(), worn: *worn, todos });
    }
    all.sort_by_key(|hat| !hat.worn);
    Ok(all)
}

pub(crate) async fn show(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let hats = visit.visitor.as_ref().map(|v| v.hats.clone()).unwrap_or_default();
    let lists = visit.site.db.read(move |tx| of_person(tx, &actor, &hats)).await?;
    visit.page(
        say("待办", "To do"),
        html! {
            (ui::heading(visit.t(say("待办", "To do")), html! {}))
            @if lists.is_empty() { p { (visit.t(NO_ROLE)) } }
            @for list in &lists { (one_hat(&visit, list)) }
        },
    )
}

const NO_ROLE: kernel::Text = say(
    "您还没有已生效的身份。所在单位的管理员确认后，这里会列出等您办理的事项。",
    "You hold no active role yet. Once your organisation's administrator has confirmed it, what waits for you is listed here.",
);
const EMPTY: kernel::Text = say("没有等您办理的事项", "Nothing waits for you");

fn one_hat(visit: &Visit, list: &HatTodos) -> Markup {
    let lang = visit.lang;
    if !list.worn && list.todos.is_empty() {
        return html! {};
    }
    let rows = rows(&list.todos, visit.site.db.clock().now().day());
    ui::section(
        lang,
        list.label.clone(),
        html! {
            @if list.worn {
                (ui::todo_list(lang, &rows, EMPTY))
            } @else {
                p { (say("以另一身份办理的事项：{n} 项", "{n} wait for you in this other role").with(&[("n", &rows.len())]).get(lang)) }
                (ui::step_button("/acting-as", &visit.csrf, say("切换到此身份", "Act in this role")).field("membership", list.membership).field("next", "/todo").render(lang))
            }
        },
    )
}

/// Things as the list shows them.
pub(crate) fn rows(todos: &[Todo], today: Day) -> Vec<ui::TodoRow> {
    todos
        .iter()
        .map(|todo| ui::TodoRow {
            href: todo.href.clone(),
            what: todo.what.clone(),
            about: todo.subject.clone(),
            since: todo.since,
            due: todo.due,
            is_late: todo.urgency(today) == Urgency::Late,
        })
        .collect()
}
