//! Writing a case and its files.

use files::Attachment;
use kernel::{Text, say};
use ui::{Field, Markup, html};
use web::Visit;

use super::entry::{INFLUENCE, Inside, NOVELTY, SUMMARY, Tried};
use crate::state::{Kind, Route};
use crate::{paths, texts};

const SAVE_FIRST: Text = say("先保存，再在下方“办理”中提交。", "Save first; then hand it in under “Next steps”.");

pub(super) fn form(visit: &Visit, view: &Inside, tried: &Tried) -> Markup {
    let (lang, case) = (visit.lang, &view.dossier.case);
    let form = &tried.form;
    let typed = |name: &str, stored: &str| if form.has(name) { form.get(name).to_owned() } else { stored.to_owned() };
    let revision = if form.has("revision") { form.get("revision").to_owned() } else { case.revision.to_string() };
    let area = |name: &str, label: Text, stored: &str, rows: u8| {
        Field::area(name, label)
            .value(typed(name, stored))
            .rows(rows)
            .maxlength(10_000)
            .required()
            .render(lang, &tried.breaches)
    };
    let by_enterprise =
        if form.has("revision") { form.ticked("by_enterprise") } else { case.route == Route::Enterprise };
    let may_choose = case.kind == Kind::Project && view.dossier.call.by_enterprises;
    ui::form(
        lang,
        &visit.csrf,
        &paths::save(case.id),
        &format!("case-{}", case.id),
        html! {
            (ui::hidden("revision", &revision))
            (ui::fields_row(html! {
                (Field::text("title_zh", say("中文名称", "Title in Chinese")).value(typed("title_zh", &case.title_zh)).maxlength(200).required().render(lang, &tried.breaches))
                (Field::text("title_en", say("英文名称", "Title in English")).value(typed("title_en", &case.title_en)).maxlength(200).render(lang, &tried.breaches))
            }))
            (area("summary", SUMMARY, &case.summary, 6))
            (area("novelty", NOVELTY, &case.novelty, 6))
            (area("influence", INFLUENCE, &case.influence, 6))
            @if may_choose { (Field::checkbox("by_enterprise", say("由合作企业推荐（不占高校名额）", "Ask the enterprise to nominate it, which uses no place of the university")).checked(by_enterprise).render(lang, &tried.breaches)) }
            p.muted { (SAVE_FIRST.get(lang)) }
            (ui::actions(ui::submit(lang, texts::SAVE)))
        },
    )
}

pub(super) fn files(visit: &Visit, view: &Inside, writes: bool, tried: &Tried) -> Markup {
    const NAME: Text = say("文件", "File");
    const ADDED: Text = say("上传时间", "Uploaded");
    const REMOVE: Text = say("移除", "Remove");
    let (lang, id) = (visit.lang, view.dossier.case.id);
    let row = |file: &Attachment| {
        let remove = html! { @if writes { (ui::step_button(&paths::remove_file(id, file.id), &visit.csrf, REMOVE).render(lang)) } };
        vec![html! { a href=(paths::file(id, file.id)) { (file.name) } }, ui::when(lang, file.uploaded_at), remove]
    };
    html! {
        (ui::table(lang, NAME, &[NAME, ADDED, texts::ACTION], view.files.iter().map(row).collect(), say("还没有附件。", "No files yet.")))
        @if writes {
            (ui::multipart_form(lang, &visit.csrf, &paths::files(id), "", html! {
                (Field::file("material", say("推荐表、成果材料、图片等", "Recommendation, results, pictures"), "").render(lang, &tried.breaches))
                (ui::actions(ui::submit_as(lang, "do", "upload", say("上传", "Upload"), ui::Kind::Secondary)))
            }))
        }
    }
}
