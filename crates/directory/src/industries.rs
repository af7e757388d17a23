//! The twenty sections of the national classification of industries, GB/T 4754-2017.

use kernel::{Lang, Text, say};

pub(crate) const ALL: [(&str, Text); 20] = [
    ("A", say("农、林、牧、渔业", "Agriculture, forestry, fishing")),
    ("B", say("采矿业", "Mining")),
    ("C", say("制造业", "Manufacturing")),
    ("D", say("电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water")),
    ("E", say("建筑业", "Construction")),
    ("F", say("批发和零售业", "Wholesale and retail")),
    ("G", say("交通运输、仓储和邮政业", "Transport, storage and post")),
    ("H", say("住宿和餐饮业", "Accommodation and catering")),
    ("I", say("信息传输、软件和信息技术服务业", "Information, software and IT services")),
    ("J", say("金融业", "Finance")),
    ("K", say("房地产业", "Real estate")),
    ("L", say("租赁和商务服务业", "Leasing and business services")),
    ("M", say("科学研究和技术服务业", "Scientific research and technical services")),
    ("N", say("水利、环境和公共设施管理业", "Water, environment and public facilities")),
    ("O", say("居民服务、修理和其他服务业", "Resident services and repair")),
    ("P", say("教育", "Education")),
    ("Q", say("卫生和社会工作", "Health and social work")),
    ("R", say("文化、体育和娱乐业", "Culture, sport and entertainment")),
    ("S", say("公共管理、社会保障和社会组织", "Public administration and social organisations")),
    ("T", say("国际组织", "International organisations")),
];

/// Choices of a form.
pub(crate) fn options(lang: Lang) -> Vec<(String, String)> {
    ALL.iter().map(|(code, text)| ((*code).to_owned(), format!("{code} {}", text.get(lang)))).collect()
}

/// What people read for a stored section; an unknown one is shown as it is.
pub(crate) fn shown(code: &str, lang: Lang) -> String {
    ALL.iter().find(|(known, _)| *known == code).map_or(code.to_owned(), |(_, text)| text.get(lang).to_owned())
}

/// The name of a section by its letter.
pub fn industry(code: &str) -> Option<Text> {
    ALL.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}
