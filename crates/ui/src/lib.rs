//! What every page is made of: the frame around it, form fields that show each broken rule beside the field it concerns,
//! buttons, tables and the figures on them. Knows no database, no state and no right: callers say what is shown.
//!
//! `README.md` beside this crate lists everything in one page.

mod agenda;
mod alert;
mod assets;
mod audience;
mod breach;
mod button;
mod chart;
mod check;
mod check_in;
mod error_page;
mod facts;
mod field;
mod footer;
mod form;
mod frame;
mod header;
mod live;
mod meter;
mod navigate;
mod reading;
mod section;
mod steps;
mod table;
mod theirs;
mod timeline;
mod todo;

pub use agenda::agenda_script;
pub use alert::{Tone, alert, badge, notice};
pub use assets::{Asset, assets};
pub use audience::audience_script;
pub use breach::{breach_list, breach_summary, breaches_of, live_messages, rule_badge};
pub use button::{Kind, StepButton, actions, blocked, link_button, step_button, submit, submit_as, submit_with_files};
pub use chart::{chart, charts_script};
pub use check::{CheckLine, check_line, checklist, decision_bar};
pub use check_in::{CHECK_IN_WORKER, check_in_script};
pub use error_page::{REFUSED_PLACE, error_page, refused_part};
pub use facts::{Tile, facts, tiles};
pub use field::Field;
pub use form::{autosave_form, fields_row, fieldset, form, hidden, multipart_form};
pub use frame::{Frame, HatLine, Me, page};
pub use live::live_scripts;
pub use meter::meter;
pub use navigate::{Crumb, Tab, breadcrumbs, filter_bar, pager, tabs};
pub use reading::{amount, amount_text, count, day, day_text, number, wan, when, when_text};
pub use section::{card, columns, heading, prose, section};
pub use steps::{StageAt, progress_steps};
pub use table::table;
pub use theirs::{named, named_text, theirs};
pub use timeline::{TimelineEntry, timeline};
pub use todo::{TodoRow, todo_list, todo_row};

/// For callers that write markup: `use ui::{Markup, html};`.
pub use maud::{Markup, PreEscaped, html};
