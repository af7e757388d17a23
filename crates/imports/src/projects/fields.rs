//! The columns of establishment and closing lists.

use crate::layout::Field;

kernel::words! {
    /// A column of an establishment or closing list. Headings: rule book 6.6, and what closing lists add.
    pub enum ProjectField {
        Number = "number" ("项目编号", "Project number"),
        Enterprise = "enterprise" ("企业名称", "Enterprise"),
        Type = "type" ("项目类型", "Type"),
        Title = "title" ("项目名称", "Title"),
        University = "university" ("承担学校", "University"),
        Pi = "pi" ("项目负责人", "Principal investigator"),
        Province = "province" ("省份", "Province"),
        Round = "round" ("批次", "Round"),
        EstablishedOn = "established_on" ("立项时间", "Established on"),
        ClosesOn = "closes_on" ("结题时间", "Closing date"),
        Cash = "cash" ("支持经费", "Cash"),
        Goods = "goods" ("软硬件价值", "Value of goods"),
        Conclusion = "conclusion" ("验收结论", "Conclusion"),
    }
}

impl Field for ProjectField {
    fn headings(self) -> &'static [&'static str] {
        match self {
            ProjectField::Number => &["项目编号", "项目编码", "立项编号", "编号", "project number", "number"],
            ProjectField::Enterprise => &[
                "公司名称",
                "企业名称",
                "立项企业名称",
                "支持公司",
                "支持企业",
                "合作企业",
                "企业",
                "公司",
                "enterprise",
            ],
            ProjectField::Type => &["项目类型", "类型", "项目类别", "type"],
            ProjectField::Title => &["项目名称", "课题名称", "项目题目", "title"],
            ProjectField::University => {
                &["承担学校", "承担高校", "学校名称", "高校名称", "高校", "学校", "项目承担学校", "university"]
            }
            ProjectField::Pi => {
                &["项目负责人", "负责人", "负责人姓名", "项目负责人姓名", "principal investigator", "pi"]
            }
            ProjectField::Province => &["省份", "所在省份", "省市", "所在地区", "province"],
            ProjectField::Round => &["批次", "立项批次", "项目批次", "轮次", "申报批次", "round"],
            ProjectField::EstablishedOn => {
                &["立项时间", "立项日期", "立项年份", "立项年度", "年度", "年份", "established on"]
            }
            ProjectField::ClosesOn => {
                &["结题时间", "结题日期", "计划结题时间", "计划结题日期", "完成时间", "项目截止时间", "closing date"]
            }
            ProjectField::Cash => &["支持经费", "项目经费", "经费", "资助金额", "经费支持", "支持金额", "cash"],
            ProjectField::Goods => &["软硬件价值", "软硬件", "软硬件支持", "软硬件金额", "goods"],
            ProjectField::Conclusion => &[
                "验收结论",
                "结论",
                "结题结论",
                "结题结果",
                "验收结果",
                "结题验收结论",
                "是否通过",
                "结题情况",
                "conclusion",
            ],
        }
    }

    fn is_required(self) -> bool {
        match self {
            ProjectField::Number
            | ProjectField::Enterprise
            | ProjectField::Type
            | ProjectField::Title
            | ProjectField::University
            | ProjectField::Pi => true,
            ProjectField::Province
            | ProjectField::Round
            | ProjectField::EstablishedOn
            | ProjectField::ClosesOn
            | ProjectField::Cash
            | ProjectField::Goods
            | ProjectField::Conclusion => false,
        }
    }
}
