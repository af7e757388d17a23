//! The certificate as it is printed.

use db::Tx;
use documents::templates::certificate as printed;
use kernel::{Refusal, Word};

use crate::certificate::Body;
use crate::code::VerificationCode;
use crate::look_up::Typed;
use crate::{Certificate, paths, store};

/// What the printed certificate says; `base_url` is how people reach the platform that checks it.
pub fn printed(certificate: &Certificate, base_url: &str) -> Result<printed::Certificate, Refusal> {
    let body: Body = serde_json::from_str(&certificate.body).map_err(Refusal::fault)?;
    let code = VerificationCode::parse(&certificate.code).map_err(Refusal::fault)?;
    Ok(printed::Certificate {
        number: body.number,
        code: code.to_string(),
        address: format!("{base_url}{}", paths::certificate(&code)),
        project_number: body.project_number,
        title: body.title,
        project_type: body.project_type.text(),
        enterprise: body.enterprise,
        university: body.university,
        pi: body.pi,
        established_on: body.established_on,
        closed_on: body.closed_on,
        issued_by: body.issued_by,
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
