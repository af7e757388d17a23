//! Words of the pages.

use kernel::{Text, say};

pub(crate) const TITLE: Text = say("开放数据", "Open data");
pub(crate) const DICTIONARY: Text = say("数据字典", "Data dictionary");
pub(crate) const LEAD: Text = say(
    "任何人都可以下载的全量公开数据：每晚 03:00（北京时间）生成一次，内容与公开页面一致。",
    "All that is public, for anybody to download: made every night at 03:00 (Beijing), and the same as on the public pages.",
);
pub(crate) const DATASET: Text = say("数据集", "Dataset");
pub(crate) const FORMAT: Text = say("格式", "Format");
pub(crate) const ROWS: Text = say("行数", "Rows");
pub(crate) const SIZE: Text = say("大小", "Size");
pub(crate) const MADE: Text = say("生成时间", "Made at");
pub(crate) const SUM: Text = say("SHA-256 校验值", "SHA-256");
pub(crate) const EMPTY: Text =
    say("尚未生成。每晚 03:00 自动生成。", "Nothing was made yet. It is made every night at 03:00.");
pub(crate) const MAKE: Text = say("立即重新生成", "Make it anew now");
pub(crate) const MADE_NOW: Text = say("已重新生成", "It was made anew");
pub(crate) const EARLIER: Text = say("较早的版本", "Earlier versions");
pub(crate) const LICENCE: Text = say("许可", "Licence");
pub(crate) const NO_LICENCE: Text = say(
    "运营方尚未选定许可；使用前请联系运营方。",
    "The operator has not chosen a licence yet; ask the operator before you use the data.",
);
pub(crate) const COLUMN: Text = say("列", "Column");
pub(crate) const NAME: Text = say("名称", "Name");
pub(crate) const KIND: Text = say("类型", "Type");
pub(crate) const MEANING: Text = say("含义", "Meaning");
