//! What a person says they know: majors, industries, keywords, and where they work.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Refusal, RowId, Text, say, within};

use crate::record::Expertise;
use crate::store;

/// Entries of one list.
pub const ENTRIES_MAX: usize = 20;
/// Characters of one entry.
pub const ENTRY_MAX: usize = 60;
/// Characters of the employer's name.
pub const EMPLOYER_MAX: usize = 100;

const TOO_MANY: Text = say("最多 {most} 项，现有 {count} 项", "At most {most} entries, there are {count}");

/// Expertise as typed: lists with one entry per line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpertiseForm {
    pub majors: String,
    pub industries: String,
    pub keywords: String,
    pub employer: String,
}

/// Says what the actor knows, over the revision that was read; 0 where nothing was said before.
pub fn set_expertise(
    tx: &mut Tx<'_>,
    actor: &Actor,
    revision: i64,
    form: &ExpertiseForm,
) -> Result<Expertise, Refusal> {
    super::all_of(form.breaches())?;
    let stored = store::expertise(tx, actor.person_id)?;
    if stored.as_ref().map_or(0, |stored| stored.revision) != revision {
        return Err(Refusal::Overtaken);
    }
    let said = Expertise {
        id: stored.as_ref().map_or_else(|| RowId::at(tx.now()), |stored| stored.id),
        person_id: actor.person_id,
        majors: tidy(&form.majors),
        industries: tidy(&form.industries),
        keywords: tidy(&form.keywords),
        employer: form.employer.trim().to_owned(),
        revision: revision.max(1),
        saved_at: tx.now(),
    };
    let revision = match stored {
        // Two windows at once: the second is told that the first was faster.
        None => db::insert(tx, &said)
            .map(|()| 1)
            .map_err(|error| if error.is_duplicate() { Refusal::Overtaken } else { error.into() })?,
        Some(_) => db::save(tx, &said).map(|()| said.revision + 1)?,
    };
    // How much was said; the words themselves go when the account is closed, and the journal stays.
    let entries = [&said.majors, &said.industries, &said.keywords].map(|list| list.lines().count());
    let detail = serde_json::json!({ "majors": entries[0], "industries": entries[1], "keywords": entries[2] });
    journal::record(tx, Act::new(actor, "person", actor.person_id.0, "set_expertise").detail(detail));
    Ok(Expertise { revision, ..said })
}

impl ExpertiseForm {
    fn breaches(&self) -> Vec<Breach> {
        let lists = [("majors", &self.majors), ("industries", &self.industries), ("keywords", &self.keywords)];
        let mut found: Vec<Breach> = lists.into_iter().filter_map(|(field, text)| list(field, text).err()).collect();
        found.extend(within("employer", self.employer.trim(), EMPLOYER_MAX).err());
        found
    }
}

fn list(field: &str, text: &str) -> Result<(), Breach> {
    let tidy = tidy(text);
    let count = tidy.lines().count();
    if count > ENTRIES_MAX {
        return Err(Breach::field(field, TOO_MANY.with(&[("most", &ENTRIES_MAX), ("count", &count)])));
    }
    tidy.lines().try_for_each(|entry| within(field, entry, ENTRY_MAX))
}

/// Entries trimmed, each once, in the order they were typed.
fn tidy(text: &str) -> String {
    let mut entries: Vec<&str> = Vec::new();
    for entry in text.lines().map(str::trim).filter(|entry| !entry.is_empty()) {
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    entries.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_trimmed_and_kept_once_in_their_order() {
        assert_eq!(tidy(" 光学 \n\n机器视觉\n光学\r\n"), "光学\n机器视觉");
    }

    #[test]
    fn too_many_entries_long_ones_and_a_long_employer_are_named_at_once() {
        let many: Vec<String> = (0..=ENTRIES_MAX).map(|n| format!("专业{n}")).collect();
        let form = ExpertiseForm {
            majors: many.join("\n"),
            industries: "业".repeat(ENTRY_MAX + 1),
            keywords: "光".repeat(ENTRY_MAX),
            employer: "校".repeat(EMPLOYER_MAX + 1),
        };
        let fields: Vec<String> = form.breaches().into_iter().map(|breach| breach.field).collect();
        assert_eq!(fields, ["majors", "industries", "employer"]);
    }
}
