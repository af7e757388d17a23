//! Why something pushed was not taken. The producer reads it, since an encoder may not show it (`ignore_io_errors`).

use kernel::{Said, Text, say};

/// Why a push was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the name is not [A-Za-z0-9_-]+.(m3u8|ts|m4s|mp4)")]
    Name,
    #[error("a body has at most 16 MB")]
    TooLarge,
    #[error("the bytes are not what the name promises")]
    Content,
    #[error("the playlist cannot be read: line {line}, {why}")]
    Playlist { line: usize, why: &'static str },
    #[error("media came before its init segment")]
    NoInit,
    #[error("another encoder is pushing to this copy")]
    Taken,
    #[error("a channel has at most {0} renditions")]
    Renditions(usize),
    #[error("the key is wrong, revoked or not valid now")]
    Key,
    #[error("too many requests")]
    TooFast,
}

impl Refused {
    /// How HTTP words it.
    pub const fn status(&self) -> u16 {
        match self {
            Refused::Name | Refused::Playlist { .. } | Refused::Renditions(_) => 422,
            Refused::TooLarge => 413,
            Refused::Content => 415,
            Refused::NoInit => 412,
            Refused::Taken => 409,
            Refused::Key => 403,
            Refused::TooFast => 429,
        }
    }

    /// What the producer reads, with what to do.
    pub fn said(&self) -> Said {
        const PLAYLIST: Text = say(
            "播放列表无法读取（第 {line} 行：{why}），请检查编码器的 HLS 设置",
            "The playlist cannot be read (line {line}: {why}); check the encoder's HLS settings",
        );
        const MANY: Text = say("一个频道最多 {most} 个码率档", "A channel has at most {most} renditions");
        let text = match self {
            Refused::Playlist { line, why } => return PLAYLIST.with(&[("line", line), ("why", why)]),
            Refused::Renditions(most) => return MANY.with(&[("most", most)]),
            Refused::Name => say(
                "文件名只能用字母、数字、_ 和 -，扩展名为 m3u8、ts、m4s 或 mp4",
                "File names are letters, digits, _ and -, ending in m3u8, ts, m4s or mp4",
            ),
            Refused::TooLarge => say(
                "单个文件超过 16 MB，请缩短切片或降低码率",
                "A file is larger than 16 MB; make segments shorter or lower the bit rate",
            ),
            Refused::Content => say(
                "文件内容与扩展名不符，请检查封装格式",
                "The bytes are not what the name promises; check the container",
            ),
            Refused::NoInit => {
                say("切片先于初始化段到达，请重启编码器", "Media came before its init segment; restart the encoder")
            }
            Refused::Taken => say(
                "另一台编码器正在推送此副本：请改推备用副本，或在控制台允许接管",
                "Another encoder pushes to this copy: push to the backup, or allow a takeover on the console",
            ),
            Refused::Key => {
                say("推流密钥错误、已吊销或不在有效期内", "The key is wrong, revoked, or not valid at this time")
            }
            Refused::TooFast => say("请求过于频繁", "Too many requests"),
        };
        text.into()
    }
}
