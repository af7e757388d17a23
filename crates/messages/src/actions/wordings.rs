//! Rewording templates.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Refusal, RowId, say};
use mail::{NewWording, Template, Wording};
use serde_json::json;

use crate::policy::{self, Right};

/// Gives a template another wording from now on. `seen` is the version whoever writes had before them; 0 the built-in one.
pub fn reword(
    tx: &mut Tx<'_>,
    actor: &Actor,
    template: &'static Template,
    seen: i64,
    wording: NewWording,
) -> Result<Wording, Refusal> {
    may_reword(actor, template)?;
    let made = mail::reword(tx, template, seen, wording, &actor.name)?;
    let detail = json!({ "template": template.name, "version": made.version });
    journal::record(tx, Act::new(actor, "letter_wording", made.id.0, "reword").detail(detail));
    Ok(made)
}

/// Goes back to the built-in wording; the versions stay.
pub fn reset(tx: &mut Tx<'_>, actor: &Actor, template: &'static Template, seen: i64) -> Result<(), Refusal> {
    may_reword(actor, template)?;
    mail::reset(tx, template, seen)?;
    let detail = json!({ "template": template.name, "version": 0 });
    journal::record(tx, Act::new(actor, "letter_wording", RowId::at(tx.now()).0, "reset").detail(detail));
    Ok(())
}

fn may_reword(actor: &Actor, template: &Template) -> Result<(), Refusal> {
    policy::permit(actor, Right::Reword)?;
    if template.may_be_reworded() {
        return Ok(());
    }
    let said = say(
        "这封邮件保护账号，措辞由平台固定，不能修改",
        "This letter guards accounts; its wording is part of the platform and cannot be changed",
    );
    Err(Breach::field("", said).into())
}
