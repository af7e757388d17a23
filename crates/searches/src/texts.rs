//! Words of the search.

use kernel::{Text, say};

pub(crate) const TITLE: Text = say("搜索", "Search");
pub(crate) const WORDS: Text =
    say("搜索项目、指南、单位、人员、成果", "Search projects, items, organisations, people, results");
pub(crate) const HINT: Text = say(
    "汉字、英文、拼音或首字母均可，例如 人工智能、beijing daxue、bjdx。可加条件：企业:华为 年份:2021..2023 -标题:机器人 “完整词组”",
    "Chinese, English, pinyin or first letters. Conditions: enterprise:huawei year:2021..2023 -title:robot \"exact phrase\"",
);
pub(crate) const FOUND: Text = say("共 {n} 条结果", "{n} results");
pub(crate) const NEAR: Text =
    say("没有完全相符的结果，以下 {n} 条最为接近。", "Nothing fits exactly; these {n} come nearest.");
pub(crate) const NOTHING: Text = say(
    "没有找到。可以减少词语、去掉条件，或改用拼音再试。",
    "Nothing was found. Try fewer words, take a condition away, or type it in pinyin.",
);
pub(crate) const BUILDING: Text = say(
    "搜索索引正在建立：已完成 {part}%。建立期间可先使用各列表页的筛选，本页稍后自动刷新。",
    "The search index is being built: {part}% done. Meanwhile use the filters of the lists; this page looks again by itself.",
);
pub(crate) const OFF: Text =
    say("搜索暂不可用，请先使用各列表页的筛选。", "The search is not available now; use the filters of the lists.");
pub(crate) const NARROW: Text = say("缩小范围", "Narrow down");
pub(crate) const ALL: Text = say("全部", "All");
pub(crate) const YEAR: Text = say("年份", "Year");
pub(crate) const TYPE: Text = say("项目类型", "Type of project");
pub(crate) const PROVINCE: Text = say("省份", "Province");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const MODE: Text = say("模式", "Mode");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const REMOVE: Text = say("（取消此条件）", " (remove this condition)");
pub(crate) const CLEAR: Text = say("清除全部条件", "Clear all conditions");
pub(crate) const BEST: Text = say("最相关", "Best first");
pub(crate) const NEWEST: Text = say("最新", "Newest first");
pub(crate) const HELP: Text = say("怎样写条件", "How to write conditions");
pub(crate) const SAVED: Text = say("保存的搜索", "Saved searches");
pub(crate) const SAVE: Text = say("保存此搜索", "Save this search");
pub(crate) const NAME: Text = say("名称", "Name");
pub(crate) const NOTIFY: Text = say("有新结果时", "When there is something new");
