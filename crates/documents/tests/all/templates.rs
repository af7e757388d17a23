//! Every document of the programme, read back: its words in their order, in both languages.

use documents::PdfError;
use kernel::Lang;

use crate::content::{agreement_sample, application_sample, certificate_sample, list_sample, review_sample};
use crate::read;

/// Asserts that the words stand in the document one after the other.
fn says_in_order(pdf: &Result<Vec<u8>, PdfError>, words: &[&str]) {
    let text = read::read_out(pdf.as_ref().expect("a document"));
    let mut rest = text.as_str();
    for word in words {
        let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        let Some((_, after)) = rest.split_once(&word) else {
            panic!("no {word} after what comes before it, in {text}")
        };
        rest = after;
    }
}

#[test]
fn an_agreement_reads_from_the_parties_to_the_seals() {
    let pdf = |lang| agreement_sample().pdf(lang);
    says_in_order(
        &pdf(Lang::Zh),
        &[
            "产学合作协同育人项目",
            "合作协议",
            "第 2 版，2024年9月28日提交",
            "甲方（企业）",
            "子午光电科技（北京）有限公司",
            "91110108MA01ABCD2X",
            "乙方（高校）",
            "滨海理工大学",
            "第二条 合作项目",
            "第三条 支持经费与软硬件",
            "¥ 50,000.50",
            "伍万元伍角",
            "第四条 拨付与交付安排",
            "叁万元整",
            "2024年10月31日",
            "第五条 预期成果",
            "虚拟仿真实验",
            "第六条",
            "第七条",
            "签字盖章",
            "甲方（盖章）",
            "附件 双方签章文本",
        ],
    );
    says_in_order(
        &pdf(Lang::En),
        &[
            "Industry-University Cooperation Collaborative Education Programme",
            "Cooperation Agreement",
            "Version 2, handed in on",
            "Article 1. Parties",
            "Party A (enterprise)",
            "Party B (university)",
            "Article 3. Cash and goods",
            "Article 4. Payment plan",
            "Article 7. Rights and duties",
            "Signatures and seals",
            "Annex. Signed documents",
        ],
    );
}

#[test]
fn an_approval_sheet_reads_from_the_title_to_the_enterprise() {
    let pdf = |lang| application_sample().pdf(lang);
    says_in_order(
        &pdf(Lang::Zh),
        &[
            "项目申报审批表",
            "面向智能制造的光电检测课程共建",
            "林梅",
            "周䶮",
            "课程视频制作",
            "申请简述",
            "实施计划",
            "院系意见",
            "高校审核意见",
            "材料齐全，同意推荐",
            "企业评审意见",
        ],
    );
    says_in_order(
        &pdf(Lang::En),
        &["Application Approval Sheet", "Anna Müller", "Summary", "Plan", "School", "Enterprise"],
    );
}

#[test]
fn a_review_sheet_reads_from_the_project_to_the_reviewer() {
    let pdf = |lang| review_sample().pdf(lang);
    let checks = ["题目无错别字，表述清楚", "请更正后重新签字盖章"];
    says_in_order(&pdf(Lang::Zh), &["高校审核表", "第 1 次审核", checks[0], checks[1], "退回修改", "评审人：王建国"]);
    says_in_order(&pdf(Lang::En), &["University Review Sheet", checks[0], checks[1], "Conclusion", "Reviewer: 王建国"]);
}

#[test]
fn a_list_reads_row_by_row() {
    let pdf = |lang| list_sample(40).pdf(lang);
    says_in_order(
        &pdf(Lang::Zh),
        &["立项名单", "教高司函〔2022〕8号", "项目编号", "承担学校", "（1）", "（2）", "（40）"],
    );
    says_in_order(&pdf(Lang::En), &["Project number", "University", "（1）", "Page 1 of", "（40）", "Page"]);
}

#[test]
fn a_certificate_says_the_same_in_both_languages_with_the_names_of_each() {
    let zh =
        ["结题证书", "兹证明滨海理工大学林梅主持、子午光电科技（北京）有限公司支持的", "于2025年10月20日通过结题验收"];
    let en = [
        "Closing Certificate",
        "led by 林梅 of Binhai University of Technology",
        "supported by Meridian Optics Technology (Beijing) Co., Ltd.",
    ];
    for (lang, issuer) in [(Lang::Zh, "产学合作协同育人项目专家组"), (Lang::En, "Expert group of the programme")]
    {
        let pdf = certificate_sample().pdf(lang);
        says_in_order(&pdf, &zh);
        says_in_order(&pdf, &en);
        says_in_order(&pdf, &["ZS24R000123-7", "7K3M-Q0ZT-4XAB-R", issuer]);
        assert_eq!(read::info(&pdf.expect("a certificate"), "Pages"), "1");
    }
}

#[test]
fn the_code_on_a_certificate_leads_to_its_check() {
    let certificate = certificate_sample();
    for lang in [Lang::Zh, Lang::En] {
        let pdf = certificate.pdf(lang).expect("a certificate");
        assert_eq!(read::codes(&pdf), [certificate.address.as_str()]);
    }
}

#[test]
fn every_document_says_what_it_is_and_in_which_language() {
    for lang in [Lang::Zh, Lang::En] {
        let all = [
            agreement_sample().pdf(lang),
            application_sample().pdf(lang),
            review_sample().pdf(lang),
            certificate_sample().pdf(lang),
            list_sample(3).pdf(lang),
        ];
        for pdf in all.map(|pdf| pdf.expect("a document")) {
            assert_ne!(read::info(&pdf, "Title"), "");
            assert_eq!(read::info(&pdf, "Tagged"), "yes");
            assert_eq!(read::info(&pdf, "JavaScript"), "no");
            let catalogue = format!("/Lang({})", lang.tag());
            let bytes = String::from_utf8_lossy(&pdf).replace("/Lang (", "/Lang(");
            assert!(bytes.contains(&catalogue), "the language stands in the catalogue");
        }
    }
}

#[test]
fn every_document_printed_twice_is_the_same_byte_for_byte() {
    for lang in [Lang::Zh, Lang::En] {
        assert!(agreement_sample().pdf(lang).expect("one") == agreement_sample().pdf(lang).expect("another"));
        assert!(application_sample().pdf(lang).expect("one") == application_sample().pdf(lang).expect("another"));
        assert!(review_sample().pdf(lang).expect("one") == review_sample().pdf(lang).expect("another"));
        assert!(certificate_sample().pdf(lang).expect("one") == certificate_sample().pdf(lang).expect("another"));
        assert!(list_sample(50).pdf(lang).expect("one") == list_sample(50).pdf(lang).expect("another"));
    }
}

#[test]
fn a_programme_reads_day_by_day_with_its_release_at_the_foot() {
    use documents::templates::programme::{Line, Programme};
    let line = |time: &str, title: &str, more: &str| Line {
        time: time.into(),
        hall: "主会场".into(),
        kind: "报告".into(),
        title: title.into(),
        more: more.into(),
    };
    let programme = Programme {
        id: "0190f5d8".into(),
        title: "第九届对接会".into(),
        lines: vec!["2023年4月1日 – 2023年4月2日 · 北京".into()],
        days: vec![
            (
                "2023年4月1日".into(),
                vec![
                    line("09:00–09:30", "开幕式", "主持：高东锋"),
                    line("09:30–10:10", "主旨报告", "09:30–10:10 第十年 — 徐晓飞"),
                ],
            ),
            ("2023年4月2日".into(), Vec::new()),
        ],
        release: "议程版本 1.1".into(),
        made_at: kernel::Instant::from_millis(1_680_000_000_000),
    };
    says_in_order(
        &programme.pdf(Lang::Zh),
        &[
            "第九届对接会",
            "北京",
            "09:00–09:30",
            "开幕式",
            "主持：高东锋",
            "主会场",
            "徐晓飞",
            "2023年4月2日",
            "这一天没有安排。",
        ],
    );
    says_in_order(&Ok(document_foot()), &["议程版本 1.1"]);
}

/// A programme of nothing still says which release it is.
fn document_foot() -> Vec<u8> {
    use documents::templates::programme::Programme;
    let programme = Programme {
        id: "0190f5d9".into(),
        title: "M".into(),
        lines: Vec::new(),
        days: Vec::new(),
        release: "议程版本 1.1".into(),
        made_at: kernel::Instant::from_millis(1_680_000_000_000),
    };
    programme.pdf(Lang::Zh).expect("a document")
}
