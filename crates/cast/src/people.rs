//! The people of the cast.

use db::Tx;
use directory::{Membership, MembershipState, Person};
use kernel::{Actor, Hat, MembershipId, OrganisationId, PersonId, Refusal, Role};

use crate::Cast;
use crate::organisations::Organisations;

/// The password of everybody in the cast.
pub const PASSWORD: &str = "xieyu-demo-2024";

pub(crate) fn insert(tx: &mut Tx<'_>, o: &Organisations) -> Result<Cast, Refusal> {
    use Role::*;
    // One hash for all: hashing is slow on purpose, and the password is no secret.
    let hash = directory::hash_password_cheaply(PASSWORD);
    let mut person = |name: &str, name_en: &str, role: Role, organisation: OrganisationId, school: &str| {
        insert_person(tx, &hash, name, name_en, role, organisation, school)
    };
    Ok(Cast {
        lin_mei: person("林梅", "Lin Mei", Teacher, o.nanjiang, "光电工程学院")?,
        zhou_yuan: person("周远", "Zhou Yuan", Teacher, o.nanjiang, "计算机学院")?,
        chen_xiao: person("陈晓", "Chen Xiao", Student, o.nanjiang, "计算机学院")?,
        wang_jianguo: person("王建国", "Wang Jianguo", UniversityAdministrator, o.nanjiang, "教务处")?,
        li_fang: person("李芳", "Li Fang", UniversityFinance, o.nanjiang, "财务处")?,
        zhao_lei: person("赵磊", "Zhao Lei", EnterpriseContact, o.meridian, "")?,
        sun_yue: person("孙悦", "Sun Yue", EnterpriseReviewer, o.meridian, "")?,
        he_zhiyuan: person("何志远", "He Zhiyuan", Expert, o.expert_group, "")?,
        wu_min: person("吴敏", "Wu Min", ProgrammeOffice, o.expert_group, "")?,
        zheng_hai: person("郑海", "Zheng Hai", Province, o.jiangsu, "")?,
        feng_jing: person("冯静", "Feng Jing", Ministry, o.ministry, "")?,
        tang_yun: person("唐运", "Tang Yun", Operator, o.operator, "")?,
        qin_yue: person("秦越", "Qin Yue", EnterpriseContact, o.bluebrook, "")?,
        gao_ning: person("高宁", "Gao Ning", UniversityAdministrator, o.beiyuan, "教务处")?,
        xu_lan: person("许岚", "Xu Lan", Teacher, o.beiyuan, "机电学院")?,
        luo_cheng: person("罗成", "Luo Cheng", Expert, o.expert_group, "")?,
        meridian: o.meridian,
        bluebrook: o.bluebrook,
        nanjiang: o.nanjiang,
        beiyuan: o.beiyuan,
        expert_group: o.expert_group,
        jiangsu: o.jiangsu,
        ministry: o.ministry,
        operator: o.operator,
    })
}

fn insert_person(
    tx: &mut Tx<'_>,
    hash: &str,
    name: &str,
    name_en: &str,
    role: Role,
    organisation_id: OrganisationId,
    school: &str,
) -> Result<Actor, Refusal> {
    let now = tx.now();
    let id = PersonId::at(now);
    db::insert(
        tx,
        &Person {
            id,
            name: name.into(),
            name_en: name_en.into(),
            email: format!("{}@demo.xieyu", name_en.to_lowercase().replace(' ', ".")),
            phone: String::new(),
            password_hash: hash.into(),
            lang: "zh".into(),
            certificate_number: if role == Role::Teacher { "20153200071000123".into() } else { String::new() },
            title: if role == Role::Teacher { "副教授".into() } else { String::new() },
            revision: 1,
            created_at: now,
            closed_at: None,
        },
    )?;
    db::insert(
        tx,
        &Membership {
            id: MembershipId::at(now),
            person_id: id,
            organisation_id,
            role,
            school: school.into(),
            state: MembershipState::Active,
            state_since: now,
            created_at: now,
        },
    )?;
    Ok(Actor::person(id, name, Some(Hat { role, organisation_id })))
}
