//! Checking a receipt on a page, and how to do it without the platform.

use journal::{Receipt, ReceiptFault, check_receipt};
use kernel::{Breach, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, StatusCode, Visit};

const TITLE: Text = say("核验回执", "Check a receipt");

pub(crate) async fn show(visit: Visit) -> Answer {
    visit.page(TITLE, body(&visit, "", &[], None))
}

pub(crate) async fn check(visit: Visit, form: Form) -> Answer {
    let typed = form.get("receipt").to_owned();
    match verdict(&visit, &typed).await? {
        Ok(receipt) => visit.page(TITLE, body(&visit, &typed, &[], Some(&receipt))),
        Err(breach) => {
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body(&visit, &typed, &[breach], None)))
        }
    }
}

async fn verdict(visit: &Visit, typed: &str) -> Result<Result<Receipt, Breach>, web::Failed> {
    let wrong = |text: Text| Ok(Err(Breach::field("receipt", text)));
    match serde_json::from_str::<Receipt>(typed) {
        Ok(receipt) => holds(visit, receipt).await,
        Err(_) => wrong(say(
            "这不是回执文件的内容，请粘贴整个文件",
            "This is not the content of a receipt; paste the whole file",
        )),
    }
}

/// Whether a receipt holds against the platform's key and its journal, or why not.
pub(crate) async fn holds(visit: &Visit, receipt: Receipt) -> Result<Result<Receipt, Breach>, web::Failed> {
    let wrong = |text: Text| Ok(Err(Breach::field("receipt", text)));
    match check_receipt(&receipt, Some(&visit.site.signer.public_key())) {
        Ok(()) => {}
        Err(ReceiptFault::Changed) => {
            return wrong(say(
                "回执内容被改动过：与其哈希不符",
                "The receipt was changed: its content does not match its hash",
            ));
        }
        Err(ReceiptFault::OtherKey) => {
            return wrong(say("回执不是由本平台签发的", "The receipt was not issued by this platform"));
        }
        Err(ReceiptFault::Unreadable | ReceiptFault::Signature) => {
            return wrong(say("回执的签名不符", "The receipt's signature does not fit"));
        }
    }
    let (seq, hash) = (receipt.entry.seq, receipt.entry.hash.clone());
    let is_held = visit.site.db.read(move |tx| journal::holds(tx, seq, &hash)).await;
    if !is_held.map_err(|e: db::DbError| web::Failed::from(e))? {
        return wrong(say(
            "回执有效，但日志中对应的条目已不同：请立即告知平台运维",
            "The receipt is genuine, but the journal's entry differs: tell the platform's operator at once",
        ));
    }
    Ok(Ok(receipt))
}

fn body(visit: &Visit, typed: &str, breaches: &[Breach], good: Option<&Receipt>) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (visit.t(say("回执证明一次提交在何时被记录。粘贴回执文件的内容即可核验。", "A receipt proves when an act was recorded. Paste the content of the file to check it."))) }
        @if let Some(receipt) = good { (confirmed(visit, receipt)) }
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, "/receipts", "", html! {
            (Field::area("receipt", say("回执内容（JSON）", "Content of the receipt (JSON)")).value(typed).rows(10).required().render(lang, breaches))
            (ui::actions(ui::submit(lang, TITLE)))
        }))
        (ui::section(lang, say("不经过平台核验", "Checking without the platform"), html! {
            p { (visit.t(say("下载平台程序后运行下面的命令；公钥请从多个渠道核对。", "Run this command with the platform's program; compare the public key through more than one channel."))) }
            pre tabindex="0" { "xieyu journal check-receipt receipt.json --key " (visit.site.signer.public_key()) }
        }))
    }
}

fn confirmed(visit: &Visit, receipt: &Receipt) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::alert(ui::Tone::Good, html! { p { (visit.t(say("回执有效，日志中的条目未被改动。", "The receipt holds and the journal's entry is unchanged."))) } }))
        (ui::facts(lang, vec![
            (say("条目", "Entry"), html! { (receipt.entry.seq) }),
            (say("时间", "When"), ui::when(lang, receipt.entry.at)),
            (say("操作", "Act"), html! { code { (receipt.entry.act) } }),
            (say("操作人", "By"), html! { (receipt.entry.person_name) }),
            (say("哈希", "Hash"), html! { code { (receipt.entry.hash) } }),
        ]))
    }
}
