//! The rules an enterprise is held against, one verdict each, as the programme office and the enterprise see them. Pure.

use kernel::{Breach, Day, Text, say};
use rulesets::Terms;

use crate::kinds::CreditEventKind;
use crate::record::{EnterpriseProfile, Organisation};
use crate::rules::{self, LegalForm};

/// One rule and what it says of the enterprise today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub rule: &'static str,
    pub what: Text,
    /// Empty when the rule is kept.
    pub breaches: Vec<Breach>,
    /// A broken one keeps the office from verifying; the others only keep the enterprise from submitting a guideline.
    pub bars_verification: bool,
}

/// Rules E-01 to E-06 for an enterprise on `today`; the same list decides whether it may submit a guideline.
pub fn checklist(
    organisation: &Organisation,
    profile: &EnterpriseProfile,
    open_events: &[CreditEventKind],
    today: Day,
    terms: &Terms,
) -> Vec<Verdict> {
    let code = rules::credit_code(organisation.code.as_deref().unwrap_or("")).map(drop);
    let waiver = profile.capital_waiver_reason.as_deref();
    let capital = rules::has_enough_capital(profile.paid_in_capital, waiver, terms);
    let contact = rules::contact_is_named(&profile.contact_name, &profile.contact_phone, &profile.contact_email);
    vec![
        verdict(
            "E-01",
            say("独立法人", "Independent legal person"),
            rules::is_legal_person(profile.legal_form()),
            true,
        ),
        verdict(
            "E-02",
            say("注册年限", "Years since registration"),
            rules::is_old_enough(profile.registered_on, today, terms),
            false,
        ),
        verdict("E-03", say("实缴资本，或已批准豁免", "Paid-in capital, or an approved waiver"), capital, true),
        verdict("E-04", say("统一社会信用代码", "Credit code"), code, true),
        verdict(
            "E-05",
            say("无未了结的失信记录", "No open credit event"),
            rules::has_no_open_credit_event(open_events),
            false,
        ),
        Verdict {
            rule: "E-06",
            what: say("联系人完整", "A named contact"),
            breaches: contact,
            bars_verification: true,
        },
    ]
}

fn verdict(rule: &'static str, what: Text, verdict: Result<(), Breach>, bars_verification: bool) -> Verdict {
    Verdict { rule, what, breaches: verdict.err().into_iter().collect(), bars_verification }
}

impl EnterpriseProfile {
    /// Other forms are refused on registering; one that was imported without being a legal person counts as a branch.
    pub fn legal_form(&self) -> LegalForm {
        if self.is_legal_person { LegalForm::LegalPerson } else { LegalForm::Branch }
    }
}
