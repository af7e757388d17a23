//! The form of a registration.

use kernel::{Breach, Breaches, Lang, Text, Word, say};
use meetings::{Agenda, Meeting, Words};
use ui::{Field, Markup, html};
use web::Form;

use crate::actions::RegistrationDraft;
use crate::kinds::{MeetingRole, Pass};
use crate::texts;

/// What a form offers to choose from.
pub(super) struct Choices<'c> {
    pub meeting: &'c Meeting,
    /// The agenda the public reads, where there is one.
    pub agenda: Option<&'c Agenda>,
    pub roles: Vec<MeetingRole>,
}

pub(super) const NAME_ZH: Text = say("中文姓名", "Name in Chinese");
pub(super) const NAME_EN: Text = say("英文姓名", "Name in English");
pub(super) const TITLE_ZH: Text = say("中文职务", "Title in Chinese");
const TITLE_EN: Text = say("英文职务", "Title in English");
const HOUSE_ZH: Text = say("中文单位", "Organisation in Chinese");
const HOUSE_EN: Text = say("英文单位", "Organisation in English");
const PRINTED: Text = say("以上内容按所填印在胸牌上。", "What stands above is printed on the badge as it is written.");
const CONSENT: Text = say("同意向其他参会者公布电话和邮箱", "Other people of the meeting may read my phone and e-mail");
const PASS: Text = say("入场证件类型", "Document shown at the gate");
const PASS_HINT: Text = say("只需类型，不需号码。", "Only its kind; the number is not needed.");
const EXHIBITION: Text = say("展示需求（面积、用电、展品）", "What you would exhibit: size, power, goods");
const SESSIONS: Text = say("希望参加的场次", "Sessions you want to hear");

/// The roles to choose from.
pub(super) fn role_field(lang: Lang, roles: &[MeetingRole]) -> Field {
    let options = roles.iter().map(|role| (role.word().to_owned(), role.text().get(lang).to_owned()));
    Field::select("role", texts::ROLE, options.collect()).required()
}

/// All fields, with what was typed and what is wrong with it.
pub(super) fn fields(lang: Lang, choices: &Choices<'_>, form: &Form, breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let line = |name: &'static str, label: Text| show(Field::text(name, label).maxlength(200), name);
    html! {
        (ui::fieldset(lang, say("胸牌", "Badge"), html! {
            (show(role_field(lang, &choices.roles), "role"))
            (ui::fields_row(html! {
                (line("name_zh", NAME_ZH)) (line("name_en", NAME_EN))
                (line("title_zh", TITLE_ZH)) (line("title_en", TITLE_EN))
                (line("organisation_zh", HOUSE_ZH)) (line("organisation_en", HOUSE_EN))
            }))
            p.hint { (PRINTED.get(lang)) }
        }))
        (ui::fieldset(lang, say("联系方式", "How to reach you"), html! {
            (ui::fields_row(html! {
                (show(Field::text("phone", texts::PHONE).maxlength(40), "phone"))
                (show(Field::email("email", texts::EMAIL).maxlength(254), "email"))
                (show(Field::select("pass", PASS, options::<Pass>(lang)).hint(PASS_HINT), "pass"))
            }))
            (show(Field::checkbox("publishes_contact", CONSENT), "publishes_contact"))
        }))
        (ui::fieldset(lang, say("行程", "Your days"), html! {
            @for day in choices.meeting.days() {
                @let name = format!("day.{day}");
                (Field::checkbox(name.clone(), same(ui::day_text(Lang::Zh, day), ui::day_text(Lang::En, day))).value(form.get(&name)).render(lang, breaches))
            }
            (ui::breaches_of(lang, "days", breaches))
            (ui::fields_row(html! {
                (show(Field::date("arrives_on", say("到达日期", "Arriving")), "arrives_on"))
                (show(Field::date("leaves_on", say("离开日期", "Leaving")), "leaves_on"))
                (show(Field::number("hotel_nights", say("住宿晚数", "Nights in the hotel")), "hotel_nights"))
            }))
            @if let Some(agenda) = choices.agenda { (sessions(lang, agenda, form, breaches)) }
        }))
        (ui::fieldset(lang, say("合作意向", "What you look for"), html! {
            (ui::fields_row(html! {
                (show(Field::area("offers", say("我能提供", "What I offer")).rows(3), "offers"))
                (show(Field::area("seeks", say("我在寻找", "What I seek")).rows(3), "seeks"))
                (show(Field::area("subjects", say("专业与行业", "Majors and industries")).rows(3), "subjects"))
                (show(Field::area("partners", say("希望洽谈的单位", "Whom you would like to meet")).rows(3), "partners"))
            }))
            (show(Field::area("exhibition", EXHIBITION).rows(2), "exhibition"))
        }))
        (ui::fieldset(lang, say("发票", "Invoice"), ui::fields_row(html! {
            (line("invoice_title", say("发票抬头", "Invoice to")))
            (line("tax_number", say("税号", "Tax number")))
        })))
    }
}

fn same(zh: String, en: String) -> kernel::Said {
    kernel::Said { zh, en }
}

/// Every member of a closed set of words.
pub(super) fn options<W: Word>(lang: Lang) -> Vec<(String, String)> {
    W::ALL.iter().map(|word| (word.word().to_owned(), word.text().get(lang).to_owned())).collect()
}

fn sessions(lang: Lang, agenda: &Agenda, form: &Form, breaches: &[Breach]) -> Markup {
    html! {
        details {
            summary { (SESSIONS.get(lang)) }
            @for it in agenda.sessions.iter().filter(|it| it.span().is_some()) {
                @let name = format!("session.{}", it.id);
                @let when = it.starts_at.map(|at| at.beijing_minute()).unwrap_or_default();
                @let label = same(format!("{when} {}", it.title.get(Lang::Zh)), format!("{when} {}", it.title.get(Lang::En)));
                (Field::checkbox(name.clone(), label).value(form.get(&name)).render(lang, breaches))
            }
        }
    }
}

pub(super) fn words(form: &Form, name: &str) -> Words {
    Words::of(form.get(&format!("{name}_zh")), form.get(&format!("{name}_en")))
}

/// What was typed, or everything that cannot be read.
pub(super) fn read(form: &Form) -> Result<RegistrationDraft, Breaches> {
    let mut found = Breaches::new();
    let role = form.word::<MeetingRole>("role").map_err(|breach| found.push(breach)).ok();
    let pass = match form.get("pass") {
        "" => Some(Pass::None),
        _ => form.word::<Pass>("pass").map_err(|breach| found.push(breach)).ok(),
    };
    let mut day = |name: &str| match form.get(name) {
        "" => None,
        _ => form.day(name).map_err(|breach| found.push(breach)).ok(),
    };
    let (arrives_on, leaves_on) = (day("arrives_on"), day("leaves_on"));
    let hotel_nights = match form.get("hotel_nights") {
        "" => 0,
        _ => form.number("hotel_nights", 0, 60).unwrap_or_else(|breach| {
            found.push(breach);
            0
        }),
    };
    let ticked = |start: &'static str| {
        form.pairs().iter().filter(|(_, value)| value == "on").filter_map(move |(name, _)| name.strip_prefix(start))
    };
    let draft = role.zip(pass).map(|(role, pass)| RegistrationDraft {
        role,
        name: words(form, "name"),
        title: words(form, "title"),
        organisation: words(form, "organisation"),
        phone: form.get("phone").to_owned(),
        email: form.get("email").to_owned(),
        pass,
        days: ticked("day.").filter_map(|day| day.parse().ok()).collect(),
        sessions: ticked("session.").filter_map(|id| id.parse().ok()).collect(),
        hotel_nights,
        arrives_on,
        leaves_on,
        invoice_title: form.get("invoice_title").to_owned(),
        tax_number: form.get("tax_number").to_owned(),
        exhibition: form.get("exhibition").to_owned(),
        offers: form.get("offers").to_owned(),
        seeks: form.get("seeks").to_owned(),
        subjects: form.get("subjects").to_owned(),
        partners: form.get("partners").to_owned(),
        publishes_contact: form.ticked("publishes_contact"),
    });
    match draft {
        Some(draft) if found.is_empty() => Ok(draft),
        Some(_) | None => Err(found),
    }
}

/// The form as it would have to be filled in to say this.
pub(super) fn of(draft: &RegistrationDraft) -> Form {
    let day = |day: Option<kernel::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let nights = if draft.hotel_nights == 0 { String::new() } else { draft.hotel_nights.to_string() };
    let mut pairs: Vec<(String, String)> = [
        ("role", draft.role.word()),
        ("name_zh", &draft.name.zh),
        ("name_en", &draft.name.en),
        ("title_zh", &draft.title.zh),
        ("title_en", &draft.title.en),
        ("organisation_zh", &draft.organisation.zh),
        ("organisation_en", &draft.organisation.en),
        ("phone", &draft.phone),
        ("email", &draft.email),
        ("pass", draft.pass.word()),
        ("invoice_title", &draft.invoice_title),
        ("tax_number", &draft.tax_number),
        ("exhibition", &draft.exhibition),
        ("offers", &draft.offers),
        ("seeks", &draft.seeks),
        ("subjects", &draft.subjects),
        ("partners", &draft.partners),
        ("publishes_contact", if draft.publishes_contact { "on" } else { "" }),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    pairs.push(("arrives_on".into(), day(draft.arrives_on)));
    pairs.push(("leaves_on".into(), day(draft.leaves_on)));
    pairs.push(("hotel_nights".into(), nights));
    pairs.extend(draft.days.iter().map(|day| (format!("day.{day}"), "on".to_owned())));
    pairs.extend(draft.sessions.iter().map(|id| (format!("session.{id}"), "on".to_owned())));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Form::of(&pairs)
}
