//! The fields of an enterprise's registration, read and shown; registering and correcting use the same.

use kernel::{Breach, Lang, Text, Word, say};
use maud::{Markup, html};
use ui::Field;
use web::Form;

use super::Collect;
use crate::actions::EnterpriseForm;
use crate::industries;
use crate::record::{EnterpriseProfile, Organisation};
use crate::rules::{self, LegalForm};

const NAME: Text = say("企业名称（与营业执照一致）", "Name as on the licence");
const NAME_EN: Text = say("英文名称", "English name");
const CODE: Text = say("统一社会信用代码", "Unified social credit code");
const FORM: Text = say("登记类型", "Legal form");
const REGISTERED: Text = say("注册日期", "Date of registration");
const CAPITAL: Text = say("实缴资本", "Paid-in capital");
const INDUSTRY: Text = say("所属行业", "Industry");
const ABOUT: Text = say("企业简介", "About the enterprise");
const CONTACT_NAME: Text = say("联系人姓名", "Contact person");
const CONTACT_PHONE: Text = say("联系人电话", "Phone of the contact");
const CONTACT_EMAIL: Text = say("联系人邮箱", "E-mail of the contact");

/// Reads the form; every problem is noted in `collect`.
pub(crate) fn read(form: &Form, collect: &mut Collect) -> Option<EnterpriseForm> {
    let name = collect.take(form.text("name", 120));
    let name_en = collect.take(form.optional("name_en", 200));
    let code = collect.take(rules::credit_code(form.get("credit_code")));
    let legal_form = collect.take(form.word::<LegalForm>("legal_form"));
    let registered_on = collect.take(form.day("registered_on"));
    let paid_in_capital = collect.take(form.money("paid_in_capital"));
    let industry = collect.take(industry(form));
    let about = collect.take(form.text("about", 4_000));
    let contact_name = collect.take(form.optional("contact_name", 60));
    let contact_phone = collect.take(form.optional("contact_phone", 40));
    let contact_email = collect.take(form.optional("contact_email", 200));
    // Rules about single fields are said even while others cannot be read yet.
    collect.breaches.extend(legal_form.and_then(|legal| rules::is_legal_person(legal).err()));
    let (n, p, e) = (contact_name?, contact_phone?, contact_email?);
    collect.breaches.extend(rules::contact_is_named(&n, &p, &e));
    Some(EnterpriseForm {
        name: name?,
        name_en: name_en?,
        code: code?,
        legal_form: legal_form?,
        registered_on: registered_on?,
        paid_in_capital: paid_in_capital?,
        industry: industry?,
        about: about?,
        contact_name: n,
        contact_phone: p,
        contact_email: e,
    })
}

fn industry(form: &Form) -> Result<String, Breach> {
    let code = form.get("industry");
    let known = industries::ALL.iter().any(|(known, _)| *known == code);
    if known {
        Ok(code.to_owned())
    } else {
        Err(Breach::field("industry", say("请选择所属行业", "Choose an industry")))
    }
}

/// The fields, holding what was typed; `check` is where they are checked while typing.
pub(super) fn fields(lang: Lang, typed: &Form, breaches: &[Breach], check: &str) -> Markup {
    let show = |field: Field| field.render(lang, breaches);
    let of = |name: &'static str| typed.get(name).to_owned();
    html! {
        (ui::fieldset(lang, say("企业", "Enterprise"), html! {
            (show(Field::text("name", NAME).value(of("name")).required().maxlength(120)))
            (show(Field::text("name_en", NAME_EN).value(of("name_en")).maxlength(200)))
            (show(Field::text("credit_code", CODE).value(of("credit_code")).required().narrow().live(check)
                .hint(say("18 位，输入时即核对校验码", "18 characters; the check character is compared while typing"))))
            (show(Field::radio("legal_form", FORM, choices::<LegalForm>(lang)).value(of("legal_form")).required().live(check)))
            (ui::fields_row(html! {
                (show(Field::date("registered_on", REGISTERED).value(of("registered_on")).required().live(check)))
                (show(Field::money("paid_in_capital", CAPITAL).value(of("paid_in_capital")).required().live(check)))
            }))
            (show(Field::select("industry", INDUSTRY, industries::options(lang)).value(of("industry")).required()))
            (show(Field::area("about", ABOUT).value(of("about")).required().maxlength(4_000)
                .hint(say("主营业务、与高校合作的基础", "Main business, and what cooperation with universities builds on"))))
        }))
        (ui::fieldset(lang, say("联系人", "Contact"), html! {
            (ui::fields_row(html! {
                (show(Field::text("contact_name", CONTACT_NAME).value(of("contact_name")).required().autocomplete("name")))
                (show(Field::text("contact_phone", CONTACT_PHONE).value(of("contact_phone")).required().autocomplete("tel")))
            }))
            (show(Field::email("contact_email", CONTACT_EMAIL).value(of("contact_email")).required().autocomplete("email")))
        }))
    }
}

pub(super) fn choices<W: Word>(lang: Lang) -> Vec<(String, String)> {
    W::ALL.iter().map(|word| (word.word().to_owned(), word.text().get(lang).to_owned())).collect()
}

/// What stands in the database, as if it had been typed.
pub(super) fn as_typed(organisation: &Organisation, profile: &EnterpriseProfile) -> Form {
    Form::of(&[
        ("name", &organisation.name),
        ("name_en", &organisation.name_en),
        ("credit_code", organisation.code.as_deref().unwrap_or("")),
        ("legal_form", profile.legal_form().word()),
        ("registered_on", &profile.registered_on.to_string()),
        ("paid_in_capital", &profile.paid_in_capital.plain()),
        ("industry", &profile.industry),
        ("about", &profile.about),
        ("contact_name", &profile.contact_name),
        ("contact_phone", &profile.contact_phone),
        ("contact_email", &profile.contact_email),
        ("revision", &organisation.revision.to_string()),
    ])
}
