//! Legacy mode: the round of May 2023, the Department's two lists, one project that is closed and certified, one that runs
//! late and has not closed.

use guidelines::NewRound;
use kernel::ProjectType::*;
use kernel::{Actor, Day, ItemId, ListId, ProjectId, RoundId};

use super::application::Idea;
use super::guideline::Offer;
use super::stage::{Outcome, Stage};
use super::{agreement, application, close, guideline, run};

const OFFERS: &[Offer] = &[
    Offer {
        project_type: Curriculum,
        title: "激光原理与应用课程改革",
        goals: "以激光加工与检测的企业案例更新课程内容。",
        majors: "光电信息科学与工程",
        industries: "仪器仪表制造业",
        deliverables: "课程一门\n教材一部",
        offers: 6,
        cash: 50_000,
        goods: 0,
        days_open: 120,
    },
    Offer {
        project_type: TeacherTraining,
        title: "光学设计师资培训",
        goals: "面向高校教师的光学设计软件与工程案例培训。",
        majors: "光电信息科学与工程\n物理学",
        industries: "仪器仪表制造业",
        deliverables: "培训教师三十人",
        offers: 8,
        cash: 30_000,
        goods: 0,
        days_open: 120,
    },
];

const LASER: Idea = Idea {
    title: "激光原理与应用课程的案例化改革",
    summary: "引入企业激光加工与检测案例，重写实验指导书，建设案例化课程并编写教材，已安排两轮教学试用。",
    cash: "50000",
    goods: "",
};
const DESIGN: Idea = Idea {
    title: "光学设计课程教师能力提升",
    summary: "组织教师参加企业光学设计培训，形成校内教研团队，把企业设计流程带入课程设计环节。",
    cash: "30000",
    goods: "",
};

fn day(year: i16, month: i8, day: i8) -> Outcome<Day> {
    Ok(Day::new(year, month, day).ok_or("a day of the story")?)
}

pub(crate) fn tell(stage: &Stage) -> Outcome {
    let c = stage.cast.clone();
    stage.on(day(2023, 5, 8)?);
    let (round, items) = published_with_the_round(stage)?;

    stage.on(day(2023, 6, 12)?);
    agreed(stage, &c.lin_mei, &c.wang_jianguo, items[0], &LASER)?;
    stage.on(day(2023, 7, 10)?);
    let first = listed(stage, round, 1, "教高司函〔2023〕9号")?;

    stage.on(day(2023, 8, 21)?);
    agreed(stage, &c.xu_lan, &c.gao_ning, items[1], &DESIGN)?;
    stage.on(day(2023, 10, 16)?);
    let second = listed(stage, round, 2, "教高司函〔2023〕11号")?;

    stage.on(day(2023, 11, 6)?);
    run::dated_work(stage)?;
    for project in &first {
        run::all_arrived(stage, &c.zhao_lei, &c.li_fang, *project)?;
    }
    for project in &second {
        run::paid(stage, &c.zhao_lei, *project, 0)?;
    }
    stage.on(day(2024, 6, 3)?);
    run::dated_work(stage)?;
    for project in first {
        close::legacy(stage, &c.lin_mei, &c.zhao_lei, &c.wang_jianguo, project)?;
    }
    Ok(())
}

fn published_with_the_round(stage: &Stage) -> Outcome<(RoundId, Vec<ItemId>)> {
    let (office, contact) = (stage.cast.wu_min.clone(), stage.cast.zhao_lei.clone());
    let new =
        NewRound { name: "2023年5月".into(), year: 2023, opens_on: day(2023, 5, 4)?, closes_on: day(2023, 5, 26)? };
    let round = stage.act({
        let office = office.clone();
        move |tx| guidelines::create_round(tx, &office, new)
    })?;
    let id = guideline::draft(stage, &contact, Some(round.id), "子午光电 2023 年项目指南", OFFERS)?;
    guideline::submit(stage, &contact, id)?;
    guideline::approve(stage, id)?;
    stage.on(day(2023, 5, 29)?);
    stage.act(move |tx| {
        let plan = guidelines::publish_plan(tx, &office, round.id)?;
        guidelines::publish_round(tx, &office, round.id, &plan.fingerprint).map(drop)
    })?;
    Ok((round.id, guideline::items(stage, id)?))
}

/// From the application to the report of the enterprise.
fn agreed(stage: &Stage, pi: &Actor, administrator: &Actor, item: ItemId, idea: &Idea) -> Outcome {
    let (contact, reviewer) = (stage.cast.zhao_lei.clone(), stage.cast.sun_yue.clone());
    let application = application::submit(stage, pi, item, idea)?;
    application::university_passes(stage, administrator, application)?;
    application::scored(stage, &reviewer, application, 88, "与企业需求契合。")?;
    application::selected(stage, &contact, application)?;
    let agreement = agreement::agreed(stage, pi, administrator, &contact, application)?;
    stage.act(move |tx| agreements::report(tx, &contact, agreement).map(drop))
}

/// The programme office makes a list, the Department publishes it.
fn listed(stage: &Stage, round: RoundId, ordinal: i64, document: &'static str) -> Outcome<Vec<ProjectId>> {
    let (office, department) = (stage.cast.wu_min.clone(), stage.cast.feng_jing.clone());
    let list: ListId = stage.act({
        let office = office.clone();
        move |tx| {
            let seen = establishment::preview(tx, &office, round, ordinal)?.plan.digest();
            Ok(establishment::make_list(tx, &office, round, ordinal, &seen)?.id)
        }
    })?;
    let published = stage.act(move |tx| {
        let seen = establishment::preview(tx, &department, round, ordinal)?.plan.digest();
        establishment::publish(tx, &department, list, document, &seen)
    })?;
    Ok::<_, Box<dyn std::error::Error + Send + Sync>>(
        published.projects.into_iter().map(|project| project.id).collect(),
    )
}
