//! Invented content for every document, for samples, tests and benches.

use documents::templates::{agreement, application, certificate, list, review};
use documents::{Align, Column};
use kernel::{Day, Instant, Money, say};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

pub fn agreement_sample() -> agreement::Agreement {
    let party = |name: &str, code: &str| agreement::Party { name: name.into(), code: code.into() };
    let cash = |yuan: i64, due: &str, note: &str| agreement::Payment {
        kind: say("经费", "Cash"),
        amount: Money::from_yuan(yuan),
        due_on: day(due),
        note: note.into(),
    };
    let result = |number: &str, what: &str, due: Option<&str>| agreement::Deliverable {
        number: number.into(),
        kind: say("课程", "Course"),
        what: what.into(),
        due_on: due.map(day),
    };
    agreement::Agreement {
        id: "agreement-0190".into(),
        title: "面向智能制造的光电检测课程共建与虚实结合实践教学体系建设".into(),
        mode: say("2024 模式", "2024 mode"),
        enterprise: party("子午光电科技（北京）有限公司", "91110108MA01ABCD2X"),
        university: party("滨海理工大学", "4111010001"),
        pi_name: "林梅".into(),
        starts_on: Some(day("2024-10-01")),
        closes_on: Some(day("2025-10-01")),
        cash: Money::from_fen(5_000_050),
        goods: Money::from_yuan(20_000),
        payments: vec![
            cash(30_000, "2024-10-31", "协议签订后一个月内拨付"),
            cash(20_000, "2025-03-31", ""),
            agreement::Payment { kind: say("软硬件", "Goods"), ..cash(20_000, "2024-12-31", "光学平台 MX-200 一套，按出厂价计") },
        ],
        deliverables: vec![
            result("D1", "“光电检测技术”在线课程一门，不少于 32 学时，含虚拟仿真实验 8 个", Some("2025-06-30")),
            result("D2", "教学改革研究报告一份", None),
        ],
        ip_terms: "双方各自保留协议签订前已有的知识产权（包括但不限于教材、软件、专利及技术秘密）。\n项目实施过程中新产生的教学成果由双方共同享有，双方均可在教学中无偿使用；作者享有署名权。未经对方书面同意，任何一方不得向第三方转让。".into(),
        duties: "甲方按本协议第四条约定的期限足额拨付经费、交付软硬件，不得要求乙方另行购买设备、软件或服务，不得收取培训费，不得以本项目名义推销产品（negative list）。\n乙方将经费纳入学校财务统一管理，专款专用；项目负责人按期提交中期报告与结题报告。\nEither side tells the other in writing, within ten working days, of anything that endangers the project’s dates.".into(),
        files: vec![agreement::File { name: "双方签章协议（扫描件）.pdf".into(), sha256: "ab12cd34".repeat(8) }],
        version: Some(agreement::Version { number: 2, hash: "0f1e2d3c".repeat(8) }),
        made_at: at("2024-09-28T06:30:00Z"),
    }
}

pub fn application_sample() -> application::Application {
    application::Application {
        id: "0190a6de-1c11-7000-8000-0000000000a1".into(),
        title: "面向智能制造的光电检测课程共建".into(),
        facts: vec![
            (say("项目类型", "Type"), "教学内容和课程体系改革".into()),
            (say("指南项目", "Item"), "光电检测课程建设".into()),
            (say("企业", "Enterprise"), "子午光电科技（北京）有限公司".into()),
            (say("高校", "University"), "滨海理工大学".into()),
            (say("项目负责人", "Principal investigator"), "林梅".into()),
            (say("院系", "School"), "光电信息与计算机工程学院".into()),
        ],
        starts_on: Some(day("2024-10-01")),
        ends_on: Some(day("2025-10-01")),
        members: vec![
            application::Member { name: "周䶮".into(), unit: "光电学院".into(), duty: "实验设计".into() },
            application::Member { name: "Anna Müller".into(), unit: "子午光电".into(), duty: "企业导师".into() },
        ],
        budget: vec![
            application::BudgetLine { purpose: "课程视频制作".into(), cash: Money::from_yuan(30_000), goods: Money::ZERO },
            application::BudgetLine { purpose: "实验设备".into(), cash: Money::from_yuan(20_000), goods: Money::from_yuan(20_000) },
        ],
        texts: vec![
            (say("申请简述", "Summary"), "本项目面向智能制造产业对光电检测人才的需求，校企共同建设“光电检测技术”课程，引入企业真实案例 12 个。\n建设周期一年。".into()),
            (say("实施计划", "Plan"), "2024年10月至12月：调研与大纲制定；2025年1月至6月：课程录制与试用；2025年7月至9月：完善与推广。".into()),
            (say("预期成果", "Expected results"), "在线课程一门\n教学改革报告一份".into()),
        ],
        approvals: vec![
            application::Approval { level: say("院系意见", "School"), said: String::new(), signature: say("负责人（签字盖章）", "Head (signature, seal)"), decided_at: None },
            application::Approval { level: say("高校审核意见", "University"), said: "通过：材料齐全，同意推荐。".into(), signature: say("盖章", "Seal"), decided_at: Some(at("2024-09-01T02:00:00Z")) },
            application::Approval { level: say("企业评审意见", "Enterprise"), said: String::new(), signature: say("盖章", "Seal"), decided_at: None },
        ],
        submitted_at: at("2024-08-28T06:30:00Z"),
    }
}

pub fn review_sample() -> review::Sheets {
    let point = |what: &str, found: &str, note: &str| review::Point {
        what: what.into(),
        found: found.into(),
        note: note.into(),
    };
    review::Sheets {
        id: "review-1".into(),
        title: say("高校审核表", "University Review Sheet"),
        subject: "面向智能制造的光电检测课程共建".into(),
        subject_is: review::PROJECT,
        heads: review::CHECKS,
        facts: vec![
            (say("项目负责人", "Principal investigator"), "林梅".into()),
            (say("高校", "University"), "滨海理工大学".into()),
            (say("企业", "Enterprise"), "子午光电科技（北京）有限公司".into()),
        ],
        reviews: vec![review::Review {
            heading: "第 1 次审核".into(),
            points: vec![
                point("题目无错别字，表述清楚", "是", ""),
                point("申报书负责人与页面一致", "否", "申报书首页写作“林 美”，请更正后重新签字盖章"),
            ],
            conclusion: "退回修改".into(),
            opinion: "请按说明修改后重新提交。".into(),
            reviewer: "王建国".into(),
            reviewed_at: Some(at("2024-08-30T01:12:00Z")),
        }],
        made_at: at("2024-08-30T01:12:00Z"),
    }
}

pub fn certificate_sample() -> certificate::Certificate {
    certificate::Certificate {
        number: "ZS24R000123-7".into(),
        code: "7K3M-Q0ZT-4XAB-R".into(),
        address: "https://xieyu.example.edu.cn/certificates/7K3MQ0ZT4XABR".into(),
        project_number: "24R000123-7".into(),
        title: "面向智能制造的光电检测课程共建与虚实结合实践教学体系建设".into(),
        project_type: say("教学内容和课程体系改革", "Course and curriculum reform"),
        enterprise: say("子午光电科技（北京）有限公司", "Meridian Optics Technology (Beijing) Co., Ltd.").into(),
        university: say("滨海理工大学", "Binhai University of Technology").into(),
        pi: "林梅".into(),
        established_on: day("2024-10-08"),
        closed_on: day("2025-10-20"),
        issued_by: say("产学合作协同育人项目专家组", "Expert group of the programme").into(),
        issued_at: at("2025-10-20T03:00:00Z"),
        hash: "5c1a9e02".repeat(8),
    }
}

pub fn list_sample(rows: usize) -> list::List {
    const SUBJECTS: [&str; 5] = ["智能制造", "新能源汽车", "大数据分析", "现代农业", "数字文旅创意"];
    const SCHOOLS: [&str; 4] = ["滨海理工大学", "江南师范大学", "西部农林科技大学", "北方交通职业本科学院"];
    let row = |n: usize| {
        vec![
            n.to_string(),
            format!("2024{:02}{:03}{:03}", n % 2 + 1, n / 128, n % 128),
            format!("面向{}的校企协同课程体系建设与实践教学改革（{n}）", SUBJECTS[n % 5]),
            "教学内容和课程体系改革".to_owned(),
            SCHOOLS[n % 4].to_owned(),
            format!("负责人{}", n % 977),
            format!("子午光电科技（北京）有限公司第{}分公司", n % 37),
        ]
    };
    list::List {
        id: "list-1".into(),
        title: "2021年第二批产学合作协同育人项目立项名单".into(),
        lines: vec!["教高司函〔2022〕8号".into(), format!("共 {rows} 项")],
        columns: vec![
            (say("序号", "No."), Column::aligned(0.7, Align::Centre)),
            (say("项目编号", "Project number"), Column::new(1.7)),
            (say("项目名称", "Title"), Column::new(5.0)),
            (say("项目类型", "Type"), Column::new(2.4)),
            (say("承担学校", "University"), Column::new(2.2)),
            (say("项目负责人", "PI"), Column::new(1.3)),
            (say("公司名称", "Enterprise"), Column::new(3.0)),
        ],
        rows: (1..=rows).map(row).collect(),
        made_at: at("2022-07-20T02:00:00Z"),
        note: None,
    }
}
