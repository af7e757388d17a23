//! English names of organisations, for pages that keep only the Chinese one.

use std::collections::HashMap;

use db::{DbError, Tx};
use kernel::{Lang, OrganisationId};
use maud::Markup;

use crate::store::{AT_ONCE, places};

/// The English names that a page asked for.
#[derive(Clone, Debug, Default)]
pub struct EnglishNames(HashMap<OrganisationId, String>);

impl EnglishNames {
    /// A name in the reader's language. Where there is no English one, the Chinese one says that it is Chinese.
    pub fn shown(&self, lang: Lang, id: OrganisationId, zh: &str) -> Markup {
        ui::named(lang, zh, self.0.get(&id).map_or("", String::as_str))
    }
}

/// The Chinese and the English names of these organisations, for whoever has neither; the English one is empty where there is
/// none.
pub fn organisation_names_both(
    tx: &mut Tx<'_>,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, (String, String)>, DbError> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    let mut names = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        let sql = format!("SELECT id, name, name_en FROM organisation WHERE id IN ({places})");
        let rows: Vec<(OrganisationId, String, String)> = tx.query(&sql, &values)?;
        names.extend(rows.into_iter().map(|(id, zh, en)| (id, (zh, en))));
    }
    Ok(names)
}

/// Reads the English names for an English page: one statement for a page of a list. A Chinese page needs none.
pub fn english_names(
    tx: &mut Tx<'_>,
    lang: Lang,
    ids: impl IntoIterator<Item = OrganisationId>,
) -> Result<EnglishNames, DbError> {
    if lang == Lang::Zh {
        return Ok(EnglishNames::default());
    }
    let mut ids: Vec<OrganisationId> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    // Few lengths make few statements to prepare, and an empty page costs the same as a full one.
    ids.resize(ids.len().next_power_of_two(), OrganisationId::nil());
    let mut names = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        let sql = format!("SELECT id, name_en FROM organisation WHERE id IN ({places}) AND name_en <> ''");
        names.extend(tx.query::<(OrganisationId, String)>(&sql, &values)?);
    }
    Ok(EnglishNames(names))
}
