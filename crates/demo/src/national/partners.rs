//! Enterprises and universities: those that exist and those that are added.

use directory::{EnterpriseProfile, Organisation, OrganisationKind, OrganisationState, UniversityProfile};
use kernel::{Day, Instant, Money, OrganisationId, credit_code, province};

use super::calendar::{Batch, day_of};
use super::dice::Dice;
use super::ids::Ids;
use super::names::{Named, Names};
use super::standing::{Missing, Standing};

/// Share of universities and of enterprises by province.
#[rustfmt::skip]
const PROVINCES: [(&str, usize, usize); 32] = [
    ("11", 68, 160), ("12", 31, 30), ("13", 61, 25), ("14", 34, 12), ("15", 18, 8), ("21", 63, 30), ("22", 38, 12), ("23", 40, 14),
    ("31", 41, 110), ("32", 79, 120), ("33", 60, 110), ("34", 46, 30), ("35", 40, 40), ("36", 45, 18), ("37", 70, 60), ("41", 58, 32),
    ("42", 68, 55), ("43", 52, 30), ("44", 69, 190), ("45", 39, 12), ("46", 8, 4), ("50", 28, 28), ("51", 54, 48), ("52", 30, 10),
    ("53", 33, 10), ("54", 4, 1), ("61", 57, 40), ("62", 22, 7), ("63", 4, 2), ("64", 8, 3), ("65", 15, 5), ("66", 5, 1),
];

/// All verified partners, those that existed first, and the rows to be written.
pub(crate) struct Partners {
    pub(crate) enterprises: Vec<Organisation>,
    pub(crate) universities: Vec<Organisation>,
    pub(crate) new: Vec<Organisation>,
    pub(crate) enterprise_profiles: Vec<EnterpriseProfile>,
    pub(crate) university_profiles: Vec<UniversityProfile>,
}

impl Partners {
    pub(crate) fn make(seed: u64, standing: &Standing, missing: &Missing, batches: &[Batch]) -> Partners {
        let mut maker = Maker {
            dice: Dice::new(seed, "partners"),
            ids: Ids::new(seed, "organisation"),
            names: Names::new(seed, standing.names.iter().cloned()),
            first_code: standing.organisations,
            today: standing.today,
        };
        let mut all = Partners {
            enterprises: standing.enterprises.clone(),
            universities: standing.universities.clone(),
            new: Vec::new(),
            enterprise_profiles: Vec::new(),
            university_profiles: Vec::new(),
        };
        let total: usize = batches.iter().map(|b| b.count).sum();
        let since = |index: usize, of: usize| day_of(batches, total * index / of.max(1)).unwrap_or(standing.today);
        for index in 0..missing.universities {
            // Nearly all universities took part from the first years on.
            let (row, profile) = maker.university(index, since(index / 4, missing.universities));
            all.universities.push(row.clone());
            all.new.push(row);
            all.university_profiles.push(profile);
        }
        for index in 0..missing.enterprises {
            let (row, profile) = maker.enterprise(index, since(index, missing.enterprises));
            all.enterprises.push(row.clone());
            all.new.push(row);
            all.enterprise_profiles.push(profile);
        }
        all
    }
}

struct Maker {
    dice: Dice,
    ids: Ids,
    names: Names,
    /// Codes are counted from here, so that those of an earlier run are not given again.
    first_code: usize,
    today: Day,
}

impl Maker {
    fn row(
        &mut self,
        kind: OrganisationKind,
        name: Named,
        code: Option<String>,
        province: &str,
        first_project: Day,
    ) -> Organisation {
        let made_at = Instant::beijing(
            first_project.plus_days(-self.dice.between(60, 300) as i32),
            9,
            0,
            self.dice.between(0, 28_800),
        );
        Organisation {
            id: OrganisationId(self.ids.at(made_at)),
            kind,
            name: name.zh,
            name_en: name.en,
            code,
            province: province.to_owned(),
            state: OrganisationState::Verified,
            state_since: made_at.plus_days(5),
            revision: 1,
            created_at: made_at,
        }
    }

    fn university(&mut self, index: usize, first_project: Day) -> (Organisation, UniversityProfile) {
        let (code, _, _) = PROVINCES[self.dice.share(&PROVINCES.map(|p| p.1))];
        let (name, authority) = self.names.university();
        // Five digits from 20,001 on are in no published list.
        let number = format!("41{code}0{:05}", 20_001 + (self.first_code + index) % 79_999);
        let row = self.row(OrganisationKind::University, name, Some(number), code, first_project);
        let profile = UniversityProfile {
            id: row.id,
            authority: authority.to_owned(),
            level: "本科".to_owned(),
            place: province::by_code(code).map_or(String::new(), |p| p.name.zh.to_owned()),
            remark: String::new(),
            project_department: self.dice.word(&["教务处", "本科生院", "教务部", "产教融合办公室"]).to_owned(),
            per_person_and_round: None,
            memberships_per_round: None,
            per_enterprise_and_round: None,
            per_enterprise_and_type: None,
        };
        (row, profile)
    }

    fn enterprise(&mut self, index: usize, first_project: Day) -> (Organisation, EnterpriseProfile) {
        let (code, _, _) = PROVINCES[self.dice.share(&PROVINCES.map(|p| p.2))];
        let (name, section) = self.names.enterprise();
        let first_16 = format!("91{code}01{:02}{}", self.dice.between(1, 20), body(self.first_code + index));
        let credit = credit_code::complete(&first_16).map(|c| c.as_str().to_owned());
        let row = self.row(OrganisationKind::Enterprise, name, credit, code, first_project);
        let registered = row.created_at.day().min(self.today).plus_days(-self.dice.between(800, 6_000) as i32);
        let contact = super::names::person(&mut self.dice);
        let profile = EnterpriseProfile {
            id: row.id,
            is_legal_person: true,
            registered_on: registered,
            paid_in_capital: Money::from_yuan(self.dice.between(5, 120) * 1_000_000),
            industry: section.to_owned(),
            about: "面向高校提供技术、平台与工程案例，参与课程、师资与实践基地建设。".to_owned(),
            contact_name: contact.zh,
            contact_phone: format!("0{}-8{:07}", self.dice.between(10, 99), self.dice.below(10_000_000)),
            contact_email: format!("programme@e{:05}.example", self.first_code + index),
            capital_waiver_reason: None,
            capital_waived_at: None,
        };
        (row, profile)
    }
}

/// Eight characters of an organisation code, different for every number.
fn body(number: usize) -> String {
    const DIGITS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let places = [923_521, 29_791, 961, 31, 1];
    let tail: String = places.iter().map(|place| char::from(DIGITS[number / place % 31])).collect();
    format!("MB9{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_given_for_every_province_of_the_programme() {
        assert!(PROVINCES.iter().all(|(code, _, _)| province::by_code(code).is_some()));
    }

    #[test]
    fn e_04_codes_are_right_and_differ() {
        let codes: Vec<_> =
            (0..40_000).map(|n| credit_code::complete(&format!("91660101{}", body(n))).expect("a code")).collect();
        let different: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
    }
}
