//! The programme office adds a university or an authority.

use kernel::{Breach, Refusal, Text, Word, province, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, StatusCode, Visit};

use super::{Collect, either};
use crate::actions::{self, AddedForm};
use crate::kinds::OrganisationKind;
use crate::paths;
use crate::policy;

const TITLE: Text = say("添加高校或主管部门", "Add a university or authority");
const PATH: &str = "/organisations/new";

pub(crate) async fn show(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    if !policy::may_add(&actor) {
        return Err(Refusal::forbidden(policy::OFFICE).into());
    }
    let body = page(&visit, &Form::default(), &[]);
    visit.page(TITLE, body)
}

pub(crate) async fn submit(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let breaches = match read(&form, &mut collect) {
        None => collect.breaches,
        Some(read) => {
            match either(visit.site.db.write(move |tx| actions::add_organisation(tx, &actor, &read)).await)? {
                Ok(made) => {
                    return visit.done(
                        &paths::people(made.id),
                        say("已添加。请邀请其管理员。", "Added. Now invite its administrator."),
                    );
                }
                Err(breaches) => breaches,
            }
        }
    };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, page(&visit, &form, &breaches)))
}

pub(crate) fn read(form: &Form, collect: &mut Collect) -> Option<AddedForm> {
    let kind = collect.take(form.word::<OrganisationKind>("kind"));
    let name = collect.take(form.text("name", 120));
    let [name_en, authority, level, place, department] =
        ["name_en", "authority", "level", "place", "project_department"]
            .map(|field| collect.take(form.optional(field, 200)));
    let province = collect.take(province_of(form, kind));
    Some(AddedForm {
        kind: kind?,
        name: name?,
        name_en: name_en?,
        code: form.get("code").to_owned(),
        province: province?,
        authority: authority?,
        level: level?,
        place: place?,
        project_department: department?,
    })
}

/// The ministry lies in no province.
fn province_of(form: &Form, kind: Option<OrganisationKind>) -> Result<String, Breach> {
    let code = form.get("province");
    let known = province::by_code(code).is_some() || (code.is_empty() && kind == Some(OrganisationKind::Ministry));
    if known {
        Ok(code.to_owned())
    } else {
        Err(Breach::field("province", say("请选择省份", "Choose the province")))
    }
}

fn page(visit: &Visit, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let kinds =
        policy::ADDED_BY_HAND.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let provinces =
        province::ALL.iter().map(|p| (p.code.to_owned(), format!("{} {}", p.code, p.name.get(lang)))).collect();
    let text = |name: &'static str, label: Text| Field::text(name, label).value(typed.get(name)).render(lang, breaches);
    html! {
        (ui::breadcrumbs(lang, &[(paths::ORGANISATIONS.into(), say("企业与高校", "Enterprises and universities").into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, PATH, "add-organisation", html! {
            (Field::radio("kind", say("类别", "Kind"), kinds).value(typed.get("kind")).required().render(lang, breaches))
            (Field::text("name", say("名称", "Name")).value(typed.get("name")).required().render(lang, breaches))
            (text("name_en", say("英文名称", "English name")))
            (Field::select("province", say("省份", "Province"), provinces).value(typed.get("province")).render(lang, breaches))
            (ui::fieldset(lang, say("高校", "University"), html! {
                (Field::text("code", say("学校标识码", "University code")).value(typed.get("code")).narrow()
                    .hint(say("教育部公布的 10 位数字", "The ministry's 10 digits")).render(lang, breaches))
                (text("authority", say("主管部门", "Authority")))
                (text("level", say("办学层次", "Level")))
                (text("place", say("所在地", "Place")))
                (text("project_department", say("归口部门", "Department in charge")))
            }))
            (ui::actions(ui::submit(lang, say("添加", "Add"))))
        }))
    }
}
