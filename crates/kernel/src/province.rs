//! Provinces by the first two digits of GB/T 2260, and the Xinjiang corps, which has an education authority of its own.

use crate::Text;

/// A province-level region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// Two digits of GB/T 2260; `66` is ours for the Xinjiang Production and Construction Corps.
    pub code: &'static str,
    pub name: Text,
}

const fn p(code: &'static str, zh: &'static str, en: &'static str) -> Province {
    Province { code, name: Text { zh, en } }
}

/// In the order of their codes.
pub const ALL: [Province; 35] = [
    p("11", "北京", "Beijing"),
    p("12", "天津", "Tianjin"),
    p("13", "河北", "Hebei"),
    p("14", "山西", "Shanxi"),
    p("15", "内蒙古", "Inner Mongolia"),
    p("21", "辽宁", "Liaoning"),
    p("22", "吉林", "Jilin"),
    p("23", "黑龙江", "Heilongjiang"),
    p("31", "上海", "Shanghai"),
    p("32", "江苏", "Jiangsu"),
    p("33", "浙江", "Zhejiang"),
    p("34", "安徽", "Anhui"),
    p("35", "福建", "Fujian"),
    p("36", "江西", "Jiangxi"),
    p("37", "山东", "Shandong"),
    p("41", "河南", "Henan"),
    p("42", "湖北", "Hubei"),
    p("43", "湖南", "Hunan"),
    p("44", "广东", "Guangdong"),
    p("45", "广西", "Guangxi"),
    p("46", "海南", "Hainan"),
    p("50", "重庆", "Chongqing"),
    p("51", "四川", "Sichuan"),
    p("52", "贵州", "Guizhou"),
    p("53", "云南", "Yunnan"),
    p("54", "西藏", "Tibet"),
    p("61", "陕西", "Shaanxi"),
    p("62", "甘肃", "Gansu"),
    p("63", "青海", "Qinghai"),
    p("64", "宁夏", "Ningxia"),
    p("65", "新疆", "Xinjiang"),
    p("66", "新疆生产建设兵团", "Xinjiang Production and Construction Corps"),
    p("71", "台湾", "Taiwan"),
    p("81", "香港", "Hong Kong"),
    p("82", "澳门", "Macao"),
];

/// `None` when no province has this code.
pub fn by_code(code: &str) -> Option<Province> {
    ALL.iter().copied().find(|p| p.code == code)
}
