//! Cases: the call of 2022, published and shown at the ninth meeting, and a call that is open now.
//!
//! The report of that meeting says that 124 cases of 2022 were announced and names none; those shown here are invented, as the
//! cast is.

use cases::actions::{self as a, AwardDraft, Begin, CallDraft, Content, ListDraft, Opinion};
use cases::state::call::CallStep;
use cases::state::{Kind, Step};
use guidelines::rules::Interest;
use kernel::{Actor, CaseCallId, CaseId, Day, MeetingId};
use meetings::Words;

use super::stage::{Outcome, Stage};

struct Told {
    title: (&'static str, &'static str),
    summary: &'static str,
    novelty: &'static str,
    influence: &'static str,
}

const OF_NANJIANG: Told = Told {
    title: ("校企双导师制的光电人才培养", "Two mentors for every student of optics"),
    summary: "与三家企业共建双导师队伍，毕业设计题目全部来自企业。",
    novelty: "企业导师参与课程考核，学校导师驻企研修。",
    influence: "四所高校采用同样的做法，学生就业对口率明显提高。",
};
const OF_BEIYUAN: Told = Told {
    title: ("北方高校智能制造实践基地", "A practice base for intelligent manufacturing in the north"),
    summary: "建成校内中试车间，面向五个专业开放。",
    novelty: "生产线与教学线共用一套数据。",
    influence: "每年接待兄弟院校师生六百人次。",
};
const OF_MERIDIAN: Told = Told {
    title: ("子午光电开放实验平台", "The open laboratory of Meridian Optics"),
    summary: "把检测实验平台向二十所高校开放。",
    novelty: "远程预约、在线实验、工程师答疑。",
    influence: "支撑十二门课程，形成案例库。",
};
const COURSE: Told = Told {
    title: ("智能光电检测课程的共建与共享", "A course on optical measurement, built and shared"),
    summary: "以企业真实检测任务重构课程，两轮授课，编写案例库。",
    novelty: "企业任务进课堂，学生成果回企业。",
    influence: "课程资源向全国高校开放。",
};

fn day(year: i16, month: i8, day: i8) -> Outcome<Day> {
    Ok(Day::new(year, month, day).ok_or("a day of the story")?)
}

fn content(told: &Told) -> Content {
    Content {
        title: Words::of(told.title.0, told.title.1),
        summary: told.summary.into(),
        novelty: told.novelty.into(),
        influence: told.influence.into(),
        by_enterprise: false,
    }
}

fn call_of(year: i64, about: Words, closes_on: Day) -> CallDraft {
    CallDraft {
        year,
        series: Words::of(&format!("{year} 年度优秀项目案例"), &format!("Excellent cases of {year}")),
        about,
        takes_projects: true,
        takes_universities: true,
        takes_enterprises: true,
        accepted_by: None,
        takes_earlier: false,
        by_enterprises: true,
        quota: Some(2),
        closes_on,
        other: serde_json::Map::new(),
    }
}

fn opened(stage: &Stage, draft: CallDraft) -> Outcome<CaseCallId> {
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| {
        let call = a::create_call(tx, &office, &draft)?;
        a::step_call(tx, &office, call.id, CallStep::Open).map(|call| call.id)
    })
}

/// An organisation writes about itself and submits.
fn entered(stage: &Stage, call: CaseCallId, who: &Actor, kind: Kind, told: &'static Told) -> Outcome<CaseId> {
    let who = who.clone();
    stage.act(move |tx| {
        let case = a::begin(tx, &who, call, Begin { kind, project_id: None })?;
        a::save(tx, &who, case.id, case.revision, &content(told))?;
        a::step(tx, &who, case.id, Step::Submit, "").map(|case| case.id)
    })
}

fn judged(stage: &Stage, id: CaseId, points: i64) -> Outcome {
    let (office, expert) = (stage.cast.wu_min.clone(), stage.cast.luo_cheng.clone());
    stage.act(move |tx| {
        a::assign(tx, &office, id, &[expert.person_id])?;
        a::declare_interest(tx, &expert, id, Interest::None, "")?;
        let opinion = Opinion {
            representative: points,
            novelty: points - 2,
            results: points,
            example: points + 1,
            conduct: points,
            comment: "做法成熟，可供借鉴。".into(),
        };
        a::hand_in_review(tx, &expert, id, &opinion).map(drop)
    })
}

fn call_step(stage: &Stage, call: CaseCallId, step: CallStep) -> Outcome {
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| a::step_call(tx, &office, call, step).map(drop))
}

/// A call that is decided and waits to be announced, and the case that is shown.
#[derive(Clone, Copy)]
pub(crate) struct Decided {
    call: CaseCallId,
    shown: CaseId,
}

/// The call of 2022: entered and decided in March 2023.
pub(crate) fn of_2022(stage: &Stage) -> Outcome<Decided> {
    let c = stage.cast.clone();
    stage.on(day(2023, 3, 2)?);
    let about = Words::of(
        "企业验收截至 2022 年 9 月 30 日 24:00。第九届对接会上公布了 124 个 2022 年度优秀项目案例；公开报道未列名单，此处所列案例为演示所设。",
        "Accepted by the enterprise until the end of 30 September 2022. The ninth meeting announced 124 excellent cases of 2022; the public report does not name them, and those shown here are the demo's.",
    );
    let accepted_by = Some(day(2022, 9, 30)?.ends());
    let call = opened(stage, CallDraft { accepted_by, ..call_of(2022, about, day(2023, 3, 5)?) })?;
    stage.on(day(2023, 3, 4)?);
    let entries = [
        (entered(stage, call, &c.wang_jianguo, Kind::University, &OF_NANJIANG)?, 92),
        (entered(stage, call, &c.gao_ning, Kind::University, &OF_BEIYUAN)?, 86),
        (entered(stage, call, &c.zhao_lei, Kind::Enterprise, &OF_MERIDIAN)?, 89),
    ];
    stage.on(day(2023, 3, 6)?);
    call_step(stage, call, CallStep::Review)?;
    for (id, points) in entries {
        judged(stage, id, points)?;
    }
    stage.on(day(2023, 3, 8)?);
    for (id, _) in entries {
        let office = c.wu_min.clone();
        stage.act(move |tx| a::decide(tx, &office, id, Step::Select, "做法典型，成效突出。").map(drop))?;
    }
    call_step(stage, call, CallStep::Decide)?;
    Ok(Decided { call, shown: entries[0].0 })
}

/// At the ninth meeting the list is published, one case is shown, and the award goes out.
pub(crate) fn announced(stage: &Stage, meeting: MeetingId, Decided { call, shown }: Decided) -> Outcome {
    call_step(stage, call, CallStep::Publish)?;
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| a::show_at(tx, &office, shown, meeting).map(drop))?;
    awarded(stage, call, meeting)
}

/// The list of 2022 with the published cases.
fn awarded(stage: &Stage, call: CaseCallId, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| {
        let draft = ListDraft {
            year: "2022".into(),
            kind: "excellent_case".into(),
            meeting_id: Some(meeting),
            note: Words::default(),
        };
        let list = a::create_list(tx, &office, &draft)?;
        a::fill_with_cases(tx, &office, list.id, call)?;
        a::publish_list(tx, &office, list.id).map(drop)
    })
}

/// A call that is open now: one case waits for the university's nomination, an enterprise writes about itself.
pub(crate) fn open_now(stage: &Stage) -> Outcome {
    let c = stage.cast.clone();
    stage.days_ago(20);
    let about = Words::of(
        "面向已结题项目、高校和企业征集案例：有代表性，有新理念、新模式、新成效，可推广。",
        "Cases of closed projects, of universities and of enterprises: typical, with new ideas, modes and effects that others can take over.",
    );
    let today = stage.today;
    let accepted_by = Some(today.plus_days(-30).ends());
    let draft = CallDraft { accepted_by, ..call_of(i64::from(today.year()), about, today.plus_days(40)) };
    let call = opened(stage, draft)?;
    let (pi, other) = (c.lin_mei.clone(), c.qin_yue.clone());
    stage.days_ago(12);
    stage.act(move |tx| {
        let rest = "JOIN closing ON closing.project_id = project.id WHERE project.pi_id = $1 AND closing.state = 'passed' \
                    ORDER BY project.id DESC LIMIT 1";
        let project: Option<projects::Project> = db::find_where(tx, rest, db::params![pi.person_id])?;
        let project_id = project.map(|project| project.id);
        let case = a::begin(tx, &pi, call, Begin { kind: Kind::Project, project_id })?;
        a::save(tx, &pi, case.id, case.revision, &content(&COURSE))?;
        a::step(tx, &pi, case.id, Step::HandIn, "").map(drop)
    })?;
    stage.act(move |tx| a::begin(tx, &other, call, Begin { kind: Kind::Enterprise, project_id: None }).map(drop))?;
    organisations(stage)
}

/// The excellent organisations of last year, still a draft of the office.
fn organisations(stage: &Stage) -> Outcome {
    let (office, house) = (stage.cast.wu_min.clone(), stage.cast.nanjiang);
    let year = i64::from(stage.today.year()) - 1;
    stage.act(move |tx| {
        let draft = ListDraft { year: year.to_string(), kind: "excellent_organisation".into(), ..ListDraft::default() };
        let list = a::create_list(tx, &office, &draft)?;
        a::add_award(tx, &office, list.id, &AwardDraft { organisation_id: Some(house), name: Words::default() })
            .map(drop)
    })
}
