//! The organisations of the cast.

use db::Tx;
use directory::{EnterpriseProfile, Organisation, OrganisationKind, OrganisationState, UniversityProfile};
use kernel::{Day, Money, OrganisationId, Refusal, credit_code};

pub(crate) struct Organisations {
    pub meridian: OrganisationId,
    pub bluebrook: OrganisationId,
    pub nanjiang: OrganisationId,
    pub beiyuan: OrganisationId,
    pub expert_group: OrganisationId,
    pub jiangsu: OrganisationId,
    pub ministry: OrganisationId,
    pub operator: OrganisationId,
}

pub(crate) fn insert(tx: &mut Tx<'_>) -> Result<Organisations, Refusal> {
    use OrganisationKind::*;
    Ok(Organisations {
        meridian: enterprise(tx, "子午光电科技有限公司", "Meridian Optics", "91320100MA1X7K3P", "32", "赵磊")?,
        bluebrook: enterprise(tx, "蓝溪软件股份有限公司", "Bluebrook Software", "91110108MA0G5T2B", "11", "秦越")?,
        nanjiang: university(tx, "南江大学", "Nanjiang University", "4132019901", "32")?,
        beiyuan: university(tx, "北原理工大学", "Beiyuan University of Technology", "4123019902", "23")?,
        expert_group: plain(tx, ExpertGroup, "产学合作协同育人项目专家组", "Expert Group", "")?,
        jiangsu: plain(tx, Province, "江苏省教育厅", "Jiangsu Department of Education", "32")?,
        ministry: plain(tx, Ministry, "教育部高等教育司", "Department of Higher Education", "")?,
        operator: plain(tx, Operator, "协育平台运维", "Xieyu Operations", "")?,
    })
}

fn row(
    tx: &Tx<'_>,
    kind: OrganisationKind,
    name: &str,
    name_en: &str,
    code: Option<String>,
    province: &str,
) -> Organisation {
    Organisation {
        id: OrganisationId::at(tx.now()),
        kind,
        name: name.into(),
        name_en: name_en.into(),
        code,
        province: province.into(),
        state: OrganisationState::Verified,
        state_since: tx.now(),
        revision: 1,
        created_at: tx.now(),
    }
}

fn plain(
    tx: &mut Tx<'_>,
    kind: OrganisationKind,
    name: &str,
    name_en: &str,
    province: &str,
) -> Result<OrganisationId, Refusal> {
    let organisation = row(tx, kind, name, name_en, None, province);
    db::insert(tx, &organisation)?;
    Ok(organisation.id)
}

fn enterprise(
    tx: &mut Tx<'_>,
    name: &str,
    name_en: &str,
    code: &str,
    province: &str,
    contact: &str,
) -> Result<OrganisationId, Refusal> {
    let code = credit_code::complete(code).map(|c| c.as_str().to_owned());
    let organisation = row(tx, OrganisationKind::Enterprise, name, name_en, code, province);
    db::insert(tx, &organisation)?;
    db::insert(
        tx,
        &EnterpriseProfile {
            id: organisation.id,
            is_legal_person: true,
            registered_on: Day::new(2012, 5, 8).unwrap_or_else(|| tx.now().day()),
            paid_in_capital: Money::from_yuan(20_000_000),
            industry: "M".into(),
            about: "面向高校的光电与软件教学平台。".into(),
            contact_name: contact.into(),
            contact_phone: "025-88880000".into(),
            contact_email: "contact@demo.xieyu".into(),
            capital_waiver_reason: None,
            capital_waived_at: None,
        },
    )?;
    Ok(organisation.id)
}

fn university(
    tx: &mut Tx<'_>,
    name: &str,
    name_en: &str,
    code: &str,
    province: &str,
) -> Result<OrganisationId, Refusal> {
    let organisation = row(tx, OrganisationKind::University, name, name_en, Some(code.into()), province);
    db::insert(tx, &organisation)?;
    db::insert(
        tx,
        &UniversityProfile {
            id: organisation.id,
            authority: "教育部".into(),
            level: "本科".into(),
            place: kernel::province::by_code(province).map_or(String::new(), |p| p.name.zh.to_owned()),
            remark: String::new(),
            project_department: "教务处".into(),
            per_person_and_round: None,
            memberships_per_round: None,
            per_enterprise_and_round: None,
            per_enterprise_and_type: None,
        },
    )?;
    Ok(organisation.id)
}
