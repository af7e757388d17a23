//! Letters about one's own account. They cannot be turned off or reworded.

use db::{DbError, Tx};
use kernel::{Text, say};
use mail::{NewLetter, NewWording, Part, Template, Topic};

use crate::paths;
use crate::record::Person;
use crate::tell::{language, write};

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Account, subject, body)
}

pub(super) const CONFIRM: Template = template(
    "account.confirm",
    say("请确认您的邮箱", "Confirm your address"),
    say(
        "您好，{person}：\n\n您（或他人）使用本邮箱在协育平台注册。请打开下面的链接确认，七天内有效；确认后即可用注册时设置的密码登录。\n如果不是您本人操作，请忽略本信。",
        "Dear {person},\n\nYou, or somebody else, registered with Xieyu using this address. Open the link below within seven days to confirm; then log in with the password you chose.\nIf it was not you, ignore this letter.",
    ),
)
.secret();

pub(crate) fn confirm_address(tx: &mut Tx<'_>, person: &Person, secret: &str) -> Result<(), DbError> {
    write(tx, person, &CONFIRM, &[("person", person.named())], &paths::confirmation(secret))
}

pub(super) const KNOWN: Template = template(
    "account.known",
    say("您的邮箱已有账号", "Your address has an account already"),
    say(
        "您（或他人）刚才使用本邮箱注册，但它已有账号，因此没有新建。请用已有账号登录，在“账号”页申请新的身份；忘记密码可在登录页重置。\n如果不是您本人操作，无需处理。",
        "You, or somebody else, just registered with this address. It has an account already, so none was made. Log in with it and ask for the new role on the page “Account”; a forgotten password can be reset from the log-in page.\nIf it was not you, nothing needs to be done.",
    ),
);

/// To the owner of an address that somebody registers with again.
pub(crate) fn registered_already(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    write(tx, person, &KNOWN, &[], paths::LOGIN)
}

pub(super) const WANTED: Template = template(
    "account.wanted",
    say("有人想把您的邮箱用于另一个账号", "Somebody wanted your address for another account"),
    say(
        "有人请求把自己账号的邮箱改为本邮箱。本邮箱属于您的账号，因此没有更改，您的账号和密码都不受影响，对方也不知道本邮箱已有账号。\n如果是您本人想合并两个账号，请联系平台；如果不是，无需处理。",
        "Somebody asked to use this address for their account. It belongs to yours, so nothing was changed: your account and your password are as they were, and whoever asked does not learn that the address has an account.\nIf it was you and you want to join two accounts, tell the platform. If it was not, nothing needs to be done.",
    ),
);

/// To the owner of an address that somebody wants for another account.
pub(crate) fn address_known(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    write(tx, person, &WANTED, &[], paths::ACCOUNT)
}

pub(super) const RESET: Template = template(
    "account.reset",
    say("重置密码", "Reset your password"),
    say(
        "请打开下面的链接设置新密码。链接一小时内有效，只能使用一次。\n如果不是您本人操作，请忽略本信，密码不会改变。",
        "Open the link below to set a new password. It works once, within one hour.\nIf it was not you, ignore this letter; your password stays as it is.",
    ),
)
.secret();

pub(crate) fn reset(tx: &mut Tx<'_>, person: &Person, secret: &str) -> Result<(), DbError> {
    write(tx, person, &RESET, &[], &paths::reset(secret))
}

pub(super) const PASSWORD_CHANGED: Template = template(
    "account.password_changed",
    say("密码已更改", "Your password was changed"),
    say(
        "您的密码刚刚更改，其他设备上的登录已全部退出。接口令牌仍然有效：不再需要的，请在“令牌”页吊销。\n如果不是您本人操作，请立即重置密码（令牌也会随之失效）并联系平台。",
        "Your password was just changed and you were logged out on all other devices. Your tokens still count: revoke those you no longer need on the page “Tokens”.\nIf it was not you, reset the password at once - that ends the tokens too - and tell the platform.",
    ),
);

pub(crate) fn password_changed(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    write(tx, person, &PASSWORD_CHANGED, &[], paths::PASSWORD)
}

pub(super) const PASSWORD_RESET: Template = template(
    "account.password_reset",
    say("密码已更改", "Your password was changed"),
    say(
        "您的密码刚刚通过邮件中的链接重置，所有设备上的登录已全部退出，您的全部接口令牌也已失效。\n如果不是您本人操作，请立即再次重置密码并联系平台。",
        "Your password was just reset by the link from a letter. You were logged out on all devices, and all your tokens have ended.\nIf it was not you, reset it again at once and tell the platform.",
    ),
);

pub(crate) fn password_reset(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    write(tx, person, &PASSWORD_RESET, &[], paths::PASSWORD)
}

/// The occasion of [`guessed`].
pub(crate) const GUESSED: &str = "account.guessed";

pub(super) const GUESSES: Template = template(
    GUESSED,
    say("有人多次尝试登录您的账号", "Somebody tries to log in to your account"),
    say(
        "今天有人多次用错误的密码尝试登录您的账号。您的密码没有改变。如果一直错下去，从您未曾登录过的网络将暂时不能用密码登录；通过邮件重置密码后即可恢复。\n如果是您本人记错了密码，可以打开下面的链接重置。如果不是，而您的密码较短或在别处也用过，请同样重置。此类提醒每天最多一封。",
        "Today somebody tried to log in to your account with wrong passwords many times. Your password is unchanged. If it goes on, networks you have not logged in from lately will be refused for a while; resetting the password by mail opens them again.\nIf it was you, the link below resets a forgotten password. If it was not, and yours is short or used elsewhere too, reset it as well. Such a letter comes once a day at most.",
    ),
);

pub(crate) fn guessed(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    write(tx, person, &GUESSES, &[], paths::PASSWORD)
}

pub(super) const NEW_ADDRESS: Template = template(
    "account.new_address",
    say("请确认新的邮箱", "Confirm your new address"),
    say(
        "您好，{person}：\n\n您请求把协育平台账号的邮箱改为本邮箱。请打开下面的链接确认，两天内有效；确认之前，账号仍使用原邮箱。\n如果不是您本人操作，请忽略本信。",
        "Dear {person},\n\nYou asked to use this address for your account with Xieyu. Open the link below within two days to confirm; until then the account keeps its old address.\nIf it was not you, ignore this letter.",
    ),
)
.secret();

/// To the new address. The person is not known to have it yet, so the letter belongs to nobody.
pub(crate) fn confirm_new_address(tx: &mut Tx<'_>, person: &Person, email: &str, secret: &str) -> Result<(), DbError> {
    to_address(tx, person, email, &NEW_ADDRESS, &paths::new_email(secret))
}

pub(super) const ADDRESS_ASKED: Template = template(
    "account.address_asked",
    say("有人请求更改您账号的邮箱", "Somebody asked to change your address"),
    say(
        "有人登录您的账号并请求更改邮箱，新邮箱确认后生效。如果是您本人操作，无需处理；如果不是，请立即登录，在“账号”页撤销请求并更改密码。",
        "Somebody logged in to your account and asked for another address; it counts once the new address is confirmed. If it was you, nothing needs to be done. If not, log in at once, withdraw the request on the page “Account” and change your password.",
    ),
);

/// To the old address, as soon as a change is asked for: whoever reads it can still stop it.
pub(crate) fn address_change_asked(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    write(tx, person, &ADDRESS_ASKED, &[], paths::ACCOUNT)
}

pub(super) const ADDRESS_LEFT: Template = template(
    "account.address_left",
    say("账号的邮箱已更改", "The address of your account was changed"),
    say(
        "您在协育平台的账号不再使用本邮箱。如果不是您本人操作，请立即联系平台。",
        "Your account with Xieyu no longer uses this address. If it was not you, tell the platform at once.",
    ),
);

pub(super) const ADDRESS_CHANGED: Template = template(
    "account.address_changed",
    say("账号的邮箱已更改", "The address of your account was changed"),
    say("从现在起，请用本邮箱登录协育平台。", "From now on, log in to Xieyu with this address."),
);

/// To both addresses, once it is done.
pub(crate) fn address_changed(tx: &mut Tx<'_>, before: &Person, after: &Person) -> Result<(), DbError> {
    to_address(tx, before, &before.email, &ADDRESS_LEFT, "")?;
    write(tx, after, &ADDRESS_CHANGED, &[], paths::LOGIN)
}

pub(super) const CLOSED: Template = template(
    "account.closed",
    say("您的账号已注销", "Your account is closed"),
    say(
        "您好，{person}：\n\n您在协育平台的账号已按您的请求注销：身份已结束，邮箱、电话、密码等个人信息已删除。项目、备案和日志中的姓名按规定保留。",
        "Dear {person},\n\nYour account with Xieyu was closed as you asked: your roles have ended, and address, phone, password and other personal data are deleted. Your name stays in projects, filings and the journal, as the rules require.",
    ),
);

/// The last letter to somebody whose account is closed.
pub(crate) fn account_closed(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    to_address(tx, person, &person.email, &CLOSED, "")
}

/// A letter that must go to this very address, whatever the person's is by the time it leaves.
fn to_address(
    tx: &mut Tx<'_>,
    person: &Person,
    email: &str,
    template: &'static Template,
    link: &str,
) -> Result<(), DbError> {
    let parts: [Part<'_>; 1] = [("person", person.named())];
    let (subject, body) = mail::filled(&NewWording::built_in(template), &parts);
    let letter = NewLetter {
        to_person: None,
        to_address: email.to_owned(),
        lang: language(&person.lang),
        topic: template.topic,
        kind: template.name.to_owned(),
        subject,
        body,
        link: link.to_owned(),
    };
    mail::queue(tx, letter).map(drop)
}
