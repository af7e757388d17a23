//! The words names and titles are put together from. Every name of a place, a university or an enterprise is invented.

/// A character and how it is read.
pub(crate) type Sign = (&'static str, &'static str);

/// Places are a sign from the first list and one from the second.
pub(crate) const PLACE_FIRST: [Sign; 22] = [
    ("澜", "Lan"), ("栖", "Qi"), ("霁", "Ji"), ("岚", "Lan"), ("砚", "Yan"), ("翎", "Ling"), ("珩", "Heng"), ("榆", "Yu"),
    ("桐", "Tong"), ("槐", "Huai"), ("荻", "Di"), ("苇", "Wei"), ("菱", "Ling"), ("鹿", "Lu"), ("鹭", "Lu"), ("雁", "Yan"),
    ("汐", "Xi"), ("澄", "Cheng"), ("蘅", "Heng"), ("杉", "Shan"), ("枫", "Feng"), ("棠", "Tang"),
];
pub(crate) const PLACE_SECOND: [Sign; 18] = [
    ("川", "chuan"), ("坞", "wu"), ("浦", "pu"), ("洲", "zhou"), ("岭", "ling"), ("原", "yuan"), ("陵", "ling"), ("泽", "ze"),
    ("汀", "ting"), ("渚", "zhu"), ("麓", "lu"), ("屏", "ping"), ("垣", "yuan"), ("津", "jin"), ("埠", "bu"), ("湾", "wan"),
    ("溪", "xi"), ("坪", "ping"),
];

/// Kinds of universities: name, how it reads in English around `{place}`, who runs it, how many of a thousand.
pub(crate) const UNIVERSITY_KINDS: [(&str, &str, &str, usize); 16] = [
    ("大学", "{place} University", "教育部", 70), ("理工大学", "{place} University of Technology", "省级教育部门", 90),
    ("科技大学", "{place} University of Science and Technology", "省级教育部门", 90), ("工业大学", "{place} Polytechnic University", "工业和信息化部", 50),
    ("师范大学", "{place} Normal University", "省级教育部门", 90), ("医科大学", "{place} Medical University", "省级教育部门", 60),
    ("农业大学", "{place} Agricultural University", "省级教育部门", 50), ("财经大学", "{place} University of Finance and Economics", "省级教育部门", 50),
    ("交通大学", "{place} Transport University", "省级教育部门", 30), ("民族大学", "{place} Minzu University", "省级教育部门", 20),
    ("外国语大学", "{place} University of Foreign Languages", "省级教育部门", 30), ("学院", "{place} College", "省级教育部门", 170),
    ("工程学院", "{place} Institute of Engineering", "省级教育部门", 80), ("师范学院", "{place} Normal College", "省级教育部门", 60),
    ("应用技术学院", "{place} College of Applied Technology", "民办", 40), ("传媒学院", "{place} College of Media", "民办", 20),
];

/// Brands of enterprises, two signs one after the other, behind the name of a place.
pub(crate) const BRAND_FIRST: [Sign; 20] = [
    ("启", "Qi"), ("衡", "Heng"), ("睿", "Rui"), ("卓", "Zhuo"), ("恒", "Heng"), ("拓", "Tuo"), ("云", "Yun"), ("星", "Xing"), ("明", "Ming"), ("凌", "Ling"),
    ("青", "Qing"), ("海", "Hai"), ("远", "Yuan"), ("正", "Zheng"), ("博", "Bo"), ("智", "Zhi"), ("晟", "Sheng"), ("谦", "Qian"), ("熙", "Xi"), ("朗", "Lang"),
];
pub(crate) const BRAND_SECOND: [Sign; 20] = [
    ("衍", "yan"), ("砺", "li"), ("途", "tu"), ("图", "tu"), ("维", "wei"), ("桥", "qiao"), ("帆", "fan"), ("航", "hang"), ("石", "shi"), ("禾", "he"),
    ("舟", "zhou"), ("景", "jing"), ("川", "chuan"), ("信", "xin"), ("元", "yuan"), ("达", "da"), ("源", "yuan"), ("越", "yue"), ("庭", "ting"), ("诺", "nuo"),
];
/// What enterprises do: in the name, in English, section of GB/T 4754.
pub(crate) const TRADES: [(&str, &str, &str); 18] = [
    ("软件", "Software", "I"), ("智能科技", "Intelligent Technology", "I"), ("信息技术", "Information Technology", "I"), ("数据科技", "Data Technology", "I"),
    ("教育科技", "Education Technology", "P"), ("机器人", "Robotics", "C"), ("电子", "Electronics", "C"), ("自动化", "Automation", "C"), ("仪器", "Instruments", "C"),
    ("新能源", "New Energy", "D"), ("生物医药", "Biomedicine", "C"), ("网络安全", "Network Security", "I"), ("通信", "Communications", "I"), ("建筑科技", "Construction Technology", "E"),
    ("农业科技", "Agricultural Technology", "A"), ("供应链", "Supply Chain", "G"), ("文化传媒", "Media", "R"), ("检测技术", "Testing Technology", "M"),
];
pub(crate) const COMPANY_ENDS: [&str; 4] = ["有限公司", "有限公司", "有限公司", "股份有限公司"];

/// Technologies and themes.
pub(crate) const THEMES: [&str; 64] = [
    "人工智能", "大模型", "机器视觉", "自然语言处理", "知识图谱", "大数据", "云计算", "云原生", "边缘计算", "物联网", "工业互联网", "数字孪生",
    "虚拟现实", "增强现实", "区块链", "隐私计算", "网络空间安全", "鸿蒙操作系统", "国产数据库", "国产芯片", "集成电路设计", "嵌入式系统", "FPGA", "RISC-V",
    "工业机器人", "协作机器人", "智能制造", "增材制造", "数控加工", "激光加工", "新能源汽车", "智能网联汽车", "动力电池", "光伏发电", "储能技术", "氢能",
    "智能电网", "5G 通信", "卫星导航", "遥感", "无人机", "智能建造", "BIM", "绿色建筑", "智慧物流", "跨境电商", "数字营销", "金融科技",
    "商业数据分析", "财务共享", "智慧农业", "食品检测", "生物信息", "精准医学", "智慧医疗", "智慧养老", "环境监测", "碳中和", "数字人文", "融媒体",
    "数字出版", "动作捕捉", "Python", "低代码",
];
pub(crate) const COURSES: [&str; 48] = [
    "数据结构", "操作系统", "计算机网络", "数据库原理", "软件工程", "程序设计基础", "机器学习", "数字图像处理", "数字电子技术", "模拟电子技术", "信号与系统", "自动控制原理",
    "单片机原理", "电力电子技术", "通信原理", "机械设计", "机械制图", "工程力学", "材料科学基础", "传感器与检测技术", "工程测量", "结构力学", "土木工程施工", "工程造价",
    "大学物理实验", "高等数学", "概率统计", "分析化学", "食品工程原理", "生物化学", "药理学", "护理学基础", "医学影像学", "环境工程", "遥感原理", "作物栽培学",
    "管理信息系统", "会计学原理", "财务管理", "市场营销", "供应链管理", "国际贸易实务", "金融学", "统计学", "大学英语", "新闻采编", "视觉传达设计", "教育技术学",
];
pub(crate) const MAJORS: [&str; 40] = [
    "计算机科学与技术", "软件工程", "人工智能", "数据科学与大数据技术", "物联网工程", "网络空间安全", "电子信息工程", "通信工程", "微电子科学与工程", "自动化",
    "机器人工程", "机械工程", "智能制造工程", "车辆工程", "能源与动力工程", "电气工程", "材料科学与工程", "土木工程", "智能建造", "工程管理",
    "测绘工程", "环境工程", "化学工程与工艺", "食品科学与工程", "生物工程", "农学", "园艺", "临床医学", "护理学", "药学",
    "工商管理", "会计学", "市场营销", "电子商务", "物流管理", "金融学", "国际经济与贸易", "新闻学", "数字媒体艺术", "英语",
];
pub(crate) const SCHOOLS: [&str; 16] = [
    "计算机学院", "软件学院", "电子信息学院", "自动化学院", "机械工程学院", "材料学院", "土木工程学院", "化学化工学院", "生命科学学院", "医学院",
    "经济管理学院", "外国语学院", "传媒学院", "教育学院", "农学院", "创新创业学院",
];

pub(crate) const SURNAMES: [Sign; 48] = [
    ("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"), ("杨", "Yang"), ("黄", "Huang"), ("赵", "Zhao"), ("吴", "Wu"), ("周", "Zhou"),
    ("徐", "Xu"), ("孙", "Sun"), ("马", "Ma"), ("朱", "Zhu"), ("胡", "Hu"), ("郭", "Guo"), ("何", "He"), ("林", "Lin"), ("高", "Gao"), ("罗", "Luo"),
    ("郑", "Zheng"), ("梁", "Liang"), ("谢", "Xie"), ("宋", "Song"), ("唐", "Tang"), ("许", "Xu"), ("邓", "Deng"), ("韩", "Han"), ("冯", "Feng"), ("曹", "Cao"),
    ("彭", "Peng"), ("曾", "Zeng"), ("肖", "Xiao"), ("田", "Tian"), ("董", "Dong"), ("潘", "Pan"), ("袁", "Yuan"), ("蔡", "Cai"), ("蒋", "Jiang"), ("余", "Yu"),
    ("于", "Yu"), ("杜", "Du"), ("叶", "Ye"), ("程", "Cheng"), ("魏", "Wei"), ("苏", "Su"), ("吕", "Lyu"), ("丁", "Ding"),
];
pub(crate) const GIVEN: [Sign; 56] = [
    ("伟", "wei"), ("芳", "fang"), ("敏", "min"), ("静", "jing"), ("丽", "li"), ("强", "qiang"), ("磊", "lei"), ("军", "jun"), ("洋", "yang"), ("勇", "yong"),
    ("艳", "yan"), ("杰", "jie"), ("娟", "juan"), ("涛", "tao"), ("明", "ming"), ("超", "chao"), ("霞", "xia"), ("平", "ping"), ("刚", "gang"), ("玲", "ling"),
    ("桂", "gui"), ("文", "wen"), ("辉", "hui"), ("红", "hong"), ("鑫", "xin"), ("波", "bo"), ("晨", "chen"), ("宇", "yu"), ("浩", "hao"), ("雪", "xue"),
    ("琳", "lin"), ("琪", "qi"), ("欣", "xin"), ("怡", "yi"), ("婷", "ting"), ("佳", "jia"), ("思", "si"), ("雨", "yu"), ("子", "zi"), ("俊", "jun"),
    ("建", "jian"), ("国", "guo"), ("志", "zhi"), ("海", "hai"), ("晓", "xiao"), ("东", "dong"), ("春", "chun"), ("秋", "qiu"), ("云", "yun"), ("清", "qing"),
    ("宁", "ning"), ("岩", "yan"), ("松", "song"), ("峰", "feng"), ("慧", "hui"), ("凯", "kai"),
];
pub(crate) const TITLES: [&str; 4] = ["讲师", "副教授", "副教授", "教授"];
