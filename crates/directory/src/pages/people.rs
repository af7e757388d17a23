//! The people of an organisation: who asked, who was invited, who holds which role.

use std::collections::HashMap;

use db::Tx;
use kernel::{Actor, MembershipId, OrganisationId, PersonId, Refusal, Role, RowId, Said, Text, Word, say};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Field, Tone};
use web::{Answer, Cursor, Form, Path, Query, StatusCode, Visit};

use super::register::looks_like_email;
use super::{Collect, either};
use crate::actions::{self, InvitationForm};
use crate::record::{Membership, Organisation};
use crate::state::membership::steps_from;
use crate::state::{MembershipState, MembershipStep as Step};
use crate::store::Held;
use crate::{export, mails, paths, policy, store};

const TITLE: Text = say("人员与身份", "People and roles");
const ROLE: Text = say("身份", "Role");
const INVITE: Text = say("发送邀请", "Send the invitation");

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The role asked for; not called `role`, since the invitation below has that field.
    only: String,
    after: Cursor<MembershipId>,
}

/// The people of an organisation, for somebody who administers it.
pub(crate) struct Shown {
    organisation: Organisation,
    /// One more than a page where there is a next one.
    pub rows: Vec<Held>,
    administrators: u64,
    /// What teachers who ask have shown. Rule A-05.
    pub proofs: HashMap<PersonId, Vec<files::Attachment>>,
    me: Actor,
}

/// Rows of one page.
pub(crate) const PAGE: usize = 50;

pub(crate) async fn show(visit: Visit, Path(id): Path<OrganisationId>, Query(asked): Query<Asked>) -> Answer {
    let shown = load(&visit, id, &asked).await?;
    let body = page(&visit, &shown, &asked, &Form::default(), &[]);
    visit.page(TITLE, body)
}

async fn load(visit: &Visit, id: OrganisationId, asked: &Asked) -> Result<Shown, web::Failed> {
    let me = visit.actor()?;
    let role = asked.only.parse().ok();
    let after = asked.after.0.unwrap_or(MembershipId::nil());
    Ok(visit.site.db.read(move |tx| people_of(tx, me, id, role, after, PAGE)).await?)
}

/// So many people and one more, for somebody who administers the organisation.
pub(crate) fn people_of(
    tx: &mut Tx<'_>,
    me: Actor,
    id: OrganisationId,
    role: Option<Role>,
    after: MembershipId,
    most: usize,
) -> Result<Shown, Refusal> {
    let organisation = store::organisation(tx, id)?;
    let eyes = store::eyes(tx, Some(&me))?;
    let organisation = policy::permit_edit(&eyes, policy::Edit::People, organisation)?.into_organisation();
    let rows = store::held_at(tx, id, role, after, most + 1)?;
    let administrators = store::count_active(tx, id, organisation.kind.administering_role())?;
    let asking = rows
        .iter()
        .filter(|held| held.membership.state == MembershipState::Requested && held.membership.role == Role::Teacher);
    let ids: Vec<RowId> = asking.map(|held| RowId(held.membership.person_id.0)).collect();
    let proofs = store::proofs_of(tx, &ids)?;
    Ok(Shown { organisation, rows, administrators, proofs, me })
}

pub(crate) async fn invite(visit: Visit, Path(id): Path<OrganisationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let breaches = match read(&form, &mut collect) {
        None => collect.breaches,
        Some(read) => match either(visit.site.db.write(move |tx| actions::invite(tx, &actor, id, &read)).await)? {
            Ok(_) => return visit.done(&paths::people(id), say("邀请已发出，等待对方接受", "The invitation was sent")),
            Err(breaches) => breaches,
        },
    };
    let asked = Asked::default();
    let shown = load(&visit, id, &asked).await?;
    let body = page(&visit, &shown, &asked, &form, &breaches);
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
}

pub(crate) fn read(form: &Form, collect: &mut Collect) -> Option<InvitationForm> {
    let role = collect.take(form.word::<Role>("role"));
    let name = collect.take(form.text("name", 60));
    let email = collect.take(form.text("email", 200).and_then(|email| {
        let wrong = || {
            kernel::Breach::field(
                "email",
                say("请填写邮箱，如 name@example.com", "Give an e-mail such as name@example.com"),
            )
        };
        looks_like_email(&email).then_some(email).ok_or_else(wrong)
    }));
    let school = collect.take(form.optional("school", 100));
    Some(InvitationForm { role: role?, name: name?, email: email?, school: school? })
}

/// One door for the steps of a membership, from this page and from the account.
pub(crate) async fn step(visit: Visit, Path(id): Path<MembershipId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let step: Step = form.word("step")?;
    let reason = form.get("reason").to_owned();
    let own = actor.person_id;
    let done = visit.site.db.write(move |tx| actions::step_membership(tx, &actor, id, step, &reason)).await?;
    let back = if done.person_id == own { paths::ACCOUNT.to_owned() } else { paths::people(done.organisation_id) };
    visit.done(&back, Said { zh: format!("已办理：{}", step.text().zh), en: format!("Done: {}", step.text().en) })
}

fn page(visit: &Visit, shown: &Shown, asked: &Asked, typed: &Form, breaches: &[kernel::Breach]) -> Markup {
    let lang = visit.lang;
    let organisation = &shown.organisation;
    let next = shown
        .rows
        .get(PAGE - 1)
        .filter(|_| shown.rows.len() > PAGE)
        .map(|last| format!("{}?only={}&after={}", paths::people(organisation.id), asked.only, last.membership.id));
    html! {
        (ui::breadcrumbs(lang, &[(paths::organisation(organisation.id), mails::named(organisation))]))
        (ui::heading(visit.t(TITLE), exports::link_with(visit, export::PEOPLE, &[("organisation", &organisation.id.to_string()), ("only", &asked.only)])))
        (ui::breach_summary(lang, breaches))
        @if shown.administrators == 0 { (nobody(visit, organisation)) }
        (ui::filter_bar(lang, &paths::people(organisation.id), Field::select("only", ROLE, roles(organisation, lang)).value(&asked.only).render(lang, &[])))
        (table(visit, shown))
        (ui::pager(lang, next))
        (ui::section(lang, say("邀请", "Invite"), invitation_form(visit, organisation, typed, breaches)))
    }
}

fn nobody(visit: &Visit, organisation: &Organisation) -> Markup {
    let role = organisation.kind.administering_role().text();
    ui::alert(
        Tone::Warn,
        html! { p { (ui::rule_badge(visit.lang, "U-01")) " "
        (visit.t(say("没有有效的：", "Nobody is: "))) (role.get(visit.lang)) } },
    )
}

fn roles(organisation: &Organisation, lang: kernel::Lang) -> Vec<(String, String)> {
    organisation.kind.roles().iter().map(|role| (role.word().to_owned(), role.text().get(lang).to_owned())).collect()
}

fn table(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let lines = shown.rows.iter().take(PAGE).map(|held| {
        let membership = &held.membership;
        // Of somebody merely invited, only what the inviter typed is shown.
        let name = if membership.state == MembershipState::Invited { "" } else { &held.name };
        vec![
            html! { (name) @if !name.is_empty() { br; } span.muted { (held.email) } },
            html! { (membership.role.text().get(lang)) @if !membership.school.is_empty() { " · " (membership.school) } (proofs(visit, shown, held)) },
            html! { (state_badge(lang, membership.state)) " " (ui::when(lang, membership.state_since)) },
            html! { @for step in steps_from(membership.state) { (button(visit, shown, membership, step)) } },
        ]
    });
    let heads = [say("姓名", "Name"), ROLE, say("状态", "State"), say("办理", "Decide")];
    ui::table(
        lang,
        TITLE,
        &heads,
        lines.collect(),
        say("还没有人员。请在下方邀请。", "Nobody yet; invite people below."),
    )
}

/// What a teacher who asks has shown. Rule A-05.
fn proofs(visit: &Visit, shown: &Shown, held: &Held) -> Markup {
    let membership = &held.membership;
    let all = shown.proofs.get(&membership.person_id).map_or(&[][..], Vec::as_slice);
    html! {
        @if membership.state != MembershipState::Invited && membership.role == Role::Teacher {
            p { (ui::rule_badge(visit.lang, "A-05")) " "
                @if !held.certificate_number.is_empty() { (visit.t(super::register_person::NUMBER)) " " (held.certificate_number) " " }
                @if !held.title.is_empty() { (visit.t(super::register_person::RANK)) " " (held.title) " " }
                @if all.is_empty() { (visit.t(say("未上传证明", "no proof uploaded"))) }
                @for proof in all { a href=(paths::person_file(proof.id)) { (proof.name) } " " }
            }
        }
    }
}

pub(super) fn state_badge(lang: kernel::Lang, state: MembershipState) -> Markup {
    let tone = match state {
        MembershipState::Requested | MembershipState::Invited => Tone::Info,
        MembershipState::Active => Tone::Good,
        MembershipState::Refused | MembershipState::Ended => Tone::Neutral,
    };
    ui::badge(lang, state.text(), tone)
}

/// A button where the step is allowed; for the last administrator, why it is not.
fn button(visit: &Visit, shown: &Shown, membership: &Membership, step: Step) -> Markup {
    let lang = visit.lang;
    if step == Step::Approve && shown.me.is(membership.person_id) {
        return ui::blocked(lang, step.text(), &policy::who_else_decides(&shown.me, step, membership));
    }
    if !policy::may_step_membership(&shown.me, step, membership) {
        return html! {}; // the person's own steps stand on their account
    }
    let is_last = step == Step::End
        && shown.administrators <= 1
        && membership.role == shown.organisation.kind.administering_role();
    if is_last {
        return ui::blocked(
            lang,
            step.text(),
            &say(
                "最后一位管理员不能结束，请先邀请接任者。",
                "The last administrator cannot be taken away; invite a successor first.",
            )
            .into(),
        );
    }
    let action = paths::membership_step(membership.id);
    let button = ui::step_button(&action, &visit.csrf, step.text()).field("step", step.word());
    let button = match step {
        Step::Approve | Step::Accept => button.primary(),
        Step::End | Step::Refuse => button.danger().confirm(say("确定吗？", "Are you sure?")),
        Step::Decline | Step::Withdraw | Step::Recall => button,
    };
    button.render(lang)
}

fn invitation_form(visit: &Visit, organisation: &Organisation, typed: &Form, breaches: &[kernel::Breach]) -> Markup {
    let lang = visit.lang;
    ui::form(
        lang,
        &visit.csrf,
        &paths::people(organisation.id),
        &format!("invite-{}", organisation.id),
        html! {
            (Field::select("role", ROLE, roles(organisation, lang)).value(typed.get("role")).required().render(lang, breaches))
            (ui::fields_row(html! {
                (Field::text("name", say("姓名", "Name")).value(typed.get("name")).required().render(lang, breaches))
                (Field::email("email", say("邮箱", "E-mail")).value(typed.get("email")).required().render(lang, breaches))
            }))
            (Field::text("school", say("学院或部门", "School or department")).value(typed.get("school")).render(lang, breaches))
            (ui::actions(ui::submit(lang, INVITE)))
        },
    )
}
