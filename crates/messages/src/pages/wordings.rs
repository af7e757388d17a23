//! Templates: what letters say, with example data, and other wordings by the programme office.

use kernel::{Breach, Lang, Refusal, Said, Text, Word, say};
use mail::{NewWording, Part, Template, Topic, Wording};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::policy::{self, Right};
use crate::{actions, paths, templates};

pub(super) const TITLE: Text = say("邮件模板", "Letter templates");
const LEAD: Text = say(
    "平台在各种情形下发出的消息和邮件。项目办公室可以改写措辞；保护账号的邮件由平台固定。",
    "What the platform writes on each occasion. The programme office may reword it; letters that guard accounts are fixed.",
);
const FIXED: Text = say(
    "这封邮件保护账号或含有保密链接，措辞由平台固定，不能修改。",
    "This letter guards an account or holds a secret link; its wording is part of the platform and cannot be changed.",
);
const OFFICE_ONLY: Text = say("只有项目办公室可以改写措辞。", "Only the programme office may reword it.");
const HOW: Text = say(
    "花括号里的占位符会换成每封信的内容。每种语言的主题或正文中，都要用到该语言内置措辞里的全部占位符。链接由平台自动加在正文之后。",
    "Places in braces are filled for each letter. Subject and text of each language must use every place of the built-in wording in that language. The link is added below the text by the platform.",
);

pub(crate) async fn list(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let reworded = visit
        .site
        .db
        .read(move |tx| {
            policy::permit(&actor, Right::ReadTemplates)?;
            Ok::<_, Refusal>(mail::reworded(tx)?)
        })
        .await?;
    let lang = visit.lang;
    let heads = [say("模板", "Template"), say("代码", "Code"), say("措辞", "Wording")];
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::LETTERS.into(), super::outbox::TITLE.into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (visit.t(LEAD)) }
        @for topic in Topic::ALL.iter().copied() {
            @let rows: Vec<Vec<Markup>> = templates::all().filter(|t| t.topic == topic).map(|t| line(lang, t, &reworded)).collect();
            @if !rows.is_empty() { (ui::section(lang, topic.text(), ui::table(lang, topic.text(), &heads, rows, TITLE))) }
        }
    };
    visit.page(TITLE, body)
}

fn line(lang: Lang, template: &'static Template, reworded: &[(String, i64)]) -> Vec<Markup> {
    let version = reworded.iter().find(|(name, _)| name == template.name).map(|(_, version)| *version);
    vec![
        html! { a href=(paths::template(template.name)) { (template.occasion().get(lang)) } },
        html! { code { (template.name) } },
        html! { @match version {
            Some(version) => (ui::badge(lang, say("已改写，第 {n} 版", "reworded, version {n}").with(&[("n", &version)]), Tone::Info)),
            None => @if template.may_be_reworded() { (say("内置", "built in").get(lang)) } @else { (say("固定", "fixed").get(lang)) },
        } },
    ]
}

struct Shown {
    template: &'static Template,
    version: i64,
    wording: NewWording,
    versions: Vec<Wording>,
    may_reword: bool,
}

async fn load(visit: &Visit, name: &str) -> Result<Shown, web::Failed> {
    let actor = visit.actor()?;
    let template = templates::by_name(name).ok_or(Refusal::NotFound)?;
    let shown = visit.site.db.read(move |tx| {
        policy::permit(&actor, Right::ReadTemplates)?;
        let (version, wording) = mail::current(tx, template)?;
        let versions = mail::versions(tx, template)?;
        let may_reword = policy::may(&actor, Right::Reword);
        Ok::<_, Refusal>(Shown { template, version, wording, versions, may_reword })
    });
    Ok(shown.await?)
}

pub(crate) async fn show(visit: Visit, Path(name): Path<String>) -> Answer {
    let shown = load(&visit, &name).await?;
    let wording = shown.wording.clone();
    let body = page(&visit, &shown, &wording, &[]);
    visit.page(shown.template.occasion(), body)
}

/// Saves a wording, or only shows how it would look.
pub(crate) async fn save(visit: Visit, Path(name): Path<String>, form: Form) -> Answer {
    let shown = load(&visit, &name).await?;
    let wording = NewWording {
        subject: Said { zh: form.get("subject_zh").to_owned(), en: form.get("subject_en").to_owned() },
        body: Said { zh: plain_lines(form.get("body_zh")), en: plain_lines(form.get("body_en")) },
    };
    let breaches: Vec<Breach> = mail::verdicts(shown.template, &wording).into_iter().filter_map(Result::err).collect();
    if form.get("do") == "preview" || !breaches.is_empty() {
        let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let body = page(&visit, &shown, &wording, &breaches);
        return Ok(visit.page_with(status, shown.template.occasion(), body));
    }
    let (actor, template) = (visit.actor()?, shown.template);
    let seen = form.number("version", 0, i64::MAX)?;
    visit.site.db.write(move |tx| actions::reword(tx, &actor, template, seen, wording)).await?;
    visit.done(
        &paths::template(template.name),
        say("措辞已保存，从下一封起使用", "The wording is saved and counts from the next letter on"),
    )
}

/// Browsers send line breaks as two characters.
fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

pub(crate) async fn reset(visit: Visit, Path(name): Path<String>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let template = templates::by_name(&name).ok_or(Refusal::NotFound)?;
    let seen = form.number("version", 0, i64::MAX)?;
    visit.site.db.write(move |tx| actions::reset(tx, &actor, template, seen)).await?;
    visit.done(&paths::template(template.name), say("已恢复内置措辞", "The built-in wording counts again"))
}

fn page(visit: &Visit, shown: &Shown, wording: &NewWording, breaches: &[Breach]) -> Markup {
    let (lang, template) = (visit.lang, shown.template);
    let may = shown.may_reword && template.may_be_reworded();
    html! {
        (ui::breadcrumbs(lang, &[(paths::LETTERS.into(), super::outbox::TITLE.into()), (paths::TEMPLATES.into(), TITLE.into())]))
        (ui::heading(template.occasion().get(lang), html! { code { (template.name) } " · " (template.topic.text().get(lang)) }))
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, say("预览（示例内容）", "Preview with example data"), preview(wording, template)))
        @if may { (ui::section(lang, say("措辞", "Wording"), form(visit, shown, wording, breaches))) }
        @else { p.hint { (visit.t(if template.may_be_reworded() { OFFICE_ONLY } else { FIXED })) } }
        @if shown.version > 0 && may {
            (ui::step_button(&paths::reset_template(template.name), &visit.csrf, say("恢复内置措辞", "Back to the built-in wording")).field("version", shown.version)
                .confirm(say("改写的措辞不再使用，确定吗？", "The rewording counts no more. Are you sure?")).render(lang))
        }
        @if !shown.versions.is_empty() { (ui::section(lang, say("历次版本", "Versions"), versions(lang, &shown.versions))) }
    }
}

/// The letter in both languages, as a mail program shows it.
fn preview(wording: &NewWording, template: &Template) -> Markup {
    let parts: Vec<Part<'_>> = template
        .places()
        .into_iter()
        .map(|place| (place, mail::example(place).unwrap_or_else(|| mail::plain("…"))))
        .collect();
    let (subject, body) = mail::filled(wording, &parts);
    html! {
        @for lang in [Lang::Zh, Lang::En] {
            div.card.letter lang=(lang.tag()) { h3 { (subject.get(lang)) } (ui::prose(body.get(lang))) }
        }
    }
}

fn form(visit: &Visit, shown: &Shown, wording: &NewWording, breaches: &[Breach]) -> Markup {
    let (lang, template) = (visit.lang, shown.template);
    let places: Vec<String> = template.places().into_iter().map(|place| format!("{{{place}}}")).collect();
    let subject = |name: &str, label: Text, text: &str| {
        Field::text(name, label).value(text).required().maxlength(mail::SUBJECT_MOST as u32).render(lang, breaches)
    };
    let body = |name: &str, label: Text, text: &str| {
        Field::area(name, label).value(text).required().rows(8).maxlength(mail::BODY_MOST as u32).render(lang, breaches)
    };
    let inner = html! {
        (ui::hidden("version", &shown.version.to_string()))
        p.hint { (visit.t(HOW)) }
        @if !places.is_empty() { p { (say("占位符：", "Places: ").get(lang)) @for place in &places { code { (place) } " " } } }
        (subject("subject_zh", say("主题（中文）", "Subject in Chinese"), &wording.subject.zh))
        (body("body_zh", say("正文（中文）", "Text in Chinese"), &wording.body.zh))
        (subject("subject_en", say("主题（英文）", "Subject in English"), &wording.subject.en))
        (body("body_en", say("正文（英文）", "Text in English"), &wording.body.en))
        (ui::actions(html! {
            (ui::submit_as(lang, "do", "save", say("保存", "Save"), ui::Kind::Primary))
            (ui::submit_as(lang, "do", "preview", say("只预览", "Only preview"), ui::Kind::Secondary))
        }))
    };
    ui::form(lang, &visit.csrf, &paths::template(template.name), &format!("template-{}", template.name), inner)
}

fn versions(lang: Lang, versions: &[Wording]) -> Markup {
    let heads = [say("版本", "Version"), say("改写人", "By"), say("时间", "When"), say("主题", "Subject")];
    let rows = versions
        .iter()
        .map(|wording| {
            let subject = if lang == Lang::Zh { &wording.subject_zh } else { &wording.subject_en };
            vec![
                html! {
                    (wording.version)
                    @if wording.replaced_at.is_none() { " " (ui::badge(lang, say("使用中", "in use"), Tone::Good)) }
                },
                html! { (wording.made_by) },
                ui::when(lang, wording.made_at),
                html! { (subject) },
            ]
        })
        .collect();
    ui::table(lang, say("历次版本", "Versions"), &heads, rows, say("无", "None"))
}
