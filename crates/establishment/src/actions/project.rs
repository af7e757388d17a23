//! The project an agreement becomes.

use agreements::Agreement;
use db::Tx;
use kernel::{Actor, Breach, Refusal, say};
use projects::{NewMember, NewProject, Project};

/// Creates the project with its number, filing, members and plan of money and goods. It takes a place among the running
/// projects of the principal investigator first, and refuses before anything is written. Rules A-02, P-04, P-05, P-07.
pub(super) fn create(tx: &mut Tx<'_>, actor: &Actor, agreement: &Agreement) -> Result<Project, Refusal> {
    let (Some(starts_on), Some(closes_on)) = (agreement.starts_on, agreement.closes_on) else {
        return Err(Breach::of(
            "C-02",
            "closing_on",
            say("协议没有写明项目周期，请退回修改", "The agreement names no period; it has to be revised"),
        )
        .into());
    };
    let item = guidelines::get_item(tx, agreement.item_id)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    let new = NewProject {
        agreement_id: Some(agreement.id),
        item_id: Some(item.id),
        round_id: Some(agreement.round_id),
        ruleset_id: guideline.ruleset_id,
        mode: agreement.mode,
        project_type: item.project_type,
        title: agreement.title.clone(),
        enterprise_id: agreement.enterprise_id,
        university_id: agreement.university_id,
        pi_id: agreement.pi_id,
        starts_on,
        closes_on,
        cash: agreement.cash,
        goods: agreement.goods,
        members: members(tx, agreement)?,
    };
    let project = projects::create(tx, actor, new)?;
    let lines = agreements::payment_lines(tx, agreement.id)?;
    funding::plan(tx, actor, &project, &lines)?;
    Ok(project)
}

fn members(tx: &mut Tx<'_>, agreement: &Agreement) -> Result<Vec<NewMember>, Refusal> {
    let all = applications::members(tx, agreement.application_id)?;
    Ok(all
        .into_iter()
        .map(|member| NewMember {
            name: member.name,
            organisation: member.unit,
            duty: member.duty,
            email: member.email,
        })
        .collect())
}
