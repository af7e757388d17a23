//! The letters of the directory.

mod accounts;

use db::{DbError, Tx};
use kernel::{Role, Said, Text, Word, say};

use crate::kinds::{CreditEventKind, OrganisationKind};
use crate::record::{Membership, Organisation, Person};
use crate::state::{MembershipStep, OrganisationStep};
use crate::tell::{tell, write};
use crate::{paths, store};

pub(crate) use accounts::*;

/// Fills places whose part is a text of its own in each language.
fn filled(text: Text, parts: &[(&str, &Said)]) -> Said {
    parts.iter().fold(text.into(), |said: Said, (name, part)| {
        let place = format!("{{{name}}}");
        Said { zh: said.zh.replace(&place, &part.zh), en: said.en.replace(&place, &part.en) }
    })
}

fn plain(text: &str) -> Said {
    Said { zh: text.to_owned(), en: text.to_owned() }
}

/// An organisation by its name in the reader's language.
pub(crate) fn named(organisation: &Organisation) -> Said {
    let en = if organisation.name_en.is_empty() { &organisation.name } else { &organisation.name_en };
    Said { zh: organisation.name.clone(), en: en.clone() }
}

pub(crate) fn confirm_address(tx: &mut Tx<'_>, person: &Person, secret: &str) -> Result<(), DbError> {
    let subject = say("请确认您的邮箱", "Confirm your address");
    let body = say(
        "您好，{name}：\n\n您（或他人）使用本邮箱在协育平台注册。请打开下面的链接确认，七天内有效；确认后即可用注册时设置的密码登录。\n如果不是您本人操作，请忽略本信。",
        "Dear {name},\n\nYou, or somebody else, registered with Xieyu using this address. Open the link below within seven days to confirm; then log in with the password you chose.\nIf it was not you, ignore this letter.",
    );
    let body = filled(body, &[("name", &person.named())]);
    write(tx, person, "account.confirm", subject.into(), body, &paths::confirmation(secret))
}

pub(crate) fn address_known(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let subject = say("您的邮箱已有账号", "Your address has an account already");
    let body = say(
        "您（或他人）刚才使用本邮箱注册，但它已有账号，因此没有新建。请用已有账号登录，在“账号”页申请新的身份；忘记密码可在登录页重置。\n如果不是您本人操作，无需处理。",
        "You, or somebody else, just registered with this address. It has an account already, so none was made. Log in with it and ask for the new role on the page “Account”; a forgotten password can be reset from the log-in page.\nIf it was not you, nothing needs to be done.",
    );
    write(tx, person, "account.known", subject.into(), body.into(), paths::LOGIN)
}

pub(crate) fn named_as_contact(tx: &mut Tx<'_>, person: &Person, organisation: &Organisation) -> Result<(), DbError> {
    let subject = filled(
        say("您被登记为“{name}”的企业联系人", "You were named as contact of {name}"),
        &[("name", &named(organisation))],
    );
    let body = say(
        "有人使用您的邮箱登记了该企业。如果是您本人，请登录后在“账号”页接受；如果不是，请在同一页谢绝。",
        "Somebody registered this enterprise with your address. If it was you, log in and accept on the page “Account”; if not, decline there.",
    );
    write(tx, person, "membership.named", subject, body.into(), paths::ACCOUNT)
}

pub(crate) fn reset(tx: &mut Tx<'_>, person: &Person, secret: &str) -> Result<(), DbError> {
    let subject = say("重置密码", "Reset your password");
    let body = say(
        "请打开下面的链接设置新密码。链接一小时内有效，只能使用一次。\n如果不是您本人操作，请忽略本信，密码不会改变。",
        "Open the link below to set a new password. It works once, within one hour.\nIf it was not you, ignore this letter; your password stays as it is.",
    );
    write(tx, person, "account.reset", subject.into(), body.into(), &paths::reset(secret))
}

pub(crate) fn password_changed(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let body = say(
        "您的密码刚刚更改，其他设备上的登录已全部退出。接口令牌仍然有效：不再需要的，请在“令牌”页吊销。\n如果不是您本人操作，请立即重置密码（令牌也会随之失效）并联系平台。",
        "Your password was just changed and you were logged out on all other devices. Your tokens still count: revoke those you no longer need on the page “Tokens”.\nIf it was not you, reset the password at once - that ends the tokens too - and tell the platform.",
    );
    write(tx, person, "account.password_changed", PASSWORD_CHANGED.into(), body.into(), paths::PASSWORD)
}

pub(crate) fn password_reset(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let body = say(
        "您的密码刚刚通过邮件中的链接重置，所有设备上的登录已全部退出，您的全部接口令牌也已失效。\n如果不是您本人操作，请立即再次重置密码并联系平台。",
        "Your password was just reset by the link from a letter. You were logged out on all devices, and all your tokens have ended.\nIf it was not you, reset it again at once and tell the platform.",
    );
    write(tx, person, "account.password_changed", PASSWORD_CHANGED.into(), body.into(), paths::PASSWORD)
}

/// The occasion of [`guessed`].
pub(crate) const GUESSED: &str = "account.guessed";

pub(crate) fn guessed(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let body = say(
        "今天有人多次用错误的密码尝试登录您的账号。您的密码没有改变。如果一直错下去，从您未曾登录过的网络将暂时不能用密码登录；通过邮件重置密码后即可恢复。\n如果是您本人记错了密码，可以打开下面的链接重置。如果不是，而您的密码较短或在别处也用过，请同样重置。此类提醒每天最多一封。",
        "Today somebody tried to log in to your account with wrong passwords many times. Your password is unchanged. If it goes on, networks you have not logged in from lately will be refused for a while; resetting the password by mail opens them again.\nIf it was you, the link below resets a forgotten password. If it was not, and yours is short or used elsewhere too, reset it as well. Such a letter comes once a day at most.",
    );
    let subject = say("有人多次尝试登录您的账号", "Somebody tries to log in to your account");
    write(tx, person, GUESSED, subject.into(), body.into(), paths::PASSWORD)
}

const PASSWORD_CHANGED: Text = say("密码已更改", "Your password was changed");

pub(crate) fn invited(
    tx: &mut Tx<'_>,
    person: &Person,
    organisation: &Organisation,
    role: Role,
    by: &str,
    secret: &str,
) -> Result<(), DbError> {
    let parts = [("by", &plain(by)), ("name", &named(organisation)), ("role", &Said::from(role.text()))];
    let subject = filled(say("邀请您担任“{name}”的{role}", "Invitation: {role} at {name}"), &parts);
    let body = say(
        "{by} 邀请您在协育平台担任“{name}”的{role}。请打开下面的链接接受或谢绝，十四天内有效。",
        "{by} invites you to be {role} at {name} on Xieyu. Open the link below within fourteen days to accept or decline.",
    );
    write(tx, person, "membership.invited", subject, filled(body, &parts), &paths::invitation(secret))
}

pub(crate) fn enterprise_registered(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<(), DbError> {
    let office = store::office_people(tx)?;
    let subject = filled(say("待核验：{name}", "To verify: {name}"), &[("name", &named(organisation))]);
    let body = say("一家企业提交了登记信息，请核验。", "An enterprise has registered. Please verify it.");
    tell(tx, &office, "organisation.registered", subject, body.into(), &paths::organisation(organisation.id))
}

/// The university's administrators are asked; where there is none, the programme office learns it. Rule U-01.
pub(crate) fn membership_requested(
    tx: &mut Tx<'_>,
    person: &Person,
    university: &Organisation,
    role: Role,
) -> Result<(), DbError> {
    let mut readers = store::people_with(tx, university.id, Role::UniversityAdministrator)?;
    if readers.is_empty() {
        readers = store::office_people(tx)?;
    }
    let parts = [("person", &plain(&person.name)), ("name", &named(university)), ("role", &Said::from(role.text()))];
    let subject = filled(say("待审批：{person} 申请成为{role}", "To confirm: {person} as {role}"), &parts);
    let body = say(
        "{person} 申请成为“{name}”的{role}，请核对后同意或拒绝。",
        "{person} asks to be {role} at {name}. Please check and decide.",
    );
    tell(tx, &readers, "membership.requested", subject, filled(body, &parts), &paths::people(university.id))
}

pub(crate) fn organisation_moved(
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    step: OrganisationStep,
    reason: &str,
) -> Result<(), DbError> {
    let readers = match step {
        OrganisationStep::Resubmit => return enterprise_registered(tx, organisation),
        OrganisationStep::Verify
        | OrganisationStep::Return
        | OrganisationStep::Refuse
        | OrganisationStep::Suspend
        | OrganisationStep::Reinstate => {
            store::people_with(tx, organisation.id, organisation.kind.administering_role())?
        }
    };
    let subject = match step {
        OrganisationStep::Verify => say("“{name}”已通过核验", "{name} is verified"),
        OrganisationStep::Return => say("“{name}”的登记需要补充", "{name}: the registration needs completing"),
        OrganisationStep::Refuse => say("“{name}”未通过核验", "{name} was not verified"),
        OrganisationStep::Suspend => say("“{name}”已被暂停", "{name} is suspended"),
        OrganisationStep::Reinstate | OrganisationStep::Resubmit => say("“{name}”已恢复", "{name} takes part again"),
    };
    let body = match step {
        OrganisationStep::Verify => {
            say("核验已通过，现在可以参与项目。", "The registration was verified; you may now take part.")
        }
        OrganisationStep::Return
        | OrganisationStep::Refuse
        | OrganisationStep::Suspend
        | OrganisationStep::Reinstate
        | OrganisationStep::Resubmit => say("项目办公室的说明：\n{reason}", "The programme office writes:\n{reason}"),
    };
    let subject = filled(subject, &[("name", &named(organisation))]);
    let body = filled(body, &[("reason", &plain(reason))]);
    tell(tx, &readers, "organisation.moved", subject, body, &paths::organisation(organisation.id))
}

pub(crate) fn membership_moved(
    tx: &mut Tx<'_>,
    membership: &Membership,
    step: MembershipStep,
    reason: &str,
) -> Result<(), DbError> {
    let organisation: Organisation = match db::find(tx, membership.organisation_id)? {
        Some(organisation) => organisation,
        None => return Ok(()),
    };
    let people = store::people(tx, &[membership.person_id])?;
    let person = people.first().map_or(String::new(), |p| p.name.clone());
    let own = vec![membership.person_id];
    let (readers, subject) = match step {
        MembershipStep::Approve => (own, say("您现在是“{name}”的{role}", "You are now {role} at {name}")),
        MembershipStep::Refuse => {
            (own, say("您申请“{name}”的{role}未获同意", "Your request to be {role} at {name} was refused"))
        }
        MembershipStep::Recall => {
            (own, say("“{name}”的邀请已撤回（{role}）", "The invitation of {name} was recalled ({role})"))
        }
        MembershipStep::End => (own, say("您在“{name}”的{role}身份已结束", "You are no longer {role} at {name}")),
        MembershipStep::Accept => (
            administrators(tx, &organisation)?,
            say("{person} 已接受“{name}”的{role}", "{person} accepted: {role} at {name}"),
        ),
        MembershipStep::Decline => (
            administrators(tx, &organisation)?,
            say("{person} 已谢绝“{name}”的{role}", "{person} declined: {role} at {name}"),
        ),
        MembershipStep::Withdraw => (
            administrators(tx, &organisation)?,
            say("{person} 已撤回申请（{role}）", "{person} withdrew the request ({role})"),
        ),
    };
    let parts =
        [("name", &named(&organisation)), ("role", &Said::from(membership.role.text())), ("person", &plain(&person))];
    let subject = filled(subject, &parts);
    let body = if reason.is_empty() {
        subject.clone()
    } else {
        filled(say("说明：{reason}", "Reason: {reason}"), &[("reason", &plain(reason))])
    };
    let link = match step {
        MembershipStep::Approve | MembershipStep::Refuse | MembershipStep::Recall | MembershipStep::End => {
            paths::ACCOUNT.to_owned()
        }
        MembershipStep::Accept | MembershipStep::Decline | MembershipStep::Withdraw => paths::people(organisation.id),
    };
    tell(tx, &readers, "membership.moved", subject, body, &link)
}

fn administrators(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<Vec<kernel::PersonId>, DbError> {
    store::people_with(tx, organisation.id, organisation.kind.administering_role())
}

pub(crate) fn credit_event(
    tx: &mut Tx<'_>,
    organisation: &Organisation,
    kind: CreditEventKind,
    what: &str,
) -> Result<(), DbError> {
    let readers = store::people_with(tx, organisation.id, OrganisationKind::Enterprise.administering_role())?;
    let parts = [("name", &named(organisation)), ("kind", &Said::from(kind.text())), ("what", &plain(what))];
    let subject = filled(say("“{name}”被记入失信记录：{kind}", "{name}: a credit event was noted ({kind})"), &parts);
    let body = say(
        "{what}\n\n如有异议或已整改，请联系项目办公室了结。",
        "{what}\n\nIf you object or have put it right, ask the programme office to settle it.",
    );
    tell(
        tx,
        &readers,
        "organisation.credit_event",
        subject,
        filled(body, &parts),
        &paths::organisation(organisation.id),
    )
}
