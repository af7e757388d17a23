//! Negotiations at the ninth meeting: tables, requests among the cast, one timetable, and what came of two appointments.

use kernel::{Actor, Day, MeetingId, Refusal};
use meetings::Words;
use negotiations::actions::{self as n, Ask, GroupDraft, JoinDraft, RequestDraft, SetupDraft, SlotsDraft, TablesDraft};
use negotiations::kinds::{Rank, Side};
use negotiations::{solving, store};

use super::stage::{Outcome, Stage};

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

/// The office lays tables, slots and minima down and takes requests.
pub(crate) fn before(stage: &Stage, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    let meridian = stage.cast.meridian;
    stage.act(move |tx| {
        n::set_up(tx, &office, meeting, 0, SetupDraft { most: 6, ..SetupDraft::default() })?;
        let zone = n::add_zone(tx, &office, meeting, &words("项目洽谈专区", "Negotiation zone"))?;
        let tables = n::add_tables(tx, &office, meeting, TablesDraft { zone_id: zone.id, count: 4 })?;
        n::own_table(tx, &office, meeting, tables[0].id, Some(meridian))?;
        let slots = SlotsDraft { day: None, begins: "14:00".into(), count: 6, minutes: 20, gap: 5 };
        n::add_slots(tx, &office, meeting, &slots)?;
        let group = GroupDraft {
            name: words("东北高校", "Universities of the north-east"),
            side: Side::University,
            provinces: ["21", "22", "23"].map(str::to_owned).to_vec(),
            least: 2,
        };
        n::add_group(tx, &office, meeting, &group)?;
        n::open(tx, &office, meeting).map(drop)
    })
}

/// People join and ask each other; the timetable is computed, adopted, published and told.
pub(crate) fn arranged(stage: &Stage, meeting: MeetingId) -> Outcome {
    let cast = stage.cast.clone();
    let joining = [
        (&cast.lin_mei, "光电检测实验室，每年 60 名学生", "实验设备与企业导师"),
        (&cast.zhou_yuan, "嵌入式课程建设经验", "企业真实案例"),
        (&cast.wang_jianguo, "全校协同育人项目管理", "长期合作企业"),
        (&cast.gao_ning, "东北地区实践基地", "师资培训与实践条件"),
        (&cast.zhao_lei, "光电实验平台与课程资源", "共建课程的高校"),
        (&cast.sun_yue, "企业工程师授课", "实习基地"),
    ];
    for (who, offers, seeks) in joining {
        let who = who.clone();
        let draft = JoinDraft { offers: offers.into(), seeks: seeks.into(), ..JoinDraft::default() };
        stage.act(move |tx| n::join(tx, &who, meeting, &draft).map(drop))?;
    }
    let wanted = [
        (&cast.lin_mei, &cast.zhao_lei, Rank::Must, Rank::Must),
        (&cast.zhou_yuan, &cast.sun_yue, Rank::Want, Rank::Want),
        (&cast.gao_ning, &cast.zhao_lei, Rank::Must, Rank::Want),
        (&cast.sun_yue, &cast.gao_ning, Rank::IfPossible, Rank::Want),
        (&cast.zhao_lei, &cast.wang_jianguo, Rank::Want, Rank::IfPossible),
        (&cast.zhou_yuan, &cast.zhao_lei, Rank::IfPossible, Rank::No),
    ];
    for (from, to, rank, answer) in wanted {
        asked(stage, meeting, (from, to), (rank, answer))?;
    }
    computed(stage, meeting)?;
    let office = cast.wu_min.clone();
    stage.act(move |tx| {
        let released = n::publish(tx, &office, meeting, None)?;
        let waiting = n::Told::load(tx, &office, meeting, released.id)?.waiting().count();
        n::send_letters(tx, &office, meeting, released.id, waiting).map(drop)
    })
}

fn asked(stage: &Stage, meeting: MeetingId, pair: (&Actor, &Actor), (rank, answer): (Rank, Rank)) -> Outcome {
    let (from, to) = (pair.0.clone(), pair.1.clone());
    let person = to.person_id;
    let request = stage.act(move |tx| {
        let them = store::negotiator_of(tx, meeting, person)?.ok_or(Refusal::NotFound)?;
        let draft =
            RequestDraft { to: them.id, rank, item_id: None, note: "希望就协同育人项目当面交流".into() };
        n::ask_to_meet(tx, &from, meeting, &draft)
    })?;
    stage.act(move |tx| n::answer(tx, &to, meeting, request.id, (answer, "")).map(drop))
}

fn computed(stage: &Stage, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    let asker = office.clone();
    let question = stage.act(move |tx| n::ask(tx, &asker, meeting, Ask { seed: 2023, seconds: 1 }))?;
    let id = question.timetable.id;
    let solved = solving::computed(question, &solving::Progress::default())?;
    stage.act(move |tx| {
        n::keep(tx, &office, &solved)?;
        n::adopt(tx, &office, meeting, id).map(drop)
    })
}

/// What came of the meeting: two intentions, one of them confirmed, and somebody who did not come.
pub(crate) fn afterwards(stage: &Stage, meeting: MeetingId, first: Day) -> Outcome {
    stage.on(first.plus_days(5));
    let cast = stage.cast.clone();
    outcome(stage, meeting, (&cast.lin_mei, &cast.zhao_lei), Some((20_000_000, "四月互访，起草申请")))?;
    outcome(stage, meeting, (&cast.gao_ning, &cast.zhao_lei), Some((8_000_000, "商定师资培训时间")))?;
    outcome(stage, meeting, (&cast.zhou_yuan, &cast.sun_yue), None)
}

fn outcome(stage: &Stage, meeting: MeetingId, pair: (&Actor, &Actor), said: Option<(i64, &'static str)>) -> Outcome {
    let (one, other) = (pair.0.clone(), pair.1.clone());
    stage.act(move |tx| {
        let me = store::negotiator_of(tx, meeting, one.person_id)?.ok_or(Refusal::NotFound)?;
        let them = store::negotiator_of(tx, meeting, other.person_id)?.ok_or(Refusal::NotFound)?;
        let all = store::appointments_of(tx, me.id)?;
        let Some(it) = all.into_iter().find(|it| it.is_of(them.id)) else { return Ok(()) };
        let Some((amount, next_step)) = said else { return n::no_show(tx, &one, meeting, it.id).map(drop) };
        let outcome = n::Outcome { intent: true, amount: Some(amount), next_step: next_step.into() };
        let noted = n::note(tx, &one, meeting, it.id, &outcome)?;
        n::confirm(tx, &other, meeting, (noted.id, noted.revision)).map(drop)
    })
}
