//! The two-sided account of a project: what was pledged, agreed, given and received, cash and goods apart.

use db::Tx;
use kernel::{Money, ProjectId, Refusal};
use projects::Project;

use crate::state::{Kind, State};
use crate::{Instalment, store};

/// One side of the account, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = LedgerLine)]
pub struct Line {
    pub kind: Kind,
    /// What the guideline promised for each project; absent for projects from old lists.
    pub pledged: Option<Money>,
    /// What the agreement says.
    pub agreed: Money,
    /// What the enterprise says it has given, received or not.
    pub paid: Money,
    /// What the university's finance office has confirmed.
    pub received: Money,
    /// Agreed and not received.
    pub missing: Money,
}

/// Cash and goods apart: goods are counted by value and never make up for cash.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Ledger {
    pub cash: Line,
    pub goods: Line,
}

/// The account of a project, worked out from its instalments.
pub fn ledger(tx: &mut Tx<'_>, id: ProjectId) -> Result<Ledger, Refusal> {
    let project = projects::get(tx, id)?;
    let instalments = store::instalments(tx, id)?;
    of(tx, &project, &instalments)
}

pub(crate) fn of(tx: &mut Tx<'_>, project: &Project, instalments: &[Instalment]) -> Result<Ledger, Refusal> {
    let item = project.item_id.map(|item| guidelines::get_item(tx, item)).transpose()?;
    Ok(Ledger {
        cash: line(Kind::Cash, item.as_ref().map(|i| i.cash_each), instalments),
        goods: line(Kind::Goods, item.as_ref().map(|i| i.goods_each), instalments),
    })
}

fn line(kind: Kind, pledged: Option<Money>, instalments: &[Instalment]) -> Line {
    let sum = |states: &[State]| -> Money {
        instalments.iter().filter(|i| i.kind == kind && states.contains(&i.state)).map(|i| i.amount).sum()
    };
    let (agreed, received) = (sum(&[State::Agreed, State::Paid, State::Received]), sum(&[State::Received]));
    Line { kind, pledged, agreed, paid: sum(&[State::Paid, State::Received]), received, missing: agreed.less(received) }
}

#[cfg(test)]
mod tests {
    use kernel::{Day, InstalmentId, Instant, OrganisationId};

    use super::*;

    fn part(kind: Kind, yuan: i64, state: State) -> Instalment {
        let now = Instant::from_millis(0);
        Instalment {
            id: InstalmentId::at(now),
            project_id: ProjectId::nil(),
            enterprise_id: OrganisationId::nil(),
            university_id: OrganisationId::nil(),
            kind,
            amount: Money::from_yuan(yuan),
            due_on: Day::new(2024, 9, 1).expect("a day"),
            note: String::new(),
            paid_on: None,
            paid_note: String::new(),
            received_on: None,
            received_note: String::new(),
            is_stamped: false,
            late_at: None,
            credit_event_id: None,
            state,
            state_since: now,
            revision: 0,
            sort: 1,
            created_at: now,
        }
    }

    #[test]
    fn what_was_received_was_paid_and_what_was_paid_was_agreed() {
        let all = [
            part(Kind::Cash, 1, State::Pledged),
            part(Kind::Cash, 10, State::Agreed),
            part(Kind::Cash, 100, State::Paid),
            part(Kind::Cash, 1_000, State::Received),
            part(Kind::Goods, 7, State::Received),
        ];
        let yuan = Money::from_yuan;
        let cash = Line {
            kind: Kind::Cash,
            pledged: Some(yuan(2_000)),
            agreed: yuan(1_110),
            paid: yuan(1_100),
            received: yuan(1_000),
            missing: yuan(110),
        };
        assert_eq!(line(Kind::Cash, Some(yuan(2_000)), &all), cash);
        let goods = Line {
            kind: Kind::Goods,
            pledged: None,
            agreed: yuan(7),
            paid: yuan(7),
            received: yuan(7),
            missing: Money::ZERO,
        };
        assert_eq!(line(Kind::Goods, None, &all), goods);
    }
}
