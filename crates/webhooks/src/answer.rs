//! What an attempt brought, as a word that both languages have: the sentences of the library that sends are English and may
//! name machines.

use std::error::Error as _;
use std::io;

use kernel::{Lang, Word, words};

words! {
    /// Why there was no answer.
    pub enum Fault {
        NoName = "no_name" ("找不到该域名", "There is no such name"),
        Inside = "inside" ("该域名指向内部网络，已拒绝", "The name stands for a machine inside; refused"),
        NotReached = "not_reached" ("连接不上接收端", "The receiver cannot be reached"),
        TimedOut = "timed_out" ("接收端没有及时应答", "The receiver did not answer in time"),
        NoTrust = "no_trust" ("加密连接失败：证书无效或协议不符", "No secure connection: the certificate is not valid, or the protocol does not fit"),
        CutOff = "cut_off" ("连接中断", "The connection was cut off"),
        BadAnswer = "bad_answer" ("应答不符合 HTTP", "The answer is not HTTP"),
        BadAddress = "bad_address" ("网址不能使用", "The address cannot be used"),
        NoRight = "no_right" ("登记人已无权查看此内容，未发送", "Whoever registered it may not see this any more; not sent"),
        Unknown = "unknown" ("未能送达", "It was not delivered"),
    }
}

impl Fault {
    pub(crate) fn of(transport: &ureq::Transport) -> Fault {
        let cause = transport.source().and_then(|cause| cause.downcast_ref::<io::Error>());
        let kind = cause.map(io::Error::kind);
        match (transport.kind(), kind) {
            (ureq::ErrorKind::Dns, Some(io::ErrorKind::PermissionDenied)) => Fault::Inside,
            (_, Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)) => Fault::TimedOut,
            (ureq::ErrorKind::Dns, _) => Fault::NoName,
            // What the layer of TLS finds wrong comes as data that are not valid.
            (ureq::ErrorKind::ConnectionFailed, Some(io::ErrorKind::InvalidData)) => Fault::NoTrust,
            (
                _,
                Some(io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted),
            ) => Fault::CutOff,
            (ureq::ErrorKind::ConnectionFailed, _) => Fault::NotReached,
            (ureq::ErrorKind::Io, _) => Fault::CutOff,
            (ureq::ErrorKind::BadStatus | ureq::ErrorKind::BadHeader, _) => Fault::BadAnswer,
            (
                ureq::ErrorKind::InvalidUrl
                | ureq::ErrorKind::UnknownScheme
                | ureq::ErrorKind::InsecureRequestHttpsOnly,
                _,
            ) => Fault::BadAddress,
            (_, _) => Fault::Unknown,
        }
    }
}

/// What the log says of an attempt: the status as it came, a fault in words. What older versions wrote is told in general.
pub(crate) fn shown(answer: &str, lang: Lang) -> String {
    match answer {
        "" => String::new(),
        status if status.bytes().all(|byte| byte.is_ascii_digit()) => format!("HTTP {status}"),
        word => Fault::parse(word).unwrap_or(Fault::Unknown).text().get(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_in_the_language_of_its_reader() {
        for (answer, zh, en) in [
            ("", "", ""),
            ("503", "HTTP 503", "HTTP 503"),
            ("timed_out", "接收端没有及时应答", "The receiver did not answer in time"),
            ("https://x.cn/: Dns Failed: resolve dns name", "未能送达", "It was not delivered"),
        ] {
            assert_eq!((shown(answer, Lang::Zh).as_str(), shown(answer, Lang::En).as_str()), (zh, en), "{answer}");
        }
    }
}
