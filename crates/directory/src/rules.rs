//! What is checked of enterprises, their contacts, teachers and university administrators. Rules E-01 to E-06, A-05, U-01.

use kernel::credit_code::{CreditCode, Wrong};
use kernel::{Breach, Breaches, Day, Money, Said, say, university_code, words};
use rulesets::Terms;

use crate::kinds::CreditEventKind;

words! {
    /// The legal form of an organisation that registers as an enterprise. Rule E-01.
    pub enum LegalForm {
        LegalPerson = "legal_person" ("独立法人", "Independent legal person"),
        Branch = "branch" ("分支机构", "Branch"),
        Partnership = "partnership" ("合伙企业", "Partnership"),
        SoleTrader = "sole_trader" ("个体工商户", "Sole trader"),
    }
}

/// Refuses an enterprise that is no independent legal person. Rule E-01.
pub fn is_legal_person(form: LegalForm) -> Result<(), Breach> {
    if form == LegalForm::LegalPerson {
        return Ok(());
    }
    let said = say(
        "登记的类型是“{form}”。只有独立法人可以参与，请由所属法人单位注册。",
        "Registered as: {form}. Only an independent legal person may take part; please register the legal person it belongs to.",
    );
    let text = kernel::Word::text(form);
    let said = Said { zh: said.zh.replace("{form}", text.zh), en: said.en.replace("{form}", text.en) };
    Err(Breach::of("E-01", "legal_form", said))
}

/// Refuses an enterprise registered for too short a time on the day it submits. Rule E-02.
pub fn is_old_enough(registered_on: Day, submitted_on: Day, terms: &Terms) -> Result<(), Breach> {
    let years = terms.enterprise_age_min_years;
    let from = registered_on.plus_years(i16::try_from(years).unwrap_or(i16::MAX));
    if from <= submitted_on {
        return Ok(());
    }
    let said = say(
        "企业注册于 {registered}，须满 {years} 年方可提交，最早为 {from}。",
        "The enterprise was registered on {registered}; {years} years are needed, so it may submit from {from} on.",
    );
    Err(Breach::of(
        "E-02",
        "registered_on",
        said.with(&[("registered", &registered_on), ("years", &years), ("from", &from)]),
    ))
}

/// Refuses too little paid-in capital unless a waiver was approved. A waiver without a reason is none. Rule E-03.
pub fn has_enough_capital(paid_in: Money, approved_waiver_reason: Option<&str>, terms: &Terms) -> Result<(), Breach> {
    let waived = approved_waiver_reason.is_some_and(|reason| !reason.trim().is_empty());
    if paid_in >= terms.capital_min || waived {
        return Ok(());
    }
    let said = say(
        "实缴资本 {paid_in} 元，原则上不低于 {min} 元，尚差 {short} 元。可说明理由，向项目办公室申请豁免。",
        "Paid-in capital is CNY {paid_in}; in principle CNY {min} are needed, CNY {short} are missing. You may ask the programme office for a waiver and give the reason.",
    );
    let short = terms.capital_min.less(paid_in);
    Err(Breach::of(
        "E-03",
        "paid_in_capital",
        said.with(&[("paid_in", &paid_in), ("min", &terms.capital_min), ("short", &short)]),
    ))
}

/// Reads a unified social credit code or says which character is wrong. Rule E-04.
pub fn credit_code(typed: &str) -> Result<CreditCode, Breach> {
    CreditCode::parse(typed).map_err(|wrong| Breach::of("E-04", "credit_code", what_is_wrong(&wrong)))
}

fn what_is_wrong(wrong: &Wrong) -> Said {
    match wrong {
        Wrong::Length(found) => say(
            "统一社会信用代码应为 18 位，现为 {found} 位，请对照营业执照核对。",
            "The credit code has {found} characters, 18 are needed. Please compare it with the licence.",
        )
        .with(&[("found", found)]),
        Wrong::Character { position, found } => say(
            "第 {position} 位“{found}”不会出现在该位置（代码不含 I、O、S、V、Z，第 3-8 位为数字），请核对。",
            "Character {position}, “{found}”, cannot stand there (the code has no I, O, S, V, Z, and characters 3-8 are digits).",
        )
        .with(&[("position", position), ("found", found)]),
        Wrong::Region(region) => say(
            "第 3-8 位“{region}”不是行政区划代码，请核对。",
            "Characters 3-8, “{region}”, name no region. Please check them.",
        )
        .with(&[("region", region)]),
        Wrong::BodyCheck { found, expected } => say(
            "第 17 位为“{found}”，按前 8 位主体代码应为“{expected}”，第 9-17 位中有误。",
            "Character 17 is “{found}” where “{expected}” is due: one of characters 9-17 is wrong.",
        )
        .with(&[("found", found), ("expected", expected)]),
        Wrong::Check { found, expected } => say(
            "第 18 位校验码为“{found}”，按前 17 位应为“{expected}”；第 9-17 位无误，请核对第 1-8 位和第 18 位。",
            "Character 18, the check, is “{found}” where “{expected}” is due. Characters 9-17 are in order: please compare 1-8 and 18.",
        )
        .with(&[("found", found), ("expected", expected)]),
        Wrong::Body(body) => say(
            "第 9-17 位“{body}”（主体标识码）中有误：第 17 位和第 18 位的校验都不符，请逐位核对这九位。",
            "One of characters 9-17, “{body}” (the organisation code), is wrong: neither check character fits. Please compare these nine.",
        )
        .with(&[("body", body)]),
    }
}

/// What is wrong with the code of a university. Rule book 12.2.
pub fn wrong_university_code(wrong: &university_code::Wrong) -> Said {
    use university_code::Wrong;
    match wrong {
        Wrong::Length(n) => {
            say("学校标识码应为 10 位数字，现为 {n} 位", "The university code has 10 digits, there are {n}")
                .with(&[("n", n)])
        }
        Wrong::Character { position, found } => {
            say("第 {at} 位“{found}”不是数字", "Character {at}, “{found}”, is no digit")
                .with(&[("at", position), ("found", found)])
        }
        Wrong::Kind(kind) => {
            say("前两位应为 41 或 42，现为 {kind}", "It begins with 41 or 42, not with {kind}").with(&[("kind", kind)])
        }
        Wrong::Province(code) => {
            say("第 3-4 位 {code} 不是省份代码", "Digits 3-4, {code}, name no province").with(&[("code", code)])
        }
        Wrong::Zero(found) => say("第 5 位应为 0，现为 {found}", "Digit 5 is 0, not {found}").with(&[("found", found)]),
        Wrong::OtherProvince { code, school } => say(
            "第 3-4 位为 {code}，与所选省份 {school} 不符",
            "Digits 3-4 are {code}, the province chosen is {school}",
        )
        .with(&[("code", code), ("school", school)]),
    }
}

/// Refuses an enterprise with an open event of fraud or non-payment. Rule E-05.
pub fn has_no_open_credit_event(open: &[CreditEventKind]) -> Result<(), Breach> {
    let blocking = open.iter().filter(|kind| kind.blocks()).count();
    if blocking == 0 {
        return Ok(());
    }
    let said = say(
        "企业有 {n} 条未了结的失信记录（弄虚作假或未按约拨付），了结后方可提交，请联系项目办公室。",
        "The enterprise has {n} open credit event(s) for fraud or non-payment; it may submit once they are settled. Please contact the programme office.",
    );
    Err(Breach::of("E-05", "", said.with(&[("n", &blocking)])))
}

/// Names every part of the contact that is missing. Rule E-06.
pub fn contact_is_named(name: &str, phone: &str, email: &str) -> Breaches {
    let mut missing = Breaches::new();
    if name.trim().is_empty() {
        missing.push(Breach::of("E-06", "contact_name", say("请填写联系人姓名。", "Please name a contact person.")));
    }
    if phone.chars().filter(|c| c.is_numeric()).count() < 7 {
        let said =
            say("请填写联系人电话，至少 7 位数字。", "Please give the contact's phone number, at least 7 digits.");
        missing.push(Breach::of("E-06", "contact_phone", said));
    }
    if !looks_like_email(email) {
        let said = say(
            "请填写联系人邮箱，如 name@example.com。",
            "Please give the contact's e-mail, such as name@example.com.",
        );
        missing.push(Breach::of("E-06", "contact_email", said));
    }
    missing
}

pub fn looks_like_email(text: &str) -> bool {
    text.trim().split_once('@').is_some_and(|(name, host)| {
        let host_is_plain =
            !host.contains('@') && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
        !name.is_empty() && host_is_plain && !text.trim().contains(char::is_whitespace)
    })
}

/// Refuses a teacher who can show neither a certificate (number and scan) nor a proof of title. Rule A-05.
pub fn teacher_is_proven(
    certificate_number: &str,
    has_certificate_scan: bool,
    has_title_proof: bool,
) -> Result<(), Breach> {
    let has_number = !certificate_number.trim().is_empty();
    if has_title_proof || (has_number && has_certificate_scan) {
        return Ok(());
    }
    let (field, said) = match (has_number, has_certificate_scan) {
        (true, _) => (
            "teacher_certificate",
            say(
                "请上传教师资格证扫描件，或改传职称证明。",
                "Please upload the scan of the teacher certificate, or a proof of title instead.",
            ),
        ),
        (false, true) => (
            "certificate_number",
            say(
                "请填写教师资格证编号，或改传职称证明。",
                "Please give the number of the teacher certificate, or upload a proof of title instead.",
            ),
        ),
        (false, false) => (
            "certificate_number",
            say(
                "请填写教师资格证编号并上传扫描件，或上传职称证明。",
                "Please give the number and a scan of the teacher certificate, or upload a proof of title.",
            ),
        ),
    };
    Err(Breach::of("A-05", field, said))
}

/// A university whose applications nobody can review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdministratorMissing {
    pub open_applications: u32,
}

impl AdministratorMissing {
    /// What the programme office reads.
    pub fn said(&self) -> Said {
        say(
            "该校有 {n} 份在办申请，但除申请人外没有有效的高校管理员，请督促学校指定专人。",
            "This university has {n} open application(s) and no active administrator but the applicants themselves; please ask it to name one.",
        )
        .with(&[("n", &self.open_applications)])
    }
}

/// Warns of a university with open applications and no active administrator. Rule U-01.
pub fn administrator_missing(open_applications: u32, active_administrators: u32) -> Option<AdministratorMissing> {
    (open_applications > 0 && active_administrators == 0).then_some(AdministratorMissing { open_applications })
}

#[cfg(test)]
mod tests;
