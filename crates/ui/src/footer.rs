//! What stands below every page.

use kernel::{Lang, Text, say};
use maud::{Markup, html};

const PRINCIPLE: Text = say(
    "政府搭台、企业支持、高校对接、共建共享",
    "Government provides the stage, enterprises support, universities connect, both build and share",
);
const TIME: Text = say("本站时间均为北京时间（UTC+8）。", "All times are Beijing time (UTC+8).");
const DATA: Text = say("开放数据", "Open data");
const API: Text = say("开放接口", "Open API");
const ABOUT: Text = say(
    "协育是开放源代码的产学合作协同育人项目平台。",
    "Xieyu is an open-source platform for industry–university collaborative education.",
);

pub(crate) fn footer(lang: Lang) -> Markup {
    html! {
        footer.bottom {
            div {
                p.principle { (PRINCIPLE.get(lang)) }
                p { (ABOUT.get(lang)) " " (TIME.get(lang)) }
                p { a href="/open-data" { (DATA.get(lang)) } " · " a href="/api/v1/openapi.json" { (API.get(lang)) } }
            }
        }
    }
}
