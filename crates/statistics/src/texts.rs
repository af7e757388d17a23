//! Words that pages, tables and charts share.

use kernel::{Text, say};

pub(crate) const TITLE: Text = say("统计", "Statistics");
pub(crate) const YEAR: Text = say("年度", "Year");
pub(crate) const TYPE: Text = say("项目类型", "Type");
pub(crate) const PROVINCE: Text = say("省份", "Province");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const ENTERPRISES: Text = say("参与企业", "Enterprises");
pub(crate) const UNIVERSITIES: Text = say("参与高校", "Universities");
pub(crate) const INDUSTRY: Text = say("行业门类", "Industry section");
pub(crate) const PROJECTS: Text = say("立项数", "Projects");
pub(crate) const CASH: Text = say("支持经费", "Cash promised");
pub(crate) const GOODS: Text = say("软硬件价值", "Value of goods");
pub(crate) const NEW: Text = say("当年立项", "New projects");
pub(crate) const UNTIL: Text = say("累计立项", "Projects in all");
pub(crate) const NEW_CASH: Text = say("当年支持经费", "New cash");
pub(crate) const NEW_GOODS: Text = say("当年软硬件价值", "New goods");
pub(crate) const CASH_UNTIL: Text = say("累计支持经费", "Cash in all");
pub(crate) const GOODS_UNTIL: Text = say("累计软硬件价值", "Goods in all");
pub(crate) const ENTERPRISES_UNTIL: Text = say("累计参与企业", "Enterprises in all");
pub(crate) const UNIVERSITIES_UNTIL: Text = say("累计参与高校", "Universities in all");
pub(crate) const FROM: Text = say("来自", "From");
pub(crate) const TO: Text = say("去向", "To");
pub(crate) const ENDED_IN: Text = say("结束年度", "Ended in");
pub(crate) const ENDED: Text = say("已结束", "Ended");
pub(crate) const OTHERS: Text = say("其他企业", "All other enterprises");
pub(crate) const UNKNOWN: Text = say("未注明", "Not stated");
