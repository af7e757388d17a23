//! The keys of `key:value`.

use kernel::{Text, say};

use crate::edit;

/// What a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Kind,
    Year,
    Type,
    Province,
    State,
    Mode,
    Enterprise,
    University,
    Person,
    Title,
    Number,
}

struct Line {
    key: Key,
    /// The first is shown to people.
    en: &'static [&'static str],
    zh: &'static [&'static str],
    values: Text,
}

const LINES: [Line; 11] = [
    Line {
        key: Key::Kind,
        en: &["kind"],
        zh: &["类别"],
        values: say(
            "project、item、organisation、person、result，或“项目”“指南”“单位”“人员”“成果”",
            "project, item, organisation, person, result",
        ),
    },
    Line {
        key: Key::Year,
        en: &["year"],
        zh: &["年份", "年"],
        values: say("2021、2021..2023、2021..、..2019", "2021, 2021..2023, 2021.., ..2019"),
    },
    Line {
        key: Key::Type,
        en: &["type"],
        zh: &["类型"],
        values: say(
            "T1 至 T6，或类型名称的一部分，如“师资”",
            "T1 to T6, or part of the name of a type such as training",
        ),
    },
    Line {
        key: Key::Province,
        en: &["province"],
        zh: &["省份", "省", "地区"],
        values: say("省份名称或两位代码，如 浙江、33", "a province or its two digits, such as Zhejiang, 33"),
    },
    Line {
        key: Key::Enterprise,
        en: &["enterprise", "company"],
        zh: &["企业", "公司"],
        values: say("企业名称的任意部分", "any part of an enterprise's name"),
    },
    Line {
        key: Key::University,
        en: &["university", "school"],
        zh: &["高校", "学校"],
        values: say("高校名称的任意部分", "any part of a university's name"),
    },
    Line {
        key: Key::Person, en: &["pi", "person"], zh: &["负责人", "姓名", "人"], values: say("姓名", "a name")
    },
    Line {
        key: Key::Title,
        en: &["title"],
        zh: &["标题", "题目", "名称"],
        values: say("标题中的词", "words of the title"),
    },
    Line {
        key: Key::Number,
        en: &["number", "code"],
        zh: &["编号", "代码"],
        values: say("完整编号，或开头加 * 或 …", "a whole number, or how it begins with * or … behind it"),
    },
    Line {
        key: Key::State,
        en: &["state"],
        zh: &["状态"],
        values: say("如 running、closed、open，或“在研”“已结题”“可申报”", "such as running, closed, open"),
    },
    Line { key: Key::Mode, en: &["mode"], zh: &["模式"], values: say("legacy 或 2024", "legacy or 2024") },
];

/// Every key: the English word, the Chinese word, and what stands behind it.
pub fn keys() -> impl Iterator<Item = (&'static str, &'static str, Text)> {
    LINES.iter().map(|line| (line.en[0], line.zh[0], line.values))
}

impl Key {
    fn line(self) -> &'static Line {
        LINES.iter().find(|line| line.key == self).unwrap_or(&LINES[0])
    }
    pub(super) fn values(self) -> Text {
        self.line().values
    }
}

/// What a folded word before a colon may be.
pub(super) enum Found {
    Key(Key),
    /// Nearly a key: the word that was meant.
    Nearly(&'static str),
    No,
}

pub(super) fn find(folded: &str) -> Found {
    for line in &LINES {
        if line.en.contains(&folded) || line.zh.contains(&folded) {
            return Found::Key(line.key);
        }
    }
    let words = LINES.iter().flat_map(|line| line.en).copied();
    let near =
        words.filter(|word| folded.len() >= 4 && edit::distance(folded, word, edit::allowed(word.len())).is_some());
    near.min_by_key(|word| edit::distance(folded, word, 2)).map_or(Found::No, Found::Nearly)
}
