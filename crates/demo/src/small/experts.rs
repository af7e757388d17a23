//! Experts join, and everybody in the expert group says what they know.

use directory::state::MembershipStep;
use directory::{ExpertiseForm, InvitationForm, PersonalForm};
use kernel::{Actor, Lang, Role};

use super::stage::{Outcome, Stage};

/// Somebody of the expert group.
struct Expert {
    name: &'static str,
    name_en: &'static str,
    title: &'static str,
    majors: &'static str,
    industries: &'static str,
    keywords: &'static str,
    employer: &'static str,
}

const JOINING: [Expert; 5] = [
    Expert {
        name: "沈清",
        name_en: "Shen Qing",
        title: "教授",
        majors: "光电信息科学与工程\n电子信息工程",
        industries: "仪器仪表制造业",
        keywords: "光谱\n传感",
        employer: "东岭大学",
    },
    Expert {
        name: "韩松",
        name_en: "Han Song",
        title: "教授",
        majors: "软件工程\n计算机科学与技术",
        industries: "软件和信息技术服务业",
        keywords: "数据库\n开源",
        employer: "东岭大学",
    },
    Expert {
        name: "贺兰",
        name_en: "He Lan",
        title: "研究员",
        majors: "自动化\n机器人工程",
        industries: "",
        keywords: "机器视觉\n师资",
        employer: "海澜智能研究院",
    },
    Expert {
        name: "陆川",
        name_en: "Lu Chuan",
        title: "高级工程师",
        majors: "数据科学与大数据技术",
        industries: "软件和信息技术服务业",
        keywords: "数据库\n人才培养",
        // Whoever works for an enterprise never judges what it offers.
        employer: "蓝溪软件股份有限公司",
    },
    Expert {
        name: "尹月",
        name_en: "Yin Yue",
        title: "副教授",
        majors: "测控技术与仪器",
        industries: "仪器仪表制造业",
        keywords: "检测\n课程",
        employer: "西川理工学院",
    },
];

/// The office invites them, they accept, and all experts say what they know.
pub(crate) fn join(stage: &Stage) -> Outcome {
    for expert in &JOINING {
        invited(stage, expert)?;
    }
    let c = &stage.cast;
    says(stage, &c.he_zhiyuan, "光电信息科学与工程\n光学工程", "仪器仪表制造业", "光电\n实践", "")?;
    says(stage, &c.luo_cheng, "计算机科学与技术\n人工智能", "软件和信息技术服务业", "软件\n创新创业", "")
}

fn invited(stage: &Stage, expert: &'static Expert) -> Outcome {
    let (office, group) = (stage.cast.wu_min.clone(), stage.cast.expert_group);
    // Not among those whom the log-in page of the demo offers: the cast is enough to choose from.
    let email = format!("{}@experts.demo.xieyu", expert.name_en.to_lowercase().replace(' ', "."));
    let form = InvitationForm { role: Role::Expert, name: expert.name.into(), email, school: String::new() };
    let membership = stage.act(move |tx| directory::invite(tx, &office, group, &form))?;
    let own = Actor::person(membership.person_id, expert.name, None);
    stage.act({
        let own = own.clone();
        move |tx| {
            directory::step_membership(tx, &own, membership.id, MembershipStep::Accept, "")?;
            let form = PersonalForm {
                name: expert.name.into(),
                name_en: expert.name_en.into(),
                phone: String::new(),
                title: expert.title.into(),
                lang: Lang::Zh,
            };
            directory::edit_person(tx, &own, 1, &form)
        }
    })?;
    says(stage, &own, expert.majors, expert.industries, expert.keywords, expert.employer)
}

fn says(stage: &Stage, actor: &Actor, majors: &str, industries: &str, keywords: &str, employer: &str) -> Outcome {
    let form = ExpertiseForm {
        majors: majors.into(),
        industries: industries.into(),
        keywords: keywords.into(),
        employer: employer.into(),
    };
    let actor = actor.clone();
    stage.act(move |tx| directory::set_expertise(tx, &actor, 0, &form).map(drop))
}
