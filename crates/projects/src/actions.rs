//! One function per thing that is done to a project.

mod advance;
mod budget;
mod change;
mod change_effect;
mod change_rules;
mod create;
mod report;

pub use advance::advance;
pub use budget::{BudgetKeeper, on_budget_change};
pub(crate) use change::{NOTE_MAX as CHANGE_NOTE_MAX, REASON_MAX as CHANGE_REASON_MAX, to_write as change_to_write};
pub use change::{attach_to_change, save_change, start_change, step_change};
pub(crate) use change_rules::verdicts;
pub use create::{NewMember, NewProject, create};
pub(crate) use report::{
    EVENT_MAX, EVENT_TITLE_MAX, NOTE_MAX as REPORT_NOTE_MAX, TEXT_MAX as REPORT_TEXT_MAX, to_write as report_to_write,
};
pub use report::{ReportText, attach_to_report, report_event, save_report, start_report, step_report};
