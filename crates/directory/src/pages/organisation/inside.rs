//! What those concerned see of an organisation.

mod credit;
mod steps;

use kernel::{Lang, Text, Word, say};
use maud::{Markup, html};
use ui::{TimelineEntry, Tone};
use web::Visit;

use super::{Inside, Shown, Typed};
use crate::checklist::Verdict;
use crate::kinds::OrganisationKind;
use crate::policy::{self, Edit};
use crate::record::{EnterpriseProfile, UniversityProfile};
use crate::{industries, paths, university_limits};

pub(super) fn page(visit: &Visit, shown: &Shown, inside: &Inside, typed: &Typed) -> Markup {
    let lang = visit.lang;
    html! {
        @if let Some(profile) = &inside.enterprise {
            (ui::section(lang, say("登记信息", "Registration"), enterprise(visit, profile)))
            (ui::section(lang, say("规则核对", "Checks"), checks(lang, &inside.verdicts)))
            (ui::section(lang, say("证明材料", "Papers"), papers(visit, shown, inside)))
        }
        @if let Some(profile) = &inside.university { (ui::section(lang, say("学校信息", "University"), university(visit, shown, profile))) }
        (steps::page(visit, shown, inside, typed))
        @if shown.organisation.kind == OrganisationKind::Enterprise { (credit::page(visit, shown, inside, typed)) }
        (ui::section(lang, say("办理记录", "What happened"), trail(lang, &inside.trail)))
    }
}

fn enterprise(visit: &Visit, profile: &EnterpriseProfile) -> Markup {
    let lang = visit.lang;
    let waiver = match (&profile.capital_waiver_reason, profile.capital_waived_at) {
        (Some(reason), Some(at)) => html! { (reason) " · " (ui::when(lang, at)) },
        (Some(reason), None) => html! { (reason) },
        (None, _) => html! {},
    };
    ui::facts(
        lang,
        vec![
            (say("登记类型", "Legal form"), html! { (profile.legal_form().text().get(lang)) }),
            (say("注册日期", "Date of registration"), ui::day(lang, profile.registered_on)),
            (say("实缴资本", "Paid-in capital"), ui::amount(lang, profile.paid_in_capital)),
            (say("资本豁免（E-03）", "Capital waiver (E-03)"), waiver),
            (say("所属行业", "Industry"), html! { (industries::shown(&profile.industry, lang)) }),
            (say("企业简介", "About"), ui::prose(&profile.about)),
            (
                say("联系人", "Contact"),
                html! { (profile.contact_name) " · " (profile.contact_phone) " · " (profile.contact_email) },
            ),
        ],
    )
}

/// Each rule with its verdict today, broken or kept.
fn checks(lang: Lang, verdicts: &[Verdict]) -> Markup {
    let line = |verdict: &Verdict| {
        let mark = match (verdict.breaches.is_empty(), verdict.bars_verification) {
            (true, _) => ui::badge(lang, say("符合", "Kept"), Tone::Good),
            (false, true) => ui::badge(lang, say("不符合", "Broken"), Tone::Bad),
            (false, false) => ui::badge(lang, say("不符合：暂不能提交指南", "Broken: no guideline yet"), Tone::Warn),
        };
        let why = html! { @for breach in &verdict.breaches { p { (breach.said.get(lang)) } } };
        vec![html! { (ui::rule_badge(lang, verdict.rule)) " " (verdict.what.get(lang)) }, mark, why]
    };
    let heads = [say("规则", "Rule"), say("结论", "Verdict"), say("说明", "Why")];
    ui::table(
        lang,
        say("按今天的规则集核对", "By the rule set of today"),
        &heads,
        verdicts.iter().map(line).collect(),
        say("无", "None"),
    )
}

fn papers(visit: &Visit, shown: &Shown, inside: &Inside) -> Markup {
    let lang = visit.lang;
    let id = shown.organisation.id;
    let may_edit = policy::permit_edit(&shown.eyes, Edit::Profile, shown.organisation.clone()).is_ok();
    let lines = inside.papers.iter().map(|paper| {
        let label = crate::actions::ENTERPRISE_PAPERS.iter().find(|(purpose, _)| *purpose == paper.purpose);
        let remove = ui::step_button(&paths::organisation_form(id, "remove-file"), &visit.csrf, say("移除", "Remove"))
            .field("file", paper.id)
            .render(lang);
        vec![
            html! { a href=(paths::organisation_file(id, paper.id)) { (paper.name) } },
            html! { (label.map_or(paper.purpose.as_str(), |(_, text)| text.get(lang))) },
            ui::when(lang, paper.uploaded_at),
            html! { code title=(paper.sha256) { (paper.sha256.get(..12).unwrap_or("")) "…" } },
            if may_edit {
                remove
            } else {
                html! {}
            },
        ]
    });
    let heads = [
        say("文件", "File"),
        say("用途", "Purpose"),
        say("上传时间", "Uploaded"),
        say("SHA-256", "SHA-256"),
        say("操作", "Action"),
    ];
    html! {
        (ui::table(lang, say("证明材料", "Papers"), &heads, lines.collect(), say("还没有材料。企业联系人可在下方上传。", "No papers yet; the contact of the enterprise uploads them below.")))
        @if may_edit { (crate::pages::evidence::form(visit, id, &[])) }
    }
}

fn university(visit: &Visit, shown: &Shown, profile: &UniversityProfile) -> Markup {
    let lang = visit.lang;
    let limits = [
        profile.per_person_and_round,
        profile.memberships_per_round,
        profile.per_enterprise_and_round,
        profile.per_enterprise_and_type,
    ];
    let mut lines: Vec<(Text, Markup)> = vec![
        (say("主管部门", "Authority"), html! { (profile.authority) }),
        (say("办学层次", "Level"), html! { (profile.level) }),
        (say("所在地", "Place"), html! { (profile.place) }),
        (say("备注", "Remark"), html! { (profile.remark) }),
        (say("归口部门", "Department in charge"), html! { (profile.project_department) }),
    ];
    lines.extend(university_limits::FIELDS.iter().zip(limits).map(|((_, label), own)| {
        let own = own.map_or(html! { (say("按项目规定", "As the programme").get(lang)) }, |n| html! { (n) });
        (*label, own)
    }));
    let may = policy::may_edit(&shown.eyes, Edit::Limits, &shown.organisation);
    html! {
        (ui::facts(lang, lines))
        @if may { (ui::actions(ui::link_button(lang, &paths::organisation_form(shown.organisation.id, "limits"), say("设置本校限额（A-08）", "Set the university's limits (A-08)")))) }
    }
}

fn trail(lang: Lang, entries: &[journal::Entry]) -> Markup {
    let lines = entries.iter().rev().map(|entry| TimelineEntry {
        at: entry.at,
        who: who(lang, entry),
        what: what(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
    });
    ui::timeline(lang, lines.collect())
}

fn who(lang: Lang, entry: &journal::Entry) -> String {
    let role = entry.acting_as.as_deref().and_then(|word| kernel::Role::parse(word).ok());
    role.map_or(entry.person_name.clone(), |role| format!("{} · {}", entry.person_name, role.text().get(lang)))
}

/// Acts of the journal that are no steps.
fn what(step: &str) -> Text {
    if let Ok(step) = crate::state::OrganisationStep::parse(step) {
        return step.text();
    }
    match step {
        "register" => say("提交登记", "Registered"),
        "add" => say("由项目办公室添加", "Added by the programme office"),
        "import" => say("由名单导入", "Imported from a list"),
        "update_from_list" => say("按名单更新", "Updated from a list"),
        "add_alias" => say("记下别名", "Noted another name"),
        "edit" => say("修改登记信息", "Edited the registration"),
        "add_file" => say("上传材料", "Added a paper"),
        "remove_file" => say("移除材料", "Removed a paper"),
        "waive_capital" => say("批准资本豁免", "Waived the capital"),
        "credit_event" => say("记入失信记录", "Noted a credit event"),
        "settle_credit_event" => say("了结失信记录", "Settled a credit event"),
        "refuse_suggestion" => say("标记“不适合我们”", "Said “not for us” to a suggestion"),
        "take_back_suggestion" => say("恢复推荐", "Lets it be suggested again"),
        "set_limits" => say("设置限额", "Set the limits"),
        _ => say("其他操作", "Another act"),
    }
}
