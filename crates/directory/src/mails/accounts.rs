//! Letters about one's own account.

use db::{DbError, Tx};
use kernel::{Said, Text, say};
use mail::NewLetter;

use super::filled;
use crate::paths;
use crate::record::Person;
use crate::tell::{language, write};

/// To the new address. The person is not known to have it yet, so the letter belongs to nobody.
pub(crate) fn confirm_new_address(tx: &mut Tx<'_>, person: &Person, email: &str, secret: &str) -> Result<(), DbError> {
    let subject = say("请确认新的邮箱", "Confirm your new address");
    let body = say(
        "您好，{name}：\n\n您请求把协育平台账号的邮箱改为本邮箱。请打开下面的链接确认，两天内有效；确认之前，账号仍使用原邮箱。\n如果不是您本人操作，请忽略本信。",
        "Dear {name},\n\nYou asked to use this address for your account with Xieyu. Open the link below within two days to confirm; until then the account keeps its old address.\nIf it was not you, ignore this letter.",
    );
    to_address(tx, person, email, "account.new_address", subject, addressed(body, person), &paths::new_email(secret))
}

/// To the old address, as soon as a change is asked for: whoever reads it can still stop it.
pub(crate) fn address_change_asked(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let subject = say("有人请求更改您账号的邮箱", "Somebody asked to change your address");
    let body = say(
        "有人登录您的账号并请求更改邮箱，新邮箱确认后生效。如果是您本人操作，无需处理；如果不是，请立即登录，在“账号”页撤销请求并更改密码。",
        "Somebody logged in to your account and asked for another address; it counts once the new address is confirmed. If it was you, nothing needs to be done. If not, log in at once, withdraw the request on the page “Account” and change your password.",
    );
    write(tx, person, "account.address_asked", subject.into(), body.into(), paths::ACCOUNT)
}

/// To both addresses, once it is done.
pub(crate) fn address_changed(tx: &mut Tx<'_>, before: &Person, after: &Person) -> Result<(), DbError> {
    let subject = say("账号的邮箱已更改", "The address of your account was changed");
    let old = say(
        "您在协育平台的账号不再使用本邮箱。如果不是您本人操作，请立即联系平台。",
        "Your account with Xieyu no longer uses this address. If it was not you, tell the platform at once.",
    );
    let new = say("从现在起，请用本邮箱登录协育平台。", "From now on, log in to Xieyu with this address.");
    to_address(tx, before, &before.email, "account.address_left", subject, old.into(), "")?;
    write(tx, after, "account.address_changed", subject.into(), new.into(), paths::LOGIN)
}

/// The last letter to somebody whose account is closed.
pub(crate) fn account_closed(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let subject = say("您的账号已注销", "Your account is closed");
    let body = say(
        "您好，{name}：\n\n您在协育平台的账号已按您的请求注销：身份已结束，邮箱、电话、密码等个人信息已删除。项目、备案和日志中的姓名按规定保留。",
        "Dear {name},\n\nYour account with Xieyu was closed as you asked: your roles have ended, and address, phone, password and other personal data are deleted. Your name stays in projects, filings and the journal, as the rules require.",
    );
    to_address(tx, person, &person.email, "account.closed", subject, addressed(body, person), "")
}

fn addressed(body: Text, person: &Person) -> Said {
    filled(body, &[("name", &person.named())])
}

/// A letter that must go to this very address, whatever the person's is by the time it leaves.
fn to_address(
    tx: &mut Tx<'_>,
    person: &Person,
    email: &str,
    kind: &'static str,
    subject: Text,
    body: Said,
    link: &str,
) -> Result<(), DbError> {
    let letter = NewLetter {
        to_person: None,
        to_address: email.to_owned(),
        lang: language(&person.lang),
        kind,
        subject: subject.into(),
        body,
        link: link.to_owned(),
    };
    mail::queue(tx, letter).map(drop)
}
