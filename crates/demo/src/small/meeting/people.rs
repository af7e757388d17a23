//! Who chaired and spoke at the ninth meeting, as its report names them.

use super::Person;

const MOE: (&str, &str) = ("教育部高等教育司", "Department of Higher Education, Ministry of Education");

pub(super) const WANG_QIMING: Person =
    Person("王启明", "Wang Qiming", "副司长", "Deputy Director-General", MOE.0, MOE.1);
pub(super) const GAO_DONGFENG: Person =
    Person("高东锋", "Gao Dongfeng", "理工处处长", "Director of the Division of Science and Engineering", MOE.0, MOE.1);
pub(super) const HOU_YONGFENG: Person = Person(
    "侯永峰",
    "Hou Yongfeng",
    "理工处一级调研员",
    "First-class Investigator, Division of Science and Engineering",
    MOE.0,
    MOE.1,
);
pub(super) const XU_XIAOFEI: Person = Person(
    "徐晓飞",
    "Xu Xiaofei",
    "教授，项目专家组组长",
    "Professor, head of the programme's expert group",
    "哈尔滨工业大学",
    "Harbin Institute of Technology",
);
pub(super) const CHEN_HUANCHUN: Person = Person(
    "陈焕春",
    "Chen Huanchun",
    "中国工程院院士，农业微生物资源发掘与利用全国重点实验室学术委员会主任",
    "Academician, Chinese Academy of Engineering; academic chair, National Key Laboratory of Agricultural Microbial Resources",
    "华中农业大学",
    "Huazhong Agricultural University",
);
pub(super) const LYU_WEIFENG: Person = Person(
    "吕卫锋",
    "Lyu Weifeng",
    "副校长，中国软件行业协会副理事长、秘书长",
    "Vice President; Vice Chairman and Secretary General, China Software Industry Association",
    "北京航空航天大学",
    "Beihang University",
);
pub(super) const ZHU_HAOGANG: Person = Person(
    "朱皓刚",
    "Zhu Haogang",
    "企业BG合作伙伴发展与管理部总裁",
    "President, Partner Development and Management, Enterprise BG",
    "华为",
    "Huawei",
);
pub(super) const HUANG_YOUFANG: Person = Person(
    "黄有方",
    "Huang Youfang",
    "原校长，教育部新文科建设工作组副组长",
    "Former President; deputy head of the Ministry's new liberal arts group",
    "上海海事大学",
    "Shanghai Maritime University",
);
pub(super) const CAI_YIMAO: Person = Person(
    "蔡一茂",
    "Cai Yimao",
    "集成电路学院院长",
    "Dean, School of Integrated Circuits",
    "北京大学",
    "Peking University",
);
pub(super) const ZHANG_NA: Person = Person(
    "张娜",
    "Zhang Na",
    "高级副总裁",
    "Senior Vice President",
    "麒麟软件有限公司",
    "Kylinsoft, China Electronics Corporation",
);
pub(super) const MA_HONGWEI: Person = Person(
    "马宏伟",
    "Ma Hongwei",
    "党委副书记、校长，项目专家组副组长",
    "President; deputy head of the programme's expert group",
    "东莞理工学院",
    "Dongguan University of Technology",
);
pub(super) const LI_PING: Person =
    Person("栗苹", "Li Ping", "副校长", "Vice President", "北方工业大学", "North China University of Technology");
pub(super) const DU_YUJIAN: Person = Person(
    "杜宇健",
    "Du Yujian",
    "创新中心副总经理",
    "Deputy General Manager, Innovation Center",
    "中国移动云能力中心",
    "China Mobile Cloud Centre",
);
pub(super) const CHENG_HUAN: Person = Person(
    "成焕",
    "Cheng Huan",
    "副总裁",
    "Vice President",
    "中软国际教育科技集团",
    "Chinasoft International Education Technology Group",
);
pub(super) const FAN_YUBO: Person = Person(
    "樊瑜波",
    "Fan Yubo",
    "生物与医学工程学院院长",
    "Dean, School of Biological Science and Medical Engineering",
    "北京航空航天大学",
    "Beihang University",
);
pub(super) const DAI_ZHITAO: Person = Person(
    "戴志涛",
    "Dai Zhitao",
    "嵌入式系统与智能硬件创新实践基地主任，“计算机组成与社会实践课程群虚拟教研室”负责人",
    "Director, embedded systems and intelligent hardware base; head of the virtual teaching office for computer organisation",
    "北京邮电大学",
    "Beijing University of Posts and Telecommunications",
);
pub(super) const XIONG_JIAN: Person = Person(
    "熊健",
    "Xiong Jian",
    "技术总监、研究员",
    "Technical Director, Researcher",
    "中国联合重型燃气轮机技术有限公司",
    "China United Heavy-Duty Gas Turbine Technology",
);
pub(super) const ZHAO_QICHAO: Person =
    Person("赵起超", "Zhao Qichao", "董事长", "Chairman", "北京津发科技股份有限公司", "Kingfar International");
