//! Exhibitions: that of the ninth meeting from asking to taking down, and one that is being prepared.

use exhibition::BoothRequest;
use exhibition::actions::{self as e, BoothDraft, ExhibitionDraft, RequestDraft, RowDraft};
use exhibition::kinds::BoothKind::{self, *};
use kernel::{Actor, BoothId, Day, MeetingId, Money};
use meetings::Words;

use super::stage::{Outcome, Stage};

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

/// Kind, first number, how many in the row, left and upper edge in decimetres, width, price in yuan.
type Row = (BoothKind, &'static str, i64, i64, i64, i64, i64);

/// A hall of 36 by 22 metres.
const ROWS: [Row; 6] = [
    (KeyEnterprise, "A01", 4, 10, 10, 60, 20_000),
    (Enterprise, "B01", 8, 10, 70, 30, 8_000),
    (University, "C01", 8, 10, 120, 30, 0),
    (Showcase, "D01", 3, 270, 70, 27, 0),
    (Association, "D04", 2, 270, 120, 40, 3_000),
    (Case, "E01", 11, 10, 175, 30, 0),
];

/// The floor with its booths; they can be asked for from the day of the stage until `until`, and are held for so many hours.
fn floor(stage: &Stage, meeting: MeetingId, until: Day, hold_hours: i64) -> Outcome {
    let (office, opens) = (stage.cast.wu_min.clone(), stage.day());
    stage.act(move |tx| {
        let draft = ExhibitionDraft {
            about: words(
                "展示高校与企业协同育人的成果：未来技术学院、现代产业学院、特色专业学院、产教融合创新平台和优秀项目案例。",
                "What universities and enterprises achieved together: colleges of future technology, modern industry colleges, innovation platforms and excellent project cases.",
            ),
            width: 360,
            depth: 220,
            opens_at: opens.begins(),
            closes_at: until.ends(),
            hold_hours,
        };
        e::set_up_exhibition(tx, &office, meeting, 0, &draft)?;
        for (kind, number, count, x, y, width, yuan) in ROWS {
            let first = BoothDraft { number: number.into(), kind, x, y, width, depth: 30, price: Money::from_yuan(yuan) };
            e::add_row(tx, &office, meeting, &RowDraft { first, count, gap: 2 })?;
        }
        Ok(())
    })
}

/// Who asks, for which kind, and what is shown.
struct Asking<'s> {
    who: &'s Actor,
    kind: BoothKind,
    title: (&'static str, &'static str),
    about: (&'static str, &'static str),
    watts: i64,
}

fn ask(stage: &Stage, meeting: MeetingId, it: Asking<'_>) -> Outcome<BoothRequest> {
    let actor = it.who.clone();
    let draft = RequestDraft {
        kind: it.kind,
        title: words(it.title.0, it.title.1),
        about: words(it.about.0, it.about.1),
        goods: "展柜 1 个，展示屏 1 台".into(),
        watts: it.watts,
        contact_name: actor.name.clone(),
        contact_phone: "13900000000".into(),
    };
    stage.act(move |tx| e::ask(tx, &actor, meeting, &draft))
}

fn booth(stage: &Stage, meeting: MeetingId, number: &'static str) -> Outcome<BoothId> {
    let booths = stage.look(move |tx| Ok(exhibition::store::booths(tx, meeting)?))?;
    Ok(booths.into_iter().find(|it| it.number == number).ok_or("the booth is drawn")?.id)
}

fn hold(stage: &Stage, it: &BoothRequest, number: &'static str, reason: &'static str) -> Outcome {
    let (office, at) = (stage.cast.wu_min.clone(), (it.meeting_id, it.id));
    let booth = booth(stage, it.meeting_id, number)?;
    stage.act(move |tx| e::hold(tx, &office, at, booth, reason).map(drop))
}

fn optics(who: &Actor, kind: BoothKind) -> Asking<'_> {
    Asking {
        who,
        kind,
        title: ("光电检测实训平台", "A training platform for optical measurement"),
        about: (
            "与高校共建的光电检测课程、教材和实训设备，现场可以动手操作。",
            "Courses, textbooks and equipment made together with universities; visitors may try them.",
        ),
        watts: 2_000,
    }
}

fn robots(who: &Actor, kind: BoothKind) -> Asking<'_> {
    Asking {
        who,
        kind,
        title: ("智能光电现代产业学院", "The modern industry college of intelligent optics"),
        about: (
            "校企共同制定培养方案，三年来 420 名学生在企业完成课程设计。",
            "Curricula written together; in three years 420 students made their course projects in an enterprise.",
        ),
        watts: 800,
    }
}

fn cloud(who: &Actor, kind: BoothKind) -> Asking<'_> {
    Asking {
        who,
        kind,
        title: ("云端软件工程课程", "Software engineering in the cloud"),
        about: ("面向新工科的在线实验环境。", "An online laboratory for the new engineering disciplines."),
        watts: 1_000,
    }
}

/// The exhibition of the ninth meeting: three exhibitors from asking to the day before it begins.
pub(super) fn set_up(stage: &Stage, meeting: MeetingId) -> Outcome {
    floor(stage, meeting, stage.day(), 72)?;
    let standing = [
        (ask(stage, meeting, optics(&stage.cast.zhao_lei, KeyEnterprise))?, "A01", &stage.cast.zhao_lei),
        (ask(stage, meeting, robots(&stage.cast.wang_jianguo, Showcase))?, "D01", &stage.cast.wang_jianguo),
        (ask(stage, meeting, cloud(&stage.cast.qin_yue, Enterprise))?, "B03", &stage.cast.qin_yue),
    ];
    for (request, number, own) in standing {
        hold(stage, &request, number, "")?;
        let (own, at) = (own.clone(), (meeting, request.id));
        stage.act(move |tx| e::confirm(tx, &own, at).map(drop))?;
    }
    stage.on(Day::new(2023, 3, 31).ok_or("there is a 31 March 2023")?);
    marked(stage, meeting, true)
}

/// The evening after.
pub(super) fn taken_down(stage: &Stage, meeting: MeetingId) -> Outcome {
    stage.on(Day::new(2023, 4, 2).ok_or("there is a 2 April 2023")?);
    marked(stage, meeting, false)
}

fn marked(stage: &Stage, meeting: MeetingId, is_set_up: bool) -> Outcome {
    for request in stage.look(move |tx| Ok(exhibition::store::requests(tx, meeting)?))? {
        let (office, at) = (stage.cast.wu_min.clone(), (meeting, request.id));
        stage.act(move |tx| e::mark(tx, &office, at, is_set_up).map(drop))?;
    }
    Ok(())
}

/// The exhibition of a meeting to come: booths can be asked for, one waits to be confirmed, and one kind is wanted by too many.
pub(super) fn of_the_next(stage: &Stage, meeting: MeetingId) -> Outcome {
    floor(stage, meeting, stage.today.plus_days(30), 240)?;
    let held = ask(stage, meeting, robots(&stage.cast.wang_jianguo, University))?;
    ask(stage, meeting, robots(&stage.cast.gao_ning, University))?;
    ask(stage, meeting, optics(&stage.cast.zhao_lei, KeyEnterprise))?;
    ask(stage, meeting, cloud(&stage.cast.qin_yue, KeyEnterprise))?;
    hold(stage, &held, "C02", "")
}
