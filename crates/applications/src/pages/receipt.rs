//! The receipt of a submission: what was received when, and how to prove it later without the platform.

use journal::Receipt;
use kernel::{ApplicationId, Refusal, say};
use ui::{Tone, html};
use web::{Answer, Path, Visit, saved_as};

use crate::{paths, policy, store, texts};

/// The latest receipt of handing in, for somebody who sees the application.
pub(crate) async fn receipt_of(visit: &Visit, id: ApplicationId) -> Result<(crate::Application, Receipt), web::Failed> {
    let (actor, site) = (visit.actor()?, visit.site.clone());
    let found = visit.site.db.read(move |tx| {
        let application = store::get(tx, id)?;
        if !policy::may_view(&actor, &application) {
            return Err(Refusal::NotFound);
        }
        let first = journal::receipt_for(tx, &site.signer, id.0, "application.submit")?;
        let again = journal::receipt_for(tx, &site.signer, id.0, "application.resubmit")?;
        Ok((application, again.or(first).ok_or(Refusal::NotFound)?))
    });
    Ok(found.await?)
}

pub async fn show(visit: Visit, Path(id): Path<ApplicationId>) -> Answer {
    let (application, receipt) = receipt_of(&visit, id).await?;
    let lang = visit.lang;
    let documents: Vec<String> = serde_json::from_str(&receipt.entry.documents).unwrap_or_default();
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::APPLICATIONS.into()), (paths::application(id), kernel::Said { zh: application.title.clone(), en: application.title.clone() })]))
        (ui::heading(say("申请回执", "Receipt").get(lang), html! {}))
        (ui::alert(Tone::Good, html! { p { (say("平台已收到您的申请，现由学校审核。请下载并保存回执。", "The platform has received your application; your university reviews it now. Please download and keep the receipt.").get(lang)) } }))
        (ui::facts(lang, vec![
            (texts::label("title"), html! { (application.title) }),
            (texts::PI, html! { (application.pi_name) }),
            (texts::SUBMITTED, html! { (ui::when(lang, receipt.entry.at)) }),
            (say("日志序号", "Journal entry"), html! { (receipt.entry.seq) }),
            (say("日志散列值", "Hash of the entry"), html! { code { (receipt.entry.hash) } }),
            (say("文件散列值（SHA-256）", "Hashes of the files (SHA-256)"), html! { @for hash in &documents { code { (hash) } br; } }),
            (say("平台公钥", "Public key of the platform"), html! { code { (receipt.public_key) } }),
        ]))
        (ui::actions(html! {
            a.btn.primary href=(paths::receipt(id)) download=(format!("receipt-{id}.json")) { (say("下载回执（JSON）", "Download the receipt (JSON)").get(lang)) }
            (ui::link_button(lang, &paths::application(id), say("查看申请", "See the application")))
        }))
        (ui::section(lang, say("如何离线核验", "How to check it offline"), html! {
            ol {
                li { (say("回执包含日志条目的全部内容、其散列值和平台的 Ed25519 签名，核验时不需要联网，也不需要平台仍在运行。", "The receipt holds the whole journal entry, its hash and the platform's Ed25519 signature. Checking needs neither a network nor the platform.").get(lang)) }
                li { (say("在任何装有 xieyu 程序的电脑上运行：", "On any computer with the xieyu program, run:").get(lang)) pre tabindex="0" { code { "xieyu journal check-receipt receipt-" (id) ".json --key " (receipt.public_key) } } }
                li { (say("核对文件：对您手中的申报书运行下面的命令，结果应与上面的文件散列值之一相同。", "To check a file, run this on your copy; the result must be one of the hashes above.").get(lang)) pre tabindex="0" { code { "sha256sum document.pdf" } } }
            }
        }))
    };
    visit.page(say("申请回执", "Receipt"), body)
}

pub async fn download(visit: Visit, Path(id): Path<ApplicationId>) -> Answer {
    let (_, receipt) = receipt_of(&visit, id).await?;
    let body = serde_json::to_vec_pretty(&receipt).map_err(Refusal::fault)?;
    saved_as(body, "application/json", &format!("receipt-{id}.json"))
}
