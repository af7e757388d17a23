//! Organisations by what somebody typed: the whole name in either language, the code, or the name with the code or the
//! province in brackets where several share a name.

use db::{DbError, Tx};
use kernel::{OrganisationId, ToValue};

use crate::policy::{self, Eyes};
use crate::record::Organisation;
use crate::store::{AT_ONCE, places};

/// So many of one name are looked at.
const MOST: usize = 50;

/// The organisations called so, of those that may be seen; those that may not are as good as none.
pub fn organisations_called(tx: &mut Tx<'_>, eyes: &Eyes, typed: &str) -> Result<Vec<Organisation>, DbError> {
    let whole = named(tx, eyes, typed)?;
    match bracketed(typed) {
        Some((name, _)) if whole.is_empty() => {
            Ok(named(tx, eyes, name)?.into_iter().filter(|one| is_called(one, typed)).collect())
        }
        Some(_) | None => Ok(whole),
    }
}

fn named(tx: &mut Tx<'_>, eyes: &Eyes, name: &str) -> Result<Vec<Organisation>, DbError> {
    let (scope, mut values) = policy::scope(eyes, 1);
    let (name_at, code_at) = (values.len() + 1, values.len() + 2);
    values.extend([name.to_value(), name.to_uppercase().to_value()]);
    let sql = format!(
        "WHERE {scope} AND (organisation.name = ${name_at} OR organisation.name_en = ${name_at} OR organisation.code = ${code_at}) \
         ORDER BY organisation.id LIMIT {MOST}"
    );
    db::list(tx, &sql, &values)
}

/// Whether this organisation is meant by what was typed.
pub fn is_called(organisation: &Organisation, typed: &str) -> bool {
    let is_named = |name: &str| !name.is_empty() && (organisation.name == name || organisation.name_en == name);
    let is_code = |code: &str| organisation.code.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(code));
    let is_in = |name: &str| {
        kernel::province::by_code(&organisation.province).is_some_and(|own| own.name.zh == name || own.name.en == name)
    };
    is_named(typed)
        || is_code(typed)
        || bracketed(typed).is_some_and(|(name, mark)| is_named(name) && (is_code(mark) || is_in(mark)))
}

/// `南江大学（4132010001）` in its two parts.
fn bracketed(typed: &str) -> Option<(&str, &str)> {
    let inner = typed.strip_suffix(['）', ')'])?;
    let (name, mark) = inner.rsplit_once(['（', '('])?;
    Some((name.trim(), mark.trim()))
}

/// The name with what tells it from others of the same name.
pub fn name_in_full(organisation: &Organisation) -> String {
    let province = kernel::province::by_code(&organisation.province).map(|own| own.name.zh.to_owned());
    match organisation.code.clone().or(province) {
        Some(mark) => format!("{}（{mark}）", organisation.name),
        None => organisation.name.clone(),
    }
}

/// The names in full of these organisations, by their ids.
pub fn names_in_full(tx: &mut Tx<'_>, ids: &[OrganisationId]) -> Result<Vec<String>, DbError> {
    let mut names = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = places(some, 1);
        let found: Vec<Organisation> = db::list(tx, &format!("WHERE id IN ({places}) ORDER BY id"), &values)?;
        names.extend(found.iter().map(name_in_full));
    }
    Ok(names)
}
