//! One function per thing a person can do. All run inside one transaction; passwords come in already hashed.

mod accounts;
mod close_account;
mod edit_enterprise;
mod email;
mod evidence;
mod expertise;
mod feeds;
mod first;
mod imported;
mod invite;
mod limits;
mod listed;
mod memberships;
mod organisation_steps;
mod passwords;
mod prove;
mod register_enterprise;
mod register_person;
mod sessions;
mod standing;
mod tokens;
mod universities;

pub use accounts::{NewAccount, PersonalForm, Registrant, edit_person};
pub use close_account::{Keeper, Ties, close_account, ties};
pub use edit_enterprise::edit_enterprise;
pub use email::{ask_email_change, cancel_email_change, confirm_email_change};
pub(crate) use email::{email_change, new_address};
pub(crate) use evidence::{add_file, remove_file};
pub use expertise::{EMPLOYER_MAX, ENTRIES_MAX, ENTRY_MAX, ExpertiseForm, set_expertise};
pub use feeds::{make_feed, revoke_feed};
pub use first::invite_first;
pub use imported::add_imported;
pub(crate) use invite::invitation;
pub use invite::{Enrolment, InvitationForm, answer_invitation, enrol, invite};
pub use limits::{LimitsForm, set_limits};
pub use listed::{ListedOrganisation, take_listed};
pub use memberships::step_membership;
pub use organisation_steps::{refuse, reinstate, resubmit, return_for_completion, suspend, verify};
pub use passwords::{ask_reset, change_password, confirm_address, reset_password};
pub(crate) use passwords::{confirmation, reset_link, tell_of_guesses};
pub use prove::{Qualification, prove_qualification};
pub use register_enterprise::{ENTERPRISE_PAPERS, EnterpriseForm, register_enterprise};
pub use register_person::{PERSON_PROOFS, PersonForm, register_person};
pub use sessions::{log_in, log_out, log_out_everywhere, wear};
pub use standing::{note_credit_event, settle_credit_event, waive_capital};
pub use tokens::{NewToken, make_narrower_token, make_token, revoke_token};
pub use universities::{AddedForm, add_organisation};

use kernel::{Actor, Breach, Refusal, Said, say};

/// A reason people must give, trimmed; 2 to 2,000 characters.
pub(crate) fn given(field: &str, text: &str, missing: impl Into<Said>) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 | 1 => Err(Breach::field(field, missing).into()),
        2..=2_000 => Ok(text.to_owned()),
        _ => Err(Breach::field(field, say("最多 2000 字", "At most 2,000 characters")).into()),
    }
}

/// The verdict of a list of breaches.
pub(crate) fn all_of(breaches: Vec<Breach>) -> Result<(), Refusal> {
    if breaches.is_empty() { Ok(()) } else { Err(Refusal::Breaches(breaches)) }
}

/// Somebody without a role, acting for their own account.
pub(crate) fn oneself(person: &crate::record::Person) -> Actor {
    Actor::person(person.id, &person.name, None)
}
