//! What a mail server answered, in words: its own are English and for machines.

use kernel::{Text, say};

/// Answers by what stands in them: enhanced codes of RFC 3463 first, since they say more.
const KNOWN: &[(&str, Text)] = &[
    ("5.1.1", say("收件邮箱不存在", "There is no such mailbox")),
    ("5.1.10", say("收件邮箱不存在", "There is no such mailbox")),
    ("5.1.2", say("收件邮箱的域名不存在", "The domain of the address does not exist")),
    ("5.1.3", say("收件邮箱写法有误", "The address is not well-formed")),
    ("5.2.1", say("收件邮箱已停用", "The mailbox is disabled")),
    ("5.2.2", say("收件邮箱已满", "The mailbox is full")),
    ("4.2.2", say("收件邮箱已满", "The mailbox is full")),
    ("5.2.3", say("邮件超过收件方允许的大小", "The letter is larger than the receiver takes")),
    ("5.7.", say("收件方按其规则拒收", "The receiver refused it by its policy")),
    ("4.7.", say("收件方暂时拒收（频率或信誉限制）", "The receiver refused it for now (rate or reputation)")),
    ("no mail address", say("收件邮箱写法有误", "The address is not well-formed")),
    (
        "535",
        say(
            "邮件服务器拒绝了平台的登录，请检查配置",
            "The mail server refused the platform's log-in; check the configuration",
        ),
    ),
    (
        "530",
        say(
            "邮件服务器拒绝了平台的登录，请检查配置",
            "The mail server refused the platform's log-in; check the configuration",
        ),
    ),
    ("550", say("收件方拒收：邮箱不存在或不接受", "The receiver refused it: no such mailbox, or not accepted")),
    ("552", say("收件邮箱已满", "The mailbox is full")),
    ("553", say("收件邮箱写法有误", "The address is not well-formed")),
    ("421", say("邮件服务器暂时不可用", "The mail server is not available for now")),
    ("450", say("收件邮箱暂时不可用", "The mailbox is not available for now")),
    ("451", say("邮件服务器暂时出错", "The mail server has a fault for now")),
    ("452", say("收件方空间不足", "The receiver has no room for now")),
    ("onnect", say("连不上邮件服务器", "The mail server cannot be reached")),
    ("imed out", say("邮件服务器没有及时应答", "The mail server did not answer in time")),
    ("cut off", say("发送被中断", "Sending was cut off")),
];

const UNKNOWN: Text = say("邮件服务器没有接收", "The mail server did not take it");

/// What an answer means.
pub(crate) fn in_words(answer: &str) -> Text {
    KNOWN.iter().find(|(part, _)| answer.contains(part)).map_or(UNKNOWN, |(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_mail_servers_are_told_in_words() {
        for (answer, words) in [
            ("550 5.1.1 no such user", "There is no such mailbox"),
            ("the mail server did not take the letter: permanent error (552): full", "The mailbox is full"),
            ("the mail server did not take the letter: Connection error: refused", "The mail server cannot be reached"),
            ("strange", "The mail server did not take it"),
        ] {
            assert_eq!(in_words(answer).en, words, "{answer}");
        }
    }
}
