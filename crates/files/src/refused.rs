//! Why a file was not taken, and what to do about it.

use kernel::{Breach, Refusal, Said, Word, say};

use crate::kind::Kind;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("the file is empty")]
    Empty,
    /// Sizes in bytes.
    #[error("the file has {bytes} bytes, {most} are allowed")]
    TooLarge { bytes: u64, most: u64 },
    #[error("the name ends in .{ending}, the content is {found}")]
    NotWhatItSays { ending: String, found: Kind },
    #[error("the content is {}, which is not taken", found.unwrap_or("unknown"))]
    UnknownKind { found: Option<&'static str>, allowed: &'static [Kind] },
    #[error("{found} is not taken here")]
    KindNotAllowed { found: Kind, allowed: &'static [Kind] },
    #[error("it begins like {found} and is not whole")]
    Broken { found: Kind },
    #[error("the file holds macros")]
    Macros,
    #[error("the name is empty or has no letters")]
    Name,
    /// The store failed; not the reader's fault.
    #[error("the file could not be stored")]
    Store(#[source] std::io::Error),
}

impl Refused {
    /// The message beside the form field.
    pub fn breach(&self, field: impl Into<String>) -> Breach {
        Breach::field(field, self.said())
    }

    /// The answer of an action: a breach beside `field`, or a fault when the store failed.
    pub fn refusal(self, field: impl Into<String>) -> Refusal {
        match self {
            Refused::Store(cause) => Refusal::fault(cause),
            refused => refused.breach(field).into(),
        }
    }

    fn said(&self) -> Said {
        match self {
            Refused::Empty => say("文件是空的，请选择有内容的文件。", "The file is empty. Choose a file with content.").into(),
            Refused::TooLarge { bytes, most } => say(
                "文件大小为 {size}，超过上限 {most}。请压缩图片或拆分后重新上传。",
                "The file has {size}; the limit is {most}. Compress its pictures or split it, then upload again.",
            )
            .with(&[("size", &size(*bytes)), ("most", &size(*most))]),
            Refused::NotWhatItSays { ending, found } => mismatch(ending, *found),
            Refused::UnknownKind { found, allowed } => unknown(*found, allowed),
            Refused::KindNotAllowed { found, allowed } => Said {
                zh: format!("这是{}，此处只接受：{}。请转换格式后重新上传。", found.text().zh, list(allowed)),
                en: format!("This is {}; taken here: {}. Convert it and upload again.", found.text().en, list(allowed)),
            },
            Refused::Broken { found } => say(
                "文件开头像{zh}，但内容不完整，无法打开。请在本机打开核对后，重新导出或扫描再上传。",
                "The file begins like {en}, but it is not whole and cannot be opened. Open it on your device to check, then export or scan it again.",
            )
            .with(&[("zh", &found.text().zh), ("en", &found.text().en)]),
            Refused::Macros => say(
                "文件含有宏，为安全起见不予接收。请另存为不含宏的 docx 或 xlsx 后重新上传。",
                "The file holds macros and is not taken for safety. Save it as docx or xlsx without macros and upload again.",
            )
            .into(),
            Refused::Name => say("文件没有可用的名称，请重命名后重新上传。", "The file has no usable name. Rename it and upload again.").into(),
            Refused::Store(_) => {
                say("文件暂时无法保存，请稍后重试。", "The file cannot be stored at the moment. Please try again later.").into()
            }
        }
    }
}

fn mismatch(ending: &str, found: Kind) -> Said {
    say(
        "文件名以 .{ending} 结尾，但内容是{zh}。请将扩展名改为 .{right}，或选择正确的文件。",
        "The name ends in .{ending}, but the content is {en}. Rename it to .{right} or choose the right file.",
    )
    .with(&[
        ("zh", &found.text().zh),
        ("en", &found.text().en),
        ("right", &found.endings()[0]),
        ("ending", &ending),
    ])
}

fn unknown(found: Option<&str>, allowed: &[Kind]) -> Said {
    Said {
        zh: format!(
            "文件内容{}，只接受：{}。请转换格式后重新上传。",
            found.map_or("无法识别".into(), |f| format!("是 {f}")),
            list(allowed)
        ),
        en: format!(
            "The content of the file is {}; taken are: {}. Convert it and upload again.",
            found.unwrap_or("not recognised"),
            list(allowed)
        ),
    }
}

fn list(kinds: &[Kind]) -> String {
    kinds.iter().flat_map(|k| k.endings()).copied().collect::<Vec<_>>().join(", ")
}

/// A size for people, rounded up so that a file just over the limit never looks as if it fitted.
fn size(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..MIB => format!("{} KiB", bytes.div_ceil(1024)),
        _ => {
            let tenths = (bytes * 10).div_ceil(MIB);
            if tenths.is_multiple_of(10) {
                format!("{} MiB", tenths / 10)
            } else {
                format!("{}.{} MiB", tenths / 10, tenths % 10)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_just_over_the_limit_does_not_look_as_if_it_fitted() {
        assert_eq!(size(20 * 1024 * 1024), "20 MiB");
        assert_eq!(size(20 * 1024 * 1024 + 1), "20.1 MiB");
        assert_eq!(size(1), "1 B");
        assert_eq!(size(1025), "2 KiB");
    }
}
