//! Established projects as grants of the 360Giving data standard.
//!
//! Only what the public reads anyway: the columns of the register, and the amount that the published guideline item names for
//! each project. What was agreed on in the end is known to the parties alone, so it is not here.

use std::collections::HashMap;
use std::io::Write;

use db::{DbError, Tx};
use kernel::{ItemId, Money, OrganisationId, Refusal, ToValue, Value, Word, province};
use projects::{Filter, Project};
use serde_json::json;

use crate::settings::Settings;

/// Rows read at once.
const BATCH: usize = 500;
/// Longest title the standard advises, in characters.
const TITLE: usize = 140;

/// Writes the package and answers how many grants it holds. Without a grant there is no package: the standard asks for one
/// at least.
pub(crate) fn write(tx: &mut Tx<'_>, out: &mut dyn Write, settings: &Settings, base_url: &str) -> Result<u64, Refusal> {
    let mut head = json!({
        "title": "产学合作协同育人项目资助数据",
        "identifier": format!("{}-grants", settings.prefix),
        "issued": tx.now().day().to_string(),
        "modified": tx.now().to_string(),
        "publisher": publisher(settings, base_url),
        "accessURL": format!("{base_url}/open-data"),
        "downloadURL": format!("{base_url}/open-data/latest/grants-360giving.json"),
    });
    if !settings.licence.is_empty() {
        head["license"] = json!(settings.licence);
    }
    let text = head.to_string();
    out.write_all(text.trim_end_matches('}').as_bytes()).map_err(Refusal::fault)?;
    out.write_all(b",\"grants\":[").map_err(Refusal::fault)?;
    let (mut count, mut filter) = (0u64, Filter { page: BATCH, ..Filter::default() });
    loop {
        let found = projects::register(tx, &filter)?;
        for grant in grants(tx, &found.rows, settings, base_url)? {
            out.write_all(if count > 0 { b",\n" } else { b"\n" }).map_err(Refusal::fault)?;
            out.write_all(grant.as_bytes()).map_err(Refusal::fault)?;
            count += 1;
        }
        match found.next {
            Some(after) => filter.after = Some(after),
            None => break,
        }
    }
    out.write_all(b"\n]}\n").map_err(Refusal::fault)?;
    Ok(count)
}

fn publisher(settings: &Settings, base_url: &str) -> serde_json::Value {
    let mut publisher = json!({ "name": settings.publisher, "website": base_url });
    if !settings.publisher_id.is_empty() {
        publisher["identifier"] = json!(settings.publisher_id);
    }
    publisher
}

/// What is offered to each project of an item that was published.
struct Offer {
    cash: Money,
    goods: Money,
}

fn grants(tx: &mut Tx<'_>, projects: &[Project], settings: &Settings, base_url: &str) -> Result<Vec<String>, DbError> {
    let items: Vec<ItemId> = projects.iter().filter_map(|project| project.item_id).collect();
    let offers = offers(tx, &items)?;
    let parties: Vec<OrganisationId> = projects.iter().flat_map(|p| [p.enterprise_id, p.university_id]).collect();
    let codes = codes(tx, &parties)?;
    let grant = |project: &Project| {
        let offer = offers.get(&project.item_id?)?;
        Some(grant(project, offer, &codes, settings, base_url))
    };
    Ok(projects.iter().filter_map(grant).collect())
}

fn grant(
    project: &Project,
    offer: &Offer,
    codes: &HashMap<OrganisationId, String>,
    settings: &Settings,
    base_url: &str,
) -> String {
    let public = projects::rules::public(project);
    let kind = public.project_type.text().zh;
    let goods = match offer.goods.fen() {
        0 => String::new(),
        _ => format!("；另提供软硬件，价值 {} 元", offer.goods.plain()),
    };
    let description =
        format!("{kind}：{}支持，{}承担，项目负责人{}{goods}", public.enterprise, public.university, public.pi);
    let named = |id, name: &str| json!([{ "id": identifier(id, codes, settings), "name": name }]);
    let place = province::by_code(&public.province);
    let mut grant = json!({
        "id": format!("{}-{}", settings.prefix, public.number),
        "title": public.title.chars().take(TITLE).collect::<String>(),
        "description": description,
        "currency": "CNY",
        "awardDate": public.established_on.to_string(),
        "url": format!("{base_url}/projects/{}", public.id),
        "fundingOrganization": named(public.enterprise_id, &public.enterprise),
        "recipientOrganization": named(public.university_id, &public.university),
        "grantProgramme": [{ "code": public.project_type.word(), "title": kind }],
        "fromOpenCall": "Yes",
        "dataSource": format!("{base_url}/open-data"),
    });
    if let Some(place) = place {
        grant["beneficiaryLocation"] = json!([{ "name": place.name.zh, "countryCode": "CN" }]);
    }
    // Yuan with two decimals, exactly: a number that passes through floating point would not stay so.
    let mut text = grant.to_string();
    text.insert_str(1, &format!("\"amountAwarded\":{},", offer.cash.plain()));
    text
}

/// By the credit code where there is one (`CN-USCI` of org-id.guide), otherwise by our own.
fn identifier(id: OrganisationId, codes: &HashMap<OrganisationId, String>, settings: &Settings) -> String {
    match codes.get(&id) {
        Some(code) if code.len() == CREDIT_CODE => format!("CN-USCI-{code}"),
        Some(_) | None => format!("{}-org-{id}", settings.prefix),
    }
}

/// Signs of a unified social credit code; the codes of universities are shorter.
const CREDIT_CODE: usize = 18;

fn offers(tx: &mut Tx<'_>, items: &[ItemId]) -> Result<HashMap<ItemId, Offer>, DbError> {
    let (places, values) = places(items);
    let sql = format!("SELECT id, cash_each, goods_each FROM item WHERE published_at IS NOT NULL AND id IN ({places})");
    let rows: Vec<(ItemId, Money, Money)> = tx.query(&sql, &values)?;
    Ok(rows.into_iter().map(|(id, cash, goods)| (id, Offer { cash, goods })).collect())
}

fn codes(tx: &mut Tx<'_>, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, String>, DbError> {
    let (places, values) = places(ids);
    let sql = format!("SELECT id, code FROM organisation WHERE code IS NOT NULL AND id IN ({places})");
    Ok(tx.query::<(OrganisationId, String)>(&sql, &values)?.into_iter().collect())
}

/// `$1, $2` and their values; nobody has the identifier that stands there alone.
fn places<T: ToValue + Ord + Copy>(ids: &[T]) -> (String, Vec<Value>) {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    let mut values: Vec<Value> = ids.iter().map(ToValue::to_value).collect();
    if values.is_empty() {
        values.push(ItemId::nil().to_value());
    }
    ((1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", "), values)
}
