//! Invented lists as large as one likes: for measuring and for trying an import out. Nothing in them is real.

use kernel::Word;
use sheets::{Column, Output, Value, Width, Writer};

/// Words titles are made of.
const FIELDS: [&str; 12] = [
    "智能制造", "数据科学", "物联网", "集成电路", "新能源汽车", "智慧医疗", "数字经济", "机器人", "网络安全", "智慧农业", "融合媒体", "绿色建筑",
];
const FORMS: [&str; 8] = [
    "课程体系改革与实践", "实践教学基地建设", "师资能力提升培训", "虚拟仿真实验教学改革", "产教融合育人模式探索", "创新创业教育改革", "案例库与教材建设", "专业建设研究",
];
const PLACES: [&str; 10] = ["华东", "华南", "华北", "西南", "西北", "东北", "江南", "岭南", "关中", "滨海"];
const TRADES: [&str; 10] = ["光电", "软件", "云算", "智造", "信安", "微芯", "数据", "能源", "生科", "传媒"];
const FAMILY: [&str; 20] = [
    "林", "何", "苏", "沈", "顾", "罗", "梁", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "萧", "田", "董", "潘",
];
const GIVEN: [&str; 16] = ["梅", "航", "远", "宁", "清", "越", "然", "舟", "桐", "岚", "衡", "澜", "禾", "朔", "言", "晴"];

/// An establishment list as xlsx, its rows in no particular state. One row in `every` (0 for none) holds a fault.
pub fn establishment_list(rows: u32, every: u32) -> Vec<u8> {
    let heads = ["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人", "立项时间", "支持经费（万元）"];
    let column = |heading: &&str| Column { key: (*heading).into(), heading: (*heading).into(), width: Width::Usual };
    let mut writer = Writer::new(Output::Xlsx, "立项名单", heads.iter().map(column).collect());
    let mut out = Vec::new();
    for n in 0..rows {
        let faulty = every > 0 && n % every == every - 1;
        // A sheet holds a million rows and a list far fewer: there is always room.
        if writer.row(&row(n, faulty)).is_err() {
            break;
        }
        if n % 1_000 == 0 {
            out.append(&mut writer.ready());
        }
    }
    out.append(&mut writer.end());
    out
}

fn row(n: u32, faulty: bool) -> [Value; 8] {
    let pick = |all: &[&'static str], by: u32| all[(n / by) as usize % all.len()];
    let (enterprise, project) = (n / 57, n % 57);
    let year = 2018 + n % 6;
    let kind = kernel::ProjectType::ALL[n as usize % 6];
    let number = if faulty { format!("{year}03{enterprise:04}{project:02}") } else { format!("{year}{:02}{:06}", 1 + n % 2, n / 2) };
    let name = |of: u32| format!("{}{}{}第{of}", PLACES[of as usize % 10], TRADES[(of / 10) as usize % 10], FAMILY[(of / 100) as usize % 20]);
    [
        Value::from(number.as_str()),
        Value::from(format!("{}科技有限公司", name(enterprise)).as_str()),
        Value::from(kind.text().zh),
        Value::from(format!("面向{}的{}（{}）", pick(&FIELDS, 1), pick(&FORMS, 12), n % 997).as_str()),
        Value::from(format!("{}{}大学", pick(&PLACES, 1), n % 1_100).as_str()),
        Value::from(format!("{}{}{}", pick(&FAMILY, 1), pick(&GIVEN, 20), pick(&GIVEN, 3)).as_str()),
        kernel::Day::new(year as i16, 7, 15).map_or(Value::Empty, Value::Day),
        Value::Money(500 + 100 * i64::from(n % 20)),
    ]
}
