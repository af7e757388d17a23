//! What the home page says to somebody who is not logged in: what this is, what it has achieved, who does what here.

use kernel::{Lang, Text, say};
use maud::{Markup, html};

pub(crate) const NAME: Text =
    say("产学合作协同育人项目平台", "Industry-University Cooperation Collaborative Education Programme");
const SLOGAN: Text = say(
    "政府搭台、企业支持、高校对接、共建共享",
    "Government provides the stage, enterprises support, universities connect, both build and share",
);
const LEAD: Text = say(
    "企业发布项目指南，提供经费、软硬件与真实课题；高校教师据此改革课程、培养师资、共建实践基地。从指南到结题证书，全程在线、步步留痕、人人可查。",
    "Enterprises offer money, equipment and real problems; teachers reform courses, train and build laboratories with them. From the guideline to the closing certificate everything is done here, recorded, and open to anyone's check.",
);

/// The opening: name, what it is for, and the three ways in.
pub(crate) fn hero(lang: Lang) -> Markup {
    html! {
        section.hero {
            p.hero-line { (SLOGAN.get(lang)) }
            h1 { (NAME.get(lang)) }
            p.hero-lead { (LEAD.get(lang)) }
            div.actions {
                a.btn.primary href="/items" { (say("查找指南项目", "Find a guideline item").get(lang)) }
                a.btn.secondary href="/register/enterprise" { (say("企业入驻", "Join as an enterprise").get(lang)) }
                a.btn.secondary href="/register/person" { (say("教师与学生注册", "Join as a teacher or student").get(lang)) }
            }
        }
    }
}

/// The life of a project in one line, for newcomers.
pub(crate) fn life(lang: Lang) -> Markup {
    const STAGES: [(Text, Text); 7] = [
        (say("发布指南", "Guideline"), say("企业", "Enterprise")),
        (say("申报项目", "Application"), say("教师、学生", "Teacher, student")),
        (say("校内审核", "University review"), say("高校", "University")),
        (say("评审遴选", "Selection"), say("企业", "Enterprise")),
        (say("签约立项备案", "Agreement and filing"), say("校企双方", "Both sides")),
        (say("项目实施", "The project runs"), say("项目组", "Project team")),
        (say("结题发证", "Closing, certificate"), say("校企双方", "Both sides")),
    ];
    let stages = html! {
        ol.flow { @for (what, who) in STAGES { li { span.flow-what { (what.get(lang)) } span.flow-who { (who.get(lang)) } } } }
    };
    ui::section(lang, say("一个项目怎样走完全程", "The life of a project"), stages)
}

/// Who does what here, and where each begins.
pub(crate) fn parties(lang: Lang) -> Markup {
    const PARTIES: [(Text, Text, Text, &str); 4] = [
        (
            say("教师与学生", "Teachers and students"),
            say(
                "动笔之前就看清限项与条件；表单自动保存；一张待办清单说明什么在等谁。",
                "See limits and conditions before writing a word; forms save themselves; one list tells what waits for whom.",
            ),
            say("浏览指南项目", "Browse guideline items"),
            "/items",
        ),
        (
            say("高校", "Universities"),
            say(
                "全校申请一个队列，要点预先核对；立项、备案、结题一处办结。",
                "One queue for the whole university with its checks already made; establishment, filing and closing in one place.",
            ),
            say("查看参与高校", "See the universities"),
            "/organisations?kind=university",
        ),
        (
            say("企业", "Enterprises"),
            say(
                "一次登记，边写边提示指南的缺项；一次评完全部申请；拨付与验收信用公开。",
                "Register once; see what a guideline lacks while typing; rank all applications in one sitting; a public record of promises kept.",
            ),
            say("登记企业", "Register an enterprise"),
            "/register/enterprise",
        ),
        (
            say("社会公众", "The public"),
            say(
                "任何项目、备案与证书都可查验；每一步操作写入不可篡改的日志。",
                "Look up any project, filing or certificate; every act stands in a journal that cannot be altered unnoticed.",
            ),
            say("查询备案", "Look up a filing"),
            "/filings",
        ),
    ];
    let cards = html! {
        div.parties {
            @for (who, what, link, href) in PARTIES {
                div.card { h3 { (who.get(lang)) } p { (what.get(lang)) } p { a href=(href) { (link.get(lang)) } } }
            }
        }
    };
    ui::section(lang, say("各方在这里做什么", "What each side does here"), cards)
}
