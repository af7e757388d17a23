//! Forms with problems.

use kernel::{Breach, Lang, say};
use ui::{Field, Kind, Markup, html};

pub fn guideline(lang: Lang) -> Markup {
    let breaches = breaches();
    html! {
        (ui::breadcrumbs(lang, &[("/items".into(), say("项目指南", "Guideline items").into())]))
        (ui::heading(say("编制指南条目", "Write a guideline item").get(lang), ui::badge(lang, say("草稿", "Draft"), ui::Tone::Neutral)))
        (ui::breach_summary(lang, &breaches))
        (ui::autosave_form(lang, "token", "/items/1", "/items/1/save", "item-1", fields(lang, &breaches)))
    }
}

fn fields(lang: Lang, breaches: &[Breach]) -> Markup {
    let options = |pairs: &[(&str, kernel::Text)]| {
        pairs.iter().map(|(v, t)| ((*v).to_owned(), t.get(lang).to_owned())).collect::<Vec<_>>()
    };
    let kinds = options(&[
        ("1", say("新工科建设项目", "New engineering")),
        ("2", say("教学内容和课程体系改革项目", "Course content and curriculum reform")),
    ]);
    let yes_no = options(&[
        ("none", say("无利益冲突", "No conflict of interest")),
        ("declared", say("有，需要回避", "I have one and step aside")),
    ]);
    html! {
        (Field::text("title", say("条目名称", "Title")).value("面向智能制造的课程改革 <b>").required().maxlength(80).render(lang, breaches))
        (Field::select("type", say("项目类型", "Type of project"), kinds).value("2").required().render(lang, breaches))
        (Field::area("aim", say("建设目标", "Aim")).value("以产业需求为导向，共建 3 门课程。").hint(say("写明成果形式与考核指标。", "Say what will result and how it is measured.")).rows(5).render(lang, breaches))
        (ui::fieldset(lang, say("支持", "Support"), ui::fields_row(html! {
            (Field::money("support", say("每项经费", "Money per project")).value("30000").live("/check").required().render(lang, breaches))
            (Field::number("offers", say("支持数量", "Offers")).value("5").required().render(lang, breaches))
            (Field::date("until", say("申报截止", "Applications until")).value("2024-07-24").render(lang, breaches))
        })))
        (ui::fieldset(lang, say("确认", "Confirmation"), html! {
            (Field::radio("conflict", say("利益冲突", "Conflict of interest"), yes_no).required().render(lang, breaches))
            (Field::file("letter", say("承诺函", "Commitment letter"), ".pdf").hint(say("PDF，不超过 10 MB。", "PDF, 10 MB at most.")).render(lang, breaches))
            (Field::text("code", say("统一社会信用代码", "Unified social credit code")).value("91310000MA1FL0000X").readonly().render(lang, breaches))
            (Field::checkbox("promise", say("以上内容真实有效。", "All of this is true.")).checked(true).required().render(lang, breaches))
        }))
        (ui::actions(html! {
            (ui::submit(lang, say("提交审核", "Hand in for review")))
            (ui::submit_as(lang, "then", "save", say("保存草稿", "Save the draft"), Kind::Secondary))
            (ui::submit_as(lang, "then", "delete", say("删除", "Delete"), Kind::Danger))
        }))
    }
}

fn breaches() -> Vec<Breach> {
    vec![
        Breach::of(
            "G-07",
            "support",
            say("每项经费不少于 50,000 元，当前为 30,000 元。", "At least 50,000 yuan per project; now 30,000."),
        ),
        Breach::of("G-11", "support", say("经费总额与承诺函不一致。", "The total differs from the commitment letter.")),
        Breach::field("conflict", say("请选择一项。", "Please choose one.")),
        Breach::of("G-01", "", say("企业尚未通过认证。", "The enterprise is not verified yet.")),
    ]
}

pub fn login(lang: Lang) -> Markup {
    html! {
        (ui::heading(say("登录", "Log in").get(lang), html! {}))
        (ui::card(ui::form(lang, "token", "/login", "", html! {
            (Field::email("email", say("邮箱", "E-mail")).autocomplete("username").required().autofocus().render(lang, &[]))
            (Field::password("password", say("密码", "Password")).autocomplete("current-password").required().render(lang, &[]))
            (ui::actions(ui::submit(lang, say("登录", "Log in"))))
        })))
    }
}
