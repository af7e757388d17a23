//! The columns of lists of organisations.

use crate::layout::Field;

kernel::words! {
    /// A column of a list of organisations. Headings: the ministry's list of universities.
    pub enum OrganisationField {
        Name = "name" ("单位名称", "Name"),
        Code = "code" ("代码", "Code"),
        Kind = "kind" ("类别", "Kind"),
        Authority = "authority" ("主管部门", "Authority"),
        Place = "place" ("所在地", "Place"),
        Level = "level" ("办学层次", "Level"),
        Province = "province" ("省份", "Province"),
        Remark = "remark" ("备注", "Remark"),
    }
}

impl Field for OrganisationField {
    fn headings(self) -> &'static [&'static str] {
        match self {
            OrganisationField::Name => {
                &["单位名称", "学校名称", "高校名称", "院校名称", "企业名称", "公司名称", "名称", "name"]
            }
            OrganisationField::Code => &[
                "代码",
                "学校标识码",
                "学校代码",
                "院校代码",
                "标识码",
                "统一社会信用代码",
                "信用代码",
                "社会信用代码",
                "code",
            ],
            OrganisationField::Kind => &["类别", "单位类别", "单位类型", "性质", "kind"],
            OrganisationField::Authority => &["主管部门", "主管单位", "隶属部门", "authority"],
            OrganisationField::Place => &["所在地", "学校所在地", "所在城市", "城市", "地点", "place"],
            OrganisationField::Level => &["办学层次", "层次", "level"],
            OrganisationField::Province => &["省份", "所在省份", "省市", "province"],
            OrganisationField::Remark => &["备注", "说明", "remark", "note"],
        }
    }

    fn is_required(self) -> bool {
        match self {
            OrganisationField::Name | OrganisationField::Code => true,
            OrganisationField::Kind
            | OrganisationField::Authority
            | OrganisationField::Place
            | OrganisationField::Level
            | OrganisationField::Province
            | OrganisationField::Remark => false,
        }
    }
}
