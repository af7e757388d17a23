//! What a version of an agreement freezes. Its canonical JSON is what is hashed, so the order of the fields is part of the
//! format: add new ones at the end and never rename one.

use files::Attachment;
use kernel::{Day, Mode, Money};
use sha2::{Digest, Sha256};

use crate::record::{Agreement, Deliverable, PaymentLine, ResultKind, SupportKind};

/// A side of the agreement as it was named on the day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Party {
    pub name: String,
    /// Unified social credit code or university code; empty when not known.
    pub code: String,
}

/// A line of the payment plan.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Payment {
    pub kind: SupportKind,
    /// In fen.
    pub amount: Money,
    pub due_on: Day,
    pub note: String,
}

/// A promised deliverable.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Promised {
    pub number: String,
    pub kind: ResultKind,
    pub what: String,
    pub due_on: Option<Day>,
}

/// A file that belongs to the version.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct SignedFile {
    pub name: String,
    pub sha256: String,
}

/// Everything both sides agree to, and the hashes of the signed documents.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = AgreementContent)]
pub struct Content {
    pub title: String,
    pub mode: Mode,
    pub enterprise: Party,
    pub university: Party,
    pub pi_name: String,
    pub starts_on: Option<Day>,
    pub closes_on: Option<Day>,
    pub cash: Money,
    pub goods: Money,
    pub document_cash: Option<Money>,
    pub document_goods: Option<Money>,
    pub payments: Vec<Payment>,
    pub deliverables: Vec<Promised>,
    pub clause_payment: bool,
    pub clause_results: bool,
    pub clause_copyright: bool,
    pub clause_duties: bool,
    pub ip_terms: String,
    pub duties: String,
    pub files: Vec<SignedFile>,
}

/// The parties of an agreement, as the directory names them now.
pub(crate) struct Parties {
    pub enterprise: Party,
    pub university: Party,
    pub pi_name: String,
}

impl Content {
    pub(crate) fn of(
        agreement: &Agreement,
        parties: Parties,
        payments: &[PaymentLine],
        deliverables: &[Deliverable],
        files: &[Attachment],
    ) -> Content {
        Content {
            title: agreement.title.clone(),
            mode: agreement.mode,
            enterprise: parties.enterprise,
            university: parties.university,
            pi_name: parties.pi_name,
            starts_on: agreement.starts_on,
            closes_on: agreement.closes_on,
            cash: agreement.cash,
            goods: agreement.goods,
            document_cash: agreement.document_cash,
            document_goods: agreement.document_goods,
            payments: payments.iter().map(payment).collect(),
            deliverables: deliverables.iter().map(promised).collect(),
            clause_payment: agreement.clause_payment,
            clause_results: agreement.clause_results,
            clause_copyright: agreement.clause_copyright,
            clause_duties: agreement.clause_duties,
            ip_terms: agreement.ip_terms.clone(),
            duties: agreement.duties.clone(),
            files: files
                .iter()
                .map(|file| SignedFile { name: file.name.clone(), sha256: file.sha256.clone() })
                .collect(),
        }
    }

    /// The text that is stored and hashed: JSON, indented, in the order of the fields.
    pub(crate) fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    pub(crate) fn read(body: &str) -> Result<Content, serde_json::Error> {
        serde_json::from_str(body)
    }

    pub(crate) fn hashes(&self) -> Vec<String> {
        self.files.iter().map(|file| file.sha256.clone()).collect()
    }
}

/// Lower-case hexadecimal SHA-256 of a canonical text; anybody can compute it with `sha256sum`.
pub(crate) fn hash(body: &str) -> String {
    hex::encode(Sha256::digest(body.as_bytes()))
}

fn payment(line: &PaymentLine) -> Payment {
    Payment { kind: line.kind, amount: line.amount, due_on: line.due_on, note: line.note.clone() }
}

fn promised(one: &Deliverable) -> Promised {
    Promised { number: one.number.clone(), kind: one.kind, what: one.what.clone(), due_on: one.due_on }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn sample() -> Content {
        let day = |text: &str| text.parse::<Day>().ok();
        Content {
            title: "光电检测课程共建".into(),
            mode: Mode::Rolling,
            enterprise: Party { name: "子午光电有限公司".into(), code: "91110108MA01ABCD2X".into() },
            university: Party { name: "滨海理工大学".into(), code: "4111010001".into() },
            pi_name: "林梅".into(),
            starts_on: day("2024-10-01"),
            closes_on: day("2025-10-01"),
            cash: Money::from_yuan(50_000),
            goods: Money::from_yuan(20_000),
            document_cash: Some(Money::from_yuan(50_000)),
            document_goods: Some(Money::from_yuan(20_000)),
            payments: vec![
                Payment {
                    kind: SupportKind::Cash,
                    amount: Money::from_yuan(50_000),
                    due_on: day("2024-10-31").expect("a day"),
                    note: "一次性拨付".into(),
                },
                Payment {
                    kind: SupportKind::Goods,
                    amount: Money::from_yuan(20_000),
                    due_on: day("2024-12-31").expect("a day"),
                    note: String::new(),
                },
            ],
            deliverables: vec![
                Promised {
                    number: "D1".into(),
                    kind: ResultKind::Course,
                    what: "在线课程一门".into(),
                    due_on: day("2025-06-30"),
                },
                Promised {
                    number: "D2".into(),
                    kind: ResultKind::Report,
                    what: "教学改革报告一份".into(),
                    due_on: None,
                },
            ],
            clause_payment: true,
            clause_results: true,
            clause_copyright: true,
            clause_duties: true,
            ip_terms: "双方各自保留原有知识产权。\n新成果共享。".into(),
            duties: "企业按期拨付。".into(),
            files: vec![SignedFile { name: "协议.pdf".into(), sha256: "ab".repeat(32) }],
        }
    }

    #[test]
    fn the_canonical_text_reads_back_and_keeps_its_form() {
        let content = sample();
        let body = content.canonical().expect("plain data");
        assert_eq!(Content::read(&body).expect("our own text"), content);
        insta::assert_snapshot!(body);
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
