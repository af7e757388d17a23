//! Lists, figures and one thing in detail.

use kernel::{Day, Instant, Lang, Money, Said, say};
use ui::{Field, Markup, StageAt, Tab, TimelineEntry, TodoRow, Tone, html};

fn at(day: i8, hour: i64) -> Instant {
    Instant::beijing(on(day), hour, 4, 0)
}
fn on(day: i8) -> Day {
    Day::new(2024, 6, day).expect("a day of June 2024")
}

pub fn home(lang: Lang) -> Markup {
    html! {
        (ui::heading(say("产学合作，协同育人", "Industry and university teach together").get(lang), html! {}))
        p.lead { (say("企业发布指南，高校教师申报，双方共同建设课程、实验室与实习基地。", "Enterprises publish guidelines, teachers apply, and both build courses, laboratories and internships.").get(lang)) }
        (ui::tiles(lang, vec![
            (say("参与企业", "Enterprises"), ui::count(1_734), Some("/organisations".to_owned())),
            (say("立项项目", "Projects"), ui::count(99_012), Some("/projects".to_owned())),
            (say("支持经费", "Support"), ui::wan(lang, Money::from_yuan(3_561_000_000)), None),
            (say("开放条目", "Open items"), ui::count(13_000), Some("/items".to_owned())),
        ]))
        (ui::section(lang, say("消息", "Messages"), html! {
            (ui::alert(Tone::Info, html! { p { (say("2024 年 6 月批次正在申报。", "The round of June 2024 is open.").get(lang)) } }))
            (ui::alert(Tone::Warn, html! { p { (say("距截止还有 3 天。", "Three days are left.").get(lang)) } }))
            (ui::alert(Tone::Bad, html! { p { (say("证书查验暂停。", "Certificates cannot be checked now.").get(lang)) } }))
        }))
    }
}

pub fn list(lang: Lang) -> Markup {
    let row = |title: kernel::Text, firm: kernel::Text, yuan, tone, state: kernel::Text| {
        vec![
            html! { a href="/items/1" { (title.get(lang)) } },
            html! { (firm.get(lang)) },
            ui::amount(lang, Money::from_yuan(yuan)),
            ui::number(5),
            ui::day(lang, on(24)),
            ui::badge(lang, state, tone),
        ]
    };
    let head = [
        say("条目", "Item"),
        say("企业", "Enterprise"),
        say("每项经费", "Per project"),
        say("数量", "Offers"),
        say("截止", "Until"),
        say("状态", "State"),
    ];
    let rows = vec![
        row(
            say("面向智能制造的课程改革", "Courses for smart manufacturing"),
            say("子午光电", "Meridian Optics"),
            50_000,
            Tone::Good,
            say("开放", "Open"),
        ),
        row(
            say("师资培训：工业视觉", "Teacher training: machine vision"),
            say("北辰软件", "Polaris Software"),
            20_000,
            Tone::Warn,
            say("暂停", "Paused"),
        ),
        row(
            say("大学生创新创业联合基金", "Joint fund for student ventures"),
            say("远山新材料", "Far Hill Materials"),
            1_200_000,
            Tone::Bad,
            say("已撤销", "Revoked"),
        ),
    ];
    let tab =
        |label: kernel::Text, count, active| Tab { href: "#".into(), label: label.into(), count: Some(count), active };
    html! {
        (ui::heading(say("项目指南", "Guideline items").get(lang), html! {}))
        (ui::tabs(lang, &[tab(say("开放", "Open"), 412, true), tab(say("全部", "All"), 13_000, false), tab(say("我的收藏", "Saved"), 2, false)]))
        (ui::filter_bar(lang, "/items", html! {
            (Field::text("q", say("关键词", "Words")).value("课程").render(lang, &[]))
            (Field::select("type", say("类型", "Type"), vec![("1".into(), say("新工科", "New engineering").get(lang).into())]).render(lang, &[]))
        }))
        (ui::table(lang, say("开放的条目，按截止日期排列", "Open items by last day"), &head, rows, say("没有", "None")))
        (ui::pager(lang, Some("/items?after=3".into())))
        (ui::table(lang, say("空", "Empty"), &head, vec![], say("还没有条目。企业发布指南后会显示在这里。", "No items yet. They appear here when an enterprise publishes its guideline.")))
    }
}

pub fn project(lang: Lang) -> Markup {
    let stages = [
        (say("申报", "Application"), StageAt::Done),
        (say("评审", "Evaluation"), StageAt::Done),
        (say("协议", "Agreement"), StageAt::Done),
        (say("立项备案", "Established and filed"), StageAt::Current),
        (say("中期", "Mid-term"), StageAt::Todo),
        (say("结题", "Closing"), StageAt::Todo),
        (say("证书", "Certificate"), StageAt::Todo),
    ];
    let why: Said = say(
        "高校财务确认到账后才能结题（C-03）。请联系：王会计，松江理工大学财务处。",
        "Closing opens when university finance confirms the money (C-03). Ask: Wang, finance office.",
    )
    .into();
    html! {
        (ui::breadcrumbs(lang, &[("/projects".into(), say("项目", "Projects").into()), ("/projects?y=2024".into(), say("2024 年", "2024").into())]))
        (ui::heading(say("面向智能制造的课程改革", "Courses for smart manufacturing").get(lang), html! { (ui::badge(lang, say("在研", "Running"), Tone::Info)) (ui::badge(lang, say("2024 模式", "2024 mode"), Tone::Neutral)) }))
        (ui::progress_steps(lang, &stages))
        (ui::columns(html! {
            (ui::section(lang, say("概况", "Facts"), ui::facts(lang, vec![
                (say("项目编号", "Project number"), html! { span.num { "240601234561024" } }),
                (say("支持经费", "Support"), ui::amount(lang, Money::from_yuan(50_000))),
                (say("立项日期", "Established"), ui::day(lang, on(24))),
                (say("简介", "Summary"), ui::prose("共建三门课程。\n每门 32 学时。")),
                (say("合作单位", "Partners"), html! {}),
            ])))
            (ui::actions(html! {
                (ui::step_button("/projects/7/report", "token", say("提交中期报告", "Hand in the mid-term report")).primary().render(lang))
                (ui::link_button(lang, "/projects/7/change", say("申请变更", "Ask for a change")))
                (ui::step_button("/projects/7/end", "token", say("终止项目", "Terminate")).danger().confirm(say("确定终止？", "Terminate?")).field("id", 7).render(lang))
                (ui::blocked(lang, say("申请结题", "Ask for closing"), &why))
            }))
            (ui::section(lang, say("经过", "History"), ui::timeline(lang, vec![
                TimelineEntry { at: at(24, 15), who: say("赵主任 · 松江理工大学", "Zhao · Songjiang University").get(lang).into(), what: say("确认立项并备案", "Established and filed").get(lang).into(), note: String::new() },
                TimelineEntry { at: at(20, 9), who: say("陈工 · 子午光电", "Chen · Meridian Optics").get(lang).into(), what: say("退回修改", "Returned").get(lang).into(), note: say("预算与指南不符，请核对第三项。", "The budget differs from the item; see line three.").get(lang).into() },
            ])))
        }, ui::card(html! {
            h2 { (say("限额", "Limits").get(lang)) }
            (ui::meter(lang, say("在研项目", "Running projects"), 2, 3))
            (ui::meter(lang, say("本年申报", "Applications this year"), 3, 3))
            p { (ui::when(lang, at(24, 15))) " " (ui::rule_badge(lang, "A-02")) }
        })))
    }
}

pub fn todo(lang: Lang) -> Markup {
    let row = |what: kernel::Text, late| TodoRow {
        href: "/x".into(),
        what: what.into(),
        about: say("面向智能制造的课程改革", "Courses for smart manufacturing").get(lang).into(),
        since: at(20, 8),
        due: Some(on(28)),
        is_late: late,
    };
    html! {
        (ui::heading(say("待办", "To-do").get(lang), html! {}))
        (ui::todo_list(lang, &[row(say("签署协议", "Sign the agreement"), true), row(say("提交中期报告", "Hand in the mid-term report"), false)], say("没有待办。", "Nothing waits.")))
        (ui::section(lang, say("别人的待办", "Waiting for others"), ui::todo_list(lang, &[], say("没有等待他人处理的事项。", "Nothing waits for others."))))
    }
}
