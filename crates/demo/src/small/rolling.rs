//! The 2024 mode: one project that is certified, one that runs, and one in every stage before, so that everybody in the cast
//! has something to do.

use kernel::ProjectType::*;
use kernel::{Actor, AgreementId, ApplicationId, ItemId, ProjectId};

use super::application::Idea;
use super::guideline::Offer;
use super::stage::{Outcome, Stage};
use super::{agreement, application, close, experts, guideline, run};

const OPTICS: &[Offer] = &[
    Offer {
        project_type: Curriculum,
        title: "智能光电检测课程体系建设",
        goals: "把企业产线上的光电检测案例做成课程模块，形成可共享的教学资源。",
        majors: "光电信息科学与工程\n测控技术与仪器",
        industries: "仪器仪表制造业",
        deliverables: "课程一门，含教学大纲与全部课件\n企业案例十个\n教学研究论文一篇",
        offers: 5,
        cash: 50_000,
        goods: 0,
        days_open: 900,
    },
    Offer {
        project_type: PracticeBase,
        title: "光电传感联合实验室",
        goals: "提供光谱仪与自动对准平台，共建面向本科生的实践基地。",
        majors: "光电信息科学与工程\n电子信息工程",
        industries: "仪器仪表制造业",
        deliverables: "实验室一个\n实验项目十二个\n实习学生六十人次",
        offers: 2,
        cash: 20_000,
        goods: 300_000,
        days_open: 900,
    },
    Offer {
        project_type: JointFund,
        title: "大学生光学创新创业联合基金",
        goals: "支持学生团队以企业开放课题开展创新创业训练。",
        majors: "不限专业",
        industries: "科技推广和应用服务业",
        deliverables: "作品原型一件\n结项报告一份",
        offers: 6,
        cash: 20_000,
        goods: 0,
        days_open: 900,
    },
    Offer {
        project_type: TeacherTraining,
        title: "机器视觉师资培训",
        goals: "面向青年教师的两周驻企培训，含课程资源包。",
        majors: "自动化\n计算机科学与技术",
        industries: "软件和信息技术服务业",
        deliverables: "培训教师二十人\n培训课程资源包一套",
        offers: 4,
        cash: 30_000,
        goods: 0,
        days_open: 900,
    },
];

const SOFTWARE: &[Offer] = &[
    Offer {
        project_type: FourNew,
        title: "新工科背景下国产数据库人才培养模式",
        goals: "以国产数据库内核与应用开发为主线，重构数据库课程群。",
        majors: "计算机科学与技术\n软件工程\n数据科学与大数据技术",
        industries: "软件和信息技术服务业",
        deliverables: "培养方案一份\n课程群四门\n改革研究报告一份",
        offers: 8,
        cash: 60_000,
        goods: 0,
        days_open: 400,
    },
    Offer {
        project_type: Innovation,
        title: "开源软件创新创业教育改革",
        goals: "以开源社区为平台建设创新创业课程与实践体系。",
        majors: "软件工程",
        industries: "软件和信息技术服务业",
        deliverables: "课程一门\n实践平台一个",
        offers: 4,
        cash: 50_000,
        goods: 0,
        days_open: 400,
    },
];

const VISION: &[Offer] = &[Offer {
    project_type: TeacherTraining,
    title: "机器视觉与机器人师资培训",
    goals: "面向青年教师的两周驻企培训，覆盖机器视觉算法、机器人集成与课程设计。",
    majors: "自动化\n机器人工程\n人工智能",
    industries: "软件和信息技术服务业",
    deliverables: "培训教师六十人\n培训课程资源包一套",
    offers: 12,
    cash: 50_000,
    goods: 0,
    days_open: 400,
}];

const COURSE: Idea = Idea {
    title: "面向新工科的智能光电检测课程建设",
    summary: "以企业真实检测任务为线索，重构光电检测课程的内容与实验，建设可共享的案例库，并在两届学生中试用。",
    cash: "50000",
    goods: "",
};
const LABORATORY: Idea = Idea {
    title: "光电传感联合实验室与实践课程建设",
    summary: "共建光电传感实验室，开设十二个实验项目，覆盖三个专业的实践教学环节，形成长期实习机制。",
    cash: "20000",
    goods: "300000",
};
const STUDENT: Idea = Idea {
    title: "便携式水质光谱检测仪",
    summary: "学生团队利用企业开放的光谱模块，研制面向乡村饮水的便携式水质检测仪，并完成用户试用。",
    cash: "20000",
    goods: "",
};
const TRAINING: Idea = Idea {
    title: "机器视觉青年教师驻企研修",
    summary: "组织青年教师驻企两周，完成机器视觉项目实训，建设配套的课程资源包并在校内推广使用。",
    cash: "30000",
    goods: "",
};
const DATABASE: Idea = Idea {
    title: "国产数据库课程群的重构与实践",
    summary: "与企业共建国产数据库课程群，引入内核实验与应用开发项目，探索校企双导师培养模式。",
    cash: "60000",
    goods: "",
};

struct Sides<'a> {
    pi: &'a Actor,
    administrator: &'a Actor,
    finance: &'a Actor,
    contact: &'a Actor,
    reviewer: &'a Actor,
}

pub(crate) fn tell(stage: &Stage) -> Outcome {
    let c = stage.cast.clone();
    let nanjiang = Sides {
        pi: &c.lin_mei,
        administrator: &c.wang_jianguo,
        finance: &c.li_fang,
        contact: &c.zhao_lei,
        reviewer: &c.sun_yue,
    };

    stage.days_ago(560);
    let optics = published(stage, &c.zhao_lei, "子午光电 2025 年度项目指南", OPTICS)?;
    certified(stage, &nanjiang, optics[0])?;

    stage.days_ago(150);
    let software = published(stage, &c.qin_yue, "蓝溪软件项目指南", SOFTWARE)?;
    running(stage, &nanjiang, optics[1])?;

    waiting(stage, &nanjiang, &optics, &software)
}

fn published(stage: &Stage, contact: &Actor, title: &str, offers: &[Offer]) -> Outcome<Vec<ItemId>> {
    let id = guideline::draft(stage, contact, None, title, offers)?;
    guideline::submit(stage, contact, id)?;
    guideline::approve(stage, id)?;
    guideline::items(stage, id)
}

fn selected(stage: &Stage, sides: &Sides<'_>, item: ItemId, idea: &Idea) -> Outcome<ApplicationId> {
    let id = application::submit(stage, sides.pi, item, idea)?;
    application::university_passes(stage, sides.administrator, id)?;
    application::scored(stage, sides.reviewer, id, 91, "方案具体，团队有经验。")?;
    application::selected(stage, sides.contact, id)?;
    Ok(id)
}

fn established(stage: &Stage, sides: &Sides<'_>, item: ItemId, idea: &Idea) -> Outcome<ProjectId> {
    let application = selected(stage, sides, item, idea)?;
    let agreement = agreement::agreed(stage, sides.pi, sides.administrator, sides.contact, application)?;
    file(stage, sides.administrator, agreement)
}

fn file(stage: &Stage, administrator: &Actor, id: AgreementId) -> Outcome<ProjectId> {
    let administrator = administrator.clone();
    stage.act(move |tx| Ok(establishment::file(tx, &administrator, id)?.id))
}

/// Established a year and a half ago, all money arrived, closed, certified.
fn certified(stage: &Stage, sides: &Sides<'_>, item: ItemId) -> Outcome {
    stage.days_ago(540);
    let project = established(stage, sides, item, &COURSE)?;
    stage.days_ago(500);
    run::dated_work(stage)?;
    run::all_arrived(stage, sides.contact, sides.finance, project)?;
    stage.days_ago(330);
    run::midterm(stage, sides.pi, project)?;
    stage.days_ago(140);
    run::dated_work(stage)?;
    close::rolling(stage, sides.pi, sides.contact, sides.administrator, project)
}

/// Established four months ago: the first money arrived, the goods are on their way.
fn running(stage: &Stage, sides: &Sides<'_>, item: ItemId) -> Outcome {
    stage.days_ago(130);
    let project = established(stage, sides, item, &LABORATORY)?;
    stage.days_ago(70);
    run::dated_work(stage)?;
    run::paid(stage, sides.contact, project, 0)?;
    run::received(stage, sides.finance, project, 0)?;
    run::paid(stage, sides.contact, project, 2)
}

/// One thing in every stage before, so that each to-do list has something in it.
fn waiting(stage: &Stage, sides: &Sides<'_>, optics: &[ItemId], software: &[ItemId]) -> Outcome {
    let c = stage.cast.clone();
    let zhou = Sides { pi: &c.zhou_yuan, ..*sides };
    stage.days_ago(40);
    let agreed_on = selected(stage, &zhou, optics[3], &TRAINING)?;
    agreement::agreed(stage, zhou.pi, zhou.administrator, zhou.contact, agreed_on)?;

    stage.days_ago(25);
    let student = application::submit(stage, &c.chen_xiao, optics[2], &STUDENT)?;
    application::university_passes(stage, &c.wang_jianguo, student)?;
    application::scored(stage, &c.sun_yue, student, 84, "应用价值明确。")?;

    stage.days_ago(18);
    application::submit(stage, &c.zhou_yuan, software[0], &DATABASE)?;
    let returned = application::submit(stage, &c.xu_lan, optics[0], &COURSE)?;
    application::university_returns(stage, &c.gao_ning, returned, "项目简述未写明两轮试用的安排，请补充后重新提交。")?;

    knows(stage, &c.lin_mei)?;
    stage.days_ago(6);
    application::draft(stage, &c.lin_mei, software[1], &DATABASE)?;
    experts::join(stage)?;
    for (contact, title, offers) in [
        (&c.zhao_lei, "子午光电 2027 年度项目指南", OPTICS),
        (&c.zhao_lei, "子午光电机器视觉师资培训指南", VISION),
        (&c.qin_yue, "蓝溪软件 2027 年度项目指南", SOFTWARE),
    ] {
        let waits = guideline::draft(stage, contact, None, title, offers)?;
        guideline::submit(stage, contact, waits)?;
    }
    guideline::draft(stage, &c.qin_yue, None, "蓝溪软件下一批指南（草稿）", SOFTWARE).map(drop)?;
    stage.days_ago(0);
    run::dated_work(stage)
}

/// What a teacher says they know, so that something can be suggested.
fn knows(stage: &Stage, actor: &Actor) -> Outcome {
    let form = directory::ExpertiseForm {
        majors: "光电信息科学与工程\n软件工程".into(),
        industries: "软件和信息技术服务业".into(),
        keywords: "机器视觉\n光电检测\n数据库".into(),
        employer: String::new(),
    };
    let actor = actor.clone();
    stage.act(move |tx| directory::set_expertise(tx, &actor, 0, &form).map(drop))
}
