//! How an enterprise stands on the day: what rules E-02, E-03 and E-05 ask the directory for.

use db::Tx;
use directory::CreditEventKind;
use directory::OrganisationState;
use kernel::{Day, Money, OrganisationId, Refusal};

/// What the directory knows about an enterprise, as far as a guideline depends on it.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub is_verified: bool,
    pub registered_on: Day,
    pub paid_in_capital: Money,
    /// Why the office accepted less capital. Rule E-03.
    pub capital_waiver: Option<String>,
    pub open_events: Vec<CreditEventKind>,
}

pub(crate) fn standing(tx: &mut Tx<'_>, enterprise: OrganisationId) -> Result<Standing, Refusal> {
    let organisation = directory::organisation(tx, enterprise)?;
    let profile = directory::enterprise_profile(tx, enterprise)?;
    let open = directory::open_credit_events(tx, enterprise)?;
    Ok(Standing {
        is_verified: organisation.state == OrganisationState::Verified,
        registered_on: profile.registered_on,
        paid_in_capital: profile.paid_in_capital,
        capital_waiver: profile.capital_waiver_reason.filter(|_| profile.capital_waived_at.is_some()),
        open_events: open.into_iter().map(|event| event.kind).collect(),
    })
}
