//! An enterprise registers with its first contact.

use db::Tx;
use files::Stored;
use journal::Act;
use kernel::credit_code::CreditCode;
use kernel::{Actor, Breach, Day, Hat, MembershipId, Money, OrganisationId, Refusal, Role, RowId, Text, say};

use super::accounts::{Account, Registrant, account_of};
use super::all_of;
use crate::kinds::OrganisationKind;
use crate::mails;
use crate::record::{EnterpriseProfile, Membership, Organisation, Person};
use crate::rules::{self, LegalForm};
use crate::state::{MembershipState, OrganisationState};
use crate::store;

/// The papers an enterprise hands in: purpose of the attachment, and what people call it.
pub const ENTERPRISE_PAPERS: [(&str, Text); 2] = [
    ("licence", say("营业执照扫描件", "Scan of the business licence")),
    ("commitment", say("承诺书（盖章）", "Commitment letter with seal")),
];

/// What an enterprise declares.
#[derive(Clone, Debug)]
pub struct EnterpriseForm {
    pub name: String,
    pub name_en: String,
    pub code: CreditCode,
    pub legal_form: LegalForm,
    pub registered_on: Day,
    pub paid_in_capital: Money,
    pub industry: String,
    pub about: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
}

impl EnterpriseForm {
    /// What is refused at once. Years (E-02) and capital (E-03) are asked when a guideline is handed in, or by the office.
    pub(crate) fn check(&self, today: Day) -> Result<(), Refusal> {
        let mut breaches = rules::contact_is_named(&self.contact_name, &self.contact_phone, &self.contact_email);
        breaches.extend(rules::is_legal_person(self.legal_form).err());
        if self.registered_on > today {
            breaches.push(Breach::field(
                "registered_on",
                say("注册日期不能晚于今天", "The date of registration lies in the future"),
            ));
        }
        all_of(breaches)
    }

    pub(crate) fn profile(&self, id: OrganisationId) -> EnterpriseProfile {
        EnterpriseProfile {
            id,
            is_legal_person: self.legal_form == LegalForm::LegalPerson,
            registered_on: self.registered_on,
            paid_in_capital: self.paid_in_capital,
            industry: self.industry.clone(),
            about: self.about.clone(),
            contact_name: self.contact_name.clone(),
            contact_phone: self.contact_phone.clone(),
            contact_email: store::plain_email(&self.contact_email),
            capital_waiver_reason: None,
            capital_waived_at: None,
        }
    }

    /// Two digits of the province; nothing for bodies registered with the state itself.
    pub(crate) fn province(&self) -> String {
        Some(self.code.province()).filter(|code| *code != "10").unwrap_or_default().to_owned()
    }
}

/// Registers an enterprise and makes the registrant its contact. Somebody whose address was only typed by another is
/// invited instead.
pub fn register_enterprise(
    tx: &mut Tx<'_>,
    registrant: &Registrant,
    form: &EnterpriseForm,
    licence: &Stored,
    commitment: &Stored,
) -> Result<Organisation, Refusal> {
    form.check(tx.now().day())?;
    if store::organisation_by_code(tx, form.code.as_str())?.is_some() {
        return Err(code_taken().into());
    }
    let organisation = new_organisation(tx, form);
    db::insert(tx, &organisation)
        .map_err(|error| if error.is_duplicate() { code_taken().into() } else { Refusal::from(error) })?;
    db::insert(tx, &form.profile(organisation.id))?;
    let (contact, state) = match account_of(tx, registrant)? {
        Account::Theirs(person) => (person, MembershipState::Active),
        Account::Anothers(person) => (person, MembershipState::Invited),
    };
    give_contact_role(tx, &contact, &organisation, state)?;
    let hat = Hat { role: Role::EnterpriseContact, organisation_id: organisation.id };
    let actor = Actor::person(contact.id, &contact.name, Some(hat));
    for (paper, (purpose, _)) in [licence, commitment].into_iter().zip(ENTERPRISE_PAPERS) {
        files::attach(tx, &actor, paper, "organisation", RowId(organisation.id.0), purpose)?;
    }
    let act = Act::new(&actor, "organisation", organisation.id.0, "register");
    let hashes = [licence.sha256.clone(), commitment.sha256.clone()];
    journal::record(tx, act.born(OrganisationState::Registered).documents(hashes));
    mails::enterprise_registered(tx, &organisation)?;
    Ok(organisation)
}

fn new_organisation(tx: &Tx<'_>, form: &EnterpriseForm) -> Organisation {
    let now = tx.now();
    Organisation {
        id: OrganisationId::at(now),
        kind: OrganisationKind::Enterprise,
        name: form.name.clone(),
        name_en: form.name_en.clone(),
        code: Some(form.code.as_str().to_owned()),
        province: form.province(),
        state: OrganisationState::Registered,
        state_since: now,
        revision: 1,
        created_at: now,
    }
}

fn give_contact_role(
    tx: &mut Tx<'_>,
    person: &Person,
    organisation: &Organisation,
    state: MembershipState,
) -> Result<(), Refusal> {
    let now = tx.now();
    db::insert(
        tx,
        &Membership {
            id: MembershipId::at(now),
            person_id: person.id,
            organisation_id: organisation.id,
            role: Role::EnterpriseContact,
            school: String::new(),
            state,
            state_since: now,
            created_at: now,
        },
    )?;
    if state == MembershipState::Invited {
        mails::named_as_contact(tx, person, organisation)?;
    }
    Ok(())
}

pub(crate) fn code_taken() -> Breach {
    Breach::of(
        "E-04",
        "credit_code",
        say(
            "该统一社会信用代码已经登记。如果是贵单位，请联系已有的企业联系人邀请您加入，或联系项目办公室。",
            "This credit code is registered already. If it is yours, ask its present contact to invite you, or ask the programme office.",
        ),
    )
}
