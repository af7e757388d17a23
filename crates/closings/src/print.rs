//! The certificate as it is printed.

use db::Tx;
use documents::templates::certificate as printed;
use kernel::{Breach, Lang, Refusal, Said, Text, Word, say};

use crate::certificate::{self, Body, Genuine};
use crate::code::VerificationCode;
use crate::look_up::Typed;
use crate::{Certificate, paths, store};

const NOT_GENUINE: Text = say(
    "证书内容与颁发时的指纹不一致，不能打印；请告知项目办公室。",
    "The content of the certificate does not fit the fingerprint it was issued with, so it cannot be printed. Tell the programme office.",
);

/// What the printed certificate says, in both languages; `base_url` is how people reach the platform that checks it. Refused
/// for a certificate that is not genuine. Rule Z-08.
pub fn printed(tx: &mut Tx<'_>, certificate: &Certificate, base_url: &str) -> Result<printed::Certificate, Refusal> {
    if certificate::is_genuine(tx, certificate)? == Genuine::No {
        return Err(Breach::of("Z-08", "", NOT_GENUINE).into());
    }
    let body: Body = serde_json::from_str(&certificate.body).map_err(Refusal::fault)?;
    let code = VerificationCode::parse(&certificate.code).map_err(Refusal::fault)?;
    let project = projects::get(tx, certificate.project_id)?;
    let names = directory::english_names(tx, Lang::En, [project.enterprise_id, project.university_id])?;
    let both = |id, zh: &str| Said { zh: zh.to_owned(), en: names.text(Lang::En, id, zh).to_owned() };
    let university = both(project.university_id, &body.university);
    // A university that issued it is named like the university of the project.
    let issued_by = if body.issued_by == body.university {
        university.clone()
    } else {
        Said { zh: body.issued_by.clone(), en: body.issued_by }
    };
    Ok(printed::Certificate {
        number: body.number,
        code: code.to_string(),
        address: format!("{base_url}{}", paths::certificate(&code)),
        project_number: body.project_number,
        title: body.title,
        project_type: body.project_type.text(),
        enterprise: both(project.enterprise_id, &body.enterprise),
        university,
        pi: body.pi,
        established_on: body.established_on,
        closed_on: body.closed_on,
        issued_by,
        issued_at: body.issued_at,
        hash: certificate.hash.clone(),
    })
}

/// The certificate that somebody asks for by its code or its number.
pub fn find_certificate(tx: &mut Tx<'_>, meant: Typed) -> Result<Option<Certificate>, Refusal> {
    Ok(match meant {
        Typed::Code(code) => store::certificate_by_code(tx, &code)?,
        Typed::Number(number) => store::certificate_by_number(tx, &number)?,
    })
}
