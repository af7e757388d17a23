//! What each role works with: the second line of the navigation. The one place that says so; what a role may do there is
//! each slice's policy, and whoever may not look is told so by the route's gate.

use kernel::{Actor, OrganisationId, Role, Text, say};

const APPLICATIONS: Text = say("申请", "Applications");
const AGREEMENTS: Text = say("协议", "Agreements");
const FUNDING: Text = say("经费", "Funding");
const CLOSINGS: Text = say("结题", "Closings");
const CASES: Text = say("案例", "Cases");
const GUIDELINES: Text = say("指南管理", "Guidelines");
const ESTABLISHMENT: Text = say("立项", "Establishment");
const PANELS: Text = say("专家分配", "Experts");
const ROUNDS: Text = say("批次", "Rounds");
const ORGANISATIONS: Text = say("单位", "Organisations");
/// The projects the role has to do with.
const MINE: &str = "/projects?mine=1";
/// The closings the role has to do with.
const CLOSING_MINE: &str = "/closings?view=mine";
const IMPORTS: Text = say("名单导入", "Imports");
/// Written to many at once.
const ANNOUNCEMENTS: Text = say("群发公告", "Announcements");
const OUTBOX: Text = say("发件箱", "Outbox");
const ACCOUNT: Text = say("账号", "Account");

/// The sections of the role worn now, the most used first; nothing for somebody without a role but the own account.
pub(crate) fn of(actor: &Actor) -> Vec<(Text, String)> {
    let Some(hat) = actor.hat else { return vec![to(ACCOUNT, "/account")] };
    let own = hat.organisation_id;
    match hat.role {
        Role::Teacher | Role::Student => vec![
            to(say("推荐", "Suggestions"), "/suggestions"),
            to(say("我的申请", "My applications"), "/applications"),
            to(say("我的协议", "My agreements"), "/agreements"),
            to(say("我的项目", "My projects"), MINE),
            to(FUNDING, "/funding"),
            to(CLOSINGS, CLOSING_MINE),
            to(CASES, "/cases"),
        ],
        Role::UniversityAdministrator => vec![
            to(APPLICATIONS, "/applications"),
            to(AGREEMENTS, "/agreements"),
            to(say("本校项目", "Our projects"), MINE),
            to(FUNDING, "/funding"),
            to(CLOSINGS, CLOSING_MINE),
            to(CASES, "/cases"),
            people(say("本校人员", "Our people"), own),
            (say("申报限额", "Limits"), format!("/organisations/{own}/limits")),
            to(IMPORTS, "/imports"),
            to(ANNOUNCEMENTS, "/announcements"),
        ],
        Role::UniversityFinance => {
            vec![to(FUNDING, "/funding"), to(say("本校项目", "Our projects"), MINE), to(AGREEMENTS, "/agreements")]
        }
        Role::EnterpriseContact => vec![
            to(say("本企业指南", "Our guidelines"), "/guidelines"),
            to(APPLICATIONS, "/applications"),
            to(AGREEMENTS, "/agreements"),
            to(say("合作项目", "Our projects"), MINE),
            to(FUNDING, "/funding"),
            to(CLOSINGS, CLOSING_MINE),
            to(CASES, "/cases"),
            people(say("本企业人员", "Our people"), own),
            to(ANNOUNCEMENTS, "/announcements"),
        ],
        Role::EnterpriseReviewer => vec![
            to(APPLICATIONS, "/applications"),
            to(say("本企业指南", "Our guidelines"), "/guidelines"),
            to(AGREEMENTS, "/agreements"),
        ],
        Role::Expert => vec![
            to(say("指南评议", "Guideline reviews"), "/guidelines"),
            to(say("案例评审", "Case reviews"), "/cases/entries"),
        ],
        Role::ProgrammeOffice => vec![
            to(ORGANISATIONS, "/organisations"),
            to(GUIDELINES, "/guidelines"),
            to(PANELS, "/panels"),
            to(ROUNDS, "/rounds"),
            to(APPLICATIONS, "/applications"),
            to(AGREEMENTS, "/agreements"),
            to(ESTABLISHMENT, "/establishment"),
            to(FUNDING, "/funding"),
            to(CLOSINGS, CLOSING_MINE),
            to(CASES, "/cases"),
            to(IMPORTS, "/imports"),
            to(ANNOUNCEMENTS, "/announcements"),
            to(OUTBOX, "/letters"),
        ],
        Role::Province => {
            vec![to(ORGANISATIONS, "/organisations"), to(FUNDING, "/funding"), to(CLOSINGS, CLOSING_MINE)]
        }
        Role::Ministry => vec![
            to(ESTABLISHMENT, "/establishment"),
            to(CLOSINGS, CLOSING_MINE),
            to(CASES, "/cases"),
            to(GUIDELINES, "/guidelines"),
            to(APPLICATIONS, "/applications"),
            to(AGREEMENTS, "/agreements"),
            to(FUNDING, "/funding"),
            to(ORGANISATIONS, "/organisations"),
        ],
        Role::Operator => vec![
            to(OUTBOX, "/letters"),
            to(ORGANISATIONS, "/organisations"),
            to(say("接口令牌", "API tokens"), "/tokens"),
        ],
    }
}

fn to(label: Text, href: &str) -> (Text, String) {
    (label, href.to_owned())
}

fn people(label: Text, organisation: OrganisationId) -> (Text, String) {
    (label, format!("/organisations/{organisation}/people"))
}
