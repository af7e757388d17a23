//! The letters of the directory.

mod accounts;
mod standing;

use db::{DbError, Tx};
use kernel::{Role, Said, Word, say};
use mail::{Template, Topic, plain};

use crate::paths;
use crate::record::{Organisation, Person};
use crate::tell::write;

pub(crate) use accounts::*;
pub(crate) use standing::*;

/// Every template of the directory.
pub const LETTERS: &[&Template] = &[
    &CONFIRM,
    &KNOWN,
    &WANTED,
    &RESET,
    &PASSWORD_CHANGED,
    &PASSWORD_RESET,
    &GUESSES,
    &NEW_ADDRESS,
    &ADDRESS_ASKED,
    &ADDRESS_LEFT,
    &ADDRESS_CHANGED,
    &CLOSED,
    &NAMED_AS_CONTACT,
    &INVITED,
    &REGISTERED,
    &REQUESTED,
    &VERIFIED,
    &RETURNED,
    &REFUSED,
    &SUSPENDED,
    &REINSTATED,
    &APPROVED,
    &REQUEST_REFUSED,
    &RECALLED,
    &ENDED,
    &ACCEPTED,
    &DECLINED,
    &WITHDRAWN,
    &CREDIT_EVENT,
];

/// An organisation by its name in the reader's language.
pub(crate) fn named(organisation: &Organisation) -> Said {
    let en = if organisation.name_en.is_empty() { &organisation.name } else { &organisation.name_en };
    Said { zh: organisation.name.clone(), en: en.clone() }
}

const NAMED_AS_CONTACT: Template = Template::new(
    "membership.named",
    Topic::Organisation,
    say("您被登记为“{name}”的企业联系人", "You were named as contact of {name}"),
    say(
        "有人使用您的邮箱登记了该企业。如果是您本人，请登录后在“账号”页接受；如果不是，请在同一页谢绝。",
        "Somebody registered this enterprise with your address. If it was you, log in and accept on the page “Account”; if not, decline there.",
    ),
);

pub(crate) fn named_as_contact(tx: &mut Tx<'_>, person: &Person, organisation: &Organisation) -> Result<(), DbError> {
    write(tx, person, &NAMED_AS_CONTACT, &[("name", named(organisation))], paths::ACCOUNT)
}

const INVITED: Template = Template::new(
    "membership.invited",
    Topic::Organisation,
    say("邀请您担任“{name}”的{role}", "Invitation: {role} at {name}"),
    say(
        "{by} 邀请您在协育平台担任“{name}”的{role}。请打开下面的链接接受或谢绝，十四天内有效。",
        "{by} invites you to be {role} at {name} on Xieyu. Open the link below within fourteen days to accept or decline.",
    ),
)
.secret();

pub(crate) fn invited(
    tx: &mut Tx<'_>,
    person: &Person,
    organisation: &Organisation,
    role: Role,
    by: &str,
    secret: &str,
) -> Result<(), DbError> {
    let parts = [("by", plain(by)), ("name", named(organisation)), ("role", Said::from(role.text()))];
    write(tx, person, &INVITED, &parts, &paths::invitation(secret))
}
