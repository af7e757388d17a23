//! Words of this crate.

use kernel::{Text, say};

pub(crate) const EXPORT: Text = say("导出", "Export");
pub(crate) const TITLE: Text = say("导出：{list}", "Export: {list}");
pub(crate) const COLUMNS: Text = say("选择要导出的列及其顺序", "Columns to take along, and their order");
pub(crate) const COLUMN: Text = say("列", "Column");
pub(crate) const PLACE: Text = say("顺序", "Place");
pub(crate) const PLACE_OF: Text = say("“{column}”的顺序", "Place of {column}");
pub(crate) const KIND: Text = say("类型", "Type");
pub(crate) const MEANING: Text = say("含义", "Meaning");
pub(crate) const FORMAT: Text = say("格式", "Format");
pub(crate) const HEADINGS: Text = say("表头语言", "Language of the headings");
pub(crate) const DOWNLOAD: Text = say("下载", "Download");
pub(crate) const USUAL: Text = say("恢复默认列", "Usual columns");
pub(crate) const NARROWED: Text = say("筛选条件", "Narrowed to");
pub(crate) const WHOLE: Text =
    say("未设置筛选条件：导出您在此列表中可以看到的全部内容。", "Nothing is narrowed: all that you see in this list.");
pub(crate) const NOTE: Text = say(
    "数字越小越靠前；未填顺序的列排在后面。登录后，所选的列与格式会记住。CSV 带 UTF-8 标记；每个工作表最多 1,048,576 行，超出部分写入下一张表。同时最多导出 2 份文件。",
    "Smaller numbers come first; columns without a number follow. Once logged in, your choice is remembered. A csv carries the mark of UTF-8; a sheet holds 1,048,576 rows at most, what is beyond stands on the next. Two files at once.",
);
