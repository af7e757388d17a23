//! Organisations, and the people of one, to take along.

use db::Tx;
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, MembershipId, Refusal, Role, Text, province, say};
use sheets::Value;
use web::Access;

use crate::lists;
use crate::pages::{OrganisationQuery, people_of};
use crate::paths;
use crate::record::Organisation;
use crate::state::MembershipState;
use crate::store::{self, Held};

pub(crate) const ORGANISATIONS: &str = "organisations";
pub(crate) const PEOPLE: &str = "people";

/// An organisation, and whether its inner state is shown.
pub struct OrganisationRow {
    organisation: Organisation,
    is_inside: bool,
}

/// The organisations somebody may look up.
pub struct Organisations;

impl Listed for Organisations {
    type Row = OrganisationRow;
    const KEY: &'static str = ORGANISATIONS;
    const TITLE: Text = say("企业与高校", "Enterprises and universities");
    const ABOUT: Text = say(
        "您可以查询的企业、高校与主管部门，最近登记的在前。",
        "Enterprises, universities and authorities as you may look them up, the latest first.",
    );
    const PAGE: &'static str = paths::ORGANISATIONS;
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[
        ("name", "part of the name, or the whole code"),
        ("kind", "enterprise, university, province, …"),
        ("state", "where the registration stands"),
        ("province", "two digits of GB/T 2260"),
    ];

    fn columns() -> Vec<Column<OrganisationRow>> {
        vec![
            Column::text("name", say("名称", "Name"), |r: &OrganisationRow, _| {
                Value::from(r.organisation.name.as_str())
            })
            .wide(),
            Column::text("name_en", say("英文名称", "English name"), |r: &OrganisationRow, _| {
                Value::from(r.organisation.name_en.as_str())
            }),
            Column::word("kind", say("类别", "Kind"), |r: &OrganisationRow, to| to.word(r.organisation.kind)).narrow(),
            Column::text("code", say("代码", "Code"), |r: &OrganisationRow, _| {
                Value::from(r.organisation.code.as_deref().unwrap_or(""))
            })
            .about(say(
                "企业为统一社会信用代码，高校为学校标识码",
                "Of enterprises the unified social credit code, of universities the code of the ministry",
            )),
            Column::text("province", say("省份", "Province"), |r: &OrganisationRow, to| {
                Value::from(province::by_code(&r.organisation.province).map_or("", |p| p.name.get(to.lang)))
            })
            .narrow(),
            Column::text("province_code", say("省份代码", "Code of the province"), |r: &OrganisationRow, _| {
                Value::from(r.organisation.province.as_str())
            })
            .on_request(),
            Column::word("state", say("状态", "State"), |r: &OrganisationRow, to| {
                let state = r.organisation.state;
                let shown = state.shown_to_public().filter(|_| !r.is_inside).unwrap_or(kernel::Word::text(state));
                Value::Word { word: kernel::Word::word(state), text: shown.get(to.lang) }
            })
            .narrow(),
            Column::at("state_since", say("状态起始时间", "In this state since"), |r: &OrganisationRow, _| {
                Value::At(r.organisation.state_since)
            })
            .on_request(),
            Column::text("id", say("单位标识", "Identifier"), |r: &OrganisationRow, _| {
                Value::Text(r.organisation.id.to_string())
            })
            .on_request(),
            Column::link("link", say("网址", "Page"), |r: &OrganisationRow, to| {
                to.link(&paths::organisation(r.organisation.id))
            })
            .on_request(),
        ]
    }

    fn page(
        tx: &mut Tx<'_>,
        actor: Option<&Actor>,
        asked: &Asked,
        rows: usize,
    ) -> Result<Page<OrganisationRow>, Refusal> {
        let query: OrganisationQuery = asked.read()?;
        let eyes = store::eyes(tx, actor)?;
        let found = lists::organisations(tx, &eyes, &lists::Filter { page: rows, ..query.filter() })?;
        let is_inside = actor.is_some();
        let found = found.into_iter().map(|organisation| OrganisationRow { organisation, is_inside }).collect();
        Ok(Page::of(found, rows, |row: &OrganisationRow| row.organisation.id.to_string()))
    }
}

/// Somebody with their role.
pub struct Somebody(Held);

/// The people of an organisation, for those who administer it.
pub struct People;

impl Listed for People {
    type Row = Somebody;
    const KEY: &'static str = PEOPLE;
    const TITLE: Text = say("人员与身份", "People and roles");
    const ABOUT: Text = say(
        "您所管理单位的人员、身份及其状态。",
        "The people of an organisation that you administer, with their roles.",
    );
    const PAGE: &'static str = "/todo";
    const ACCESS: Access =
        Access::Roles(&[Role::ProgrammeOffice, Role::UniversityAdministrator, Role::EnterpriseContact]);
    const API: Access = Access::Token("directory:read");
    const FILTERS: &'static [(&'static str, &'static str)] =
        &[("organisation", "identifier of the organisation, needed"), ("only", "a role, such as teacher")];

    fn columns() -> Vec<Column<Somebody>> {
        vec![
            Column::text("name", say("姓名", "Name"), |r: &Somebody, _| {
                // Of somebody merely invited, only what the inviter typed is shown.
                Value::from(if r.0.membership.state == MembershipState::Invited { "" } else { r.0.name.as_str() })
            })
            .narrow(),
            Column::text("email", say("邮箱", "E-mail"), |r: &Somebody, _| Value::from(r.0.email.as_str())),
            Column::word("role", say("身份", "Role"), |r: &Somebody, to| to.word(r.0.membership.role)),
            Column::text("school", say("学院或部门", "School or department"), |r: &Somebody, _| {
                Value::from(r.0.membership.school.as_str())
            }),
            Column::word("state", say("状态", "State"), |r: &Somebody, to| to.word(r.0.membership.state)).narrow(),
            Column::at("state_since", say("状态起始时间", "In this state since"), |r: &Somebody, _| {
                Value::At(r.0.membership.state_since)
            }),
        ]
    }

    fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Somebody>, Refusal> {
        let actor = actor.ok_or(Refusal::NotFound)?.clone();
        let organisation = asked.get("organisation").parse().map_err(|_| Refusal::NotFound)?;
        let after = asked.after::<MembershipId>()?.unwrap_or(MembershipId::nil());
        let shown = people_of(tx, actor, organisation, asked.get("only").parse().ok(), after, rows)?;
        let people = shown.rows.into_iter().map(Somebody).collect();
        Ok(Page::of(people, rows, |somebody: &Somebody| somebody.0.membership.id.to_string()))
    }
}
