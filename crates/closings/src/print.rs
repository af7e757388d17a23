//! The certificate as it is printed.

use db::Tx;
use documents::templates::certificate as printed;
use kernel::{Breach, Lang, Refusal, Said, Text, Word, say};

use crate::certificate::{self, Body, Genuine};
use crate::code::VerificationCode;
use crate::look_up::{FIELD, Typed};
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

/// The certificate that somebody asks for by its code or its number. For a project that a list of earlier years told of, the
/// refusal says why there is none.
pub fn find_certificate(tx: &mut Tx<'_>, meant: Typed) -> Result<Option<Certificate>, Refusal> {
    match meant {
        Typed::Code(code) => Ok(store::certificate_by_code(tx, &code)?),
        Typed::Number(number) => {
            let found = store::certificate_by_number(tx, &number)?;
            let project = number.strip_prefix("ZS").unwrap_or(&number);
            if found.is_none() && projects::find_by_number(tx, project)?.is_some_and(|p| p.imported_from.is_some()) {
                return Err(Breach::of("Z-08", FIELD, ELSEWHERE.with(&[("number", &project)])).into());
            }
            Ok(found)
        }
    }
}

const ELSEWHERE: Text = say(
    "项目 {number} 来自历史名单，不在本平台结题；其结题证书由当时的平台颁发，本平台没有颁发过。",
    "Project {number} was taken from a list of earlier years and was not closed here; its certificate was issued by the platform of that time, and none by this one.",
);
