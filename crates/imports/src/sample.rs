//! Invented lists as large as one likes: for measuring and for trying an import out. Nothing in them is real.

use db::{DbError, Tx, params};
use directory::OrganisationKind;
use kernel::Word;
use sheets::{Column, Output, Value, Width, Writer};

use crate::record::Subject;

/// Words titles are made of.
const FIELDS: [&str; 12] = [
    "智能制造",
    "数据科学",
    "物联网",
    "集成电路",
    "新能源汽车",
    "智慧医疗",
    "数字经济",
    "机器人",
    "网络安全",
    "智慧农业",
    "融合媒体",
    "绿色建筑",
];
const FORMS: [&str; 8] = [
    "课程体系改革与实践",
    "实践教学基地建设",
    "师资能力提升培训",
    "虚拟仿真实验教学改革",
    "产教融合育人模式探索",
    "创新创业教育改革",
    "案例库与教材建设",
    "专业建设研究",
];
const PLACES: [&str; 10] = ["华东", "华南", "华北", "西南", "西北", "东北", "江南", "岭南", "关中", "滨海"];
const TRADES: [&str; 10] = ["光电", "软件", "云算", "智造", "信安", "微芯", "数据", "能源", "生科", "传媒"];
const FAMILY: [&str; 20] = [
    "林", "何", "苏", "沈", "顾", "罗", "梁", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "萧", "田", "董",
    "潘",
];
const GIVEN: [&str; 16] =
    ["梅", "航", "远", "宁", "清", "越", "然", "舟", "桐", "岚", "衡", "澜", "禾", "朔", "言", "晴"];

/// Names of organisations of the register that a sample list may hold, so that it matches where it is tried.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub enterprises: Vec<String>,
    pub universities: Vec<String>,
}

/// Names taken from the register at most, of each kind.
const TAKEN: i64 = 4;

impl Known {
    /// The first organisations of the register that are verified.
    pub fn read(tx: &mut Tx<'_>) -> Result<Known, DbError> {
        let mut of = |kind: OrganisationKind| -> Result<Vec<String>, DbError> {
            let sql = "SELECT name FROM organisation WHERE kind = $1 AND state = 'verified' ORDER BY id LIMIT $2";
            let rows: Vec<(String,)> = tx.query(sql, params![kind, TAKEN])?;
            Ok(rows.into_iter().map(|(name,)| name).collect())
        };
        Ok(Known { enterprises: of(OrganisationKind::Enterprise)?, universities: of(OrganisationKind::University)? })
    }
}

/// A short list of a kind, as people would bring it.
pub fn of(kind: Subject, known: &Known) -> Vec<u8> {
    match kind {
        Subject::Projects => projects(known),
        Subject::Organisations => organisations(),
        Subject::People => people(known),
    }
}

fn writer(name: &str, heads: &[&str]) -> Writer {
    let column = |heading: &&str| Column { key: (*heading).into(), heading: (*heading).into(), width: Width::Usual };
    Writer::new(Output::Xlsx, name, heads.iter().map(column).collect())
}

fn write(mut writer: Writer, rows: impl IntoIterator<Item = Vec<Value>>) -> Vec<u8> {
    for row in rows {
        // A sheet holds a million rows and a sample a dozen: there is always room.
        let _ = writer.row(&row);
    }
    writer.end()
}

fn texts<const N: usize>(cells: [&str; N]) -> Vec<Value> {
    cells.iter().map(|cell| Value::from(*cell)).collect()
}

/// Twelve projects of 2019: full-width digits in a number, both forms of numbers, and one company that calls itself otherwise
/// than in the register.
fn projects(known: &Known) -> Vec<u8> {
    let pick = |all: &[String], n: usize, other: &str| match all.len() {
        0 => other.to_owned(),
        some => all[n % some].clone(),
    };
    let heads =
        ["项目编号", "立项企业名称", "项目类型", "课题名称", "承担高校", "负责人", "立项时间", "支持经费（万元）"];
    let rows = (0..12).map(|n| {
        let enterprise = match (n, pick(&known.enterprises, n, "华东光电科技有限公司")) {
            (7, name) if name.contains("股份") => name.replace("股份", ""),
            (7, name) => name.replace("有限公司", "股份有限公司"),
            (_, name) => name,
        };
        let number = match n {
            3 => "２０１９０２９０１００４".to_owned(),
            9 => "190701145711209".to_owned(),
            n => format!("2019029010{:02}", n + 1),
        };
        let title = format!("面向{}的{}", FIELDS[n % FIELDS.len()], FORMS[n % FORMS.len()]);
        let pi = format!("{}{}", FAMILY[n], GIVEN[n]);
        let mut row = vec![Value::from(number.as_str()), Value::from(enterprise.as_str())];
        row.push(Value::from(kernel::ProjectType::ALL[n % 6].text().zh));
        row.extend([title.as_str(), &pick(&known.universities, n, "江南理工大学"), &pi].map(Value::from));
        row.push(kernel::Day::new(2019, 7, 15).map_or(Value::Empty, Value::Day));
        row.push(Value::Money(500 + 100 * n as i64));
        row
    });
    write(writer("立项名单", &heads), rows)
}

fn organisations() -> Vec<u8> {
    let heads = ["学校名称", "学校标识码", "主管部门", "所在地", "办学层次", "备注"];
    let rows = [
        ["江南滨海大学", "4132019951", "江苏省", "南京市", "本科", ""],
        ["岭南数据职业学院", "4144019952", "广东省", "广州市", "专科", "民办"],
        ["关中智造大学", "4161019953", "教育部", "西安市", "本科", ""],
    ];
    write(writer("高校名单", &heads), rows.map(texts))
}

fn people(known: &Known) -> Vec<u8> {
    let heads = ["姓名", "邮箱", "身份", "单位", "学院", "职称"];
    let home = known.universities.first().map_or("江南理工大学", String::as_str);
    let rows = [
        ["顾清越", "gu.qingyue@sample.example", "教师", home, "电子工程学院", "副教授"],
        ["沈桐", "shen.tong@sample.example", "教师", home, "计算机学院", "讲师"],
        ["罗言", "luo.yan@sample.example", "高校财务", home, "财务处", ""],
    ];
    write(writer("人员名单", &heads), rows.map(texts))
}

/// An establishment list as xlsx, its rows in no particular state. One row in `every` (0 for none) holds a fault.
pub fn establishment_list(rows: u32, every: u32) -> Vec<u8> {
    let heads =
        ["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人", "立项时间", "支持经费（万元）"];
    let mut writer = writer("立项名单", &heads);
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
    let number = if faulty {
        format!("{year}03{enterprise:04}{project:02}")
    } else {
        format!("{year}{:02}{:06}", 1 + n % 2, n / 2)
    };
    let name = |of: u32| {
        format!(
            "{}{}{}第{of}",
            PLACES[of as usize % 10],
            TRADES[(of / 10) as usize % 10],
            FAMILY[(of / 100) as usize % 20]
        )
    };
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
