//! Invented projects, in the way titles of projects are put together, and what people ask.

use kernel::{Mode, ProjectType, Word};
use search::{Audience, Entry, Facts, Kind, Standing, Texts};
use uuid::Uuid;

const THEMES: &str = "人工智能 大模型 机器视觉 自然语言处理 知识图谱 大数据 云计算 边缘计算 物联网 工业互联网 数字孪生 虚拟现实 区块链 隐私计算 网络空间安全 \
    国产数据库 集成电路设计 嵌入式系统 FPGA RISC-V 工业机器人 智能制造 增材制造 数控加工 新能源汽车 智能网联汽车 动力电池 光伏发电 储能技术 智能电网 5G通信 \
    卫星导航 遥感 无人机 智能建造 BIM 绿色建筑 智慧物流 跨境电商 数字营销 金融科技 财务共享 智慧农业 食品检测 生物信息 精准医学 智慧医疗 环境监测 碳中和 \
    数字人文 融媒体 数字出版 动作捕捉 Python 低代码 Machine-Learning Deep-Learning Robotics Networks";
const COURSES: &str = "数据结构 操作系统 计算机网络 数据库原理 软件工程 程序设计基础 机器学习 数字图像处理 数字电子技术 信号与系统 自动控制原理 单片机原理 通信原理 机械设计 \
    机械制图 工程力学 材料科学基础 传感器与检测技术 工程测量 结构力学 土木工程施工 工程造价 大学物理实验 高等数学 概率统计 分析化学 生物化学 药理学 护理学基础 医学影像学 \
    环境工程 遥感原理 管理信息系统 会计学原理 财务管理 市场营销 供应链管理 国际贸易实务 金融学 统计学 大学英语 新闻采编 视觉传达设计 教育技术学";
const FORMS: [&str; 12] = [
    "面向{t}的{c}课程体系建设与实践",
    "{t}背景下{c}专业人才培养模式改革",
    "{t}赋能的《{c}》课程改革与实践",
    "基于{t}的《{c}》混合式教学改革",
    "《{c}》新形态教材与{t}案例库建设",
    "{t}方向师资培训",
    "{t}联合实验室建设",
    "{c}专业{t}校外实践基地建设",
    "{t}虚拟仿真实验教学平台建设",
    "基于{t}的创新创业教育体系建设",
    "产教融合视域下{c}专业升级路径研究——以{t}为例",
    "{t}创新实践中心建设",
];
const SIGNS: &str = "澜栖霁岚砚翎珩榆桐槐荻苇菱鹿鹭雁汐澄蘅杉枫棠川坞浦洲岭原陵泽汀渚麓屏垣津埠湾溪坪启衡睿卓恒拓云星明凌青海远正博智晟谦熙朗衍砺途图维桥帆航石禾舟景信元达源越庭诺";
const TRADES: [&str; 8] = ["软件", "智能科技", "信息技术", "教育科技", "机器人", "新能源", "生物医药", "通信"];
const SCHOOLS: [&str; 8] = ["大学", "理工大学", "科技大学", "师范大学", "医科大学", "财经大学", "学院", "工程学院"];
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余";
const GIVEN: &str =
    "伟芳敏静丽强磊军洋勇艳杰娟涛明超霞平刚玲桂文辉红鑫波晨宇浩雪琳琪欣怡婷佳思雨子俊建国志海晓东春秋云清宁岩松峰慧凯";

/// A number that looks thrown, always the same for the same two.
fn thrown(n: u64, what: u64) -> u64 {
    let mut x = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ what.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x ^= x >> 32;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 29)
}

fn sign(n: u64, what: u64, all: &str) -> char {
    let chars: Vec<char> = all.chars().collect();
    chars[(thrown(n, what) % chars.len() as u64) as usize]
}

fn word(n: u64, what: u64, all: &'static str) -> &'static str {
    let words: Vec<&str> = all.split_whitespace().collect();
    words[(thrown(n, what) % words.len() as u64) as usize]
}

fn enterprise(n: u64) -> (Uuid, String) {
    let name = [sign(n, 1, SIGNS), sign(n, 2, SIGNS), sign(n, 3, SIGNS), sign(n, 4, SIGNS)];
    let trade = TRADES[(n % 8) as usize];
    (Uuid::from_u128(u128::from(n) + (1 << 80)), format!("{}{trade}有限公司", name.iter().collect::<String>()))
}

pub fn university(n: u64) -> Uuid {
    Uuid::from_u128(u128::from(n) + (2 << 80))
}

fn university_name(n: u64) -> String {
    format!("{}{}{}", sign(n, 5, SIGNS), sign(n, 6, SIGNS), SCHOOLS[(n % 8) as usize])
}

pub fn person(n: u64) -> String {
    let mut name = sign(n, 7, SURNAMES).to_string();
    name.push(sign(n, 8, GIVEN));
    if !n.is_multiple_of(4) {
        name.push(sign(n, 9, GIVEN));
    }
    name
}

/// One of a million.
pub fn thing(n: u64) -> Entry {
    let (theme, course) = (word(n, 10, THEMES), word(n, 11, COURSES));
    let title = FORMS[(thrown(n, 12) % 12) as usize].replace("{t}", theme).replace("{c}", course);
    // Few have many, many have few.
    let (of_enterprises, of_universities) = (thrown(n, 13) % 6_000, thrown(n, 14) % 1_300);
    let (e, u) = (thrown(n, 15) % (of_enterprises + 1), thrown(n, 16) % (of_universities + 1));
    let (enterprise_id, enterprise) = enterprise(e);
    let leader = thrown(n, 17) % 100_000;
    let year = 2014 + (thrown(n, 18) % 12) as u16;
    Entry {
        kind: Kind::Project,
        id: Uuid::from_u128(u128::from(n) + (3 << 80)),
        open: Some(Texts {
            title,
            enterprise,
            university: university_name(u),
            person: person(leader),
            body: String::new(),
            codes: vec![format!("{year}{:02}{:08}", 1 + n % 2, n)],
        }),
        inner: Texts {
            person: if n.is_multiple_of(4) { person(leader + 1) } else { String::new() },
            ..Texts::default()
        },
        audience: vec![
            Audience { group: b'u', id: university(u).as_u128() },
            Audience { group: b'e', id: enterprise_id.as_u128() },
            Audience { group: b'p', id: u128::from(leader) },
            Audience { group: b'r', id: u128::from(u % 31) },
        ],
        facts: Facts {
            year,
            project_type: Some(ProjectType::ALL[(thrown(n, 19) % 6) as usize]),
            province: 11 + (u % 31) as u8,
            standing: Some(
                [Standing::Running, Standing::Closed, Standing::Closed, Standing::Established][(n % 4) as usize],
            ),
            mode: Some(if year < 2024 { Mode::Legacy } else { Mode::Rolling }),
            enterprise: Some(enterprise_id),
            university: Some(university(u)),
        },
        since: n as i64 * 60_000,
    }
}

/// What is asked, by the way it is asked.
pub const QUESTIONS: [(&str, &[&str]); 11] = [
    (
        "Chinese, a few characters",
        &["人工智能", "课程", "遥感", "大学物理", "师资培训", "联合实验室", "新能源汽车", "软件工程"],
    ),
    (
        "Chinese, a whole title",
        &[
            "面向人工智能的数据结构课程体系建设与实践",
            "基于虚拟现实的《大学英语》混合式教学改革",
            "无人机创新实践中心建设",
        ],
    ),
    (
        "Chinese, half remembered",
        &["人工智能数据结构课程体系探索", "虚拟现实大学英语混合教学模式", "智能制造机械设计实践平台研究"],
    ),
    ("English", &["python", "machine learning", "networks", "robotic", "fpga", "risc v"]),
    ("English with slips", &["pyhton", "machne lerning", "robotcis"]),
    ("Pinyin", &["rengong zhineng", "ruanjian gongcheng", "shuju jiegou", "daxue wuli", "wang jianguo", "wurenji"]),
    ("First letters", &["rgzn", "wrj", "sjjg", "dxwl"]),
    (
        "Names",
        &["王建国", "理工大学", "智能科技有限公司", "university:师范大学 python", "enterprise:机器人 遥感", "pi:李伟"],
    ),
    ("Numbers", &["20210200000123", "202102", "number:2019*", "201801000012"]),
    (
        "Filters only",
        &["year:2021", "year:2019..2022 type:T2,T3 province:浙江", "state:running mode:legacy", "type:T6"],
    ),
    (
        "Words and filters",
        &[
            "人工智能 year:2021..2023 type:T2 -title:建设",
            "课程 province:33 state:closed",
            "“混合式教学” -大学英语",
            "“课程体系建设” year:2020..",
        ],
    ),
];
