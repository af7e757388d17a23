//! Looking up and checking a certificate. Rule Z-08.

use std::collections::HashMap;
use std::sync::OnceLock;

use directory::EnglishNames;
use kernel::{Breach, Lang, OrganisationId, Refusal, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Failed, Limiter, Path, Query, StatusCode, Visit, saved_as};

use crate::certificate::{self, Body, Genuine};
use crate::code::VerificationCode;
use crate::look_up::{self, FIELD, Typed};
use crate::print::{find_certificate, printed};
use crate::{Certificate, paths, texts};

const LOOK_UP: kernel::Text = say("证书查验", "Certificate check");

/// Failed look-ups of one address in ten minutes at most: enough for tired eyes, too few for guessing.
const FAILURES: u32 = 30;
const WINDOW_SECONDS: i64 = 600;

/// Counts a look-up that found nothing; refuses once there were too many.
pub(crate) fn failed_look_up(visit: &Visit) -> Result<(), Failed> {
    static LIMITER: OnceLock<Limiter> = OnceLock::new();
    let limiter = LIMITER.get_or_init(|| Limiter::new(FAILURES, WINDOW_SECONDS));
    limiter.attempt(&visit.network(), visit.site.db.clock().now()).map(drop)
}

pub(super) async fn look_up(visit: Visit, Query(query): Query<HashMap<String, String>>) -> Answer {
    let Some(typed) = query.get(FIELD) else { return visit.page(LOOK_UP, form(visit.lang, "", &[])) };
    let found = match look_up::read_typed(typed) {
        Ok(meant) => find(&visit, meant).await,
        Err(breach) => return not_found(&visit, typed, breach),
    };
    let found = match found {
        Err(Refusal::Breaches(why)) if !why.is_empty() => return none_here(&visit, typed, &why),
        other => other?,
    };
    match found {
        Some(certificate) => Ok(web::see(&format!("{}/{}", paths::CERTIFICATES, certificate.code))),
        None => not_found(&visit, typed, Breach::of("Z-08", FIELD, UNKNOWN)),
    }
}

const UNKNOWN: kernel::Text = say(
    "书写正确，但没有这份证书。请与证书原件核对；若一致，请向项目办公室反映。",
    "It is written correctly, but there is no such certificate. Compare it with the original; if it is the same, tell the programme office.",
);

async fn find(visit: &Visit, meant: Typed) -> Result<Option<Certificate>, Refusal> {
    visit.site.db.read(move |tx| find_certificate(tx, meant)).await
}

fn not_found(visit: &Visit, typed: &str, breach: Breach) -> Answer {
    failed_look_up(visit)?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, LOOK_UP, form(visit.lang, typed, &[breach])))
}

/// There is no such certificate, and it is known why.
fn none_here(visit: &Visit, typed: &str, why: &[Breach]) -> Answer {
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, LOOK_UP, form(visit.lang, typed, why)))
}

fn form(lang: Lang, typed: &str, breaches: &[Breach]) -> Markup {
    html! {
        (ui::heading(LOOK_UP.get(lang), html! {}))
        p.lead { (say("输入结题证书上的验证码或编号，查验证书真伪。", "Enter the verification code or the number on a closing certificate to check it.").get(lang)) }
        (ui::breach_summary(lang, breaches))
        form method="get" action=(paths::CERTIFICATES) novalidate {
            (Field::text(FIELD, say("验证码、证书编号或项目编号", "Verification code, certificate number or project number")).value(typed).required().autofocus()
                .autocomplete("off").hint(say("大小写、空格和连字符均可，如 7K3M-Q0ZT-4XAB-R。", "Any case, with or without spaces and hyphens, such as 7K3M-Q0ZT-4XAB-R.")).render(lang, breaches))
            (ui::submit(lang, say("查验", "Check")))
        }
    }
}

/// The certificate of this code, number or project number, as people write them.
async fn found(visit: &Visit, typed: &str) -> Result<Certificate, Failed> {
    let found = match look_up::read_typed(typed) {
        Ok(meant) => find(visit, meant).await?,
        Err(_) => None,
    };
    if found.is_none() {
        failed_look_up(visit)?;
    }
    found.ok_or(Failed::Refused(Refusal::NotFound))
}

pub(super) async fn show(visit: Visit, Path(typed): Path<String>) -> Answer {
    let certificate = match found(&visit, &typed).await {
        Ok(certificate) => certificate,
        Err(Failed::Refused(Refusal::NotFound)) => {
            let breach = look_up::read_typed(&typed).err().unwrap_or_else(|| Breach::of("Z-08", FIELD, UNKNOWN));
            return Ok(visit.page_with(StatusCode::NOT_FOUND, LOOK_UP, form(visit.lang, &typed, &[breach])));
        }
        Err(Failed::Refused(Refusal::Breaches(why))) => return none_here(&visit, &typed, &why),
        Err(failed) => return Err(failed),
    };
    if certificate.code != typed {
        return Ok(web::see(&format!("{}/{}", paths::CERTIFICATES, certificate.code)));
    }
    let body: Body = serde_json::from_str(&certificate.body).map_err(Refusal::fault)?;
    let title = say("结题证书 {number}", "Closing certificate {number}").with(&[("number", &certificate.number)]);
    let (lang, checked) = (visit.lang, certificate.clone());
    let read = visit.site.db.read(move |tx| {
        Ok::<_, Refusal>((certificate::is_genuine(tx, &checked)?, parties(tx, lang, checked.project_id)?))
    });
    let (genuine, parties) = read.await?;
    let page = page(lang, &visit.site.base_url, &certificate, &body, genuine, &parties);
    visit.page(title, page)
}

/// Enterprise and university in English, where the page is. The certified content keeps the names it was issued with.
struct Parties {
    enterprise: OrganisationId,
    university: OrganisationId,
    names: EnglishNames,
}

fn parties(tx: &mut db::Tx<'_>, lang: Lang, project: kernel::ProjectId) -> Result<Parties, Refusal> {
    let project = projects::get(tx, project)?;
    let names = directory::english_names(tx, lang, [project.enterprise_id, project.university_id])?;
    Ok(Parties { enterprise: project.enterprise_id, university: project.university_id, names })
}

/// The certified content, byte for byte what the hash is made of.
pub(super) async fn body(visit: Visit, Path(typed): Path<String>) -> Answer {
    let certificate = found(&visit, &typed).await?;
    saved_as(certificate.body.into_bytes(), "application/json", &format!("{}.json", certificate.number))
}

/// The certificate to print and hang up, open to everybody like its page.
pub(super) async fn pdf(visit: Visit, Path(typed): Path<String>) -> Answer {
    let certificate = found(&visit, &typed).await?;
    print(&visit, certificate).await
}

/// What does not fit its fingerprint any more is not printed.
pub(crate) async fn print(visit: &Visit, certificate: Certificate) -> Answer {
    let (lang, base_url, name) = (visit.lang, visit.site.base_url.clone(), format!("{}.pdf", certificate.number));
    let printed = visit.site.db.read(move |tx| printed(tx, &certificate, &base_url)).await?;
    web::pdf(&name, move || printed.pdf(lang)).await
}

const PDF: kernel::Text = say("下载证书（PDF）", "Download the certificate (PDF)");

fn page(
    lang: Lang,
    base_url: &str,
    certificate: &Certificate,
    body: &Body,
    genuine: Genuine,
    parties: &Parties,
) -> Markup {
    let code =
        VerificationCode::parse(&certificate.code).map_or_else(|_| certificate.code.clone(), |code| code.to_string());
    html! {
        (ui::breadcrumbs(lang, &[(paths::CERTIFICATES.into(), LOOK_UP.into())]))
        (ui::heading(texts::CERTIFICATE.get(lang), html! { (certificate.number) }))
        (verdict(lang, genuine))
        @if genuine != Genuine::No {
            (ui::actions(ui::link_button(lang, &paths::certificate_pdf(&certificate.code), PDF)))
        }
        article.print-page.certificate {
            p.lead { (sentence(body).get(lang)) }
            (ui::facts(lang, vec![
                (say("证书编号", "Certificate number"), html! { (body.number) }),
                (say("验证码", "Verification code"), html! { strong { (code) } }),
                (texts::NUMBER, html! { (body.project_number) }),
                (texts::TITLE, ui::theirs(lang, &body.title)),
                (say("项目类型", "Type"), html! { (body.project_type.text().get(lang)) }),
                (texts::ENTERPRISE, parties.names.shown(lang, parties.enterprise, &body.enterprise)),
                (texts::UNIVERSITY, parties.names.shown(lang, parties.university, &body.university)),
                (texts::PI, ui::theirs(lang, &body.pi)),
                (say("立项日期", "Established on"), ui::day(lang, body.established_on)),
                (say("结题日期", "Closed on"), ui::day(lang, body.closed_on)),
                (say("颁发单位", "Issued by"), issuer(lang, body, parties)),
                (say("颁发时间", "Issued at"), ui::when(lang, body.issued_at)),
            ]))
        }
        (how_to_check(lang, base_url, certificate, body))
    }
}

/// A university that issued it is named like the university of the project.
fn issuer(lang: Lang, body: &Body, parties: &Parties) -> Markup {
    if body.issued_by == body.university {
        parties.names.shown(lang, parties.university, &body.university)
    } else {
        ui::theirs(lang, &body.issued_by)
    }
}

fn verdict(lang: Lang, genuine: Genuine) -> Markup {
    let (tone, said) = match genuine {
        Genuine::Recorded => (
            ui::Tone::Good,
            say(
                "证书有效：内容与颁发时记入日志的指纹一致。",
                "The certificate is genuine: its content fits the fingerprint that the journal recorded when it was issued.",
            ),
        ),
        Genuine::TakenOver => (
            ui::Tone::Good,
            say(
                "证书有效：内容与登记的指纹一致（由早期登记迁入）。",
                "The certificate is genuine: its content fits the registered fingerprint (taken over from an earlier register).",
            ),
        ),
        Genuine::No => (
            ui::Tone::Bad,
            say(
                "证书内容与颁发时的指纹不一致，请勿采信，并告知项目办公室。",
                "The content does not fit the fingerprint it was issued with. Do not rely on it, and tell the programme office.",
            ),
        ),
    };
    ui::alert(tone, html! { p { (said.get(lang)) } })
}

fn sentence(body: &Body) -> kernel::Said {
    say(
        "兹证明 {pi} 主持的“{title}”项目已通过结题验收。",
        "This certifies that the project “{title}” led by {pi} has passed its closing.",
    )
    .with(&[("pi", &body.pi), ("title", &body.title)])
}

fn how_to_check(lang: Lang, base_url: &str, certificate: &Certificate, body: &Body) -> Markup {
    let file = format!("{}/{}/body.json", paths::CERTIFICATES, certificate.code);
    let command = format!("{{ printf 'xieyu certificate 1\\n'; cat {}.json; echo; }} | sha256sum", certificate.number);
    ui::section(
        lang,
        say("如何查验", "How to check"),
        html! {
            ol {
                li { (say("在本平台输入验证码，核对页面内容与证书一致：", "Enter the verification code here and compare the page with the certificate: ").get(lang)) (base_url) (paths::CERTIFICATES) }
                li { (say("下载证书内容并自行计算指纹（SHA-256）：", "Download the content and work out its fingerprint (SHA-256) yourself: ").get(lang))
                    a href=(file) { (certificate.number) ".json" } " " code { (command) } }
                li { (say("指纹应为：", "It must be: ").get(lang)) code { (certificate.hash) } }
                @if !body.filing_hash.is_empty() {
                    li { (say("核对立项备案记录：", "Compare the filing record: ").get(lang))
                        a href=(paths::filing(&body.project_number)) { (body.project_number) } " " code { (body.filing_hash) } }
                }
            }
        },
    )
}
