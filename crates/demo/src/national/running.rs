//! Money, goods and members of projects that run, and what some that ended were given.

use agreements::SupportKind;
use funding::Instalment;
use funding::state::State;
use kernel::{Day, InstalmentId, Instant, Money, RowId};
use projects::{Project, ProjectMember};

use super::dice::Dice;
use super::ids::Ids;
use super::names;

/// Days after the due day from which a payment is late. Rule X-01.
const GRACE: i32 = 30;

/// Writes what belongs to running projects.
pub(crate) struct Running {
    dice: Dice,
    instalments: Ids,
    members: Ids,
    today: Day,
}

impl Running {
    pub(crate) fn new(seed: u64, today: Day) -> Running {
        Running {
            dice: Dice::new(seed, "running"),
            instalments: Ids::new(seed, "instalment"),
            members: Ids::new(seed, "member"),
            today,
        }
    }

    /// For projects that have ended: with chances and identifiers of their own.
    pub(crate) fn of_ended(seed: u64, today: Day) -> Running {
        Running { dice: Dice::new(seed, "given"), instalments: Ids::new(seed, "given"), ..Running::new(seed, today) }
    }

    /// What an ended project was given: everything arrived by the day it ended, most of it on time.
    pub(crate) fn given(&mut self, project: &mut Project, ended: Day) -> Vec<Instalment> {
        let mut all = self.plan(project);
        project.late_since = None;
        for one in all.iter_mut().filter(|one| one.due_on <= ended) {
            // A fortnight sooner than where money is still awaited; what was withheld came late.
            let sooner = |day: Day| day.plus_days(-14).max(project.established_on).min(ended);
            let received = one.received_on.map_or(one.due_on.plus_days(45).min(ended), sooner);
            let paid = one.paid_on.map_or(one.due_on, sooner).min(received);
            (one.paid_on, one.received_on) = (Some(paid), Some(received));
            (one.state, one.late_at, one.is_stamped) = (State::Received, None, one.kind == SupportKind::Goods);
            one.state_since = Instant::beijing(received, 10, 0, 0).max(project.created_at);
        }
        all.retain(|one| one.state == State::Received && one.due_on <= ended);
        all
    }

    /// A plan whose cash adds up to that of the project (rule P-07), as far along as the day; marks the project when a
    /// payment is late.
    pub(crate) fn plan(&mut self, project: &mut Project) -> Vec<Instalment> {
        let half = Money::from_fen(project.cash.fen() / 2);
        let mut parts = match project.cash.fen() {
            ..4_000_000 => vec![(SupportKind::Cash, project.cash, 60)],
            _ => vec![(SupportKind::Cash, half, 60), (SupportKind::Cash, project.cash - half, 240)],
        };
        if project.goods > Money::ZERO {
            parts.push((SupportKind::Goods, project.goods, 120));
        }
        let mut all = Vec::with_capacity(parts.len());
        for (kind, amount, days) in parts.into_iter().filter(|(_, amount, _)| *amount > Money::ZERO) {
            let due_on = project.starts_on.plus_days(days);
            let one = self.instalment(project, kind, amount, due_on, all.len() as i64 + 1);
            if one.late_at.is_some() && project.late_since.is_none() {
                project.late_since = Some(due_on.plus_days(GRACE).to_string());
            }
            all.push(one);
        }
        all
    }

    fn instalment(
        &mut self,
        project: &Project,
        kind: SupportKind,
        amount: Money,
        due_on: Day,
        sort: i64,
    ) -> Instalment {
        let paid = due_on.plus_days(self.dice.between(-30, 10) as i32).max(project.established_on);
        let received = paid.plus_days(self.dice.between(3, 20) as i32);
        let is_withheld = self.dice.in_thousand(30);
        let state = if received < self.today && !is_withheld {
            State::Received
        } else if paid < self.today && !is_withheld {
            State::Paid
        } else {
            State::Agreed
        };
        let (is_paid, is_received) = (matches!(state, State::Paid | State::Received), state == State::Received);
        let late_on = due_on.plus_days(GRACE);
        let is_late = state == State::Agreed && late_on < self.today;
        let since = if is_received {
            received
        } else if is_paid {
            paid
        } else {
            project.established_on
        };
        Instalment {
            id: InstalmentId(self.instalments.at(project.created_at)),
            project_id: project.id,
            enterprise_id: project.enterprise_id,
            university_id: project.university_id,
            kind,
            amount,
            due_on,
            note: String::new(),
            paid_on: is_paid.then_some(paid),
            paid_note: String::new(),
            received_on: is_received.then_some(received),
            received_note: String::new(),
            is_stamped: is_received && kind == SupportKind::Goods,
            late_at: is_late.then(|| late_on.begins()),
            credit_event_id: None,
            state,
            state_since: Instant::beijing(since, 10, 0, 0).max(project.created_at),
            revision: 0,
            sort,
            created_at: project.created_at,
        }
    }

    /// Two colleagues.
    pub(crate) fn members(&mut self, project: &Project) -> Vec<ProjectMember> {
        let duties = ["课程与资源建设", "企业技术指导"];
        (1..)
            .zip(duties)
            .map(|(sort, duty)| {
                let organisation = if sort == 1 { &project.university_name } else { &project.enterprise_name };
                ProjectMember {
                    id: RowId(self.members.at(project.created_at)),
                    project_id: project.id,
                    name: names::person(&mut self.dice).zh,
                    organisation: organisation.clone(),
                    duty: duty.to_owned(),
                    sort,
                    email: String::new(),
                }
            })
            .collect()
    }
}
