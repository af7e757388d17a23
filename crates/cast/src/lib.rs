//! The cast: the invented people and organisations that the demo shows and every test acts with. Rows are written directly,
//! as if they had registered and been verified long ago.

mod organisations;
mod people;
mod proofs;

use db::Tx;
use kernel::{Actor, OrganisationId, Refusal};

pub use people::PASSWORD;
pub use proofs::give_proofs;

/// Everybody a test or the demo may act as. The names are the same in the demo, in tests and in the documentation.
#[derive(Clone, Debug)]
pub struct Cast {
    /// 子午光电 Meridian Optics: verified, meets every condition.
    pub meridian: OrganisationId,
    /// 蓝溪软件 Bluebrook Software: a second verified enterprise.
    pub bluebrook: OrganisationId,
    /// 南江大学 Nanjiang University, Jiangsu.
    pub nanjiang: OrganisationId,
    /// 北原理工大学 Beiyuan University of Technology, Heilongjiang.
    pub beiyuan: OrganisationId,
    pub expert_group: OrganisationId,
    pub jiangsu: OrganisationId,
    pub ministry: OrganisationId,
    pub operator: OrganisationId,

    /// 林梅, teacher at Nanjiang.
    pub lin_mei: Actor,
    /// 周远, teacher at Nanjiang.
    pub zhou_yuan: Actor,
    /// 陈晓, student at Nanjiang.
    pub chen_xiao: Actor,
    /// 王建国, university administrator of Nanjiang.
    pub wang_jianguo: Actor,
    /// 李芳, finance officer of Nanjiang.
    pub li_fang: Actor,
    /// 赵磊, contact of Meridian Optics.
    pub zhao_lei: Actor,
    /// 孙悦, reviewer of Meridian Optics.
    pub sun_yue: Actor,
    /// 何志远, expert.
    pub he_zhiyuan: Actor,
    /// 吴敏, programme office.
    pub wu_min: Actor,
    /// 郑海, province of Jiangsu.
    pub zheng_hai: Actor,
    /// 冯静, Department of Higher Education.
    pub feng_jing: Actor,
    /// 唐运, operator of the platform.
    pub tang_yun: Actor,
    /// 秦越, contact of Bluebrook Software.
    pub qin_yue: Actor,
    /// 高宁, university administrator of Beiyuan.
    pub gao_ning: Actor,
    /// 许岚, teacher at Beiyuan.
    pub xu_lan: Actor,
    /// 罗成, a second expert.
    pub luo_cheng: Actor,
}

/// Writes the cast and the rule sets that come with the platform. Needs the tables of directory and rulesets; passwords are
/// [`PASSWORD`].
pub fn seed(tx: &mut Tx<'_>) -> Result<Cast, Refusal> {
    rulesets::import_built_in(tx)?;
    let o = organisations::insert(tx)?;
    people::insert(tx, &o)
}
