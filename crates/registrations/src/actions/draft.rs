//! What somebody says of themselves when they register.

use kernel::{Breach, Breaches, Day, MeetingSessionId, Text, say};
use meetings::{Meeting, Words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kinds::{MeetingRole, Pass};
use crate::record::Registration;

/// What is known of somebody who comes. Only role and name are needed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationDraft {
    pub role: MeetingRole,
    /// As printed on the badge; so are title and organisation.
    pub name: Words,
    #[serde(default)]
    pub title: Words,
    #[serde(default)]
    pub organisation: Words,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
    #[serde(default = "no_pass")]
    pub pass: Pass,
    /// Days of the meeting; left out, all of them.
    #[serde(default)]
    pub days: Vec<Day>,
    /// Sessions they want to hear.
    #[serde(default)]
    pub sessions: Vec<MeetingSessionId>,
    #[serde(default)]
    pub hotel_nights: i64,
    #[serde(default)]
    pub arrives_on: Option<Day>,
    #[serde(default)]
    pub leaves_on: Option<Day>,
    #[serde(default)]
    pub invoice_title: String,
    #[serde(default)]
    pub tax_number: String,
    /// What they would exhibit: size, power, goods.
    #[serde(default)]
    pub exhibition: String,
    #[serde(default)]
    pub offers: String,
    #[serde(default)]
    pub seeks: String,
    /// Majors and industries.
    #[serde(default)]
    pub subjects: String,
    /// Whom they would like to meet.
    #[serde(default)]
    pub partners: String,
    /// Whether other people of the meeting may read phone and address.
    #[serde(default)]
    pub publishes_contact: bool,
}

const fn no_pass() -> Pass {
    Pass::None
}

/// Characters of a name or title, and of a longer text.
const LINE_MOST: usize = 200;
const TEXT_MOST: usize = 2_000;

const NAME: Text = say("请填写姓名", "A name is needed");
const PHONE: Text = say("请填写有效的电话号码", "Enter a valid phone number");
const EMAIL: Text = say("请填写有效的邮箱地址", "Enter a valid e-mail address");
const DAYS: Text = say("请选择会期内的日期", "Choose days of the meeting");
const NIGHTS: Text = say("请填写 0 至 60 之间的整数", "Enter a whole number from 0 to 60");
const LEAVING: Text = say("离开日期不能早于到达日期", "Leaving is not before arriving");
const MANY: Text = say("最多选择 100 个场次", "Choose at most 100 sessions");
const ROLE: Text = say("该身份由项目办公室登记", "This role is given by the programme office");

impl RegistrationDraft {
    pub fn blank(role: MeetingRole) -> RegistrationDraft {
        RegistrationDraft {
            role,
            name: Words::default(),
            title: Words::default(),
            organisation: Words::default(),
            phone: String::new(),
            email: String::new(),
            pass: Pass::None,
            days: Vec::new(),
            sessions: Vec::new(),
            hotel_nights: 0,
            arrives_on: None,
            leaves_on: None,
            invoice_title: String::new(),
            tax_number: String::new(),
            exhibition: String::new(),
            offers: String::new(),
            seeks: String::new(),
            subjects: String::new(),
            partners: String::new(),
            publishes_contact: false,
        }
    }

    /// What a registration says now.
    pub fn of(it: &Registration) -> RegistrationDraft {
        RegistrationDraft {
            role: it.role,
            name: Words::of(&it.name_zh, &it.name_en),
            title: Words::of(&it.title_zh, &it.title_en),
            organisation: Words::of(&it.organisation_zh, &it.organisation_en),
            phone: it.phone.clone(),
            email: it.email.clone(),
            pass: it.pass,
            days: it.days(),
            sessions: it.sessions(),
            hotel_nights: it.hotel_nights,
            arrives_on: it.arrives_on,
            leaves_on: it.leaves_on,
            invoice_title: it.invoice_title.clone(),
            tax_number: it.tax_number.clone(),
            exhibition: it.exhibition.clone(),
            offers: it.offers.clone(),
            seeks: it.seeks.clone(),
            subjects: it.subjects.clone(),
            partners: it.partners.clone(),
            publishes_contact: it.publishes_contact,
        }
    }

    /// Everything that cannot be meant. `by_office`: the office may give any role.
    pub(crate) fn check(&self, meeting: &Meeting, by_office: bool) -> Breaches {
        let mut found = Breaches::new();
        if !by_office && !self.role.is_asked_for() {
            found.push(Breach::field("role", ROLE));
        }
        if self.name.trimmed().is_empty() {
            found.push(Breach::field("name_zh", NAME));
        }
        for (field, words) in [("name", &self.name), ("title", &self.title), ("organisation", &self.organisation)] {
            found.extend(kernel::within(format!("{field}_zh"), &words.zh, LINE_MOST).err());
            found.extend(kernel::within(format!("{field}_en"), &words.en, LINE_MOST).err());
        }
        let lines = [("invoice_title", &self.invoice_title), ("tax_number", &self.tax_number)];
        found.extend(lines.iter().filter_map(|(field, text)| kernel::within(*field, text, LINE_MOST).err()));
        let texts = [
            ("exhibition", &self.exhibition),
            ("offers", &self.offers),
            ("seeks", &self.seeks),
            ("subjects", &self.subjects),
            ("partners", &self.partners),
        ];
        found.extend(texts.iter().filter_map(|(field, text)| kernel::within(*field, text, TEXT_MOST).err()));
        if !is_phone(self.phone.trim()) {
            found.push(Breach::field("phone", PHONE));
        }
        if !is_address(self.email.trim()) {
            found.push(Breach::field("email", EMAIL));
        }
        if self.days.iter().any(|day| *day < meeting.first_on || *day > meeting.last_on) {
            found.push(Breach::field("days", DAYS));
        }
        if self.sessions.len() > 100 {
            found.push(Breach::field("sessions", MANY));
        }
        if !(0..=60).contains(&self.hotel_nights) {
            found.push(Breach::field("hotel_nights", NIGHTS));
        }
        if self.arrives_on.zip(self.leaves_on).is_some_and(|(from, until)| until < from) {
            found.push(Breach::field("leaves_on", LEAVING));
        }
        found
    }

    /// The same registration saying this.
    pub(crate) fn over(&self, it: Registration) -> Registration {
        let (name, title, house) = (self.name.trimmed(), self.title.trimmed(), self.organisation.trimmed());
        let mut days = self.days.clone();
        days.sort_unstable();
        days.dedup();
        let json = |value: serde_json::Value| value.to_string();
        Registration {
            role: self.role,
            name_zh: name.zh,
            name_en: name.en,
            title_zh: title.zh,
            title_en: title.en,
            organisation_zh: house.zh,
            organisation_en: house.en,
            phone: self.phone.trim().to_owned(),
            phone_end: end_of(&self.phone),
            email: self.email.trim().to_owned(),
            pass: self.pass,
            days: json(serde_json::json!(days)),
            sessions: json(serde_json::json!(self.sessions)),
            hotel_nights: self.hotel_nights,
            arrives_on: self.arrives_on,
            leaves_on: self.leaves_on,
            invoice_title: self.invoice_title.trim().to_owned(),
            tax_number: self.tax_number.trim().to_owned(),
            exhibition: self.exhibition.trim().to_owned(),
            offers: self.offers.trim().to_owned(),
            seeks: self.seeks.trim().to_owned(),
            subjects: self.subjects.trim().to_owned(),
            partners: self.partners.trim().to_owned(),
            publishes_contact: self.publishes_contact,
            ..it
        }
    }
}

/// The last four digits of a phone.
fn end_of(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}

/// Empty, or digits with the marks people put between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || " +-()".contains(c));
    text.is_empty() || (is_plain && (4..=20).contains(&digits) && text.len() <= 40)
}

/// Empty, or one @ with something on both sides and no spaces; whether it arrives, the mail server says.
fn is_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control()) && text.len() <= 254;
    text.is_empty()
        || (is_plain && matches!(parts.as_slice(), [name, house] if !name.is_empty() && house.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_four_digits_are_found_whatever_stands_between_them() {
        assert_eq!(end_of("+86 138-0013-80 00"), "8000");
        assert_eq!(end_of("12"), "12");
        assert_eq!(end_of(""), "");
    }

    #[test]
    fn phones_and_addresses_may_be_missing_but_not_wrong() {
        assert!(is_phone("") && is_phone("010-6275 1234") && !is_phone("12a4") && !is_phone("123"));
        assert!(is_address("") && is_address("lin@example.edu.cn") && !is_address("lin@example") && !is_address("a b@c.d"));
    }
}
