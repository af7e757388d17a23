//! What the columns mean, for people and for programs: made from the same declarations as the files.

use exports::Kind;
use kernel::{Text, Word};
use serde_json::{Value, json};

use crate::dataset::{Dataset, datasets};
use crate::record::{Format, OpenFile};
use crate::settings::Settings;

/// The fields of a grant that we write, as the standard names them, with what they are filled from.
pub(crate) const GRANT_FIELDS: [(&str, Kind, Text); 12] = [
    ("id", Kind::Text, kernel::say("前缀与项目编号", "Prefix and number of the project")),
    ("title", Kind::Text, kernel::say("项目名称，最多 140 字", "Title, 140 characters at most")),
    (
        "description",
        Kind::Text,
        kernel::say("类型、企业、学校与项目负责人", "Type, enterprise, university, principal investigator"),
    ),
    ("currency", Kind::Text, kernel::say("一律为 CNY", "Always CNY")),
    (
        "amountAwarded",
        Kind::Money,
        kernel::say(
            "指南公布的每项支持经费，不含软硬件价值",
            "Cash that the published item names for each project, without goods",
        ),
    ),
    ("awardDate", Kind::Day, kernel::say("立项日期", "Day of establishment")),
    ("url", Kind::Link, kernel::say("项目公开页面", "Public page of the project")),
    (
        "fundingOrganization",
        Kind::Text,
        kernel::say(
            "企业：标识（CN-USCI 为统一社会信用代码）与名称",
            "Enterprise: identifier (CN-USCI is the unified social credit code) and name",
        ),
    ),
    ("recipientOrganization", Kind::Text, kernel::say("学校：标识与名称", "University: identifier and name")),
    ("grantProgramme", Kind::Word, kernel::say("项目类型 T1 至 T6", "Type of the project, T1 to T6")),
    ("beneficiaryLocation", Kind::Text, kernel::say("学校所在省份", "Province of the university")),
    (
        "fromOpenCall",
        Kind::Text,
        kernel::say("一律为 Yes：指南面向全国高校公开", "Always Yes: guidelines are open to all universities"),
    ),
];

/// All datasets with all columns, in both languages.
pub(crate) fn dictionary() -> Value {
    json!({ "datasets": datasets().iter().map(described).collect::<Vec<_>>() })
}

fn described(dataset: &Dataset) -> Value {
    let column = |key: &str, kind: Kind, heading: Text, about: Text| {
        json!({
            "name": key, "type": kind.word(), "unit": unit(kind),
            "heading": heading.zh, "heading_en": heading.en, "meaning": about.zh, "meaning_en": about.en,
        })
    };
    let columns: Vec<Value> = if dataset.columns().is_empty() {
        GRANT_FIELDS.iter().map(|(key, kind, about)| column(key, *kind, *about, *about)).collect()
    } else {
        dataset.columns().iter().map(|c| column(c.key, c.kind, c.heading, c.about)).collect()
    };
    json!({
        "name": dataset.name,
        "title": dataset.title.zh, "title_en": dataset.title.en,
        "about": dataset.about.zh, "about_en": dataset.about.en,
        "formats": dataset.formats().iter().map(|format| format.word()).collect::<Vec<_>>(),
        "columns": columns,
    })
}

const fn unit(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "CNY",
        Kind::Day => "Asia/Shanghai",
        Kind::Instant => "UTC",
        Kind::Text | Kind::Whole | Kind::Word | Kind::Link => "",
    }
}

/// The description of the whole as Frictionless Data reads it (`datapackage.json`). Without an address the files lie beside it.
pub(crate) fn package(settings: &Settings, files: &[OpenFile], base_url: Option<&str>) -> Value {
    let all = datasets();
    let resources: Vec<Value> = files
        .iter()
        .filter_map(|file| {
            let dataset = all.iter().find(|dataset| dataset.name == file.dataset)?;
            Some(resource(dataset, file, base_url))
        })
        .collect();
    let mut package = json!({
        "profile": "data-package",
        "name": format!("{}-open-data", settings.prefix),
        "title": "产学合作协同育人项目开放数据",
        "created": files.first().map(|file| file.made_at.to_string()),
        "contributors": [{ "title": settings.publisher, "role": "publisher" }],
        "resources": resources,
    });
    if !settings.licence.is_empty() {
        package["licenses"] = json!([{ "path": settings.licence }]);
    }
    package
}

fn resource(dataset: &Dataset, file: &OpenFile, base_url: Option<&str>) -> Value {
    let path = match base_url {
        Some(base) => format!("{base}/open-data/files/{}/{}", file.id, file.name()),
        None => file.name(),
    };
    let mut resource = json!({
        "name": format!("{}-{}", file.dataset, file.format),
        "path": path, "format": file.format.word(), "mediatype": file.format.media_type(), "encoding": "utf-8",
        "bytes": file.bytes, "hash": format!("sha256:{}", file.sha256), "rows": file.row_count,
        "title": dataset.title.zh, "description": dataset.about.zh,
    });
    if !dataset.columns().is_empty() {
        let fields: Vec<Value> = dataset
            .columns()
            .iter()
            .map(|c| json!({ "name": c.key, "type": frictionless(c.kind), "title": c.heading.zh, "description": c.about.zh }))
            .collect();
        resource["profile"] = json!("tabular-data-resource");
        resource["schema"] = json!({ "fields": fields });
    }
    if file.format == Format::Csv {
        resource["dialect"] = json!({ "delimiter": ",", "lineTerminator": "\r\n", "header": true });
    }
    resource
}

const fn frictionless(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word | Kind::Link => "string",
        Kind::Whole => "integer",
        Kind::Money => "number",
        Kind::Day => "date",
        Kind::Instant => "datetime",
    }
}
